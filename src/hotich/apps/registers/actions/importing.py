"""A workbook of the inventory taken in: new books many at a time, years of known ones singly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.actions.inventory import declare_year, register_book
from hotich.apps.registers.actions.page_faults import record_page_fault
from hotich.apps.registers.importing import plan_import
from hotich.apps.registers.models import (
    Book,
    BookCondition,
    BookPageFault,
    BookState,
    Custody,
    State,
    YearlyClosing,
)
from hotich.apps.registers.problems import RefusedError
from hotich.apps.registers.reading_lines import BookKey, Wanted
from hotich.core.names import verbatim
from hotich.documents.inventory import ReadLine

_TOGETHER = 100  # new books in one write: long enough to be quick, short enough to let others in
_Item = tuple[BookKey, Sequence[Wanted]]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were written, were there already, were faulty, or were overtaken."""

    written: int
    duplicate: int
    faulty: int
    overtaken: int


def import_inventory(*, by: Actor, rows: Sequence[ReadLine], on: date) -> Imported:
    """Write the rows that a plan made now accepts, some books in each write.

    Sent twice, or once more after a power cut, it writes only what is not there yet. A book that
    another officer was quicker to take in is counted as overtaken.
    """
    plan = plan_import(by=by, rows=rows, on=on)
    items = list(plan.books.items())
    known = _known([key for key, _wanted in items])
    new = [one for one in items if one[0] not in known]
    written = overtaken = 0
    for start in range(0, len(new), _TOGETHER):
        part = new[start : start + _TOGETHER]
        try:
            written += _take_new(by, part)
        except IntegrityError:  # another office's officer was quicker with one of them
            taken = sum(_take(by, one) for one in part)
            written += taken
            overtaken += _rows(part) - taken
    for one in items:
        if one[0] in known:
            taken = _take(by, one)
            written += taken
            overtaken += len(one[1]) - taken
    done = Imported(written, len(plan.duplicate), len(plan.faulty), overtaken)
    with writing(by):
        record(by, "book.inventory_imported", None, after={"rows": len(rows), "written": written})
    return done


def _take_new(by: Actor, part: Sequence[_Item]) -> int:
    """Write new books with all that is said of them, and one audit row each; return the rows."""
    with writing(by) as at:
        books = {key: _book(by, key, wanted[0], at) for key, wanted in part}
        made = list(books.values())
        signed = {"by_id": by.officer_id, "recorded_at": at}
        Book.objects.bulk_create(made)
        Custody.objects.bulk_create(_custody(by, books[key], wanted[0], at) for key, wanted in part)
        BookState.objects.bulk_create(
            BookState(book=book, state=State.UNPREPARED, **signed) for book in made
        )
        BookCondition.objects.bulk_create(
            BookCondition(book=book, condition=book.condition, note=book.note, **signed)
            for book in made
        )
        YearlyClosing.objects.bulk_create(
            YearlyClosing(
                book=books[key],
                year=one.year.year,
                declared_pages=one.year.pages,
                declared_entries=one.year.entries,
                **signed,
            )
            for key, wanted in part
            for one in wanted
            if one.year is not None
        )
        BookPageFault.objects.bulk_create(
            BookPageFault(
                book=books[key],
                kind=kind,
                count=count,
                year=one.year.year if one.year else None,
                **signed,
            )
            for key, wanted in part
            for one in wanted
            for kind, count in one.faults
        )
        for key, wanted in part:
            after = {
                "type": key.register_type,
                "edition": wanted[0].edition,
                "condition": wanted[0].condition.value,
                "years": [str(one.year) for one in wanted],
                "faults": [[(kind.value, count) for kind, count in one.faults] for one in wanted],
            }
            record(by, "book.registered", books[key].pk, after=after)
    return _rows(part)


def _book(by: Actor, key: BookKey, said: Wanted, at: datetime) -> Book:
    return Book(
        register_type=key.register_type,
        edition=said.edition,
        original_office_id=key.office,
        holding_office_id=by.office_id,
        volume_label=key.volume,
        numbers_by_volume=said.by_volume,
        condition=said.condition,
        note=verbatim(said.note).strip(),
        by_id=by.officer_id,
        recorded_at=at,
    )


def _custody(by: Actor, book: Book, said: Wanted, at: datetime) -> Custody:
    came = book.original_office_id != by.office_id
    return Custody(
        book=book,
        from_office_id=book.original_office_id if came else None,
        to_office_id=by.office_id,
        on_day=said.received_on if came else None,
        document=verbatim(said.document).strip() if came else "",
        **(said.signatures.fields() if came else {}),
        by_id=by.officer_id,
        recorded_at=at,
    )


def _take(by: Actor, item: _Item) -> int:
    """Write one book, or its further years; return its rows, nought where it was overtaken."""
    key, wanted = item
    years = [one.year for one in wanted if one.year is not None]
    first = wanted[0]
    try:
        with writing(by):
            book = _known([key]).get(key)
            if book is None:
                book = register_book(
                    by=by,
                    register_type=key.register_type,
                    edition=first.edition,
                    original_office=Office.objects.get(pk=key.office),
                    volume_label=key.volume,
                    condition=first.condition,
                    numbers_by_volume=first.by_volume,
                    note=first.note,
                    years=years,
                    received_on=first.received_on,
                    received_document=first.document,
                    signatures=first.signatures,
                )
            else:
                for year in years:
                    declare_year(
                        by=by, book=book, year=year.year, pages=year.pages, entries=year.entries
                    )
            for one in wanted:
                for kind, count in one.faults:
                    record_page_fault(
                        by=by,
                        book=book,
                        kind=kind,
                        count=count,
                        year=one.year.year if one.year else None,
                    )
    except (RefusedError, Book.DoesNotExist):
        return 0
    return len(wanted)


def _known(keys: Sequence[BookKey]) -> dict[BookKey, Book]:
    """Return the books in force among the keys, whoever holds them."""
    found: dict[BookKey, Book] = {}
    for start in range(0, len(keys), _TOGETHER):
        part = keys[start : start + _TOGETHER]
        rows = Book.objects.filter(
            volume_label__in={key.volume for key in part}, voided_at__isnull=True
        )
        for book in rows:
            found[BookKey(book.register_type, book.original_office_id, book.volume_label)] = book
    return {key: found[key] for key in keys if key in found}


def _rows(part: Sequence[_Item]) -> int:
    return sum(len(wanted) for _key, wanted in part)
