"""Names for sample people, by sex, year of birth and ethnic group."""

from bisect import bisect_left
from functools import lru_cache
from random import Random

from hotich.synth.chance import Weighted, parts
from hotich.synth.name_lists import (
    ETHNIC_SURNAMES,
    FEMALE_GIVEN,
    FEMALE_MIDDLES,
    MALE_GIVEN,
    MALE_MIDDLES,
    Groups,
)

MALE = 0
FEMALE = 1


class _ByYear:
    """Weighted words that change with the year of birth."""

    __slots__ = ("_last_years", "_tables")

    def __init__(self, periods: tuple[tuple[int, Groups], ...]) -> None:
        self._last_years = tuple(last for last, _ in periods)
        self._tables = tuple(
            Weighted([("" if word == "-" else word, share) for word, share in parts(groups)])
            for _, groups in periods
        )

    def draw(self, chance: Random, year: int) -> str:
        """Return one word usual in that year."""
        place = min(bisect_left(self._last_years, year), len(self._tables) - 1)
        return self._tables[place].draw(chance)


class NameBook:
    """The tables of names, ready to draw from."""

    __slots__ = ("_given", "_middles", "_surnames")

    def __init__(self) -> None:
        self._surnames = {group: Weighted(parts(words)) for group, words in ETHNIC_SURNAMES.items()}
        self._middles = (_ByYear(MALE_MIDDLES), _ByYear(FEMALE_MIDDLES))
        self._given = (_ByYear(MALE_GIVEN), _ByYear(FEMALE_GIVEN))

    def surname(self, chance: Random, ethnicity: str) -> str:
        """Return a surname of that ethnic group."""
        return self._surnames[ethnicity].draw(chance)

    def full_name(self, chance: Random, surname: str, sex: int, year: int) -> str:
        """Return surname, middle name (if any) and given name as one text."""
        middle = self._middles[sex].draw(chance, year)
        given = self._given[sex].draw(chance, year)
        while middle.endswith(given):
            given = self._given[sex].draw(chance, year)
        return f"{surname} {middle} {given}" if middle else f"{surname} {given}"


@lru_cache(maxsize=1)
def name_book() -> NameBook:
    """Return the name tables, built once."""
    return NameBook()
