"""What in an entry is worth a second look? Remarks never refuse; the book may be wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from types import MappingProxyType

from hotich.core import pin
from hotich.core.dates import (
    DateProblem,
    PartialDate,
    Precision,
    UnreadableDate,
    from_iso,
    read_age,
    read_date,
    read_lunar,
    read_worded_date,
)
from hotich.core.law import UnknownLawValue, value
from hotich.core.names import fold, normal_form, split_name
from hotich.core.registers._ordering import is_surely_after, most_years
from hotich.core.registers._spec import (
    EventKind,
    Field,
    Kind,
    Reading,
    RegisterType,
    RegisterValue,
    Role,
)
from hotich.core.registers.entry_numbers import read_entry_year
from hotich.core.registers.ethnic_groups import read_ethnicity, suggest_ethnic_groups
from hotich.core.registers.remark_rules import REMARK_WORDS

_REGISTERED_ON = "entry.registered_on"
_DEATH_DATE = "deceased.death_date"
_PARENTS = ("mother", "father", "parent", "adoptive_mother", "adoptive_father")
_CHILD_DATE = "child.birth_date"
_UNSURE_READINGS = frozenset({Reading.ILLEGIBLE, Reading.BLANK, Reading.STRUCK_OUT})
_PLACEHOLDERS = frozenset({"", "khong", "khong ro", "chua ro", "chua xac dinh", "x", "xx", "xxx"})
_PIN_CODES: Mapping[str, str] = MappingProxyType(
    {
        "not_a_pin": "pin_not_12_digits",
        "unknown_province": "pin_unknown_province",
        "province": "pin_province",
        "sex": "pin_sex",
        "birth_year": "pin_birth_year",
    }
)


@dataclass(frozen=True)
class Remark:
    """One remark: its code (see `remark_rules`) and the field it stands at."""

    code: str
    field_id: str

    @property
    def words(self) -> str:
        """The sentence, Vietnamese; the shell translates it."""
        return REMARK_WORDS[self.code]


@dataclass(frozen=True)
class _Entry:
    register_type: RegisterType
    values: Mapping[str, RegisterValue]
    at: date
    province_code: str

    def text(self, field_id: str) -> str:
        found = self.values.get(field_id)
        return "" if found is None or found.reading in _UNSURE_READINGS else found.text

    def normalised(self, field_id: str) -> str:
        found = self.values.get(field_id)
        return "" if found is None or found.reading in _UNSURE_READINGS else found.normalised

    def date(self, field_id: str) -> PartialDate | None:
        iso = self.normalised(field_id)
        try:
            return from_iso(iso) if iso else None
        except UnreadableDate:
            return None

    def first_date(self, field_ids: tuple[str, ...]) -> PartialDate | None:
        return next((found for one in field_ids if (found := self.date(one))), None)

    def roles(self) -> Iterator[Role]:
        return iter(self.register_type.roles)

    def sex(self, role: Role) -> str:
        return self.normalised(f"{role.code}.sex") or role.sex

    def fields(self, *kinds: Kind) -> Iterator[Field]:
        return (field for field in self.register_type.fields if field.kind in kinds)


def _dates(entry: _Entry) -> Iterator[Remark]:
    for field in entry.fields(Kind.DATE):
        written, text = entry.date(field.id), entry.text(field.id)
        if written is None:
            if text.strip():
                yield from _unread(field.id, text)
            continue
        if not written.is_possible():
            yield Remark("impossible_date", field.id)
        if written.year is not None and written.year > entry.at.year:
            yield Remark("future_year", field.id)


def _unread(field_id: str, text: str) -> Iterator[Remark]:
    """Remark on a date without a value; an age or a lunar day is a date in its own way."""
    problem = read_date(text).problem
    if problem is DateProblem.IMPOSSIBLE:
        yield Remark("impossible_date", field_id)
    elif problem is not None and read_age(text) is None and read_lunar(text) is None:
        yield Remark("unreadable_date", field_id)


def _number_year(entry: _Entry) -> Iterator[Remark]:
    said, registered = read_entry_year(entry.text("entry.number")), entry.date(_REGISTERED_ON)
    if said and registered and registered.year not in {None, said}:
        yield Remark("number_year", _REGISTERED_ON)


def _birth_after_registration(entry: _Entry) -> Iterator[Remark]:
    registered = entry.date(_REGISTERED_ON)
    for role in entry.roles():
        birth = entry.date(f"{role.code}.birth_date")
        if registered and birth and is_surely_after(birth, registered):
            yield Remark("birth_after_registration", f"{role.code}.birth_date")


def _words_differ(entry: _Entry) -> Iterator[Remark]:
    for field in entry.fields(Kind.WORDED_DATE):
        digits = entry.date(field.id.removesuffix("_words"))
        readings = read_worded_date(entry.text(field.id))
        if digits and readings and digits not in readings:
            yield Remark("words_differ", field.id)


def _age_beyond_120(entry: _Entry) -> Iterator[Remark]:
    longest = value("remark.longest_life", entry.at).number
    registered, died = entry.date(_REGISTERED_ON), entry.date(_DEATH_DATE)
    for role in entry.roles():
        born_at = f"{role.code}.birth_date"
        years = most_years(entry.date(born_at), died or registered)
        if years is not None and years > longest:
            yield Remark("age_beyond_120", born_at)


def _parent_too_young(entry: _Entry) -> Iterator[Remark]:
    youngest = value("remark.youngest_parent_age", entry.at).number
    for parent in _PARENTS:
        years = most_years(entry.date(f"{parent}.birth_date"), entry.date(_CHILD_DATE))
        if years is not None and years < youngest:
            yield Remark("parent_too_young", f"{parent}.birth_date")


def _youngest_spouse(sex: str, at: PartialDate) -> int | None:
    """Return the full years a spouse needed on that day; None where no law is known.

    Law: LUAT_HNGD_1959 art. 6; LUAT_HNGD_1986 art. 5; LUAT_HNGD_2000 art. 9; LUAT_HNGD_2014 art. 8.
    """
    day = at.latest()
    try:
        asked = value(f"marriage.age_{sex}", day) if day and sex else None
    except UnknownLawValue:
        return None
    if asked is None:
        return None
    return asked.number - 1 if asked.unit == "years_begun" else asked.number


def _marriage_dates(entry: _Entry) -> Iterator[Remark]:
    event = entry.register_type.event
    married = entry.first_date(event.dated) if event and event.kind is EventKind.MARRIAGE else None
    if married is None:
        return
    for role in entry.roles():
        born_at = f"{role.code}.birth_date"
        born = entry.date(born_at)
        years, least = most_years(born, married), _youngest_spouse(entry.sex(role), married)
        if born and is_surely_after(born, married):
            yield Remark("marriage_before_birth", born_at)
        elif years is not None and least is not None and years < least:
            yield Remark("marriage_too_young", born_at)


def _death_dates(entry: _Entry) -> Iterator[Remark]:
    died, born = entry.date(_DEATH_DATE), entry.date("deceased.birth_date")
    registered = entry.date(_REGISTERED_ON)
    if died and born and is_surely_after(born, died):
        yield Remark("death_before_birth", _DEATH_DATE)
    if died and registered and is_surely_after(died, registered):
        yield Remark("registration_before_death", _DEATH_DATE)


def _same_person(entry: _Entry) -> Iterator[Remark]:
    for left, right in combinations([role.code for role in entry.roles()], 2):
        if _is_same(entry, left, right):
            yield Remark("same_person_in_two_roles", f"{right}.full_name")


def _is_same(entry: _Entry, left: str, right: str) -> bool:
    papers = [entry.normalised(f"{role}.paper_number") for role in (left, right)]
    if papers[0] and papers[0] == papers[1]:
        return True
    names = [normal_form(entry.text(f"{role}.full_name")) for role in (left, right)]
    born = [entry.date(f"{role}.birth_date") for role in (left, right)]
    is_known = born[0] is not None and born[0].precision is Precision.DAY
    return bool(names[0]) and names[0] == names[1] and is_known and born[0] == born[1]


def _sex_middle_name(entry: _Entry) -> Iterator[Remark]:
    contradictions = {("male", "thi"), ("female", "van")}
    for role in entry.roles():
        name, sex = entry.text(f"{role.code}.full_name"), entry.sex(role)
        middle = fold(split_name(name).middle).split() if name.strip() else []
        if any((sex, word) in contradictions for word in middle):
            said_at = "full_name" if not entry.normalised(f"{role.code}.sex") else "sex"
            yield Remark("sex_middle_name", f"{role.code}.{said_at}")


def _ethnic_name_ambiguous(entry: _Entry) -> Iterator[Remark]:
    for field in entry.fields(Kind.ETHNICITY):
        text = entry.text(field.id)
        if text.strip() and not read_ethnicity(text) and suggest_ethnic_groups(text):
            yield Remark("ethnic_name_ambiguous", field.id)


def is_placeholder(text: str) -> bool:
    """Tell whether a text written for a place names none: ", , ,", "xxx", "không rõ"."""
    if not text:
        return False
    letters = "".join(letter if letter.isalpha() else " " for letter in fold(text))
    return " ".join(letters.split()) in _PLACEHOLDERS


def _placeholder_place(entry: _Entry) -> Iterator[Remark]:
    for field in entry.fields(Kind.PLACE, Kind.RESIDENCE):
        if is_placeholder(entry.text(field.id)):
            yield Remark("placeholder_place", field.id)


def _pins(entry: _Entry) -> Iterator[Remark]:
    for role in entry.roles():
        birth = entry.date(f"{role.code}.birth_date") or PartialDate(None)
        for field_id in (f"{role.code}.pin", f"{role.code}.paper_number"):
            number = pin.compact(entry.text(field_id))
            if field_id.endswith(".paper_number") and not pin.is_valid(number):
                continue
            found = pin.remarks(
                number, sex=entry.sex(role), birth=birth, province_code=entry.province_code
            )
            for code in found:
                yield Remark(_PIN_CODES[code], field_id)


_RULES: tuple[Callable[[_Entry], Iterator[Remark]], ...] = (
    _birth_after_registration,
    _dates,
    _number_year,
    _parent_too_young,
    _marriage_dates,
    _death_dates,
    _age_beyond_120,
    _words_differ,
    _same_person,
    _sex_middle_name,
    _ethnic_name_ambiguous,
    _placeholder_place,
    _pins,
)


def entry_remarks(
    register_type: RegisterType,
    values: Mapping[str, RegisterValue],
    *,
    at: date,
    province_code: str = "",
) -> tuple[Remark, ...]:
    """Return the remarks on an entry's values (field id to value), in the order of the rules.

    Dates are taken from the normalised values; `at` is the day of typing, for years to come.
    `province_code` is that of the registration of birth, where it is known ("38"). Fields that the
    type lacks are passed over, and so is what was not read.
    """
    entry = _Entry(register_type, values, at, province_code)
    return tuple(remark for rule in _RULES for remark in rule(entry))


@dataclass(frozen=True)
class Neighbour:
    """What the rule of sequence needs of an entry: its year and when it was registered."""

    year: int
    registered_on: PartialDate


def sequence_remarks(previous: Neighbour | None, this: Neighbour) -> tuple[Remark, ...]:
    """Return the remark that an entry was registered before the number that precedes it.

    `previous` is the entry of the number before it in the same series, None when there is none.

    Law: TT_04_2020 art. 29 (numbers run through the year).
    """
    if previous is None or previous.year != this.year:
        return ()
    if is_surely_after(previous.registered_on, this.registered_on):
        return (Remark("sequence", _REGISTERED_ON),)
    return ()
