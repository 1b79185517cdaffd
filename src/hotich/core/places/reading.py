"""Which units may a written place mean?

"Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa", "Nga Trường - Nga Sơn - Thanh Hóa", either with a
hospital or hamlet before it. The name of a commune alone is never resolved: thousands are
borne by several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hotich.core.places.gazetteer import AliasKind, Gazetteer, NameMatch
from hotich.core.places.segments import cut, cut_at_kinds, cut_at_words, is_plainly_detail
from hotich.core.places.spelling import LEVELS_OF_KIND, without_kind
from hotich.core.places.units import DEPTH, Level, Unit

_PARTS_OF_A_NAME = 2  # "Bà Rịa - Vũng Tàu" is cut in two
_WORDS_OF_A_NAME = 5


@dataclass(frozen=True, slots=True)
class Possibility:
    """A unit the text may mean, with all that speaks against it or must be remarked."""

    unit: Unit
    doubts: int
    mixed_days: bool
    marks_missing: bool
    other_kind: bool
    alias: AliasKind | None


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a written place may mean: possible units, the likeliest first, and the rest of it.

    Nothing in `possibilities` means that no unit was recognised; then `detail` is the whole text.
    """

    possibilities: tuple[Possibility, ...]
    detail: str

    @property
    def units(self) -> tuple[Unit, ...]:
        """Return the possible units, the likeliest first."""
        return tuple(found.unit for found in self.possibilities)

    @property
    def likeliest(self) -> tuple[Possibility, ...]:
        """Return the possibilities with the fewest doubts."""
        least = min((found.doubts for found in self.possibilities), default=0)
        return tuple(found for found in self.possibilities if found.doubts == least)

    @property
    def names_unknown_unit(self) -> bool:
        """Return whether the detail seems to be a commune that the gazetteer does not know."""
        if not self.detail or self.depth == DEPTH["commune"]:
            return False
        return not is_plainly_detail(cut(self.detail)[-1])

    @property
    def depth(self) -> int:
        """Return how far down the text surely goes: -1 nothing, 0 province … 2 commune."""
        return min((DEPTH[found.unit.level] for found in self.likeliest), default=-1)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    possibility: Possibility


def _ends(
    parts: tuple[str, ...], end: int, longest: int, level: Level, units: Gazetteer
) -> Iterator[tuple[int, tuple[NameMatch, ...]]]:
    """Yield (start, matches) for the names of the level that the parts before `end` make."""
    for length in range(1, min(longest, end) + 1):
        matches = units.matches(" ".join(parts[end - length : end]), level=level)
        if matches:
            yield end - length, matches


def _possibility(
    match: NameMatch, *above: NameMatch, doubts: int = 0, mixed_days: bool = False
) -> Possibility:
    """Return the match seen together with those of the units above it."""
    chain = (match, *above)
    return Possibility(
        unit=match.unit,
        doubts=doubts
        + sum(4 * link.marks_missing + (link.alias == "divided") for link in chain)
        + sum(2 * link.other_kind for link in chain),
        mixed_days=mixed_days,
        marks_missing=any(link.marks_missing for link in chain),
        other_kind=match.other_kind,
        alias=next((link.alias for link in chain if link.alias), None),
    )


def _lay_in(unit: Unit, above: Unit, units: Gazetteer) -> bool:
    """Return whether the unit lies in another of different days: an old commune, a new province."""
    others = [step.unit for step in units.descents(unit)] + list(units.origins(unit))
    if unit.level == "district":
        provinces = [units.ancestry(one)[-1] for one in (unit, *others)]
        others += [step.unit for one in provinces for step in units.descents(one)]
    return any(units.lies_in(other, above) for other in others)


def _inside(
    matches: Iterable[NameMatch],
    districts: tuple[NameMatch, ...],
    provinces: tuple[NameMatch, ...],
    units: Gazetteer,
) -> Iterator[Possibility]:
    """Yield the matches that lie in one of the districts and one of the provinces, where given."""
    for match in matches:
        best: Possibility | None = None
        for above in _combinations(districts, provinces):
            apart = [link for link in above if not units.lies_in(match.unit, link.unit)]
            if not all(_lay_in(match.unit, link.unit, units) for link in apart):
                continue
            # before July 2025 the district belonged to a commune's name
            lacks_district = match.unit.level == "commune" and not districts
            found = _possibility(
                match,
                *above,
                doubts=2 * len(apart) + (lacks_district and match.unit.valid_to is not None),
                mixed_days=bool(apart),
            )
            best = found if best is None or found.doubts < best.doubts else best
        if best is not None:
            yield best


def _combinations(
    districts: tuple[NameMatch, ...], provinces: tuple[NameMatch, ...]
) -> Iterator[tuple[NameMatch, ...]]:
    """Yield one of each kind given; the empty tuple where neither is."""
    for district in districts or (None,):
        for province in provinces or (None,):
            yield tuple(link for link in (district, province) if link is not None)


def _all_found(parts: tuple[str, ...], longest: int, units: Gazetteer) -> Iterator[_Found]:
    """Yield every way to read the end of the parts as units."""
    end = len(parts)
    for province_start, provinces in (*_ends(parts, end, longest, "province", units), (end, ())):
        for match in provinces:
            yield _Found(province_start, _possibility(match))
        yield from _below(parts, province_start, provinces, longest, units)


def _below(
    parts: tuple[str, ...],
    end: int,
    provinces: tuple[NameMatch, ...],
    longest: int,
    units: Gazetteer,
) -> Iterator[_Found]:
    """Yield the districts and communes that stand before the province."""
    for start, districts in _ends(parts, end, longest, "district", units):
        inside = tuple(_inside(districts, (), provinces, units))
        kind = without_kind(" ".join(parts[start:end]))[0]
        if provinces or (kind and "district" in LEVELS_OF_KIND[kind]):
            yield from (_Found(start, found) for found in inside)
        allowed = {found.unit for found in inside}
        kept = tuple(match for match in districts if match.unit in allowed)
        if not kept:
            continue
        for commune_start, communes in _ends(parts, start, longest, "commune", units):
            for found in _inside(communes, kept, provinces, units):
                yield _Found(commune_start, found)
    if provinces:
        for start, communes in _ends(parts, end, longest, "commune", units):
            for found in _inside(communes, (), provinces, units):
                yield _Found(start, found)


def _sifted(found: list[Possibility], *, has_marks: bool) -> tuple[Possibility, ...]:
    """Return each unit once, without what a better match of the same days rules out."""
    best: dict[Unit, Possibility] = {}
    for one in found:
        if one.unit not in best or one.doubts < best[one.unit].doubts:
            best[one.unit] = one
    if any(not one.mixed_days for one in best.values()):
        best = {unit: one for unit, one in best.items() if not one.mixed_days}
    exact_kind = {_days(one.unit) for one in best.values() if not one.other_kind}
    exact_marks = {_days(one.unit) for one in best.values() if not one.marks_missing}
    kept = [
        one
        for one in best.values()
        if not (one.other_kind and _days(one.unit) in exact_kind)
        and not (has_marks and one.marks_missing and _days(one.unit) in exact_marks)
    ]
    kept.sort(key=lambda one: (one.doubts, DEPTH[one.unit.level], one.unit.code))
    return tuple(kept)


def _days(unit: Unit) -> tuple[str, bool]:
    return unit.level, unit.valid_to is None


def _read(parts: tuple[str, ...], longest: int, units: Gazetteer) -> PlaceReading:
    """Return the reading that accounts for the most parts."""
    found = list(_all_found(parts, longest, units))
    start = min((one.start for one in found), default=len(parts))
    whole = " ".join(parts)
    possible = _sifted(
        [one.possibility for one in found if one.start == start], has_marks=not whole.isascii()
    )
    return PlaceReading(possible, (" " if longest > _PARTS_OF_A_NAME else ", ").join(parts[:start]))


def _depth(reading: PlaceReading) -> int:
    return reading.depth


@lru_cache(maxsize=4096)
def read_place(text: str, units: Gazetteer) -> PlaceReading:
    """Return the units a written place may mean and the detail that stands before them.

    >>> from hotich.core.places import gazetteer
    >>> reading = read_place("Thôn 3, Nga Trường - Nga Sơn - Thanh Hoá", gazetteer())
    >>> [unit.name for unit in reading.units], reading.detail
    (['Xã Nga Trường'], 'Thôn 3')
    """
    parts = cut(text)
    reading = _read(parts, _PARTS_OF_A_NAME, units)
    finer = cut_at_kinds(parts)
    if finer != parts and reading.depth < DEPTH["commune"]:
        reading = max(reading, _read(finer, _PARTS_OF_A_NAME, units), key=_depth)
    if reading.depth < DEPTH["district"] and len(parts) == 1:
        words = _read(cut_at_words(parts), _WORDS_OF_A_NAME, units)
        reading = max(reading, words, key=_depth)
    return reading
