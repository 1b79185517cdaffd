"""Which day stands on so many entries that it may only fill a gap?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FEWEST_ENTRIES: Final = 20
"""A day on fewer entries than this is never suspected: one visit to a village registers many."""

SMALLEST_SHARE: Final = 0.1
"""A suspected day stands on at least this part of the entries that have a day."""

_ISO_DAY: Final = 10


@dataclass(frozen=True)
class SentinelDate:
    """A suspected day (ISO) and how many entries it stands on, of how many that have a day."""

    day: str
    entries: int
    dated: int


def sentinel_dates(dates: Iterable[str]) -> tuple[SentinelDate, ...]:
    """Return the days that stand on too many entries, the commonest first.

    `dates` are the normalised dates of one column of one book or file. Only dates known to the day
    count: a year alone is common and lawful. The rule: on `FEWEST_ENTRIES` entries at least, and on
    `SMALLEST_SHARE` of those that have a day.

    >>> sentinel_dates(["1999-01-01"] * 20 + ["1999"] * 500)
    (SentinelDate(day='1999-01-01', entries=20, dated=20),)
    """
    counted = Counter(one for one in dates if len(one) == _ISO_DAY)
    dated = counted.total()
    return tuple(
        SentinelDate(day, entries, dated)
        for day, entries in counted.most_common()
        if entries >= FEWEST_ENTRIES and entries >= SMALLEST_SHARE * dated
    )
