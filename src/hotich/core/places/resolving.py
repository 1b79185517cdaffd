"""Which unit did a written place mean on a day, and what has become of it since?

Nothing is resolved by guess: the bare name of a commune or a district never is, several
candidates stay several, and the sources begin on 6 March 2017, so that a unit of an earlier day is
the earliest known one and says so. What the clerk has decided once for all, by the place's
`resolution_key`, goes before everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hotich.core.places.gazetteer import Gazetteer
from hotich.core.places.packaged import gazetteer
from hotich.core.places.provinces import FormerProvince, find_former_provinces, heirs_in_2025
from hotich.core.places.reading import PlaceReading, Possibility, read_place
from hotich.core.places.segments import cut, is_plainly_detail
from hotich.core.places.spelling import place_key
from hotich.core.places.units import DEPTH, Extent, Successor, Unit
from hotich.core.words import vi


class PlaceCertainty(StrEnum):
    """How sure it is which unit a written place meant on the day."""

    CHOSEN = "chosen"
    VALID = "valid"
    EARLIEST_KNOWN = "earliest_known"
    LATER_UNIT = "later_unit"
    ENDED_UNIT = "ended_unit"
    SEVERAL = "several"
    FORMER_PROVINCE = "former_province"
    UNIT_UNKNOWN = "unit_unknown"
    BARE_NAME = "bare_name"
    UNKNOWN = "unknown"


PLACE_CERTAINTY_WORDS: Final = {
    PlaceCertainty.CHOSEN: vi("cán bộ đã xác định nơi này"),
    PlaceCertainty.VALID: vi("đơn vị có hiệu lực vào ngày đó"),
    PlaceCertainty.EARLIEST_KNOWN: vi(
        "danh mục chỉ có từ ngày 06/03/2017: đây là đơn vị sớm nhất được biết"
    ),
    PlaceCertainty.LATER_UNIT: vi("đơn vị này chỉ có sau ngày đó: hãy xem lại"),
    PlaceCertainty.ENDED_UNIT: vi("đơn vị này đã kết thúc trước ngày đó: hãy xem lại"),
    PlaceCertainty.SEVERAL: vi("có thể là nhiều đơn vị: cán bộ chọn"),
    PlaceCertainty.FORMER_PROVINCE: vi("tên tỉnh trước đây"),
    PlaceCertainty.UNIT_UNKNOWN: vi("danh mục không có đơn vị này, chỉ nhận ra cấp trên"),
    PlaceCertainty.BARE_NAME: vi("chỉ ghi tên, không ghi huyện, tỉnh: cán bộ chọn"),
    PlaceCertainty.UNKNOWN: vi("chưa nhận ra địa danh nào"),
}
"""What each certainty says on the screen."""

FIRST_LIST: Final = date(2017, 3, 6)
"""The day of the earliest list: what held before it is only supposed to have held."""

Chosen = tuple[str, date | None]
"""The key of a unit that the clerk chose: its code and first day (None where it is unknown)."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A written place with what is known of it.

    `unit` is the one unit meant, never one of several `candidates`; `successors` are what the
    unit, or each candidate where there is no unit, has become in the newest list.
    `former_province` is the province of that name on the day, if it is one that is no more.
    """

    written: str
    unit: Unit | None
    candidates: tuple[Unit, ...]
    successors: tuple[Successor, ...]
    certainty: PlaceCertainty
    former_province: FormerProvince | None = None


def resolution_key(text: str) -> str:
    """Return the form under which a clerk's choice for a written place is kept.

    Blind to case, tone placement, hyphens and punctuation, never to diacritics.

    >>> resolution_key("Nga Lĩnh, Nga Sơn") == resolution_key("NGA LĨNH - Nga Sơn")
    True
    """
    return " ".join(place_key(text).split())


def chosen_unit(text: str, resolved: Mapping[str, Chosen] | None, units: Gazetteer) -> Unit | None:
    """Return the unit that the clerk chose for the written place, or None."""
    if not resolved:
        return None
    chosen = resolved.get(resolution_key(text))
    if chosen is None:
        return None
    code, first = chosen
    return next((unit for unit in units.versions(code) if unit.valid_from == first), None)


def chosen_reading(unit: Unit) -> PlaceReading:
    """Return the reading of a place whose unit is chosen."""
    possible = Possibility(
        unit, doubts=0, mixed_days=False, marks_missing=False, other_kind=False, alias=None
    )
    return PlaceReading((possible,), "")


def resolve_place(
    text: str,
    as_of: date,
    *,
    units: Gazetteer | None = None,
    resolved: Mapping[str, Chosen] | None = None,
) -> Resolution:
    """Return the unit a written place meant on the day, its present successors and the certainty.

    >>> found = resolve_place("Nga Trường, Nga Sơn, Thanh Hóa", date(1998, 9, 2))
    >>> found.unit.name, [heir.unit.name for heir in found.successors], found.certainty.value
    ('Xã Nga Trường', ['Xã Ba Đình'], 'earliest_known')
    """
    known = gazetteer() if units is None else units
    unit = chosen_unit(text, resolved, known)
    if unit is not None:
        return _with_heirs(text, (unit,), PlaceCertainty.CHOSEN, known)
    reading = read_place(text, known)
    former, before = _former_province(text, as_of)
    if former is not None and reading.depth <= DEPTH["province"]:
        named = before and not is_plainly_detail(before[-1])
        certainty = PlaceCertainty.UNIT_UNKNOWN if named else PlaceCertainty.FORMER_PROVINCE
        return _with_heirs(text, heirs_in_2025(former, known), certainty, known, former)
    candidates = _candidates(reading, as_of)
    if not candidates:
        bare = tuple(match.unit for match in known.matches(text, as_of=as_of))
        certainty = PlaceCertainty.BARE_NAME if bare else PlaceCertainty.UNKNOWN
        return Resolution(text, None, bare, (), certainty, former)
    certainty = _certainty(reading, candidates, as_of)
    return _with_heirs(text, candidates, certainty, known, former)


def units_valid_at(text: str, as_of: date, *, units: Gazetteer | None = None) -> tuple[Unit, ...]:
    """Return the units the written place may mean that held on the day, as far as is known.

    Nothing for a bare name: see `Gazetteer.find`, which may be shown and never taken.
    """
    known = gazetteer() if units is None else units
    return tuple(unit for unit in read_place(text, known).units if unit.holds_on(as_of))


def present_successors(unit: Unit, units: Gazetteer) -> tuple[Successor, ...]:
    """Return what the unit has become in the newest list; () while it still holds."""
    found: dict[Unit, Successor] = {}
    for heir in units.heirs(unit):
        later = present_successors(heir.unit, units)
        held = (heir,) if heir.unit.valid_to is None else ()
        for last in later or held:
            extent = _through(heir.extent, last.extent)
            found[last.unit] = Successor(last.unit, extent, heir.verified and last.verified)
    return tuple(found.values())


def _through(first: Extent, then: Extent) -> Extent:
    """Return the extent of two steps: whole if both are, part if one is, else unknown."""
    if first == then == "whole":
        return "whole"
    return "part" if "part" in {first, then} else "unknown"


_NO_ONE_UNIT: Final = frozenset(
    {PlaceCertainty.SEVERAL, PlaceCertainty.FORMER_PROVINCE, PlaceCertainty.UNIT_UNKNOWN}
)


def _with_heirs(
    text: str,
    candidates: tuple[Unit, ...],
    certainty: PlaceCertainty,
    units: Gazetteer,
    former: FormerProvince | None = None,
) -> Resolution:
    heirs = {heir.unit: heir for unit in candidates for heir in present_successors(unit, units)}
    unit = None if certainty in _NO_ONE_UNIT else candidates[0]
    return Resolution(text, unit, candidates, tuple(heirs.values()), certainty, former)


def _candidates(reading: PlaceReading, as_of: date) -> tuple[Unit, ...]:
    """Return the likely units of those that held on the day, else of all.

    One doubt more is not enough to rule a unit out: "Ba Đình, Thanh Hóa" is a ward of the city and
    a commune of the province. Where the unit itself is in no list, only the highest are left.
    """
    held = [one for one in reading.possibilities if one.unit.holds_on(as_of)]
    pool = held or list(reading.possibilities)
    least = min((one.doubts for one in pool), default=0)
    found = tuple(one.unit for one in pool if one.doubts <= least + 1)
    if not reading.names_unknown_unit:
        return found
    top = min((DEPTH[unit.level] for unit in found), default=0)
    return tuple(unit for unit in found if DEPTH[unit.level] == top)


def _certainty(reading: PlaceReading, candidates: tuple[Unit, ...], as_of: date) -> PlaceCertainty:
    if reading.names_unknown_unit:
        return PlaceCertainty.UNIT_UNKNOWN
    if len(candidates) > 1:
        return PlaceCertainty.SEVERAL
    unit = candidates[0]
    if unit.valid_to is not None and unit.valid_to < as_of:
        return PlaceCertainty.ENDED_UNIT
    if not unit.holds_on(as_of):
        return PlaceCertainty.LATER_UNIT
    dated = unit.valid_from is not None or as_of >= FIRST_LIST
    return PlaceCertainty.VALID if dated else PlaceCertainty.EARLIEST_KNOWN


def _former_province(text: str, as_of: date) -> tuple[FormerProvince | None, tuple[str, ...]]:
    """Return the province on the day that the text ends with, and the parts before it."""
    parts = cut(text)
    for length in (2, 1):  # "Gia Lai - Kon Tum" is cut in two
        found = find_former_provinces(" ".join(parts[-length:]), as_of) if parts else ()
        if found:
            return found[0], parts[:-length]
    return None, ()
