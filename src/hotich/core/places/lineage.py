"""What became of a unit, and what it was made from, through any number of changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from hotich.core.places.units import Extent, Successor, Unit

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Succession:
    """A row of the gazetteer: the unit `old_code` ended the day before `on`."""

    old_code: str
    new_code: str
    on: date
    extent: Extent
    verified: bool


@dataclass(frozen=True, slots=True)
class Descent:
    """A unit that took over another through all changes between them.

    `whole` where each step was; `alone` where nothing else was merged on the way.
    """

    unit: Unit
    whole: bool
    alone: bool


class Lineage:
    """The rows of succession, read from either end; each answer is kept."""

    def __init__(
        self, unit_on: Callable[[str, date], Unit | None], successions: Iterable[Succession]
    ) -> None:
        self._unit_on = unit_on
        self._successions = tuple(successions)
        self._descents: dict[Unit, tuple[Descent, ...]] = {}
        self._origins: dict[Unit, tuple[Unit, ...]] = {}

    def heirs(self, unit: Unit) -> tuple[Successor, ...]:
        """Return what the version became by the rows; () while it holds or where none is known."""
        if unit.valid_to is None:
            return ()
        day = unit.valid_to + _ONE_DAY
        return tuple(
            Successor(heir, row.extent, row.verified)
            for row in self._by_old.get(unit.code, ())
            if row.on == day and (heir := self._unit_on(row.new_code, day))
        )

    def forebears(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units of which this version took over the whole or a part.

        Those from which it was made, and those merged into it while it kept name and kind.
        """
        return tuple(
            old
            for row in self._by_new.get(unit.code, ())
            if unit.holds_on(row.on) and (old := self._unit_on(row.old_code, row.on - _ONE_DAY))
            if old != unit
        )

    def descents(self, unit: Unit) -> tuple[Descent, ...]:
        """Return all that the version became, the nearest first, each once."""
        if unit.valid_to is None:
            return ()
        if unit not in self._descents:
            next_day = unit.valid_to + _ONE_DAY
            found: dict[Unit, Descent] = {}
            for heir in self.heirs(unit):
                whole = heir.extent == "whole"
                others = [old for old in self.forebears(heir.unit) if old.valid_to == unit.valid_to]
                alone = heir.unit.valid_from == next_day and others == [unit]
                found.setdefault(heir.unit, Descent(heir.unit, whole, alone))
                for later in self.descents(heir.unit):
                    step = Descent(later.unit, whole and later.whole, alone and later.alone)
                    found.setdefault(later.unit, step)
            self._descents[unit] = tuple(found.values())
        return self._descents[unit]

    def origins(self, unit: Unit) -> tuple[Unit, ...]:
        """Return all that the version was made from, the nearest first, each once."""
        if unit not in self._origins:
            found: dict[Unit, None] = {}
            for old in self.forebears(unit):
                found[old] = None
                found |= dict.fromkeys(self.origins(old))
            self._origins[unit] = tuple(found)
        return self._origins[unit]

    @cached_property
    def _by_old(self) -> dict[str, list[Succession]]:
        rows: dict[str, list[Succession]] = defaultdict(list)
        for row in self._successions:
            rows[row.old_code].append(row)
        return rows

    @cached_property
    def _by_new(self) -> dict[str, list[Succession]]:
        rows: dict[str, list[Succession]] = defaultdict(list)
        for row in self._successions:
            rows[row.new_code].append(row)
        return rows
