"""Say what became of the units that closed: no list says it, so each rule has its source key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tools.gazetteer_history import Change, Version, kind_and_rest, squash
from tools.gazetteer_lists import OldName

SAME_CODE = "same-code"
SAME_NAME = "same-name"
OF_COMMUNES = "of-communes"
ISLAND = "no-commune-left"
OLD_NAMES = "vau-alias"
TOLD = "told"

# said by the title of a resolution, or by the notes that one of the repositories gives with it:
# closed unit, what it went into
TOLD_SUCCESSORS = {
    "15790": "15772",  # 939/NQ-UBTVQH15
    "28294": "28297",  # 1013/NQ-UBTVQH15
}


@dataclass(frozen=True)
class Link:
    """The unit `old` ended the day before, and `new` took over the whole or a part of it."""

    old: str
    new: str
    change: Change
    extent: str
    source: str
    verified: bool = False


@dataclass
class History:
    """Everything found, the versions of 30 June 2025 included."""

    versions: list[Version] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    without_successor: list[Version] = field(default_factory=list)


class _Index:
    """The versions by code, and where the communes of a district have come to lie."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.by_code: dict[str, list[Version]] = defaultdict(list)
        for version in versions:
            self.by_code[version.code].append(version)
        self.later_districts: dict[str, set[str]] = defaultdict(set)
        for states in self.by_code.values():
            for one in states:
                self.later_districts[one.parent] |= {
                    state.parent for state in states if state.end is None
                }

    def on(self, code: str, day: str) -> Version | None:
        """Return the version of the code that holds on the day."""
        return next((one for one in self.by_code.get(code, ()) if _holds(one, day)), None)


def _holds(version: Version, day: str) -> bool:
    return (version.begin is None or version.begin.day <= day) and (
        version.end is None or day < version.end.day
    )


def _closed_versions(index: _Index) -> list[Version]:
    """Return the versions that ended before 30 June 2025 and whose code did not go on that day."""
    return [
        before
        for states in index.by_code.values()
        for before, after in pairwise([*states, None])
        if before and before.end
        if after is None or after.begin is None or after.begin.day != before.end.day
    ]


def _continuations(index: _Index) -> list[Link]:
    return [
        Link(before.code, after.code, before.end, "whole", SAME_CODE)
        for states in index.by_code.values()
        for before, after in pairwise(states)
        if before.end and after.begin and before.end.day == after.begin.day
    ]


def _recoded(gone: Version, index: _Index) -> list[Link]:
    """Return the unit that took the very name in the same district on the day this one ended."""
    change = gone.end
    found = [
        one.code
        for states in index.by_code.values()
        for one in states
        if one.begin
        and change
        and one.begin.day == change.day
        and one.parent in index.later_districts[gone.parent] | {gone.parent}
        and squash(kind_and_rest(one.name)[1]) == squash(kind_and_rest(gone.name)[1])
    ]
    if len(found) != 1 or change is None:
        return []
    return [Link(gone.code, found[0], change, "whole", SAME_NAME)]


def _island(gone: Version, index: _Index) -> list[Link]:
    """Return the district itself where all its communes were closed on one day."""
    change = gone.end
    rest = [
        one
        for states in index.by_code.values()
        for one in states
        if one.parent == gone.parent and (one.end is None or one.end != change)
    ]
    return [] if rest or change is None else [Link(gone.code, gone.parent, change, "whole", ISLAND)]


class OldNames:
    """The earlier names of the communes of June 2025, by province and name."""

    def __init__(
        self, names: Iterable[OldName], codes: Mapping[tuple[str, str, str], tuple[str, str, str]]
    ) -> None:
        """Take the names, and keys → codes (province, district, commune)."""
        self._targets: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for one in names:
            found = codes.get((one.province, one.district, one.commune))
            if found:
                province, district, commune = found
                self._targets[province, one.name].add((district, commune))

    def targets(self, province: str, name: str, districts: set[str]) -> set[str]:
        """Return the codes that the name stood for; with its kind if it is listed so."""
        kind, bare = kind_and_rest(name)
        for written in (squash(kind) + squash(bare), squash(bare)):
            found = {
                commune
                for district, commune in self._targets.get((province, written), ())
                if district in districts
            }
            if found:
                return found
        return set()


def _by_old_name(
    gone: Version, province: str, index: _Index, names: OldNames, told: str | None
) -> list[Link]:
    change = gone.end
    if change is None:
        return []
    districts = index.later_districts[gone.parent] | {gone.parent}
    named = names.targets(province, gone.name, districts) - {gone.code}
    targets = sorted({told} if told else named)
    extent = "whole" if len(targets) == 1 else "part"
    source = TOLD if told else OLD_NAMES
    return [
        Link(gone.code, new, change, extent, source, verified=told is not None and new in named)
        for new in targets
        if index.on(new, change.day)
    ]


def _unsure(links: list[Link], index: _Index) -> list[Link]:
    """Mark as unknown what may have come to its commune of 2025 through another one.

    The names say where a place lies in June 2025. Where another unit was merged into the same
    commune later, the earlier one may have been part of that.
    """
    closings: dict[str, set[str]] = defaultdict(set)
    for link in links:
        closings[link.new].add(link.change.day)
    sure = []
    for link in links:
        later = any(day > link.change.day for day in closings[link.new])
        renamed_then = any(
            one.begin and one.begin.day == link.change.day for one in index.by_code[link.new]
        )
        if link.source == OLD_NAMES and later and not renamed_then:
            link = Link(link.old, link.new, link.change, "unknown", link.source)  # noqa: PLW2901
        sure.append(link)
    return sure


def successors_of_closed(
    index: _Index, province_of: Mapping[str, str], names: OldNames
) -> tuple[list[Link], list[Version]]:
    """Return the links of the communes that closed, and those of which nothing is known."""
    links: list[Link] = []
    unknown: list[Version] = []
    for gone in _closed_versions(index):
        found = _by_old_name(
            gone, province_of[gone.parent], index, names, TOLD_SUCCESSORS.get(gone.code)
        )
        found = found or _recoded(gone, index) or _island(gone, index)
        links += found
        if not found:
            unknown.append(gone)
    return _unsure(links, index), unknown


def successors_of_districts(districts: _Index, communes: _Index) -> list[Link]:
    """Return what became of the districts that closed: where their communes went that day."""
    links = []
    for gone in _closed_versions(districts):
        change = gone.end
        if change is None:
            continue
        heirs = {
            after.parent
            for states in communes.by_code.values()
            for before, after in pairwise(states)
            if before.parent == gone.code and before.end and before.end.day == change.day
        } - {gone.code}
        extent = "whole" if len(heirs) == 1 else "part"
        links += [Link(gone.code, heir, change, extent, OF_COMMUNES) for heir in sorted(heirs)]
    return links


def build_history(
    districts: list[Version],
    communes: list[Version],
    province_of: Mapping[str, str],
    names: OldNames,
) -> History:
    """Return all versions up to 30 June 2025 and what became of each before that day."""
    above, below = _Index(districts), _Index(communes)
    closed, unknown = successors_of_closed(below, province_of, names)
    links = [*_continuations(above), *_continuations(below), *closed]
    links += successors_of_districts(above, below)
    return History([*districts, *communes], links, unknown)
