"""Which day of the lunar calendar (âm lịch) is a day, and the other way round?

The rule: a month begins on the civil day of the new moon; the month that holds the winter
solstice is the eleventh; between two eleventh months thirteen months apart, the first without a
major term of the sun is the leap month (tháng nhuận). What a civil day is, is a matter of the
clock: UTC+8 before 1 January 1968 everywhere and, in the South, until 13 June 1975; UTC+7 since.

Certain: days since 1976. 1968 to 1975 the North and the South had two calendars. Before 1930
the printed almanac did not always agree with the sky, so a day may be off by one; before 1900
nothing has been checked.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from hotich.core.dates.sky import new_moon, new_moon_before, solar_longitude


class Region(StrEnum):
    """Whose calendar: the North's, or the South's until June 1975."""

    NORTH = "north"
    SOUTH = "south"


CHANGE_OF_CLOCK: Final = {Region.NORTH: date(1968, 1, 1), Region.SOUTH: date(1975, 6, 13)}
"""The first day on which a region's calendar is reckoned by UTC+7."""

FIRST_YEAR: Final = 1801
LAST_YEAR: Final = 2199

_UNIX: Final = 2440587.5
_EPOCH: Final = date(1970, 1, 1)
_YEAR_STARTS_AT: Final = 11
_MONTHS: Final = 12


@dataclass(frozen=True, order=True)
class LunarDate:
    """A day of the lunar calendar; the year is the Gregorian one in which it begins."""

    year: int
    month: int
    day: int
    leap: bool = False


@dataclass(frozen=True)
class LunarMonth:
    """A month of a lunar year with its first day and its number of days."""

    year: int
    month: int
    leap: bool
    first: date
    days: int


def to_lunar(day: date, region: Region = Region.NORTH) -> LunarDate:
    """Return the lunar day of a Gregorian day, by the calendar of the region.

    >>> to_lunar(date(2026, 2, 17))
    LunarDate(year=2026, month=1, day=1, leap=False)

    Raises: ValueError outside the years 1801 to 2199.
    """
    for year in (day.year, day.year - 1):
        for month in lunar_months(year, region):
            past = (day - month.first).days
            if 0 <= past < month.days:
                return LunarDate(month.year, month.month, past + 1, month.leap)
    raise ValueError(day.isoformat())


def from_lunar(
    year: int, month: int, day: int, *, leap: bool = False, region: Region = Region.NORTH
) -> date | None:
    """Return the Gregorian day of a lunar one; None where the calendar has no such day.

    >>> from_lunar(1974, 8, 15)
    datetime.date(1974, 9, 30)
    >>> from_lunar(2026, 1, 30, leap=True) is None
    True
    """
    if not FIRST_YEAR <= year <= LAST_YEAR - 1:
        return None
    for found in lunar_months(year, region):
        if (found.month, found.leap) == (month, leap) and 1 <= day <= found.days:
            return found.first + timedelta(days=day - 1)
    return None


@lru_cache(maxsize=1 << 10)
def lunar_months(year: int, region: Region = Region.NORTH) -> tuple[LunarMonth, ...]:
    """Return the twelve or thirteen months of a lunar year, from Tết on.

    Raises: ValueError outside the years 1801 to 2199.
    """
    if not FIRST_YEAR - 1 <= year <= LAST_YEAR:
        raise ValueError(str(year))
    found = (*_from_eleventh(year, region), *_from_eleventh(year + 1, region))
    return tuple(month for month in found if month.year == year)


@lru_cache(maxsize=1 << 10)
def _from_eleventh(year: int, region: Region) -> tuple[LunarMonth, ...]:
    """Return the months from the eleventh of the year before to the tenth of this year."""
    first, end = _solstice_month(year - 1, region), _solstice_month(year, region)
    starts = [_civil_day(new_moon(k), region) for k in range(first, end + 1)]
    leap_at = _leap_month(starts, region) if end - first > _MONTHS else None
    months, number, in_year = [], _YEAR_STARTS_AT, year - 1
    for place in range(end - first):
        is_leap = place == leap_at
        if place and not is_leap:
            number = number % _MONTHS + 1
            in_year = year if number == 1 else in_year
        days = (starts[place + 1] - starts[place]).days
        months.append(LunarMonth(in_year, number, is_leap, starts[place], days))
    return tuple(months)


def _leap_month(starts: list[date], region: Region) -> int | None:
    """Return the place of the first month in which the sun enters no new sign."""
    signs = [_sign(day, region) for day in starts]
    for place in range(1, len(starts) - 1):
        if signs[place] == signs[place + 1]:
            return place
    return None


def _solstice_month(year: int, region: Region) -> int:
    """Return the number of the new moon whose month holds the winter solstice of the year."""
    k = new_moon_before(_julian(date(year, 12, 31), region) + 1)
    while _sign(_civil_day(new_moon(k), region), region) >= 9:
        k -= 1
    return k


def _sign(day: date, region: Region) -> int:
    """Return which twelfth of its path, from the spring equinox, the sun is in at midnight."""
    return int(solar_longitude(_julian(day, region)) // 30)


def _offset(day: date, region: Region) -> float:
    return (8 if day < CHANGE_OF_CLOCK[region] else 7) / 24


def _julian(day: date, region: Region) -> float:
    """Return the Julian day of the midnight at which the civil day begins."""
    return _UNIX + (day - _EPOCH).days - _offset(day, region)


def _civil_day(moment: float, region: Region) -> date:
    rough = _EPOCH + timedelta(days=int(moment - _UNIX))
    return _EPOCH + timedelta(days=int((moment - _UNIX + _offset(rough, region)) // 1))
