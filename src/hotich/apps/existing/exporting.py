"""Which sheet do the entries of a book make, with the columns they could come in with?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.models import Entry, FieldValue, Link
from hotich.apps.entry.notes import book_note, notes_of
from hotich.apps.entry.values import current_values, register_values
from hotich.apps.existing.problems import NoSheetError
from hotich.apps.exports.actions import Wish, ask_export
from hotich.apps.exports.models import ExportRequest
from hotich.apps.exports.writers import Written
from hotich.apps.population.apart import without_apart
from hotich.apps.population.queries import person_values
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, get_book
from hotich.apps.tracking.queries import without_sealed
from hotich.core.registers import RegisterValue, note_columns, read_entry_year
from hotich.core.registers.sheets import Profile, profiles_of, write_row
from hotich.documents.import_sheet import import_sheet

KIND = "existing.book"


@dataclass(frozen=True, slots=True)
class Exported:
    """A sheet that was written: its name, its bytes, how many entries it holds, and of whom."""

    file_name: str
    content: bytes
    entries: int
    persons: tuple[UUID, ...] = ()


def ask_book(*, by: Actor, book: UUID, sheet: str, wish: Wish) -> ExportRequest:
    """Ask for the book's entries as a sheet; it goes out when a second person has confirmed.

    Raises: NoSheetError; Book.DoesNotExist; what `ask_export` raises.
    """
    by.require(Permission.EXISTING_IMPORT)
    found, known = _chosen(by, book, sheet)
    return ask_export(
        by=by,
        kind=KIND,
        label=f"{book_label(found)}: {gettext(known.label)}",
        parameters={"book": str(found.pk), "sheet": known.code},
        rows=_entries(by, found).count(),
        wish=wish,
    )


def write_book(by: Actor, parameters: Mapping[str, object], _at: datetime) -> Written:
    """Return the sheet that was asked for, as the room of exports wants it."""
    book, sheet = UUID(str(parameters["book"])), str(parameters["sheet"])
    made = export_book(by=by, book=book, sheet=sheet)
    return Written(made.file_name, made.content, made.entries, made.persons)


def export_book(*, by: Actor, book: UUID, sheet: str) -> Exported:
    """Return the book's entries as a sheet; who gave it out and of whom is put on record first.

    What was not read in the book is not written.

    Raises: NoSheetError; Book.DoesNotExist.
    """
    by.require(Permission.EXISTING_IMPORT)
    with writing(by):
        found, known = _chosen(by, book, sheet)
        entries = list(
            _entries(by, found)
            .select_related("original_office")
            .order_by("year", "number", "suffix", "occurrence")
        )
        persons = _persons(entries)
        subjects = [person for named in persons.values() for person in named.values()]
        record(by, "existing.exported", found.pk, subjects=subjects, reason=known.code)
        values = current_values([entry.pk for entry in entries])
        rows = [
            _row(known, found, entry, values[entry.pk], persons.get(entry.pk, {}), place)
            for place, entry in enumerate(entries, start=1)
        ]
    mark = "luyen-tap-" if settings.PRACTICE else ""
    name = f"{mark}{known.code.lower()}-{found.pk}.xlsx"
    content = import_sheet(known.headings, rows, practice=settings.PRACTICE)
    return Exported(name, content, len(rows), tuple(subjects))


def _chosen(by: Actor, book: UUID, sheet: str) -> tuple[Book, Profile]:
    found = get_book(by, book, Permission.EXISTING_IMPORT)
    known = next((one for one in profiles_of(found.register_type) if one.code == sheet), None)
    if known is None:
        raise NoSheetError
    return found, known


def _entries(by: Actor, book: Book) -> QuerySet[Entry]:
    rows = without_sealed(Entry.objects.filter(book=book, voided_at__isnull=True), "pk")
    return without_apart(by, rows, "pk")


def _persons(entries: list[Entry]) -> dict[UUID, dict[str, UUID]]:
    """Return by entry and role the person linked."""
    live = Link.objects.filter(mention__entry__in=entries, undone_at__isnull=True)
    found: dict[UUID, dict[str, UUID]] = {}
    for link in live.select_related("mention"):
        found.setdefault(link.mention.entry_id, {})[link.mention.role] = link.person
    return found


def _row(
    sheet: Profile,
    book: Book,
    entry: Entry,
    values: Mapping[str, FieldValue],
    persons: Mapping[str, UUID],
    place: int,
) -> tuple[str, ...]:
    kind, said = definition(entry.register_type), register_values(values)
    cells = {
        "STT": str(place),
        "so": _number(entry, said),
        "quyenSo": book.volume_label,
        "trangSo": entry.page,
        "noiDangKy": entry.original_office.name,
        "noiCap": entry.original_office.name,
        **note_columns(entry.register_type, [book_note(note) for note in notes_of(entry)]),
    }
    for role, person in persons.items():
        if column := sheet.number_column(role):
            cells[column] = person_values(person)["pin"]
            said.pop(f"{role}.pin", None)
    said.pop("entry.number", None)
    return write_row(sheet, kind, said, cells=cells)


def _number(entry: Entry, said: Mapping[str, RegisterValue]) -> str:
    """Return the number as written, with its year where no day of registration tells it."""
    registered, written = said.get("entry.registered_on"), entry.number_written
    if (registered and registered.normalised) or read_entry_year(written) is not None:
        return written
    return f"{written.rstrip('/ ')}/{entry.year}"
