"""Nationalities as old and new books write them: codes where sure, suggestions where not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.registers.nationalities import (
    nationalities,
    nationality,
    read_nationality,
    suggest_nationalities,
)

ROWS = nationalities()
SHARED = {"Tiệp", "Tân Đảo", "Yemen"}


def test_the_table_is_whole():
    assert len(ROWS) >= 150
    assert len({row.code for row in ROWS}) == len(ROWS)
    assert len({row.label for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert re.fullmatch(r"[A-Z]{2}|[A-Z]{4}|stateless", row.code)
        assert row.is_gone == (len(row.code) == 4)
        assert nationality(row.code) is row
    assert nationality("XX") is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_spelling_is_read_as_its_state_unless_shared(row):
    for spelling in {row.label, *row.spellings} - SHARED:
        assert read_nationality(spelling) == row.code, spelling
        assert read_nationality(spelling.upper()) == row.code, spelling


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Việt Nam", "VN"),
        ("viet nam", "VN"),
        ("VIỆT-NAM", "VN"),
        ("Ô-xtrây-li-a", "AU"),
        ("Ô-xtrây-li-a (Australia)", "AU"),
        ("Úc", "AU"),
        ("quốc tịch Mỹ", "US"),
        ("Liên Xô", "SUHH"),
        ("CHDC Đức", "DDDE"),
        ("Cộng hòa Liên bang Đức", "DE"),
        ("Tiệp Khắc", "CSHH"),
        ("Nam Tư", "YUCS"),
        ("Miến Điện", "MM"),
        ("Cao Miên", "KH"),
        ("Ai Lao", "LA"),
        ("Không quốc tịch", "stateless"),
        ("Người không quốc tịch", "stateless"),
        ("Nga", "RU"),
        ("NGA", "RU"),
    ],
)
def test_read_nationality(text: str, code: str):
    assert read_nationality(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Triều Tiên", ["KP", "KR"]),
        ("Việt kiều", ["VN"]),
        ("Hoa kiều", ["CN", "TW", "stateless"]),
        ("hoa kieu", ["CN", "TW", "stateless"]),
        ("Tiệp", ["CZ", "CSHH"]),
        ("Yemen", ["YE", "YDYE"]),
        ("Tân Đảo", ["NC", "NHVU"]),
        ("VNCH", ["VN"]),
        ("Đông Dương thuộc Pháp", ["VN", "KH", "LA"]),
        ("Ngoại kiều", []),
        ("Phù Tang", []),
        ("", []),
    ],
)
def test_what_is_not_sure_is_left_to_the_clerk(text: str, codes: list[str]):
    assert read_nationality(text) == ""
    assert [known.code for known in suggest_nationalities(text)] == codes


def test_a_gloss_that_disagrees_leaves_no_reading():
    assert read_nationality("Đức (Pháp)") == ""
    assert read_nationality("Trung Quốc (Đài Loan)") == "TW"


def test_the_year_of_the_entry_orders_the_suggestions():
    assert [known.code for known in suggest_nationalities("Nga")] == ["RU", "SUHH"]
    assert suggest_nationalities("Tiệp", year=1985)[0].code == "CSHH"
    assert suggest_nationalities("Tiệp", year=2005)[0].code == "CZ"


@pytest.mark.parametrize(
    ("code", "year", "existed"),
    [
        ("SUHH", 1985, True),
        ("SUHH", 1992, False),
        ("DDDE", 1948, False),
        ("UA", 1985, False),
        ("VN", 1900, True),
    ],
)
def test_years_of_a_state(code: str, year: int, existed: bool):
    found = nationality(code)
    assert found
    assert found.existed_in(year) is existed


@given(st.text(max_size=40))
def test_no_text_fails(text: str):
    code = read_nationality(text)
    assert code == "" or nationality(code)
    suggest_nationalities(text)
