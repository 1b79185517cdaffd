"""A book to practise on: its entries, the people in it, and differences planted between the two.

A planted difference is a fact beyond step 1 that the population database has otherwise than the
book, so that the form offers a text that the book does not hold. Who reads the book sees it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from hotich.core.discrepancies import (
    FieldRelation,
    Policy,
    RegisterValue,
    compare_field,
    compared_key,
)
from hotich.core.places import Gazetteer, gazetteer
from hotich.core.registers import Edition, Field, Kind, RegisterType
from hotich.synth.chance import pick, stream
from hotich.synth.every_register import (
    EntryRates,
    GeneratedEntry,
    GeneratedRegister,
    generate_register,
    stored,
    years_of,
)
from hotich.synth.spelling import slip
from hotich.synth.territory import Place, Territory

#: The year of a book whose form was in use then; else the last of the form.
USUAL_YEAR: Final = 1998
# Every third entry or so: often enough to measure, and no rule that one could play by.
PLANTED: Final = 0.35
_RATES = EntryRates(odd=0.05, illegible=0.004, doubtful=0.008, struck_out=0.003)
# Of facts the clerk typed blind he has read the book already.
_PLANTABLE = frozenset({Kind.NAME, Kind.DATE, Kind.YEAR, Kind.PLACE, Kind.ETHNICITY})
_GROUPS = ("Kinh", "Mường", "Thái")

Row = dict[str, str]


class BookTooLong(Exception):  # noqa: N818 - named by what is wrong
    """No office has that many entries of the type in the year."""


@dataclass(frozen=True, slots=True)
class PracticeEntry:
    """An entry as the book has it; `planted` says by field what the population database has."""

    number: int
    page: int
    values: Mapping[str, RegisterValue]
    planted: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PracticeSample:
    """A whole practice book with the rows of the people of its commune."""

    register_type: RegisterType
    edition: Edition
    office_code: str
    year: int
    entries: tuple[PracticeEntry, ...]
    population: tuple[Row, ...]

    @property
    def pages(self) -> int:
        """Return how many pages the book has."""
        return max((entry.page for entry in self.entries), default=0)

    @property
    def pins(self) -> frozenset[str]:
        """Return the numbers of its people."""
        return frozenset(row["pin"] for row in self.population)


def practice_book(
    register_type: RegisterType,
    edition: Edition,
    *,
    entries: int,
    volume: str,
    seed: int,
    rate: float = PLANTED,
) -> PracticeSample:
    """Return a book of one office and year with that many entries, always the same for a seed.

    `volume` is written in it as its volume; `rate` is how likely an entry has a difference
    planted. Raises: BookTooLong.
    """
    year = _year_of(edition)
    drawn = _drawn(register_type, replace(edition, years=f"{year}-{year}"), entries, seed)
    rows = {row["pin"]: dict(row) for row in drawn.population}
    hand = _Hand(register_type, stream(seed, f"{register_type.code}/planted"), rows, rate)
    made = []
    for entry in _of_one_office(drawn, entries):
        values = dict(entry.values)
        for item in register_type.fields:
            if item.id == "entry.volume" and item.id in values:
                values[item.id] = stored(item, volume, values[item.id].reading, year)
        planted = hand.plant(replace(entry, values=values))
        made.append(PracticeEntry(entry.number, entry.page, values, planted))
    office = next(entry.office_code for entry in _of_one_office(drawn, entries))
    return PracticeSample(register_type, edition, office, year, tuple(made), tuple(rows.values()))


def _year_of(edition: Edition) -> int:
    first, last = years_of(edition)
    return USUAL_YEAR if first <= USUAL_YEAR <= last else last


def _drawn(
    register_type: RegisterType, edition: Edition, entries: int, seed: int
) -> GeneratedRegister:
    """Return a register in which one office has that many entries; raises BookTooLong."""
    for share in (5, 10, 20):
        drawn = generate_register(register_type, edition, entries * share, seed, rates=_RATES)
        if len(_of_one_office(drawn, entries)) == entries:
            return drawn
    raise BookTooLong


def _of_one_office(drawn: GeneratedRegister, entries: int) -> list[GeneratedEntry]:
    by_office: dict[str, list[GeneratedEntry]] = defaultdict(list)
    for entry in drawn.entries:
        by_office[entry.office_code].append(entry)
    return max(by_office.values(), key=len, default=[])[:entries]


class _Hand:
    """Makes rows of the population database differ from what the book says."""

    def __init__(
        self, register_type: RegisterType, chance: Random, rows: dict[str, Row], rate: float
    ) -> None:
        self._type, self._chance, self._rows, self._rate = register_type, chance, rows, rate
        self._units: Gazetteer = gazetteer()
        self._places: tuple[Place, ...] = Territory().elsewhere

    def plant(self, entry: GeneratedEntry) -> dict[str, str]:
        """Return what was planted at one field of the entry; empty for most."""
        if self._chance.random() >= self._rate:
            return {}
        found = list(self._possible(entry))
        if not found:
            return {}
        field, row, key = pick(self._chance, found)
        other = self._other(field, row[key])
        if not other or self._relation(field, entry.values[field.id], other) != "differs":
            return {}
        row[key] = other
        return {field.id: other}

    def _possible(self, entry: GeneratedEntry) -> Iterator[tuple[Field, Row, str]]:
        """Yield the fields that the form will offer as the book has them, with the row's value."""
        for role in self._type.principal_roles:
            row = self._rows.get(entry.people.get(role.code, ""))
            if row is None:
                continue
            for field in self._type.fields:
                key = compared_key(field, role.code)
                if key is None or field.step == 1 or field.kind not in _PLANTABLE:
                    continue
                value = entry.values.get(field.id)
                if value is None or not row.get(key):
                    continue
                if self._relation(field, value, row[key]) == "same":
                    yield field, row, key

    def _relation(self, field: Field, value: RegisterValue, population: str) -> str:
        found = compare_field(field, value, population, units=self._units, policy=Policy())
        if found.relation is FieldRelation.SAME:
            return "same"
        return "differs" if found.relation is FieldRelation.DIFFERS else ""

    def _other(self, field: Field, held: str) -> str:
        match field.kind:
            case Kind.NAME:
                return slip(self._chance, held)
            case Kind.DATE | Kind.YEAR:
                return _year_after(held)
            case Kind.PLACE:
                return pick(self._chance, self._places).formal
            case _:
                return next(group for group in _GROUPS if group != held)


def _year_after(held: str) -> str:
    """Return the date a year later: it differs however much of a date the form offers."""
    rest = "-02-28" if held[4:] == "-02-29" else held[4:]
    return f"{int(held[:4]) + 1}{rest}"
