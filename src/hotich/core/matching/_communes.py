"""Which communes of today's list does a code of an earlier list stand for?"""

from datetime import date
from functools import lru_cache
from typing import Final

from hotich.core.places import gazetteer

DIVIDED_SINCE: Final = date(2025, 7, 1)
"""The first day of today's list of communes."""

CODES_AS_OF: Final = date(2025, 6, 30)
"""Commune codes without a day are of the last list of three tiers (interchange schema)."""


@lru_cache(maxsize=1 << 15)
def codes_today(code: str, as_of: str = "") -> str:
    """Return the codes of today's list for a commune, with commas; "" for an unknown one.

    Several for a divided commune. A day that is none counts as unknown.
    """
    if not code:
        return ""
    try:
        day = date.fromisoformat(as_of) if as_of else CODES_AS_OF
    except ValueError:
        return ""
    return ",".join(sorted(gazetteer().codes_today(code, day)))


@lru_cache(maxsize=1 << 14)
def residence_today(code: str) -> str:
    """Return the codes of today's list for a place of residence; "" for an unknown one.

    The code is of today's list (interchange schema); one that is not there is read as an old one.
    """
    now = codes_today(code, DIVIDED_SINCE.isoformat())
    return now or codes_today(code)
