"""Keys find the person in spite of the defects that books have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import PartialDate, from_iso
from hotich.core.matching import Facts, PartHash, Stage, fold_name, person_keys, query_keys, rules
from hotich.core.matching._facts import read_name
from hotich.core.names import split_name
from tests.core.matching.people import LAN, lan

HASHED = PartHash(b"key of the tests")
NARROW = (Stage.SHARP, Stage.NARROW)


def _asked(entry: Facts, *stages: Stage) -> set[int]:
    keys = (query_keys(entry, rules(), HASHED, stage) for stage in stages)
    return {asked.key for some in keys for asked in some}


def _meets(entry: Facts, person: Facts, *, wide: bool) -> bool:
    stages = tuple(Stage) if wide else NARROW
    return not person_keys(person, rules(), HASHED).isdisjoint(_asked(entry, *stages))


def _number(tag: str, **parts: str) -> int:
    number = HASHED("tag", tag)
    for part, text in parts.items():
        number ^= HASHED(part, text)
    return number


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


def test_each_stage_has_keys_of_its_own():
    stages = [{asked.key for asked in query_keys(LAN, rules(), HASHED, stage)} for stage in Stage]
    assert all(stages)
    assert len(set.union(*stages)) == sum(map(len, stages))


def test_a_key_is_the_exclusive_or_of_its_parts():
    keys = person_keys(LAN, rules(), HASHED)
    assert _number("gyc", given="lan", year="1998", commune="16171") in keys
    assert _number("fcy", father="tran khai", commune="16171", year="1998") in keys


def test_another_secret_makes_other_keys():
    assert person_keys(LAN, rules(), HASHED).isdisjoint(
        person_keys(LAN, rules(), PartHash(b"another"))
    )


def test_a_part_hash_keeps_its_word_when_its_memory_is_full(monkeypatch):
    monkeypatch.setattr("hotich.core.matching._keys._KEPT", 2)
    hashed = PartHash(b"x")
    first = [hashed("name", f"n{number}") for number in range(9)]
    assert first == [hashed("name", f"n{number}") for number in range(9)]


def test_a_number_is_a_key():
    person = lan(pin="000198000001")
    assert _meets(Facts("Ai đó", PartialDate(None), pin="000198000001"), person, wide=False)


def test_other_names_are_keys():
    assert _meets(lan(full_name="Trần Cún"), lan(other_names="Trần Cún, Trần Mít"), wide=False)


def test_first_of_january_makes_no_key_of_the_day():
    keys = person_keys(lan(birth="1998-01-01"), rules(), HASHED)
    assert _number("nd", name="tran hoai lan", date="1998-01-01") not in keys
    assert _number("gyc", given="lan", year="1998", commune="16171") in keys


def test_twelve_and_less_are_swapped_and_no_more():
    swapped = _number("nd", name="tran hoai lan", date="1998-02-09")
    assert swapped in _asked(LAN, Stage.SHARP)
    assert len(query_keys(lan(birth="1998-09-22"), rules(), HASHED, Stage.SHARP)) == 1


def test_nothing_known_makes_no_key():
    nobody = Facts("", PartialDate(None))
    assert person_keys(nobody, rules(), HASHED) == frozenset()
    assert not _asked(nobody, *Stage)


@pytest.mark.parametrize(("year", "count"), [(1, 1), (9999, 1)])
def test_years_at_the_ends_do_not_fail(year: int, count: int):
    facts = Facts("Lê Lan", PartialDate(year), commune_code="1")
    assert len(_asked(facts, *Stage)) > count


@pytest.mark.parametrize(
    ("left", "right"), [("Lý", "Lí"), ("Hoà", "HÒA"), ("Đỗ", "Ðỗ"), ("Quý", "quí"), ("A-B", "a b")]
)
def test_spellings_of_one_name_fold_to_one(left: str, right: str):
    assert fold_name(left) == fold_name(right)


@pytest.mark.parametrize(
    ("text", "stem"),
    [("Nguyễn Thị Lan", "nguyen"), ("Trần Văn Ba", "tran van"), ("Lan", "")],
)
def test_the_stem_is_what_stands_before_the_given_name(text: str, stem: str):
    assert read_name(text).stem == stem


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
    spouse_name=st.sampled_from(["", "Lê Bình"]),
    old_id_number=st.sampled_from(["", "123456789"]),
)


@given(people)
def test_a_person_is_found_by_his_own_facts(person: Facts):
    assert person_keys(person, rules(), HASHED) <= _asked(person, *Stage)


def test_who_married_where_he_lives_is_found_by_his_residence():
    entry = Facts(LAN.full_name, from_iso("1997"), commune_code="99999")
    only = {key.key for key in query_keys(entry, rules(), HASHED, Stage.WIDE) if key.tag == "nyr"}
    lives = lan(residence_code="16174,99999")
    assert not person_keys(LAN, rules(), HASHED) & only
    assert not person_keys(lan(commune_code="99999"), rules(), HASHED) & only
    assert person_keys(lives, rules(), HASHED) & only
