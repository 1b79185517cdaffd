"""Who types which number? A reservation lives 15 minutes, renewed by activity."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry import addressing
from hotich.apps.entry.models import Draft, Entry, Passing, Permit, Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    HalfTypedError,
    NotTypingError,
    NumberTakenError,
    OccurrenceReasonError,
    UnreadableNumberError,
)
from hotich.apps.family.queries import refuse_kept_from
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.definitions import definition as register_type
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of, get_book, may_type, years_of
from hotich.core.names import verbatim
from hotich.core.registers import EntryNumber, Role, read_entry_number

LASTS = timedelta(minutes=15)
LIVE = Q(released_at__isnull=True)
# Ran out or was handed on; what the clerk gave free himself was let go before its time.
RAN_OUT = Q(released_at__gte=F("until"))


def reserve_next(*, by: Actor, book: UUID, year: int | None = None) -> Reservation:
    """Take the number after the highest entered or reserved in the book's year, and return it.

    Without a year, the first that the book declares and, when it spans several, the one last
    typed in. An officer who holds a number of the book's year already gets that one back, and so
    does one who typed half of it when it ran out.

    Raises: NotTypingError; Book.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = _typable(by, book)
        wanted = _year_of(held, year)
        release_expired(at)
        mine = _held_by(by, held, wanted)
        if mine is not None:
            return _renewed(mine, at)
        unfinished = _left_by(by, held, wanted)
        if unfinished is not None:
            return revive(unfinished, at)
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
        release_expired(at)
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

    Raises: UnreadableNumberError; NumberTakenError; HalfTypedError; AlreadyEnteredError;
    OccurrenceReasonError; NotTypingError; Book.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    read = read_entry_number(number)
    if read is None:
        raise UnreadableNumberError(number)
    if occurrence and not reason.strip():
        raise OccurrenceReasonError
    with writing(by) as at:
        held = get_book(by, book, Permission.ENTRY_TYPE)
        wanted = _year_of(held, year)
        if not may_type(by, held) and permit_for(held, wanted, read) is None:
            raise NotTypingError
        release_expired(at)
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
    rows = without_apart(by, Reservation.objects.filter(officer=by.officer_id))
    found = locked(rows).get(pk=uuid)
    if not books_of(by, Permission.ENTRY_TYPE).filter(pk=found.book_id).exists():
        raise Reservation.DoesNotExist
    return found


def revive(held: Reservation, at: datetime) -> Reservation:
    """Renew a reservation inside a write; one that ran out is taken again if nobody else did.

    Raises: NumberTakenError; AlreadyEnteredError.
    """
    if held.released_at is not None:
        release_expired(at)
        refuse_taken(key_of(held))
        held.released_at = None
    return _renewed(held, at)


def highest_number(book: Book, year: int) -> int:
    """Return the highest number entered, held or half typed in the sequence; 0 when none is."""
    sequence = addressing.series(book, year)
    entered = Entry.objects.filter(sequence, voided_at__isnull=True)
    reserved = Reservation.objects.filter(LIVE, sequence)
    left = begun(Reservation.objects.filter(RAN_OUT, sequence))
    tops = (
        rows.order_by("-number").values_list("number", flat=True).first()
        for rows in (entered, reserved, left)
    )
    return max((top for top in tops if top), default=0)


def missing_numbers(book: Book, year: int, *, limit: int = 200) -> list[int]:
    """Return the numbers below the highest that nobody entered, holds or left half typed."""
    sequence = addressing.series(book, year)
    entered = Entry.objects.filter(sequence, voided_at__isnull=True)
    reserved = Reservation.objects.filter(LIVE, sequence)
    left = begun(Reservation.objects.filter(RAN_OUT, sequence))
    used = set(entered.values_list("number", flat=True))
    used |= set(reserved.values_list("number", flat=True))
    used |= set(left.values_list("number", flat=True))
    gaps: list[int] = []
    for number in range(1, max(used, default=0)):
        if number not in used:
            gaps.append(number)
            if len(gaps) == limit:
                break
    return gaps


def begun(rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
    """Return those of the reservations of which something was typed and nothing saved."""
    draft = Draft.objects.filter(entry=OuterRef("entry"), officer=OuterRef("officer"))
    entered = Entry.objects.filter(pk=OuterRef("entry"))
    return rows.filter(Exists(draft), ~Exists(entered))


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
    book = get_book(by, uuid, Permission.ENTRY_TYPE)
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
    rows = Reservation.objects.filter(LIVE, book=book, year=year, officer=by.officer_id)
    mine = without_apart(by, rows)
    return mine.order_by("recorded_at").first()


def _left_by(by: Actor, book: Book, year: int) -> Reservation | None:
    """Return the number that ran out while the officer typed it; not one that he handed on."""
    rows = Reservation.objects.filter(RAN_OUT, book=book, year=year, officer=by.officer_id)
    passed = Passing.objects.filter(reservation=OuterRef("pk"), from_officer=by.officer_id)
    for row in without_apart(by, begun(rows)).filter(~Exists(passed)).order_by("recorded_at"):
        entered = Entry.objects.filter(key_of(row).query, voided_at__isnull=True)
        held = Reservation.objects.filter(LIVE, key_of(row).query)
        if not entered.exists() and not held.exists():
            return row
    return None


def _renewed(held: Reservation, at: datetime) -> Reservation:
    held.until = at + LASTS
    held.save(update_fields=["until", "released_at"])
    return held


def release_expired(at: datetime) -> None:
    """Release every reservation that has run out, inside a write."""
    Reservation.objects.filter(LIVE, until__lte=at).update(released_at=at)


def key_of(held: Reservation) -> addressing.Address:
    """Return the key of the number that the reservation holds."""
    return addressing.Address(
        held.original_office,
        held.register_type,
        held.volume_key,
        held.year,
        held.number,
        held.suffix,
        held.occurrence,
    )


def refuse_taken(key: addressing.Address) -> None:
    """Do nothing when the number is neither entered nor held.

    Raises: AlreadyEnteredError; NumberTakenError.
    """
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
    refuse_taken(key)
    left = begun(Reservation.objects.filter(~LIVE, key.query)).select_related("officer")
    mine = left.filter(officer=by.officer_id).order_by("recorded_at").last()
    if mine is not None:
        refuse_kept_from(by, mine.entry)
        return revive(mine, at)  # what he typed of it is there again
    other = left.filter(RAN_OUT).first()
    if other is not None:
        raise HalfTypedError(other.officer.full_name, other.pk)
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
