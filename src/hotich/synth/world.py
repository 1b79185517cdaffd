"""A whole sample world: the people, the books drawn from them, and the truth of every entry."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from hotich.synth.books import BookStore, SampleBook, SampleEntry
from hotich.synth.chance import number, stream
from hotich.synth.draft import Draft
from hotich.synth.drafting import EntryHand
from hotich.synth.families import Family, FamilyMaker, Person
from hotich.synth.officials import Officials
from hotich.synth.options import BookPlan, SynthOptions
from hotich.synth.pins import PracticeNumbers
from hotich.synth.population_rows import PopulationRows, give_numbers, number_basis
from hotich.synth.territory import Territory

Row = dict[str, str]
_PIN_IN_BOOKS_SINCE = 2016
_TRIES = 200


class TooFewPersons(Exception):  # noqa: N818 - named by what is wrong
    """The people cannot fill the books: fewer entries are possible than were asked for."""

    def __init__(self, asked: int, made: int) -> None:
        super().__init__(asked, made)
        self.asked = asked
        self.made = made


@dataclass(slots=True)
class _Drafted:
    """A draft with the day and office of its registration, waiting for its numbers."""

    person: Person
    registered: date
    draft: Draft


@dataclass(frozen=True, slots=True)
class SampleWorld:
    """A small world in memory; rows have the columns of the interchange schema."""

    population: tuple[Row, ...]
    books: tuple[SampleBook, ...]
    entries: tuple[SampleEntry, ...]


class WorldMaker:
    """Makes people family by family, hands each row on, and keeps the drafted entries."""

    def __init__(self, options: SynthOptions, on_row: Callable[[Row], None]) -> None:
        seed = options.seed
        self._options = options
        self._on_row = on_row
        self._territory = Territory(
            options.communes or tuple((plan.commune_code, 1.0) for plan in options.books)
        )
        people = stream(seed, "people")
        self._chance = stream(seed, "entries")
        self._people = FamilyMaker(people, self._territory, options.population)
        self._absent_people = FamilyMaker(
            stream(seed, "absent"), self._territory, options.population
        )
        self._rows = PopulationRows(stream(seed, "rows"), self._territory, options.population)
        self._hand = EntryHand(self._chance, self._territory, options, Officials(seed))
        self._pins = PracticeNumbers(seed)
        self.store = BookStore(seed, options.entries_per_page, options.books)
        self._office_codes = {place.code for place in self._territory.homes}
        self._persons = 0
        self._present = 0
        self._absent = 0

    def make(self) -> None:
        """Make the whole world; raises TooFewPersons."""
        for plan in self._options.books:
            self._fill(plan)
        asked = 0 if self._options.books else self._options.entries
        absent = round(asked * self._options.book.absent)
        while self._persons < self._options.persons:
            self._natural_family(asked - absent, absent)
        if self._present + self._absent < asked:
            raise TooFewPersons(asked, self._present + self._absent)

    def _fill(self, plan: BookPlan) -> None:
        rates = self._options.book
        place = self._territory.of(plan.commune_code)
        absent = plan.absent if plan.absent is not None else round(plan.entries * rates.absent)
        left_absent = absent
        for made in range(plan.entries):
            is_absent = self._chance.random() * (plan.entries - made) < left_absent
            left_absent -= is_absent
            family = self._people.family((place, plan.year))
            anchor = family.anchor
            if anchor is None:  # cannot be: the family was asked to have one
                raise TooFewPersons(plan.entries, made)
            living = family.living()
            if is_absent:
                with_siblings = self._chance.random() < rates.absent_sibling
                living = [one for one in living if with_siblings and one is not anchor]
            if self._persons + len(living) > self._options.persons:
                raise TooFewPersons(plan.entries, made)
            self._settle(living, [(anchor, self._hand.registered_on(anchor, plan.year))])

    def _natural_family(self, present: int, absent: int) -> None:
        family = self._people.family()
        persons = self._options.persons
        living = family.living()[: persons - self._persons]
        done = self._persons + len(living)
        chosen = self._chosen(living, present * done // persons - self._present)
        for _ in range(absent * done // persons - self._absent):
            chosen.append(self._absent_one(family))
            self._absent += 1
        self._settle(living, chosen)

    def _chosen(self, living: list[Person], due: int) -> list[tuple[Person, date]]:
        chosen: list[tuple[Person, date]] = []
        if due <= 0 or not living:
            return chosen
        start = number(self._chance, 0, len(living) - 1)
        for person in living[start:] + living[:start]:
            if len(chosen) == due:
                break
            if self._has_book(person):
                registered = self._hand.registered_on(person)
                if self._in_years(registered):
                    chosen.append((person, registered))
        self._present += len(chosen)
        return chosen

    def _absent_one(self, family: Family) -> tuple[Person, date]:
        sibling = self._chance.random() < self._options.book.absent_sibling
        for attempt in range(_TRIES):
            if sibling and attempt < 5:
                person = self._absent_people.sibling(family)
            else:
                strangers = self._absent_people.family().children
                if not strangers:
                    continue
                person = strangers[0]
            registered = self._hand.registered_on(person)
            if self._in_years(registered):
                return person, registered
        raise TooFewPersons(self._options.entries, self._present + self._absent)

    def _has_book(self, person: Person) -> bool:
        return person.commune.code in self._office_codes

    def _in_years(self, registered: date) -> bool:
        return self._options.first_year <= registered.year <= self._options.last_year

    def _settle(self, living: list[Person], chosen: list[tuple[Person, date]]) -> None:
        """Give the living their rows and numbers, and draft the chosen entries."""
        for offset, person in enumerate(living):
            person.index = self._persons + offset
        self._persons += len(living)
        rows = [self._rows.row(person) for person in living]
        by_index = {person.index: row for person, row in zip(living, rows, strict=True)}
        drafted = [
            _Drafted(
                person, registered, self._hand.draft(person, registered, by_index.get(person.index))
            )
            for person, registered in chosen
        ]
        for each in drafted:
            if each.person.index >= 0:
                by_index[each.person.index].update(each.draft.changed)
        for person, row in zip(living, rows, strict=True):
            person.pin = self._pins.next(*number_basis(row))
        for person, row in zip(living, rows, strict=True):
            give_numbers(row, person)
            self._on_row(row)
        for each in drafted:
            self._keep(each)

    def _keep(self, each: _Drafted) -> None:
        person, draft = each.person, each.draft
        if person.pin and each.registered.year >= _PIN_IN_BOOKS_SINCE:
            draft.texts["child.pin"] = person.pin
            draft.readings.pop("child.pin", None)
        _use_numbers_as_papers(draft, person)
        office = person.commune
        self.store.add(
            office.code, office.unit_name, each.registered.isoformat(), draft, person.pin
        )


def _use_numbers_as_papers(draft: Draft, person: Person) -> None:
    """Make the citizen's card of a parent who has a number carry that number."""
    for role, word, parent in (("father", "Cha", person.father), ("mother", "Mẹ", person.mother)):
        if not (parent and parent.pin and draft.normalised.get(f"{role}.paper_kind") == "cccd"):
            continue
        holders = [role, "declarant"] if draft.texts["declarant.relation"] == word else [role]
        for holder in holders:
            if draft.texts[f"{holder}.paper_number"]:
                draft.texts[f"{holder}.paper_number"] = parent.pin


def collect(options: SynthOptions) -> SampleWorld:
    """Return a whole world in memory; for small ones. Raises TooFewPersons, UnknownCommune."""
    rows: list[Row] = []
    maker = WorldMaker(options, rows.append)
    with closing(maker.store):
        maker.make()
        return SampleWorld(tuple(rows), tuple(maker.store.books()), tuple(maker.store.entries()))
