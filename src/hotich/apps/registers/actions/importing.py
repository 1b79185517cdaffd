"""A workbook of the inventory taken in, book by book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.actions.inventory import declare_year, register_book
from hotich.apps.registers.actions.page_faults import record_page_fault
from hotich.apps.registers.importing import BookKey, Wanted, plan_import
from hotich.apps.registers.models import Book
from hotich.apps.registers.problems import RefusedError
from hotich.documents.inventory import ReadLine


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were written, were there already, were faulty, or were overtaken."""

    written: int
    duplicate: int
    faulty: int
    overtaken: int


def import_inventory(*, by: Actor, rows: Sequence[ReadLine], on: date) -> Imported:
    """Write the rows that a plan made now accepts, each book in a write of its own.

    Sent twice, the second time finds every row there already. A book that another officer was
    quicker to take in is counted as overtaken.
    """
    plan = plan_import(by=by, rows=rows, on=on)
    written = overtaken = 0
    for key, wanted in plan.books.items():
        try:
            _take(by, key, wanted)
        except RefusedError:
            overtaken += len(wanted)
        else:
            written += len(wanted)
    done = Imported(written, len(plan.duplicate), len(plan.faulty), overtaken)
    with writing(by):
        record(by, "book.inventory_imported", None, after={"rows": len(rows), "written": written})
    return done


def _take(by: Actor, key: BookKey, wanted: Sequence[Wanted]) -> None:
    first = wanted[0]
    years = [one.year for one in wanted if one.year is not None]
    with writing(by):
        book = Book.objects.filter(
            register_type=key.register_type,
            original_office=key.office,
            volume_label=key.volume,
            voided_at=None,
        ).first()
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
