"""Who types which number? A reservation lives 15 minutes, renewed by activity."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry import addressing
from hotich.apps.entry.models import Entry, Permit, Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    NotTypingError,
    NumberTakenError,
    OccurrenceReasonError,
    UnreadableNumberError,
)
from hotich.apps.registers.definitions import definition as register_type
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book, may_type, years_of
from hotich.core.names import verbatim
from hotich.core.registers import EntryNumber, Role, read_entry_number

LASTS = timedelta(minutes=15)
LIVE = Q(released_at__isnull=True)


def reserve_next(*, by: Actor, book: UUID, year: int | None = None) -> Reservation:
    """Take the number after the highest entered or reserved in the book's year, and return it.

    Without a year, the first that the book declares and, when it spans several, the one last
    typed in. An officer who holds a number of the book's year already gets that one back.

    Raises: NotTypingError; Book.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = _typable(by, book)
        wanted = _year_of(held, year)
        _release_expired(at)
        mine = _held_by(by, held, wanted)
        if mine is not None:
            return _renewed(mine, at)
        number = EntryNumber(highest_number(held, wanted) + 1)
        return _take(by, held, addressing.address(held, wanted, number), at)


def reserve_missing(*, by: Actor, book: UUID, year: int | None = None) -> Reservation | None:
    """Take the smallest number neither entered nor held below the highest; None without a gap.

    Raises: NotTypingError; Book.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = _typable(by, book)
        wanted = _year_of(held, year)
        _release_expired(at)
        gaps = missing_numbers(held, wanted, limit=1)
        if not gaps:
            return None
        return _take(by, held, addressing.address(held, wanted, EntryNumber(gaps[0])), at)


def reserve_number(
    *,
    by: Actor,
    book: UUID,
    number: str,
    year: int | None = None,
    occurrence: int = 0,
    reason: str = "",
) -> Reservation:
    """Take the number as the book writes it; `occurrence` 1, 2 … for one that stands again.

    Raises: UnreadableNumberError; NumberTakenError; AlreadyEnteredError; OccurrenceReasonError;
    NotTypingError; Book.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    read = read_entry_number(number)
    if read is None:
        raise UnreadableNumberError(number)
    if occurrence and not reason.strip():
        raise OccurrenceReasonError
    with writing(by) as at:
        held = get_book(by, book)
        wanted = _year_of(held, year)
        if not may_type(by, held) and permit_for(held, wanted, read) is None:
            raise NotTypingError
        _release_expired(at)
        key = addressing.address(held, wanted, read, occurrence)
        mine = Reservation.objects.filter(LIVE, key.query, officer=by.officer_id).first()
        if mine is not None:
            return _renewed(mine, at)
        written = verbatim(number).strip()
        return _take(by, held, key, at, written=written, reason=reason.strip())


def next_occurrence(book: Book, year: int, number: EntryNumber) -> int:
    """Return the occurrence under which the number would stand once more: 0 when it is free."""
    key = addressing.address(book, year, number)
    repeats = key.columns | {}
    del repeats["occurrence"]
    used = Entry.objects.filter(voided_at__isnull=True, **repeats)
    highest = used.order_by("-occurrence").values_list("occurrence", flat=True).first()
    return 0 if highest is None else highest + 1


def renew(*, by: Actor, reservation: UUID) -> Reservation:
    """Let the reservation live 15 more minutes, taking it again if it had run out.

    Raises: NumberTakenError; AlreadyEnteredError; Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = own_reservation(by, reservation)
        return revive(held, at)


def release(*, by: Actor, reservation: UUID) -> None:
    """Give the number free; the row is kept.

    Raises: Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = own_reservation(by, reservation)
        if held.released_at is None:
            held.released_at = at
            held.save(update_fields=["released_at"])
            record(by, "entry.number_released", held.entry)


def own_reservation(by: Actor, uuid: UUID) -> Reservation:
    """Return the officer's own reservation, locked; raises Reservation.DoesNotExist."""
    found = locked(Reservation.objects.filter(officer=by.officer_id)).get(pk=uuid)
    get_book(by, found.book_id)
    return found


def revive(held: Reservation, at: datetime) -> Reservation:
    """Renew a reservation inside a write; one that ran out is taken again if nobody else did.

    Raises: NumberTakenError; AlreadyEnteredError.
    """
    if held.released_at is not None:
        _release_expired(at)
        _refuse_taken(_key_of(held))
        held.released_at = None
    return _renewed(held, at)


def highest_number(book: Book, year: int) -> int:
    """Return the highest number entered or held in the sequence; 0 when none is."""
    sequence = addressing.series(book, year)
    entered = Entry.objects.filter(sequence, voided_at__isnull=True)
    reserved = Reservation.objects.filter(LIVE, sequence)
    tops = (
        rows.order_by("-number").values_list("number", flat=True).first()
        for rows in (entered, reserved)
    )
    return max((top for top in tops if top), default=0)


def missing_numbers(book: Book, year: int, *, limit: int = 200) -> list[int]:
    """Return the numbers below the highest that are neither entered nor held, smallest first."""
    sequence = addressing.series(book, year)
    entered = Entry.objects.filter(sequence, voided_at__isnull=True)
    reserved = Reservation.objects.filter(LIVE, sequence)
    used = set(entered.values_list("number", flat=True))
    used |= set(reserved.values_list("number", flat=True))
    gaps: list[int] = []
    for number in range(1, max(used, default=0)):
        if number not in used:
            gaps.append(number)
            if len(gaps) == limit:
                break
    return gaps


def current_year(book: Book) -> int:
    """Return the year in which typing goes on: that of the last entry, else the first declared.

    Raises: NotTypingError when the book names no year.
    """
    last = Entry.objects.filter(book=book, voided_at__isnull=True).order_by("-recorded_at").first()
    if last is not None:
        return last.year
    years = years_of(book)
    if not years:
        raise NotTypingError
    return years[0]


def permit_for(book: Book, year: int, number: EntryNumber) -> Permit | None:
    """Return an unused leave to add the number as a late entry, or None."""
    permits = Permit.objects.filter(book=book, entry__isnull=True, year=year, used_at__isnull=True)
    return next((one for one in permits if read_entry_number(one.number_written) == number), None)


def _typable(by: Actor, uuid: UUID) -> Book:
    book = get_book(by, uuid)
    if not may_type(by, book):
        raise NotTypingError
    return book


def _year_of(book: Book, year: int | None) -> int:
    """Return the year to type in; raises NotTypingError for one the book does not hold."""
    if year is None:
        return current_year(book)
    if year not in years_of(book):
        raise NotTypingError
    return year


def _held_by(by: Actor, book: Book, year: int) -> Reservation | None:
    mine = Reservation.objects.filter(LIVE, book=book, year=year, officer=by.officer_id)
    return mine.order_by("recorded_at").first()


def _renewed(held: Reservation, at: datetime) -> Reservation:
    held.until = at + LASTS
    held.save(update_fields=["until", "released_at"])
    return held


def _release_expired(at: datetime) -> None:
    Reservation.objects.filter(LIVE, until__lte=at).update(released_at=at)


def _key_of(held: Reservation) -> addressing.Address:
    return addressing.Address(
        held.original_office,
        held.register_type,
        held.volume_key,
        held.year,
        held.number,
        held.suffix,
        held.occurrence,
    )


def _refuse_taken(key: addressing.Address) -> None:
    entered = Entry.objects.filter(key.query, voided_at__isnull=True).first()
    if entered is not None:
        raise AlreadyEnteredError(entered.pk)
    other = Reservation.objects.filter(LIVE, key.query).select_related("officer").first()
    if other is not None:
        raise NumberTakenError(other.officer.full_name, other.until)


def _take(
    by: Actor,
    book: Book,
    key: addressing.Address,
    at: datetime,
    *,
    written: str = "",
    reason: str = "",
) -> Reservation:
    _refuse_taken(key)
    taken = Reservation.objects.create(
        book=book,
        **key.columns,
        occurrence_reason=reason,
        number_written=written[:40],
        mentions=name_people(register_type(book.register_type).roles),
        officer_id=by.officer_id,
        recorded_at=at,
        until=at + LASTS,
    )
    record(by, "entry.number_reserved", taken.entry, after=key.columns)
    return taken


def name_people(roles: Iterable[Role]) -> dict[str, str]:
    """Return a new UUID for the mention of each role, as a reservation keeps them."""
    return {f"{role.code}:0": str(uuid4()) for role in roles}
