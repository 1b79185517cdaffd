"""What lunar date does the book say, and which days can be offered for it?

A lunar date stays as it is written: what is offered is a help for the clerk, never a value.

Law: civil-status registers are kept by the Gregorian calendar (TT_04_2020 art. 29), so that a
lunar date in one is a note.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from typing import Final

from hotich.core.dates.can_chi import can_chi, read_can_chi
from hotich.core.dates.lunar import LunarMonth, Region, lunar_months
from hotich.core.dates.partial import PartialDate
from hotich.core.dates.words import read_number_words
from hotich.core.words import vi

FIRST_SURE_YEAR: Final = 1930
_ERAS: Final = range(1802, 2199)


class LunarCertainty(StrEnum):
    """How sure an offered day is."""

    SURE = "sure"
    ONE_DAY = "one_day"
    ASK_REGION = "ask_region"


LUNAR_CERTAINTY_WORDS: Final = {
    LunarCertainty.SURE: vi("đổi theo lịch"),
    LunarCertainty.ONE_DAY: vi("lịch in trước năm 1930 có thể lệch một ngày"),
    LunarCertainty.ASK_REGION: vi(
        "từ 1968 đến 1975 lịch miền Bắc và miền Nam khác nhau: hãy xem sổ lập ở đâu"
    ),
}
"""What each certainty says on the screen."""


@dataclass(frozen=True)
class LunarReading:
    """What the book says, as far as it says it.

    `months` has two where the word can mean two: "tháng một" is the first month or, in the old
    way of counting, the eleventh. `year_names` are can chi names; `year` is a number written.
    """

    day: int | None = None
    months: tuple[int, ...] = ()
    leap: bool = False
    year: int | None = None
    year_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A stretch of Gregorian days the reading can mean; one day where the book says the day."""

    first: date
    last: date
    lunar: str
    region: Region | None
    certainty: LunarCertainty

    def partial(self) -> PartialDate:
        """Return the day, month or year in which the whole stretch lies; none if it spans two."""
        if self.first.year != self.last.year:
            return PartialDate(None)
        if self.first.month != self.last.month:
            return PartialDate(self.first.year)
        day = self.first.day if self.first == self.last else None
        return PartialDate(self.first.year, self.first.month, day)


_MARK: Final = re.compile(r"\b(?:âm lịch|lịch âm|(?:tính )?theo âm lịch|â\.? ?l|al)\b|\(â\)")
_SOLAR: Final = re.compile(r"\b(?:dương lịch|d\.? ?l)\b")
_LEAP: Final = re.compile(r"\(? ?\bnhuận\b ?\)?")
_FEAST: Final = re.compile(r"^((?:ngày )?(?:mồng|mùng) [^\W_]+) tết\b")
_NUMERIC: Final = re.compile(
    r"(?P<day>\d{1,2})(?: ?[/.-] ?(?P<month>\d{1,2}))(?:(?: ?[/.-] ?| năm | )(?P<year>.+))?"
)
_SPOKEN: Final = re.compile(
    r"(?:(?:ngày )?(?P<day>(?:(?:mồng|mùng) )?(?:\d{1,2}|[^\W\d]+(?: [^\W\d]+){0,2})) )??"
    r"tháng (?P<month>\d{1,2}|[^\W\d]+(?: hai| một)?)(?:(?: |/| năm )(?P<year>.+))?"
)
_NUMBER_AND_NAME: Final = re.compile(r"(?P<year>\d{4})(?: ?[-/] ?| )(?P<name>\D+)")
_NAME_AND_NUMBER: Final = re.compile(r"(?P<name>\D+?)(?: ?[-/] ?| )(?P<year>\d{4})")
_NAMED_MONTHS: Final = {"giêng": (1,), "chạp": (12,), "tư": (4,), "một": (1, 11)}


def read_lunar(text: str) -> LunarReading | None:
    """Return the lunar date the text says, or None when it does not plainly say one.

    Plain are "15/8 âm lịch", "15-8-1974 ÂL", "rằm tháng tám năm Giáp Dần", "mồng 3 tháng giêng
    năm Giáp Dần", "tháng chạp âm lịch", "năm Giáp Dần", "tuổi Dần". A date with neither a mark of
    the lunar calendar nor the name of a year is none, and so is one with a word it does not know.

    >>> read_lunar("rằm tháng tám năm Giáp Dần")
    LunarReading(day=15, months=(8,), leap=False, year=None, year_names=('Giáp Dần',))
    >>> read_lunar("15/8/1974") is None
    True
    """
    small = " ".join(unicodedata.normalize("NFC", text).lower().split()).strip(" .,;")
    if _SOLAR.search(small):
        return None
    rest, marks = _MARK.subn(" ", small)
    rest, feasts = _FEAST.subn(r"\1 tháng giêng", rest)
    rest, leaps = _LEAP.subn(" ", rest)
    phrase = " ".join(re.sub(r"[(),;:]", " ", rest).split()).strip(" .-")
    found = _read(phrase, leap=leaps > 0)
    if found is None or not (marks or feasts or leaps or found.year_names):
        return None
    return found


def offered_conversion(
    reading: LunarReading, region: Region | None, *, first: int = 1900, last: int = 2100
) -> tuple[Offer, ...]:
    """Return the Gregorian days the reading can mean, earliest first; () when no year is said.

    A can chi name is sought among the lunar years from `first` to `last`: give the years that the
    book allows. Without a region both calendars are offered where they differ. Nothing is
    offered for a day or a leap month that the calendar does not have.
    """
    if reading.year is not None:
        years: tuple[int, ...] = (reading.year,)
    else:
        span = range(max(first, _ERAS.start), min(last, _ERAS.stop - 1) + 1)
        years = tuple(year for year in span if can_chi(year) in reading.year_names)
    offers = [offer for year in years for offer in _offers_in(reading, year, region)]
    return tuple(sorted(offers, key=lambda offer: (offer.first, offer.region or "")))


def _offers_in(reading: LunarReading, year: int, region: Region | None) -> list[Offer]:
    regions = [region] if region else list(Region)
    found = {one: _stretches(reading, year, one) for one in regions}
    if region is None and found[Region.NORTH] == found[Region.SOUTH]:
        found = {Region.NORTH: found[Region.NORTH]}
    differ = len(found) > 1
    return [
        Offer(start, end, said, one if region or differ else None, _certainty(start, differ=differ))
        for one, stretches in found.items()
        for start, end, said in stretches
    ]


def _certainty(start: date, *, differ: bool) -> LunarCertainty:
    if differ:
        return LunarCertainty.ASK_REGION
    if start.year < FIRST_SURE_YEAR:
        return LunarCertainty.ONE_DAY
    return LunarCertainty.SURE


def _stretches(reading: LunarReading, year: int, region: Region) -> list[tuple[date, date, str]]:
    months = lunar_months(year, region)
    if not reading.months:
        end = months[-1].first + timedelta(days=months[-1].days - 1)
        return [(months[0].first, end, can_chi(year))]
    chosen = [
        month
        for month, number in product(months, reading.months)
        if month.month == number and month.leap == reading.leap
    ]
    if reading.day is not None:
        chosen = [month for month in chosen if reading.day <= month.days]
    return [_stretch(month, reading.day) for month in chosen]


def _stretch(month: LunarMonth, day: int | None) -> tuple[date, date, str]:
    leap = vi("tháng {number} nhuận") if month.leap else vi("tháng {number}")
    said = f"{leap.format(number=month.month)} {can_chi(month.year)}"
    if day is None:
        return month.first, month.first + timedelta(days=month.days - 1), said
    at = month.first + timedelta(days=day - 1)
    return at, at, f"{day} {said}"


def _read(phrase: str, *, leap: bool) -> LunarReading | None:
    named = _year(phrase)
    if named is not None and " " in phrase and not leap:
        return LunarReading(year=named[0], year_names=named[1])
    match = _NUMERIC.fullmatch(phrase) or _SPOKEN.fullmatch(phrase)
    if match is None:
        return None
    year = _year(match["year"]) if match["year"] else (None, ())
    months, day = _month(match["month"]), _day(match["day"])
    if year is None or not months or day == 0:
        return None
    return LunarReading(day, months, leap, *year)


def _year(text: str) -> tuple[int | None, tuple[str, ...]] | None:
    """Return the number or the names of the year; None when the text is neither."""
    bare = re.sub(r"^năm ", "", text.strip())
    if re.fullmatch(r"\d{4}", bare) and int(bare) in _ERAS:
        return int(bare), ()
    both = _NUMBER_AND_NAME.fullmatch(bare) or _NAME_AND_NUMBER.fullmatch(bare)
    if both:
        year, names = int(both["year"]), read_can_chi(both["name"])
        return (year, names) if can_chi(year) in names else None
    names = read_can_chi(bare)
    return (None, names) if names else None


def _month(text: str) -> tuple[int, ...]:
    if text in _NAMED_MONTHS:
        return _NAMED_MONTHS[text]
    number = int(text) if text.isdigit() else read_number_words(text.split())
    return (number,) if number is not None and 1 <= number <= 12 else ()


def _day(text: str | None) -> int | None:
    """Return the day, None when none is said, 0 when it cannot be read."""
    if text is None:
        return None
    is_first = text.startswith(("mồng ", "mùng "))
    said = text[5:] if is_first else text
    if said == "rằm":
        return 15
    number = int(said) if said.isdigit() else read_number_words(said.split())
    if number is None and is_first and said == "tư":
        number = 4
    return number if number is not None and 1 <= number <= (10 if is_first else 30) else 0
