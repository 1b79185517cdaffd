"""Dates of birth in books: as they were, with less of them, as an age, or wrong."""

from random import Random
from typing import Final

from hotich.synth.chance import number, pick
from hotich.synth.matching_world.draft import BIRTH, OF_CHILDREN, Draft
from hotich.synth.matching_world.options import MatchingOptions

Date = tuple[int, int, int]
_FULL_DATES_SINCE: Final = 2005
_KNOWN_TO_THE_BOOK: Final = 0.3
_DAYS_OF_ALL_MONTHS: Final = 28


class DateSide:
    """Writes dates of birth from one stream of chance."""

    def __init__(self, chance: Random, options: MatchingOptions) -> None:
        self._chance = chance
        self._draw = chance.random
        self._real = options.real
        self._book = options.book
        self._typing = options.typing

    def write(self, draft: Draft) -> None:
        """Give a draft its date of birth, and note what is poor or wrong in it."""
        one = draft.subject
        draft.birth = self._real_date(draft, (one.year, one.month, one.day))
        if self._draw() < self._book.birth_illegible:
            draft.birth = (0, 0, 0)
            self._forget_real(draft)
            draft.note("book:birth_illegible")
            return
        self._less(draft)
        self._typed(draft)

    def plan(self, draft: Draft, fact: str) -> None:
        """Ask for a real discrepancy of the date, before it is written."""
        draft.note(f"real:{fact}")

    def _real_date(self, draft: Draft, birth: Date) -> Date:
        one = draft.subject
        if not draft.linked or one.year_only:
            self._forget_real(draft)
            return birth
        rates = self._real
        left = self._draw()
        fact = next((code[5:] for code in draft.codes if code.startswith("real:birth_")), "")
        if not fact:
            for fact in ("birth_day", "birth_month", "birth_year"):
                rate: float = getattr(rates, fact)
                if left < rate:
                    draft.note(f"real:{fact}")
                    break
                left -= rate
            else:
                return birth
        year, month, day = birth
        if fact == "birth_day":
            return year, month, self._other(day, _DAYS_OF_ALL_MONTHS)
        if fact == "birth_month":
            return year, self._other(month, 12), min(day, _DAYS_OF_ALL_MONTHS)
        return self._other_year(draft, year), month, min(day, _DAYS_OF_ALL_MONTHS)

    def _other_year(self, draft: Draft, year: int) -> int:
        off = pick(self._chance, (-3, -2, -1, -1, 1, 1, 2, 10))
        other = year + off
        if draft.entry_type == BIRTH:
            draft.year = max(draft.year, other)
        return other if other <= draft.year else year - 1

    def _other(self, part: int, last: int) -> int:
        other = number(self._chance, 1, last - 1)
        return other if other < part else other + 1

    def _forget_real(self, draft: Draft) -> None:
        """Drop what nobody can see."""
        draft.codes = [code for code in draft.codes if not code.startswith("real:birth_")]

    def _less(self, draft: Draft) -> None:
        rates = self._book
        year, month, _ = draft.birth
        left = self._draw()
        if draft.entry_type not in OF_CHILDREN:
            old = 1.0 if draft.year < _FULL_DATES_SINCE else 0.4
            if left < rates.age_for_date * old:
                draft.birth = (year + pick(self._chance, (-1, 0, 0, 0, 1)), 0, 0)
                self._hide(draft)
                draft.note("book:age_for_date")
                return
            left -= rates.age_for_date * old
            only = rates.year_only_of_adults * old
        else:
            only = rates.year_only
        unknown = draft.subject.year_only and (
            draft.entry_type not in OF_CHILDREN or self._draw() >= _KNOWN_TO_THE_BOOK
        )
        if left < only or unknown:
            draft.birth = (year, 0, 0)
            self._hide(draft)
            draft.note("book:year_only")
        elif left < only + rates.month_only:
            draft.birth = (year, month, 0)
            if "real:birth_day" in draft.codes:
                draft.codes.remove("real:birth_day")
            draft.note("book:month_only")

    def _hide(self, draft: Draft) -> None:
        """Drop a discrepancy of day or month where the book gives the year alone."""
        for code in ("real:birth_day", "real:birth_month"):
            if code in draft.codes:
                draft.codes.remove(code)

    def _typed(self, draft: Draft) -> None:
        rates = self._typing
        year, month, day = draft.birth
        left = self._draw()
        if left < rates.day_month_swapped:
            if day and day <= 12 and day != month:
                draft.birth = (year, day, month)
                draft.note("typing:day_month_swapped")
        elif left < rates.day_month_swapped + rates.date_digit:
            if day:
                draft.birth = self._wrong_day(year, month, day)
                draft.note("typing:date_digit")
        elif left < rates.day_month_swapped + rates.date_digit + rates.year_digit:
            digits = f"{year:04d}"
            at = 2 + int(self._draw() * 2)
            other = (int(digits[at]) + number(self._chance, 1, 9)) % 10
            draft.birth = (int(f"{digits[:at]}{other}{digits[at + 1 :]}"), month, day)
            draft.note("typing:year_digit")

    def _wrong_day(self, year: int, month: int, day: int) -> Date:
        """Return the date with a digit of day or month another, still a possible date."""
        if self._draw() < 0.35:
            return year, self._other(month, 12), min(day, _DAYS_OF_ALL_MONTHS)
        tens, ones = divmod(day, 10)
        if self._draw() < 0.5:
            other = (tens + 1) % 3 * 10 + ones
        else:
            other = tens * 10 + (ones + number(self._chance, 1, 9)) % 10
        if not 1 <= other <= _DAYS_OF_ALL_MONTHS:
            other = day - 1 if day > 1 else 2
        return year, month, other
