"""What stands at a field of an entry, by its kind alone.

Every kind has a rule, so that a field nobody foresaw (an operator's extra column, a type added
later) is filled plausibly too; `facts` has those whose name says more. Nothing here spoils
anything: see `every_register`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hotich.core.dates import PartialDate, Wording, worded_date
from hotich.core.registers import Field, Kind
from hotich.synth.casting import Cast
from hotich.synth.chance import number, pick
from hotich.synth.families import Person
from hotich.synth.naming import FEMALE, MALE, name_book
from hotich.synth.officials import Signing
from hotich.synth.population_rows import SEX_CODES
from hotich.synth.territory import Place

_LABELS = ("Nam", "Nữ")
CARDS_SINCE = 2016


@dataclass(slots=True)
class Telling:
    """All that one entry needs while it is written; `dates` are those already told, by field id."""

    chance: Random
    cast: Cast
    registered: date
    number: int
    page: int
    signing: Signing
    elsewhere: Place
    choices: dict[str, str] = field(default_factory=dict)
    dates: dict[str, PartialDate] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_noted(self) -> bool:
        """Tell whether the entry takes over an act that was registered abroad."""
        return self.choices.get("entry.registration_kind") in {"noted", "abroad"}

    def some_day_before(self, least: int, most: int) -> date:
        """Return a day that many days before the registration."""
        return self.registered - timedelta(days=number(self.chance, least, most))


@dataclass(frozen=True, slots=True)
class At:
    """The place in an entry at which a rule writes: the field, and whose it is ("mother")."""

    telling: Telling
    item: Field
    holder: str

    @property
    def person(self) -> Person | None:
        """The person the field is about, or None."""
        return self.telling.cast.named(self.holder)

    @property
    def chance(self) -> Random:
        """The stream of chance of the entry."""
        return self.telling.chance

    @property
    def year(self) -> int:
        """The year of the registration."""
        return self.telling.registered.year


Rule = Callable[[At], str]


def write_date(telling: Telling, item: Field, day: PartialDate) -> str:
    """Return a date as this hand writes it, remembered for what depends on it."""
    telling.dates[item.id] = day
    if day.year is None or day.month is None or day.day is None:
        return day.vietnamese()
    manner = number(telling.chance, 0, 3)
    plain = f"{day.day}/{day.month}/{day.year}"
    return (plain, day.vietnamese(), day.dotted(), day.vietnamese().replace("/", "-"))[manner]


def on_day(day: date) -> PartialDate:
    """Return the day with full precision."""
    return PartialDate(day.year, day.month, day.day)


def birth_of(person: Person) -> PartialDate:
    """Return the day, or only the year, in which the person was born."""
    if person.year_only:
        return PartialDate(person.year)
    return PartialDate(person.year, person.month, person.day)


# --- by kind -----------------------------------------------------------------------------------


def words(*said: str) -> Rule:
    """Return a rule that writes one of the texts."""

    def rule(at: At) -> str:
        return pick(at.chance, said)

    return rule


def _text(at: At) -> str:
    return pick(at.chance, at.item.suggestions) if at.item.suggestions else ""


def _name(at: At) -> str:
    person = at.person
    if person is not None:
        return person.name
    names, sex = name_book(), MALE if at.chance.random() < 0.5 else FEMALE
    surname = names.surname(at.chance, "Kinh")
    return names.full_name(at.chance, surname, sex, at.year - 45)


def tell_date(at: At) -> str:
    """Return some day before the registration."""
    return write_date(at.telling, at.item, on_day(at.telling.some_day_before(20, 900)))


def _worded(at: At) -> str:
    said = at.telling.dates.get(at.item.id.removesuffix("_words"))
    if said is None or said.day is None:
        return ""
    style = Wording.SHORT if at.chance.random() < 0.3 else Wording.FULL
    return worded_date(said, style=style)


def _place(at: At) -> str:
    place = at.telling.cast.office if at.chance.random() < 0.8 else at.telling.elsewhere
    return pick(at.chance, (place.formal, place.formal, place.short, place.dashed))


def tell_residence(at: At) -> str:
    """Return a hamlet of the person's home, or of the office's commune."""
    person = at.person
    home = person.home if person else at.telling.cast.office
    hamlet = pick(at.chance, ("Thôn", "Xóm", "Đội"))
    return f"{hamlet} {number(at.chance, 1, 9)}, {home.formal}"


def _sex(at: At) -> str:
    person = at.person
    code = SEX_CODES[person.sex] if person else "male"
    choice = at.item.choice(code)
    return choice.label if choice else _LABELS[SEX_CODES.index(code)]


def _ethnicity(at: At) -> str:
    person = at.person
    return person.ethnicity if person else "Kinh"


def _pin(at: At) -> str:
    person = at.person
    return person.pin if person and at.year >= CARDS_SINCE else ""


def _choice(at: At) -> str:
    standing = at.item.choices_at(at.telling.registered) or at.item.choices
    first = at.chance.random() < 0.7
    chosen = standing[0] if first else pick(at.chance, standing)
    at.telling.choices[at.item.id] = chosen.code
    return chosen.label


def _year(at: At) -> str:
    return str(at.year)


def tell_paper(at: At) -> str:
    """Return the number of the person's paper; "" for children and where none is told."""
    person = at.person
    if person is None or at.year - person.year < 15:
        return ""
    if at.year < 1978 or at.chance.random() < 0.2:
        return ""
    if at.year >= CARDS_SINCE:
        return person.pin or f"{int(at.chance.random() * 1_000_000):012d}"
    return f"{int(at.chance.random() * 1_000_000):09d}"


BY_KIND: Mapping[Kind, Rule] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.DATE: tell_date,
    Kind.WORDED_DATE: _worded,
    Kind.PLACE: _place,
    Kind.RESIDENCE: tell_residence,
    Kind.SEX: _sex,
    Kind.ETHNICITY: _ethnicity,
    Kind.NATIONALITY: words("Việt Nam"),
    Kind.PIN: _pin,
    Kind.CHOICE: _choice,
    Kind.YEAR: _year,
    Kind.PAPER: tell_paper,
    Kind.NOTE: words(""),
}
