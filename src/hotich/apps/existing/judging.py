"""What would become of a row? Weighed against the inventory and what is entered already."""

from collections.abc import Iterable

from hotich.apps.entry.models import Entry
from hotich.apps.entry.recorded import entered_under
from hotich.apps.entry.values import current_values
from hotich.apps.existing.finding_books import Shelf
from hotich.apps.existing.models import Fate, UploadRow
from hotich.core.names import verbatim
from hotich.core.registers import EntryNumber

FIELDS = ("fate", "book", "entry", "differing")


def judge(row: UploadRow, shelf: Shelf) -> None:
    """Set the row's fate, its book, the entry that stands there already and what differs.

    A row that became an entry stays what it is.
    """
    if row.fate == Fate.CREATED:
        return
    row.book, row.entry, row.differing = None, None, []
    if row.refused or row.number is None or row.year is None:
        row.fate = Fate.REFUSED
        return
    found = shelf.find(row.volume, row.year)
    if found is None:
        row.fate = Fate.NO_BOOK
        return
    row.book = found.book
    number = EntryNumber(row.number, row.suffix)
    entered = entered_under(found.book, row.year, number)
    if entered is not None:
        row.entry = entered
        row.differing = _differing(row, entered)
        row.fate = Fate.DIFFERS if row.differing else Fate.SAME
    elif _stands_before(row):
        row.fate = Fate.REPEATED
    else:
        row.fate = Fate.NEW if found.is_open else Fate.BOOK_CLOSED


def judge_rows(rows: Iterable[UploadRow], shelf: Shelf) -> None:
    """Judge the rows in their order and keep the result."""
    judged = list(rows)
    for row in judged:
        judge(row, shelf)
    UploadRow.objects.bulk_update(judged, FIELDS)


def _stands_before(row: UploadRow) -> bool:
    """Return whether an earlier row of the file has the number of the same volume."""
    earlier = UploadRow.objects.filter(
        upload=row.upload_id,
        year=row.year,
        number=row.number,
        suffix=row.suffix,
        volume=row.volume,
        refused="",
        line__lt=row.line,
    )
    return earlier.exists()


def _differing(row: UploadRow, entered: Entry) -> list[list[str]]:
    """Return field, text of the sheet and text of the entry where both say something else."""
    held = current_values([entered.pk])[entered.pk]
    found = []
    for field_id, (text, normalised) in row.values.items():
        value = held.get(field_id)
        if value is None or not value.text.strip():
            continue
        both = normalised and value.normalised
        same = normalised == value.normalised if both else verbatim(text) == value.text.strip()
        if not same:
            found.append([field_id, text, value.text])
    return found
