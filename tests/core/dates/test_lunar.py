"""The lunar calendar against known days of Tết, and against the sky of an ephemeris."""

from datetime import date, timedelta
from itertools import pairwise
from math import degrees

import ephem
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.dates import LunarDate, Region, from_lunar, lunar_months, to_lunar
from hotich.core.dates.lunar import CHANGE_OF_CLOCK
from hotich.core.dates.sky import new_moon, new_moon_before, solar_longitude

FIRST, LAST = date(1900, 1, 31), date(2026, 12, 31)
NORTH, SOUTH = Region.NORTH, Region.SOUTH
DUBLIN = 2415020.0  # ephem counts days from 31 December 1899, noon

TET = {
    1954: (2, 3), 1975: (2, 11), 1976: (1, 31), 1980: (2, 16), 1985: (1, 21), 1990: (1, 27),
    1995: (1, 31), 2000: (2, 5), 2007: (2, 17), 2010: (2, 14), 2015: (2, 19), 2018: (2, 16),
    2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10),
    2025: (1, 29), 2026: (2, 17),
}  # fmt: skip
LEAP_MONTHS = {1976: 8, 1985: 2, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4,
               2023: 2, 2025: 6}  # fmt: skip


@pytest.mark.parametrize("year", TET)
def test_tet_is_on_the_day_everybody_remembers(year: int):
    assert from_lunar(year, 1, 1) == from_lunar(year, 1, 1, region=SOUTH) == date(year, *TET[year])


@pytest.mark.parametrize(
    ("year", "north", "south"), [(1968, (1, 29), (1, 30)), (1969, (2, 16), (2, 17))]
)
def test_tet_of_two_calendars(year: int, north: tuple[int, int], south: tuple[int, int]):
    assert from_lunar(year, 1, 1, region=NORTH) == date(year, *north)
    assert from_lunar(year, 1, 1, region=SOUTH) == date(year, *south)


@pytest.mark.parametrize("year", LEAP_MONTHS)
def test_leap_months(year: int):
    assert [month.month for month in lunar_months(year) if month.leap] == [LEAP_MONTHS[year]]


def test_days_of_a_feast():
    assert to_lunar(date(1974, 9, 30)) == LunarDate(1974, 8, 15)
    assert to_lunar(date(2025, 7, 25)) == LunarDate(2025, 6, 1, leap=True)
    assert to_lunar(date(2026, 2, 16)) == LunarDate(2025, 12, 29)


def test_what_the_calendar_does_not_have():
    assert from_lunar(2024, 2, 1, leap=True) is None
    assert from_lunar(2025, 12, 30) is None
    assert from_lunar(2025, 13, 1) is None
    assert from_lunar(2025, 1, 0) is None
    assert from_lunar(3000, 1, 1) is None
    with pytest.raises(ValueError, match="1700"):
        to_lunar(date(1700, 5, 5))


@pytest.mark.parametrize("region", Region)
def test_months_follow_one_another_without_gap(region: Region):
    months = [month for year in range(1900, 2101) for month in lunar_months(year, region)]
    for month, following in pairwise(months):
        assert month.first + timedelta(days=month.days) == following.first
        assert month.days in {29, 30}
        assert following.month in {month.month, month.month % 12 + 1}
        assert following.leap == (following.month == month.month)


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)), st.sampled_from(Region))
def test_there_and_back(day: date, region: Region):
    lunar = to_lunar(day, region)
    assert from_lunar(lunar.year, lunar.month, lunar.day, leap=lunar.leap, region=region) == day


def test_the_two_calendars_part_from_1968_to_1975_only():
    day, differing = FIRST, []
    while day <= LAST:
        if to_lunar(day, NORTH) != to_lunar(day, SOUTH):
            differing.append(day)
        day += timedelta(days=1)
    assert len(differing) == 120
    assert (differing[0].year, differing[-1].year) == (1968, 1975)


# --- against an ephemeris -------------------------------------------------------------------


def sun(day: float) -> float:
    """Return the apparent longitude of the sun by ephem, in degrees."""
    at = ephem.Date(day - DUBLIN)
    body = ephem.Sun(at)
    return degrees(ephem.Ecliptic(ephem.Equatorial(body.g_ra, body.g_dec, epoch=at), epoch=at).lon)


def moons() -> list[float]:
    """Return all new moons from 1899 to 2027 by ephem, as Julian days."""
    found = [ephem.next_new_moon(ephem.Date("1899/10/1"))]
    while found[-1] < ephem.Date("2027/3/1"):
        found.append(ephem.next_new_moon(found[-1] + 1))
    return [float(moon) + DUBLIN for moon in found]


@pytest.fixture(scope="module")
def real_moons() -> list[float]:
    return moons()


def test_no_new_moon_is_a_minute_off(real_moons: list[float]):
    k = new_moon_before(real_moons[0] + 1)
    worst = max(abs(new_moon(k + place) - moon) for place, moon in enumerate(real_moons))
    assert worst * 86_400 < 60


def test_the_sun_is_nowhere_a_hundredth_of_a_degree_off(real_moons: list[float]):
    assert max(abs((solar_longitude(m) - sun(m) + 180) % 360 - 180) for m in real_moons) < 0.01


def civil(moment: float, region: Region) -> date:
    for hours in (8, 7):
        day = date(1970, 1, 1) + timedelta(days=(moment - 2440587.5 + hours / 24) // 1)
        if hours == 7 or day < CHANGE_OF_CLOCK[region]:
            return day
    raise AssertionError


def midnight(day: date, region: Region) -> float:
    hours = 8 if day < CHANGE_OF_CLOCK[region] else 7
    return 2440587.5 + (day - date(1970, 1, 1)).days - hours / 24


@pytest.mark.parametrize("region", Region)
def test_every_month_begins_where_the_sky_says(region: Region, real_moons: list[float]):
    starts = [civil(moon, region) for moon in real_moons]
    signs = [int(sun(midnight(day, region)) // 30) for day in starts]
    solstices = [place for place in range(len(starts) - 1) if signs[place] < 9 <= signs[place + 1]]
    expected = []
    for begin, end in pairwise(solstices):
        number, leap_due = 11, end - begin == 13
        for place in range(begin, end):
            is_leap = leap_due and place > begin and signs[place] == signs[place + 1]
            leap_due = leap_due and not is_leap
            number = number if place == begin or is_leap else number % 12 + 1
            expected.append((starts[place], number, is_leap))
    ours = [
        (month.first, month.month, month.leap)
        for year in range(1899, 2028)
        for month in lunar_months(year, region)
    ]
    known = [month for month in ours if expected[0][0] <= month[0] <= expected[-1][0]]
    assert len(known) > 1500
    assert known == expected


@pytest.mark.parametrize("region", Region)
def test_every_day_of_1900_to_2026(region: Region, real_moons: list[float]):
    starts = [civil(moon, region) for moon in real_moons]
    day = FIRST
    place = 0
    while day <= LAST:
        while starts[place + 1] <= day:
            place += 1
        lunar = to_lunar(day, region)
        assert lunar.day == (day - starts[place]).days + 1
        again = from_lunar(lunar.year, lunar.month, lunar.day, leap=lunar.leap, region=region)
        assert again == day
        day += timedelta(days=1)
