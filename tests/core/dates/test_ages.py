"""An age in place of a date: read strictly, and turned into years of birth that stay honest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import (
    AGE_WORDS,
    Age,
    AgeReckoning,
    AgeUnit,
    birth_year_from_age,
    read_age,
    to_lunar,
)

NOMINAL, WESTERN = AgeReckoning.NOMINAL, AgeReckoning.WESTERN


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("35 tuổi", Age(35)),
        ("35t", Age(35)),
        ("35 T.", Age(35)),
        ("Tuổi: 35", Age(35)),
        ("tuổi 35", Age(35)),
        ("BA MƯƠI LĂM TUỔI", Age(35)),
        ("hăm mốt tuổi", Age(21)),
        ("một tuổi", Age(1)),
        ("0 tuổi", Age(0)),
        ("khoảng 40 tuổi", Age(40, about=True)),
        ("Độ bốn mươi tuổi", Age(40, about=True)),
        ("ngoài 60 tuổi", Age(60, about=True)),
        ("9 tháng tuổi", Age(9, AgeUnit.MONTHS)),
        ("chín tháng tuổi", Age(9, AgeUnit.MONTHS)),
        ("20 ngày tuổi", Age(20, AgeUnit.DAYS)),
        ("36 tuổi mụ", Age(36, reckoning=NOMINAL)),
        ("tuổi ta 36", Age(36, reckoning=NOMINAL)),
        ("36 tuổi tròn", Age(36, reckoning=WESTERN)),
        ("35 tuo\u0302\u0309i", Age(35)),
    ],
)
def test_read_age(text: str, age: Age):
    assert read_age(text) == age


@pytest.mark.parametrize(
    "text",
    ["", "35", "1974", "tuổi Dần", "tuổi", "200 tuổi", "không tuổi", "9 tháng", "35 tuổi rưỡi",
     "35-40 tuổi", "Nguyễn Văn Tuổi", "mươi tuổi", "-5 tuổi", "35 tuổi 36", "100 tháng tuổi"],
)  # fmt: skip
def test_what_is_no_age(text: str):
    assert read_age(text) is None


@given(st.text(max_size=30))
def test_reading_an_age_never_fails(text: str):
    found = read_age(text)
    assert found is None or found.number >= 0


def test_every_way_of_counting_has_words():
    assert set(AGE_WORDS) == set(AgeReckoning)


DAYS = st.dates(date(1900, 2, 1), date(2026, 12, 31))


@given(DAYS, DAYS)
def test_the_range_holds_whoever_counted(one: date, other: date):
    born, registered = sorted((one, other))
    full = (
        registered.year - born.year - ((registered.month, registered.day) < (born.month, born.day))
    )
    nominal = to_lunar(registered).year - to_lunar(born).year + 1
    for number, reckoning in ((full, WESTERN), (nominal, NOMINAL)):
        for known in (reckoning, AgeReckoning.NOT_SAID):
            first, last = birth_year_from_age(Age(number, reckoning=known), registered.year)
            assert first <= born.year <= last


@given(DAYS, st.integers(0, 60), st.integers(0, 27))
def test_the_range_holds_for_months_and_days(registered: date, months: int, days: int):
    index = registered.year * 12 + registered.month - 1 - months
    born = date(index // 12, index % 12 + 1, 1) - timedelta(days=31 - registered.day)
    whole = 12 * (registered.year - born.year) + registered.month - born.month
    whole -= registered.day < born.day
    first, last = birth_year_from_age(Age(whole, AgeUnit.MONTHS), registered.year)
    assert first <= born.year <= last
    first, last = birth_year_from_age(Age(days, AgeUnit.DAYS), registered.year)
    assert first <= (registered - timedelta(days=days)).year <= last


@pytest.mark.parametrize(
    ("age", "years"),
    [
        (Age(35), (1934, 1937)),
        (Age(35, reckoning=WESTERN), (1934, 1935)),
        (Age(36, reckoning=NOMINAL), (1934, 1936)),
        (Age(0), (1969, 1970)),
        (Age(9, AgeUnit.MONTHS), (1969, 1970)),
        (Age(12, AgeUnit.MONTHS), (1968, 1969)),
        (Age(0, AgeUnit.DAYS), (1970, 1970)),
    ],
)
def test_years_of_birth(age: Age, years: tuple[int, int]):
    assert birth_year_from_age(age, 1970) == years
