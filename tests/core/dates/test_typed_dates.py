"""What a clerk types into a date field."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import DateProblem, PartialDate, UnreadableDate, from_iso, read_date

UNREADABLE = DateProblem.UNREADABLE
IMPOSSIBLE = DateProblem.IMPOSSIBLE
AMBIGUOUS = DateProblem.AMBIGUOUS


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("02091998", "1998-09-02"),
        ("2/9/1998", "1998-09-02"),
        ("02/09/1998", "1998-09-02"),
        (" 2 / 9 / 1998 ", "1998-09-02"),
        ("2-9-1998", "1998-09-02"),
        ("2.9.1998", "1998-09-02"),
        ("2.9.1998.", "1998-09-02"),
        ("2 9 1998", "1998-09-02"),
        ("2.9.98", "1998-09-02"),
        ("020998", "1998-09-02"),
        ("9/1998", "1998-09"),
        ("09.1998", "1998-09"),
        ("/9/1998", "1998-09"),
        ("--/09/1998", "1998-09"),
        ("00/09/1998", "1998-09"),
        ("?/9/1998", "1998-09"),
        ("xx/09/1998", "1998-09"),
        ("…/9/1998", "1998-09"),
        ("091998", "1998-09"),
        ("1998", "1998"),
        ("00/00/1998", "1998"),
        ("//1998", "1998"),
        ("98", "1998"),
        ("1998-09-02", "1998-09-02"),
        ("1998-09", "1998-09"),
        ("ngày 2 tháng 9 năm 1998", "1998-09-02"),
        ("Ngày 02, tháng 09, năm 1998", "1998-09-02"),
        ("tháng 9 năm 1998", "1998-09"),
        ("năm 1998", "1998"),
        ("Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám", "1998-09-02"),
    ],
)
def test_read(typed: str, iso: str):
    reading = read_date(typed, book_year=2001)
    assert reading.problem is None
    assert reading.date == from_iso(iso)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("không rõ", UNREADABLE),
        ("Canh Tý", UNREADABLE),
        (".", UNREADABLE),
        ("5", UNREADABLE),
        ("123", UNREADABLE),
        ("12345", UNREADABLE),
        ("123456789", UNREADABLE),
        ("0998", UNREADABLE),
        ("02099998", UNREADABLE),
        ("2/9/0098", UNREADABLE),
        ("2/9/998", UNREADABLE),
        ("2/?/1998", UNREADABLE),
        ("2/9-1998", UNREADABLE),
        ("2/9/1998/3", UNREADABLE),
        ("a/9/1998", UNREADABLE),
        ("1998/09/02", UNREADABLE),
        ("sinh 2/9/1998", UNREADABLE),
        ("\u0662/9/1998", UNREADABLE),
        ("32/1/1998", IMPOSSIBLE),
        ("2/13/1998", IMPOSSIBLE),
        ("13/1998", IMPOSSIBLE),
        ("1998-13-02", IMPOSSIBLE),
        ("32011998", IMPOSSIBLE),
        ("2981998", AMBIGUOUS),
        ("0291998", AMBIGUOUS),
    ],
)
def test_no_date(typed: str, problem: DateProblem):
    reading = read_date(typed, book_year=2001)
    assert (reading.date, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    "typed", ["31/02/1998", "31021998", "1998-02-31", "ngày 31 tháng 2 năm 1998"]
)
def test_a_day_the_calendar_lacks_is_kept_with_its_problem(typed: str):
    reading = read_date(typed)
    assert (reading.date, reading.problem) == (PartialDate(1998, 2, 31), IMPOSSIBLE)


def test_worded_day_the_calendar_lacks_is_kept_with_its_problem():
    reading = read_date("Ngày ba mươi mốt tháng hai năm hai nghìn")
    assert (reading.date, reading.problem) == (PartialDate(2000, 2, 31), IMPOSSIBLE)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0"])
def test_nothing_typed_is_no_problem(typed: str):
    reading = read_date(typed)
    assert (reading.date, reading.problem) == (None, None)


@pytest.mark.parametrize(
    ("typed", "book_year", "year"),
    [
        ("2.9.98", 2001, 1998),
        ("2.9.98", 1998, 1998),
        ("2.9.98", 1997, 1898),
        ("1/1/00", 2001, 2000),
    ],
)
def test_two_digits_are_the_latest_year_not_after_the_book(typed: str, book_year: int, year: int):
    reading = read_date(typed, book_year=book_year)
    assert reading.date is not None
    assert reading.date.year == year


@pytest.mark.parametrize("typed", ["2.9.98", "98", "020998"])
def test_two_digits_without_a_book_are_ambiguous(typed: str):
    assert read_date(typed).problem is AMBIGUOUS


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["/", ".", "-", " "]))
def test_every_day_reads_back(day: date, separator: str):
    typed = f"{day.day}{separator}{day.month}{separator}{day.year}"
    assert read_date(typed).date == PartialDate(day.year, day.month, day.day)


@given(
    st.text() | st.from_regex(r"[0-9/. -]{1,12}", fullmatch=True), st.none() | st.integers(1, 9999)
)
def test_any_text_is_read_or_has_a_problem(text: str, book_year: int | None):
    reading = read_date(text, book_year=book_year)
    assert reading.date or reading.problem or not text.strip()
    assert read_date(unicodedata.normalize("NFD", text), book_year=book_year) == reading


def test_the_fault_carries_the_text():
    with pytest.raises(UnreadableDate) as caught:
        from_iso("x")
    assert caught.value.text == "x"
