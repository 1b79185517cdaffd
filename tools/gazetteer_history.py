"""Compare the official lists of 2017 to 2025: what closed, was made, renamed or moved, and when.

A list says what was, not what happened. A change lies between two lists; a resolution on the
province (and the district, where its title names one) in force between them gives the day. What
became of a closed unit no list says: see `successors_of_closed`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from tools.gazetteer_lists import OfficialList, OldName, Resolution, State

LAST_DAY = "2025-06-30"
SAME_CODE = "same-code"
SAME_NAME = "same-name"
OF_COMMUNES = "of-communes"
ISLAND = "no-commune-left"
OLD_NAMES = "vau-alias"
TOLD = "told"

# days by which a list may be late, or early, in showing what is in force; by experience
LATE, VERY_LATE, EARLY = 45, 600, 5

# codes whose name the lists only misspelt (other misspellings keep their letters without marks)
MISSPELT = frozenset(
    [
        "540",
        "23377",
        "03466",
        "03454",
        "03871",
        "24205",
        "23800",
        "04117",
        "23413",
        "23404",
        "03754",
        "04198",
        "03892",
        "03769",
        "03772",
        "03865",
        "04231",
        "23344",
    ]
)
# districts whose communes a list has with other communes' codes, or leaves out
SILENT = frozenset({("2020-02-02", "088"), ("2021-02-01", "088")})

# said by the title of a resolution, or by the notes that one of the repositories gives with it:
# closed unit, what it went into
TOLD_SUCCESSORS = {
    "15790": "15772",  # 939/NQ-UBTVQH15
    "28294": "28297",  # 1013/NQ-UBTVQH15
}

_KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Phường", "Huyện", "Quận", "Xã")


@dataclass(frozen=True)
class Change:
    """When something happened: the last day on which it may have, and how sure that is."""

    day: str
    earliest: str
    basis: str

    @property
    def precision(self) -> str:
        """Return "day", or "window" where it may have been earlier."""
        return "day" if self.earliest == self.day else "window"


@dataclass(frozen=True)
class Version:
    """A unit as long as name, kind and the code of the unit above stay; no begin: unknown."""

    code: str
    level: str
    name: str
    parent: str
    source: str
    begin: Change | None
    end: Change | None


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


def squash(text: str) -> str:
    """Return the letters and digits without marks or blanks: "Noong Lay" → "noonglay"."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in apart if letter.isalnum())
    return letters.lstrip("0") or letters


def kind_and_rest(name: str) -> tuple[str, str]:
    """Return (kind, bare name); the kind's letter case is mended."""
    for kind in _KINDS:
        if name.lower().startswith(kind.lower() + " "):
            return kind, name[len(kind) + 1 :]
    raise ValueError(name)


def shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


# --- one code through all lists ---------------------------------------------------------------


@dataclass(frozen=True)
class _Seen:
    """A state in a list; None that the code is not there."""

    day: str
    source: str
    state: State | None


class Spelling:
    """Which names are one name, spelt otherwise: two lists of the same day differ only so."""

    def __init__(self, one: Mapping[str, State], other: Mapping[str, State]) -> None:
        self._twins = {
            code: frozenset({_key(state), _key(other[code])})
            for code, state in one.items()
            if code in other
        }

    def same(self, code: str, one: State | None, other: State | None) -> bool:
        """Tell whether two states of a code are one: kind, name and unit above."""
        if one is None or other is None:
            return one is other
        kinds = kind_and_rest(one.name)[0], kind_and_rest(other.name)[0]
        keys = frozenset({_key(one), _key(other)})
        alike = len(keys) == 1 or code in MISSPELT or keys == self._twins.get(code)
        return kinds[0] == kinds[1] and one.parent == other.parent and alike


def _key(state: State) -> str:
    return squash(kind_and_rest(state.name)[1])


def _mended(code: str, seen: list[_Seen], spelling: Spelling) -> list[_Seen]:
    """Return the states without silent lists, holes, and changes that were taken back."""
    parents = {one.state.parent for one in seen if one.state}
    seen = [one for one in seen if not any((one.day, above) in SILENT for above in parents)]
    states = [one.state for one in seen]
    for start in range(1, len(states) - 1):
        for stop in range(start + 1, min(start + 4, len(states))):
            if states[start - 1] is not None and spelling.same(
                code, states[start - 1], states[stop]
            ):
                states[start:stop] = [states[stop]] * (stop - start)
    for index in range(len(states) - 2, -1, -1):  # one unit has one spelling, the latest
        if spelling.same(code, states[index], states[index + 1]):
            states[index] = states[index + 1]
    return [_Seen(one.day, one.source, state) for one, state in zip(seen, states, strict=True)]


def _undo_provisional_codes(tables: list[dict[str, State]], spelling: Spelling) -> None:
    """Give a merged unit the code that the next list gives it.

    The list of February 2020 has some new communes under the code of another of their parts.
    """
    for before, table, after in zip(tables, tables[1:], tables[2:], strict=False):
        by_state = defaultdict(list)
        for code, state in after.items():
            if code not in table:
                by_state[squash(state.name), state.parent].append(code)
        for code, state in list(table.items()):
            kept = by_state.get((squash(state.name), state.parent), [])
            passing = not spelling.same(code, state, after.get(code))
            if len(kept) == 1 and passing and not spelling.same(code, state, before.get(code)):
                table[kept[0]] = state
                del table[code]
                if code in after:
                    table[code] = after[code]


def _timelines(
    lists: Sequence[OfficialList], last: Mapping[str, State], level: str, spelling: Spelling
) -> dict[str, list[_Seen]]:
    tables = [dict(one.districts if level == "district" else one.communes) for one in lists]
    _undo_provisional_codes(tables, spelling)
    tables.append(dict(last))
    marks = [*((one.day, one.source) for one in lists), (LAST_DAY, "vau")]
    codes = sorted(set().union(*tables))
    return {
        code: _mended(
            code,
            [
                _Seen(day, source, table.get(code))
                for (day, source), table in zip(marks, tables, strict=True)
            ],
            spelling,
        )
        for code in codes
    }


# --- when -------------------------------------------------------------------------------------


class Calendar:
    """The resolutions by province."""

    def __init__(self, resolutions: Iterable[Resolution]) -> None:
        self._by_province: dict[str, list[Resolution]] = defaultdict(list)
        for one in resolutions:
            self._by_province[one.province].append(one)

    def change(
        self, province: str, district: str, after: str, until: str, *, closed: bool
    ) -> Change:
        """Return when a change seen between two lists took effect, as far as is known."""
        known = [
            one
            for one in self._by_province[province]
            if not one.districts or district in one.districts
        ]
        found = [one for one in known if shift(after, -LATE) <= one.in_force <= shift(until, EARLY)]
        if not found:
            late = [one for one in known if shift(after, -VERY_LATE) <= one.in_force <= after]
            newest = max((one.in_force for one in late), default="")
            found = [one for one in late if one.in_force >= shift(newest, -LATE)]
        if closed:
            found = [one for one in found if not one.only_makes] or found
        found = [one for one in found if one.districts] or found
        if not found:
            return Change(until, shift(after, 1), "")
        days = sorted({one.in_force for one in found})
        basis = " | ".join(sorted({one.number for one in found}))
        return Change(days[-1], days[0], basis)


def _versions_of(
    code: str,
    level: str,
    seen: list[_Seen],
    province_of: Mapping[str, str],
    calendar: Calendar,
    spelling: Spelling,
) -> list[Version]:
    """Return the versions of one code."""
    runs: list[tuple[State, str, Change | None, Change | None]] = []
    begin: Change | None = None
    current = seen[0]
    for before, after in pairwise(seen):
        if spelling.same(code, before.state, after.state):
            current = after
            continue
        state = before.state or after.state
        if state is None:
            continue
        district = state.parent if level == "commune" else code
        province = province_of[state.parent] if level == "commune" else state.parent
        closed = after.state is None
        change = calendar.change(province, district, before.day, after.day, closed=closed)
        if before.state:
            runs.append((before.state, before.source, begin, change))
        begin = change if after.state else None
        current = after
    if current.state:
        runs.append((current.state, current.source, begin, None))
    return [
        Version(code, level, state.name, state.parent, source, first, end)
        for state, source, first, end in runs
    ]


# --- what became of it ------------------------------------------------------------------------


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
    lists: Sequence[OfficialList],
    last_districts: Mapping[str, State],
    last_communes: Mapping[str, State],
    resolutions: Iterable[Resolution],
    names: OldNames,
) -> History:
    """Return all versions up to 30 June 2025 and what became of each before that day."""
    calendar = Calendar(resolutions)
    *compared, spelt = lists
    spelling = Spelling({**last_districts, **last_communes}, {**spelt.districts, **spelt.communes})
    province_of = {
        code: state.parent
        for table in (*(one.districts for one in compared), last_districts)
        for code, state in table.items()
    }
    tables = (*(one.communes for one in compared), last_communes)
    with_communes = {state.parent for table in tables for state in table.values()}
    districts: list[Version] = []
    for code, seen in _timelines(compared, last_districts, "district", spelling).items():
        if code not in with_communes:  # an island: some lists leave it out
            state = last_districts[code]
            districts.append(Version(code, "district", state.name, state.parent, "vau", None, None))
        else:
            districts += _versions_of(code, "district", seen, province_of, calendar, spelling)
    communes: list[Version] = []
    for code, seen in _timelines(compared, last_communes, "commune", spelling).items():
        communes += _versions_of(code, "commune", seen, province_of, calendar, spelling)
    above, below = _Index(districts), _Index(communes)
    closed, unknown = successors_of_closed(below, province_of, names)
    links = [*_continuations(above), *_continuations(below), *closed]
    links += successors_of_districts(above, below)
    return History([*districts, *communes], links, unknown)
