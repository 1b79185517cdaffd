"""Nobody weighs more than his sketch allows, and who cannot be among the heaviest is left out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.core.dates import PartialDate, from_iso
from hotich.core.matching import Bound, Facts, NameTable, PartHash, Scale, rules, sketch
from tests.core.matching.people import LAN, lan

HASHED = PartHash(b"key of the tests")
RULES = rules()
NAMES = NameTable("2026-11-22", 1000, {"tran thi hoai lan": 9}, ("trần", "thị", "hoài", "lan"))
WORDS = ("Trần", "Tran", "Thị", "Hoài", "Lan", "Lân", "Lann", "Loan", "Phạm", "Lý", "Quang", "Khải",
         "Tôn", "Nữ", "Y", "H'", "Tuyết-Mai", "Ksor", "Hiềng", "Hiền", "An", "Anh")  # fmt: skip
names = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
dates = st.tuples(
    st.one_of(st.integers(1984, 2012), st.sampled_from([1, 9999])),
    st.one_of(st.none(), st.integers(1, 12)),
    st.one_of(st.none(), st.integers(1, 31)),
)
births = st.one_of(
    st.just(PartialDate(None)),
    dates.map(lambda date: PartialDate(date[0], date[1], date[2] if date[1] else None)),
)
codes = st.sampled_from(["", "16171", "16171,16174", "99999"])
people = st.builds(
    Facts,
    full_name=names,
    birth=births,
    sex=st.sampled_from(["", "unknown", "male", "female", "x"]),
    father_name=names,
    mother_name=names,
    commune_code=codes,
    pin=st.sampled_from(["", "000198000001", "000198000002"]),
    other_names=st.one_of(st.just(""), names),
    spouse_name=names,
    old_id_number=st.sampled_from(["", "123456789", "123456780"]),
    residence_code=codes,
)


def at_most(entry: Facts, person: Facts, table: NameTable | None = NAMES) -> int:
    return Bound(Scale(entry, RULES, table), HASHED).at_most(sketch(person, HASHED))


@settings(max_examples=400)
@given(people, people)
def test_nobody_weighs_more_than_his_sketch_allows(entry: Facts, person: Facts):
    for table in (None, NAMES):
        assert Scale(entry, RULES, table).centibits(person) <= at_most(entry, person, table)


@settings(max_examples=200)
@given(people, st.fixed_dictionaries({}, optional={
    "full_name": names, "mother_name": names, "father_name": names, "birth": births,
}))  # fmt: skip
def test_nobody_alike_weighs_more_than_his_sketch_allows(entry: Facts, changes: dict[str, object]):
    person = replace(entry, **changes)  # type: ignore[arg-type]
    assert Scale(entry, RULES, NAMES).centibits(person) <= at_most(entry, person)


@pytest.mark.parametrize(
    "stranger",
    [
        lan(full_name="Lê Văn Bình", mother_name="Vũ Thị Cúc", birth="1971-05-20"),
        lan(full_name="Trần Quang Dũng", birth="1996-12-24", sex="male"),
        lan(
            full_name="Đỗ Minh Quân", father_name="Đỗ Bá", mother_name="Hà Thu", birth="1990-10-11"
        ),
    ],
    ids=str,
)
def test_a_stranger_is_told_from_the_person(stranger: Facts):
    assert at_most(LAN, stranger) < at_most(LAN, LAN) - 1500


@pytest.mark.parametrize("place", range(len("Trần Thị Hoài Lan")))
@pytest.mark.parametrize("letter", "abeghimoquy")
def test_one_letter_put_for_another_is_near(place: int, letter: str):
    text = LAN.full_name
    person = lan(full_name=f"{text[:place]}{letter}{text[place + 1 :]}")
    for entry in (LAN, lan(mother_name=text)):
        for other in (person, replace(person, mother_name=person.full_name)):
            assert Scale(entry, RULES, NAMES).centibits(other) <= at_most(entry, other)


def test_years_eight_apart_look_the_same_and_no_others():
    def bound(birth: str) -> int:
        return at_most(LAN, lan(birth=birth))

    assert bound("2006-09-02") == bound("1990-09-02") == bound("1998-09-02")
    assert bound("2000-11-12") < bound("1998-11-12")


def test_a_sketch_needs_the_secret():
    assert sketch(LAN, HASHED) != sketch(LAN, PartHash(b"another"))
    assert sketch(Facts("", from_iso("")), HASHED) != 0
