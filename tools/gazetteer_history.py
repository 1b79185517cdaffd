"""Compare the official lists of 2017 to 2025: what closed, was made, renamed or moved, and when.

A list says what was, not what happened. A change lies between two lists; a resolution on the
province (and the district, where its title names one) in force between them gives the day. What
became of a closed unit no list says: see `successors_of_closed`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tools.gazetteer_lists import OfficialList, Resolution, State

LAST_DAY = "2025-06-30"

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


def read_versions(
    lists: Sequence[OfficialList],
    last_districts: Mapping[str, State],
    last_communes: Mapping[str, State],
    resolutions: Iterable[Resolution],
) -> tuple[list[Version], list[Version], dict[str, str]]:
    """Return the districts and communes up to 30 June 2025, and district → province.

    The last list only tells spellings.
    """
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
    return districts, communes, province_of
