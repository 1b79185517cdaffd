"""Keys find the person in spite of the defects that books have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import PartialDate
from hotich.core.matching import Facts, fold_name, person_keys, query_keys, rules
from hotich.core.matching._facts import read_name
from hotich.core.names import split_name
from tests.core.matching.people import LAN, lan


def _meets(entry: Facts, person: Facts, *, wide: bool) -> bool:
    return not person_keys(person, rules()).isdisjoint(query_keys(entry, rules(), wide=wide))


@pytest.mark.parametrize(
    "entry",
    [
        LAN,
        lan(full_name="TRẦN THỊ HOÀI LAN"),
        lan(full_name="Tran Thi Hoai Lan"),
        lan(full_name="Trần Hoài Lan"),
        lan(birth="1998"),
        lan(birth="1998-09"),
        lan(birth="1998-02-09"),
        lan(birth="1999-09-02"),
        lan(birth="1997"),
        lan(birth="1998-01-01"),
        lan(full_name="Trần Thị Hoài Loan"),
        lan(mother_name=""),
        lan(father_name="", mother_name=""),
        lan(mother_name="Phạm Lí"),
        lan(commune_code=""),
        lan(commune_code="16174,16171"),
        lan(full_name="Nguyễn Thị Hoài Lan"),
    ],
    ids=str,
)
def test_narrow_keys_meet(entry: Facts):
    assert _meets(entry, LAN, wide=False)


@pytest.mark.parametrize(
    "entry",
    [
        lan(full_name="Trần Thị Mai", birth="1998"),
        lan(full_name="Trần Thị Mai", birth="2000-03-05", commune_code=""),
        lan(birth="1996", mother_name="", father_name=""),
        lan(birth="2000", mother_name="", father_name="", commune_code=""),
        lan(full_name="Phạm Thị Lan", birth="1985"),
    ],
    ids=str,
)
def test_wide_keys_meet(entry: Facts):
    assert _meets(entry, LAN, wide=True)


def test_narrow_keys_are_among_the_wide_and_come_first():
    narrow = query_keys(LAN, rules(), wide=False)
    wide = query_keys(LAN, rules(), wide=True)
    assert wide[: len(narrow)] == narrow
    assert len(wide) == len(set(wide)) > len(narrow)


def test_a_number_is_a_key():
    person = lan(pin="000198000001")
    assert _meets(Facts("Ai đó", PartialDate(None), pin="000198000001"), person, wide=False)


def test_other_names_are_keys():
    assert _meets(lan(full_name="Trần Cún"), lan(other_names="Trần Cún, Trần Mít"), wide=False)


def test_first_of_january_makes_no_key_of_the_day():
    keys = person_keys(lan(birth="1998-01-01"), rules())
    assert not [key for key in keys if "1998-01-01" in key]
    assert "nyc:tran hoai lan|1998|16171" in keys


def test_twelve_and_less_are_swapped_and_no_more():
    assert any("1998-02-09" in key for key in query_keys(LAN, rules(), wide=False))
    later = query_keys(lan(birth="1998-09-22"), rules(), wide=False)
    assert not any("1998-22" in key for key in later)


def test_nothing_known_makes_no_key():
    nobody = Facts("", PartialDate(None))
    assert person_keys(nobody, rules()) == frozenset()
    assert query_keys(nobody, rules(), wide=True) == ()


@pytest.mark.parametrize(("year", "count"), [(1, 1), (9999, 1)])
def test_years_at_the_ends_do_not_fail(year: int, count: int):
    facts = Facts("Lê Lan", PartialDate(year), commune_code="1")
    assert len(query_keys(facts, rules(), wide=True)) > count


@pytest.mark.parametrize(
    ("left", "right"), [("Lý", "Lí"), ("Hoà", "HÒA"), ("Đỗ", "Ðỗ"), ("Quý", "quí"), ("A-B", "a b")]
)
def test_spellings_of_one_name_fold_to_one(left: str, right: str):
    assert fold_name(left) == fold_name(right)


def test_thuy_is_not_thui():
    assert fold_name("Thúy") == "thuy"


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Lan", "Lê Lan", "Lan", "Âu Dương Lan", "Âu Dương Thị Lan", "Y Blô Niê",
        "H'Biă Niê Kdăm", "Công Tằng Tôn Nữ Như Mai", "Công Văn Lan", "Tôn Nữ Thị Mai", "Lý-A Páo",
    ],
)  # fmt: skip
def test_names_are_split_as_everywhere(text: str):
    name, parts = read_name(text), split_name(text)
    assert (name.surname, name.given) == (fold_name(parts.surname), fold_name(parts.given))


@given(st.lists(st.sampled_from(["Âu", "Dương", "Công", "Tằng", "Tôn", "Nữ", "Y", "Thị", "An"])))
def test_any_name_is_split_as_everywhere(words: list[str]):
    text = " ".join(words)
    name, parts = read_name(text), split_name(text)
    assert (name.surname, name.given) == (fold_name(parts.surname), fold_name(parts.given))


dates = st.builds(PartialDate, st.integers(1900, 2026), st.integers(1, 12), st.integers(1, 28))
people = st.builds(
    Facts,
    full_name=st.text(max_size=30),
    birth=dates,
    father_name=st.text(max_size=20),
    mother_name=st.text(max_size=20),
    commune_code=st.sampled_from(["", "16171", "1,2"]),
)


@given(people)
def test_a_person_is_found_by_his_own_facts(person: Facts):
    stored = person_keys(person, rules())
    assert stored <= set(query_keys(person, rules(), wide=True))
