"""What is known of a date: the day, the month, only the year, or nothing?"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class UnreadableDate(ValueError):  # noqa: N818 - named for the fault, as the house style asks
    """The text or the parts are no date of any precision."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class PartialDate:
    """A date of the Gregorian calendar with the precision in which it was written.

    A day that its month does not have (31/02) is kept, because old books do hold it; see
    `is_possible`. Month 13 or a day without its month cannot be kept.

    Raises: UnreadableDate for such parts.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse parts that are no date of any precision."""
        ordered = (self.year, self.month, self.day)
        gap = any(high is None and low is not None for high, low in pairwise(ordered))
        bounds = ((self.year, 9999), (self.month, 12), (self.day, 31))
        if gap or any(part is not None and not 1 <= part <= most for part, most in bounds):
            raise UnreadableDate(f"{self.year}-{self.month}-{self.day}")

    def __str__(self) -> str:
        return self.iso()

    @property
    def precision(self) -> Precision:
        """Return how much of the date is known."""
        if self.year is None:
            return Precision.NONE
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    def iso(self) -> str:
        """Return the known parts as YYYY-MM-DD, YYYY-MM, YYYY or ""."""
        return "-".join(self._parts())

    def vietnamese(self) -> str:
        """Return the known parts as dd/mm/yyyy, mm/yyyy, yyyy or ""."""
        return "/".join(reversed(self._parts()))

    def dotted(self) -> str:
        """Return the known parts as dd.mm.yyyy (as the ministry's import sheet has them)."""
        return ".".join(reversed(self._parts()))

    def is_possible(self) -> bool:
        """Tell whether the calendar has such a day; true when no day is known."""
        if self.year is None or self.month is None or self.day is None:
            return True
        return self.day <= monthrange(self.year, self.month)[1]

    def earliest(self) -> date | None:
        """Return the first day it can be; None when nothing is known or no such day exists."""
        if self.year is None or not self.is_possible():
            return None
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """Return the last day it can be; None when nothing is known or no such day exists."""
        if self.year is None or not self.is_possible():
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def _parts(self) -> list[str]:
        parts = [] if self.year is None else [f"{self.year:04d}"]
        return parts + [f"{part:02d}" for part in (self.month, self.day) if part is not None]


def from_iso(text: str) -> PartialDate:
    """Return the date of YYYY-MM-DD, YYYY-MM, YYYY or "".

    >>> from_iso("1974-05")
    PartialDate(year=1974, month=5, day=None)

    Raises: UnreadableDate for any other text.
    """
    if not text:
        return PartialDate(None)
    match = _ISO.fullmatch(text)
    if match is None:
        raise UnreadableDate(text)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    return PartialDate(year, month, day)
