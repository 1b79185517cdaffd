"""Families: a couple and its children, as they truly are, before anybody writes anything down."""

from bisect import bisect_right
from random import Random

from hotich.synth.chance import Weighted, number
from hotich.synth.naming import FEMALE, MALE, name_book
from hotich.synth.options import PopulationRates
from hotich.synth.territory import Place, Territory

#: (weight, first, last year) in which couples begin; adults before are mostly dead by now.
_BEGINNINGS = Weighted(
    [((1946, 1955), 3), ((1956, 1965), 8), ((1966, 1975), 13), ((1976, 1985), 17),
     ((1986, 1995), 22), ((1996, 2005), 24), ((2006, 2015), 24), ((2016, 2023), 12)]
)  # fmt: skip
#: From the year on: shares of 0, 1, 2 … children.
_CHILDREN_FROM = (0, 1966, 1981, 1993)
_CHILDREN = (
    Weighted(list(enumerate((1, 3, 8, 15, 20, 20, 15, 10)))),
    Weighted(list(enumerate((1, 5, 15, 25, 24, 17, 9, 4)))),
    Weighted(list(enumerate((2, 10, 32, 30, 16, 7, 3)))),
    Weighted(list(enumerate((4, 20, 52, 20, 4)))),
)
_LAST_BIRTH = 2024
_OLDEST_ALIVE = 1932
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ETHNIC_MINORITIES = Weighted([("Mường", 3.0), ("Thái", 1.0)])


Date = tuple[int, int, int]


class Person:
    """One person as he truly is; `father` and `mother` only where they are of this world."""

    __slots__ = (
        "birth_place", "commune", "day", "ethnicity", "father", "father_name", "father_year",
        "home", "hometown", "index", "month", "mother", "mother_name", "mother_year", "name",
        "pin", "sex", "spouse", "surname", "year", "year_only",
    )  # fmt: skip

    def __init__(
        self, name: str, surname: str, sex: int, birth: Date, ethnicity: str, home: Place
    ) -> None:
        self.name = name
        self.surname = surname
        self.sex = sex
        self.year, self.month, self.day = birth
        self.ethnicity = ethnicity
        self.home = self.commune = self.birth_place = self.hometown = home
        self.year_only = False
        self.father: Person | None = None
        self.mother: Person | None = None
        self.spouse: Person | None = None
        self.father_name = self.mother_name = ""
        self.father_year = self.mother_year = 0
        self.pin = ""
        self.index = -1


class Family:
    """A couple with its children; a father may be unknown, the old may be dead."""

    __slots__ = ("anchor", "children", "father", "mother")

    def __init__(self, father: Person | None, mother: Person) -> None:
        self.father = father
        self.mother = mother
        self.children: list[Person] = []
        self.anchor: Person | None = None

    def living(self) -> list[Person]:
        """Return who has reached the population register: parents first."""
        parents = (self.father, self.mother)
        return [one for one in parents if one and one.year >= _OLDEST_ALIVE] + self.children


def any_day(chance: Random, year: int, *, until_month: int = 12) -> Date:
    """Return some day of a year (never 29 February)."""
    month = number(chance, 1, until_month)
    return year, month, 1 + int(chance.random() * _DAYS[month - 1])


class FamilyMaker:
    """Makes one family after the other from one stream of chance."""

    __slots__ = ("_chance", "_names", "_rates", "_territory")

    def __init__(self, chance: Random, territory: Territory, rates: PopulationRates) -> None:
        self._chance = chance
        self._territory = territory
        self._rates = rates
        self._names = name_book()

    def family(self, anchor: tuple[Place, int] | None = None) -> Family:
        """Return a family; anchored, one child (`anchor`) is born in that commune and year."""
        chance = self._chance
        home = anchor[0] if anchor else self._territory.home(chance)
        start = self._start(anchor[1] if anchor else None)
        ethnicity = "Kinh"
        if chance.random() < self._rates.minority:
            ethnicity = _ETHNIC_MINORITIES.draw(chance)
        father = self._adult(MALE, start - number(chance, 20, 31), ethnicity, home)
        mother = self._adult(FEMALE, start - number(chance, 18, 27), ethnicity, home)
        known = chance.random() >= self._rates.parent_unknown
        family = Family(father if known else None, mother)
        if known:
            father.spouse, mother.spouse = mother, father
        years = self._birth_years(start)
        if anchor and anchor[1] not in years:
            years = sorted({*years, anchor[1]})
        for year in years:
            self._birth(family, year)
        if anchor:
            family.anchor = next(child for child in family.children if child.year == anchor[1])
            if family.anchor.month == 12:  # so that it is still registered within its year
                family.anchor.month = 11
                family.anchor.day = min(family.anchor.day, 30)
        return family

    def sibling(self, family: Family) -> Person:
        """Return one more child of a family, born apart from the others; not added to it."""
        taken = {child.year for child in family.children}
        first = family.mother.year + 18
        free = [year for year in range(first, first + 25) if year not in taken]
        free = [year for year in free if year <= _LAST_BIRTH] or [first]
        return self.child_of(family, free[int(self._chance.random() * len(free))])

    def child_of(self, family: Family, year: int) -> Person:
        """Return a child of a family born in a year, with a given name of its own."""
        chance = self._chance
        sex = MALE if chance.random() < 0.52 else FEMALE
        return self._child(family, sex, any_day(chance, year))

    def _start(self, anchor_year: int | None) -> int:
        if anchor_year is not None:
            return anchor_year - number(self._chance, 0, 9)
        first, last = _BEGINNINGS.draw(self._chance)
        return number(self._chance, first, last)

    def _birth_years(self, start: int) -> list[int]:
        chance = self._chance
        count = _CHILDREN[bisect_right(_CHILDREN_FROM, start) - 1].draw(chance)
        years: list[int] = []
        year = start + int(chance.random() * 2)
        for _ in range(count):
            if year > _LAST_BIRTH:
                break
            years.append(year)
            year += 2 + int(chance.random() * chance.random() * 6)
        return years

    def _adult(self, sex: int, year: int, ethnicity: str, home: Place) -> Person:
        chance = self._chance
        rates = self._rates
        names = self._names
        surname = names.surname(chance, ethnicity)
        name = names.full_name(chance, surname, sex, year)
        adult = Person(name, surname, sex, any_day(chance, year), ethnicity, home)
        adult.year_only = chance.random() < self._year_only_share(year)
        if chance.random() < rates.born_elsewhere:
            adult.commune = adult.birth_place = adult.hometown = self._territory.away(chance)
        elif sex == FEMALE:
            adult.commune = adult.birth_place = adult.hometown = self._territory.home(chance)
        adult.father_year = year - number(chance, 20, 38)
        adult.mother_year = year - number(chance, 18, 34)
        if chance.random() >= rates.parent_unknown:
            adult.father_name = names.full_name(chance, surname, MALE, adult.father_year)
        other = names.surname(chance, ethnicity)
        adult.mother_name = names.full_name(chance, other, FEMALE, adult.mother_year)
        return adult

    def _year_only_share(self, year: int) -> float:
        if year < 1965:
            return self._rates.year_only
        return self._rates.year_only * (0.15 if year < 1980 else 0.01)

    def _birth(self, family: Family, year: int) -> None:
        chance = self._chance
        child = self.child_of(family, year)
        family.children.append(child)
        if chance.random() < self._rates.twins:
            sex = child.sex if chance.random() < 0.6 else 1 - child.sex
            twin = self._child(family, sex, (child.year, child.month, child.day))
            twin.birth_place, twin.year_only = child.birth_place, child.year_only
            family.children.append(twin)

    def _child(self, family: Family, sex: int, birth: Date) -> Person:
        chance = self._chance
        father, mother = family.father, family.mother
        lead = father or mother
        surname = lead.surname
        taken = {child.name.rsplit(" ", 1)[-1] for child in family.children}
        name = self._names.full_name(chance, surname, sex, birth[0])
        for _ in range(8):
            if name.rsplit(" ", 1)[-1] not in taken:
                break
            name = self._names.full_name(chance, surname, sex, birth[0])
        child = Person(name, surname, sex, birth, lead.ethnicity, lead.home)
        child.year_only = chance.random() < self._year_only_share(birth[0])
        child.hometown = lead.hometown
        if chance.random() < 0.06:
            child.birth_place = self._territory.away(chance)
        child.mother, child.mother_name, child.mother_year = mother, mother.name, mother.year
        if father:
            child.father, child.father_name, child.father_year = father, father.name, father.year
        return child
