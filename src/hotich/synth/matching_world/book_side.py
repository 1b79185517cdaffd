"""How a row comes to say what it says: the truth, a poor book, a hasty hand."""

from collections.abc import Callable
from random import Random
from typing import Final

from hotich.synth.matching_world import notation
from hotich.synth.matching_world.dates import DateSide
from hotich.synth.matching_world.draft import BIRTH, DEATH, MARRIAGE, OF_CHILDREN, Draft
from hotich.synth.matching_world.naming import KINH
from hotich.synth.matching_world.options import MatchingOptions
from hotich.synth.matching_world.population_side import SEXES
from hotich.synth.matching_world.real_side import RealSide
from hotich.synth.naming import MALE
from hotich.synth.spelling import (
    tone_moved,
    without_diacritics,
    without_thi,
    y_as_i,
)

_PIN_SINCE: Final = 2016
_OLD_NUMBERS: Final = (1978, 2020)
_OLD_ETHNIC_NAMES: Final = {
    "Hmông": "Mèo", "Dao": "Mán", "Ê-đê": "Ra Đê", "Khơ-me": "Miên", "Chăm": "Chàm",
    "Tày": "Thổ", "Mnông": "Pnông", "Gia-rai": "Chor", "Ba-na": "Bơ Nâm",
}  # fmt: skip
_PARENTS_OF_THE_DEAD: Final = 0.08
_SPOUSE_OF_THE_DEAD: Final = 0.45


class BookSide:
    """Writes drafts from one stream of chance."""

    def __init__(self, chance: Random, options: MatchingOptions, homes: int) -> None:
        self._chance = chance
        self._draw = chance.random
        self._book = options.book
        self._typing = options.typing
        self._dates = DateSide(chance, options)
        self._real = RealSide(chance, options.real, self._dates, homes)

    def write(self, draft: Draft) -> None:
        """Fill a draft from its subject: the truth, then what went wrong with it."""
        one = draft.subject
        draft.name, draft.father, draft.mother = one.name, one.father_name, one.mother_name
        draft.sex, draft.ethnicity = SEXES[one.sex], one.naming.label
        if draft.entry_type == MARRIAGE or (
            draft.entry_type == DEATH and self._draw() >= _PARENTS_OF_THE_DEAD
        ):
            draft.father = draft.mother = ""
        if draft.entry_type == DEATH and self._draw() >= _SPOUSE_OF_THE_DEAD:
            draft.spouse_name = ""
        self._mark_cases(draft)
        if draft.linked:
            self._real.write(draft)
        self._dates.write(draft)
        self._numbers(draft)
        self._blanks(draft)
        self._spelling(draft)
        self._typing_errors(draft)
        self._signs(draft)

    def _mark_cases(self, draft: Draft) -> None:
        one = draft.subject
        if one.naming.label != KINH:
            draft.note("case:minority")
            if one.name.isalpha():
                draft.note("case:one_word")
        if draft.office != one.commune:
            draft.note("case:office_elsewhere")
        twin = one.twin
        if draft.linked and twin is not None and twin.present:
            near = without_diacritics(twin.name) == without_diacritics(one.name)
            draft.note("case:twin_near_names" if near else "case:twin")

    # the book

    def _numbers(self, draft: Draft) -> None:
        one = draft.subject
        if one.pin and draft.year >= _PIN_SINCE and self._draw() < self._book.pin_in_book:
            draft.pin = one.pin
            draft.note("case:pin_in_book")
        in_use = _OLD_NUMBERS[0] <= draft.year <= _OLD_NUMBERS[1]
        of_adults = draft.entry_type not in OF_CHILDREN
        if in_use and of_adults and one.old_number and self._draw() < self._book.old_number_in_book:
            draft.old_number = one.old_number
            draft.note("case:old_number_in_book")
        if (draft.pin or draft.old_number) and self._draw() < self._typing.pin_digit:
            if draft.pin:
                draft.pin = draft.pin[:3] + notation.wrong_digit(self._chance, draft.pin[3:])
            else:
                draft.old_number = notation.wrong_digit(self._chance, draft.old_number)
            draft.note("typing:pin_digit")

    def _blanks(self, draft: Draft) -> None:
        draw, rates = self._draw, self._book
        if draw() < rates.name_illegible:
            draft.name = ""
            draft.note("book:name_illegible")
        if draft.father and draft.entry_type == BIRTH and draw() < rates.father_unknown:
            draft.father = ""
            draft.note("book:father_unknown")
        if draft.father and draw() < rates.father_missing:
            draft.father = ""
            draft.note("book:father_missing")
        if draft.mother and draw() < rates.mother_missing:
            draft.mother = ""
            draft.note("book:mother_missing")
        if draft.spouse_name and draw() < rates.spouse_missing:
            draft.spouse_name = ""
            draft.note("book:spouse_missing")
        if draft.entry_type != MARRIAGE and draw() < rates.sex_missing:
            draft.sex = "unknown"
            draft.differing.discard("sex")
            draft.note("book:sex_missing")
        if draw() < rates.ethnicity_missing:
            draft.ethnicity = ""
            draft.differing.discard("ethnicity")
            draft.note("book:ethnicity_missing")
        elif draft.ethnicity in _OLD_ETHNIC_NAMES and draw() < rates.old_ethnic_name:
            draft.ethnicity = _OLD_ETHNIC_NAMES[draft.ethnicity]
            draft.note("book:old_ethnic_name")

    def _spelling(self, draft: Draft) -> None:
        draw, rates = self._draw, self._book
        if draft.subject.sex != MALE and draw() < rates.thi_missing:
            self._without_thi(draft, "name", "book:thi_missing")
        if draft.mother and draw() < rates.thi_missing:
            self._without_thi(draft, "mother", "book:mother_thi_missing")
        marked = {"name", "father", "mother"} & draft.differing or "letter" in draft.subject.dirt
        if not marked and draw() < rates.no_diacritics:
            draft.plain = self._each(draft, without_diacritics)
            if draft.plain:
                draft.note("book:no_diacritics")
        if draw() < rates.tone_placement and self._each(draft, tone_moved):
            draft.note("book:tone_placement")
        if draw() < rates.y_or_i and self._each(draft, y_as_i):
            draft.note("book:y_or_i")
        self._joined(draft)

    def _joined(self, draft: Draft) -> None:
        """Write apostrophes otherwise, hyphens for blanks, or shorten the common words."""
        draw, rates = self._draw, self._book
        if "'" in draft.name or "’" in draft.name:
            if draw() < rates.apostrophe:
                draft.name = notation.other_apostrophe(self._chance, draft.name)
                draft.note("book:apostrophe")
        elif draw() < rates.hyphen and " " in draft.name:
            draft.name = notation.hyphened(draft.name)
            draft.note("book:hyphen")
        elif draw() < rates.abbreviation and "name" not in draft.differing and not draft.plain:
            shorter = notation.abbreviated(draft.name)
            if shorter != draft.name:
                draft.name = shorter
                draft.note("book:abbreviation")

    def _without_thi(self, draft: Draft, fact: str, code: str) -> None:
        before: str = getattr(draft, fact)
        shorter = without_thi(before)
        if shorter != before:
            setattr(draft, fact, shorter)
            draft.note(code, fact)

    def _each(self, draft: Draft, change: Callable[[str], str]) -> bool:
        """Change every name of the draft; say whether any became another."""
        before = (draft.name, draft.father, draft.mother, draft.spouse_name)
        name, father, mother, spouse = (change(text) if text else "" for text in before)
        draft.name, draft.father, draft.mother, draft.spouse_name = name, father, mother, spouse
        return (name, father, mother, spouse) != before

    # the hand that types

    def _typing_errors(self, draft: Draft) -> None:
        draw, rates = self._draw, self._typing
        if draft.name and draw() < rates.name_letter:
            self._slipped(draft, "name", "typing:name_letter")
        elif draft.name and not draft.plain and draw() < rates.telex:
            wrong = notation.telex_slip(self._chance, draft.name)
            if wrong != draft.name:
                draft.name = wrong
                draft.note("typing:telex", "name")
        if draw() < rates.parent_letter:
            fact = "father" if draw() < 0.5 and draft.father else "mother"
            if draft.father if fact == "father" else draft.mother:
                self._slipped(draft, fact, f"typing:{fact}_letter")
        if draft.spouse_name and draw() < rates.spouse_letter:
            self._slipped(draft, "spouse_name", "typing:spouse_letter")
        if draft.entry_type != MARRIAGE and draft.sex != "unknown" and draw() < rates.sex:
            draft.sex = SEXES[1 - SEXES.index(draft.sex)]
            draft.note("typing:sex")

    def _slipped(self, draft: Draft, fact: str, code: str) -> None:
        before: str = getattr(draft, fact)
        wrong = notation.typing_slip(self._chance, before)
        if wrong != before:
            setattr(draft, fact, wrong)
            draft.note(code, "" if fact == "spouse_name" else fact)

    def _signs(self, draft: Draft) -> None:
        draw, rates = self._draw, self._typing
        if draw() < self._book.capitals and self._each(draft, str.upper):
            draft.note("book:capitals")
        if not draft.name:
            return
        chance = self._chance
        if draw() < rates.blanks:
            draft.name = notation.more_blanks(chance, draft.name)
            draft.note("typing:blanks")
        if draw() < rates.zero_width:
            draft.name = notation.zero_width(chance, draft.name)
            draft.note("typing:zero_width")
        if draw() < rates.decomposed and self._each(
            draft, lambda text: notation.decomposed(chance, text)
        ):
            draft.note("typing:decomposed")
