"""From when do the ten days of a package run, and when do they end?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from hotich.apps.handover.models import Package
from hotich.apps.population.models import NumberRequestStep, RequestState
from hotich.apps.registers.models import Book, BookState, State
from hotich.core.law import days_off_between, due_date, value

_PART = 500


@dataclass(frozen=True, slots=True)
class Clock:
    """The day from which the time limit runs, and its last day."""

    start: date
    due_on: date

    def is_over(self, day: date) -> bool:
        """Return whether the limit has passed on that day."""
        return day > self.due_on


def clock_of(book: Book, entries: Iterable[UUID], previous: Package | None = None) -> Clock:
    """Return the time limit for a package of these entries.

    It runs from the later of the lock and the last number that the package carries; that of a
    supplementary package from the later of the package before it and that number.

    Law: QT_1292_2022 step 3.
    """
    begun = previous.as_of if previous else _locked_at(book)
    moments = [begun, _last_number(list(entries), after=begun)]
    start = localdate(max(one for one in moments if one is not None))
    days = value("handover_days", start).number
    off = days_off_between(start, start + timedelta(days=days + 30))
    return Clock(start, due_date(start, days, off))


def _locked_at(book: Book) -> datetime:
    rows = BookState.objects.filter(book=book, state=State.LOCKED)
    return rows.order_by("recorded_at").values_list("recorded_at", flat=True)[0]


def _last_number(entries: list[UUID], *, after: datetime | None) -> datetime | None:
    steps = NumberRequestStep.objects.filter(state=RequestState.ALLOTTED)
    if after is not None:
        steps = steps.filter(recorded_at__gt=after)
    found = [
        steps.filter(request__entry__in=entries[start : start + _PART]).aggregate(
            last=Max("recorded_at")
        )["last"]
        for start in range(0, len(entries), _PART)
    ]
    return max((one for one in found if one is not None), default=None)
