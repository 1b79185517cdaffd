"""Reading a written place: which units it may mean, and what is detail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.places import gazetteer, read_place

UNITS = gazetteer()


def read(text):
    reading = read_place(text, UNITS)
    return [f"{unit.name} {unit.code}" for unit in reading.units], reading.detail


@pytest.mark.parametrize(
    "text",
    [
        "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "Nga Trường - Nga Sơn - Thanh Hoá",
        "Nga Trường-Nga Sơn-Thanh Hóa",
        "xã Nga Trường huyện Nga Sơn tỉnh Thanh Hóa",
        "Nga Trường Nga Sơn Thanh Hóa",
        "X. Nga Trường, H. Nga Sơn, T. Thanh Hóa",
        "NGA TRƯỜNG; NGA SƠN; THANH HÓA.",
        "Nga Trường, Nga Sơn, Thanh Hóa, Việt Nam",
        "Nga Trường, Nga Sơn",
        "Xã Nga Trường, tỉnh Thanh Hóa",
        "xa Nga Truong, huyen Nga Son, tinh Thanh Hoa",
    ],
)
def test_a_commune_is_read_in_all_its_spellings(text):
    assert read(text) == (["Xã Nga Trường 16171"], "")


@pytest.mark.parametrize(
    ("text", "units", "detail"),
    [
        (
            "Bệnh viện đa khoa huyện Nga Sơn, tỉnh Thanh Hóa",
            ["Huyện Nga Sơn 401"],
            "Bệnh viện đa khoa",
        ),
        (
            "Trạm y tế xã Nga Trường, huyện Nga Sơn, Thanh Hóa",
            ["Xã Nga Trường 16171"],
            "Trạm y tế",
        ),
        (
            "Xóm 3, thôn Đông, Nga Trường, Nga Sơn, Thanh Hóa",
            ["Xã Nga Trường 16171"],
            "Xóm 3, thôn Đông",
        ),
        (
            "Nga Trường (xóm 3), Nga Sơn, Thanh Hóa",
            ["Xã Nga Trường 16171"],
            "xóm 3",
        ),
        ("Phường 1, Quận 5, TP.HCM", ["Phường 1 27325"], ""),
        ("P1 Q5 TPHCM", ["Phường 1 27325"], ""),
        ("Vũng Tàu, Bà Rịa - Vũng Tàu", ["Thành phố Vũng Tàu 747"], ""),
        ("Phan Rang - Tháp Chàm - Ninh Thuận", ["Thành phố Phan Rang - Tháp Chàm 582"], ""),
        ("Đình Bảng, Từ Sơn, Hà Bắc", ["Phường Đình Bảng 09394"], ""),
        ("Xa Dung, Điện Biên Đông, Điện Biên", ["Xã Xa Dung 03373"], ""),
        ("Thanh Hóa", ["Tỉnh Thanh Hóa 38"], ""),
        ("huyện Nga Sơn", ["Huyện Nga Sơn 401"], ""),
        ("Đặc khu Côn Đảo, TP Hồ Chí Minh", ["Đặc khu Côn Đảo 26732"], ""),
    ],
)
def test_units_and_detail_are_told_apart(text, units, detail):
    assert read(text) == (units, detail)


@pytest.mark.parametrize("text", ["Nga Trường", "Xã Nga Trường", "Phường 1", "Nga Sơn", "Paris"])
def test_a_bare_name_below_the_province_is_never_resolved(text):
    assert read(text) == ([], text)


@pytest.mark.parametrize("text", ["", "  ", " , , ,", "Việt Nam", "-"])
def test_nothing_is_read_from_nothing(text):
    assert read(text) == ([], "")


def test_two_tiers_come_before_a_name_without_its_district():
    assert read("Xã Ba Đình, Tỉnh Thanh Hóa")[0][:2] == ["Xã Ba Đình 16171", "Xã Ba Đình 16096"]


def test_a_name_with_its_district_is_the_old_unit_only():
    assert read("Ba Đình, Nga Sơn, Thanh Hóa")[0] == ["Xã Ba Đình 16096"]


def test_a_name_of_several_levels_keeps_all():
    assert {unit.level for unit in read_place("Nga Sơn, Thanh Hóa", UNITS).units} == {
        "district",
        "commune",
    }


def test_an_old_commune_is_read_under_its_new_province():
    assert "Thị trấn Mậu A 04375" in read("Mậu A, Văn Yên, Lào Cai")[0]


def test_a_commune_whose_kind_has_changed_since_is_still_found():
    assert read("Thị xã Thanh Hóa, Thanh Hóa")[0] == ["Thành phố Thanh Hóa 380"]


def test_a_commune_that_the_gazetteer_lacks_is_noticed():
    assert read_place("Nga Vắng, Nga Sơn, Thanh Hóa", UNITS).names_unknown_unit
    assert not read_place("Xóm 3, Nga Sơn, Thanh Hóa", UNITS).names_unknown_unit
    assert not read_place("Nga Trường, Nga Sơn, Thanh Hóa", UNITS).names_unknown_unit


@given(st.sampled_from(list(UNITS)))
def test_a_full_name_is_read_back(unit):
    text = ", ".join(part.name for part in UNITS.ancestry(unit))
    reading = read_place(text, UNITS)
    assert unit in reading.units
    assert reading.detail == ""


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    read_place(text, UNITS)
