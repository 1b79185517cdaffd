"""What counts as a difference, what waits for the clerk, and what never counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.discrepancies import (
    RELATION_WORDS,
    FieldComparison,
    FieldRelation,
    Policy,
    RegisterValue,
    compare_field,
    compare_mention,
    reason_words,
)
from hotich.core.discrepancies._comparison import REASON_WORDS
from hotich.core.places import gazetteer
from hotich.core.registers import BIRTHS, Reading, normalise

R = FieldRelation
UNITS = gazetteer()
STRICT = Policy()
RELAXED = Policy(missing_diacritics_in_population_is_difference=False)


def value(field_id: str, text: str, reading: Reading = Reading.CLEAR) -> RegisterValue:
    field = BIRTHS.field(field_id)
    return RegisterValue(text, reading, normalise(field, text, book_year=2001))


def compare(
    field_id: str,
    text: str,
    population: str,
    *,
    reading: Reading = Reading.CLEAR,
    policy: Policy = STRICT,
) -> FieldComparison:
    return compare_field(
        BIRTHS.field(field_id),
        value(field_id, text, reading),
        population,
        units=UNITS,
        policy=policy,
    )


@pytest.mark.parametrize(
    ("field_id", "book", "population", "relation"),
    [
        ("child.full_name", "Lê Văn Hòa", "Lê Văn Hòa", R.SAME),
        ("child.full_name", "LÊ VĂN HOÀ", "Lê Văn Hòa", R.NOTATION),
        ("child.full_name", "Le Van Hoa", "Lê Văn Hòa", R.DIACRITICS_MISSING_IN_BOOK),
        ("child.full_name", "Lê Văn Hòa", "Le Van Hoa", R.DIFFERS),
        ("child.full_name", "Lê Văn Hòa", "Lê Văn Hóa", R.DIFFERS),
        ("child.full_name", "Lê Thị Lan", "Lê Lan", R.DIFFERS),
        ("mother.full_name", "Trần Thị Bé", "", R.BLANK_IN_POPULATION),
        ("child.birth_date", "2/9/1998", "1998-09-02", R.SAME),
        ("child.birth_date", "02.09.98", "1998-09-02", R.SAME),
        ("child.birth_date", "1998", "1998-01-01", R.LESS_PRECISE),
        ("child.birth_date", "1998", "1998-09-02", R.LESS_PRECISE),
        ("child.birth_date", "2/9/1998", "1998", R.LESS_PRECISE),
        ("child.birth_date", "9/2/1998", "1998-09-02", R.DIFFERS),
        ("child.birth_date", "1999", "1998-09-02", R.DIFFERS),
        ("child.birth_date", "31/02/1998", "1998-03-01", R.DIFFERS),
        ("child.birth_date", "Giáp Tý", "1984", R.DIFFERS),
        ("child.birth_date", "2981998", "1998-09-02", R.NOT_READ),
        ("child.birth_date", "2/9/1998", "", R.BLANK_IN_POPULATION),
        ("child.birth_date", "2/9/1998", "1998/09/02", R.DIFFERS),
        ("mother.birth_date", "1970", "1970-05-06", R.LESS_PRECISE),
        ("child.sex", "Nam", "male", R.SAME),
        ("child.sex", "nữ", "male", R.DIFFERS),
        ("child.sex", "nữ", "unknown", R.BLANK_IN_POPULATION),
        ("child.ethnicity", "Kinh", "Kinh", R.SAME),
        ("child.ethnicity", "kinh", "Kinh", R.SAME),
        ("child.ethnicity", "H'Mông", "Hmông", R.NOTATION),
        ("child.ethnicity", "Thổ", "Thổ", R.SAME),
        ("child.ethnicity", "Thổ", "Tày", R.DIFFERS),
        ("child.ethnicity", "Kinh", "Mường", R.DIFFERS),
        ("child.nationality", "Việt Nam", "VN", R.NOTATION),
        ("child.nationality", "Việt Nam", "Lào", R.DIFFERS),
        ("child.pin", "000 098 012 345", "000098012345", R.SAME),
        ("child.pin", "000098012345", "000098012346", R.DIFFERS),
        ("child.hometown", "", "Xã Nga Trường", R.BLANK_IN_BOOK),
    ],
)
def test_relations(field_id: str, book: str, population: str, relation: FieldRelation):
    found = compare(field_id, book, population)
    assert found.relation is relation
    assert found.is_difference == (relation is R.DIFFERS)
    assert found.needs_confirmation == (relation is R.DIACRITICS_MISSING_IN_BOOK)


def test_a_renamed_or_merged_unit_is_no_difference():
    old = "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
    found = compare("child.hometown", old, "Xã Ba Đình, Tỉnh Thanh Hóa")
    assert found.relation is R.OTHER_UNIT_NAME
    assert not found.is_difference
    assert reason_words(found.reason)


def test_a_unit_that_was_divided_waits_for_the_clerk():
    unit = next(
        unit
        for unit in UNITS
        if unit.level == "commune"
        and {heir.extent for heir in UNITS.heirs(unit)} == {"part"}
        and len(UNITS.heirs(unit)) > 1
        and len(UNITS.find(unit.name)) == 1
    )
    heir = UNITS.heirs(unit)[0].unit
    book = ", ".join(part.name for part in UNITS.ancestry(unit))
    population = ", ".join(part.name for part in UNITS.ancestry(heir))
    found = compare("child.place_of_birth", book, population)
    assert (found.relation, found.is_difference) == (R.DIVIDED_PLACE, False)
    assert found.needs_confirmation


def test_another_place_is_a_difference():
    book = "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa"
    assert compare("child.hometown", book, "Thành phố Hà Nội").is_difference


@pytest.mark.parametrize(
    ("reading", "relation", "reason"),
    [
        (Reading.ILLEGIBLE, R.NOT_READ, "illegible"),
        (Reading.BLANK, R.BLANK_IN_BOOK, ""),
        (Reading.STRUCK_OUT, R.BLANK_IN_BOOK, "struck_out"),
        (Reading.DOUBTFUL, R.DIFFERS, "tone"),
        (Reading.CLEAR, R.DIFFERS, "tone"),
    ],
)
def test_what_the_book_does_not_give_is_no_difference(
    reading: Reading, relation: FieldRelation, reason: str
):
    found = compare("child.full_name", "Lê Văn Hòa", "Lê Văn Hóa", reading=reading)
    assert (found.relation, found.reason) == (relation, reason)


def test_an_office_may_overlook_marks_missing_in_the_population_database():
    strict = compare("child.full_name", "Lê Văn Hòa", "Le Van Hoa")
    relaxed = compare("child.full_name", "Lê Văn Hòa", "Le Van Hoa", policy=RELAXED)
    assert strict.is_difference
    assert (relaxed.relation, relaxed.is_difference) == (R.NOTATION, False)
    assert strict.reason == relaxed.reason == "diacritics_missing_in_population"


def test_reasons_have_words():
    assert reason_words("") == ""
    assert reason_words("case,tone_placement").count(";") == 1
    assert all(words or not code for code, words in REASON_WORDS.items())
    assert set(RELATION_WORDS) == set(R)


CHILD = {
    "full_name": "Lê Thị Lan", "birth_date": "1998-09-02", "sex": "female", "ethnicity": "Kinh",
    "nationality": "Việt Nam", "mother_name": "Trần Thị Bé", "father_name": "Lê Văn Bình",
    "mother_birth": "1970", "residence": "Hà Nội",
}  # fmt: skip


def test_a_child_is_compared_with_its_parents_names_and_never_in_residence():
    found = compare_mention(
        BIRTHS,
        "child",
        {
            "child.full_name": value("child.full_name", "Lê Thị Lan"),
            "mother.full_name": value("mother.full_name", "Trần Thị Bê"),
            "mother.residence": value("mother.residence", "Xã khác"),
        },
        CHILD,
        units=UNITS,
        policy=STRICT,
    )
    by_id = {item.field_id: item for item in found}
    told = [field.id for field in BIRTHS.fields if field.person_field_of("child")]
    assert list(by_id) == told
    assert by_id["child.full_name"].relation is R.SAME
    assert by_id["mother.full_name"].is_difference
    assert by_id["child.birth_date"].relation is R.NOT_READ
    assert by_id["child.birth_date"].population_value == "1998-09-02"


def test_a_linked_mother_is_compared_in_her_own_fields():
    mother = {"full_name": "Trần Thị Bé", "birth_date": "1970-03-04", "ethnicity": "Mường"}
    values = {
        "mother.full_name": value("mother.full_name", "Trần Thị Bé"),
        "mother.birth_date": value("mother.birth_date", "1970"),
        "mother.ethnicity": value("mother.ethnicity", "Kinh"),
        "child.full_name": value("child.full_name", "Lê Thị Lan"),
    }
    found = compare_mention(BIRTHS, "mother", values, mother, units=UNITS, policy=STRICT)
    assert {item.field_id: item.relation for item in found} == {
        "mother.full_name": R.SAME,
        "mother.birth_date": R.LESS_PRECISE,
        "mother.ethnicity": R.DIFFERS,
        "mother.nationality": R.NOT_READ,
        "mother.pin": R.NOT_READ,
    }


texts = st.one_of(st.text(max_size=25), st.sampled_from(["1998", "2/9/1998", "Nam", "Kinh", ""]))


@given(st.sampled_from(BIRTHS.fields), texts, texts, st.sampled_from(Reading))
def test_comparing_never_fails_and_is_of_one_mind(field, book, population, reading):
    found = compare(field.id, book, population, reading=reading)
    assert not (found.is_difference and found.needs_confirmation)
    assert found.is_difference == (found.relation is R.DIFFERS)


names = st.sampled_from([f for f in BIRTHS.fields if f.kind.value in {"name", "text"}])


@given(names, st.text(min_size=1, max_size=25).filter(str.strip))
def test_a_text_never_differs_from_itself(field, text):
    assert not compare(field.id, text, text).is_difference
