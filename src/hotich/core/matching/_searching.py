"""How far must a register be searched for the one in the book?"""

import heapq
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hotich.core.matching._facts import Facts
from hotich.core.matching._frequencies import NameTable
from hotich.core.matching._judging import Identity, Judgement, judge, knows_enough
from hotich.core.matching._keys import PartHash
from hotich.core.matching._rules import Mode, Rules, Stage
from hotich.core.matching._sketches import Bound
from hotich.core.matching._weighing import Scale, Weighing, heaviest

Fetch = Callable[[Stage, "Sieve"], Mapping[str, Facts]]
"""Returns the persons (id to facts) who share a key of that stage with the entry.

Keys are those of `query_keys`; a key beyond its limit is left out. So may be who cannot be among
the heaviest, by the sieve, and who was given before.
"""

KEPT: Final = 6
"""Weighings that are told apart: five that a clerk may see, and one that shows there are more."""


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a search: the heaviest weighings, the judgement, and how far it went.

    The first weighing is the judgement's best, less its doubt.
    """

    weighings: tuple[Weighing, ...]
    judgement: Judgement
    stage: Stage
    weighed: int


class Sieve:
    """Who of those who share keys with an entry can still be among the heaviest?

    `given` is for the register to note whom it has given; it need not give them again. `weighed`
    holds what those weigh who were told it beforehand.
    """

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._heaviest: dict[str, int] = {}
        self.weighed: dict[str, int] = {}
        self._bound: Bound | None = None
        self.given: set[int] = set()

    @property
    def least(self) -> float:
        """What a person has to weigh at least, in hundredths of bits; -inf for anything."""
        return min(self._heaviest.values()) if len(self._heaviest) == KEPT else -math.inf

    def at_most(self, sketch: int, hashed: PartHash) -> int:
        """Return what the person of a sketch can weigh at most."""
        if self._bound is None:
            self._bound = Bound(self._scale, hashed)
        return self._bound.at_most(sketch)

    def weigh(self, persons: Mapping[str, Facts]) -> None:
        """Take persons into account who are going to be given."""
        weights = {person: self._scale.centibits(facts) for person, facts in persons.items()}
        self.weighed |= weights
        self.note(weights)

    def note(self, weights: Mapping[str, int]) -> None:
        """Take into account what persons weigh."""
        self._heaviest |= weights
        if len(self._heaviest) > KEPT:
            kept = heapq.nlargest(KEPT, self._heaviest.items(), key=lambda each: each[1])
            self._heaviest = dict(kept)


def stops(judgement: Judgement) -> bool:
    """Say whether a stage's judgement makes the next stage needless."""
    return judgement.identity is Identity.LINK


def search(
    entry: Facts,
    rules: Rules,
    fetch: Fetch,
    *,
    persons: int,
    mode: Mode = Mode.SCREEN,
    names: NameTable | None = None,
    at_least: Stage = Stage.SHARP,
) -> Found:
    """Return who may be the one in the entry, searching stage by stage until one convinces.

    Everybody found so far is judged together. `at_least` is a stage that is run in any case.
    """
    scale = Scale(entry, rules, names)
    sieve = Sieve(scale)
    seen: set[str] = set()
    kept: tuple[Weighing, ...] = ()
    done = False
    enough = knows_enough(entry, rules)
    nobody = judge((), rules, persons=persons, mode=mode, enough=enough)
    found = Found((), nobody, Stage.SHARP, 0)
    for stage in Stage:
        fetched = fetch(stage, sieve)
        fresh = {person: facts for person, facts in fetched.items() if person not in seen}
        seen.update(fresh)
        kept = heaviest([*kept, *scale.weigh_heaviest(fresh, KEPT, sieve.weighed)], KEPT)
        sieve.note({each.candidate: each.centibits for each in kept})
        judgement = judge(kept, rules, persons=persons, mode=mode, stage=stage, enough=enough)
        done = done or stage is at_least
        best = (judgement.best,) if judgement.best else ()
        found = Found((*best, *kept[1:]), judgement, stage, len(seen))
        if done and stops(judgement):
            break
    return found
