"""What is kept of a cell that is not plain? The rules of the population import, cell by cell."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from hotich.core.dates import UnreadableDate, from_iso
from hotich.engines.tables.old_fonts import recognise
from hotich.engines.tables.problems import Fault
from hotich.engines.tables.schema import DATES, NAMES, SEXES, longest

Read = tuple[str, Fault | None]
"""The value that is kept, and what is to be said of it."""

_OTHER_FORM: Final = re.compile(
    r"(?!\d{4}-\d\d(-\d\d)?$)\d{1,4}\s*[/.\-\s]\s*\d{1,4}(\s*[/.\-\s]\s*\d{1,4})?|\d{8}"
)


def read_cell(column: str, text: str, convert: Callable[[str], str] | None = None) -> Read:
    """Return a cell's value: blanks around it dropped, NFC, dates and sex in their one form."""
    if convert is not None:
        text = convert(text)
    if not text.isprintable():
        categories = {unicodedata.category(letter) for letter in text.strip()}
        if "Cs" in categories:
            return "", Fault(column, "not_utf8")
        if "Cc" in categories:
            return "", Fault(column, "control_character")
    text = unicodedata.normalize("NFC", text.strip())
    check = _CHECKS.get(column)
    if not text or check is None:
        return _within(column, text)
    return check(column, text)


def _within(column: str, text: str) -> Read:
    """Return the text, refused where it is longer than can be stored."""
    if len(text) > longest(column):
        return "", Fault(column, "too_long")
    if column in NAMES and not text.isascii() and recognise([text]) is not None:
        return text, Fault(column, "old_font", refused=False)
    return text, None


def _date(column: str, text: str) -> Read:
    try:
        read = from_iso(text)
    except UnreadableDate:
        other = len(text) <= 20 and _OTHER_FORM.fullmatch(text)
        return "", Fault(column, "date_of_another_form" if other else "unreadable_date")
    # An impossible day is kept as it stands: so it is in the register that sent it.
    return text, None if read.is_possible() else Fault(column, "impossible_date", refused=False)


def _whole_day(column: str, text: str) -> Read:
    value, fault = _date(column, text)
    if fault is not None:
        return "", Fault(column, fault.reason)
    return (value, None) if len(value) == 10 else ("", Fault(column, "unreadable_date"))


def _sex(column: str, text: str) -> Read:
    code = text.lower()
    return (code, None) if code in SEXES else ("", Fault(column, "unknown_sex"))


_CHECKS: Final[dict[str, Callable[[str, str], Read]]] = {
    **dict.fromkeys(DATES, _date),
    "sex": _sex,
    "commune_as_of": _whole_day,
}
