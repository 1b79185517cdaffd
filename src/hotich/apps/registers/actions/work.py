"""Writes on the work: states one after the other, and the team that types."""

from datetime import date

from django.utils.timezone import localdate

from hotich.apps.accounts.models import Team
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.actions.held import enter_state, locked_book
from hotich.apps.registers.models import (
    ORDER,
    Assignment,
    Book,
    BookState,
    State,
    YearlyClosing,
)
from hotich.apps.registers.ordering import earlier_unentered
from hotich.apps.registers.problems import (
    EndsBeforeItBeginsError,
    NoYearError,
    OutOfOrderError,
    ReasonMissingError,
    WrongStateError,
)
from hotich.apps.registers.queries import state_of
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


def mark_ready(*, by: Actor, book: Book, reason: str = "") -> BookState:
    """Mark an unprepared book ready for entry; out of the campaign's order with a reason.

    Raises: NoYearError; WrongStateError; OutOfOrderError.
    """
    return set_state(by=by, book=book, state=State.READY, reason=reason)


def set_state(*, by: Actor, book: Book, state: State, reason: str = "") -> BookState:
    """Move the book one state forward, or back with a reason.

    Locked data stay locked: there is no way back from there. The state it already has is
    returned unchanged. A book of a kind that comes later in the campaign is made ready with a
    reason while earlier ones are not entered.

    Raises: WrongStateError; ReasonMissingError; NoYearError; OutOfOrderError.
    """
    with writing(by):
        mine = locked_book(by, book, *STATE_RIGHTS[state])
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
        if state is State.READY and step > 0:
            _require_order(mine, reason)
        row = enter_state(by=by, book=mine, state=state, reason=verbatim(reason).strip())
        record(
            by,
            "book.state_set",
            mine.pk,
            reason=reason,
            before={"state": now.value},
            after={"state": state.value},
        )
    return row


def assign_book(
    *,
    by: Actor,
    book: Book,
    team: Team,
    from_day: date | None = None,
    planned_until: date | None = None,
    reason: str = "",
) -> Assignment:
    """Give the book to a team for entry, ending the former assignment, and return the new one.

    `from_day` is today where none is given. Nothing is written when team and days stay the same.

    Raises: Team.DoesNotExist for a team of another office; WrongStateError for a book that is
        not ready, or no longer open; EndsBeforeItBeginsError; OutOfOrderError where earlier
        kinds are not entered and no reason is given, unless one was given for the book before.
    """
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        if team.office_id != by.office_id:
            raise Team.DoesNotExist
        if (now := state_of(mine)) not in _ASSIGNABLE:
            raise WrongStateError(now)
        former = Assignment.objects.filter(book=mine, ended_at=None).first()
        same_team = former is not None and former.team_id == team.pk
        begins = from_day or (former.from_day if former and same_team else localdate(at))
        if planned_until is not None and planned_until < begins:
            raise EndsBeforeItBeginsError
        if former and same_team and _days(former) == (begins, planned_until):
            return former
        if former is None:
            _require_order(mine, reason or _said_before(mine))
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        assignment = Assignment.objects.create(
            book=mine,
            team=team,
            from_day=begins,
            planned_until=planned_until,
            reason=verbatim(reason).strip(),
            by_id=by.officer_id,
            recorded_at=at,
        )
        before = {"team": former.team_id, "until": former.planned_until} if former else None
        after = {"team": team.pk, "from": begins, "until": planned_until}
        record(by, "book.assigned", mine.pk, reason=reason, before=before, after=after)
    return assignment


def _days(assignment: Assignment) -> tuple[date, date | None]:
    return assignment.from_day, assignment.planned_until


def _require_order(book: Book, reason: str) -> None:
    if not reason.strip() and (earlier := earlier_unentered(book)):
        raise OutOfOrderError(earlier)


def _said_before(book: Book) -> str:
    """Return the reason with which the book was made ready, "" where there was none."""
    row = BookState.objects.filter(book=book, state=State.READY).order_by("recorded_at", "pk")
    last = row.last()
    return last.reason if last else ""
