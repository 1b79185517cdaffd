"""The gazetteer: units by code and day, what became of them, and finding them by name."""

import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.places import (
    Alias,
    Gazetteer,
    Succession,
    Unit,
    dated_name,
    describe,
    gazetteer,
)
from hotich.core.places.gazetteer import bare_name

OLD = date(2025, 6, 30)
NEW = date(2025, 7, 1)
UNITS = gazetteer()
OLD_COMMUNES = UNITS.units_on(OLD, "commune")
NEW_COMMUNES = UNITS.units_on(NEW, "commune")
NGA_SON_IN_2025 = {
    "16093": "Xã Nga Sơn",
    "16108": "Xã Tân Tiến",
    "16114": "Xã Nga Thắng",
    "16138": "Xã Hồ Vương",
    "16144": "Xã Nga An",
    "16171": "Xã Ba Đình",
}


def old(code: str) -> Unit:
    found = UNITS.unit(code, OLD)
    assert found is not None
    return found


def new(code: str) -> Unit:
    found = UNITS.unit(code, NEW)
    assert found is not None
    return found


# --- counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "level", "count"),
    [
        (OLD, "province", 63),
        (OLD, "district", 696),
        (OLD, "commune", 10_035),
        (NEW, "province", 34),
        (NEW, "district", 0),
        (NEW, "commune", 3_321),
    ],
)
def test_there_are_as_many_units_as_the_lists_have(day, level, count):
    assert len(UNITS.units_on(day, level)) == count


def test_five_island_districts_had_no_communes():
    districts = {unit.code for unit in UNITS.units_on(OLD, "district")}
    parents = {unit.parent_code for unit in OLD_COMMUNES}
    assert districts - parents == {"318", "471", "498", "536", "755"}


def test_the_package_is_loaded_once():
    assert gazetteer() is UNITS
    assert len(UNITS) == len(list(UNITS)) == 16_505


def test_no_two_versions_share_a_code_and_a_day():
    for day in (date(1950, 1, 1), OLD, NEW, date(2030, 1, 1)):
        codes = Counter(unit.code for unit in UNITS.units_on(day))
        assert max(codes.values()) == 1


def test_names_are_composed_and_begin_with_their_kind():
    for unit in UNITS:
        assert unicodedata.is_normalized("NFC", unit.name)
        assert unit.name == f"{unit.kind} {bare_name(unit)}"
        assert unit.name.endswith(unit.short_name)


def test_the_first_day_is_known_only_of_what_changed_since_2017():
    assert all(unit.valid_to == OLD for unit in OLD_COMMUNES)
    dated = [unit for unit in OLD_COMMUNES if unit.valid_from]
    assert len(dated) == 1_146
    assert all(date(2017, 3, 6) < unit.valid_from <= OLD for unit in dated)
    assert all(unit.valid_from == NEW and unit.valid_to is None for unit in NEW_COMMUNES)


# --- code and day ----------------------------------------------------------------------------


def test_a_code_is_another_commune_since_july_2025():
    assert old("16171").name == "Xã Nga Trường"
    assert new("16171").name == "Xã Ba Đình"
    assert old("16096").name == "Xã Ba Đình"
    assert UNITS.unit("16096", NEW) is None
    assert [unit.name for unit in UNITS.versions("16171")] == ["Xã Nga Trường", "Xã Ba Đình"]


@pytest.mark.parametrize(
    ("code", "before", "since"),
    [
        ("15", "Tỉnh Yên Bái", "Tỉnh Lào Cai"),
        ("24", "Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"),
        ("44", "Tỉnh Quảng Bình", "Tỉnh Quảng Trị"),
        ("52", "Tỉnh Bình Định", "Tỉnh Gia Lai"),
        ("80", "Tỉnh Long An", "Tỉnh Tây Ninh"),
        ("82", "Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"),
        ("91", "Tỉnh Kiên Giang", "Tỉnh An Giang"),
    ],
)
def test_seven_province_codes_changed_meaning(code, before, since):
    assert (old(code).name, new(code).name) == (before, since)


def test_no_other_province_code_changed_its_name():
    both = {unit.code for unit in UNITS.units_on(NEW, "province")}
    changed = {code for code in both if old(code).name != new(code).name}
    assert len(changed) == 7


def test_a_province_that_nothing_happened_to_is_one_version():
    assert UNITS.versions("38") == (old("38"),)
    assert old("38").valid_to is None
    assert len(UNITS.versions("08")) == 2  # Tuyên Quang took over Hà Giang


def test_an_unknown_code_has_no_unit():
    assert UNITS.unit("99999", NEW) is None
    assert UNITS.path("99999", NEW) == ()
    assert UNITS.successors("99999", OLD) == ()
    assert UNITS.predecessors("99999", NEW) == ()
    assert UNITS.codes_today("99999", OLD) == frozenset()


# --- the way up, what became, what was before ------------------------------------------------


def test_the_path_has_a_district_only_until_june_2025():
    assert [unit.name for unit in UNITS.path("16171", OLD)] == [
        "Xã Nga Trường",
        "Huyện Nga Sơn",
        "Tỉnh Thanh Hóa",
    ]
    assert [unit.name for unit in UNITS.path("16171", NEW)] == ["Xã Ba Đình", "Tỉnh Thanh Hóa"]


def test_every_path_ends_in_a_province():
    assert {len(UNITS.ancestry(unit)) for unit in OLD_COMMUNES} == {3}
    assert {len(UNITS.ancestry(unit)) for unit in NEW_COMMUNES} == {2}
    assert all(UNITS.ancestry(unit)[-1].level == "province" for unit in UNITS)


def test_names_are_shown_with_their_way_and_day():
    assert describe(old("16171"), UNITS) == "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
    assert dated_name(old("16171")) == "Xã Nga Trường (đến 30/06/2025)"
    assert dated_name(new("16171")) == "Xã Ba Đình (từ 01/07/2025)"
    assert dated_name(old("38")) == "Tỉnh Thanh Hóa"


def test_nga_truong_became_a_part_of_ba_dinh_as_a_whole():
    (successor,) = UNITS.successors("16171", OLD)
    assert (successor.unit, successor.extent, successor.verified) == (new("16171"), "whole", False)
    assert UNITS.successors("16171", NEW) == ()
    assert [unit.name for unit in UNITS.predecessors("16171", NEW)] == [
        "Xã Ba Đình",
        "Xã Nga Vịnh",
        "Xã Nga Thiện",
        "Xã Nga Trường",
    ]
    assert UNITS.predecessors("16171", OLD) == ()


def test_the_23_communes_of_nga_son_became_six():
    communes = UNITS.children(old("401"))
    assert len(communes) == 23
    heirs = {successor.unit for unit in communes for successor in UNITS.heirs(unit)}
    assert {unit.code: unit.name for unit in heirs} == NGA_SON_IN_2025
    assert UNITS.codes_today("401", OLD) == frozenset(NGA_SON_IN_2025)


def test_a_district_has_the_heirs_of_its_communes_in_part():
    heirs = UNITS.successors("401", OLD)
    assert [heir.unit.code for heir in heirs] == sorted(NGA_SON_IN_2025)
    assert {heir.extent for heir in heirs} == {"part"}


def test_an_island_district_became_a_special_zone():
    (successor,) = UNITS.successors("755", OLD)
    assert (successor.unit.name, successor.extent) == ("Đặc khu Côn Đảo", "whole")


def test_every_old_unit_has_a_successor():
    ended = [unit for unit in UNITS if unit.valid_to == OLD]
    assert len(ended) == 10_035 + 696 + 52
    assert all(UNITS.heirs(unit) for unit in ended)


def test_every_new_commune_has_a_predecessor():
    assert all(UNITS.forebears(unit) for unit in NEW_COMMUNES)


def test_471_communes_are_divided_as_the_source_says():
    heirs = [UNITS.heirs(unit) for unit in OLD_COMMUNES]
    divided = [parts for parts in heirs if len(parts) > 1]
    assert Counter(len(parts) for parts in divided) == {2: 397, 3: 58, 4: 15, 5: 1}
    assert {part.extent for parts in divided for part in parts} == {"part"}
    assert {parts[0].extent for parts in heirs if len(parts) == 1} == {"whole"}


def test_a_row_is_never_called_verified_without_a_second_source():
    assert not any(heir.verified for unit in OLD_COMMUNES for heir in UNITS.heirs(unit))


def test_provinces_were_never_divided():
    for unit in UNITS.units_on(OLD, "province"):
        assert len(UNITS.codes_today(unit.code, OLD)) == 1
    assert UNITS.codes_today("15", OLD) == {"15"}
    assert UNITS.codes_today("10", OLD) == {"15"}


@given(st.sampled_from(OLD_COMMUNES))
def test_successors_and_predecessors_are_the_same_links(unit):
    for heir in UNITS.heirs(unit):
        assert unit in UNITS.forebears(heir.unit)
        assert heir.unit.code in UNITS.codes_today(unit.code, OLD)


@given(st.sampled_from(NEW_COMMUNES))
def test_a_unit_of_today_stands_for_itself(unit):
    assert UNITS.codes_today(unit.code, NEW) == {unit.code}


def test_a_chain_of_changes_is_followed_to_the_end():
    def commune(code, start, end):
        return Unit(code, "commune", f"Xã {code}", code, "Xã", "", start, end)

    chain = Gazetteer(
        [
            commune("1", None, date(2019, 12, 31)),
            commune("2", date(2020, 1, 1), OLD),
            commune("3", NEW, None),
        ],
        [
            Succession("1", "2", date(2020, 1, 1), "whole", verified=True),
            Succession("2", "3", NEW, "whole", verified=True),
        ],
        [Alias("Tên khác", "3", "spelling")],
    )
    assert chain.codes_today("1", date(2000, 1, 1)) == {"3"}
    assert [unit.code for unit in chain.find("xã tên khác")] == ["3"]


# --- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Xã Nga Trường", "16171"),
        ("NGA TRƯỜNG", "16171"),
        ("x. nga trường", "16171"),
        ("xa Nga Truong", "16171"),
        ("TT. Nga Sơn", "16093"),
        ("tt nga sơn", "16093"),
        ("H. Nga Sơn", "401"),
        ("TP. Thanh Hoá", "380"),
        ("T. Thanh Hoá", "38"),
        ("Bà Rịa-Vũng Tàu", "77"),
        ("TPHCM", "79"),
        ("Thừa Thiên - Huế", "46"),
        ("Ðắc Lắc", "66"),
        ("thị xã bỉm sơn", "381"),
        ("huyện Ia H’ Drai", "618"),
    ],
)
def test_a_unit_is_found_however_it_is_written(written, code):
    assert [unit.code for unit in UNITS.find(written, OLD)] == [code]


def test_a_name_is_sought_on_the_day():
    assert {unit.code for unit in UNITS.find("Ba Đình, ", NEW)} == {"00004", "16171"}
    assert UNITS.find("Nga Trường", NEW) == ()


def test_a_bare_name_is_that_of_many():
    assert len(UNITS.find("Phường 1", OLD)) > 20
    assert UNITS.find("Phường 01", OLD) == UNITS.find("P.1", OLD) == UNITS.find("P1", OLD)


def test_the_kind_chooses_between_a_town_and_a_commune_of_one_name():
    assert {unit.name for unit in UNITS.find("xã Đình Lập", OLD)} == {"Xã Đình Lập"}
    assert {unit.kind for unit in UNITS.find("Đình Lập", OLD)} == {"Xã", "Thị trấn", "Huyện"}


def test_diacritics_decide_where_they_are_written():
    assert "Xã Ba Đình" not in {unit.name for unit in UNITS.find("Ba Dinh", OLD)}
    assert {unit.name for unit in UNITS.find("Ba Đính", OLD)} == set()


def test_y_and_i_are_one():
    assert UNITS.find("Mĩ Lộc", OLD) == UNITS.find("Mỹ Lộc", OLD) != ()


@pytest.mark.parametrize("written", ["", " ", "xã", ",", "'", "H."])
def test_nothing_is_found_in_nothing(written):
    assert UNITS.find(written) == ()


def test_every_unit_is_found_by_its_own_name():
    lost = [unit for unit in UNITS if unit not in UNITS.find(unit.name)]
    assert lost == []


@given(st.text(max_size=40))
def test_any_text_can_be_sought(text):
    UNITS.find(text)
    UNITS.search(text, OLD)


# --- suggestions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["nga tr", "Nga Truong", "nga truong nga son", "xa nga truong", "Nga Trường, Nga Sơn"]
)
def test_suggestions_need_no_diacritics(typed):
    assert UNITS.search(typed, OLD)[0].code == "16171"


def test_suggestions_are_of_the_day_and_limited():
    assert UNITS.search("nga tr", NEW) == ()
    assert len(UNITS.search("thanh", OLD, limit=7)) == 7
    assert UNITS.search("ba dinh thanh hoa", NEW)[0] == new("16171")


def test_the_letters_typed_come_first():
    assert UNITS.search("Ba Đình", OLD)[0].short_name == "Ba Đình"
    assert UNITS.search("Ba Dinh", OLD)[0].short_name == "Ba Dinh"


def test_no_suggestion_for_an_empty_box():
    assert UNITS.search("  ", OLD) == ()
