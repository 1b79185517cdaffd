"""What is stored, normalised, remarked on and still missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.law import UnknownLawValue, value
from hotich.core.places import gazetteer
from hotich.core.registers import (
    BIRTHS,
    ETHNIC_GROUPS,
    REMARK_WORDS,
    VALUE_PROBLEM_WORDS,
    RegisterValue,
    ValueProblem,
    entry_remarks,
    ethnic_group,
    is_foreign,
    missing_for_number,
    normalise,
    number_fact,
    read_ethnicity,
    suggest_ethnic_groups,
    validate_value,
)

TODAY = date(2026, 11, 22)
NAME = BIRTHS.field("child.full_name")
NOTES = BIRTHS.field("entry.notes")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Nguyễn Văn A", None),
        ("", None),
        ("31/02/1990 (?)", None),
        ("a" * 1000, None),
        ("a" * 1001, ValueProblem.TOO_LONG),
        ("a\x00b", ValueProblem.CONTROL_CHARACTER),
        ("a\nb", ValueProblem.CONTROL_CHARACTER),
        ("a\ud800", ValueProblem.CONTROL_CHARACTER),
    ],
)
def test_only_what_cannot_be_stored_is_refused(text: str, problem: ValueProblem | None):
    assert validate_value(NAME, text) == problem


def test_notes_hold_lines():
    assert validate_value(NOTES, "dòng 1\r\ndòng 2") is None
    assert validate_value(NOTES, "a\x07") is ValueProblem.CONTROL_CHARACTER


def test_every_problem_and_remark_has_words():
    assert set(VALUE_PROBLEM_WORDS) == set(ValueProblem)
    assert all(REMARK_WORDS.values())


@pytest.mark.parametrize(
    ("field_id", "text", "normalised"),
    [
        ("child.full_name", "NGUYỄN THỊ  HOÀ", "nguyễn thị hòa"),
        ("child.birth_date", "2/9/1998", "1998-09-02"),
        ("child.birth_date", "9/1998", "1998-09"),
        ("child.birth_date", "1998", "1998"),
        ("child.birth_date", "02.09.98", "1998-09-02"),
        ("child.birth_date", "31/02/1998", ""),
        ("child.birth_date", "Giáp Tý", ""),
        ("child.birth_date_words", "Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám",
         "1998-09-02"),
        ("child.sex", "Nam", "male"),
        ("child.sex", "NỮ", "female"),
        ("child.sex", "nữa", ""),
        ("child.sex", "Không xác định", "unknown"),
        ("child.ethnicity", "Kinh", "kinh"),
        ("child.ethnicity", "H'Mông", "hmong"),
        ("child.ethnicity", "Mèo", ""),
        ("child.ethnicity", "Thổ", ""),
        ("child.nationality", "Việt Nam", "VN"),
        ("child.nationality", "Phù Tang", ""),
        ("child.pin", "000 098 012 345", "000098012345"),
        ("child.pin", "12345", ""),
        ("mother.residence_kind", "tạm trú", "temporary"),
        ("mother.residence_kind", "1", ""),
        ("mother.paper_number", " 171 234-567 ", "171234567"),
        ("child.place_of_birth", "Trạm xá", "trạm xá"),
        ("entry.notes", "Đã cấp lại", ""),
    ],
)  # fmt: skip
def test_normalised_values(field_id: str, text: str, normalised: str):
    assert normalise(BIRTHS.field(field_id), text, book_year=1999) == normalised


def test_a_two_digit_year_alone_has_no_value_without_the_year_of_the_book():
    assert normalise(BIRTHS.field("child.birth_date"), "02.09.98") == ""


def test_a_place_that_is_one_unit_gives_its_description():
    field = BIRTHS.field("child.hometown")
    found = normalise(field, "Nga Trường, Nga Sơn, Thanh Hóa", units=gazetteer())
    assert found.startswith("xã nga trường, ")
    assert normalise(field, "Thôn 5", units=gazetteer()) == "thôn 5"
    assert normalise(field, "xã Nga Trường", units=gazetteer()) == "xã nga trường"


@given(st.sampled_from(BIRTHS.fields), st.text(max_size=60))
def test_normalising_never_fails(field, text):
    assert isinstance(normalise(field, text, book_year=1999), str)


def _remarks(**texts: str) -> set[tuple[str, str]]:
    values = {}
    for name, text in texts.items():
        field = BIRTHS.field(name.replace("__", "."))
        values[field.id] = RegisterValue(text, normalised=normalise(field, text, book_year=1999))
    return {(item.code, item.field_id) for item in entry_remarks(BIRTHS, values, at=TODAY)}


@pytest.mark.parametrize(
    ("texts", "remark"),
    [
        (
            {"child__birth_date": "3/9/1998", "entry__registered_on": "2/9/1998"},
            ("birth_after_registration", "child.birth_date"),
        ),
        ({"child__birth_date": "1/1/2031"}, ("future_year", "child.birth_date")),
        (
            {"child__birth_date": "1998", "mother__birth_date": "1990"},
            ("parent_too_young", "mother.birth_date"),
        ),
        (
            {
                "child__birth_date": "1/9/1998",
                "child__birth_date_words":
                    "Ngày hai mươi bảy tháng tám năm một nghìn chín trăm chín mươi tám",
            },
            ("words_differ", "child.birth_date_words"),
        ),
        (
            {"child__full_name": "Lê Thị Lan", "child__sex": "Nam"},
            ("sex_middle_name", "child.sex"),
        ),
        (
            {"child__full_name": "Lê Văn Lan", "child__sex": "Nữ"},
            ("sex_middle_name", "child.sex"),
        ),
        ({"child__hometown": ", , , "}, ("placeholder_place", "child.hometown")),
        ({"child__place_of_birth": "Không rõ"}, ("placeholder_place", "child.place_of_birth")),
    ],
)  # fmt: skip
def test_remarks(texts: dict[str, str], remark: tuple[str, str]):
    assert _remarks(**texts) == {remark}


def test_an_entry_without_faults_has_no_remark():
    assert not _remarks(
        child__full_name="Lê Thị Lan",
        child__sex="Nữ",
        child__birth_date="2/9/1998",
        child__birth_date_words="Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám",
        child__hometown="Nga Trường, Nga Sơn, Thanh Hóa",
        mother__birth_date="1970",
        entry__registered_on="2/9/1998",
    )


def test_less_precise_dates_are_not_after():
    assert not _remarks(child__birth_date="1998", entry__registered_on="2/9/1998")


def test_an_impossible_date_is_kept_and_remarked():
    values = {"child.birth_date": RegisterValue("31/02/1998", normalised="1998-02-31")}
    remarks = entry_remarks(BIRTHS, values, at=TODAY)
    assert [item.code for item in remarks] == ["impossible_date"]
    assert remarks[0].words


@given(st.dictionaries(st.sampled_from([f.id for f in BIRTHS.fields]), st.text(max_size=30)))
def test_remarks_never_refuse(texts):
    values = {
        key: RegisterValue(text, normalised=normalise(BIRTHS.field(key), text, book_year=1999))
        for key, text in texts.items()
    }
    entry_remarks(BIRTHS, values, at=TODAY)


def test_there_are_54_groups_with_their_numbers():
    assert len({group.slug for group in ETHNIC_GROUPS}) == 54
    assert [group.code_1979 for group in ETHNIC_GROUPS] == [f"{n:02d}" for n in range(1, 55)]
    known = sorted(group.code_2008 for group in ETHNIC_GROUPS if group.code_2008)
    assert known == [f"{n:02d}" for n in range(1, 21)]
    muong = ethnic_group("muong")
    assert muong
    assert (muong.code_1979, muong.code_2008) == ("06", "04")


@pytest.mark.parametrize("group", ETHNIC_GROUPS, ids=lambda group: group.slug)
def test_a_group_is_read_by_its_own_name_unless_others_bear_it(group):
    assert read_ethnicity(group.label.upper()) == ("" if group.slug == "tho" else group.slug)
    assert group in suggest_ethnic_groups(group.label)


def test_old_names_are_suggested_and_never_taken():
    assert read_ethnicity("Mán") == ""
    assert [group.slug for group in suggest_ethnic_groups("Mán")] == ["dao", "san-chay", "san-diu"]
    assert suggest_ethnic_groups("Người lạ") == ()


COMPLETE = {
    "full_name": "Lê Thị Lan",
    "birth_date": "1998",
    "sex": "Nữ",
    "place_of_registration": "Xã Nga Trường",
    "place_of_birth": "Xã Nga Trường",
    "hometown": "Xã Nga Trường",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "mother_name": "Trần Thị Bé",
    "mother_nationality": "Việt Nam",
    "father_name": "Lê Văn Bình",
    "father_nationality": "Việt Nam",
}


def test_a_complete_entry_passes_the_gate():
    assert missing_for_number(COMPLETE, TODAY) == ()


@pytest.mark.parametrize("field_id", COMPLETE)
def test_each_fact_is_asked_for(field_id: str):
    assert missing_for_number({**COMPLETE, field_id: " "}, TODAY) == (field_id,)


@pytest.mark.parametrize(
    ("parentage", "missing"),
    [
        ("both_known", ("father_name", "mother_name")),
        ("father_unknown", ("mother_name",)),
        ("mother_unknown", ("father_name",)),
        ("both_unknown", ()),
        ("abandoned", ()),
    ],
)
def test_an_undetermined_parent_is_not_asked_for(parentage: str, missing: tuple[str, ...]):
    given_ = {**COMPLETE, "mother_name": "", "father_name": ""}
    assert missing_for_number({**given_, "parentage": parentage}, TODAY) == missing


def test_the_gate_of_a_day_without_law_is_unknown():
    with pytest.raises(UnknownLawValue):
        missing_for_number(COMPLETE, date(1990, 1, 1))


@pytest.mark.parametrize("name", [*value("pin.gate", TODAY).items, "parentage"])
def test_every_fact_of_the_gate_has_its_label(name: str):
    fact = number_fact(name)
    assert fact is not None
    assert fact.label
    assert number_fact("residence") is None


@pytest.mark.parametrize(
    ("nationality", "foreign"),
    [("", False), ("Việt Nam", False), ("không rõ", False), ("Lào", True), ("Hoa Kỳ", True)],
)
def test_only_a_sure_foreign_nationality_is_one(nationality: str, foreign: bool):
    assert is_foreign({**COMPLETE, "nationality": nationality}) is foreign
    assert not is_foreign({})
