"""Who stands in which entry: people of the population database, and people who are not in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from hotich.synth.chance import number, pick
from hotich.synth.matching_world.absence import Absentees
from hotich.synth.matching_world.draft import (
    ADOPTION,
    BIRTH,
    DEATH,
    MARRIAGE,
    RECOGNITION,
    Draft,
)
from hotich.synth.matching_world.options import MatchingOptions
from hotich.synth.matching_world.people import LAST_YEAR
from hotich.synth.matching_world.person import Person
from hotich.synth.naming import FEMALE, MALE
from hotich.synth.world import TooFewPersons

_FIRST_BOOK: Final = 1950
_FIRST_MARRIAGE: Final = 1960
_ROLES: Final = ("husband", "wife")


@dataclass(slots=True)
class _Pools:
    """The people of a shard by what they can be drawn for, in an order of chance."""

    births: list[Person]
    husbands: list[Person]
    dead: list[Person]
    singles: tuple[list[Person], list[Person]]
    widowed: list[Person]


class Selection:
    """Draws the entries of one shard."""

    def __init__(
        self,
        chance: Random,
        options: MatchingOptions,
        people: list[Person],
        homes: int,
        absentees: Absentees,
    ) -> None:
        self._chance = chance
        self._draw = chance.random
        self._options = options
        self._absent = options.absence.absent
        self._absentees = absentees
        self._homes = homes
        self._pools = self._sorted(people)
        self._used = 0

    def _sorted(self, people: list[Person]) -> _Pools:
        keys = [self._draw() for _ in people]
        order = [people[at] for at in sorted(range(len(people)), key=keys.__getitem__)]
        known = [one for one in order if one.pin]
        singles = [
            one for one in known if not one.wed and one.year <= LAST_YEAR - 22 and not one.died
        ]
        wed = [one for one in known if one.spouse is not None and one.wed >= _FIRST_MARRIAGE]
        return _Pools(
            births=[one for one in known if self._in_books(one)],
            husbands=[one for one in wed if one.sex == MALE and one.spouse and one.spouse.pin],
            dead=[one for one in known if one.died],
            singles=(
                [one for one in singles if one.sex == MALE],
                [one for one in singles if one.sex == FEMALE],
            ),
            widowed=[one for one in wed if one.spouse and not one.spouse.present],
        )

    def _in_books(self, one: Person) -> bool:
        return one.commune < self._homes and one.year >= _FIRST_BOOK

    def entries(self, rows: int) -> Iterator[tuple[Draft, ...]]:
        """Yield drafts of exactly that many rows, entry by entry; raises TooFewPersons."""
        options = self._options
        marriages = min(round(rows * options.marriages / 2), len(self._pools.husbands))
        deaths = min(round(rows * options.deaths), len(self._pools.dead))
        adoptions = round(rows * options.adoptions)
        recognitions = round(rows * options.recognitions)
        births = rows - 2 * marriages - deaths - adoptions - recognitions
        for at in range(marriages):
            yield self._marriage(at)
        for at in range(deaths):
            yield (self._death(at),)
        for kind, count in ((ADOPTION, adoptions), (RECOGNITION, recognitions), (BIRTH, births)):
            for _ in range(count):
                yield (self._child(kind, rows),)

    def _child(self, kind: str, rows: int) -> Draft:
        if self._draw() < self._absent and self._pools.births:
            one, code = self._absentees.child(self._anchor)
        else:
            if self._used == len(self._pools.births):
                raise TooFewPersons(rows, self._used)
            one, code = self._pools.births[self._used], ""
            self._used += 1
        year = one.year
        if kind != BIRTH:
            year += number(self._chance, 0, 9)
        elif self._draw() < self._options.book.late:
            year += number(self._chance, 1, 15)
        office = one.commune
        return self._drafted(Draft(one, kind, "child", min(year, LAST_YEAR), office), code)

    def _anchor(self) -> Person:
        return pick(self._chance, self._pools.births)

    def _drafted(self, draft: Draft, code: str) -> Draft:
        if code:
            draft.note(code)
        return draft

    def _death(self, at: int) -> Draft:
        if self._draw() < self._absent and self._pools.births:
            one, code = self._absentees.dead(self._anchor)
        else:
            one, code = self._pools.dead[at], ""
        spouse = one.spouse.name if one.spouse else ""
        draft = Draft(one, DEATH, "deceased", one.died, min(one.home, self._homes - 1), spouse)
        return self._drafted(draft, code)

    def _marriage(self, at: int) -> tuple[Draft, ...]:
        if self._draw() < 2 * self._absent and self._pools.births:
            return self._half_known_marriage()
        husband = self._pools.husbands[at]
        wife = husband.spouse or husband
        return self._couple(husband, wife, husband.wed, ("", ""))

    def _half_known_marriage(self) -> tuple[Draft, ...]:
        """Return a marriage of which one is not in the population database."""
        if self._pools.widowed and self._draw() < 0.4:
            one = pick(self._chance, self._pools.widowed)
            other, code = one.spouse or one, "absent:spouse"
            year = one.wed
        else:
            other, code = self._absentees.child(self._grown_anchor)
            singles = self._pools.singles[1 - other.sex]
            one = pick(self._chance, singles) if singles else other
            if one is other or abs(one.year - other.year) > 15:
                one = self._absentees.match_for(other)
            year = max(one.year, other.year) + number(self._chance, 18, 27)
        codes = ("absent:stranger" if not one.pin else "", code)
        if one.sex == MALE:
            return self._couple(one, other, year, codes)
        return self._couple(other, one, year, codes[::-1])

    def _grown_anchor(self) -> Person:
        one = self._anchor()
        for _ in range(8):
            if one.year <= LAST_YEAR - 22:
                break
            one = self._anchor()
        return one

    def _couple(
        self, husband: Person, wife: Person, year: int, codes: tuple[str, str]
    ) -> tuple[Draft, ...]:
        office = min(husband.home, self._homes - 1)
        year = min(year, LAST_YEAR)
        pair = ((husband, wife), (wife, husband))
        return tuple(
            self._drafted(Draft(one, MARRIAGE, role, year, office, other.name), code)
            for role, (one, other), code in zip(_ROLES, pair, codes, strict=True)
        )
