"""Places sought by the names of any day: what is typed may be an old name or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hotich.core.places.gazetteer import Gazetteer
from hotich.core.places.packaged import gazetteer
from hotich.core.places.provinces import FormerProvince, find_former_provinces, heirs_in_2025
from hotich.core.places.resolving import present_successors
from hotich.core.places.units import Unit


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A unit that holds on the day, and the unit of another day whose name was typed.

    `through` is None where the unit's own name was typed.
    """

    unit: Unit
    through: Unit | FormerProvince | None = None


def search_places(
    text: str, as_of: date, limit: int = 10, *, units: Gazetteer | None = None
) -> tuple[PlaceHit, ...]:
    """Return units of the day found by their own name, then by a name of before or after.

    "Nga Trường" finds, in 2026, Xã Ba Đình through the commune that merged into it, and "Hà Bắc"
    the provinces it was divided into. Each unit comes once.

    >>> hit = search_places("nga truong nga son", date(2026, 11, 22))[0]
    >>> hit.unit.name, hit.through.name
    ('Xã Ba Đình', 'Xã Nga Trường')
    """
    known = gazetteer() if units is None else units
    found = {unit: PlaceHit(unit) for unit in known.search(text, as_of, limit)}
    for hit in (*_by_other_days(text, as_of, limit, known), *_by_former(text, as_of, known)):
        found.setdefault(hit.unit, hit)
    return tuple(found.values())[:limit]


def _by_other_days(text: str, as_of: date, limit: int, units: Gazetteer) -> list[PlaceHit]:
    """Return what the units of other days that bear the name were, or have become, on the day."""
    others = [unit for unit in units.search(text, None, limit * 5) if not unit.holds_on(as_of)]
    pairs = [
        (kin, unit)
        for unit in others
        for kin in (
            *units.origins(unit),
            *(step.unit for step in units.descents(unit)),
            *(heir.unit for heir in present_successors(unit, units)),
        )
    ]
    return [PlaceHit(unit, through) for unit, through in pairs if unit.holds_on(as_of)][: limit * 5]


def _by_former(text: str, as_of: date, units: Gazetteer) -> list[PlaceHit]:
    found: list[PlaceHit] = []
    for former in find_former_provinces(text):
        for unit in heirs_in_2025(former, units):
            heirs = [heir.unit for heir in present_successors(unit, units)]
            found += [PlaceHit(one, former) for one in (unit, *heirs) if one.holds_on(as_of)]
    return found
