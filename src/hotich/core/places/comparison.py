"""Do the book and the population database name the same place?

Law: a unit renamed or merged is a remark and never a difference; where the old unit was
divided, the clerk decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from hotich.core.names import verbatim
from hotich.core.places.gazetteer import Gazetteer
from hotich.core.places.reading import PlaceReading, Possibility, read_place
from hotich.core.places.relations import (
    LESS_PRECISE,
    SAME,
    SPELLING,
    PlaceComparison,
    PlaceRelation,
    gravest,
    severity,
)
from hotich.core.places.resolving import Chosen, chosen_reading, chosen_unit
from hotich.core.places.segments import keys
from hotich.core.places.spelling import lacks_marks, place_key
from hotich.core.places.units import DEPTH, Unit

Keys = tuple[tuple[str, str], ...]


def compare_places(
    book: str,
    population: str,
    *,
    units: Gazetteer,
    resolved: Mapping[str, Chosen] | None = None,
) -> PlaceComparison:
    """Return how the place in the book relates to that in the population database.

    `resolved` holds what the clerk decided once for all: `resolution_key` of a written place to the
    key of its unit. The detail of a place so decided is not compared.

    Never DIFFERS for a unit that became the other by merging or renaming, as far as the gazetteer
    knows it. A unit it does not know, in a district or province that agrees, is DIVIDED with
    the reason `unknown_unit_in_…`: the clerk decides. A blank side is less precise.
    """
    if verbatim(book).strip() == verbatim(population).strip():
        return SAME
    book_keys, population_keys = keys(book), keys(population)
    if not book_keys or not population_keys:
        return _one_blank(bool(book_keys), bool(population_keys))
    chosen = tuple(chosen_unit(text, resolved, units) for text in (book, population))
    if any(chosen):
        return _compare_chosen(chosen, (book, population), units)
    left, right = read_place(book, units), read_place(population, units)
    if not left.possibilities or not right.possibilities:
        return _compare_texts(left, right, book, population, units)
    found = _compare_units(left, right, units)
    if _agree(book_keys, population_keys) and found.relation not in LESS_PRECISE:
        return SPELLING
    if found.reason == "unit_omitted" and len(book_keys) == len(population_keys):
        found = SPELLING
    details = _compare_details(left, right)
    unknown = _unknown_unit(left, right, found)
    return unknown if unknown and details.relation in LESS_PRECISE else gravest(found, details)


def _compare_chosen(
    chosen: tuple[Unit | None, ...], texts: tuple[str, str], units: Gazetteer
) -> PlaceComparison:
    """Return the relation where the clerk has decided which unit one side, or both, means."""
    left, right = (
        chosen_reading(unit) if unit else read_place(text, units)
        for unit, text in zip(chosen, texts, strict=True)
    )
    if not left.possibilities or not right.possibilities:
        return PlaceComparison(PlaceRelation.DIFFERS, "other_text")
    found = _compare_units(left, right, units)
    return _unknown_unit(left, right, found) or found


def _one_blank(book: bool, population: bool) -> PlaceComparison:  # noqa: FBT001
    """Return the relation where at least one side says nothing."""
    if book:
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_POPULATION, "blank")
    if population:
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_BOOK, "blank")
    return SPELLING


def _unknown_unit(
    left: PlaceReading, right: PlaceReading, found: PlaceComparison
) -> PlaceComparison | None:
    """Return DIVIDED where the less precise side names a commune the gazetteer lacks."""
    if found.relation is PlaceRelation.LESS_PRECISE_IN_BOOK and left.names_unknown_unit:
        return PlaceComparison(PlaceRelation.DIVIDED, "unknown_unit_in_book")
    if found.relation is PlaceRelation.LESS_PRECISE_IN_POPULATION and right.names_unknown_unit:
        return PlaceComparison(PlaceRelation.DIVIDED, "unknown_unit_in_population")
    return None


# --- units -----------------------------------------------------------------------------------


def _compare_units(left: PlaceReading, right: PlaceReading, units: Gazetteer) -> PlaceComparison:
    """Return the relation of the likeliest units; if they differ, of all possible ones."""

    def closest(lefts: Iterable[Possibility], rights: Iterable[Possibility]) -> PlaceComparison:
        pairs = [(_compare_pair(a, b, units), a.unit, b.unit) for a, b in product(lefts, rights)]
        return min(pairs, key=lambda pair: (severity(pair[0]), _unordered(pair[1], pair[2])))[0]

    found = closest(_broadest(left.likeliest), _broadest(right.likeliest))
    if found.relation is PlaceRelation.DIFFERS:
        found = closest(left.likeliest, right.likeliest)
    if found.relation is PlaceRelation.DIFFERS:
        found = closest(left.possibilities, right.possibilities)
    return found


def _unordered(left: Unit, right: Unit) -> tuple[tuple[str, str], ...]:
    """Return a key of the pair that does not depend on its order."""
    return tuple(sorted((unit.code, str(unit.valid_to)) for unit in (left, right)))


def _broadest(possible: tuple[Possibility, ...]) -> tuple[Possibility, ...]:
    """Return the possibilities of the highest level: "Nga Sơn, Thanh Hóa" may be the district."""
    top = min(DEPTH[one.unit.level] for one in possible)
    return tuple(one for one in possible if DEPTH[one.unit.level] == top)


def _compare_pair(left: Possibility, right: Possibility, units: Gazetteer) -> PlaceComparison:
    """Return the relation of two units as they were written."""
    found = _relate(left.unit, right.unit, units)
    if found.relation is PlaceRelation.DIFFERS:
        return found
    remarks = [*_written_otherwise(left, right), found]
    if left.marks_missing != right.marks_missing:
        lacking = (
            PlaceRelation.DIACRITICS_MISSING_IN_BOOK
            if left.marks_missing
            else PlaceRelation.DIACRITICS_MISSING_IN_POPULATION
        )
        remarks.append(PlaceComparison(lacking, "marks"))
    return gravest(*remarks)


def _written_otherwise(left: Possibility, right: Possibility) -> list[PlaceComparison]:
    """Return the remarks on kinds and earlier or other names."""
    remarks = []
    if left.other_kind != right.other_kind:
        remarks.append(PlaceComparison(PlaceRelation.OTHER_UNIT_NAME, "kind_changed"))
    if left.alias == right.alias:
        return remarks
    for side in (left, right):
        if side.alias in {"abbreviation", "spelling"}:
            remarks.append(PlaceComparison(PlaceRelation.NOTATION, "abbreviation"))
        elif side.alias == "divided" and side.unit.level == "province":
            remarks.append(PlaceComparison(PlaceRelation.DIVIDED, "divided"))
        elif side.alias is not None:
            remarks.append(PlaceComparison(PlaceRelation.OTHER_UNIT_NAME, "earlier_province"))
    return remarks


def _relate(left: Unit, right: Unit, units: Gazetteer) -> PlaceComparison:
    """Return how two units relate by the gazetteer alone."""
    if left == right:
        return PlaceComparison(PlaceRelation.NOTATION, "unit_omitted")
    succession = _succession(left, right, units) or _succession(right, left, units)
    if succession:
        return succession
    if _covers(left, right, units):
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_BOOK, "level")
    if _covers(right, left, units):
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_POPULATION, "level")
    if _may_be_heir(left, right, units) or _may_be_heir(right, left, units):
        return PlaceComparison(PlaceRelation.DIVIDED, "unknown_heir")
    return PlaceComparison(PlaceRelation.DIFFERS, "other_unit")


def _succession(old: Unit, new: Unit, units: Gazetteer) -> PlaceComparison | None:
    """Return the remark where the second unit took over the first or a part of it."""
    for step in units.descents(old):
        if step.unit != new:
            continue
        if step.whole:
            return PlaceComparison(
                PlaceRelation.OTHER_UNIT_NAME, "renamed" if step.alone else "merged"
            )
        if old.level == new.level:
            return PlaceComparison(PlaceRelation.DIVIDED, "divided")
    return None


def _covers(broad: Unit, narrow: Unit, units: Gazetteer) -> bool:
    """Return whether the narrow unit lies, or for a part lay, in the broad one."""
    if DEPTH[broad.level] >= DEPTH[narrow.level]:
        return False
    kin = [narrow, *units.origins(narrow), *(step.unit for step in units.descents(narrow))]
    kin += [heir.unit for one in kin if one.level == "district" for heir in units.heirs(one)]
    return any(units.lies_in(one, broad) for one in kin)


def _may_be_heir(old: Unit, new: Unit, units: Gazetteer) -> bool:
    """Return whether the old commune went nobody knows where, in the district of the new one."""
    if old.level != "commune" or new.level != "commune" or not units.end_is_unknown(old):
        return False
    district = units.ancestry(old)[1]
    districts = [district, *(step.unit for step in units.descents(district))]
    kin = [new, *units.origins(new)]
    return any(units.lies_in(one, above) for one in kin for above in districts)


# --- texts -----------------------------------------------------------------------------------


def _agree(left: Keys, right: Keys) -> bool:
    """Return whether the names are the same one by one, kinds where both sides have them."""
    return len(left) == len(right) and all(
        a[1] == b[1] and (a[0] == b[0] or not a[0] or not b[0])
        for a, b in zip(left, right, strict=True)
    )


def _compare_texts(
    left: PlaceReading, right: PlaceReading, book: str, population: str, units: Gazetteer
) -> PlaceComparison:
    """Return the relation of two places of which at least one resolves to no unit."""
    found = _compare_keys(keys(book), keys(population), differs="other_text")
    if found.relation is PlaceRelation.DIFFERS:
        if _may_be_meant(book, right, units):
            return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_BOOK, "bare_name")
        if _may_be_meant(population, left, units):
            return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_POPULATION, "bare_name")
    return found


def _may_be_meant(name: str, other: PlaceReading, units: Gazetteer) -> bool:
    """Return whether a bare name is that of a unit which is, or became, the other side's."""
    return len(keys(name)) == 1 and any(
        _relate(match.unit, possible.unit, units).relation
        in {PlaceRelation.NOTATION, PlaceRelation.OTHER_UNIT_NAME, PlaceRelation.DIVIDED}
        or match.unit in units.ancestry(possible.unit)
        for match in units.matches(name)
        if not match.marks_missing
        for possible in other.likeliest
    )


def _compare_details(left: PlaceReading, right: PlaceReading) -> PlaceComparison:
    """Return the relation of what stands before the units: hospital, hamlet, street."""
    if left.detail == right.detail:
        return SAME
    left_keys, right_keys = keys(left.detail), keys(right.detail)
    found = _compare_keys(left_keys, right_keys, differs="other_detail")
    if found.relation is PlaceRelation.DIFFERS:
        left_words, right_words = (place_key(side.detail) + " " for side in (left, right))
        if right_words.startswith(left_words):
            return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_BOOK, "detail")
        if left_words.startswith(right_words):
            return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_POPULATION, "detail")
    return found


def _compare_keys(left: Keys, right: Keys, *, differs: str) -> PlaceComparison:
    if _agree(left, right):
        return SPELLING
    if len(left) == len(right):
        if _lack(left, right):
            return PlaceComparison(PlaceRelation.DIACRITICS_MISSING_IN_BOOK, "marks")
        if _lack(right, left):
            return PlaceComparison(PlaceRelation.DIACRITICS_MISSING_IN_POPULATION, "marks")
    elif len(left) < len(right) and _agree(left, right[len(right) - len(left) :]):
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_BOOK, "detail")
    elif len(left) > len(right) and _agree(left[len(left) - len(right) :], right):
        return PlaceComparison(PlaceRelation.LESS_PRECISE_IN_POPULATION, "detail")
    return PlaceComparison(PlaceRelation.DIFFERS, differs)


def _lack(left: Keys, right: Keys) -> bool:
    """Return whether the left names are the right ones, some with diacritics left out."""
    wholes = [
        tuple(f"{kind.lower()} {key}".strip() for kind, key in pair)
        for pair in zip(left, right, strict=True)
    ]
    return all(
        a[1] == b[1] or lacks_marks(a[1], b[1]) or lacks_marks(*whole)
        for a, b, whole in zip(left, right, wholes, strict=True)
    )
