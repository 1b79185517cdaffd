"""Partial dates: what is known, how it is written, how two compare, when limits end."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hotich.core.dates import (
    HINT_WORDS,
    DateRelation,
    PartialDate,
    Precision,
    UnreadableDate,
    compare_dates,
    due_date,
    from_iso,
    working_days_after,
)

SAME = DateRelation.SAME
IN_BOOK = DateRelation.LESS_PRECISE_IN_BOOK
IN_POPULATION = DateRelation.LESS_PRECISE_IN_POPULATION
DIFFERS = DateRelation.DIFFERS
MIRRORED = {IN_BOOK: IN_POPULATION, IN_POPULATION: IN_BOOK}

full_dates = st.dates(date(1895, 1, 1), date(2030, 12, 31)).map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
partial_dates = st.one_of(
    full_dates,
    st.builds(PartialDate, st.integers(1900, 2026), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1900, 2026)),
    st.just(PartialDate(None)),
)


@pytest.mark.parametrize(
    ("kept", "precision", "iso", "shown", "dotted"),
    [
        (PartialDate(1998, 9, 2), Precision.DAY, "1998-09-02", "02/09/1998", "02.09.1998"),
        (PartialDate(1998, 9), Precision.MONTH, "1998-09", "09/1998", "09.1998"),
        (PartialDate(1998), Precision.YEAR, "1998", "1998", "1998"),
        (PartialDate(None), Precision.NONE, "", "", ""),
    ],
)
def test_forms(kept: PartialDate, precision: Precision, iso: str, shown: str, dotted: str):
    assert kept.precision is precision
    assert (kept.iso(), kept.vietnamese(), kept.dotted()) == (iso, shown, dotted)
    assert str(kept) == iso


@given(partial_dates)
def test_iso_round_trip(kept: PartialDate):
    assert from_iso(kept.iso()) == kept


@pytest.mark.parametrize("text", ["1998-9-2", "02/09/1998", "1998-13", "1998-00", "19", "x", " "])
def test_what_is_no_iso_date_is_refused(text: str):
    with pytest.raises(UnreadableDate):
        from_iso(text)


@pytest.mark.parametrize(
    "parts", [(1998, None, 2), (None, 9, None), (1998, 13, None), (1998, 9, 32), (0, None, None)]
)
def test_parts_that_are_no_date_are_refused(parts: tuple[int | None, int | None, int | None]):
    with pytest.raises(UnreadableDate):
        PartialDate(*parts)


def test_a_day_the_month_does_not_have_is_kept_as_impossible():
    odd = PartialDate(1998, 2, 31)
    assert not odd.is_possible()
    assert odd.iso() == "1998-02-31"
    assert (odd.earliest(), odd.latest()) == (None, None)
    assert PartialDate(2000, 2, 29).is_possible()
    assert not PartialDate(1900, 2, 29).is_possible()


def test_bounds():
    assert PartialDate(1998).earliest() == date(1998, 1, 1)
    assert PartialDate(1998).latest() == date(1998, 12, 31)
    assert PartialDate(2000, 2).latest() == date(2000, 2, 29)
    assert PartialDate(1998, 9, 2).earliest() == PartialDate(1998, 9, 2).latest()
    assert PartialDate(None).earliest() is None
    assert PartialDate(None).latest() is None


@pytest.mark.parametrize(
    ("book", "population", "relation", "hint"),
    [
        ("1974", "1974", SAME, None),
        ("1974", "1974-01-01", IN_BOOK, "first_day"),
        ("1974", "1974-01", IN_BOOK, "first_day"),
        ("1974-05", "1974-05-01", IN_BOOK, "first_day"),
        ("1974", "1974-06-12", IN_BOOK, None),
        ("1974-05-02", "1974-05", IN_POPULATION, None),
        ("1974-01-01", "1974", IN_POPULATION, "first_day"),
        ("", "1974", IN_BOOK, "missing"),
        ("1974", "", IN_POPULATION, "missing"),
        ("", "", SAME, None),
        ("1998-09-02", "1998-02-09", DIFFERS, "swapped"),
        ("1998-09-02", "1998-09-03", DIFFERS, "one_day"),
        ("1998-12-31", "1999-01-01", DIFFERS, "one_day"),
        ("1998-09-02", "1998-09-12", DIFFERS, "day_off"),
        ("1998-09-02", "1998-08-02", DIFFERS, "month_off"),
        ("1998-09-02", "1999-09-02", DIFFERS, "year_off"),
        ("1998-09-02", "1988-09-02", DIFFERS, "decade"),
        ("1998-09-02", "1898-09-02", DIFFERS, "century"),
        ("1974-09-02", "1947-09-02", DIFFERS, "year_digits"),
        ("1974-09-02", "1956-09-02", DIFFERS, None),
        ("1974-09-02", "1956-10-03", DIFFERS, None),
        ("1974-09-02", "1974-10-03", DIFFERS, None),
        ("1974-06-12", "1974-01-01", DIFFERS, "first_day"),
        ("1974-05", "1974-01-01", DIFFERS, "first_day"),
        ("1974", "1975-03-02", DIFFERS, "year_off"),
        ("1974", "1984", DIFFERS, "decade"),
        ("1998-02-31", "1998-02-28", DIFFERS, "day_off"),
    ],
)
def test_relation_and_hint(book: str, population: str, relation: DateRelation, hint: str | None):
    comparison = compare_dates(from_iso(book), from_iso(population))
    assert (comparison.relation, comparison.hint) == (relation, hint)


@given(partial_dates, partial_dates)
def test_comparison_is_mirrored(one: PartialDate, other: PartialDate):
    forth, back = compare_dates(one, other), compare_dates(other, one)
    assert back.relation is MIRRORED.get(forth.relation, forth.relation)
    assert back.hint == forth.hint
    assert forth.hint is None or forth.hint in HINT_WORDS


@given(full_dates)
def test_a_year_never_differs_from_a_day_in_it(day: PartialDate):
    assert compare_dates(PartialDate(day.year), day).relation is IN_BOOK
    assert compare_dates(day, PartialDate(day.year, day.month)).relation is IN_POPULATION


@given(full_dates, full_dates)
def test_two_full_dates_are_equal_or_differ(one: PartialDate, other: PartialDate):
    assume(one != other)
    assert compare_dates(one, other).relation is DIFFERS


NATIONAL_DAY = frozenset({date(2023, 9, 1), date(2023, 9, 4)})


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2023, 8, 1), date(2023, 8, 11)),
        (date(2023, 8, 2), date(2023, 8, 14)),
        (date(2023, 8, 22), date(2023, 9, 5)),
        (date(2023, 8, 23), date(2023, 9, 5)),
    ],
)
def test_a_limit_of_ten_days_ends_on_a_working_day(start: date, due: date):
    assert due_date(start, 10, NATIONAL_DAY) == due


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.integers(0, 30))
def test_due_date_is_never_early_and_never_a_day_off(start: date, count: int):
    due = due_date(start, count, NATIONAL_DAY)
    assert due >= start + timedelta(days=count)
    assert due.weekday() < 5
    assert due not in NATIONAL_DAY


def test_working_days_skip_days_off():
    assert working_days_after(date(2023, 8, 31), 1, NATIONAL_DAY) == date(2023, 9, 5)
    assert working_days_after(date(2023, 8, 31), 3, NATIONAL_DAY) == date(2023, 9, 7)
    assert working_days_after(date(2023, 8, 30), 0, ()) == date(2023, 8, 30)
