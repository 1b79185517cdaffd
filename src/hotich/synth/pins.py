"""Practice numbers of sample people: province part 000, never two alike."""

from hotich.synth.naming import FEMALE

_STEP = 387_413  # coprime to a million, so every tail of a group comes once
_TAILS = 1_000_000


class NoNumberLeft(Exception):  # noqa: N818 - named by what is wrong
    """More people of one sex and year than there are tails."""


class PracticeNumbers:
    """Gives out practice numbers, each tail of a sex and year once."""

    __slots__ = ("_given", "_seed")

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._given: dict[tuple[int, int], int] = {}

    def next(self, sex: int, year: int) -> str:
        """Return the next number for that sex (naming.MALE, FEMALE) and year of birth."""
        century_and_sex = (year // 100 - 19) * 2 + (1 if sex == FEMALE else 0)
        group = (century_and_sex, year % 100)
        given = self._given.get(group, 0)
        if given >= _TAILS:
            raise NoNumberLeft
        self._given[group] = given + 1
        tail = (
            given * _STEP + self._seed * 7919 + year * 104_729 + century_and_sex * 52_433
        ) % _TAILS
        return f"000{century_and_sex}{year % 100:02d}{tail:06d}"
