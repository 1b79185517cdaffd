"""Read a sheet row by row, then judge every row: a job that goes on where it stopped.

Nothing but rows of this room is written; an entry is made only when an officer has confirmed.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.timezone import localdate

from hotich.apps.audit.writing import record, writing
from hotich.apps.existing.acting import officer_of
from hotich.apps.existing.finding_books import Shelf
from hotich.apps.existing.judging import judge_rows
from hotich.apps.existing.models import Upload, UploadRow
from hotich.apps.existing.problems import SheetUnreadableError
from hotich.apps.existing.tables import Line, Table, hash_file, open_table
from hotich.apps.jobs.actions import Lease
from hotich.apps.registers.definitions import definition
from hotich.core.pin import is_practice, is_valid
from hotich.core.registers import EntryNumber, Reading, RegisterType, RegisterValue
from hotich.core.registers.sheets import Filed, ReadRow, file_defects, profile, read_row
from hotich.documents.import_sheet import practice_mark

KIND: Final = "existing.read"
CHUNK: Final = 200


def run(lease: Lease) -> None:
    """Read and judge the sheet of a job; a sheet that was read already is judged anew.

    One that cannot be read to its end is withdrawn with the fault. Raises: LostLeaseError.
    """
    upload = Upload.objects.get(pk=str(lease.job.parameters["upload"]))
    if upload.confirmed_at or upload.withdrawn_at:
        return
    kept = str(lease.job.parameters["path"])
    try:
        if upload.read_at is None:
            _read(lease, upload, Path(kept))
        _judge(lease, upload)
    except SheetUnreadableError as fault:
        _refuse(lease, upload, fault.problem)
    if kept:
        Path(kept).unlink(missing_ok=True)


def _refuse(lease: Lease, upload: Upload, problem: str) -> None:
    with writing(lease.by) as at:
        upload.withdrawn_at, upload.withdraw_reason = at, problem
        upload.save(update_fields=["withdrawn_at", "withdraw_reason"])
        record(lease.by, "existing.withdrawn", upload.pk, reason=problem)
        lease.advance(cursor={}, done=upload.lines.count())


def _read(lease: Lease, upload: Upload, path: Path) -> None:
    if hash_file(path) != upload.sha256:
        raise SheetUnreadableError("changed")
    _refuse_other_kind(practice=practice_mark(path))
    table = open_table(path)
    kind, sheet = definition(upload.register_type), profile(upload.profile)
    columns = [one for role in kind.roles if (one := sheet.number_column(role.code))]
    last = upload.lines.order_by("-line").values_list("line", flat=True).first() or 0
    rows, done = table.rows(last), upload.lines.count()
    while chunk := list(islice(rows, CHUNK)):
        done += len(chunk)
        with writing(lease.by) as at:
            read = [_row(upload, kind, table, line, at) for line in chunk]
            for row in read:
                _refuse_other_kind(practice=_is_of_practice(row, columns))
            UploadRow.objects.bulk_create(read)
            lease.advance(cursor={"line": chunk[-1][0]}, done=done)
    found = file_defects(kind, (_filed(row) for row in upload.lines.order_by("line").iterator()))
    with writing(lease.by) as at:
        upload.read_at = at
        upload.file_defects = [
            [one.code, one.column, one.text, one.rows, list(one.lines)] for one in found[:200]
        ]
        upload.save(update_fields=["read_at", "file_defects"])
        record(lease.by, "existing.read", upload.pk, reason=f"sha256 {upload.sha256}, {done}")
        lease.advance(cursor={}, done=0, total=done)


def _refuse_other_kind(*, practice: bool | None) -> None:
    """Do nothing when the people are of the installation's kind, invented or real, or unknown.

    Raises: SheetUnreadableError.
    """
    if practice is not None and practice != settings.PRACTICE:
        raise SheetUnreadableError("practice_file" if practice else "real_file")


def _is_of_practice(row: UploadRow, columns: Iterable[str]) -> bool | None:
    """Return whether the row names people by practice numbers; None when it has no number."""
    cells = (str(row.cells.get(column, "")) for column in columns)
    numbers = [text for text in cells if is_valid(text)]
    return any(is_practice(number) for number in numbers) if numbers else None


def _row(
    upload: Upload, kind: RegisterType, table: Table, given: Line, recorded_at: datetime
) -> UploadRow:
    line, cells = given
    read = read_row(
        profile(upload.profile),
        kind,
        table.detection.cells(cells),
        at=localdate(upload.recorded_at),
        year=upload.year,
    )
    number = read.number
    packed = json.dumps(dict(read.cells), ensure_ascii=False, sort_keys=True)
    return UploadRow(
        upload=upload,
        line=line,
        sha256=sha256(packed.encode()).hexdigest(),
        cells=dict(read.cells),
        values={key: [one.text, one.normalised] for key, one in read.values.items()},
        defects=[[one.code, one.column] for one in read.defects],
        refused=read.refused.code if read.refused else "",
        volume=read.volume[:500],
        year=read.year,
        number=number.number if number else None,
        suffix=number.suffix if number else "",
        recorded_at=recorded_at,
    )


def _filed(row: UploadRow) -> Filed:
    values = {
        key: RegisterValue(text, Reading.CLEAR, normalised)
        for key, (text, normalised) in row.values.items()
    }
    number = EntryNumber(row.number, row.suffix) if row.number else None
    return Filed(row.line, ReadRow(row.cells, values, number=number, year=row.year))


def _judge(lease: Lease, upload: Upload) -> None:
    shelf = Shelf(
        officer_of(upload, KIND), upload.register_type, upload.original_office_id, upload.volumes
    )
    line, done = int(str(lease.job.cursor.get("judged", 0))), lease.job.done
    total = upload.lines.count()
    while True:
        chunk = list(upload.lines.filter(line__gt=line).order_by("line")[:CHUNK])
        if not chunk:
            break
        line, done = chunk[-1].line, done + len(chunk)
        with writing(lease.by):
            judge_rows(chunk, shelf)
            lease.advance(cursor={"judged": line}, done=done, total=total)
    with writing(lease.by) as at:
        upload.judged_at = at
        upload.save(update_fields=["judged_at"])
        record(lease.by, "existing.judged", upload.pk)
