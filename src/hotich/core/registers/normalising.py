"""What value stands beside the text as written? The text itself is never touched here."""

from collections.abc import Callable
from dataclasses import dataclass

from hotich.core.dates import read_date, read_worded_date
from hotich.core.names import fold, normal_form
from hotich.core.pin import compact, is_valid
from hotich.core.places import Gazetteer, describe, read_place
from hotich.core.registers._spec import Field, Kind
from hotich.core.registers.ethnic_groups import read_ethnicity
from hotich.core.registers.nationalities import read_nationality

_SEX_WORDS = {
    "nam": "male", "trai": "male", "con trai": "male", "male": "male",
    "nu": "female", "gai": "female", "con gai": "female", "female": "female",
    "khong xac dinh": "unknown", "khong ro": "unknown", "unknown": "unknown",
}  # fmt: skip


@dataclass(frozen=True)
class _Typed:
    field: Field
    text: str
    book_year: int | None
    units: Gazetteer | None


def _date(typed: _Typed) -> str:
    reading = read_date(typed.text, book_year=typed.book_year)
    return reading.date.iso() if reading.date and reading.problem is None else ""


def _worded_date(typed: _Typed) -> str:
    readings = read_worded_date(typed.text)
    return readings[0].iso() if len(readings) == 1 else ""


def _sex(typed: _Typed) -> str:
    return read_sex(typed.text)


def _ethnicity(typed: _Typed) -> str:
    return read_ethnicity(typed.text)


def _nationality(typed: _Typed) -> str:
    return read_nationality(typed.text)


def _pin(typed: _Typed) -> str:
    return compact(typed.text) if is_valid(compact(typed.text)) else ""


def _choice(typed: _Typed) -> str:
    folded = fold(typed.text)
    for choice in typed.field.choices:
        if typed.text.strip() == choice.code or folded == fold(choice.label):
            return choice.code
    return ""


def _year(typed: _Typed) -> str:
    text = typed.text.strip()
    return text if len(text) == 4 and text.isascii() and text.isdigit() else ""


def _paper(typed: _Typed) -> str:
    return "".join(letter for letter in fold(typed.text).upper() if letter.isalnum())


def _words(typed: _Typed) -> str:
    return normal_form(typed.text)


def _place(typed: _Typed) -> str:
    """Return the full description of the one unit meant; a bare commune name never is one."""
    if typed.units is None:
        return normal_form(typed.text)
    reading = read_place(typed.text, typed.units)
    if len(reading.possibilities) != 1:
        return normal_form(typed.text)
    whole = describe(reading.units[0], typed.units)
    return normal_form(f"{reading.detail}, {whole}" if reading.detail else whole)


def _none(_typed: _Typed) -> str:
    return ""


_NORMALISERS: dict[Kind, Callable[[_Typed], str]] = {
    Kind.TEXT: _none,
    Kind.NAME: _words,
    Kind.DATE: _date,
    Kind.WORDED_DATE: _worded_date,
    Kind.PLACE: _place,
    Kind.RESIDENCE: _words,
    Kind.SEX: _sex,
    Kind.ETHNICITY: _ethnicity,
    Kind.NATIONALITY: _nationality,
    Kind.PIN: _pin,
    Kind.CHOICE: _choice,
    Kind.YEAR: _year,
    Kind.PAPER: _paper,
    Kind.NOTE: _none,
}


def read_sex(text: str) -> str:
    """Return "male", "female" or "unknown" for the words of a book, "" for any other text."""
    return _SEX_WORDS.get(fold(text), "")


def normalise(
    field: Field, text: str, *, book_year: int | None = None, units: Gazetteer | None = None
) -> str:
    """Return the normalised value of a text as written, "" when it has none.

    Dates give ISO with their precision, sex and choices their code, ethnicity a slug, nationality
    a country code, a PIN its 12 digits, names the normal form. A place that can mean one unit only
    gives that unit's full description in normal form (`units` given), any other, and the bare name
    of a commune or district, its own normal form. A date that could be read in two ways, or that
    no calendar has, has no value.
    """
    if not text.strip():
        return ""
    return _NORMALISERS[field.kind](_Typed(field, text, book_year, units))
