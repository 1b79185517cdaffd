"""Which date do Vietnamese words say, and how is a date said in words?

The grammar is strict: a phrase with one word it does not know has no reading at all, since a
wrong reading would pass for a check of words against digits.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import product
from typing import Final

from hotich.core.dates.partial import PartialDate

_DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ALONE: Final = {word: number for word, number in _DIGITS.items() if number and word != "tư"}
_TENS: Final = {word: number for word, number in _ALONE.items() if number > 1}
_BARE_TENS: Final = {**_TENS, "hăm": 2, "băm": 3}
_AFTER_TEN: Final = {
    **{word: number for word, number in _DIGITS.items() if number not in {0, 5}},
    "lăm": 5,
    "nhăm": 5,
}
_AFTER_TENS: Final = {**_AFTER_TEN, "mốt": 1}
_AFTER_BARE_TENS: Final = {word: number for word, number in _AFTER_TENS.items() if word != "một"}
_LAST_DIGIT: Final = {**_DIGITS, "mốt": 1, "lăm": 5, "nhăm": 5}
_THOUSAND: Final = frozenset({"nghìn", "ngàn"})
_AND: Final = frozenset({"linh", "lẻ"})
_FIRST_DAYS: Final = frozenset({"mồng", "mùng"})
_NAMED_MONTHS: Final = {"giêng": 1, "chạp": 12, "tư": 4}
_ERAS: Final = range(1800, 2200)
_LAST_FIRST_DAY: Final = 10
_DAYS: Final = 31
_MONTHS: Final = 12

Words = Sequence[str]


class Wording(StrEnum):
    """Which of the two usual ways a year after 1999 is said in; earlier years have one way."""

    FULL = "full"
    SHORT = "short"


def read_worded_date(text: str, *, lunar: bool = False) -> tuple[PartialDate, ...]:
    """Return every date the words can say, earliest first; () when one word does not fit.

    Whole phrases only: [ngày] … tháng … năm …, tháng … năm …, or năm …; years 1800 to 2199.
    Nothing is converted: with `lunar` the phrase may end in "âm lịch", and "tháng một" can be
    the first or the eleventh month; the parts are then those of the lunar calendar.

    >>> read_worded_date("Ngày mồng hai tháng chín năm một ngàn chín trăm chín mươi tám")
    (PartialDate(year=1998, month=9, day=2),)
    >>> read_worded_date("không phải số")
    ()
    """
    words = _words(text)
    if lunar and words[-2:] == ["âm", "lịch"]:
        words = words[:-2]
    found = set(_readings(words, lunar=lunar))
    return tuple(sorted(found, key=PartialDate.iso))


def worded_date(date: PartialDate, *, style: Wording = Wording.FULL) -> str:
    """Return the date in words as a register writes it; "" when nothing is known.

    FULL says "hai nghìn không trăm linh tám", SHORT "hai nghìn linh tám": registers have both.

    >>> worded_date(PartialDate(1998, 9, 2))
    'Ngày hai tháng chín năm một nghìn chín trăm chín mươi tám'
    >>> worded_date(PartialDate(2008), style=Wording.SHORT)
    'Năm hai nghìn linh tám'
    """
    if date.year is None:
        return ""
    phrase = f"năm {_say_year(date.year, style)}"
    if date.month is not None:
        month = "tư" if date.month == _DIGITS["tư"] else _say(date.month)
        phrase = f"tháng {month} {phrase}"
    if date.day is not None:
        phrase = f"ngày {_say(date.day)} {phrase}"
    return phrase[0].upper() + phrase[1:]


def worded_dates(date: PartialDate) -> tuple[str, ...]:
    """Return the usual ways in which registers say the date, the commonest first; () for none.

    Each says this very date and no other: `mồng` for the first ten days, `ngàn` for `nghìn`, the
    short years.

    >>> worded_dates(PartialDate(1998, 9, 2))[1]
    'Ngày mồng hai tháng chín năm một nghìn chín trăm chín mươi tám'
    """
    plain = dict.fromkeys(worded_date(date, style=style) for style in Wording)
    first = date.day is not None and date.day <= _LAST_FIRST_DAY
    days = [text.replace("Ngày ", "Ngày mồng ", 1) for text in plain if first]
    said = [text for text in (*plain, *days) if text]
    return tuple(
        said + [text.replace(" nghìn ", " ngàn ", 1) for text in said if " nghìn " in text]
    )


def _words(text: str) -> list[str]:
    small = unicodedata.normalize("NFC", text).lower()
    return re.sub(r"[,.;:()]", " ", small).split()


def _readings(words: Words, *, lunar: bool) -> Iterator[PartialDate]:
    """Yield the dates for every place where the words of the year can begin."""
    for place, word in enumerate(words):
        if word != "năm":
            continue
        years = _years(words[place + 1 :])
        for year, (month, day) in product(years, _months_and_days(words[:place], lunar=lunar)):
            yield PartialDate(year, month, day)


def _months_and_days(words: Words, *, lunar: bool) -> list[tuple[int | None, int | None]]:
    if not words:
        return [(None, None)]
    if words.count("tháng") != 1:
        return []
    place = words.index("tháng")
    months = _months(words[place + 1 :], lunar=lunar)
    if place == 0:
        return [(month, None) for month in months]
    day = _day(words[1:place] if words[0] == "ngày" else words[:place], lunar=lunar)
    return [] if day is None else [(month, day) for month in months]


def _months(words: Words, *, lunar: bool) -> tuple[int, ...]:
    if lunar and list(words) == ["một"]:
        return (1, 11)
    if len(words) == 1 and words[0] in _NAMED_MONTHS:
        return (_NAMED_MONTHS[words[0]],)
    number = read_number_words(words)
    return (number,) if number is not None and number <= _MONTHS else ()


def _day(words: Words, *, lunar: bool) -> int | None:
    if lunar and list(words) == ["rằm"]:
        return 15
    is_first = bool(words) and words[0] in _FIRST_DAYS
    number = read_number_words(words[1:] if is_first else words)
    if number is None and is_first and list(words[1:]) == ["tư"]:
        return 4
    most = 10 if is_first else _DAYS
    return number if number is not None and number <= most else None


def read_number_words(words: Words) -> int | None:
    """Return 1 to 99 from its words in small letters; None for anything else."""
    match words:
        case [unit] if unit in _ALONE:
            return _ALONE[unit]
        case ["mười"]:
            return 10
        case ["mười", unit] if unit in _AFTER_TEN:
            return 10 + _AFTER_TEN[unit]
        case [tens, "mươi"] if tens in _TENS:
            return 10 * _TENS[tens]
        case [tens, "mươi", unit] if tens in _TENS and unit in _AFTER_TENS:
            return 10 * _TENS[tens] + _AFTER_TENS[unit]
        case [tens, unit] if unit in _AFTER_BARE_TENS and tens in _BARE_TENS:
            return 10 * _BARE_TENS[tens] + _AFTER_BARE_TENS[unit]
        case _:
            return None


def _years(words: Words) -> set[int]:
    readings = (_year_in_full(words), _year_by_digits(words))
    return {year for year in readings if year is not None and year in _ERAS}


def _year_in_full(words: Words) -> int | None:
    """Return the year of "một nghìn chín trăm …"; "không trăm" may be left out."""
    if len(words) < 2 or words[1] not in _THOUSAND or words[0] not in {"một", "hai"}:
        return None
    year, rest = 1000 * _DIGITS[words[0]], list(words[2:])
    has_hundreds = len(rest) > 1 and rest[1] == "trăm"
    if has_hundreds:
        if rest[0] not in _DIGITS or rest[0] == "tư":
            return None
        year, rest = year + 100 * _DIGITS[rest[0]], rest[2:]
    if not rest:
        return year
    if rest[0] in _AND:
        is_unit = len(rest) == 2 and rest[1] in _DIGITS and rest[1] != "không"
        return year + _DIGITS[rest[1]] if is_unit else None
    tail = read_number_words(rest)
    return None if tail is None or tail < 10 else year + tail


def _year_by_digits(words: Words) -> int | None:
    """Return the year of "một chín bảy tư"."""
    if len(words) != 4 or words[3] not in _LAST_DIGIT:
        return None
    if not all(word in _DIGITS and word != "tư" for word in words[:3]):
        return None
    digits = [_DIGITS[word] for word in words[:3]] + [_LAST_DIGIT[words[3]]]
    return int("".join(str(digit) for digit in digits))


_UNITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _say(number: int) -> str:
    """Return 1 to 99 in words."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS[unit]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return head
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{head} {special.get(unit, _UNITS[unit])}"


def _say_year(year: int, style: Wording) -> str:
    thousands, rest = divmod(year, 1000)
    hundreds, tail = divmod(rest, 100)
    said = [f"{_UNITS[thousands]} nghìn"]
    if hundreds or (tail and style is Wording.FULL):
        said.append(f"{_UNITS[hundreds]} trăm")
    if tail:
        said.append(_say(tail) if tail >= 10 else f"linh {_UNITS[tail]}")
    return " ".join(said)
