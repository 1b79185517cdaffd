"""What is known of one book, now and over time? For its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotich.apps.registers.definitions import definition
from hotich.apps.registers.inventory import years_text
from hotich.apps.registers.models import (
    ORDER,
    Assignment,
    Book,
    BookCondition,
    BookPageFault,
    BookState,
    Condition,
    Custody,
    State,
    YearlyClosing,
)
from hotich.apps.registers.queries import (
    Declared,
    page_faults_of,
    sum_declared,
    volume_title,
)
from hotich.core.registers import UnknownRegisterType


@dataclass(frozen=True, slots=True)
class ClosingHistory:
    """A year's declaration in force, and the rows it replaced, last first."""

    now: YearlyClosing | None
    year: int
    former: Sequence[YearlyClosing]


@dataclass(frozen=True, slots=True)
class BookTold:
    """A book with its years, states, custody and assignments."""

    title: str
    edition: str
    edition_years: str
    is_edition_confirmed: bool
    condition: Condition
    state: State
    years: str
    declared: Declared
    closings: Sequence[ClosingHistory]
    states: Sequence[BookState]
    custody: Sequence[Custody]
    assignments: Sequence[Assignment]
    conditions: Sequence[BookCondition]
    faults: Sequence[BookPageFault]
    voided_faults: Sequence[BookPageFault]
    was_typed: bool

    @property
    def team(self) -> str:
        """Return the team that has the book now, or nothing."""
        return next((one.team.name for one in self.assignments if one.ended_at is None), "")

    @property
    def is_unprepared(self) -> bool:
        """Return whether the book is still to be marked ready."""
        return self.state is State.UNPREPARED

    @property
    def is_open(self) -> bool:
        """Return whether its data are not locked yet."""
        return ORDER.index(self.state) < ORDER.index(State.LOCKED)

    @property
    def may_be_assigned(self) -> bool:
        """Return whether a team can be given the book."""
        return self.state in {State.READY, State.ENTERING, State.ENTERED}


def describe(book: Book) -> BookTold:
    """Return what the page of a book shows."""
    states = list(
        BookState.objects.filter(book=book).select_related("by").order_by("recorded_at", "pk")
    )
    closings = list(
        YearlyClosing.objects.filter(book=book).select_related("by").order_by("year", "-pk")
    )
    in_force = [one for one in closings if one.replaced_at is None]
    edition, years, confirmed = _edition(book)
    typed = ORDER[ORDER.index(State.ENTERING) :]
    return BookTold(
        title=volume_title(book),
        edition=edition,
        edition_years=years,
        is_edition_confirmed=confirmed,
        condition=Condition(book.condition),
        state=State(states[-1].state) if states else State.UNPREPARED,
        years=years_text([one.year for one in in_force]),
        declared=sum_declared(in_force),
        closings=[
            ClosingHistory(
                next((one for one in in_force if one.year == year), None),
                year,
                [one for one in closings if one.year == year and one.replaced_at is not None],
            )
            for year in sorted({one.year for one in closings})
        ],
        states=states,
        custody=list(
            Custody.objects.filter(book=book)
            .select_related("from_office", "to_office", "by")
            .order_by("recorded_at", "pk")
        ),
        assignments=list(
            Assignment.objects.filter(book=book)
            .select_related("team", "by")
            .order_by("recorded_at", "pk")
        ),
        conditions=list(
            BookCondition.objects.filter(book=book)
            .select_related("by")
            .order_by("recorded_at", "pk")
        ),
        faults=page_faults_of(book),
        voided_faults=list(
            BookPageFault.objects.filter(book=book, voided_at__isnull=False)
            .select_related("by", "voided_by")
            .order_by("recorded_at", "pk")
        ),
        was_typed=any(State(one.state) in typed for one in states),
    )


def _edition(book: Book) -> tuple[str, str, bool]:
    try:
        edition = definition(book.register_type).edition(book.edition)
    except UnknownRegisterType:
        edition = None
    if edition is None:
        return book.edition, "", False
    return edition.label, edition.years, edition.confirmed
