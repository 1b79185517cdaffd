"""Practice numbers of a matching world: each once, whoever makes it and in whatever order."""

from typing import Final

_TAILS: Final = 1_000_000
_STEP: Final = 387_413  # coprime to ten: every tail of a group comes once
_OLD_NUMBERS: Final = 1_000_000_000


class NoNumberLeft(Exception):  # noqa: N818 - named by what is wrong
    """More people of one sex and year than there are practice numbers."""


class Numbers:
    """The numbers of one shard: its part of the tails of every sex and year.

    Under province 000 there are a million tails for each sex and year of birth: enough for some
    thirty million people of usual ages. Shard `index` of `shards` has the tails from
    `index * block` on, scattered over the million by a step.
    """

    __slots__ = ("_block", "_first", "_given", "_old_first", "_seed")

    def __init__(self, seed: int, index: int, shards: int, persons_before: int) -> None:
        self._seed = seed
        self._block = _TAILS // shards
        self._first = index * self._block
        self._given: dict[int, int] = {}
        self._old_first = persons_before

    def pin(self, sex: int, year: int) -> str:
        """Return the next number of that sex (naming.MALE, FEMALE) and year.

        Raises NoNumberLeft.
        """
        group = (year // 100 - 19) * 200 + sex * 100 + year % 100
        given = self._given.get(group, 0)
        if given >= self._block:
            raise NoNumberLeft
        self._given[group] = given + 1
        tail = ((self._first + given) * _STEP + self._seed * 7_919 + group * 104_729) % _TAILS
        return f"000{group // 100}{group % 100:02d}{tail:06d}"

    def old(self, index: int) -> str:
        """Return the nine digits of the shard's person of that index."""
        number = ((self._old_first + index) * _STEP + self._seed * 104_729) % _OLD_NUMBERS
        return f"{number:09d}"
