"""What the book truly says otherwise than the person's life: names, sex, parents, office."""

from collections.abc import Callable
from random import Random
from typing import Final

from hotich.synth.chance import number, pick
from hotich.synth.matching_world import notation
from hotich.synth.matching_world.dates import DateSide
from hotich.synth.matching_world.draft import ADOPTION, BIRTH, MARRIAGE, OF_CHILDREN, Draft
from hotich.synth.matching_world.kinh_names import PLACEHOLDER_OF_MOTHER, PLACEHOLDERS
from hotich.synth.matching_world.naming import KINH
from hotich.synth.matching_world.options import RealRates
from hotich.synth.matching_world.population_side import SEXES
from hotich.synth.spelling import slip, without_diacritics

_OTHER_GROUPS: Final = ("Tày", "Mường", "Nùng", "Thái")


class RealSide:
    """Makes the drafts of present people differ from their lives."""

    def __init__(self, chance: Random, rates: RealRates, dates: DateSide, homes: int) -> None:
        self._chance = chance
        self._draw = chance.random
        self._rates = rates
        self._dates = dates
        self._homes = homes
        self._ways: tuple[tuple[str, float, Callable[[Draft], str]], ...] = (
            ("name_letter", rates.name_letter, lambda draft: slip(chance, draft.name)),
            ("given_name", rates.given_name, self._given_name),
            ("middle_name", rates.middle_name, self._middle_name),
            ("surname", rates.surname, self._surname),
            ("diacritics", rates.diacritics, self._other_marks),
            ("placeholder_name", rates.placeholder_name, self._placeholder),
        )

    def write(self, draft: Draft) -> None:
        """Change what chance has it; dates of birth are left to `DateSide`."""
        draw, rates = self._draw, self._rates
        self._other_name(draft)
        if draft.entry_type != MARRIAGE and draw() < rates.sex:
            draft.sex = SEXES[1 - draft.subject.sex]
            draft.note("real:sex", "sex")
        if draft.entry_type in OF_CHILDREN:
            if draft.father and draw() < rates.father_name:
                self._other_parent(draft, "father")
            if draw() < rates.mother_name:
                self._other_parent(draft, "mother")
            if draw() < rates.commune:
                self._other_office(draft)
        if draw() < rates.ethnicity:
            other = pick(self._chance, _OTHER_GROUPS)
            draft.ethnicity = other if other != draft.subject.naming.label else KINH
            draft.note("real:ethnicity", "ethnicity")
        if draw() < rates.several:
            self._several(draft)

    def _several(self, draft: Draft) -> None:
        if "name" not in draft.differing:
            self._rename(draft, "given_name", self._given_name(draft))
        if draft.entry_type in OF_CHILDREN and self._draw() < 0.5:
            self._other_parent(draft, "mother")
        self._dates.plan(draft, pick(self._chance, ("birth_year", "birth_day")))

    def _other_name(self, draft: Draft) -> None:
        left = self._draw()
        if draft.entry_type == ADOPTION:
            if left < self._rates.surname_by_adoption:
                self._rename(draft, "surname", self._surname(draft))
            return
        for code, rate, change in self._ways:
            if left < rate:
                self._rename(draft, code, change(draft))
                return
            left -= rate

    def _rename(self, draft: Draft, code: str, name: str) -> None:
        """Give the draft another name; a slip that touched marks alone counts as such."""
        before = draft.subject.name
        if name == before:
            return
        if code == "name_letter" and without_diacritics(name) == without_diacritics(before):
            code = "diacritics"
        draft.name = name
        draft.note(f"real:{code}", "name")

    def _given_name(self, draft: Draft) -> str:
        one = draft.subject
        given = notation.other_given(self._chance, one.naming, one.sex, one.year, one.given)
        return one.naming.compose(one.surname, one.middle, given)

    def _middle_name(self, draft: Draft) -> str:
        one = draft.subject
        middle = one.naming.middle_of(self._draw, one.sex, one.year)
        if not (middle.endswith(" ") and one.middle.endswith(" ")):  # never only another H'
            return one.name
        return one.naming.compose(one.surname, middle, one.given)

    def _surname(self, draft: Draft) -> str:
        one = draft.subject
        surname = one.naming.surname(self._draw, 0)
        if not (surname and one.surname):
            return one.name
        return one.naming.compose(surname, one.middle, one.given)

    def _other_marks(self, draft: Draft) -> str:
        one = draft.subject
        given = notation.other_marks(self._chance, one.sex, one.given)
        return one.naming.compose(one.surname, one.middle, given)

    def _placeholder(self, draft: Draft) -> str:
        if draft.entry_type != BIRTH:
            return draft.name
        if self._draw() < 0.4 and draft.mother:
            return PLACEHOLDER_OF_MOTHER[draft.subject.sex].format(mother=draft.mother)
        return pick(self._chance, PLACEHOLDERS)

    def _other_parent(self, draft: Draft, fact: str) -> None:
        one = draft.subject
        parent, name = (
            (one.father, draft.father) if fact == "father" else (one.mother, draft.mother)
        )
        if self._draw() < 0.6 or parent is None:
            changed = slip(self._chance, name)
        else:
            given = notation.other_given(
                self._chance, parent.naming, parent.sex, parent.year, parent.given
            )
            changed = parent.naming.compose(parent.surname, parent.middle, given)
        if changed != name:
            setattr(draft, fact, changed)
            draft.note(f"real:{fact}_name", fact)

    def _other_office(self, draft: Draft) -> None:
        other = (draft.office + number(self._chance, 1, 6)) % self._homes
        if other != draft.office:
            draft.office = other
            draft.note("real:commune")
