"""Which pages of a book did the inventory find blank, missing or torn?"""

from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.registers.actions.held import locked_book, required
from hotich.apps.registers.models import Book, BookPageFault, FaultKind, YearlyClosing
from hotich.apps.registers.problems import NotCountedError, YearNotInBookError
from hotich.core.names import verbatim

MOST_PAGES = 10_000


def record_page_fault(
    *,
    by: Actor,
    book: Book,
    kind: str,
    count: int,
    year: int | None = None,
    pages: str = "",
    note: str = "",
) -> BookPageFault:
    """Record pages found blank, missing or torn, and return the row. The same again is one row.

    The paper may be looked at again at any time, so a locked book takes them, too.

    Raises: NotCountedError; YearNotInBookError.
    """
    said = FaultKind(kind)
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        if not 1 <= count <= MOST_PAGES:
            raise NotCountedError
        years = YearlyClosing.objects.filter(book=mine, replaced_at=None)
        if year is not None and not years.filter(year=year).exists():
            raise YearNotInBookError
        same = {
            "book": mine,
            "kind": said,
            "count": count,
            "year": year,
            "pages": verbatim(pages).strip(),
            "note": verbatim(note).strip(),
        }
        existing = BookPageFault.objects.filter(voided_at=None, **same).first()
        if existing is not None:
            return existing
        row = BookPageFault.objects.create(**same, by_id=by.officer_id, recorded_at=at)
        after = {"kind": said.value, "count": count, "year": year, "pages": row.pages}
        record(by, "book.page_fault_recorded", mine.pk, after=after)
    return row


def void_page_fault(*, by: Actor, fault: UUID, reason: str) -> BookPageFault:
    """Take back what was recorded of pages, with a reason; what is void already stays so.

    Raises: ReasonMissingError; BookPageFault.DoesNotExist, also for another office's book.
    """
    with writing(by) as at:
        row = locked(BookPageFault.objects.filter(pk=fault)).get()
        try:
            locked_book(by, row.book, Permission.BOOK_PREPARE)
        except Book.DoesNotExist as missing:
            raise BookPageFault.DoesNotExist from missing
        why = required(reason)
        if row.voided_at is not None:
            return row
        row.voided_at, row.voided_by_id, row.void_reason = at, by.officer_id, why
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        before = {"uuid": row.pk, "kind": row.kind, "count": row.count, "year": row.year}
        record(by, "book.page_fault_voided", row.book_id, reason=why, before=before)
    return row
