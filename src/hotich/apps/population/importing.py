"""Load a file of persons, as a job that goes on where it stopped.

First the rows, then the keys: of few persons beside the blocks of keys, of many as new blocks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import Lease, enqueue
from hotich.apps.jobs.models import Job
from hotich.apps.population import bulk, rekeying
from hotich.apps.population.files import FileRow, hash_file, open_rows
from hotich.apps.population.interchange import Fault, ReadRow, RowReader
from hotich.apps.population.keys import keys_of
from hotich.apps.population.models import ImportBatch, ImportFinding
from hotich.apps.population.names import make_names
from hotich.apps.population.problems import FileUnreadableError

KIND: Final = "population.import"
CHUNK: Final = 5_000
# Persons whose keys are written in one transaction.
KEYED_TOGETHER: Final = 5_000


def enqueue_import(
    *,
    by: Actor,
    path: Path,
    file_name: str = "",
    remove: bool = False,
    token: UUID | None = None,
) -> Job:
    """Put the loading of a file in the queue and return the job.

    `remove` deletes the file once it is loaded, for one that was handed in through the page,
    where `token` finds the job again when the form is sent twice.

    Raises: NotPermittedError; FileUnreadableError for a file that has no such table.
    """
    by.require(Permission.POPULATION_IMPORT)
    open_rows(path)
    name = (file_name or path.name)[:255]
    with writing(by):
        job = enqueue(
            by=by,
            kind=KIND,
            parameters={
                "path": str(path),
                "file_name": name,
                "sha256": hash_file(path),
                "remove": remove,
                "token": str(token or ""),
            },
        )
        record(by, "import.asked_for", job.pk, reason=name)
    return job


def find_import(*, by: Actor, token: UUID) -> Job | None:
    """Return the job that was queued under the token in the actor's office, None if none was."""
    return Job.objects.filter(kind=KIND, office=by.office_id, parameters__token=str(token)).first()


def run(lease: Lease) -> None:
    """Load the file of a job; called again after a crash it goes on from the job's cursor.

    Raises: FileUnreadableError, LostLeaseError.
    """
    parameters = lease.job.parameters
    path = Path(str(parameters["path"]))
    cursor = _Cursor.of(lease.job.cursor)
    if cursor.phase == "rows":
        if hash_file(path) != parameters["sha256"]:
            raise FileUnreadableError("changed")
        cursor = _load_rows(lease, path, cursor)
    _write_keys(lease, cursor)
    if parameters.get("remove"):
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """How far the job is: rows up to a place of the file, then keys up to a person."""

    phase: str = "rows"
    place: int = 0
    line: int = 0
    rows: int = 0
    person: int = 0

    @classmethod
    def of(cls, stored: Mapping[str, object]) -> "_Cursor":
        numbers = {name: value for name, value in stored.items() if isinstance(value, int)}
        return cls(phase=str(stored.get("phase", "rows")), **numbers)

    def stored(self) -> dict[str, object]:
        return {
            "phase": self.phase,
            "place": self.place,
            "line": self.line,
            "rows": self.rows,
            "person": self.person,
        }


@dataclass(slots=True)
class _Chunk:
    """Rows that are written together."""

    good: list[tuple[int, ReadRow]] = field(default_factory=list)
    findings: list[tuple[int, Fault]] = field(default_factory=list)
    count: int = 0
    first: int = 0
    line: int = 0
    place: int = 0


def _load_rows(lease: Lease, path: Path, cursor: _Cursor) -> _Cursor:
    file = open_rows(path)
    rows = file.rows(cursor.place, cursor.line)
    while chunk := _read_chunk(rows, file.reader):
        cursor = _Cursor("rows", chunk.place, chunk.line, cursor.rows + chunk.count)
        _write_chunk(lease, chunk, cursor)
    cursor = _Cursor("keys", cursor.place, cursor.line, cursor.rows)
    with writing(lease.by) as at:
        _batch_of(lease, at)
        lease.advance(cursor=cursor.stored(), done=cursor.rows, total=2 * cursor.rows)
    return cursor


def _read_chunk(rows: Iterator[FileRow], reader: RowReader) -> _Chunk | None:
    chunk = _Chunk()
    for row in islice(rows, CHUNK):
        chunk.first = chunk.first or row.line
        chunk.line, chunk.place = row.line, row.next_place
        chunk.count += 1
        read = row.cells if isinstance(row.cells, Fault) else reader.read(row.cells)
        if isinstance(read, Fault):
            chunk.findings.append((row.line, read))
        else:
            chunk.good.append((row.line, read))
    return chunk if chunk.count else None


def _write_chunk(lease: Lease, chunk: _Chunk, cursor: _Cursor) -> None:
    """Write the rows, what was refused, the audit row and the cursor in one transaction."""
    with writing(lease.by) as at:
        batch = _batch_of(lease, at)
        good = _without_known_pins(chunk)
        chunk.findings += [(line, each) for line, row in good for each in row.remarks]
        bulk.insert_persons([row.values for _, row in good], batch=batch.pk, at=at)
        ImportFinding.objects.bulk_create(
            ImportFinding(
                batch=batch,
                line=line,
                column=fault.column,
                reason=fault.reason,
                refused=fault.refused,
            )
            for line, fault in sorted(chunk.findings, key=lambda found: found[0])
        )
        refused = sum(fault.refused for _, fault in chunk.findings)
        batch.rows += len(good)
        batch.refused += refused
        batch.remarked += len(chunk.findings) - refused
        batch.save(update_fields=["rows", "refused", "remarked"])
        extent = f"sha256 {batch.sha256}, {chunk.first}-{chunk.line}"
        record(lease.by, "import.rows_loaded", batch.pk, reason=extent)
        lease.advance(cursor=cursor.stored(), done=cursor.rows)


def _without_known_pins(chunk: _Chunk) -> list[tuple[int, ReadRow]]:
    """Return the rows whose number nobody else has; the others become findings."""
    pins = {row.pin for _, row in chunk.good if row.pin}
    known = bulk.known_pins(pins)
    good: list[tuple[int, ReadRow]] = []
    seen: set[str] = set()
    for line, row in chunk.good:
        if row.pin in known or row.pin in seen:
            reason = "pin_repeated" if row.pin in seen else "pin_known"
            chunk.findings.append((line, Fault("pin", reason)))
            continue
        if row.pin:
            seen.add(row.pin)
        good.append((line, row))
    return good


def _write_keys(lease: Lease, cursor: _Cursor) -> None:
    """Write the keys of the persons loaded, and close the batch.

    Of many persons, all blocks are made anew; of few, the keys are put beside the blocks.
    """
    batch = lease.job.pk
    if rekeying.is_due(cursor.rows):

        def advance(done: int) -> None:
            with transaction.atomic():
                lease.advance(cursor=cursor.stored(), done=cursor.rows + min(done, cursor.rows))

        rekeying.make_blocks(by=lease.by, advance=advance)
    else:
        _write_few_keys(lease, cursor)
        make_names(by=lease.by)
    with writing(lease.by) as at:
        ImportBatch.objects.filter(pk=batch).update(finished_at=at)
        record(lease.by, "import.finished", batch)


def _write_few_keys(lease: Lease, cursor: _Cursor) -> None:
    batch, keyed, last = lease.job.pk, 0, cursor.person
    while people := bulk.people_of(batch, after=last, limit=KEYED_TOGETHER):
        keyed, last = keyed + len(people), people[-1][0]
        keys = keys_of(people)
        moved = _Cursor("keys", cursor.place, cursor.line, cursor.rows, last)
        with writing(lease.by):
            rows = {row for row, _ in people}
            rows -= bulk.already_keyed(rows)
            bulk.insert_keys(sorted(rows), [each for each in keys if each[1] in rows])
            lease.advance(cursor=moved.stored(), done=cursor.rows + keyed)


def _batch_of(lease: Lease, at: datetime) -> ImportBatch:
    job = lease.job
    batch, _ = ImportBatch.objects.get_or_create(
        pk=job.pk,
        defaults={
            "file_name": str(job.parameters["file_name"]),
            "sha256": str(job.parameters["sha256"]),
            "office": job.office,
            "by_id": job.officer,
            "recorded_at": at,
        },
    )
    return batch


def batch_path(folder: Path, token: UUID) -> Path:
    """Return where a file handed in through the page is kept until it is loaded."""
    return folder / "population" / f"{token}.rows"
