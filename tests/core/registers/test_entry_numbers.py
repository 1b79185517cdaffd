"""Entry numbers as old books hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.registers import (
    EntryNumber,
    format_entry_number,
    read_entry_number,
    read_entry_year,
)


@pytest.mark.parametrize(
    ("text", "number", "suffix"),
    [
        ("87", 87, ""),
        ("087", 87, ""),
        ("87bis", 87, "bis"),
        ("87 bis", 87, "bis"),
        ("87BIS", 87, "bis"),
        ("87a", 87, "a"),
        ("87-a", 87, "a"),
        ("01/2018", 1, ""),
        ("01/", 1, ""),
        ("12bis/1999", 12, "bis"),
        ("Số 12", 12, ""),
        ("so: 12", 12, ""),
        ("  7  ", 7, ""),
    ],
)
def test_reads(text: str, number: int, suffix: str):
    assert read_entry_number(text) == EntryNumber(number, suffix)


@pytest.mark.parametrize("text", ["", "bis", "0", "00", "1/2", "12 13", "1234567", "-5", "١٢"])
def test_does_not_read(text: str):
    assert read_entry_number(text) is None


@pytest.mark.parametrize(("text", "year"), [("01/2018", 2018), ("01/", None), ("1", None)])
def test_year_after_the_slash(text: str, year: int | None):
    assert read_entry_year(text) == year


@given(st.integers(1, 999_999), st.sampled_from(["", "bis", "ter", "a", "đ"]))
def test_what_is_shown_is_read_again(number: int, suffix: str):
    shown = format_entry_number(EntryNumber(number, suffix))
    assert read_entry_number(shown) == EntryNumber(number, suffix)


@given(st.text())
def test_never_fails(text: str):
    read_entry_number(text)
