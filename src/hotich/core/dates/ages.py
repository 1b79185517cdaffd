"""How old does the book say a person was, where it gives an age instead of a date?"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hotich.core.dates.words import read_number_words
from hotich.core.words import vi


class AgeUnit(StrEnum):
    """In what an age is counted."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


class AgeReckoning(StrEnum):
    """Which way of counting the book names: tuổi mụ counts the months before birth as a year."""

    NOT_SAID = "not_said"
    NOMINAL = "nominal"
    WESTERN = "western"


AGE_WORDS: Final = {
    AgeReckoning.NOT_SAID: vi("sổ không ghi là tuổi mụ hay tuổi tròn"),
    AgeReckoning.NOMINAL: vi("tuổi mụ: nhiều hơn tuổi tròn một hoặc hai"),
    AgeReckoning.WESTERN: vi("tuổi tròn"),
}
"""What each way of counting says on the screen."""


@dataclass(frozen=True)
class Age:
    """An age as the book has it; `about` when it says khoảng, chừng, gần, hơn, ngoài."""

    number: int
    unit: AgeUnit = AgeUnit.YEARS
    reckoning: AgeReckoning = AgeReckoning.NOT_SAID
    about: bool = False


_MOST: Final = {AgeUnit.YEARS: 130, AgeUnit.MONTHS: 60, AgeUnit.DAYS: 99}
_ABOUT: Final = r"(?:ước chừng|ước|khoảng chừng|khoảng|chừng|độ|trên dưới|gần|hơn|ngoài|trạc)"
_NOMINAL: Final = r"mụ|ta|âm"
_WESTERN: Final = r"tây|dương|tròn"
_WAY: Final = rf"(?P<way>{_NOMINAL}|{_WESTERN})"
_NUMBER: Final = r"(?P<number>\d{1,3}|[^\W\d]+(?: [^\W\d]+){0,2}?)"
_AFTER: Final = re.compile(
    rf"(?P<about>{_ABOUT} )?{_NUMBER} ?(?P<unit>tuổi|t|tháng tuổi|ngày tuổi)(?: {_WAY})?"
)
_BEFORE: Final = re.compile(rf"tuổi(?: {_WAY})? (?P<about>{_ABOUT} )?{_NUMBER}(?P<unit>)")
_UNITS: Final = {"tháng tuổi": AgeUnit.MONTHS, "ngày tuổi": AgeUnit.DAYS}


def read_age(text: str) -> Age | None:
    """Return the age that the text says, or None when it is not plainly an age.

    Read are "35 tuổi", "35t", "tuổi 35", "ba mươi lăm tuổi", "khoảng 40 tuổi", "9 tháng tuổi",
    "36 tuổi mụ". A bare number is no age, and "tuổi Dần" names a year: see `read_lunar`.

    >>> read_age("khoảng 40 tuổi")
    Age(number=40, unit=<AgeUnit.YEARS: 'years'>, reckoning=<AgeReckoning.NOT_SAID: 'not_said'>, \
about=True)
    >>> read_age("1974") is None
    True
    """
    phrase = _phrase(text)
    match = _AFTER.fullmatch(phrase) or _BEFORE.fullmatch(phrase)
    if match is None:
        return None
    number = _number(match["number"])
    unit = _UNITS.get(match["unit"], AgeUnit.YEARS)
    least = 0 if match["number"].isdigit() else 1
    if number is None or not least <= number <= _MOST[unit]:
        return None
    return Age(number, unit, _reckoning(match["way"]), about=match["about"] is not None)


def birth_year_from_age(age: Age, year: int) -> tuple[int, int]:
    """Return the first and the last year of birth that the age in an entry of that year allows.

    A person of n full years was born n or n + 1 years before the year of the entry, as his
    birthday had come or not. By tuổi mụ a child is one at birth and one more at each Tết, so that
    he was born n - 1 lunar years before; whoever was born, or registered, between 1 January and
    Tết moves that by one. Which way the clerk of the time counted is rarely said: the range then
    holds for both. "khoảng" does not widen it, because nobody says by how much.

    >>> birth_year_from_age(Age(35), 1970)
    (1934, 1937)
    >>> birth_year_from_age(Age(35, reckoning=AgeReckoning.WESTERN), 1970)
    (1934, 1935)
    >>> birth_year_from_age(Age(9, AgeUnit.MONTHS), 1970)
    (1969, 1970)
    """
    if age.unit is AgeUnit.DAYS:
        return year - 1 if age.number else year, year
    if age.unit is AgeUnit.MONTHS:
        return (12 * year - age.number - 1) // 12, (12 * year + 11 - age.number) // 12
    first, last = year - age.number - 1, year - age.number
    if age.reckoning is AgeReckoning.WESTERN:
        return first, last
    nominal_first, nominal_last = year - age.number, year - age.number + 2
    if age.reckoning is AgeReckoning.NOMINAL:
        return nominal_first, min(nominal_last, year)
    return first, min(nominal_last, year)


def _phrase(text: str) -> str:
    small = unicodedata.normalize("NFC", text).lower()
    return " ".join(re.sub(r"[.,;:()]", " ", small).split())


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else read_number_words(text.split())


def _reckoning(way: str | None) -> AgeReckoning:
    if way is None:
        return AgeReckoning.NOT_SAID
    named = way in _NOMINAL.split("|")
    return AgeReckoning.NOMINAL if named else AgeReckoning.WESTERN
