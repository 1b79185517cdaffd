"""A share of a count, with the interval in which the true share lies."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

_Z: Final = 1.959963984540054
"""95 % of a normal distribution lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`, and Wilson's 95 % interval; nan-free: 0 of 0 is 0 with interval 0 to 1."""

    count: int
    of: int
    value: float
    low: float
    high: float


def share(count: int, of: int) -> Share:
    """Return the share with its interval (Wilson's score interval, 95 %).

    >>> share(1, 10).high > 0.4
    True
    """
    if of == 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    value = count / of
    spread = _Z * _Z / of
    middle = (value + spread / 2) / (1 + spread)
    reach = _Z * sqrt(value * (1 - value) / of + spread / (4 * of)) / (1 + spread)
    low = 0.0 if count == 0 else max(0.0, middle - reach)
    high = 1.0 if count == of else min(1.0, middle + reach)
    return Share(count, of, value, low, high)
