"""The communes of a matching world: old offices, today's units over them, who lives there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from hotich.core.places import Unit, gazetteer
from hotich.synth.matching_world.naming import KINH
from hotich.synth.options import CODES_AS_OF
from hotich.synth.territory import UnknownCommune

TODAY: Final = date(2025, 7, 1)
_USUAL_SIZE: Final = 9_000
_FEWEST: Final = 12
#: Provinces of 30 June 2025 with the peoples beside the Kinh and their shares, by judgement.
_PROVINCES: Final[Mapping[str, Mapping[str, float]]] = {
    "38": {"Mường": 0.1, "Thái": 0.06},
    "40": {"Thái": 0.1, "Hmông": 0.02},
    "01": {"Mường": 0.01},
    "34": {},
    "36": {},
    "75": {},
    "82": {},
    "30": {},
    "42": {},
    "49": {},
    "79": {},
    "87": {},
    "51": {},
    "66": {"Ê-đê": 0.2, "Mnông": 0.04, "Nùng": 0.04, "Tày": 0.03},
    "64": {"Gia-rai": 0.3, "Ba-na": 0.13},
    "62": {"Ba-na": 0.35, "Gia-rai": 0.05},
    "94": {"Khơ-me": 0.3},
    "58": {"Chăm": 0.13},
    "14": {"Thái": 0.53, "Hmông": 0.16, "Mường": 0.08},
    "10": {"Hmông": 0.25, "Tày": 0.15, "Dao": 0.13},
    "20": {"Nùng": 0.43, "Tày": 0.36, "Dao": 0.03},
}
_FIRST_SOUTHERN: Final = "48"
_HOME: Final = 0.85
_STRANGERS: Final = 0.02


@dataclass(frozen=True, slots=True)
class Commune:
    """An office of 30 June 2025: its codes of then and today, and shares of peoples."""

    code: str
    today: tuple[str, ...]
    south: int
    peoples: tuple[tuple[str, float], ...] = ((KINH, 1.0),)


@dataclass(frozen=True, slots=True)
class Communes:
    """All offices: those of the world come first, `homes` of them, with their weights."""

    places: tuple[Commune, ...]
    weights: tuple[float, ...]

    @property
    def homes(self) -> int:
        """How many offices belong to the world."""
        return len(self.weights)


def _chance(text: str) -> float:
    """Return a number from 0 to 1 that is always the same for the same text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def _peoples(code: str, province: str) -> tuple[tuple[str, float], ...]:
    """Return who lives in a commune: peoples live together, so most have one people or Kinh."""
    shares = _PROVINCES.get(province, {})
    left = _chance(f"people/{code}")
    for people, share in shares.items():
        if left < share / _HOME:
            return ((people, _HOME), (KINH, 1 - _HOME))
        left -= share / _HOME
    some = tuple((people, _STRANGERS) for people in shares)
    return ((KINH, 1.0 - _STRANGERS * len(some)), *some)


@lru_cache(maxsize=1)
def _all_units() -> tuple[tuple[Unit, str, tuple[str, ...]], ...]:
    """Return every commune of 30 June 2025 with its province and its codes of today."""
    units = gazetteer()
    return tuple(
        (
            unit,
            units.path(unit.code, CODES_AS_OF)[-1].code,
            tuple(sorted(units.codes_today(unit.code, CODES_AS_OF))),
        )
        for unit in units.units_on(CODES_AS_OF, "commune")
    )


def _default_codes(persons: int) -> tuple[tuple[str, float], ...]:
    """Return offices with weights, all that one unit of today was made of beside each other."""
    together: dict[str, list[str]] = {}
    for unit, province, today in sorted(_all_units(), key=lambda each: each[0].code):
        if province in _PROVINCES and today:
            together.setdefault(today[0], []).append(unit.code)
    wanted = max(_FEWEST, round(persons / _USUAL_SIZE))
    chosen: list[tuple[str, float]] = []
    for successor in sorted(together, key=lambda code: _chance(f"order/{code}")):
        if len(chosen) >= wanted:
            break
        chosen.extend((code, 0.55 + 0.8 * _chance(f"size/{code}")) for code in together[successor])
    return tuple(chosen)


@lru_cache(maxsize=4)
def communes_of(chosen: tuple[tuple[str, float], ...], persons: int) -> Communes:
    """Return the offices of a world; raises UnknownCommune."""
    known = {unit.code: (province, today) for unit, province, today in _all_units()}
    weighted: Sequence[tuple[str, float]] = chosen or _default_codes(persons)
    for code, _ in weighted:
        if code not in known:
            raise UnknownCommune(code)
    homes = dict(weighted)
    order = [*homes, *sorted(known.keys() - homes.keys())]
    places = []
    for code in order:
        province, today = known[code]
        south = int(province >= _FIRST_SOUTHERN)
        places.append(Commune(code, today or (code,), south, _peoples(code, province)))
    return Communes(tuple(places), tuple(homes.values()))
