"""What explains that a book holds more or fewer entries than it declares?"""

import re
from typing import Final, TypeVar
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.checking.models import Excess, Gap, GapKind
from hotich.apps.checking.problems import (
    DataLockedError,
    GapExistsError,
    GapNamesNothingError,
    NothingExceedsError,
    NumberEnteredError,
    NumberUnreadableError,
    ReasonMissingError,
    YearNotInBookError,
)
from hotich.apps.checking.signing import LOCKED
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import declared_in, get_book, state_of, years_of
from hotich.core.names import verbatim
from hotich.core.registers import EntryNumber, format_entry_number, read_entry_number

RIGHTS: Final = (Permission.CHECK_BOOK, Permission.BOOK_LOCK)
MOST_AT_ONCE: Final = 200
_RANGE: Final = re.compile(r"\s*(\d{1,6})\s*(?:-|–|—|đến)\s*(\d{1,6})\s*")
_Row = TypeVar("_Row", Gap, Excess)


def record_gap(
    *,
    by: Actor,
    book: UUID,
    year: int,
    kind: str,
    number: str = "",
    page: str = "",
    reason: str,
) -> tuple[Gap, ...]:
    """Record that a number, a range of numbers ("45-47") or a page holds no act, and why.

    Returns a row per number; one row for a page alone.

    Raises: ReasonMissingError; NumberUnreadableError; GapNamesNothingError; NumberEnteredError;
    GapExistsError; YearNotInBookError; DataLockedError; Book.DoesNotExist.
    """
    said = GapKind(kind)
    with writing(by) as at:
        mine = _open_book(by, book, year)
        numbers = read_numbers(number) if number.strip() else ()
        on_page = verbatim(page).strip()[:20]
        if not numbers and (not on_page or said is GapKind.JUMP):
            raise GapNamesNothingError
        why = _reason(reason)
        _refuse_known(mine, year, numbers, on_page)
        rows = [
            Gap(
                book=mine,
                year=year,
                number=one.number if one else None,
                suffix=one.suffix if one else "",
                page=on_page,
                kind=said,
                reason=why,
                by_id=by.officer_id,
                recorded_at=at,
            )
            for one in numbers or (None,)
        ]
        Gap.objects.bulk_create(rows)
        after = {"year": year, "kind": said.value, "number": number.strip(), "page": on_page}
        record(by, "check.gap_recorded", mine.pk, reason=why, after=after)
    return tuple(rows)


def void_gap(*, by: Actor, gap: UUID, reason: str) -> Gap:
    """Take a gap back, with a reason.

    Raises: ReasonMissingError; DataLockedError; Gap.DoesNotExist, also for another office's.
    """
    return _void(Gap, "check.gap_voided", by, gap, reason)


def record_excess(*, by: Actor, book: UUID, year: int, count: int, reason: str) -> Excess:
    """Record by how many acts the book holds more (+) or fewer (-) than declared, and why.

    Nought stands for "nothing declared, reconciled by the numbers alone". The same row sent
    twice in a year is one.

    Raises: ReasonMissingError; NothingExceedsError; YearNotInBookError; DataLockedError;
    Book.DoesNotExist.
    """
    with writing(by) as at:
        mine = _open_book(by, book, year)
        if count == 0 and declared_in(mine, year).entries is not None:
            raise NothingExceedsError
        why = _reason(reason)
        same = Excess.objects.filter(
            book=mine, year=year, count=count, reason=why, voided_at__isnull=True
        )
        if (existing := same.first()) is not None:
            return existing
        row = Excess.objects.create(
            book=mine, year=year, count=count, reason=why, by_id=by.officer_id, recorded_at=at
        )
        after = {"year": year, "count": count}
        record(by, "check.excess_recorded", mine.pk, reason=why, after=after)
    return row


def void_excess(*, by: Actor, excess: UUID, reason: str) -> Excess:
    """Take an excess or shortage back, with a reason; raises as `void_gap`."""
    return _void(Excess, "check.excess_voided", by, excess, reason)


def read_numbers(text: str) -> tuple[EntryNumber, ...]:
    """Return the number or numbers a text names: "46", "87bis", "45-47".

    Raises: NumberUnreadableError, also for more than 200 numbers at once.
    """
    span = _RANGE.fullmatch(text)
    if span is None:
        one = read_entry_number(text)
        if one is None:
            raise NumberUnreadableError
        return (one,)
    first, last = int(span[1]), int(span[2])
    if not 0 < first <= last or last - first >= MOST_AT_ONCE:
        raise NumberUnreadableError
    return tuple(EntryNumber(number) for number in range(first, last + 1))


def _open_book(by: Actor, book: UUID, year: int | None = None) -> Book:
    if not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(RIGHTS[0])
    mine = locked(Book.objects.filter(pk=get_book(by, book, *RIGHTS).pk)).get()
    if state_of(mine) in LOCKED:
        raise DataLockedError
    if year is not None and year not in years_of(mine):
        entered = Entry.objects.filter(book=mine, year=year, voided_at__isnull=True)
        if not entered.exists():
            raise YearNotInBookError
    return mine


def _refuse_known(book: Book, year: int, numbers: tuple[EntryNumber, ...], page: str) -> None:
    entered = Entry.objects.filter(book=book, year=year, voided_at__isnull=True)
    gaps = Gap.objects.filter(book=book, year=year, voided_at__isnull=True)
    if not numbers:
        if gaps.filter(number__isnull=True, page=page).exists():
            raise GapExistsError(page)
        return
    held = set(entered.values_list("number", "suffix"))
    known = set(gaps.filter(number__isnull=False).values_list("number", "suffix"))
    for one in numbers:
        if (one.number, one.suffix) in held:
            raise NumberEnteredError(format_entry_number(one))
        if (one.number, one.suffix) in known:
            raise GapExistsError(format_entry_number(one))


def _void(model: type[_Row], action: str, by: Actor, uuid: UUID, reason: str) -> _Row:
    with writing(by) as at:
        row = locked(model.objects.filter(pk=uuid)).get()
        try:
            _open_book(by, row.book_id)
        except Book.DoesNotExist as fault:
            raise model.DoesNotExist from fault
        why = _reason(reason)
        if row.voided_at is not None:
            return row
        row.voided_at, row.voided_by_id, row.void_reason = at, by.officer_id, why
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(by, action, row.book_id, reason=why, before={"uuid": row.pk, "year": row.year})
    return row


def _reason(text: str) -> str:
    said = verbatim(text).strip()[:500]
    if not said:
        raise ReasonMissingError
    return said
