"""Which rows does the inventory make in a workbook? One per book and year."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import override

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.models import (
    Book,
    BookPageFault,
    Condition,
    Custody,
    FaultKind,
    State,
    YearlyClosing,
)
from hotich.core.registers import UnknownRegisterType
from hotich.documents.inventory import TITLE, InventoryLine, inventory_xlsx

YES, NO = "có", "không"


def export_inventory(*, by: Actor, books: Iterable[Book], office: Office, on: date) -> bytes:
    """Return the books, annotated with `state`, as a workbook, and put the export on record."""
    by.require(Permission.BOOK_VIEW)
    held = list(books)
    lines = lines_of(held)
    with override("vi"):
        titles = [TITLE, f"{office.dated_name}, {on:%d/%m/%Y}"]
    with writing(by):
        record(by, "book.inventory_exported", None, after={"books": len(held), "rows": len(lines)})
    return inventory_xlsx(lines, titles=titles)


def lines_of(books: Iterable[Book]) -> list[InventoryLine]:
    """Return the lines of the books in their order, a line without a year where none is declared.

    Pages found faulty that belong to no year stand on the first line of their book. The words
    are Vietnamese whatever the language of the page.
    """
    held = list(books)
    keys = [book.pk for book in held]
    closings: dict[UUID, list[YearlyClosing]] = defaultdict(list)
    for closing in YearlyClosing.objects.filter(book__in=keys, replaced_at=None).order_by("year"):
        closings[closing.book_id].append(closing)
    faults: dict[UUID, Counter[tuple[int | None, str]]] = defaultdict(Counter)
    rows = BookPageFault.objects.filter(book__in=keys, voided_at=None)
    for book, year, kind, count in rows.values_list("book", "year", "kind", "count"):
        faults[book][year, kind] += count
    custody = {
        row.book_id: row
        for row in Custody.objects.filter(book__in=keys).order_by("recorded_at", "pk")
    }
    with override("vi"):
        return [
            line
            for book in held
            for line in _lines(book, closings[book.pk], faults[book.pk], custody.get(book.pk))
        ]


def _lines(
    book: Book,
    closings: list[YearlyClosing],
    faults: Counter[tuple[int | None, str]],
    custody: Custody | None,
) -> list[InventoryLine]:
    title, edition = _named(book)
    came = custody if custody and custody.from_office_id else None
    found = []
    for number, closing in enumerate(closings or [None]):
        year = closing.year if closing else None
        years = {year, None} if number == 0 else {year}
        pages = {
            kind: str(sum(faults[one, kind] for one in years) or "") for kind in FaultKind.values
        }
        found.append(
            InventoryLine(
                register_type=title,
                edition=edition,
                office=book.original_office.dated_name,
                volume=book.volume_label,
                by_volume=YES if book.numbers_by_volume else NO,
                condition=str(Condition(book.condition).label),
                year=_text(year),
                pages=_text(closing.declared_pages if closing else None),
                entries=_text(closing.declared_entries if closing else None),
                blank=pages[FaultKind.BLANK],
                missing=pages[FaultKind.MISSING],
                torn=pages[FaultKind.TORN],
                received_on=f"{came.on_day:%d/%m/%Y}" if came and came.on_day else "",
                document=came.document if came else "",
                given_by=came.given_by if came else "",
                given_post=came.given_post if came else "",
                received_by=came.received_by if came else "",
                received_post=came.received_post if came else "",
                note=book.note,
                state=str(State(str(book.__dict__.get("state", State.UNPREPARED))).label),
            )
        )
    return found


def _named(book: Book) -> tuple[str, str]:
    try:
        known = definition(book.register_type)
    except UnknownRegisterType:
        return book.register_type, book.edition
    edition = known.edition(book.edition)
    return known.title, edition.label if edition else book.edition


def _text(figure: int | None) -> str:
    return "" if figure is None else str(figure)
