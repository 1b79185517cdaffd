"""A number left in the middle: who types it now, who may go on, and who is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import Draft, Entry, Passing, PassingKind, Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    NotTypingError,
    NumberTakenError,
    ReasonMissingError,
)
from hotich.apps.entry.reserving import (
    LASTS,
    LIVE,
    begun,
    key_of,
    own_reservation,
    refuse_taken,
    release_expired,
    revive,
)
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of, get_book, may_type
from hotich.core.registers import read_entry_number


class Standing(StrEnum):
    """How a number that is not saved yet stands."""

    TYPING = "typing"
    RAN_OUT = "ran_out"
    HANDED_ON = "handed_on"
    RELEASED = "released"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A number somebody types, or left half typed; `at` is when he typed last."""

    reservation: Reservation
    number: str
    holder: str
    standing: Standing
    until: datetime
    at: datetime | None
    is_mine: bool

    @property
    def may_be_taken(self) -> bool:
        """Whether somebody may go on with it now."""
        return self.standing is not Standing.TYPING


def take_over(*, by: Actor, reservation: UUID) -> Reservation:
    """Go on with a number that another officer of the team left half typed, his draft with it.

    It must have run out, been handed on or been given free. Whoever typed it is told.

    Raises: NumberTakenError while it is held; AlreadyEnteredError; NotTypingError;
    Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = _of_office(by, reservation)
        if not may_type(by, get_book(by, held.book_id)):
            raise NotTypingError
        entered = Entry.objects.filter(pk=held.entry).first()
        if entered is not None:
            raise AlreadyEnteredError(entered.pk)
        if held.officer_id == by.officer_id:
            return revive(held, at)
        if held.released_at is None and held.until > at:
            raise NumberTakenError(held.officer.full_name, held.until)
        release_expired(at)
        refuse_taken(key_of(held))
        first = held.officer_id
        _move_draft(held.entry, first, by.officer_id)
        held.officer_id, held.released_at, held.until = by.officer_id, None, at + LASTS
        held.save(update_fields=["officer", "released_at", "until"])
        _pass(held, PassingKind.TAKEN_OVER, by, at, from_officer=first, to_officer=by.officer_id)
        record(
            by,
            "entry.take_over",
            held.entry,
            subjects=[UUID(one) for one in held.mentions.values()],
            before={"officer": first},
            after={"officer": by.officer_id},
        )
        return held


def hand_on(*, by: Actor, reservation: UUID) -> None:
    """Leave the officer's own number to the others of the team, with what was typed of it.

    Raises: Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = own_reservation(by, reservation)
        if held.released_at is not None:
            return
        _end(held, at)
        _pass(held, PassingKind.HANDED_ON, by, at, from_officer=held.officer_id)
        record(by, "entry.handed_on", held.entry)


def release_held(*, by: Actor, reservation: UUID, reason: str) -> None:
    """Let an officer's number be typed by others before its time, with what was typed of it.

    He is told of it with the reason.

    Raises: ReasonMissingError; AlreadyEnteredError; Reservation.DoesNotExist.
    """
    by.require(Permission.TYPING_LEAD)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        held = _of_office(by, reservation, Permission.TYPING_LEAD)
        entered = Entry.objects.filter(pk=held.entry).first()
        if entered is not None:
            raise AlreadyEnteredError(entered.pk)
        if held.released_at is not None:
            return
        _end(held, at)
        _pass(held, PassingKind.RELEASED, by, at, from_officer=held.officer_id, reason=reason)
        before = {"officer": held.officer_id}
        record(by, "entry.number_released", held.entry, reason=reason.strip(), before=before)


def unfinished_of(by: Actor, book: Book, *, at: datetime) -> list[Unfinished]:
    """Return the book's numbers that somebody types now or left half typed, by year and number."""
    rows = without_apart(by, Reservation.objects.filter(book=book, book__in=books_of(by)))
    return [one for row in _unsaved(rows) if (one := _told(by, row, at)) is not None]


def unfinished(by: Actor, *, at: datetime) -> dict[Book, list[Unfinished]]:
    """Return the numbers somebody types now or left half typed, of each book of the office."""
    by.require(Permission.TYPING_LEAD)
    found: dict[Book, list[Unfinished]] = {}
    books = books_of(by, Permission.TYPING_LEAD)
    for row in _unsaved(Reservation.objects.filter(book__in=books)):
        if (one := _told(by, row, at)) is not None:
            found.setdefault(row.book, []).append(one)
    return found


def being_typed(by: Actor, text: str, *, at: datetime) -> list[Unfinished]:
    """Return the numbers like the one looked for that somebody types now or left half typed."""
    number = read_entry_number(text)
    if number is None:
        return []
    rows = Reservation.objects.filter(
        book__in=books_of(by), number=number.number, suffix=number.suffix
    )
    rows = without_apart(by, rows)
    return [one for row in _unsaved(rows) if (one := _told(by, row, at)) is not None]


def passings_to_tell(by: Actor) -> list[Passing]:
    """Return what became of the officer's numbers through others and he has not read yet."""
    rows = Passing.objects.filter(from_officer=by.officer_id, seen_at__isnull=True)
    told = rows.exclude(by=by.officer_id).exclude(kind=PassingKind.HANDED_ON)
    return list(told.select_related("reservation", "by", "to_officer").order_by("recorded_at"))


def mark_passings_read(*, by: Actor, passings: Iterable[UUID]) -> None:
    """Note that the officer has read what became of his numbers."""
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        rows = Passing.objects.filter(from_officer=by.officer_id, seen_at__isnull=True)
        rows.filter(uuid__in=list(passings)).update(seen_at=at)


def taken_from(by: Actor, reservation: Reservation) -> Passing | None:
    """Return how the officer came to go on with a number that another one began, or None."""
    rows = Passing.objects.filter(reservation=reservation, to_officer=by.officer_id)
    return rows.select_related("from_officer").order_by("recorded_at").last()


def taken_away(by: Actor, reservation: UUID) -> UUID | None:
    """Return the book of a number that another officer has taken over from this one, or None."""
    rows = Passing.objects.filter(reservation=reservation, from_officer=by.officer_id)
    taken = rows.filter(kind=PassingKind.TAKEN_OVER, reservation__book__in=books_of(by))
    others = taken.exclude(reservation__officer=by.officer_id).select_related("reservation")
    found = others.first()
    return found.reservation.book_id if found else None


def label_of(row: Reservation) -> str:
    """Return the number as lists show it, with its year."""
    return f"{shown_number(row.number, row.suffix, row.occurrence)}/{row.year}"


def _of_office(by: Actor, uuid: UUID, right: Permission = Permission.ENTRY_TYPE) -> Reservation:
    rows = Reservation.objects.filter(book__in=books_of(by, right))
    if not without_apart(by, rows).filter(pk=uuid).exists():
        raise Reservation.DoesNotExist
    return locked(Reservation.objects.filter(pk=uuid)).get()


def _end(held: Reservation, at: datetime) -> None:
    """Let the time of a reservation end now: what was typed waits for whoever goes on."""
    held.until = held.released_at = at
    held.save(update_fields=["until", "released_at"])


def _move_draft(entry: UUID, first: UUID, then: UUID) -> None:
    moved = Draft.objects.filter(entry=entry, officer=first)
    if moved.exists():
        Draft.objects.filter(entry=entry, officer=then).delete()
        moved.update(officer=then)


def _pass(
    held: Reservation,
    kind: PassingKind,
    by: Actor,
    at: datetime,
    *,
    from_officer: UUID,
    to_officer: UUID | None = None,
    reason: str = "",
) -> None:
    Passing.objects.create(
        reservation=held,
        kind=kind,
        from_officer_id=from_officer,
        to_officer_id=to_officer,
        by_id=by.officer_id,
        reason=reason.strip()[:500],
        recorded_at=at,
    )


def _unsaved(rows: QuerySet[Reservation]) -> list[Reservation]:
    """Return the live ones, and those of which something was typed; none that was saved."""
    typed = Q(pk__in=begun(rows).values("pk"))
    entered = Entry.objects.filter(pk=OuterRef("entry"))
    found = rows.filter(LIVE | typed, ~Exists(entered)).select_related("officer", "book")
    return list(found.order_by("year", "number", "suffix", "occurrence", "recorded_at"))


def _told(by: Actor, row: Reservation, at: datetime) -> Unfinished | None:
    """Return how the number stands; None for one that nothing was typed of, or somebody has."""
    draft = Draft.objects.filter(entry=row.entry, officer=row.officer).first()
    standing = _standing(row, at)
    if standing is not Standing.TYPING and (draft is None or _is_superseded(row)):
        return None
    return Unfinished(
        reservation=row,
        number=label_of(row),
        holder=row.officer.full_name,
        standing=standing,
        until=row.until,
        at=draft.updated_at if draft else None,
        is_mine=row.officer_id == by.officer_id,
    )


def _standing(row: Reservation, at: datetime) -> Standing:
    if row.released_at is None:
        return Standing.TYPING if row.until > at else Standing.RAN_OUT
    if row.released_at < row.until:
        return Standing.GIVEN_UP
    last = row.passings.filter(from_officer=row.officer_id).order_by("recorded_at").last()
    kinds = {PassingKind.HANDED_ON: Standing.HANDED_ON, PassingKind.RELEASED: Standing.RELEASED}
    if last is None or last.recorded_at < row.released_at:
        return Standing.RAN_OUT
    return kinds.get(PassingKind(last.kind), Standing.RAN_OUT)


def _is_superseded(row: Reservation) -> bool:
    """Return whether the number was entered, or is held, by another way meanwhile."""
    key = key_of(row).query
    others = Reservation.objects.filter(LIVE, key).exclude(pk=row.pk)
    return others.exists() or Entry.objects.filter(key, voided_at__isnull=True).exists()
