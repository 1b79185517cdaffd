"""The gazetteer that comes with the program, read from its data files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

from hotich.core.places.gazetteer import Alias, AliasKind, Gazetteer
from hotich.core.places.lineage import Succession
from hotich.core.places.units import Extent, Level, Unit


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a packaged data file, its heading left out."""
    text = files("hotich.core.places").joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return rows


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _load() -> Gazetteer:
    units = (
        Unit(
            code,
            cast("Level", level),
            name,
            short,
            kind,
            parent,
            _day(start),
            _day(end),
            start_is == "window",
            end_is == "window",
        )
        for (
            code,
            level,
            name,
            short,
            kind,
            parent,
            start,
            start_is,
            _,
            end,
            end_is,
            _,
            _,
            _,
        ) in _rows("units.csv")
    )
    successions = (
        Succession(old, new, date.fromisoformat(on), cast("Extent", extent), verified == "yes")
        for old, new, on, extent, verified, _, _ in _rows("successors.csv")
    )
    aliases = (
        Alias(text, code, cast("AliasKind", kind)) for text, code, kind, _ in _rows("aliases.csv")
    )
    return Gazetteer(units, successions, aliases)


@cache
def gazetteer() -> Gazetteer:
    """Return the packaged gazetteer, read once in a process."""
    return _load()
