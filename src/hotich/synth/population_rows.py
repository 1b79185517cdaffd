"""Rows of the population database, in the columns of the interchange schema.

A person's number shows what the database holds about sex and year, which an entry may make
wrong on purpose; so rows are made first, numbers are given last (`give_numbers`).
"""

from collections.abc import Mapping
from random import Random
from typing import Final

from hotich.synth.chance import number, pick
from hotich.synth.families import Person
from hotich.synth.options import CODES_AS_OF, PopulationRates
from hotich.synth.territory import Place, Territory

POPULATION_COLUMNS: Final = (
    "pin", "full_name", "sex", "birth_date", "commune_code", "commune_as_of", "ethnicity",
    "father_name", "mother_name", "father_pin", "mother_pin", "other_names", "old_id_number",
    "place_of_birth", "hometown", "nationality", "residence", "residence_code", "mother_birth",
    "father_birth", "spouse_name", "spouse_pin", "death_date",
)  # fmt: skip
SEX_CODES: Final = ("male", "female")
_AS_OF = CODES_AS_OF.isoformat()


def iso_day(year: int, month: int, day: int) -> str:
    """Return YYYY-MM-DD."""
    return f"{year}-{month:02d}-{day:02d}"


class PopulationRows:
    """Turns true people into rows, with the gaps such a database has."""

    __slots__ = ("_chance", "_rates", "_territory")

    def __init__(self, chance: Random, territory: Territory, rates: PopulationRates) -> None:
        self._chance = chance
        self._territory = territory
        self._rates = rates

    def row(self, person: Person) -> dict[str, str]:
        """Return the person's values; where a number is known stands a mark for the later one."""
        chance, rates = self._chance, self._rates
        father, mother = person.father, person.mother
        lost = chance.random()
        father_name = "" if lost < rates.parent_missing / 2 else person.father_name
        mother_name = "" if rates.parent_missing / 2 <= lost < rates.parent_missing else None
        residence = self._residence(person)
        spouse = person.spouse
        return {
            "pin": "",
            "full_name": person.name,
            "sex": SEX_CODES[person.sex],
            "birth_date": self._birth(person),
            "commune_code": person.commune.code,
            "commune_as_of": _AS_OF,
            "ethnicity": person.ethnicity,
            "father_name": father_name,
            "mother_name": person.mother_name if mother_name is None else mother_name,
            "father_pin": self._known(father) if father_name else "",
            "mother_pin": self._known(mother) if mother_name is None else "",
            "other_names": "",
            "old_id_number": self._old_number(person),
            "place_of_birth": self._written(person.birth_place),
            "hometown": self._written(person.hometown),
            "nationality": "Việt Nam",
            "residence": f"Thôn {number(chance, 1, 9)}, {residence.today or residence.formal}",
            "residence_code": residence.today_code,
            "mother_birth": self._parent_birth(mother, person.mother_year),
            "father_birth": (
                self._parent_birth(father, person.father_year) if person.father_name else ""
            ),
            "spouse_name": spouse.name if spouse else "",
            "spouse_pin": self._known(spouse),
            "death_date": "",
        }

    def _birth(self, person: Person) -> str:
        if not person.year_only:
            return iso_day(person.year, person.month, person.day)
        as_january = self._chance.random() < self._rates.year_only_as_january
        return f"{person.year}-01-01" if as_january else str(person.year)

    def _written(self, place: Place) -> str:
        if self._chance.random() >= self._rates.place_by_new_name:
            return place.formal
        return place.today or pick(self._chance, place.parts or (place.formal,))

    def _residence(self, person: Person) -> Place:
        if self._chance.random() < self._rates.moved_away:
            return self._territory.away(self._chance)
        return person.home

    def _known(self, relative: Person | None) -> str:
        if relative is None or relative.index < 0:
            return ""
        return "" if self._chance.random() < self._rates.parent_pin_missing else "known"

    def _parent_birth(self, parent: Person | None, year: int) -> str:
        if parent is None or parent.index < 0 or parent.year_only:
            return str(year)
        return iso_day(parent.year, parent.month, parent.day)

    def _old_number(self, person: Person) -> str:
        if person.year > 1998 or self._chance.random() < 0.35:
            return ""
        return f"{person.index + 1:09d}"


def number_basis(row: Mapping[str, str]) -> tuple[int, int]:
    """Return the sex and year a person's number shows: what the database holds, right or not."""
    return SEX_CODES.index(row["sex"]), int(row["birth_date"][:4])


def give_numbers(row: dict[str, str], person: Person) -> None:
    """Write the numbers of a person and his relatives into his row."""
    row["pin"] = person.pin
    for column, relative in (
        ("father_pin", person.father),
        ("mother_pin", person.mother),
        ("spouse_pin", person.spouse),
    ):
        if row[column] and relative:
            row[column] = relative.pin
