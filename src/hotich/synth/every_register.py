"""Entries of any register type in any printed form, generated from its definition.

Births have a richer generator of their own (`world`); this one is for all fifteen types and for
the forms that an operator adds. The same arguments give the same entries.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from hotich.core.registers import (
    Edition,
    Field,
    Kind,
    Reading,
    RegisterType,
    RegisterValue,
    normalise,
)
from hotich.synth.casting import Cast, Casting, population_of
from hotich.synth.chance import number, stream
from hotich.synth.facts import tell
from hotich.synth.families import FamilyMaker
from hotich.synth.oddities import odd_texts
from hotich.synth.officials import Officials
from hotich.synth.options import SynthOptions
from hotich.synth.pins import PracticeNumbers
from hotich.synth.population_rows import PopulationRows, give_numbers, number_basis
from hotich.synth.telling import Telling
from hotich.synth.territory import Territory

_FIRST_YEAR: Final = 1976
_LAST_YEAR: Final = 2024
_PER_PAGE: Final = 3
_YEARS: Final = re.compile(r"\d{4}")
_NEVER_SPOILT: Final = frozenset({"entry.number", "entry.volume", "entry.page"})


@dataclass(frozen=True, slots=True)
class EntryRates:
    """How often an entry is odd, a field hard to read, a person not in the population database."""

    odd: float = 0.12
    illegible: float = 0.01
    doubtful: float = 0.02
    struck_out: float = 0.005
    absent: float = 0.06


@dataclass(frozen=True, slots=True)
class GeneratedEntry:
    """One entry with the truth about it.

    `values` has every column of the printed form; `people` maps roles to the numbers of those in
    the population rows ("" for one who is not), without the roles that the entry leaves empty;
    `oddities` are "field id:oddity".
    """

    entry_id: UUID
    register_type: str
    edition: str
    office_code: str
    year: int
    number: int
    page: int
    values: Mapping[str, RegisterValue]
    people: Mapping[str, str]
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedRegister:
    """Generated entries in the order of their numbers, and the rows of their people."""

    register_type: str
    edition: str
    entries: tuple[GeneratedEntry, ...]
    population: tuple[dict[str, str], ...]


def generate_entries(
    register_type: RegisterType,
    edition: Edition,
    count: int,
    seed: int,
    *,
    rates: EntryRates | None = None,
) -> tuple[GeneratedEntry, ...]:
    """Return that many entries of the type as the printed form holds them."""
    return generate_register(register_type, edition, count, seed, rates=rates).entries


def generate_register(
    register_type: RegisterType,
    edition: Edition,
    count: int,
    seed: int,
    *,
    rates: EntryRates | None = None,
) -> GeneratedRegister:
    """Return that many entries of the type, with population rows of the people they name."""
    maker = _Maker(register_type, edition, seed, rates or EntryRates())
    entries = tuple(maker.entries(count))
    return GeneratedRegister(register_type.code, edition.code, entries, tuple(maker.rows))


def years_of(edition: Edition) -> tuple[int, int]:
    """Return the first and last year of entries in the form, from the years on its label."""
    years = [int(year) for year in _YEARS.findall(edition.years)]
    match years:
        case [first, last, *_]:
            span = first, last
        case [only] if "trước" in edition.years:
            span = _FIRST_YEAR, only - 1
        case [only]:
            span = only, _LAST_YEAR
        case _:
            span = _FIRST_YEAR, _LAST_YEAR
    return min(span[0], _LAST_YEAR), min(span[1], _LAST_YEAR)


class _Maker:
    """Makes entries one by one from streams of chance that belong to the type and form."""

    def __init__(
        self, register_type: RegisterType, edition: Edition, seed: int, rates: EntryRates
    ) -> None:
        purpose = f"{register_type.code}/{edition.code}"
        options = SynthOptions()
        self._type, self._edition, self._rates, self._seed = register_type, edition, rates, seed
        self._chance = stream(seed, f"{purpose}/entries")
        self._territory = Territory()
        families = FamilyMaker(
            stream(seed, f"{purpose}/people"), self._territory, options.population
        )
        self._casting = Casting(self._chance, families, self._territory)
        self._population = PopulationRows(
            stream(seed, f"{purpose}/rows"), self._territory, options.population
        )
        self._officials = Officials(seed)
        self._pins = PracticeNumbers(seed)
        self._known = 0
        self._items = _columns(register_type, edition)
        self.rows: list[dict[str, str]] = []

    def entries(self, count: int) -> Iterator[GeneratedEntry]:
        """Yield the entries in order of office, day and number."""
        first, last = years_of(self._edition)
        acts: list[tuple[str, date, int, Cast]] = []
        for place in range(count):
            cast = self._casting.cast(self._type, number(self._chance, first, last))
            acts.append((cast.office.code, self._registered(cast), place, cast))
        numbers: dict[tuple[str, int], int] = {}
        for office, registered, _, cast in sorted(acts, key=lambda act: act[:3]):
            numbers[office, registered.year] = numbers.get((office, registered.year), 0) + 1
            yield self._entry(cast, registered, numbers[office, registered.year])

    def _registered(self, cast: Cast) -> date:
        """Return a day of the year; of one who was born in it, a day soon after the birth."""
        born = max(
            date(one.year, one.month, one.day) for one in cast.people.values() if one is not None
        )
        if born.year < cast.year:
            return date(cast.year, 1, 5) + timedelta(days=number(self._chance, 0, 355))
        return min(born + timedelta(days=number(self._chance, 1, 28)), date(cast.year, 12, 30))

    def _entry(self, cast: Cast, registered: date, place: int) -> GeneratedEntry:
        self._settle(cast)
        page = (place - 1) // _PER_PAGE + 1
        signing = self._officials.of(cast.office.code, registered.year)
        telling = Telling(
            self._chance,
            cast,
            registered,
            place,
            page,
            signing,
            self._territory.away(self._chance),
        )
        for item in self._items:
            telling.texts[item.id] = tell(telling, item)
        oddities = [
            f"{field_id}:{oddity}"
            for field_id, oddity in odd_texts(telling, self._items, self._rates.odd)
        ]
        key = f"{self._seed}/{self._type.code}/{self._edition.code}/{cast.office.code}"
        key = f"{key}/{registered.year}/{place}"
        return GeneratedEntry(
            entry_id=UUID(bytes=sha256(key.encode()).digest()[:16], version=4),
            register_type=self._type.code,
            edition=self._edition.code,
            office_code=cast.office.code,
            year=registered.year,
            number=place,
            page=page,
            values={item.id: self._value(item, telling) for item in self._items},
            people={role: one.pin for role, one in cast.people.items() if one is not None},
            oddities=tuple(oddities),
        )

    def _settle(self, cast: Cast) -> None:
        """Give those who are in the population database their rows and numbers."""
        roles = {role.code: role.principal for role in self._type.roles}
        people = [
            person
            for person in population_of(cast, roles)
            if self._chance.random() >= self._rates.absent
        ]
        for person in people:
            person.index = self._known
            self._known += 1
        rows = [self._population.row(person) for person in people]
        for person, row in zip(people, rows, strict=True):
            person.pin = self._pins.next(*number_basis(row))
        for person, row in zip(people, rows, strict=True):
            give_numbers(row, person)
            self.rows.append(row)

    def _value(self, item: Field, telling: Telling) -> RegisterValue:
        text = telling.texts[item.id]
        if not text:
            return RegisterValue("", Reading.BLANK)
        reading = self._reading(item)
        if reading is Reading.ILLEGIBLE:
            return RegisterValue("", reading)
        return stored(item, text, reading, telling.registered.year)

    def _reading(self, item: Field) -> Reading:
        chosen, rates = self._chance.random(), self._rates
        if item.id in _NEVER_SPOILT or item.kind is Kind.CHOICE:
            return Reading.CLEAR
        for reading, rate in (
            (Reading.ILLEGIBLE, rates.illegible),
            (Reading.DOUBTFUL, rates.doubtful),
            (Reading.STRUCK_OUT, rates.struck_out),
        ):
            if chosen < rate:
                return reading
            chosen -= rate
        return Reading.CLEAR


def stored(item: Field, text: str, reading: Reading, book_year: int) -> RegisterValue:
    """Return what is stored of a text as written: the text itself and its normalised value."""
    return RegisterValue(text, reading, normalise(item, text, book_year=book_year))


def _columns(register_type: RegisterType, edition: Edition) -> tuple[Field, ...]:
    """Return the fields of the form in the order of the definition, then the form's own.

    Fields are told in the definition's order, where what others depend on comes first.
    """
    extra = {item.id: item for item in edition.extra}
    own = [
        item for item in register_type.fields if item.id in edition.columns and item.id not in extra
    ]
    return (*own, *(extra[column] for column in edition.columns if column in extra))
