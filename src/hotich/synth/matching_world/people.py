"""People as they truly are, in families over generations, village by village."""

from bisect import bisect_right
from random import Random
from typing import Final

from hotich.synth.chance import Weighted
from hotich.synth.matching_world.communes import Communes
from hotich.synth.matching_world.naming import KINH, Naming, namings, near_names
from hotich.synth.matching_world.options import LifeRates
from hotich.synth.matching_world.person import Person
from hotich.synth.naming import FEMALE, MALE

LAST_YEAR: Final = 2024
RECORDED_SINCE: Final = 2016
"""Who died earlier never came into the population database."""

_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CHILDREN_FROM: Final = (0, 1966, 1981, 1993)
_CHILDREN: Final = tuple(
    tuple(count for count, weight in enumerate(weights) for _ in range(weight))
    for weights in (
        (1, 3, 8, 15, 20, 20, 15, 10),
        (1, 5, 15, 25, 24, 17, 9, 4),
        (2, 10, 32, 30, 16, 7, 3),
        (4, 20, 52, 20, 4),
    )
)
#: Age at death; the very young died oftener before 1975.
_AGES: Final = Weighted(
    [(0, 1.2), (3, 0.8), (18, 1.0), (30, 2.0), (42, 3.5), (52, 6.0), (60, 10.0), (68, 16.0),
     (75, 21.0), (82, 22.0), (89, 12.0), (95, 4.5)]
)  # fmt: skip
_PERSONS_FOR_FOUNDERS: Final = 26
_GENERATIONS: Final = 4
_IN_MIGRANTS: Final = Weighted(
    [(1958, 8), (1966, 12), (1975, 17), (1985, 22), (1995, 24), (2005, 24), (2015, 12)]
)


Couple = tuple[Person | None, Person]


class VillageMaker:
    """Makes the people of one village after the other from one stream of chance."""

    def __init__(self, chance: Random, communes: Communes, rates: LifeRates) -> None:
        self._chance = chance
        self._draw = chance.random
        self._communes = communes
        self._rates = rates
        self._namings = namings()
        self.people: list[Person] = []
        """Who is in the population database, of all villages made so far."""
        self._full = 0

    def settle(self, home: int, quota: int) -> None:
        """Add exactly `quota` people of one commune: lineages first, then families moved in."""
        self._full = len(self.people) + quota
        peoples = Weighted(
            [(self._namings[name], share) for name, share in self._communes.places[home].peoples]
        )
        couples: list[Couple] = []
        for _ in range(int(quota / _PERSONS_FOR_FOUNDERS)):
            year = 1915 + int(self._draw() * 28)
            couples.append(self._strangers(peoples.draw(self._chance), home, year))
        for _ in range(_GENERATIONS):
            children = [child for couple in couples for child in self._births(couple, home)]
            couples = self._weddings(children, home)
        while len(self.people) < self._full:
            year = _IN_MIGRANTS.draw(self._chance) - 30 + int(self._draw() * 10)
            self._births(self._strangers(peoples.draw(self._chance), home, year), home)

    # people

    def person(self, naming: Naming, sex: int, year: int, commune: int, home: int) -> Person:
        """Return somebody born on some day of a year, without a name, alive or dead by now."""
        draw = self._draw
        month = 1 + int(draw() * 12)
        born = (year, month, 1 + int(draw() * _DAYS[month]))
        one = Person(naming, sex, born, commune, home)
        one.year_only = draw() < self._year_only(year)
        if draw() < (0.03 if year > 1980 else 1.0):
            died = year + _AGES.draw(self._chance) + int(draw() * 7)
            if died <= LAST_YEAR:
                one.died = died
        return one

    def outsider(self, naming: Naming, sex: int, year: int, commune: int, home: int) -> Person:
        """Return somebody whose parents have a name only."""
        draw = self._draw
        one = self.person(naming, sex, year, commune, home)
        south = self._communes.places[commune].south
        own, other = naming.surname(draw, south), naming.surname(draw, south)
        one.called(own, naming.middle_of(draw, sex, year), naming.given_of(draw, sex, year))
        older = year - 20 - int(draw() * 16)
        by_father, by_mother = (other, own) if naming.by_mother else (own, other)
        if draw() >= self._rates.father_unknown:
            one.father_name = naming.full_name(draw, by_father, MALE, older)
        one.mother_name = naming.full_name(draw, by_mother, FEMALE, older + 2)
        one.family = [one]
        if naming.one_word and draw() < naming.one_word:
            one.called("", "", one.given)
        return one

    def child_of(self, father: Person | None, mother: Person, year: int, commune: int) -> Person:
        """Return a child with a name of its own among `mother`'s children; not added to them."""
        draw = self._draw
        lead = mother if father is None or father.naming.by_mother else father
        naming = lead.naming
        sex = MALE if draw() < 0.52 else FEMALE
        child = self.person(naming, sex, year, commune, mother.home)
        child.father, child.mother = father, mother
        child.mother_name = mother.name
        child.father_name = father.name if father else ""
        self._name_child(child, lead, mother)
        return child

    def _name_child(self, child: Person, lead: Person, mother: Person) -> None:
        draw = self._draw
        naming, sex, year = child.naming, child.sex, child.year
        middle = ""
        choice = draw()
        if choice < 0.35:
            middle = next((one.middle for one in mother.children if one.sex == sex), "")
        elif choice < 0.55 and sex == MALE and lead.sex == MALE:
            middle = lead.middle
        elif choice > 0.993 and year > 1995 and naming.label == KINH:
            middle = f"{mother.surname} {naming.middle_of(draw, sex, year)}"
        if not middle:
            middle = naming.middle_of(draw, sex, year)
        taken = {one.given for one in mother.children}
        given = naming.given_of(draw, sex, year)
        for _ in range(6):
            if given not in taken and given != middle[:-1]:
                break
            given = naming.given_of(draw, sex, year)
        child.called(lead.surname, middle, given)
        if naming.one_word and draw() < naming.one_word:
            child.called("", "", given)

    def _year_only(self, year: int) -> float:
        if year < 1955:
            return self._rates.year_only
        if year < 1965:
            return self._rates.year_only * 0.7
        return self._rates.year_only * (0.15 if year < 1980 else 0.01)

    def _near(self, home: int) -> int:
        """Return another commune: a neighbour of the world, or anywhere in the country."""
        draw = self._draw
        if draw() < 0.7:
            last = self._communes.homes - 1
            return min(max(home - 4 + int(draw() * 9), 0), last)
        return int(draw() * len(self._communes.places))

    def _add(self, one: Person) -> None:
        alive_then = not one.died or one.died >= RECORDED_SINCE
        if alive_then and len(self.people) < self._full:
            one.present = True
            self.people.append(one)

    # families

    def _strangers(self, naming: Naming, home: int, year: int) -> Couple:
        """Return a couple that moved in; the husband is born in that year."""
        draw = self._draw
        father = self.outsider(naming, MALE, year, self._born_at(home), home)
        mother = self.outsider(naming, FEMALE, year + int(draw() * 6), self._born_at(home), home)
        return self._wed(father, mother)

    def _born_at(self, home: int) -> int:
        return home if self._draw() < self._rates.marry_inside else self._near(home)

    def _wed(self, man: Person, woman: Person) -> Couple:
        draw = self._draw
        woman.home = man.home
        self._add(man)
        self._add(woman)
        if draw() < self._rates.father_unknown:
            return None, woman
        wed = max(man.year + 19, woman.year + 18) + int(draw() * 7)
        for one in (man, woman):
            if one.died and one.died <= wed:
                wed = 0
        if wed and wed <= LAST_YEAR:
            man.wed = woman.wed = wed
            man.spouse, woman.spouse = woman, man
        return man, woman

    def _births(self, couple: Couple, home: int) -> list[Person]:
        draw = self._draw
        father, mother = couple
        if father is not None and not mother.wed:
            return []
        year = (mother.wed or mother.year + 19 + int(draw() * 9)) + 1
        counts = _CHILDREN[bisect_right(_CHILDREN_FROM, year) - 1]
        last = min(LAST_YEAR, mother.year + 44, mother.died or LAST_YEAR)
        family: list[Person] = []
        mother.children = family
        for _ in range(counts[int(draw() * len(counts))]):
            if year > last or (father and father.died and father.died < year):
                break
            elsewhere = draw() < self._rates.registered_elsewhere
            commune = (mother.commune if draw() < 0.6 else self._near(home)) if elsewhere else home
            child = self.child_of(father, mother, year, commune)
            self._born(child, family)
            if draw() < self._rates.twins:
                self._twin(child, family)
            year += 2 + int(draw() * draw() * 6)
        return family

    def _born(self, child: Person, family: list[Person]) -> None:
        family.append(child)
        child.family = family

    def _twin(self, child: Person, family: list[Person]) -> None:
        self._born(self.twin_of(child), family)

    def twin_of(self, child: Person) -> Person:
        """Return a twin of a child: same day, parents and commune, another given name."""
        draw = self._draw
        mother = child.mother or child
        twin = self.person(child.naming, child.sex, child.year, child.commune, child.home)
        twin.month, twin.day, twin.year_only = child.month, child.day, child.year_only
        twin.father, twin.mother = child.father, child.mother
        twin.father_name, twin.mother_name = child.father_name, child.mother_name
        near = near_names().get((child.sex, child.given), ())
        if near and draw() < self._rates.twins_near_names:
            twin.called(child.surname, child.middle, near[int(draw() * len(near))])
        else:
            if draw() < 0.4:
                twin.sex = 1 - child.sex
            lead = twin.mother if twin.father is None or twin.naming.by_mother else twin.father
            self._name_child(twin, lead or child, mother)
            if twin.sex == child.sex and child.surname:
                twin.called(child.surname, child.middle, twin.given)
        twin.twin, child.twin = child, twin
        return twin

    # weddings

    def _weddings(self, children: list[Person], home: int) -> list[Couple]:
        """Add the children, and return the couples that they make among them or with others."""
        draw = self._draw
        grown: tuple[list[Person], list[Person]] = ([], [])
        for child in children:
            lives = not child.died or child.died > child.year + 30
            if lives and child.year <= LAST_YEAR - 19 and draw() < 0.93:
                grown[child.sex].append(child)
            else:
                self._add(child)
        men, women = (sorted(each, key=lambda one: one.year) for each in grown)
        couples: list[Couple] = []
        at = 0
        for man in men:
            while at < len(women) and women[at].year < man.year - 4:
                couples.append(self._marry_out(women[at], home))
                at += 1
            if at < len(women) and draw() < self._rates.marry_inside:
                reach = min(len(women) - at, 6)
                other = at + int(draw() * reach)
                women[at], women[other] = women[other], women[at]
                woman = women[at]
                if self._may_marry(man, woman):
                    at += 1
                    couples.append(self._wed(man, woman))
                    continue
            couples.append(self._marry_out(man, home))
        couples.extend(self._marry_out(woman, home) for woman in women[at:])
        return couples

    def _may_marry(self, man: Person, woman: Person) -> bool:
        if man.family is woman.family or woman.year > man.year + 12:
            return False
        return man.naming is woman.naming or self._draw() < self._rates.mixed_marriage

    def _marry_out(self, one: Person, home: int) -> Couple:
        draw = self._draw
        naming = one.naming
        if draw() < self._rates.mixed_marriage:
            naming = self._namings[KINH]
        apart = int(draw() * 6) if one.sex == MALE else -int(draw() * 6)
        commune = self._near(home)
        other = self.outsider(naming, 1 - one.sex, one.year + apart, commune, home)
        return self._wed(one, other) if one.sex == MALE else self._wed(other, one)
