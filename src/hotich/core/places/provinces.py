"""Provinces that are no more, 1945 to 2024: when they were, and what became of them.

The rows are dated facts entered by hand. `confirmed` means that a source at hand names the event
and its year; the heirs and the exact days, and all other rows, are general knowledge that nobody
has yet held against the resolutions. A date is as precise as we are sure of it: a province that a
resolution of December 1975 made is dated 1976, because the merger took months. Single districts
that moved later are not recorded.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from hotich.core.dates import PartialDate, from_iso
from hotich.core.places.gazetteer import Gazetteer
from hotich.core.places.spelling import lacks_marks, place_key, without_kind
from hotich.core.places.units import Unit

_LAST_DAY_OF_63 = date(2025, 6, 30)


@dataclass(frozen=True)
class FormerProvince:
    """A province that ended before 30 June 2025; `valid_to` is the last day, month or year.

    `heirs` are keys of other rows, or codes of the list of 30 June 2025.
    """

    key: str
    name: str
    kind: str
    valid_from: PartialDate
    valid_to: PartialDate
    heirs: tuple[str, ...]
    basis: str
    confirmed: bool
    source: str

    def may_hold_on(self, day: date) -> bool:
        """Tell whether the province may have existed on the day, as precisely as it is dated."""
        first, last = self.valid_from.earliest(), self.valid_to.latest()
        return (first is None or first <= day) and (last is None or day <= last)

    def dated_name(self) -> str:
        """Return "Tỉnh Hà Bắc (1963 - 31/12/1996)"."""
        span = f"{self.valid_from.vietnamese() or '…'} - {self.valid_to.vietnamese()}"
        return f"{self.kind} {self.name} ({span})"


@cache
def former_provinces() -> tuple[FormerProvince, ...]:
    """Return all rows of the packaged history."""
    source = files("hotich.core.places").joinpath("data", "former_provinces.csv")
    rows = csv.reader(source.read_text(encoding="utf-8").splitlines())
    next(rows)
    return tuple(
        FormerProvince(
            key,
            name,
            kind,
            from_iso(first),
            from_iso(last),
            tuple(heirs.split("|")),
            basis,
            confirmed == "yes",
            origin,
        )
        for key, name, kind, first, last, heirs, basis, confirmed, origin in rows
    )


@cache
def _by_key() -> dict[str, FormerProvince]:
    return {row.key: row for row in former_provinces()}


def find_former_provinces(name: str, as_of: date | None = None) -> tuple[FormerProvince, ...]:
    """Return the former provinces of that name, on the day or ever, the latest first.

    Blind to case, hyphens and the word "tỉnh"; a name without diacritics is found where none is
    written so.

    >>> [row.dated_name() for row in find_former_provinces("tỉnh Hà Bắc")]
    ['Tỉnh Hà Bắc (1963 - 31/12/1996)']
    """
    written = without_kind(name)[1]
    rows = [row for row in former_provinces() if as_of is None or row.may_hold_on(as_of)]
    exact = [row for row in rows if place_key(row.name) == written]
    found = exact or [row for row in rows if lacks_marks(written, place_key(row.name))]
    return tuple(sorted(found, key=lambda row: row.valid_to.iso(), reverse=True))


def heirs_in_2025(former: FormerProvince, units: Gazetteer) -> tuple[Unit, ...]:
    """Return the provinces of 30 June 2025 that the former one's land may lie in, by code.

    The chain goes by whole provinces: one that was merged and divided again gives all its parts.
    """
    found: dict[str, Unit] = {}
    for heir in former.heirs:
        row = _by_key().get(heir)
        below = heirs_in_2025(row, units) if row else (units.unit(heir, _LAST_DAY_OF_63),)
        found |= {unit.code: unit for unit in below if unit is not None}
    return tuple(found[code] for code in sorted(found))


def heirs_today(former: FormerProvince, units: Gazetteer) -> tuple[Unit, ...]:
    """Return the provinces of the newest list that the former one's land may lie in, by code."""
    codes: set[str] = set()
    for unit in heirs_in_2025(former, units):
        codes |= units.codes_today(unit.code, _LAST_DAY_OF_63)
    today = [unit for code in sorted(codes) for unit in units.versions(code) if not unit.valid_to]
    return tuple(today)
