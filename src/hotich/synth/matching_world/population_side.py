"""Rows of the population database: what it holds of true people, with its gaps and errors."""

from collections.abc import Iterator
from random import Random
from typing import Final

from hotich.synth.chance import pick
from hotich.synth.matching_world.communes import TODAY, Communes
from hotich.synth.matching_world.kinh_names import OTHER_NAMES
from hotich.synth.matching_world.notation import decomposed, old_font, typing_slip
from hotich.synth.matching_world.numbers import Numbers
from hotich.synth.matching_world.options import DirtRates
from hotich.synth.matching_world.person import Person
from hotich.synth.options import CODES_AS_OF
from hotich.synth.spelling import slip, without_diacritics, without_thi

POPULATION_COLUMNS: Final = (
    "pin", "full_name", "sex", "birth_date", "commune_code", "commune_as_of", "ethnicity",
    "father_name", "mother_name", "father_pin", "mother_pin", "other_names", "old_id_number",
    "residence_code", "spouse_name", "spouse_pin", "death_date",
)  # fmt: skip
SEXES: Final = ("male", "female")
_OLD: Final = CODES_AS_OF.isoformat()
_NEW: Final = TODAY.isoformat()
_PARENTS_KEPT_SINCE: Final = 1960
_OLD_NUMBERS_UNTIL: Final = 1999
_GROSS: Final = (-30, -20, -10, -9, 9, 10, 20, 30)


def iso(year: int, month: int, day: int) -> str:
    """Return YYYY-MM-DD, or less where month or day is 0."""
    if not month:
        return str(year)
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


class PopulationSide:
    """Turns the people of a shard into rows, and notes on each what is poor in his (`dirt`)."""

    def __init__(
        self, chance: Random, communes: Communes, rates: DirtRates, moved: float, numbers: Numbers
    ) -> None:
        self._chance = chance
        self._draw = chance.random
        self._places = communes.places
        self._homes = communes.homes
        self._rates = rates
        self._moved = moved
        self._numbers = numbers
        self._births = (
            rates.year_only + rates.day_missing + rates.birth_missing + rates.day_month_swapped
            + rates.wrong_year_near + rates.wrong_year_gross
        )  # fmt: skip
        self._names = (
            rates.no_diacritics + rates.name_letter + rates.thi_missing + rates.old_font
            + rates.decomposed
        )  # fmt: skip

    def hold(self, one: Person) -> None:
        """Settle birth, sex and numbers that the database holds; before any row is made."""
        draw = self._draw
        rates = self._rates
        one.held_birth = f"{one.year}-{one.month:02d}-{one.day:02d}"
        if one.year_only:
            self._year_only(one)
        elif draw() < self._births:
            self._wrong_birth(one)
        one.held_sex = SEXES[one.sex]
        chosen = draw()
        if chosen < rates.sex_unknown:
            one.held_sex = "unknown"
            one.dirt += ";population:sex_unknown"
        elif chosen < rates.sex_unknown + rates.sex_wrong:
            one.held_sex = SEXES[1 - one.sex]
            one.dirt += ";population:sex_wrong"
        year = int(one.held_birth[:4] or one.year)
        if draw() < rates.pin_missing:
            one.dirt += ";population:pin_missing"
            return
        one.pin = self._numbers.pin(one.sex, year)
        if draw() < rates.duplicate:
            one.other_pin = self._numbers.pin(one.sex, year)
            one.dirt += ";population:duplicate"

    def _year_only(self, one: Person) -> None:
        if self._draw() < self._rates.year_only_as_january:
            one.held_birth = f"{one.year}-01-01"
            one.dirt += ";population:year_only_january"
        else:
            one.held_birth = f"{one.year}"
            one.dirt += ";population:year_only"

    def _wrong_birth(self, one: Person) -> None:
        rates = self._rates
        left = self._draw() * self._births - rates.year_only
        if left < 0:
            self._year_only(one)
            return
        year, month, day = one.year, one.month, one.day
        if (left := left - rates.day_missing) < 0:
            one.held_birth, defect = iso(year, month, 0), "day_missing"
        elif (left := left - rates.birth_missing) < 0:
            one.held_birth, defect = "", "birth_missing"
        elif (left := left - rates.day_month_swapped) < 0:
            if day > 12 or day == month:
                return
            one.held_birth, defect = iso(year, day, month), "day_month_swapped"
        elif left < rates.wrong_year_near:
            off = pick(self._chance, (-2, -1, -1, 1, 1, 2))
            one.held_birth, defect = (
                iso(min(year + off, 2025), month, min(day, 28)),
                "wrong_year_near",
            )
        else:
            off = pick(self._chance, _GROSS)
            year = year + off if 1905 <= year + off <= 2025 else year - off
            one.held_birth, defect = iso(year, month, min(day, 28)), "wrong_year_gross"
        one.dirt += f";population:{defect}"

    def rows(self, one: Person) -> Iterator[str]:
        """Yield the row of a person, tab-separated; two for one who is held twice."""
        yield self._row(one, one.pin, one.index)
        if one.other_pin:
            yield self._second_row(one)

    def _row(self, one: Person, pin: str, index: int) -> str:
        draw = self._draw
        rates = self._rates
        dirt = one.dirt
        name = one.name
        if draw() < self._names:
            name, defect = self._poor_name(one)
            dirt += defect
        other = ""
        if draw() < rates.other_names:
            other = pick(self._chance, OTHER_NAMES)
            dirt += ";population:other_names"
        father, mother = one.father_name, one.mother_name
        if draw() < self._poor_parents(one.year):
            father, mother, defect = self._parents(one, father, mother)
            dirt += defect
        spouse, spouse_pin = "", ""
        if one.spouse is not None:
            spouse, spouse_pin, defect = self._spouse(one.spouse)
            dirt += defect
        home = self._places[one.home]
        if draw() < self._moved:
            home = self._places[int(draw() * self._homes)]
        place = self._places[one.commune]
        code, as_of = place.code, _OLD
        chosen = draw()
        if chosen < rates.commune_today:
            code, as_of = place.today[index % len(place.today)], _NEW
            dirt += ";population:commune_today"
        elif chosen > 1 - rates.commune_missing - rates.commune_of_residence:
            code, as_of = "", ""
            if chosen > 1 - rates.commune_of_residence:
                code, as_of = home.today[0], _NEW
                dirt += ";population:commune_of_residence"
            else:
                dirt += ";population:commune_missing"
        old = ""
        if one.year <= _OLD_NUMBERS_UNTIL and draw() < rates.old_number:
            old = self._numbers.old(index)
        died = ""
        if one.died and draw() >= rates.death_unrecorded:
            died = iso(one.died, 1 + int(draw() * 12), 1 + int(draw() * 28))
        if dirt:
            one.dirt = dirt
        one.old_number = old
        known = rates.parent_number_missing
        father_pin = one.father.pin if one.father is not None and draw() >= known else ""
        mother_pin = one.mother.pin if one.mother is not None and draw() >= known else ""
        return (
            f"{pin}\t{name}\t{one.held_sex}\t{one.held_birth}\t{code}\t{as_of}\t"
            f"{one.naming.label}\t{father}\t{mother}\t{father_pin}\t{mother_pin}\t{other}\t{old}\t"
            f"{home.today[0]}\t{spouse}\t{spouse_pin}\t{died}\n"
        )

    def _second_row(self, one: Person) -> str:
        """Return another row of the same person, made by another hand."""
        dirt, old, birth = one.dirt, one.old_number, one.held_birth
        if not one.year_only:
            one.held_birth = iso(one.year, one.month, one.day)
        row = self._row(one, one.other_pin, one.index)
        one.dirt, one.old_number, one.held_birth = dirt, old, birth
        return row

    def _poor_name(self, one: Person) -> tuple[str, str]:
        rates = self._rates
        name = one.name
        left = self._draw() * self._names - rates.no_diacritics
        if left < 0:
            poor, defect = without_diacritics(name), "no_diacritics"
        elif (left := left - rates.name_letter) < 0:
            poor, defect = typing_slip(self._chance, name), "name_letter"
        elif (left := left - rates.thi_missing) < 0:
            poor, defect = without_thi(name), "thi_missing"
        elif left < rates.old_font:
            poor, defect = old_font(name), "old_font"
        else:
            poor, defect = decomposed(self._chance, name), "decomposed"
        return (poor, f";population:{defect}") if poor != name else (name, "")

    def _poor_parents(self, year: int) -> float:
        rates = self._rates
        missing = rates.father_missing + rates.mother_missing
        many = 3 if year < _PARENTS_KEPT_SINCE else 1
        return min(missing * many + rates.parent_no_diacritics + 2 * rates.parent_letter, 1.0)

    def _parents(self, one: Person, father: str, mother: str) -> tuple[str, str, str]:
        rates = self._rates
        many = 3 if one.year < _PARENTS_KEPT_SINCE else 1
        left = self._draw() * self._poor_parents(one.year) - rates.father_missing * many
        if left < 0:
            poor, defect = ("", mother), "father_missing"
            if self._draw() < 0.3:
                poor, defect = ("", ""), "father_missing;population:mother_missing"
        elif (left := left - rates.mother_missing * many) < 0:
            poor, defect = (father, ""), "mother_missing"
        elif (left := left - rates.parent_no_diacritics) < 0:
            poor = (without_diacritics(father), without_diacritics(mother))
            defect = "parent_no_diacritics"
        elif left < rates.parent_letter:
            poor, defect = (slip(self._chance, father) if father else "", mother), "father_letter"
        else:
            poor, defect = (father, slip(self._chance, mother)), "mother_letter"
        if poor == (father, mother):
            return father, mother, ""
        return *poor, f";population:{defect}"

    def _spouse(self, spouse: Person) -> tuple[str, str, str]:
        rates = self._rates
        chosen = self._draw()
        if chosen < rates.spouse_missing:
            return "", "", ";population:spouse_missing"
        if chosen > 1 - rates.other_spouse:
            other = spouse.naming.full_name(
                self._draw, spouse.naming.surname(self._draw, 0), spouse.sex, spouse.year
            )
            return other, "", ";population:other_spouse"
        known = self._draw() >= rates.parent_number_missing
        return spouse.name, spouse.pin if known else "", ""
