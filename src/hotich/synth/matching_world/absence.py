"""People who stand in a book and not in the population database, near somebody who does."""

from collections.abc import Callable
from random import Random
from typing import Final

from hotich.synth.chance import number
from hotich.synth.matching_world.notation import other_given
from hotich.synth.matching_world.options import AbsenceRates
from hotich.synth.matching_world.people import LAST_YEAR, RECORDED_SINCE, VillageMaker
from hotich.synth.matching_world.person import Person
from hotich.synth.naming import FEMALE, MALE

_TRIES: Final = 12
_FERTILE: Final = (18, 44)


class Absentees:
    """Makes absent people beside present ones; `families` draws from a stream of its own."""

    def __init__(self, chance: Random, families: VillageMaker, rates: AbsenceRates) -> None:
        self._chance = chance
        self._draw = chance.random
        self._families = families
        self._rates = rates

    def child(self, anchors: Callable[[], Person]) -> tuple[Person, str]:
        """Return somebody absent beside one of the anchors, and the code of what he is to him."""
        rates = self._rates
        anchor = anchors()
        left = self._draw()
        if (left := left - rates.sibling) < 0:
            for _ in range(_TRIES):
                sibling = self._sibling(anchor)
                if sibling is not None:
                    return sibling
                anchor = anchors()
        elif (left := left - rates.twin) < 0:
            for _ in range(_TRIES):
                if anchor.mother is not None and anchor.twin is None:
                    return self._twin(anchor), "absent:twin"
                anchor = anchors()
        elif left < rates.namesake:
            return self._namesake(anchor), "absent:namesake"
        return self._stranger(anchor), "absent:stranger"

    def dead(self, anchors: Callable[[], Person]) -> tuple[Person, str]:
        """Return somebody who died before the database was made, and his code."""
        if self._draw() < self._rates.parent:
            for _ in range(4 * _TRIES):
                anchor = anchors()
                for parent in (anchor.father, anchor.mother):
                    if parent is not None and not parent.present and parent.died:
                        return parent, "absent:parent"
        one, code = self.child(anchors)
        age = number(self._chance, 0, max(RECORDED_SINCE - 1 - one.year, 1))
        one.died = min(one.year + age, LAST_YEAR)
        return one, code

    def match_for(self, other: Person) -> Person:
        """Return an absent stranger whom somebody may marry."""
        year = other.year + number(self._chance, -4, 4)
        return self._families.outsider(other.naming, 1 - other.sex, year, other.commune, other.home)

    def _sibling(self, anchor: Person) -> tuple[Person, str] | None:
        taken = {child.year for child in anchor.family}
        taken |= {year + 1 for year in taken} | {year - 1 for year in taken}
        mother = anchor.mother
        for _ in range(_TRIES):
            year = anchor.year + number(self._chance, -9, 9)
            if year in taken or year > LAST_YEAR:
                continue
            if mother is not None:
                if not _FERTILE[0] <= year - mother.year <= _FERTILE[1]:
                    continue
                sibling = self._families.child_of(anchor.father, mother, year, anchor.commune)
            else:
                sibling = self._of_unseen_parents(anchor, year)
            if self._draw() < self._rates.same_name:
                sibling.sex = anchor.sex
                sibling.called(anchor.surname, anchor.middle, anchor.given)
                return sibling, "absent:sibling_same_name"
            return sibling, "absent:sibling"
        return None

    def _of_unseen_parents(self, anchor: Person, year: int) -> Person:
        """Return a sibling of somebody whose parents have a name only."""
        sibling = self._stranger(anchor, year)
        sibling.father_name, sibling.mother_name = anchor.father_name, anchor.mother_name
        given = sibling.given
        if given == anchor.given:
            given = other_given(self._chance, sibling.naming, sibling.sex, year, given)
        sibling.called(anchor.surname, sibling.middle, given)
        return sibling

    def _twin(self, anchor: Person) -> Person:
        twin = self._families.twin_of(anchor)
        anchor.twin = None
        return twin

    def _namesake(self, anchor: Person) -> Person:
        one = self._stranger(anchor, anchor.year)
        one.sex = anchor.sex
        one.called(anchor.surname, anchor.middle, anchor.given)
        return one

    def _stranger(self, anchor: Person, year: int = 0) -> Person:
        sex = MALE if self._draw() < 0.5 else FEMALE
        born = year or min(anchor.year + number(self._chance, -3, 3), LAST_YEAR)
        return self._families.outsider(anchor.naming, sex, born, anchor.commune, anchor.home)
