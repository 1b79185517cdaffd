"""What number does a clerk mean, and how is a number of the register written?

Old books hold "87bis", "01/2018", "01/" and "087"; the text stays as written, the parsed number
and suffix are the address of the entry inside its office, type and year.
"""

import re
from dataclasses import dataclass

from hotich.core.names import verbatim

_NUMBER = re.compile(
    r"""\s*(?:(?:s\u1ed1|so|no|n\u00b0)\s*[.:]?\s*)?   # "Số", "No."
        0*(?P<number>[0-9]{1,6})
        \s*[-.]?\s*(?P<suffix>[^\W\d_]{0,6})           # bis, ter, a, b
        \s*(?:/\s*(?P<after>[0-9]{4})?)?\s*""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class EntryNumber:
    """A parsed entry number: 87 with suffix "bis"; suffix "" for a plain number."""

    number: int
    suffix: str = ""


def read_entry_number(text: str) -> EntryNumber | None:
    """Return the number the text names, or None when it names none that can be addressed.

    Zeros in front, a year or an empty year after a slash, and the word "Số" are dropped.

    >>> read_entry_number("087 bis")
    EntryNumber(number=87, suffix='bis')
    >>> read_entry_number("01/2018")
    EntryNumber(number=1, suffix='')
    >>> read_entry_number("bis") is None
    True
    """
    match = _NUMBER.fullmatch(verbatim(text))
    if match is None:
        return None
    number = int(match["number"])
    return EntryNumber(number, match["suffix"].lower()) if number else None


def read_entry_year(text: str) -> int | None:
    """Return the year written after the slash ("01/2018" gives 2018), or None."""
    match = _NUMBER.fullmatch(verbatim(text))
    return int(match["after"]) if match and match["after"] else None


def format_entry_number(number: EntryNumber) -> str:
    """Return the number as lists show it: "87", "87bis"."""
    return f"{number.number}{number.suffix}"
