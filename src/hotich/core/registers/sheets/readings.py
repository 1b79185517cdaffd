"""What does one cell say? Days, codes and numbers as spreadsheets leave them behind."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hotich.core.dates import DateProblem, PartialDate, UnreadableDate, from_iso, read_date
from hotich.core.names import fold
from hotich.core.registers._spec import Field, Kind, Reading, RegisterValue

# Day 0 of the serial days of spreadsheets, and the serial days that can be meant: 1900 to 2119.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
_FIRST_YEAR = 1850
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_VOLUME_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)")
# Choices a program falls back on where the book says nothing.
CATCH_ALL = frozenset({"undetermined", "no_information"})
_LONGEST_CODE = 12


@dataclass(frozen=True)
class Said:
    """The value of one cell, with what is wrong with it."""

    value: RegisterValue
    defects: tuple[str, ...] = ()


def as_written(cell: object) -> str:
    """Return a cell as text: a day as dd/mm/yyyy, a whole number without its point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time(0, 0)
        return f"{cell:%d/%m/%Y}" if at_midnight else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def date_of(value: RegisterValue | None) -> PartialDate | None:
    """Return the date a value was normalised to, or None."""
    if value is None or not value.normalised:
        return None
    try:
        return from_iso(value.normalised)
    except UnreadableDate:
        return None


def read_day(cell: object, text: str, at: date) -> Said:
    """Return the date of a cell: dd/mm/yyyy, dd.mm.yyyy, mm.yyyy, yyyy, a serial or a real day."""
    defects: list[str] = []
    if isinstance(cell, date):
        defects.append("sheet_date")
    if isinstance(cell, float) and not cell.is_integer() and 1 <= cell < 13:
        text = f"{cell:07.4f}"
        defects.append("number_for_date")
    elif text.isascii() and text.isdigit() and int(text) in _SERIALS:
        text = f"{_SERIAL_ZERO + timedelta(days=int(text)):%d/%m/%Y}"
        defects.append("serial_date")
    reading = read_date(_MIDNIGHT.sub("", text))
    if reading.problem is DateProblem.IMPOSSIBLE:
        defects.append("impossible_date")
    elif reading.date is None or reading.problem is not None:
        defects.append("unreadable_date")
    year = reading.date.year if reading.date else None
    if year is not None and not _FIRST_YEAR <= year <= at.year:
        defects.append("year_out_of_range")
    is_sure = reading.date is not None and reading.problem is None
    normalised = reading.date.iso() if reading.date and is_sure else ""
    return Said(RegisterValue(text, Reading.CLEAR, normalised), tuple(defects))


def read_code(spec: Field, text: str, lists_of: date) -> Said:
    """Return the choice a code or its words mean; an unknown code stays as it is written."""
    coded = [
        one for one in spec.choices if one.code_158 == text.lstrip("0") or one.code_158 == text
    ]
    choice = next((one for one in coded if one.is_valid(lists_of)), None)
    defects: tuple[str, ...] = ()
    if choice is None and coded:
        choice, defects = coded[0], ("code_of_other_list",)
    if choice is None:
        plain = fold(text)
        choice = next(
            (one for one in spec.choices if plain == fold(one.label) or text == one.code), None
        )
    if choice is None:
        return Said(RegisterValue(text, Reading.CLEAR, ""), ("unknown_code",))
    if choice.code in CATCH_ALL:
        defects += ("default_code",)
    return Said(RegisterValue(choice.label, Reading.CLEAR, choice.code), defects)


def is_misfit(spec: Field, value: RegisterValue) -> bool:
    """Say whether a text can hardly belong to its column, as in a row whose cells have moved."""
    if value.normalised and spec.kind is not Kind.NAME:
        return False
    text = value.text
    digits = sum(letter.isdigit() for letter in text)
    if spec.kind is Kind.DATE:
        return digits == 0
    if spec.kind is Kind.PIN:
        return digits == 0
    if spec.kind is Kind.NAME:
        return digits > 1
    if any(choice.code_158 for choice in spec.choices):
        return len(text) > _LONGEST_CODE or (read_date(text).date is not None and digits > 4)
    return False


def volume_year(text: str) -> int | None:
    """Return the year a volume's label names ("02/2018" gives 2018), or None when not just one."""
    years = set(_VOLUME_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
