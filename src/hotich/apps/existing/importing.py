"""Make entries of the rows an officer has confirmed: a job that goes on where it stopped."""

from datetime import datetime
from typing import Final

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.problems import AlreadyEnteredError, NotTypingError, NumberTakenError
from hotich.apps.entry.recorded import Recorded, record_existing
from hotich.apps.existing.acting import officer_of
from hotich.apps.existing.finding_books import Shelf
from hotich.apps.existing.judging import judge
from hotich.apps.existing.models import Fate, Upload, UploadRow
from hotich.apps.jobs.actions import Lease
from hotich.core.registers import EntryNumber

KIND: Final = "existing.import"
# The office's audit chain is held while a chunk is written, so clerks wait for no long one.
CHUNK: Final = 20
_NUMBER = "so"


def run(lease: Lease) -> None:
    """Take in the rows of a confirmed file, each once; raises LostLeaseError."""
    upload = Upload.objects.get(pk=str(lease.job.parameters["upload"]))
    if upload.confirmed_at is not None:
        _take_in_all(upload, lease)


def _take_in_all(upload: Upload, lease: Lease) -> None:
    by = officer_of(upload, KIND)
    shelf = Shelf(by, upload.register_type, upload.original_office_id, upload.volumes)
    total = upload.lines.filter(fate__in=(Fate.NEW, Fate.CREATED)).count()
    done = upload.lines.filter(fate=Fate.CREATED).count()
    line = int(str(lease.job.cursor.get("line", 0)))
    while True:
        waiting = upload.lines.filter(fate=Fate.NEW, line__gt=line).order_by("line")
        chunk = list(waiting.select_related("book", "upload")[:CHUNK])
        if not chunk:
            break
        line, done = chunk[-1].line, done + len(chunk)
        with writing(by) as at:
            for row in chunk:
                _take_in(row, shelf, by, at)
            extent = f"sha256 {upload.sha256}, {chunk[0].line}-{line}"
            record(by, "existing.rows_taken_in", upload.pk, reason=extent)
            lease.advance(cursor={"line": line}, done=done, total=total)
    with writing(by) as at:
        upload.finished_at = at
        upload.save(update_fields=["finished_at"])
        record(by, "existing.taken_in", upload.pk)


def _take_in(row: UploadRow, shelf: Shelf, by: Actor, at: datetime) -> None:
    """Make the row's entry, or say why it became none meanwhile."""
    judge(row, shelf)
    if row.fate == Fate.NEW and row.book and row.year and row.number:
        given = Recorded(
            book=row.book.pk,
            year=row.year,
            number=EntryNumber(row.number, row.suffix),
            number_written=str(row.cells.get(_NUMBER, "")),
            texts={field_id: text for field_id, (text, _) in row.values.items()},
            reason=f"{row.upload.file_name}, {row.line}",
        )
        try:
            row.entry = record_existing(by=by, given=given)
            row.fate = Fate.CREATED
        except NumberTakenError:
            row.fate = Fate.NUMBER_HELD
        except NotTypingError:
            row.fate = Fate.BOOK_CLOSED
        except AlreadyEnteredError:
            row.fate = Fate.REPEATED
    row.recorded_at = at
    row.save(update_fields=["fate", "book", "entry", "differing", "recorded_at"])
