"""Which date does a clerk mean by what he types?"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hotich.core.dates.partial import PartialDate, UnreadableDate, from_iso
from hotich.core.dates.words import read_worded_date


class DateProblem(StrEnum):
    """Why a typed text gives no date that can be used as it is."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class DateReading:
    """What a typed text says: a date, a problem, both (31/02 is kept), or nothing at all."""

    date: PartialDate | None
    problem: DateProblem | None = None


_ERAS: Final = range(1800, 2200)
"""Years that a run of digits without separators can mean."""

_FIRST_YEAR: Final = 1000
_UNKNOWN_PART: Final = re.compile(r"[0?xX.…_*-]*")
_WITH_LABELS: Final = re.compile(
    r"(?:(?:ngày\s*(?P<day>\d{1,2})[\s,]*)?tháng\s*(?P<month>\d{1,2})[\s,]*)?năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)
_UNREADABLE: Final = DateReading(None, DateProblem.UNREADABLE)
_IMPOSSIBLE: Final = DateReading(None, DateProblem.IMPOSSIBLE)
_AMBIGUOUS: Final = DateReading(None, DateProblem.AMBIGUOUS)


def read_date(text: str, *, book_year: int | None = None) -> DateReading:
    """Return the date that a clerk typed; day before month always.

    Read are 02091998, 020998, 2/9/1998, 2.9.98, 2-9-1998, 2 9 1998, 9/1998, /9/1998, 1998,
    1998-09-02, "ngày 2 tháng 9 năm 1998" and the same in words. A part typed as 00, ? or x is
    unknown. Two digits of a year are the latest such year that is not after `book_year`;
    without `book_year` they are ambiguous, as is any run of seven digits. A day that the
    calendar does not have comes back with its problem. A blank text gives neither.

    >>> read_date("2.9.98", book_year=2001).date
    PartialDate(year=1998, month=9, day=2)
    >>> read_date("31/02/1998").problem.name
    'IMPOSSIBLE'
    >>> read_date("2981998").problem.name
    'AMBIGUOUS'
    >>> read_date("không rõ").problem.name
    'UNREADABLE'
    """
    typed = unicodedata.normalize("NFC", text).strip().rstrip(".,;").strip()
    if not typed:
        return DateReading(None) if not text.strip() else _UNREADABLE
    if typed.isascii() and typed.isdigit():
        return _read_run(typed, book_year)
    if _ISO.fullmatch(typed):
        return _read_iso(typed)
    labelled = _WITH_LABELS.fullmatch(typed)
    if labelled is not None:
        return _from_parts(labelled["day"] or "", labelled["month"] or "", int(labelled["year"]))
    if any(char.isdigit() for char in typed):
        return _read_separated(typed, book_year)
    return _read_words(typed)


def _read_run(digits: str, book_year: int | None) -> DateReading:
    year: int | None
    match len(digits):
        case 8:
            day, month, year = digits[:2], digits[2:4], int(digits[4:])
        case 7:
            return _AMBIGUOUS
        case 6 if int(digits[2:]) in _ERAS:
            day, month, year = "", digits[:2], int(digits[2:])
        case 6:
            day, month, year = digits[:2], digits[2:4], _full_year(digits[4:], book_year)
        case 4 | 2:
            day, month, year = "", "", _full_year(digits, book_year)
        case _:
            return _UNREADABLE
    if year is None:
        return _AMBIGUOUS
    return _from_parts(day, month, year) if year in _ERAS else _UNREADABLE


def _read_iso(text: str) -> DateReading:
    try:
        found = from_iso(text)
    except UnreadableDate:
        return _IMPOSSIBLE
    return DateReading(found, None if found.is_possible() else DateProblem.IMPOSSIBLE)


def _read_separated(text: str, book_year: int | None) -> DateReading:
    parts = _split(text)
    if parts is None or len(parts) > 3 or not re.fullmatch(r"\d{2}|\d{4}", parts[-1], re.ASCII):
        return _UNREADABLE
    day, month = (["", "", *parts[:-1]])[-2:]
    year = _full_year(parts[-1], book_year)
    return _AMBIGUOUS if year is None else _from_parts(day, month, year)


def _split(text: str) -> list[str] | None:
    """Return the typed parts at the one kind of separator used; None if kinds are mixed."""
    for separator in "/.-":
        parts = [part.strip() for part in text.split(separator)]
        if len(parts) in (2, 3) and all(re.fullmatch(r"\d{0,4}|[?xX…_*.-]+", p) for p in parts):
            return parts
    parts = text.split()
    return parts if len(parts) > 1 else None


def _from_parts(day: str, month: str, year: int) -> DateReading:
    known_day, known_month = _part(day), _part(month)
    is_gap = bool(known_day) and not known_month
    if known_day is None or known_month is None or is_gap or year < _FIRST_YEAR:
        return _UNREADABLE
    try:
        found = PartialDate(year, known_month or None, known_day or None)
    except UnreadableDate:
        return _IMPOSSIBLE
    return DateReading(found, None if found.is_possible() else DateProblem.IMPOSSIBLE)


def _part(text: str) -> int | None:
    """Return the number of a day or month, 0 when it is marked unknown, None when unreadable."""
    if _UNKNOWN_PART.fullmatch(text):
        return 0
    return int(text) if re.fullmatch(r"\d{1,2}", text, re.ASCII) else None


def _full_year(digits: str, book_year: int | None) -> int | None:
    if len(digits) > 2:
        return int(digits)
    return None if book_year is None else book_year - (book_year - int(digits)) % 100


def _read_words(text: str) -> DateReading:
    readings = read_worded_date(text)
    if len(readings) != 1:
        return _AMBIGUOUS if readings else _UNREADABLE
    found = readings[0]
    return DateReading(found, None if found.is_possible() else DateProblem.IMPOSSIBLE)
