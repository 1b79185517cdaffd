"""Does counting again give what a sent report says?"""

from collections.abc import Iterator
from dataclasses import dataclass

from hotich.apps.registers.definitions import place
from hotich.apps.reports.figures import Figures, figures_at, from_json
from hotich.apps.reports.models import Report
from hotich.core.reporting import FIGURES, Count


class NotSentError(Exception):
    """A draft has no figures to count again."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A figure that is not what the report says; `figure` "" means the undeclared books."""

    register_type: str
    figure: str
    of_week: bool
    reported: int
    counted: int


@dataclass(frozen=True, slots=True)
class Rederivation:
    """What counting again came to."""

    counted: Figures
    departures: tuple[Departure, ...]

    @property
    def matches(self) -> bool:
        """Whether every figure is as reported."""
        return not self.departures


def rederive(report: Report) -> Rederivation:
    """Return what the report's figures come to when they are counted again; nothing is written.

    The caller has seen to it that the officer may see the report. Raises: NotSentError.
    """
    if report.figures is None or report.as_of is None:
        raise NotSentError
    reported = from_json(report.figures)
    before = report.previous.as_of if report.previous else None
    counted = figures_at(report.office_id, as_of=report.as_of, before=before)
    found = [
        *_departures(reported.total, counted.total, of_week=False),
        *_departures(reported.week, counted.week, of_week=True),
    ]
    for kind in sorted({*reported.undeclared, *counted.undeclared}, key=place):
        said, is_now = reported.undeclared.get(kind, 0), counted.undeclared.get(kind, 0)
        if said != is_now:
            found.append(Departure(kind, "", of_week=False, reported=said, counted=is_now))
    return Rederivation(counted, tuple(found))


def _departures(
    reported: tuple[Count, ...], counted: tuple[Count, ...], *, of_week: bool
) -> Iterator[Departure]:
    said = {one.register_type: one for one in reported}
    now = {one.register_type: one for one in counted}
    for kind in dict.fromkeys((*said, *now)):
        left = said.get(kind, Count(kind)).figures()
        right = now.get(kind, Count(kind)).figures()
        for name in FIGURES:
            if left[name] != right[name]:
                yield Departure(kind, name, of_week, left[name], right[name])
