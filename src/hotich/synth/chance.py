"""Chance that comes out the same on every machine and in every version of Python.

Only `Random.random()` is used, whose sequence for a seed is promised; the drawing of an element
from it is done here. Each purpose has a stream of its own, so that changing the rate of a
defect leaves the people as they were.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, purpose: str) -> Random:
    """Return the stream of chance for one purpose, always the same for the same seed."""
    digest = hashlib.sha256(f"{seed}/{purpose}".encode()).digest()
    return Random(int.from_bytes(digest[:16], "big"))  # noqa: S311 - sample data, not secrets


def pick(chance: Random, among: Sequence[T]) -> T:
    """Return one of several, all equally likely."""
    return among[int(chance.random() * len(among))]


def number(chance: Random, low: int, high: int) -> int:
    """Return a whole number from low to high, both included."""
    return low + int(chance.random() * (high - low + 1))


class Weighted(Generic[T]):
    """Things to draw from, each with a weight."""

    __slots__ = ("_steps", "_things", "_total")

    def __init__(self, weights: Sequence[tuple[T, float]]) -> None:
        self._things = tuple(thing for thing, _ in weights)
        steps = tuple(accumulate(weight for _, weight in weights))
        self._total = steps[-1]
        self._steps = (*steps[:-1], float("inf"))

    def draw(self, chance: Random) -> T:
        """Return one thing, as likely as its weight."""
        return self._things[bisect_right(self._steps, chance.random() * self._total)]


def parts(groups: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Spread the weight of each group of words (blank-separated) evenly over its words.

    An underscore inside a word stands for a blank ("Tôn_Thất").
    """
    spread: list[tuple[str, float]] = []
    for words, weight in groups:
        members = words.split()
        spread.extend((word.replace("_", " "), weight / len(members)) for word in members)
    return spread
