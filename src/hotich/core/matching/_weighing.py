"""How much speaks for and against two sets of facts being one person's?"""

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from hotich.core.dates import PartialDate
from hotich.core.matching._facts import Facts, Name, name_variants, read_name
from hotich.core.matching._frequencies import NameTable, strange_words
from hotich.core.matching._rules import Level, Rules, centibits
from hotich.core.matching._tests import (
    BIRTH_TESTS,
    CODE_TESTS,
    FAR_TESTS,
    NAME_TESTS,
    BirthPair,
    CodePair,
    NamePair,
    far_apart,
)

NameShare = Callable[[str], float]
"""Share of persons who bear a name, given its `fold_name` form; 0 when hardly anybody does."""

LEVELS_OF: Final[Mapping[str, str]] = {
    "pin": "pin",
    "old_id": "old_id",
    "name": "name",
    "birth": "birth",
    "sex": "sex",
    "mother": "parent",
    "father": "parent",
    "spouse": "spouse",
    "commune": "commune",
}
"""The facts in the order in which they are weighed, and whose table of levels each uses."""

_Pair = TypeVar("_Pair")


@dataclass(frozen=True, slots=True)
class LevelHit:
    """The level one fact reached, its bits, and both values as they stand."""

    fact: str
    level: str
    bits: float
    book: str
    population: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """One candidate weighed: total bits and the level of every fact.

    The cap of the family and a doubt of the judgement come last, where there are such.
    """

    candidate: str
    centibits: int
    levels: tuple[LevelHit, ...]

    @property
    def bits(self) -> float:
        """Total bits for this candidate being the one in the entry."""
        return self.centibits / 100

    def level_of(self, fact: str) -> str:
        """Return the level that fact reached, "" when it was not weighed."""
        return next((hit.level for hit in self.levels if hit.fact == fact), "")

    def doubted(self, code: str, cost: int) -> "Weighing":
        """Return the weighing with so many hundredths of bits less."""
        doubt = LevelHit("doubt", code, -cost / 100, "", "")
        return Weighing(self.candidate, self.centibits - cost, (*self.levels, doubt))


@dataclass(frozen=True, slots=True)
class NameWorth:
    """Hundredths of bits that agreement on the entry's names is worth."""

    name: int
    mother: int
    father: int
    spouse: int


def _worth(text: str, share: NameShare | None, default: int, cap: int) -> int:
    name = read_name(text)
    if share is None or not name.folded:
        return min(default, cap)
    borne = share(name.folded)
    return cap if borne <= 0 else min(cap, centibits(-math.log2(borne)))


def name_worth(entry: Facts, rules: Rules, share: NameShare | None) -> NameWorth:
    """Return what agreement on each name of the entry is worth in this population."""
    rarity = rules.rarity
    parent = (rarity.parent_default, rarity.parent_cap)
    return NameWorth(
        _worth(entry.full_name, share, rarity.default, rarity.cap),
        _worth(entry.mother_name, share, *parent),
        _worth(entry.father_name, share, *parent),
        _worth(entry.spouse_name, share, *parent),
    )


def first_level(
    levels: Sequence[Level], tests: Mapping[str, Callable[[_Pair], bool]], pair: _Pair
) -> Level:
    """Return the first level whose test holds, the last one where none does."""
    for level in levels:
        if tests[level.test](pair):
            return level
    return levels[-1]


@lru_cache(maxsize=64)
def _levels_of_the_far(rules: Rules, fact: str) -> tuple[Level, ...]:
    """Return the levels that a name far from the entry's can reach."""
    levels = rules.levels[LEVELS_OF[fact]]
    return tuple(level for level in levels if level.test in FAR_TESTS) or levels


@lru_cache(maxsize=4)
def _unknown_names(rules: Rules) -> Mapping[str, tuple[Level, int]]:
    """Return the level of each name that the entry does not know, where that is tried first."""
    first = {fact: rules.levels[LEVELS_OF[fact]][0] for fact in ("name", "mother", "father",
                                                                "spouse")}  # fmt: skip
    return {
        fact: (level, level.centibits)
        for fact, level in first.items()
        if level.test == "either_unknown" and not level.rarity
    }


class Scale:
    """The facts of one entry held ready to be weighed against many persons."""

    def __init__(self, entry: Facts, rules: Rules, names: NameTable | None) -> None:
        self.entry = entry
        self.rules = rules
        self.worth = name_worth(entry, rules, names.share if names else None)
        self._known = names.known_words if names else frozenset[str]()
        self._names: dict[str, tuple[Name, int]] = {
            "name": (read_name(entry.full_name), self.worth.name),
            "mother": (read_name(entry.mother_name), self.worth.mother),
            "father": (read_name(entry.father_name), self.worth.father),
            "spouse": (read_name(entry.spouse_name), self.worth.spouse),
        }
        unknown = {fact for fact, (name, _) in self._names.items() if not name.folded}
        self._unnamed = {fact: each for fact, each in _unknown_names(rules).items()
                         if fact in unknown}  # fmt: skip
        self._reached: dict[tuple[str, str, str], tuple[Level, int]] = {}
        self._far: dict[tuple[str, bool], Level] = {}
        self._births: dict[PartialDate, tuple[Level, int]] = {}
        self._family = [at for at, fact in enumerate(LEVELS_OF) if fact in rules.family_facts]

    def _named(self, fact: str, text: str, others: str = "") -> tuple[Level, int]:
        asked = (fact, text, others)
        known = self._unnamed.get(fact) or self._reached.get(asked)
        if known is None:
            book, worth = self._names[fact]
            person = read_name(text)
            further = self._further(text, others) if others else ()
            if far_apart(book, person):
                level = self._far_level(fact, NamePair(book, person, further))
            else:
                strange = strange_words(book, self._known), strange_words(person, self._known)
                pair = NamePair(book, person, further, *strange)
                level = first_level(self.rules.levels[LEVELS_OF[fact]], NAME_TESTS, pair)
            known = (level, level.centibits + (worth if level.rarity else 0))
            self._reached[asked] = known
        return known

    def _far_level(self, fact: str, pair: NamePair) -> Level:
        """Return the level of names far apart: without further ones the surname alone decides."""
        asked = (fact, pair.book.surname == pair.population.surname)
        level = None if pair.others else self._far.get(asked)
        if level is None:
            level = first_level(_levels_of_the_far(self.rules, fact), NAME_TESTS, pair)
            if not pair.others:
                self._far[asked] = level
        return level

    def _further(self, text: str, others: str) -> tuple[Name, ...]:
        return name_variants(Facts(text, self.entry.birth, other_names=others))[1:]

    def _coded(
        self, fact: str, book: str, population: str, residence: str = ""
    ) -> tuple[Level, int]:
        asked = (fact, population, residence)
        known = self._reached.get(asked)
        if known is None:
            pair = CodePair(book, population, residence)
            level = first_level(self.rules.levels[fact], CODE_TESTS, pair)
            known = self._reached[asked] = (level, level.centibits)
        return known

    def _birth(self, birth: PartialDate) -> tuple[Level, int]:
        known = self._births.get(birth)
        if known is None:
            pair = BirthPair(self.entry.birth, birth)
            level = first_level(self.rules.levels["birth"], BIRTH_TESTS, pair)
            known = self._births[birth] = (level, level.centibits)
        return known

    def _levels(self, person: Facts) -> tuple[tuple[Level, int], ...]:
        """Return level and hundredths of bits of each fact, in the order of LEVELS_OF."""
        entry = self.entry
        return (
            self._coded("pin", entry.pin, person.pin),
            self._coded("old_id", entry.old_id_number, person.old_id_number),
            self._named("name", person.full_name, person.other_names),
            self._birth(person.birth),
            self._coded("sex", entry.sex, person.sex),
            self._named("mother", person.mother_name),
            self._named("father", person.father_name),
            self._named("spouse", person.spouse_name),
            self._coded("commune", entry.commune_code, person.commune_code, person.residence_code),
        )

    def _excess(self, levels: Sequence[tuple[Level, int]]) -> int:
        """Return how much the evidence that siblings share exceeds its cap."""
        family = sum([levels[place][1] for place in self._family])
        return max(0, family - self.rules.family_cap)

    def centibits(self, person: Facts) -> int:
        """Return the hundredths of bits for the person being the one in the entry."""
        levels = self._levels(person)
        return sum([bits for _, bits in levels]) - self._excess(levels)

    def weigh(self, person: Facts, candidate: str = "") -> Weighing:
        """Return the whole weighing, with both values of every fact."""
        levels = self._levels(person)
        hits = [
            LevelHit(fact, level.level, bits / 100, book, population)
            for (fact, (level, bits)), book, population in zip(
                zip(LEVELS_OF, levels, strict=True),
                _values(self.entry),
                _values(person),
                strict=True,
            )
        ]
        excess = self._excess(levels)
        if excess:
            hits.append(LevelHit("family", "capped", -excess / 100, "", ""))
        total = sum(bits for _, bits in levels) - excess
        return Weighing(candidate, total, tuple(hits))

    def weigh_heaviest(
        self, persons: Mapping[str, Facts], count: int, known: Mapping[str, int] | None = None
    ) -> list[Weighing]:
        """Return the weighings of the `count` heaviest persons, heaviest first, ties by id.

        `known` are hundredths of bits of persons weighed before.
        """
        totals = known or {}
        weighed = (
            (-(totals[person] if person in totals else self.centibits(facts)), person)
            for person, facts in persons.items()
        )
        heaviest_ = heapq.nsmallest(count, weighed)
        return [self.weigh(persons[person], person) for _, person in heaviest_]


def _values(facts: Facts) -> tuple[str, ...]:
    """Return the values that are weighed, in the order of LEVELS_OF."""
    return (
        facts.pin,
        facts.old_id_number,
        facts.full_name,
        facts.birth.iso(),
        facts.sex,
        facts.mother_name,
        facts.father_name,
        facts.spouse_name,
        facts.commune_code,
    )


def heaviest(weighings: Iterable[Weighing], count: int) -> tuple[Weighing, ...]:
    """Return the heaviest weighings first, ties by candidate."""
    ordered = sorted(weighings, key=lambda weighing: (-weighing.centibits, weighing.candidate))
    return tuple(ordered[:count])


def weigh(
    entry: Facts,
    person: Facts,
    rules: Rules,
    *,
    names: NameTable | None = None,
    candidate: str = "",
) -> Weighing:
    """Return what speaks for and against the person being the one in the entry, in bits.

    A fact missing on either side is neutral. The bits of the levels add up to the total.
    """
    return Scale(entry, rules, names).weigh(person, candidate)
