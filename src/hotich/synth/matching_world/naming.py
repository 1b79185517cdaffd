"""Draws names: one table look-up for each word, so that millions of names cost little."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hotich.synth.matching_world.kinh_names import (
    FEMALE_GIVEN,
    FEMALE_MIDDLES,
    MALE_GIVEN,
    MALE_MIDDLES,
    NORTHERN_SURNAMES,
    PERIODS,
    SOUTHERN_SURNAMES,
)
from hotich.synth.matching_world.minority_names import SYSTEMS, MinoritySystem
from hotich.synth.name_lists import Groups
from hotich.synth.spelling import without_diacritics

Draw = Callable[[], float]
Table = tuple[str, ...]
Tables = tuple[tuple[Table, ...], tuple[Table, ...]]
"""For each sex, a table for each period."""

SIZE: Final = 1 << 12
KINH: Final = "Kinh"
_FIRST_YEAR: Final = 1850
_KEPT: Final = 50
_RANK_SHIFT: Final = 3.0
_RANK_POWER: Final = 1.1
_OTHER_PERIODS: Final = 0.06
PERIOD_OF: Final = tuple(
    next(index for index, last in enumerate(PERIODS) if year <= last)
    for year in range(_FIRST_YEAR, PERIODS[-1])
)
"""Period of a year of birth, from `_FIRST_YEAR` on; see `period`."""


def period(year: int) -> int:
    """Return the index of the period of a year of birth."""
    return PERIOD_OF[year - _FIRST_YEAR]


def ranked(words: Sequence[str]) -> dict[str, float]:
    """Return words with shares that fall with their rank and sum to one."""
    weights = {word: 1.0 / (rank + _RANK_SHIFT) ** _RANK_POWER for rank, word in enumerate(words)}
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def _mixed(shares: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    mixed: dict[str, float] = {}
    for words, weight in shares:
        for word, share in words.items():
            mixed[word] = mixed.get(word, 0.0) + share * weight
    return mixed


def table(weights: Mapping[str, float]) -> Table:
    """Return SIZE words, each as often as its weight asks; what is rarer than that falls out."""
    total = sum(weights.values())
    counts = {word: int(weight / total * SIZE + 0.5) for word, weight in weights.items()}
    first = max(counts, key=lambda word: counts[word])
    counts[first] += SIZE - sum(counts.values())
    return tuple(word for word, count in counts.items() for _ in range(count))


def _spread(groups: Groups) -> dict[str, float]:
    """Return the words of groups ("-" is none, "_" a blank), the first of each the commonest."""
    spread: dict[str, float] = {}
    for words, weight in groups:
        for word, share in ranked(words.split()).items():
            written = "" if word == "-" else word.replace("_", " ")
            spread[written] = spread.get(written, 0.0) + share * weight
    return spread


def _kinh_middles(periods: Sequence[Groups]) -> tuple[Table, ...]:
    return tuple(
        table({f"{word} " if word else "": weight for word, weight in _spread(groups).items()})
        for groups in periods
    )


def _kinh_given(periods: Sequence[str]) -> tuple[dict[str, float], ...]:
    """Return the shares of given names by period; what is rarer than `_KEPT` falls out."""
    own = [ranked(words.split()[:_KEPT]) for words in periods]
    everything = _mixed([(words, 1.0) for words in own])
    total = sum(everything.values())
    return tuple(
        _mixed([(words, 1 - _OTHER_PERIODS), (everything, _OTHER_PERIODS / total)]) for words in own
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """The tables of one people; `surnames` has one table for the north and one for the south."""

    label: str
    surnames: tuple[Table, Table]
    middles: Tables
    given: Tables
    back: bool = False
    by_mother: bool = False
    one_word: float = 0.0

    def compose(self, surname: str, middle: str, given: str) -> str:
        """Return the full name in the order of this people."""
        if not surname:
            return middle + given
        return f"{middle}{given} {surname}" if self.back else f"{surname} {middle}{given}"

    def surname(self, draw: Draw, south: int) -> str:
        """Return a surname ("" where the people has none)."""
        return self.surnames[south][int(draw() * SIZE)]

    def middle_of(self, draw: Draw, sex: int, year: int) -> str:
        """Return a middle with its blank or apostrophe."""
        return self.middles[sex][PERIOD_OF[year - _FIRST_YEAR]][int(draw() * SIZE)]

    def given_of(self, draw: Draw, sex: int, year: int) -> str:
        """Return a given name usual in that year."""
        return self.given[sex][PERIOD_OF[year - _FIRST_YEAR]][int(draw() * SIZE)]

    def full_name(self, draw: Draw, surname: str, sex: int, year: int) -> str:
        """Return a whole name of somebody with that surname."""
        at = PERIOD_OF[year - _FIRST_YEAR]
        middle = self.middles[sex][at][int(draw() * SIZE)]
        return self.compose(surname, middle, self.given[sex][at][int(draw() * SIZE)])


def _minority(system: MinoritySystem, kinh: tuple[tuple[dict[str, float], ...], ...]) -> Naming:
    surnames = _mixed([({"" if word == "-" else word.replace("_", " "): share}, 1.0)
                       for word, share in _ranked_again(system.surnames.split())])  # fmt: skip
    surname_table = table(surnames)
    middles = tuple(
        (table(_spread(groups)),) * len(PERIODS)
        for groups in (system.male_middles, system.female_middles)
    )
    own = [ranked(words.split()) for words in (system.male_given, system.female_given)]
    given = tuple(
        tuple(
            table(_mixed([(own[sex], 1 - system.kinh_given), (words, system.kinh_given)]))
            for words in kinh[sex]
        )
        if system.kinh_given
        else (table(own[sex]),) * len(PERIODS)
        for sex in (0, 1)
    )
    return Naming(
        label=system.label,
        surnames=(surname_table, surname_table),
        middles=(middles[0], middles[1]),
        given=(given[0], given[1]),
        back=system.back,
        by_mother=system.by_mother,
        one_word=system.one_word,
    )


def _ranked_again(words: Sequence[str]) -> list[tuple[str, float]]:
    """Return ranked words; one that stands several times has all its shares."""
    return [(word, 1.0 / (rank + _RANK_SHIFT)) for rank, word in enumerate(words)]


@lru_cache(maxsize=1)
def namings() -> Mapping[str, Naming]:
    """Return the tables of every people by its official name, built once."""
    given = (_kinh_given(MALE_GIVEN), _kinh_given(FEMALE_GIVEN))
    kinh = Naming(
        label=KINH,
        surnames=(table(_spread(NORTHERN_SURNAMES)), table(_spread(SOUTHERN_SURNAMES))),
        middles=(_kinh_middles(MALE_MIDDLES), _kinh_middles(FEMALE_MIDDLES)),
        given=(
            tuple(table(words) for words in given[0]),
            tuple(table(words) for words in given[1]),
        ),
    )
    return {KINH: kinh} | {system.label: _minority(system, given) for system in SYSTEMS}


@lru_cache(maxsize=1)
def near_names() -> Mapping[tuple[int, str], tuple[str, ...]]:
    """Return for (sex, given name) the given names that differ from it by marks alone."""
    found: dict[tuple[int, str], dict[str, None]] = {}
    words: list[dict[str, None]] = []
    for sex, periods in enumerate((MALE_GIVEN, FEMALE_GIVEN)):
        words.append(dict.fromkeys(" ".join(periods).split()))
        for word in words[sex]:
            found.setdefault((sex, without_diacritics(word)), {})[word] = None
    near: dict[tuple[int, str], tuple[str, ...]] = {}
    for sex in (0, 1):
        for word in words[sex]:
            family = found[sex, without_diacritics(word)]
            near[sex, word] = tuple(other for other in family if other != word)
    return near
