"""What closed, was made, renamed or moved between March 2017 and 30 June 2025."""

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.places import (
    PlaceRelation,
    Unit,
    compare_places,
    dated_name,
    describe,
    gazetteer,
    present_successors,
)

UNITS = gazetteer()
FIRST, LAST = date(2017, 3, 6), date(2025, 6, 30)
ENDED = [unit for unit in UNITS if unit.valid_to and unit.valid_to < LAST]
DAY = timedelta(days=1)


def data(name: str) -> list[dict[str, str]]:
    text = files("hotich.core.places").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def unit(code: str, day: date) -> Unit:
    found = UNITS.unit(code, day)
    assert found is not None
    return found


# --- Nga Sơn -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1998, 9, 2), 27),
        (FIRST, 27),
        (date(2019, 11, 30), 27),
        (date(2019, 12, 1), 24),
        (date(2024, 12, 31), 24),
        (date(2025, 1, 1), 23),
        (LAST, 23),
    ],
)
def test_nga_son_had_27_then_24_then_23_communes(day, count):
    communes = [one for one in UNITS.units_on(day, "commune") if one.parent_code == "401"]
    assert len(communes) == count
    assert all(UNITS.path(one.code, day)[1].name == "Huyện Nga Sơn" for one in communes)


def test_three_communes_of_nga_son_closed_in_2019():
    before, after = date(2019, 11, 30), date(2019, 12, 1)
    closed = {"16111": "Xã Nga Lĩnh", "16126": "Xã Nga Hưng", "16129": "Xã Nga Mỹ"}
    heirs = {"16111": "Xã Nga Phượng", "16126": "Thị trấn Nga Sơn", "16129": "Thị trấn Nga Sơn"}
    for code, name in closed.items():
        assert unit(code, before).name == name
        assert UNITS.unit(code, after) is None
        (heir,) = UNITS.successors(code, before)
        assert (heir.unit.name, heir.extent, heir.verified) == (heirs[code], "whole", False)
    assert unit("16114", before).name == "Xã Nga Nhân"
    assert unit("16114", after).name == "Xã Nga Phượng"
    assert dated_name(unit("16111", before)) == "Xã Nga Lĩnh (đến 30/11/2019)"
    origins = UNITS.predecessors("16114", after)
    assert {one.name for one in origins} == {"Xã Nga Lĩnh", "Xã Nga Nhân"}


def test_the_town_kept_its_name_and_took_two_communes_in():
    town = unit("16093", FIRST)
    assert town is unit("16093", LAST)
    assert {one.name for one in UNITS.forebears(town)} == {"Xã Nga Hưng", "Xã Nga Mỹ"}


def test_one_commune_of_nga_son_closed_in_2025():
    before, after = date(2024, 12, 31), date(2025, 1, 1)
    assert unit("16117", before).name == "Xã Nga Trung"
    assert UNITS.unit("16117", after) is None
    assert unit("16120", before).name == "Xã Nga Bạch"
    assert unit("16120", after).name == "Xã Nga Hiệp"
    (heir,) = UNITS.successors("16117", before)
    assert heir.unit == unit("16120", after)


def test_a_commune_of_1998_is_followed_through_two_mergers():
    assert UNITS.codes_today("16111", date(1998, 9, 2)) == {"16114"}
    (heir,) = present_successors(unit("16111", FIRST), UNITS)
    assert (heir.unit.name, heir.extent) == ("Xã Nga Thắng", "whole")
    chain = [step.unit.name for step in UNITS.descents(unit("16111", FIRST))]
    assert chain == ["Xã Nga Phượng", "Xã Nga Thắng"]
    assert unit("16111", FIRST) in UNITS.origins(unit("16114", date(2025, 7, 1)))


# --- districts, kinds, moves ------------------------------------------------------------------


def test_a_district_that_became_a_town_is_two_versions():
    assert [one.name for one in UNITS.versions("407")] == ["Huyện Tĩnh Gia", "Thị xã Nghi Sơn"]
    commune = next(one for one in UNITS.units_on(LAST, "commune") if one.name == "Xã Hải Nhân")
    assert [one.name for one in UNITS.path(commune.code, date(1999, 1, 1))][1] == "Huyện Tĩnh Gia"
    assert [one.name for one in UNITS.path(commune.code, LAST)][1] == "Thị xã Nghi Sơn"
    assert UNITS.lies_in(commune, unit("407", FIRST))


def test_a_code_that_moved_to_another_district_is_two_versions():
    before, after = date(2024, 12, 31), date(2025, 1, 1)
    assert unit("405", before).name == "Huyện Đông Sơn"
    assert UNITS.unit("405", after) is None
    moved = [one for one in UNITS.units_on(before, "commune") if one.parent_code == "405"]
    kept = [one for one in moved if UNITS.unit(one.code, after)]
    assert kept
    assert {unit(one.code, after).parent_code for one in kept} == {"380"}
    (heir,) = UNITS.successors("405", before)
    assert (heir.unit.name, heir.extent) == ("Thành phố Thanh Hóa", "whole")


def test_a_commune_that_became_a_ward_is_renamed_alone():
    before, after = unit("16621", date(2020, 5, 31)), unit("16621", date(2020, 6, 1))
    assert (before.name, after.name) == ("Xã Hải Thanh", "Phường Hải Thanh")
    (step,) = [step for step in UNITS.descents(before) if step.unit == after]
    assert (step.whole, step.alone) == (True, True)


def test_a_window_is_shown_as_one():
    gone = unit("044", FIRST)
    assert (gone.name, gone.to_window) == ("Huyện Thông Nông", True)
    assert dated_name(gone) == "Huyện Thông Nông (đến ~29/02/2020)"
    assert dated_name(unit("049", LAST)) == "Huyện Quảng Hòa (đến 30/06/2025)"
    assert unit("049", LAST).first_day == "~01/03/2020"
    assert unit("38", LAST).first_day == unit("38", LAST).last_day == ""


def test_provinces_did_not_change_before_july_2025():
    names = [one.name for one in UNITS.units_on(FIRST, "province")]
    assert names == [one.name for one in UNITS.units_on(LAST, "province")]
    assert len(names) == 63


# --- the whole --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [
        (date(2017, 3, 6), 713, 11_162),
        (date(2020, 3, 1), 707, 10_614),
        (date(2021, 2, 1), 705, 10_603),
        (date(2021, 8, 1), 705, 10_599),
        (date(2023, 4, 26), 705, 10_598),
        (date(2024, 2, 3), 705, 10_597),
        (date(2024, 5, 5), 705, 10_595),
        (date(2024, 9, 14), 704, 10_542),
        (date(2024, 11, 9), 704, 10_472),
        (date(2025, 1, 1), 696, 10_039),
        (date(2025, 3, 1), 696, 10_035),
        (LAST, 696, 10_035),
    ],
)
def test_there_are_as_many_units_as_the_list_of_the_day_has(day, districts, communes):
    assert len(UNITS.units_on(day, "district")) == districts
    assert len(UNITS.units_on(day, "commune")) == communes


def test_every_unit_lies_in_one_that_holds_on_each_of_its_days():
    days = sorted(
        {one.valid_from for one in UNITS if one.valid_from}
        | {one.valid_to for one in UNITS if one.valid_to}
        | {FIRST}
    )
    for day in days:
        held = UNITS.units_on(day)
        codes = {one.code for one in held}
        assert len(codes) == len(held)
        orphans = [one for one in held if one.parent_code and one.parent_code not in codes]
        assert orphans == []


def test_every_ended_unit_has_an_heir_or_stands_in_the_list_of_open_ones():
    without = {(one.code, one.valid_to.isoformat()) for one in ENDED if not UNITS.heirs(one)}
    assert without == {(row["code"], row["valid_to"]) for row in data("open_units.csv")}
    assert len(without) == 19
    assert all(not UNITS.codes_today(code, date.fromisoformat(day)) for code, day in without)


def test_an_open_unit_says_so():
    gone = unit("13960", FIRST)
    assert gone.name == "Xã Nghĩa Phúc"
    assert UNITS.end_is_unknown(gone)
    assert not UNITS.end_is_unknown(unit("16111", FIRST))
    assert present_successors(gone, UNITS) == ()


def test_every_known_day_is_that_of_a_resolution_on_the_province():
    known = {row["number"]: row for row in data("resolutions.csv")}
    for row in data("units.csv"):
        numbers = [part for part in row["basis"].split(" | ") if part in known]
        if row["from_precision"] == "day" and row["valid_from"] < "2025-07-01":
            assert {known[number]["in_force"] for number in numbers} == {row["valid_from"]}
            code = row["code"]
            above = UNITS.path(code, date.fromisoformat(row["valid_from"]))[-1].code
            assert {known[number]["province_code"] for number in numbers} == {above}


def test_a_verified_row_has_two_sources():
    rows = [row for row in data("successors.csv") if row["verified"] == "yes"]
    assert {(row["old_code"], row["source"]) for row in rows} == {
        ("15790", "told"),
        ("28294", "told"),
    }


@given(st.sampled_from(ENDED))
def test_versions_of_a_code_follow_each_other(ended):
    later = [one for one in UNITS.versions(ended.code) if one.valid_from and one != ended]
    after = UNITS.unit(ended.code, ended.valid_to + DAY)
    if after is not None:
        assert after in later
        assert after in {heir.unit for heir in UNITS.heirs(ended)}
    for heir in UNITS.heirs(ended):
        assert heir.unit.holds_on(ended.valid_to + DAY)
        assert ended in UNITS.forebears(heir.unit)
        assert heir.unit.code != ended.code or heir.unit == after


@given(st.sampled_from(ENDED))
def test_what_became_of_a_unit_holds_today(ended):
    present = present_successors(ended, UNITS)
    assert all(heir.unit.valid_to is None for heir in present)
    if not UNITS.end_is_unknown(ended):
        assert {heir.unit.code for heir in present} == UNITS.codes_today(ended.code, FIRST) or (
            ended.valid_from is not None
        )


def test_names_of_a_day_are_shown_with_what_they_lay_in():
    assert describe(unit("16111", FIRST), UNITS) == "Xã Nga Lĩnh, Huyện Nga Sơn, Tỉnh Thanh Hóa"
    assert [one.name for one in UNITS.find("Nga Lĩnh", FIRST)] == ["Xã Nga Lĩnh"]
    assert UNITS.find("Nga Lĩnh", LAST) == ()
    assert UNITS.search("nga linh nga son", FIRST)[0].code == "16111"


# --- what follows from it ---------------------------------------------------------------------


@given(st.sampled_from(ENDED))
def test_what_a_unit_became_by_law_is_never_a_difference(ended):
    for step in UNITS.descents(ended):
        found = compare_places(describe(ended, UNITS), describe(step.unit, UNITS), units=UNITS)
        back = compare_places(describe(step.unit, UNITS), describe(ended, UNITS), units=UNITS)
        remarks = {PlaceRelation.SAME, PlaceRelation.NOTATION, PlaceRelation.OTHER_UNIT_NAME}
        if step.whole:
            assert found.relation in remarks
        elif ended.level == step.unit.level:
            assert found.relation in remarks | {PlaceRelation.DIVIDED}
        assert back.relation is found.relation or ended.level != step.unit.level


def test_the_extent_of_a_chain_is_that_of_its_weakest_step():
    row = next(row for row in data("successors.csv") if row["extent"] == "unknown")
    old = unit(row["old_code"], date.fromisoformat(row["date"]) - DAY)
    assert {heir.extent for heir in UNITS.heirs(old)} == {"unknown"}
    assert "whole" not in {heir.extent for heir in present_successors(old, UNITS)}


def test_a_window_has_its_first_possible_day():
    for row in data("units.csv"):
        for side, day in (("from", "valid_from"), ("to", "valid_to")):
            known = row[f"{side}_precision"] == "window"
            assert bool(row[f"{side}_earliest"]) == known
            assert not known or row[f"{side}_earliest"] < row[day]
