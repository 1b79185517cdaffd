"""The 54 groups: own names read, other names suggested, two numberings kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.names import fold
from hotich.core.registers.ethnic_groups import (
    ETHNIC_GROUPS,
    EthnicList,
    ethnic_group,
    group_of_code,
    read_ethnicity,
    suggest_ethnic_groups,
)

BY_SLUG = {group.slug: group for group in ETHNIC_GROUPS}


def slugs(text: str) -> list[str]:
    return [group.slug for group in suggest_ethnic_groups(text)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Kinh", "kinh"), ("KINH", "kinh"), ("Việt", "kinh"), ("dân tộc Kinh", "kinh"),
        ("H'Mông", "hmong"), ("H’Mông", "hmong"), ("Hmông", "hmong"), ("Mông", "hmong"),
        ("Mông (Mèo)", "hmong"), ("Chứt (Rục)", "chut"), ("Ê-đê", "e-de"), ("Êđê", "e-de"),
        ("Ê Đê", "e-de"), ("Ede", "e-de"), ("J'rai", "gia-rai"), ("Khmer", "kho-me"),
        ("Khơ Me", "kho-me"), ("K'Ho", "co-ho"), ("M'Nông", "mnong"), ("S'tiêng", "xtieng"),
        ("Lào", "lao"), ("Xê Đăng", "xo-dang"), ("Bru - Vân Kiều", "bru-van-kieu"),
        ("Muong", "muong"), ("Mừơng", "muong"),
    ],
)  # fmt: skip
def test_own_names_in_every_spelling(text: str, slug: str):
    assert read_ethnicity(text) == slug
    assert slugs(text)[0] == slug


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Thổ", ["tho", "tay", "kho-me"]),
        ("Xá Lá Vàng", ["tho", "chut", "mang"]),
        ("Mán", ["dao", "san-chay", "san-diu"]),
        ("Trại", ["dao", "san-chay", "san-diu"]),
        ("Xá", ["dao", "kho-mu", "khang", "la-ha"]),
        ("Mèo", ["hmong"]),
        ("Vân Kiều", ["bru-van-kieu"]),
        ("Cao Lan", ["san-chay"]),
        ("Cill", ["co-ho"]),
        ("Lạch", ["co-ho"]),
        ("Chil", ["co-ho", "mnong"]),
        ("Ca Tang", ["co-tu", "gie-trieng"]),
        ("Lao", ["lao", "la-hu"]),
        ("Người lạ", []),
        ("", []),
    ],
)
def test_other_names_are_suggested_and_never_taken(text: str, meant: list[str]):
    assert read_ethnicity(text) == ""
    assert slugs(text) == meant


@pytest.mark.parametrize("group", ETHNIC_GROUPS, ids=lambda group: group.slug)
def test_every_other_name_leads_to_its_group(group):
    for name in group.other_names:
        assert group in suggest_ethnic_groups(name), name
        assert group in suggest_ethnic_groups(fold(name)), name
    assert set(group.uncertain_names) <= set(group.other_names)
    assert ethnic_group(group.slug) is group


def test_other_names_are_many_and_some_are_shared():
    names = [name for group in ETHNIC_GROUPS for name in group.other_names]
    assert len(names) > 200
    shared = {name for name in names if len(suggest_ethnic_groups(name)) > 1}
    assert {"Thổ", "Xá Lá Vàng", "Mán", "Trại", "Xá", "Chil", "Hạ", "Xá Khao"} <= shared


def test_the_two_numberings_are_kept_apart():
    old, new = EthnicList.OF_1979, EthnicList.OF_2008
    for number in range(1, 55):
        found = group_of_code(f"{number:02d}", old)
        assert found
        assert found.code_1979 == f"{number:02d}"
    both = {
        number: (group_of_code(number, old), group_of_code(number, new))
        for number in ("04", "05", "06", "11", "14")
    }
    assert {
        number: tuple(group.slug for group in pair if group) for number, pair in both.items()
    } == {
        "04": ("hoa", "muong"),
        "05": ("kho-me", "kho-me"),
        "06": ("muong", "hoa"),
        "11": ("ngai", "e-de"),
        "14": ("xo-dang", "cham"),
    }
    assert group_of_code("4", new) is BY_SLUG["muong"]


@pytest.mark.parametrize("code", ["21", "54", "", "55", "x"])
def test_a_number_that_no_source_gives_means_no_group(code: str):
    assert group_of_code(code, EthnicList.OF_2008) is None


@given(st.text(max_size=40))
def test_no_text_fails(text: str):
    slug = read_ethnicity(text)
    assert slug == "" or slug in BY_SLUG
    suggest_ethnic_groups(text)
