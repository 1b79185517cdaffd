"""Writes on books: inventory, declared years, states, assignment, custody.

Every action locks the book first, so that two officers change it one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hotich.apps.accounts.models import Office, Team
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.registers.models import (
    FIRST_YEAR,
    ORDER,
    Assignment,
    Book,
    BookState,
    Condition,
    Custody,
    State,
    YearlyClosing,
)
from hotich.apps.registers.problems import (
    BookExistsError,
    FutureDayError,
    NoYearError,
    ReasonMissingError,
    TypingBegunError,
    UnknownEditionError,
    WrongStateError,
    YearOutOfRangeError,
)
from hotich.apps.registers.queries import receiving_offices, state_of
from hotich.core.names import verbatim

# Any of these rights moves a book into the state.
STATE_RIGHTS: dict[State, tuple[Permission, ...]] = {
    State.UNPREPARED: (Permission.BOOK_PREPARE,),
    State.READY: (Permission.BOOK_PREPARE,),
    State.ENTERING: (Permission.ENTRY_TYPE, Permission.BOOK_PREPARE),
    State.ENTERED: (Permission.ENTRY_TYPE, Permission.BOOK_PREPARE, Permission.CHECK_BOOK),
    State.CHECKED: (Permission.CHECK_BOOK, Permission.BOOK_LOCK),
    State.LOCKED: (Permission.BOOK_LOCK,),
    State.HANDED_OVER: (Permission.HANDOVER_SEND, Permission.BOOK_LOCK),
}
_ASSIGNABLE = frozenset({State.READY, State.ENTERING, State.ENTERED})


@dataclass(frozen=True, slots=True)
class DeclaredYear:
    """One year as the book declares it; None = not declared."""

    year: int
    pages: int | None = None
    entries: int | None = None


def register_book(
    *,
    by: Actor,
    register_type: str,
    edition: str,
    original_office: Office,
    volume_label: str,
    condition: str = Condition.GOOD,
    numbers_by_volume: bool = False,
    note: str = "",
    years: Sequence[DeclaredYear] = (),
    received_on: date | None = None,
    received_document: str = "",
) -> Book:
    """Take a book into the inventory of the actor's office, with its years, and return it.

    The volume label and the note are kept as written. `received_on` and its document tell of the
    hand-over from an office that has ended, where it is known.

    Raises: UnknownRegisterType; UnknownEditionError; Office.DoesNotExist for an office whose
        books are not held here; BookExistsError; YearOutOfRangeError; FutureDayError.
    """
    by.require(Permission.BOOK_PREPARE)
    definition = definition_of(register_type)
    if definition.edition(edition) is None:
        raise UnknownEditionError(edition)
    if original_office not in held_offices(by.office_id):
        raise Office.DoesNotExist
    label = verbatim(volume_label).strip()
    with writing(by) as at:
        if received_on is not None and received_on > localdate(at):
            raise FutureDayError
        same = {
            "register_type": definition.code,
            "original_office": original_office,
            "volume_label": label,
            "voided_at": None,
        }
        facts = {
            "edition": edition,
            "numbers_by_volume": numbers_by_volume,
            "condition": Condition(condition),
            "note": verbatim(note).strip(),
        }
        if existing := Book.objects.filter(**same).first():
            raise BookExistsError(existing)
        try:
            with transaction.atomic():
                book = Book.objects.create(
                    holding_office_id=by.office_id,
                    by_id=by.officer_id,
                    recorded_at=at,
                    **same,
                    **facts,
                )
        except IntegrityError as fault:  # another office's officer was quicker
            raise BookExistsError(Book.objects.filter(**same).first()) from fault
        came = original_office.pk != by.office_id
        Custody.objects.create(
            book=book,
            from_office=original_office if came else None,
            to_office_id=by.office_id,
            on_day=received_on if came else None,
            document=verbatim(received_document).strip() if came else "",
            by_id=by.officer_id,
            recorded_at=at,
        )
        _enter_state(by, book, State.UNPREPARED)
        record(by, "book.registered", book.pk, after={"type": definition.code, **facts})
        for one in years:
            declare_year(by=by, book=book, year=one.year, pages=one.pages, entries=one.entries)
    return book


def describe_book(*, by: Actor, book: Book, condition: str, note: str) -> Book:
    """Write down the book's condition and note anew."""
    with writing(by):
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        before = {"condition": mine.condition, "note": mine.note}
        mine.condition, mine.note = Condition(condition), verbatim(note).strip()
        mine.save(update_fields=["condition", "note"])
        after = {"condition": mine.condition, "note": mine.note}
        record(by, "book.described", mine.pk, before=before, after=after)
    return mine


def declare_year(
    *,
    by: Actor,
    book: Book,
    year: int,
    pages: int | None = None,
    entries: int | None = None,
    reason: str = "",
) -> YearlyClosing:
    """Record what the book declares for a year, replacing an earlier declaration with a reason.

    The same figures again change nothing.

    Raises: YearOutOfRangeError; ReasonMissingError; WrongStateError once the data are locked.
    """
    with writing(by) as at:
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        _require_before(mine, State.LOCKED)
        latest = localdate(at).year
        if not FIRST_YEAR <= year <= latest:
            raise YearOutOfRangeError(year, latest)
        former = YearlyClosing.objects.filter(book=mine, year=year, replaced_at=None).first()
        if former is not None:
            if (former.declared_pages, former.declared_entries) == (pages, entries):
                return former
            _replace(former, reason, at=at)
        closing = YearlyClosing.objects.create(
            book=mine,
            year=year,
            declared_pages=pages,
            declared_entries=entries,
            by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"year": year, "pages": pages, "entries": entries}
        record(by, "book.year_declared", mine.pk, reason=reason, after=after)
    return closing


def withdraw_year(*, by: Actor, book: Book, year: int, reason: str) -> None:
    """Take a year recorded by mistake out of the book, with a reason, while nothing is typed.

    Raises: YearlyClosing.DoesNotExist; ReasonMissingError; TypingBegunError; NoYearError when it
        is the only year of a book marked ready.
    """
    with writing(by) as at:
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        _require_untyped(mine)
        in_force = YearlyClosing.objects.filter(book=mine, replaced_at=None)
        closing = in_force.get(year=year)
        if state_of(mine) is State.READY and in_force.count() == 1:
            raise NoYearError
        _replace(closing, reason, at=at)
        record(by, "book.year_withdrawn", mine.pk, reason=reason, before={"year": year})


def mark_ready(*, by: Actor, book: Book) -> BookState:
    """Mark an unprepared book ready for entry.

    Raises: NoYearError; WrongStateError.
    """
    return set_state(by=by, book=book, state=State.READY)


def set_state(*, by: Actor, book: Book, state: State, reason: str = "") -> BookState:
    """Move the book one state forward, or back with a reason.

    Locked data stay locked: there is no way back from there. The state it already has is
    returned unchanged.

    Raises: WrongStateError; ReasonMissingError; NoYearError.
    """
    with writing(by):
        mine = _locked_book(by, book, *STATE_RIGHTS[state])
        now = state_of(mine)
        step = ORDER.index(state) - ORDER.index(now)
        if step == 0:
            return BookState.objects.filter(book=mine).order_by("recorded_at", "pk").reverse()[0]
        if step > 1 or (step < 0 and ORDER.index(now) >= ORDER.index(State.LOCKED)):
            raise WrongStateError(now, state)
        if step < 0 and not reason.strip():
            raise ReasonMissingError
        closings = YearlyClosing.objects.filter(book=mine, replaced_at=None)
        if state is State.READY and not closings.exists():
            raise NoYearError
        row = _enter_state(by, mine, state, reason.strip())
        record(
            by,
            "book.state_set",
            mine.pk,
            reason=reason,
            before={"state": now.value},
            after={"state": state.value},
        )
    return row


def assign_book(*, by: Actor, book: Book, team: Team) -> Assignment:
    """Give the book to a team for entry, ending the former assignment, and return the new one.

    Raises: Team.DoesNotExist for a team of another office; WrongStateError for a book that is
        not ready, or no longer open.
    """
    with writing(by) as at:
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        if team.office_id != by.office_id:
            raise Team.DoesNotExist
        if (now := state_of(mine)) not in _ASSIGNABLE:
            raise WrongStateError(now)
        former = Assignment.objects.filter(book=mine, ended_at=None).first()
        if former is not None and former.team_id == team.pk:
            return former
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        assignment = Assignment.objects.create(
            book=mine, team=team, by_id=by.officer_id, recorded_at=at
        )
        before = {"team": former.team_id} if former else None
        record(by, "book.assigned", mine.pk, before=before, after={"team": team.pk})
    return assignment


def transfer_custody(
    *, by: Actor, book: Book, to_office: Office, on_day: date, document: str = ""
) -> Custody:
    """Hand the book over to another registering office (bàn giao sổ) and return the row.

    Its assignment ends: the team belongs to the office that gave it.

    Raises: Office.DoesNotExist for an office that cannot receive it; FutureDayError.
    """
    with writing(by) as at:
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        if not receiving_offices(mine).filter(pk=to_office.pk).exists():
            raise Office.DoesNotExist
        if on_day > localdate(at):
            raise FutureDayError
        row = Custody.objects.create(
            book=mine,
            from_office_id=mine.holding_office_id,
            to_office=to_office,
            on_day=on_day,
            document=verbatim(document).strip(),
            by_id=by.officer_id,
            recorded_at=at,
        )
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        Book.objects.filter(pk=mine.pk).update(holding_office=to_office)
        before, after = {"office": mine.holding_office_id}, {"office": to_office.pk}
        record(by, "book.custody_transferred", mine.pk, before=before, after=after)
    return row


def void_book(*, by: Actor, book: Book, reason: str) -> Book:
    """Void a book taken into the inventory by mistake; allowed while nothing was ever typed.

    Raises: ReasonMissingError; TypingBegunError.
    """
    with writing(by) as at:
        mine = _locked_book(by, book, Permission.BOOK_PREPARE)
        _require_untyped(mine)
        if not reason.strip():
            raise ReasonMissingError
        mine.voided_at, mine.void_reason = at, verbatim(reason).strip()
        mine.save(update_fields=["voided_at", "void_reason"])
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        record(by, "book.voided", mine.pk, reason=reason)
    return mine


def _locked_book(by: Actor, book: Book, *rights: Permission) -> Book:
    """Return the book locked for this write, if the actor has any of `rights` and its office it.

    The population side, which marks a book handed over, and processes act on any office's book.
    """
    if not any(by.may(right) for right in rights):
        raise NotPermittedError(rights[0])
    rows = Book.objects.filter(pk=book.pk, voided_at=None)
    anywhere = by.office is None or (
        Permission.HANDOVER_SEND in rights and by.may(Permission.HANDOVER_SEND)
    )
    if not anywhere:
        rows = rows.filter(holding_office=by.office_id)
    return locked(rows).get()


def _enter_state(by: Actor, book: Book, state: State, reason: str = "") -> BookState:
    with writing(by) as at:
        return BookState.objects.create(
            book=book, state=state, reason=reason, by_id=by.officer, recorded_at=at
        )


def _replace(closing: YearlyClosing, reason: str, *, at: datetime) -> None:
    if not reason.strip():
        raise ReasonMissingError
    YearlyClosing.objects.filter(pk=closing.pk).update(
        replaced_at=at, replace_reason=verbatim(reason).strip()
    )


def _require_before(book: Book, limit: State) -> None:
    now = state_of(book)
    if ORDER.index(now) >= ORDER.index(limit):
        raise WrongStateError(now)


def _require_untyped(book: Book) -> None:
    typed = ORDER[ORDER.index(State.ENTERING) :]
    if BookState.objects.filter(book=book, state__in=typed).exists():
        raise TypingBegunError
