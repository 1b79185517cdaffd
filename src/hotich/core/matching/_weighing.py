"""How much speaks for and against two sets of facts being one person's?"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hotich.core.matching._facts import Facts, Name, name_variants, read_name
from hotich.core.matching._rules import Level, Rules
from hotich.core.matching._tests import (
    BIRTH_TESTS,
    CODE_TESTS,
    NAME_TESTS,
    BirthPair,
    CodePair,
    NamePair,
)

NameShare = Callable[[str], float]
"""Share of persons who bear a name, given its `fold_name` form; 0 when nobody does."""

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
    """One candidate weighed: total bits and the level of every fact, the cap of the family last."""

    candidate: str
    bits: float
    levels: tuple[LevelHit, ...]

    def level_of(self, fact: str) -> str:
        """Return the level that fact reached, "" when it was not weighed."""
        return next((hit.level for hit in self.levels if hit.fact == fact), "")


def _first(
    levels: Sequence[Level], tests: Mapping[str, Callable[[_Pair], bool]], pair: _Pair
) -> Level:
    for level in levels:
        if tests[level.test](pair):
            return level
    return levels[-1]


def _rarity(name: Name, share: NameShare | None, default: float, cap: float) -> float:
    if share is None:
        return min(default, cap)
    borne = share(name.folded)
    return cap if borne <= 0 else min(cap, -math.log2(borne))


class _Scale:
    """The facts of one entry held ready to be weighed against many persons."""

    def __init__(self, entry: Facts, rules: Rules, share: NameShare | None) -> None:
        self.entry = entry
        self.rules = rules
        self.name = read_name(entry.full_name)
        self.mother = read_name(entry.mother_name)
        self.father = read_name(entry.father_name)
        rarity = rules.rarity
        self.name_worth = _rarity(self.name, share, rarity.default, rarity.cap)
        parent = (rarity.parent_default, rarity.parent_cap)
        self.mother_worth = _rarity(self.mother, share, *parent)
        self.father_worth = _rarity(self.father, share, *parent)

    def _named(self, fact: str, pair: NamePair, worth: float, texts: tuple[str, str]) -> LevelHit:
        levels = self.rules.levels["name" if fact == "name" else "parent"]
        level = _first(levels, NAME_TESTS, pair)
        bits = level.bits + (worth if level.rarity else 0.0)
        return LevelHit(fact, level.level, bits, *texts)

    def _full_name(self, person: Facts) -> LevelHit:
        others = name_variants(person)[1:] if person.other_names else ()
        pair = NamePair(self.name, read_name(person.full_name), others)
        texts = (self.entry.full_name, person.full_name)
        return self._named("name", pair, self.name_worth, texts)

    def _parent(self, fact: str, book: Name, worth: float, texts: tuple[str, str]) -> LevelHit:
        return self._named(fact, NamePair(book, read_name(texts[1])), worth, texts)

    def _coded(self, fact: str, book: str, population: str) -> LevelHit:
        level = _first(self.rules.levels[fact], CODE_TESTS, CodePair(book, population))
        return LevelHit(fact, level.level, level.bits, book, population)

    def _birth(self, person: Facts) -> LevelHit:
        pair = BirthPair(self.entry.birth, person.birth)
        level = _first(self.rules.levels["birth"], BIRTH_TESTS, pair)
        return LevelHit(
            "birth", level.level, level.bits, self.entry.birth.iso(), person.birth.iso()
        )

    def hits(self, person: Facts) -> list[LevelHit]:
        entry = self.entry
        return [
            self._coded("pin", entry.pin, person.pin),
            self._full_name(person),
            self._birth(person),
            self._coded("sex", entry.sex, person.sex),
            self._parent(
                "mother", self.mother, self.mother_worth, (entry.mother_name, person.mother_name)
            ),
            self._parent(
                "father", self.father, self.father_worth, (entry.father_name, person.father_name)
            ),
            self._coded("commune", entry.commune_code, person.commune_code),
        ]


def _family_cap(hits: Sequence[LevelHit], rules: Rules) -> float:
    """Return how much the evidence that siblings share exceeds its cap."""
    family = sum(hit.bits for hit in hits if hit.fact in rules.family_facts)
    return max(0.0, family - rules.family_cap)


def _weigh(scale: _Scale, person: Facts, candidate: str) -> Weighing:
    hits = scale.hits(person)
    excess = _family_cap(hits, scale.rules)
    if excess:
        hits.append(LevelHit("family", "capped", -excess, "", ""))
    return Weighing(candidate, sum(hit.bits for hit in hits), tuple(hits))


def weigh(
    entry: Facts,
    person: Facts,
    rules: Rules,
    *,
    name_share: NameShare | None = None,
    candidate: str = "",
) -> Weighing:
    """Return what speaks for and against the person being the one in the entry, in bits.

    A fact missing on either side is neutral. The bits of the levels add up to the total.
    """
    return _weigh(_Scale(entry, rules, name_share), person, candidate)


def weigh_all(
    entry: Facts,
    persons: Mapping[str, Facts],
    rules: Rules,
    *,
    name_share: NameShare | None = None,
) -> tuple[Weighing, ...]:
    """Return the weighings of many persons (id to facts), heaviest first, ties by id."""
    scale = _Scale(entry, rules, name_share)
    weighed = [_weigh(scale, person, candidate) for candidate, person in persons.items()]
    return tuple(sorted(weighed, key=lambda weighing: (-weighing.bits, weighing.candidate)))
