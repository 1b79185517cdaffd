"""What is due this week for an officer? From every room below, what he himself may do about it.

Nothing is added up here that another room does not know: clocks of the handover, deadlines of
reports, steps of cases and requests, states of books. The overdue comes first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.checking.models import Completion
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queues import Queue, standing
from hotich.apps.handover.clock import clock_of
from hotich.apps.handover.models import (
    Arrival,
    OutgoingFile,
    OutgoingKind,
    Package,
    ReceivedReceipt,
)
from hotich.apps.handover.queries import waiting_books
from hotich.apps.handover.receipt_file import ReceiptKind
from hotich.apps.handover.receiving.queries import arrivals_of, leg_due
from hotich.apps.population.life_queries import deaths
from hotich.apps.population.models import DeathState, NumberRequestStep, RequestState
from hotich.apps.population.queries import requests_of
from hotich.apps.registers.models import Assignment, Book, State
from hotich.apps.registers.queries import book_label, books_of, with_state
from hotich.apps.reports.queries import standings
from hotich.apps.scans.models import Axis
from hotich.apps.scans.queries import scan_states
from hotich.apps.tracking.models import DifferenceStep, Remedy, RemedyKind
from hotich.apps.tracking.queries import cases_of
from hotich.apps.tracking.steps import due_on

# A case on which nothing has moved for so long is named: as long as the week between two reports.
IDLE: Final = timedelta(days=7)
_P = Permission
_UNENTERED = [state.value for state in (State.READY, State.ENTERING)]


class Kind(StrEnum):
    """What is due; the words stand in the view."""

    REPORT = "report"
    COMPLETION = "completion"
    PACKAGE = "package"
    ARRIVED = "arrived"
    FORWARD = "forward"
    ACCEPT = "accept"
    BOOK = "book"
    AUTHORITY = "authority"
    RETURNED = "returned"
    NUMBERS = "numbers"
    DEATHS = "deaths"
    IDLE_CASES = "idle_cases"
    SCANS = "scans"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do: until when (None: the law sets no day), since when, and where.

    `view` and `key` are the page that does it.
    """

    kind: Kind
    due: date | None
    about: str
    view: str
    key: UUID | str | None = None
    count: int = 1
    since: date | None = None

    def days_left(self, day: date) -> int | None:
        """Return how many days are left on that day, negative when it is overdue."""
        return (self.due - day).days if self.due is not None else None


@dataclass(frozen=True, slots=True)
class Week:
    """What is overdue, due by the end of the week, and what waits without a day of its own."""

    day: date
    until: date
    overdue: tuple[DueItem, ...]
    due: tuple[DueItem, ...]
    waiting: tuple[DueItem, ...]
    later: int


def due_this_week(by: Actor, *, at: datetime) -> Week:
    """Return what the officer is to do by Sunday, the overdue first."""
    day = localdate(at)
    until = day + timedelta(days=6 - day.weekday())
    found = [item for source in _SOURCES for item in source(by, at)]
    dated = sorted(
        (item for item in found if item.due is not None),
        key=lambda item: (item.due or day, item.kind, item.about),
    )
    return Week(
        day=day,
        until=until,
        overdue=tuple(item for item in dated if item.due and item.due < day),
        due=tuple(item for item in dated if item.due and day <= item.due <= until),
        waiting=tuple(
            sorted(
                (item for item in found if item.due is None),
                key=lambda item: (item.since or day, item.kind),
            )
        ),
        later=sum(1 for item in dated if item.due and item.due > until),
    )


def _reports(by: Actor, at: datetime) -> Iterator[DueItem]:
    """Yield the weekly reports not sent yet."""
    if not by.may(_P.REPORT_WRITE):
        return
    for line in standings(by, at=at):
        for one in (line.last, line.this):
            if one is not None and one.sent is None:
                about = one.line.to_whom
                yield DueItem(Kind.REPORT, localdate(one.due), about, "reports:list")


def _completions(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield the books whose data are locked and not reported complete: their ten days run."""
    if not by.may(_P.BOOK_LOCK):
        return
    done = Completion.objects.filter(book=OuterRef("pk"))
    for book in _in_state(books_of(by).filter(~Exists(done)), State.LOCKED.value):
        entries = Entry.objects.filter(book=book, voided_at__isnull=True)
        due = clock_of(book, entries.values_list("pk", flat=True)).due_on
        yield DueItem(Kind.COMPLETION, due, book_label(book), "checking:book", book.pk)


def _packages(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield the packages to be made, and those made of whose arrival nobody has said a word."""
    if not by.may(_P.HANDOVER_SEND):
        return
    for one in waiting_books(by):
        yield DueItem(Kind.PACKAGE, one.clock.due_on, one.label, "handover:desk")
    arrived = ReceivedReceipt.objects.filter(package=OuterRef("pk"), kind=ReceiptKind.ARRIVED.value)
    rows = Package.objects.filter(
        ~Exists(arrived), source=by.office_id, due_on__isnull=False, voided_at__isnull=True
    )
    for package in rows.select_related("book__original_office"):
        about = book_label(package.book)
        yield DueItem(Kind.ARRIVED, package.due_on, about, "handover:package", package.pk)


def _arrivals(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield the packages that arrived here and were neither sent on nor answered."""
    forwards, accepts = by.may(_P.HANDOVER_FORWARD), by.may(_P.HANDOVER_RECEIVE)
    if not (forwards or accepts):
        return
    decided = arrivals_of(by).filter(receipts__kind=ReceiptKind.DECIDED.value)
    rows = arrivals_of(by).exclude(pk__in=decided.values("pk"))
    for one in rows.exclude(is_destination=False, pk__in=_sent_on(by)):
        kind = Kind.ACCEPT if one.is_destination else Kind.FORWARD
        due = leg_due(one.recorded_at)
        yield DueItem(kind, due, one.book_label, "handover:arrival", one.pk)


def _sent_on(by: Actor) -> list[UUID]:
    sent = OutgoingFile.objects.filter(office=by.office_id, kind=OutgoingKind.FORWARDED)
    passed = Arrival.objects.filter(office=by.office_id, package__in=sent.values("package"))
    return list(passed.values_list("pk", flat=True))


def _books(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield the books that a team is to have entered by a planned day."""
    if not (by.may(_P.BOOK_PREPARE) or by.may(_P.ENTRY_TYPE)):
        return
    plans = Assignment.objects.filter(ended_at__isnull=True, planned_until__isnull=False)
    if not by.may(_P.BOOK_PREPARE):
        plans = plans.filter(
            team__members__officer=by.officer_id, team__members__valid_to__isnull=True
        )
    planned = dict(plans.values_list("book", "planned_until"))
    view = "registers:book" if by.may(_P.BOOK_PREPARE) else "entry:book"
    for book in _in_state(books_of(by).filter(pk__in=planned), *_UNENTERED):
        yield DueItem(Kind.BOOK, planned[book.pk], book_label(book), view, book.pk)


def _authorities(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield the cases whose file an authority must decide on by a day."""
    if not by.may(_P.CASE_VIEW):
        return
    open_ones = cases_of(by).filter(closed_at__isnull=True)
    rows = Remedy.objects.filter(
        granted__isnull=True,
        lodged_on__isnull=False,
        difference__voided_at__isnull=True,
        difference__case__in=open_ones.order_by().values("pk"),
    )
    for remedy in rows.select_related("difference__case"):
        due = due_on(RemedyKind(remedy.kind), remedy.lodged_on)
        case = remedy.difference.case
        if due is not None:
            yield DueItem(Kind.AUTHORITY, due, case.entry_label, "entry:settle", case.pk)


def _idle_cases(by: Actor, at: datetime) -> Iterator[DueItem]:
    """Yield in one line how many cases have not moved for a week."""
    if not by.may(_P.CASE_VIEW):
        return
    steps = DifferenceStep.objects.filter(difference__case=OuterRef("pk")).order_by("-pk")
    moved = Subquery(steps.values("recorded_at")[:1])
    idle = cases_of(by).filter(closed_at__isnull=True).annotate(moved=moved)
    idle = idle.filter(moved__lt=at - IDLE)
    yield from _together(Kind.IDLE_CASES, idle, "moved", "tracking:list")


def _returned(by: Actor, at: datetime) -> Iterator[DueItem]:
    if not by.may(_P.ENTRY_TYPE):
        return
    found = standing(by, Queue.RETURNED, at=at)
    if found.count and found.oldest is not None:
        since = localdate(found.oldest)
        queue = Queue.RETURNED.value
        yield DueItem(Kind.RETURNED, None, "", "entry:queue", queue, found.count, since)


def _numbers(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield in one line how many number requests wait for what the officer may do."""
    states = [state for right, waits in _WAITS_FOR.items() if by.may(right) for state in waits]
    if not states:
        return
    last = NumberRequestStep.objects.filter(request=OuterRef("pk")).order_by("-pk")
    rows = requests_of(by).filter(ended_at__isnull=True)
    rows = rows.annotate(state_now=Subquery(last.values("state")[:1]))
    rows = rows.filter(state_now__in=states)
    yield from _together(Kind.NUMBERS, rows, "recorded_at", "entry:number_requests")


_WAITS_FOR: Final = {
    _P.NUMBER_CONFIRM: (RequestState.REQUESTED.value, RequestState.INCOMPLETE.value),
    _P.NUMBER_RELEASE: (RequestState.CONFIRMED.value, RequestState.WAITING.value),
    _P.ENTRY_TYPE: (RequestState.INCOMPLETE.value,),
}


def _deaths(by: Actor, _at: datetime) -> Iterator[DueItem]:
    if by.may(_P.DEATH_CONFIRM):
        rows = deaths(by, state=DeathState.PROPOSED)
        yield from _together(Kind.DEATHS, rows, "recorded_at", "entry:deaths")


def _scans(by: Actor, _at: datetime) -> Iterator[DueItem]:
    """Yield in one line how many books that are entered lack scans."""
    if not by.may(_P.SCAN_ATTACH):
        return
    entered = [one.value for one in (State.ENTERED, State.CHECKED, State.LOCKED)]
    books = list(_in_state(books_of(by), *entered))
    lacking = [one for one in scan_states(books).values() if one.axis is not Axis.COMPLETE]
    if lacking:
        yield DueItem(Kind.SCANS, None, "", "scans:overview", None, len(lacking))


def _in_state(books: QuerySet[Book], *states: str) -> QuerySet[Book]:
    return with_state(books).filter(Q(("state__in", states)))


def _together(kind: Kind, rows: QuerySet[Any], since: str, view: str) -> Iterator[DueItem]:
    counted = rows.order_by().aggregate(rows=Count("pk"), oldest=Min(since))
    if counted["rows"]:
        day = localdate(counted["oldest"])
        yield DueItem(kind, None, "", view, None, counted["rows"], day)


_SOURCES: Final[tuple[Callable[[Actor, datetime], Iterator[DueItem]], ...]] = (
    _reports,
    _completions,
    _packages,
    _arrivals,
    _books,
    _authorities,
    _idle_cases,
    _returned,
    _numbers,
    _deaths,
    _scans,
)
