"""Administrative units (đơn vị hành chính) with the days on which their codes hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from hotich.core.words import vi

if TYPE_CHECKING:
    from hotich.core.places.gazetteer import Gazetteer

Level = Literal["province", "district", "commune"]
Extent = Literal["whole", "part", "unknown"]

DEPTH: Final[dict[str, int]] = {"province": 0, "district": 1, "commune": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """One version of a unit. Its key is (code, valid_from, valid_to), never the code alone.

    `valid_from` None means that no source gives the first day; `valid_to` None that the
    version still holds. Of a day that is known only as a window (`from_window`, `to_window`) the
    last possible one stands here.
    """

    code: str
    level: Level
    name: str
    short_name: str
    kind: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    from_window: bool = False
    to_window: bool = False

    @property
    def first_day(self) -> str:
        """Return the first day as dd/mm/yyyy, "~" before one that may be too late, or ""."""
        return _shown(self.valid_from, window=self.from_window)

    @property
    def last_day(self) -> str:
        """Return the last day as dd/mm/yyyy, "~" before one that may be too late, or ""."""
        return _shown(self.valid_to, window=self.to_window)

    def holds_on(self, day: date) -> bool:
        """Return whether the version holds on the day, an unknown first day counting as past."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def _shown(day: date | None, *, window: bool) -> str:
    return f"{'~' if window else ''}{day:%d/%m/%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that took over an ended one: `part` when the ended one was divided.

    Which part, by area or by people, is not known. `unknown` where the ended one may have come
    to it through another unit. `verified` tells whether a second source has confirmed the row.
    """

    unit: Unit
    extent: Extent
    verified: bool = False


def describe(unit: Unit, gazetteer: Gazetteer) -> str:
    """Return the unit's full name upwards: "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"."""
    return ", ".join(part.name for part in gazetteer.ancestry(unit))


def dated_name(unit: Unit) -> str:
    """Return the name with the day that tells it from another bearer of its code or name.

    "Xã Nga Trường (đến 30/06/2025)", "Xã Ba Đình (từ 01/07/2025)"; "~" stands before a day that
    is known only as a window; the plain name where the version has no known limit.
    """
    if unit.valid_to is not None:
        return vi("{name} (đến {day})").format(name=unit.name, day=unit.last_day)
    if unit.valid_from is not None:
        return vi("{name} (từ {day})").format(name=unit.name, day=unit.first_day)
    return unit.name
