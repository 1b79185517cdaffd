"""Books of the test commune, in the state a test needs."""

from collections.abc import Sequence
from datetime import date

from hotich.apps.accounts.models import Office, Team
from hotich.apps.registers import actions
from hotich.apps.registers.models import ORDER, Book, BookState, Condition, State
from hotich.apps.registers.ordering import earlier_unentered
from tests.support.office import Staff

SIGNED = actions.Signatures(
    given_by="Mai Thị Tư",
    given_post="Công chức làm công tác hộ tịch",
    received_by="Bùi Thị Khác",
    received_post="Công chức làm công tác hộ tịch",
)


def given_book(
    staff: Staff,
    *,
    volume: str = "01/1998",
    office: Office | None = None,
    register_type: str = "KS",
    edition: str = "older",
    condition: str = Condition.GOOD,
    numbers_by_volume: bool = False,
    years: Sequence[tuple[int, int | None, int | None]] = (),
    state: State = State.UNPREPARED,
    team: Team | None = None,
    received_on: date | None = None,
    received_document: str = "",
    login: str = "tuphap",
) -> Book:
    """Take a book of xã Nga Trường (or `office`) in; `years` are (year, pages, entries).

    With `state` beyond unprepared the book passes the states between (a year is needed);
    with `team` it is assigned once ready. Out of the campaign's order a reason is given.
    """
    by = staff.actor(login)
    book = actions.register_book(
        by=by,
        register_type=register_type,
        edition=edition,
        original_office=office or staff.nga_truong,
        volume_label=volume,
        condition=condition,
        numbers_by_volume=numbers_by_volume,
        received_on=received_on,
        received_document=received_document,
        years=[actions.DeclaredYear(*one) for one in years],
    )
    reason = "dùng cho thử nghiệm" if earlier_unentered(book) else ""
    for step in ORDER[1 : ORDER.index(state) + 1]:
        actions.set_state(
            by=by, book=book, state=step, reason=reason if step is State.READY else ""
        )
        if step is State.READY and team is not None:
            actions.assign_book(by=by, book=book, team=team)
    return book


def entering_book(staff: Staff, **facts: object) -> Book:
    """Return a book of 1998 (10 pages, 40 entries) that the team of the test commune types."""
    facts = {"years": ((1998, 10, 40),), "team": staff.team, "state": State.READY} | facts
    return given_book(staff, **facts)  # type: ignore[arg-type]


def states_of(book: Book) -> list[str]:
    """Return the states the book went through, in order."""
    rows = BookState.objects.filter(book=book).order_by("recorded_at", "pk")
    return [row.state for row in rows]
