"""The gazetteer (danh mục đơn vị hành chính): units by code and day, their names and heirs.

The data are those of `data/SOURCES.md`: the official lists of 6 March 2017 to 1 July 2025. What
they do not say is unknown here too; see `docs/reference/gazetteer.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from hotich.core.places.lineage import Descent, Lineage, Succession
from hotich.core.places.spelling import (
    LEVELS_OF_KIND,
    lacks_marks,
    place_key,
    plain,
    readings_of_kind,
)
from hotich.core.places.units import DEPTH, Level, Successor, Unit

AliasKind = Literal["abbreviation", "spelling", "renamed", "merged", "divided"]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another or earlier name of a province; `divided` where it names several of today's."""

    text: str
    code: str
    kind: AliasKind


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A unit that a written name may mean, and how the writing differs from its name."""

    unit: Unit
    other_kind: bool = False
    marks_missing: bool = False
    alias: AliasKind | None = None

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Return what orders matches, the best first."""
        return (self.marks_missing, self.alias == "divided", self.other_kind)


def bare_name(unit: Unit) -> str:
    """Return the unit's name without its kind: "Nga Trường", "1" for Phường 1."""
    return unit.name[len(unit.kind) + 1 :]


class Gazetteer:
    """All known versions of units. Built once; every question is answered from memory."""

    def __init__(
        self,
        units: Iterable[Unit],
        successions: Iterable[Succession],
        aliases: Iterable[Alias] = (),
    ) -> None:
        self._units = tuple(units)
        self._versions: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._units:
            self._versions[unit.code].append(unit)
        self._lineage = Lineage(self.unit, successions)
        self._above: dict[Unit, frozenset[Unit]] = {}
        self._aliases = tuple(aliases)

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units)

    def versions(self, code: str) -> tuple[Unit, ...]:
        """Return all units that ever bore the code."""
        return tuple(self._versions.get(code, ()))

    def unit(self, code: str, as_of: date) -> Unit | None:
        """Return the unit that bears the code on the day, or None.

        A unit whose first day is unknown answers for every day up to its last.
        """
        for unit in self._versions.get(code, ()):
            if unit.holds_on(as_of):
                return unit
        return None

    def units_on(self, as_of: date, level: Level | None = None) -> tuple[Unit, ...]:
        """Return the units of the level, or of all, that hold on the day."""
        return tuple(
            unit
            for unit in self._units
            if (level is None or unit.level == level) and unit.holds_on(as_of)
        )

    def path(self, code: str, as_of: date) -> tuple[Unit, ...]:
        """Return commune, district (where there was one) and province; () for an unknown code."""
        unit = self.unit(code, as_of)
        return () if unit is None else self.ancestry(unit, as_of)

    def ancestry(self, unit: Unit, as_of: date | None = None) -> tuple[Unit, ...]:
        """Return this version of the unit and what it lay in, upwards, on the day or at its end."""
        day = as_of or unit.valid_to or unit.valid_from
        found = [unit]
        while found[-1].parent_code and day is not None:
            parent = self.unit(found[-1].parent_code, day)
            if parent is None:
                break
            found.append(parent)
        return tuple(found)

    def lies_in(self, unit: Unit, above: Unit) -> bool:
        """Return whether the unit lay in the other, or was it, on any day of both."""
        if unit not in self._above:
            parents = [
                one for one in self._versions.get(unit.parent_code, ()) if _overlap(unit, one)
            ]
            grand = [
                one
                for parent in parents
                for one in self._versions.get(parent.parent_code, ())
                if _overlap(unit, one)
            ]
            self._above[unit] = frozenset({unit, *parents, *grand})
        return above in self._above[unit]

    def children(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units directly below this version, at its end."""
        return tuple(
            child
            for child in self._below.get(unit.code, ())
            if (child.holds_on(unit.valid_to) if unit.valid_to else self.lies_in(child, unit))
        )

    def heirs(self, unit: Unit) -> tuple[Successor, ...]:
        """Return what this version became next; () while it holds or where no source says it.

        The districts of 30 June 2025 with communes have no row of their own: their heirs are those
        of their communes, each of which took a part.
        """
        rows = self._lineage.heirs(unit)
        if rows or unit.level != "district" or unit.valid_to is None:
            return rows
        below = {heir.unit: heir for child in self.children(unit) for heir in self.heirs(child)}
        parts = [Successor(heir, "part", found.verified) for heir, found in below.items()]
        return tuple(sorted(parts, key=lambda part: part.unit.code))

    def forebears(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units of which this version took over the whole or a part."""
        return self._lineage.forebears(unit)

    def descents(self, unit: Unit) -> tuple[Descent, ...]:
        """Return all that this version became in any number of steps; not through communes."""
        return self._lineage.descents(unit)

    def origins(self, unit: Unit) -> tuple[Unit, ...]:
        """Return all units that this version was made from, in any number of steps."""
        return self._lineage.origins(unit)

    def end_is_unknown(self, unit: Unit) -> bool:
        """Return whether the unit ended and no source says what became of it."""
        last = [unit, *(step.unit for step in self.descents(unit))]
        return any(one.valid_to is not None and not self.heirs(one) for one in last)

    def successors(self, code: str, as_of: date) -> tuple[Successor, ...]:
        """Return what became of the unit that bore the code on the day; see `heirs`."""
        unit = self.unit(code, as_of)
        return () if unit is None else self.heirs(unit)

    def predecessors(self, code: str, as_of: date) -> tuple[Unit, ...]:
        """Return the units from which the one that bears the code on the day was made."""
        unit = self.unit(code, as_of)
        return () if unit is None else self.forebears(unit)

    def codes_today(self, code: str, as_of: date) -> frozenset[str]:
        """Return the codes in the newest list that stand for the unit of the day.

        Several for a divided unit, its own for one that still holds, none for an unknown code or
        where no source says what became of it.
        """
        unit = self.unit(code, as_of)
        open_units = [] if unit is None else [unit]
        codes: set[str] = set()
        seen: set[Unit] = set()
        while open_units:
            current = open_units.pop()
            if current in seen:
                continue
            seen.add(current)
            if current.valid_to is None:
                codes.add(current.code)
            open_units.extend(heir.unit for heir in self.heirs(current))
        return frozenset(codes)

    def find(self, name: str, as_of: date | None = None) -> tuple[Unit, ...]:
        """Return the units the name may mean, on the day or ever, at every level.

        Blind to case, tone placement, apostrophes and the kind's abbreviation (P., TT., TP., Q.,
        H., T.). Names that only lack diacritics are found where no other is. A bare name is often
        that of many units: never take one of several.
        """
        matches = self.matches(name, as_of=as_of)
        best = min((match.rank for match in matches), default=None)
        return tuple(match.unit for match in matches if match.rank == best)

    def matches(
        self, name: str, *, level: Level | None = None, as_of: date | None = None
    ) -> tuple[NameMatch, ...]:
        """Return all units the written name may mean, the best first, each once."""
        found: dict[Unit, NameMatch] = {}
        for kind, key in readings_of_kind(name):
            for unit, alias in self._by_name.get(plain(key), ()):
                match = _match(unit, alias, kind, key)
                if match is None or (level is not None and unit.level != level):
                    continue
                if as_of is not None and not unit.holds_on(as_of):
                    continue
                if unit not in found or match.rank < found[unit].rank:
                    found[unit] = match
        return tuple(sorted(found.values(), key=lambda match: match.rank))

    def search(self, text: str, as_of: date | None, limit: int = 10) -> tuple[Unit, ...]:
        """Return units of the day (None: of any) whose name begins with the text.

        Blind to diacritics; the names of district and province may follow, with or without
        commas ("nga truong nga son"). Units with the very letters typed come first.
        """
        readings = [plain(key) for _, key in readings_of_kind(text.replace(",", " "))]
        key = place_key(text)
        hits: list[tuple[tuple[int, bool, int, str, str], Unit]] = []
        for name, unit in self._plain_names:
            grade = min((self._grade(name, unit, typed, as_of) for typed in readings), default=9)
            if grade < 9 and (as_of is None or unit.holds_on(as_of)):
                foreign = not place_key(bare_name(unit)).startswith(key[: len(name)])
                hits.append(((grade, foreign, -DEPTH[unit.level], name, unit.code), unit))
        hits.sort(key=lambda hit: hit[0])
        return tuple(unit for _, unit in hits[:limit])

    def _grade(self, name: str, unit: Unit, typed: str, as_of: date | None) -> int:
        """Return 0 for the whole name, 1 for its beginning, 2 with the units above, 3 inside."""
        if name == typed:
            return 0
        if name.startswith(typed):
            return 1
        if typed.startswith(name + " "):
            parts = self.ancestry(unit, as_of)[1:]
            above = " ".join(plain(bare_name(part)) for part in parts)
            rest = typed[len(name) + 1 :]
            kinds = rest.split(" ", 1)[-1]
            return 2 if (" " + above).find(" " + rest) >= 0 or above.startswith(kinds) else 9
        return 3 if f" {typed}" in name else 9

    @cached_property
    def _below(self) -> dict[str, list[Unit]]:
        below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._units:
            below[unit.parent_code].append(unit)
        return below

    @cached_property
    def _plain_names(self) -> tuple[tuple[str, Unit], ...]:
        return tuple((plain(bare_name(unit)), unit) for unit in self._units)

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[Unit, Alias | None]]]:
        names: dict[str, list[tuple[Unit, Alias | None]]] = defaultdict(list)
        for name, unit in self._plain_names:
            names[name].append((unit, None))
        for alias in self._aliases:
            unit = self._versions[alias.code][0]
            names[plain(alias.text)].append((unit, alias))
        return names


def _overlap(one: Unit, other: Unit) -> bool:
    """Return whether there is a day on which both versions hold."""
    starts = [unit.valid_from for unit in (one, other) if unit.valid_from]
    return not starts or all(
        unit.valid_to is None or max(starts) <= unit.valid_to for unit in (one, other)
    )


def _match(unit: Unit, alias: Alias | None, kind: str, key: str) -> NameMatch | None:
    """Return how the unit fits the written kind and key, or None where it does not."""
    if kind and unit.level not in LEVELS_OF_KIND[kind]:
        return None
    full = place_key(alias.text if alias else bare_name(unit))
    if key != full and not lacks_marks(key, full):
        return None
    other = bool(kind) and kind != unit.kind
    return NameMatch(unit, other, key != full, alias.kind if alias else None)
