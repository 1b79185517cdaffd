"""The personal identification number: form, structure, remarks, practice numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import PartialDate
from hotich.core.pin import (
    PROVINCE_PARTS,
    REMARK_WORDS,
    InvalidPin,
    PinStructure,
    compact,
    format_pin,
    is_practice,
    is_valid,
    mask,
    practice_pin,
    remarks,
    structure,
    validate,
)

NOT_PINS = ["", "00009801234", "0000980123456", "00009801234x", "\u0660" * 12, "abc"]
texts = st.text(max_size=14) | st.from_regex(r"[0-9]{11,13}", fullmatch=True)


def test_compact_keeps_what_it_does_not_know():
    assert compact(" 000 098.012-345 ") == "000098012345"
    assert compact("000/098") == "000/098"


@pytest.mark.parametrize("text", NOT_PINS)
def test_what_is_no_number(text: str):
    assert not is_valid(text)
    assert not is_practice(text)
    assert format_pin(text) == text
    with pytest.raises(InvalidPin):
        validate(text)
    with pytest.raises(InvalidPin):
        structure(text)


def test_format_and_mask():
    assert format_pin("000098012345") == "000 098 012345"
    assert mask("000 098 012312") == "000•••••••12"
    assert mask("") == ""


@given(texts)
def test_mask_shows_at_most_five_digits(text: str):
    shown = mask(text)
    assert sum(char.isdigit() for char in shown) <= 5
    if is_valid(text):
        assert len(shown) == 12
    else:
        assert set(shown) <= {"•"}


@given(texts)
def test_formatting_loses_nothing(text: str):
    assert compact(format_pin(text)) == compact(text)


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [
        ("0", "male", 1900), ("1", "female", 1900), ("2", "male", 2000), ("3", "female", 2000),
        ("4", "male", 2100), ("5", "female", 2100), ("6", "male", 2200), ("7", "female", 2200),
        ("8", "male", 2300), ("9", "female", 2300),
    ],
)  # fmt: skip
def test_century_and_sex(digit: str, sex: str, century: int):
    found = structure(f"038{digit}05123456")
    assert (found.province, found.sex, found.birth_year) == ("038", sex, century + 5)


@given(st.sampled_from(["male", "female"]), st.integers(1900, 2399), st.integers(0, 999_999))
def test_practice_numbers_say_what_they_were_made_of(sex: str, birth_year: int, tail: int):
    pin = practice_pin(sex=sex, birth_year=birth_year, tail=tail)
    assert is_practice(pin)
    assert structure(pin) == PinStructure("000", sex, birth_year)
    assert int(pin[6:]) == tail
    assert remarks(pin, sex=sex, birth=PartialDate(birth_year), province_code="38") == ()


@pytest.mark.parametrize(
    ("sex", "birth_year", "tail"),
    [
        ("unknown", 1998, 1),
        ("male", 1899, 1),
        ("male", 2400, 1),
        ("male", 1998, -1),
        ("male", 1998, 1_000_000),
    ],
)
def test_no_practice_number_can_be_made(sex: str, birth_year: int, tail: int):
    with pytest.raises(InvalidPin):
        practice_pin(sex=sex, birth_year=birth_year, tail=tail)


@pytest.mark.parametrize(
    ("pin", "sex", "year", "province", "codes"),
    [
        ("038098012345", "male", 1998, "38", ()),
        ("038098012345", "male", 1998, "038", ()),
        ("038098012345", "unknown", None, "", ()),
        ("038098012345", "female", 1998, "38", ("sex",)),
        ("038098012345", "male", 1997, "38", ("birth_year",)),
        ("038098012345", "male", 2098, "38", ("birth_year",)),
        ("038098012345", "female", 1997, "01", ("province", "sex", "birth_year")),
        ("003098012345", "male", 1998, "38", ("unknown_province",)),
        ("000098012345", "male", 1998, "38", ()),
        ("000098012345", "female", 1998, "38", ("sex",)),
        ("12345", "female", 1998, "38", ("not_a_pin",)),
        ("", "female", 1998, "38", ()),
    ],
)
def test_remarks(pin: str, sex: str, year: int | None, province: str, codes: tuple[str, ...]):
    found = remarks(pin, sex=sex, birth=PartialDate(year), province_code=province)
    assert found == codes
    assert set(found) <= set(REMARK_WORDS)


def test_the_63_provinces():
    assert len(PROVINCE_PARTS) == 63
    assert len(set(PROVINCE_PARTS.values())) == 63
    assert PROVINCE_PARTS["038"] == "Thanh Hóa"
    assert "000" not in PROVINCE_PARTS
