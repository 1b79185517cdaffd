"""Which days are days off for the offices?"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from hotich.core.law.tables import days, flag, load_table, row, texts


@dataclass(frozen=True)
class _YearOff:
    """The days off of a year that move, and whether they were announced."""

    moving: frozenset[date]
    confirmed: bool


def days_off(year: int) -> frozenset[date]:
    """Return the public holidays of a year, Saturdays and Sundays aside.

    The solar holidays are there for every year; Tết, the Kings' day, the second National Day and
    days made up or exchanged only for the years of the table (2020 to 2027).

    Law: BLLD_2019 art. 112.
    """
    fixed, moving = _table()
    solar = frozenset(date.fromisoformat(f"{year:04d}-{month_day}") for month_day in fixed)
    return solar | (moving[year].moving if year in moving else frozenset())


def days_off_between(start: date, end: date) -> frozenset[date]:
    """Return the public holidays of every year that the period touches."""
    return frozenset[date]().union(*(days_off(year) for year in range(start.year, end.year + 1)))


def are_days_off_confirmed(year: int) -> bool:
    """Tell whether the days off of a year are as announced, not expected."""
    _, moving = _table()
    return year in moving and moving[year].confirmed


@cache
def _table() -> tuple[tuple[str, ...], dict[int, _YearOff]]:
    cells = load_table("days_off.toml")
    fixed = texts(cells.pop("fixed"))
    return fixed, {int(year): _year_off(row(cell)) for year, cell in cells.items()}


def _year_off(cells: dict[str, object]) -> _YearOff:
    moving = (day for name in ("lunar_new_year", "kings", "other") for day in days(cells.get(name)))
    return _YearOff(frozenset(moving), flag(cells.get("confirmed")))
