"""Dates as books write them: in digits, in words, year only, or wrong."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from hotich.core.dates import PartialDate, worded_date
from hotich.synth.chance import number, pick
from hotich.synth.draft import Draft
from hotich.synth.families import Person
from hotich.synth.options import BookRates, DifferenceRates
from hotich.synth.population_rows import iso_day

_BIRTH = "child.birth_date"
_WORDS = "child.birth_date_words"
_FULL_PARENT_DATES_SINCE = 2006


class DateHand:
    """Writes the dates of entries."""

    __slots__ = ("_book", "_chance", "_difference")

    def __init__(self, chance: Random, book: BookRates, difference: DifferenceRates) -> None:
        self._chance = chance
        self._book = book
        self._difference = difference

    def write_day(self, draft: Draft, field_id: str, day: date) -> None:
        """Write a full date in the hand's manner."""
        draft.write(field_id, self._digits(day.year, day.month, day.day), day.isoformat())

    def write_birth(
        self, draft: Draft, person: Person, population: Mapping[str, str] | None
    ) -> None:
        """Write the birth date in digits and in words, true or with one defect."""
        day = date(person.year, person.month, person.day)
        written = PartialDate(person.year, person.month, person.day)
        partial = self._partial(draft, person, population)
        if partial:
            written = partial
            if population is not None:
                self._wrong_year(draft, person, population["birth_date"])
        elif population is not None:
            self._differ(draft, day, population["birth_date"])
        draft.write(_BIRTH, self._text(written), written.iso())
        self._write_words(draft, written)

    def _partial(
        self, draft: Draft, person: Person, population: Mapping[str, str] | None
    ) -> PartialDate | None:
        chosen = self._chance.random()
        as_january = population is not None and population["birth_date"].endswith("-01-01")
        year_only = person.year_only and (as_january or chosen < 0.8)
        if year_only or chosen < self._book.year_only_in_book:
            draft.remark(_BIRTH, "year_only")
            return PartialDate(person.year)
        if chosen < self._book.year_only_in_book + self._book.month_only_in_book:
            draft.remark(_BIRTH, "month_only")
            return PartialDate(person.year, person.month)
        return None

    def _wrong_year(self, draft: Draft, person: Person, population: str) -> bool:
        if self._chance.random() >= self._difference.wrong_year_in_population:
            return False
        year = person.year + pick(self._chance, (-10, -2, -1, 1, 2, 10))
        draft.changed["birth_date"] = f"{year}{population[4:]}"
        draft.differing[_BIRTH] = "wrong_year_in_population"
        return True

    def _differ(self, draft: Draft, day: date, population: str) -> None:
        """Make the population's full date wrong in one way, if chance has it."""
        chosen = self._chance.random()
        rates = self._difference
        if population != day.isoformat():
            return
        wrong = defect = ""
        if chosen < rates.day_month_swapped:
            if day.day <= 12 and day.day != day.month:
                wrong, defect = iso_day(day.year, day.day, day.month), "day_month_swapped"
        elif chosen < rates.day_month_swapped + rates.one_day:
            other = day + timedelta(days=1 if day.day < 28 else -1)
            wrong, defect = other.isoformat(), "one_day"
        elif chosen < rates.day_month_swapped + rates.one_day + rates.wrong_year_in_population:
            year = day.year + pick(self._chance, (-10, -2, -1, 1, 2, 10))
            wrong, defect = iso_day(year, day.month, day.day), "wrong_year_in_population"
        if wrong and not wrong.endswith("-01-01"):
            draft.changed["birth_date"] = wrong
            draft.differing[_BIRTH] = defect

    def _write_words(self, draft: Draft, written: PartialDate) -> None:
        chosen = self._chance.random()
        if written.day is None or chosen < self._book.no_worded_date:
            draft.write(_WORDS, "")
            return
        said = written
        if chosen < self._book.no_worded_date + self._book.worded_date_disagrees:
            other = written.day + 1 if written.day < 28 else written.day - 1
            said = PartialDate(written.year, written.month, other)
            draft.remark(_WORDS, "worded_date_disagrees")
        draft.write(_WORDS, worded_date(said), said.iso())

    def write_parent(
        self,
        draft: Draft,
        role: str,
        parent: Person | None,
        year: int,
        book_year: int,
        population: Mapping[str, str] | None,
    ) -> None:
        """Write a parent's birth: the year in older books, the day in newer ones if known."""
        field_id = f"{role}.birth_date"
        held = population[f"{role}_birth"] if population is not None else ""
        if held and self._chance.random() < self._difference.parent_birth / 2:
            year += pick(self._chance, (-3, -2, -1, 1, 2, 3))
            draft.differing[field_id] = "parent_birth"
            parent = None
        if parent is None or parent.year_only or book_year < _FULL_PARENT_DATES_SINCE:
            draft.write(field_id, str(year), str(year))
            return
        iso = iso_day(parent.year, parent.month, parent.day)
        draft.write(field_id, self._digits(parent.year, parent.month, parent.day), iso)

    def _text(self, written: PartialDate) -> str:
        if written.year is None or written.month is None:
            return str(written.year)
        if written.day is None:
            return f"{written.month}/{written.year}"
        return self._digits(written.year, written.month, written.day)

    def _digits(self, year: int, month: int, day: int) -> str:
        manner = number(self._chance, 0, 3)
        if manner == 0:
            return f"{day}/{month}/{year}"
        if manner == 1:
            return f"{day:02d}-{month:02d}-{year}"
        if manner == 2:
            return f"{day:02d}.{month:02d}.{year}"
        return f"{day:02d}/{month:02d}/{year}"
