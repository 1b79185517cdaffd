"""Are two dates the same, the same less precisely, or different, and in what way?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hotich.core.dates.partial import PartialDate, Precision
from hotich.core.words import vi


class DateRelation(StrEnum):
    """How the date in the book stands to the date in the population database."""

    SAME = "same"
    LESS_PRECISE_IN_BOOK = "less_precise_in_book"
    LESS_PRECISE_IN_POPULATION = "less_precise_in_population"
    DIFFERS = "differs"


@dataclass(frozen=True)
class DateComparison:
    """The relation of two dates, with a hint at the likely cause (see `HINT_WORDS`)."""

    relation: DateRelation
    hint: str | None = None


HINT_WORDS: Final[Mapping[str, str]] = {
    "missing": vi("một bên không có ngày"),
    "first_day": vi(
        "bên kia ghi ngày đầu của năm hoặc tháng, thường là do chỉ biết năm hoặc tháng"
    ),
    "swapped": vi("ngày và tháng đổi chỗ cho nhau"),
    "one_day": vi("lệch một ngày"),
    "day_off": vi("khác ngày, cùng tháng và năm"),
    "month_off": vi("khác tháng"),
    "year_off": vi("lệch một năm"),
    "decade": vi("lệch tròn chục năm"),
    "century": vi("lệch tròn trăm năm"),
    "year_digits": vi("hai chữ số của năm đổi chỗ"),
}
"""What each hint says on the screen."""


def compare_dates(book: PartialDate, population: PartialDate) -> DateComparison:
    """Return the relation of a date in the book to one in the population database.

    1974 is only less precise than any day of 1974: 01/01/1974 there is often just the way the
    law writes a known year. Sides swapped, the relation is mirrored and the hint is kept.

    Law: TT_04_2020 art. 18 (missing day or month of a birth registered before 2016).

    >>> compare_dates(PartialDate(1974), PartialDate(1974, 1, 1))
    DateComparison(relation=<DateRelation.LESS_PRECISE_IN_BOOK: 'less_precise_in_book'>, \
hint='first_day')
    >>> compare_dates(PartialDate(1998, 9, 2), PartialDate(1998, 2, 9)).hint
    'swapped'
    """
    if book == population:
        return DateComparison(DateRelation.SAME)
    ours, theirs = _known(book), _known(population)
    shared = min(len(ours), len(theirs))
    if ours[:shared] != theirs[:shared]:
        return DateComparison(DateRelation.DIFFERS, _difference(book, population))
    relation = (
        DateRelation.LESS_PRECISE_IN_BOOK
        if len(ours) < len(theirs)
        else DateRelation.LESS_PRECISE_IN_POPULATION
    )
    if shared == 0:
        return DateComparison(relation, "missing")
    finer = max(ours, theirs, key=len)
    is_first = all(part == 1 for part in finer[shared:])
    return DateComparison(relation, "first_day" if is_first else None)


def _known(value: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (value.year, value.month, value.day) if part is not None)


def _difference(one: PartialDate, other: PartialDate) -> str | None:
    if one.year == other.year:
        return _within_year(one, other)
    if (one.month, one.day) == (other.month, other.day) or not one.month or not other.month:
        return _year_difference(one.year or 0, other.year or 0)
    return "one_day" if _are_neighbours(one, other) else None


def _within_year(one: PartialDate, other: PartialDate) -> str | None:
    if _are_neighbours(one, other):
        return "one_day"
    if one.day and (one.day, one.month) == (other.month, other.day):
        return "swapped"
    if one.month == other.month:
        return "day_off"
    if one.day == other.day:
        return "month_off"
    return "first_day" if _is_default(one) or _is_default(other) else None


def _year_difference(one: int, other: int) -> str | None:
    apart = abs(one - other)
    if apart == 1:
        return "year_off"
    if apart % 100 == 0:
        return "century"
    if apart % 10 == 0:
        return "decade"
    return "year_digits" if _are_transposed(f"{one:04d}", f"{other:04d}") else None


def _are_transposed(one: str, other: str) -> bool:
    """Tell whether one pair of neighbouring digits changed places."""
    differing = [place for place in range(4) if one[place] != other[place]]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def _are_neighbours(one: PartialDate, other: PartialDate) -> bool:
    if one.precision is not Precision.DAY or other.precision is not Precision.DAY:
        return False
    first, second = one.earliest(), other.earliest()
    return first is not None and second is not None and abs((first - second).days) == 1


def _is_default(value: PartialDate) -> bool:
    return (value.month, value.day) == (1, 1)
