"""A written place on its day: the unit then, the successor now, and how sure that is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.core.places import (
    PLACE_CERTAINTY_WORDS,
    PlaceCertainty,
    PlaceRelation,
    compare_places,
    gazetteer,
    present_successors,
    read_place,
    resolution_key,
    resolve_place,
    search_places,
    units_valid_at,
)
from hotich.core.places.gazetteer import bare_name

UNITS = gazetteer()
THEN, NOW = date(1998, 9, 2), date(2026, 11, 22)
COMMUNES = [unit for unit in UNITS if unit.level == "commune"]


def names(units) -> list[str]:
    return [unit.name for unit in units]


def test_a_place_of_1998_gives_the_unit_then_and_the_successor_now():
    found = resolve_place("Nga Trường, Nga Sơn, Thanh Hóa", THEN)
    assert found.written == "Nga Trường, Nga Sơn, Thanh Hóa"
    assert found.unit
    assert (found.unit.code, found.unit.name) == ("16171", "Xã Nga Trường")
    assert [(heir.unit.name, heir.extent) for heir in found.successors] == [("Xã Ba Đình", "whole")]
    assert found.certainty is PlaceCertainty.EARLIEST_KNOWN
    assert found.former_province is None


@pytest.mark.parametrize(
    ("text", "day", "unit", "certainty"),
    [
        ("Nga Trường, Nga Sơn, Thanh Hóa", date(2025, 6, 30), "Xã Nga Trường", "valid"),
        ("Nga Trường, Nga Sơn, Thanh Hóa", NOW, "Xã Nga Trường", "ended_unit"),
        ("Ba Đình, Nga Sơn, Thanh Hóa", THEN, "Xã Ba Đình", "earliest_known"),
        ("Ba Đình, Thanh Hóa", THEN, None, "several"),
        ("Ba Đình, Thanh Hóa", NOW, "Xã Ba Đình", "valid"),
        ("Hạc Thành, Thanh Hóa", THEN, "Phường Hạc Thành", "later_unit"),
        ("Nga Trường", THEN, None, "bare_name"),
        ("Xã Nga Trường", THEN, None, "bare_name"),
        ("Phường 1", THEN, None, "bare_name"),
        ("Nga Vắng, Nga Sơn, Thanh Hóa", THEN, None, "unit_unknown"),
        ("Nga Lĩnh, Nga Sơn, Thanh Hóa", THEN, "Xã Nga Lĩnh", "earliest_known"),
        ("Nga Lĩnh, Nga Sơn, Thanh Hóa", date(2018, 5, 1), "Xã Nga Lĩnh", "valid"),
        ("Nga Lĩnh, Nga Sơn, Thanh Hóa", date(2020, 5, 1), "Xã Nga Lĩnh", "ended_unit"),
        ("Nga Phượng, Nga Sơn, Thanh Hóa", THEN, "Xã Nga Phượng", "later_unit"),
        ("Nga Phượng, Nga Sơn, Thanh Hóa", date(2020, 5, 1), "Xã Nga Phượng", "valid"),
        ("Xóm 3, huyện Nga Sơn, Thanh Hóa", THEN, "Huyện Nga Sơn", "earliest_known"),
        ("Tỉnh Hà Bắc", date(1985, 1, 1), None, "former_province"),
        ("Xã Không Có, Hà Bắc", date(1985, 1, 1), None, "unit_unknown"),
        ("Kim Sơn, Hà Nam Ninh", date(1985, 1, 1), "Huyện Kim Sơn", "earliest_known"),
        ("xyz", THEN, None, "unknown"),
        (", , ,", THEN, None, "unknown"),
        ("", THEN, None, "unknown"),
    ],
)
def test_resolve_place(text: str, day: date, unit: str | None, certainty: str):
    found = resolve_place(text, day)
    assert (found.unit and found.unit.name, found.certainty.value) == (unit, certainty)


def test_a_former_province_stands_beside_its_heirs():
    found = resolve_place("Tỉnh Hà Bắc", date(1985, 1, 1))
    assert found.former_province
    assert found.former_province.key == "ha-bac"
    assert names(found.candidates) == ["Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"]
    assert names(heir.unit for heir in found.successors) == ["Tỉnh Bắc Ninh"]
    commune = resolve_place("xã Kim Mỹ, huyện Kim Sơn, tỉnh Hà Nam Ninh", date(1985, 1, 1))
    assert commune.unit
    assert commune.former_province
    assert (commune.unit.name, commune.former_province.name) == ("Xã Kim Mỹ", "Hà Nam Ninh")


@given(st.sampled_from(COMMUNES), st.sampled_from([THEN, NOW]), st.booleans())
def test_the_bare_name_of_a_commune_is_never_resolved_to_one(unit, day, with_kind):
    text = unit.name if with_kind else bare_name(unit)
    found = resolve_place(text, day)
    assert found.unit is None or found.unit.level != "commune"
    assert all(one.level != "commune" for one in read_place(text, UNITS).units)
    assert all(one.level != "commune" for one in units_valid_at(text, day))


@given(st.sampled_from(COMMUNES))
def test_a_full_name_gives_its_unit_on_a_day_on_which_it_held(unit):
    day = unit.valid_to or NOW
    text = ", ".join(part.name for part in UNITS.ancestry(unit))
    found = resolve_place(text, day)
    assert unit in found.candidates
    assert unit in units_valid_at(text, day)
    assert all(heir.unit.valid_to is None for heir in found.successors)


@given(st.text(max_size=40))
def test_any_text_can_be_resolved(text: str):
    found = resolve_place(text, THEN)
    assert found.certainty in PLACE_CERTAINTY_WORDS


def test_every_certainty_has_words():
    assert set(PLACE_CERTAINTY_WORDS) == set(PlaceCertainty)


def test_a_divided_unit_has_parts_for_successors():
    divided = next(
        unit for unit in COMMUNES if unit.valid_to and len(present_successors(unit, UNITS)) > 1
    )
    assert {heir.extent for heir in present_successors(divided, UNITS)} == {"part"}


# --- what the clerk decided once for all ---------------------------------------------------------

WRITTEN = "Xã Nga Vắng, huyện Nga Sơn, tỉnh Thanh Hóa"
CHOICE = {resolution_key(WRITTEN): ("16108", None)}


def test_the_key_is_blind_to_notation_only():
    for text in ("Xã NGA VẮNG - huyện Nga Sơn - tỉnh Thanh Hoá", WRITTEN.lower()):
        assert resolution_key(text) == resolution_key(WRITTEN)
    assert resolution_key("Xã Nga Vang") != resolution_key("Xã Nga Vắng")


def test_a_choice_goes_before_everything():
    found = resolve_place(WRITTEN, THEN, resolved=CHOICE)
    assert found.unit
    assert (found.unit.code, found.unit.valid_from) == ("16108", None)
    assert found.certainty is PlaceCertainty.CHOSEN
    assert resolve_place(WRITTEN, THEN).certainty is PlaceCertainty.UNIT_UNKNOWN


def test_a_choice_that_no_list_has_is_as_if_there_were_none():
    gone = {resolution_key(WRITTEN): ("99999", None)}
    assert resolve_place(WRITTEN, THEN, resolved=gone).certainty is PlaceCertainty.UNIT_UNKNOWN


def test_comparing_takes_the_choice_for_either_side():
    new = "Xã Tân Tiến, tỉnh Thanh Hóa"
    other = "Xã Hồ Vương, tỉnh Thanh Hóa"
    undecided = compare_places(WRITTEN, new, units=UNITS)
    assert undecided.relation is PlaceRelation.DIVIDED
    heir = present_successors(resolve_place(WRITTEN, THEN, resolved=CHOICE).candidates[0], UNITS)
    today = f"{heir[0].unit.name}, tỉnh Thanh Hóa"
    found = compare_places(WRITTEN, today, units=UNITS, resolved=CHOICE)
    assert found.relation is PlaceRelation.OTHER_UNIT_NAME
    assert compare_places(today, WRITTEN, units=UNITS, resolved=CHOICE).relation is found.relation
    apart = new if today == other else other
    decided = compare_places(WRITTEN, apart, units=UNITS, resolved=CHOICE)
    assert decided.relation is PlaceRelation.DIFFERS


def test_choices_of_other_places_change_nothing():
    pair = ("Nga Trường, Nga Sơn, Thanh Hóa", "Xã Ba Đình, tỉnh Thanh Hóa")
    without = compare_places(*pair, units=UNITS)
    assert compare_places(*pair, units=UNITS, resolved=CHOICE) == without


# --- searching by old and new names --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "hit"),
    [
        ("nga truong", NOW, ("Xã Ba Đình", "Xã Nga Trường")),
        ("nga truong nga son", NOW, ("Xã Ba Đình", "Xã Nga Trường")),
        ("nga truong nga son", THEN, ("Xã Nga Trường", None)),
        ("nga linh nga son", NOW, ("Xã Nga Thắng", "Xã Nga Lĩnh")),
        ("nga linh nga son", date(2021, 1, 1), ("Xã Nga Phượng", "Xã Nga Lĩnh")),
        ("nga phuong nga son", THEN, ("Xã Nga Lĩnh", "Xã Nga Phượng")),
        ("hai thanh tinh gia", THEN, ("Xã Hải Thanh", None)),
        ("ho vuong thanh hoa", THEN, ("Xã Nga Hải", "Xã Hồ Vương")),
        ("Hà Nam Ninh", NOW, ("Tỉnh Ninh Bình", "Hà Nam Ninh")),
        ("Nghệ Tĩnh", THEN, ("Tỉnh Hà Tĩnh", "Nghệ Tĩnh")),
    ],
)
def test_search_by_names_of_any_day(typed: str, day: date, hit: tuple[str, str | None]):
    hits = search_places(typed, day, 20)
    found = [(one.unit.name, one.through.name if one.through else None) for one in hits]
    assert hit in found
    assert len({one.unit for one in hits}) == len(hits)
    assert all(one.unit.holds_on(day) for one in hits)


@settings(max_examples=30)
@given(st.text(max_size=20))
def test_any_text_can_be_sought(text: str):
    assert len(search_places(text, NOW, 3)) <= 3
