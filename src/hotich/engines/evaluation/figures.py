"""The figures of an evaluation: at the present thresholds, at fixed requirements, and by kind."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from hotich.engines.evaluation.cases import Cases, Limits
from hotich.engines.evaluation.counts import Counts
from hotich.engines.evaluation.shares import Share, share

PRECISION: Final = 0.999
MOST_WRONG: Final = 3
"""Wrong links per 100,000 entries that nobody would see."""
_BIN: Final = 2.0


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold of the sweep: right links of the existing, of the links; wrong; looks."""

    threshold: float
    links: int
    wrong: int
    looks: int
    entries: int
    existing: int

    @property
    def precision(self) -> Share:
        """Right links of all links."""
        return share(self.links - self.wrong, self.links)

    @property
    def recall(self) -> Share:
        """Right links of those who exist."""
        return share(self.links - self.wrong, self.existing)

    @property
    def wrong_links(self) -> Share:
        """Wrong links of all entries."""
        return share(self.wrong, self.entries)

    @property
    def clerk(self) -> Share:
        """Entries left to a clerk, of all."""
        return share(self.looks, self.entries)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that an evaluation says.

    `at_precision` is the threshold with most right links among those that keep PRECISION,
    `without_vetoes` the same as if no rule forbade a link;
    `at_most_wrong` the lowest with at most MOST_WRONG wrong links per 100,000 entries.
    """

    about: Mapping[str, str]
    limits: Limits
    missing: tuple[int, int]
    all: Counts
    discrepant: Counts
    by_type: Mapping[str, Counts]
    by_side: Mapping[str, Counts]
    by_defect: Mapping[str, Counts]
    confusion: Mapping[tuple[str, str], int]
    sweep: tuple[Point, ...]
    at_precision: Point | None
    at_most_wrong: Point | None
    without_vetoes: Point | None
    histogram: tuple[tuple[float, int, int, int], ...]

    def text(self) -> str:
        """Return the figures as JSON; shares with their counts and intervals."""
        return json.dumps(_plain(self), ensure_ascii=False, indent=1)


def figures(cases: Cases, about: Mapping[str, str]) -> Figures:
    """Return the figures of the cases."""
    counted = cases.counts()

    def points(*, vetoes: bool) -> tuple[Point, ...]:
        return tuple(
            Point(*point, entries=counted.entries, existing=counted.existing)
            for point in cases.sweep(vetoes=vetoes)
        )

    sweep = points(vetoes=True)
    within = [point for point in sweep if point.wrong_links.value * 100_000 <= MOST_WRONG]
    return Figures(
        about=about,
        limits=cases.limits,
        missing=cases.unmatched(),
        all=counted,
        discrepant=cases.counts("len(list_filter(defects, lambda x: x LIKE 'real:%')) > 0"),
        by_type=cases.split("entry_type"),
        by_side=cases.by_side(),
        by_defect=cases.by_defect(),
        confusion=cases.confusion(),
        sweep=sweep,
        at_precision=_most_precise(sweep),
        without_vetoes=_most_precise(points(vetoes=False)),
        at_most_wrong=within[-1] if within else None,
        histogram=tuple(cases.histogram(_BIN)),
    )


def _most_precise(sweep: tuple[Point, ...]) -> Point | None:
    """Return the point with most right links that keeps PRECISION, None if there is none."""
    precise = [point for point in sweep if point.precision.value >= PRECISION]
    return max(precise, key=lambda point: (point.recall.value, -point.threshold), default=None)


def _share(each: Share) -> dict[str, float]:
    return asdict(each)


def _counted(counts: Counts) -> dict[str, object]:
    five = counts.among_five
    return asdict(counts) | {
        "wrong_links_per_100000": counts.wrong_links.value * 100_000,
        "shares": {
            "wrong_links": _share(counts.wrong_links),
            "existing_called_absent": _share(counts.existing_called_absent),
            "clerk": _share(counts.clerk),
            "precision": _share(counts.precision),
            "recall": _share(counts.recall),
            "absent_linked": _share(counts.absent_linked),
            "top_1": _share(counts.first),
            "at_5": _share(five) if five else None,
        },
    }


def _point(point: Point | None) -> dict[str, object] | None:
    if point is None:
        return None
    return asdict(point) | {
        "precision": _share(point.precision),
        "recall": _share(point.recall),
        "wrong_links": _share(point.wrong_links),
        "clerk": _share(point.clerk),
    }


def _plain(figures_: Figures) -> dict[str, object]:
    step = max(1, len(figures_.sweep) // 500)
    return {
        "about": dict(figures_.about),
        "limits": asdict(figures_.limits),
        "truth_without_result": figures_.missing[0],
        "result_without_truth": figures_.missing[1],
        "all": _counted(figures_.all),
        "really_discrepant": _counted(figures_.discrepant),
        "recall_at_precision": {"precision": PRECISION, "point": _point(figures_.at_precision)},
        "recall_at_precision_without_vetoes": _point(figures_.without_vetoes),
        "at_most_wrong": {"per_100000": MOST_WRONG, "point": _point(figures_.at_most_wrong)},
        "by_entry_type": {value: _counted(each) for value, each in figures_.by_type.items()},
        "by_side": {value: _counted(each) for value, each in figures_.by_side.items()},
        "by_defect": {value: _counted(each) for value, each in figures_.by_defect.items()},
        "confusion": [
            {"truth": true, "proposed": said, "entries": number}
            for (true, said), number in figures_.confusion.items()
        ],
        "sweep": [
            {"threshold": p.threshold, "links": p.links, "wrong": p.wrong, "looks": p.looks}
            for p in figures_.sweep[::step]
        ],
        "histogram": [list(row) for row in figures_.histogram],
    }
