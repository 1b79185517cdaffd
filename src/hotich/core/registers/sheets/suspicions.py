"""Where do the values of one row contradict each other, or say nothing?"""

from collections.abc import Iterator, Mapping

from hotich.core.dates import PartialDate, read_worded_date
from hotich.core.names import fold
from hotich.core.pin import compact, remarks
from hotich.core.registers._spec import Kind, RegisterType, RegisterValue
from hotich.core.registers.sheets.readings import date_of

_NOWHERE = frozenset({"", "khong", "khong ro", "chua ro", "chua xac dinh", "x", "xx", "xxx"})
_PIN_CODES = {
    "not_a_pin": "not_a_pin",
    "unknown_province": "pin_unknown_province",
    "sex": "pin_sex",
    "birth_year": "pin_birth_year",
}
_ONE_SHORT = 11


def suspicions(
    definition: RegisterType, values: Mapping[str, RegisterValue]
) -> Iterator[tuple[str, str]]:
    """Yield field id and defect code: empty places, words against digits, numbers against facts."""
    for field in definition.fields:
        value = values.get(field.id)
        if value is None:
            continue
        if field.kind in {Kind.PLACE, Kind.RESIDENCE} and _says_nothing(value.text):
            yield field.id, "placeholder_place"
        elif field.kind is Kind.WORDED_DATE:
            yield from _words(field.id, value, values)
        elif field.kind is Kind.PIN and field.role:
            yield from _pin(definition, field.id, field.role, values)


def _says_nothing(text: str) -> bool:
    letters = "".join(letter if letter.isalpha() else " " for letter in fold(text))
    return " ".join(letters.split()) in _NOWHERE


def _words(
    field_id: str, value: RegisterValue, values: Mapping[str, RegisterValue]
) -> Iterator[tuple[str, str]]:
    digits = date_of(values.get(field_id.removesuffix("_words")))
    readings = read_worded_date(value.text)
    if not readings:
        yield field_id, "words_unreadable"
    elif digits is not None and digits not in readings:
        yield field_id, "words_differ"


def _pin(
    definition: RegisterType, field_id: str, role: str, values: Mapping[str, RegisterValue]
) -> Iterator[tuple[str, str]]:
    written = values[field_id].text
    digits = compact(written)
    if digits.isdigit() and len(digits) == _ONE_SHORT:
        yield field_id, "lost_nought"
        return
    sex = values.get(f"{role}.sex")
    birth = date_of(values.get(f"{role}.birth_date"))
    found = remarks(
        digits,
        sex=sex.normalised if sex else definition.role(role).sex,
        birth=birth or PartialDate(None),
        province_code="",
    )
    for code in found:
        yield field_id, _PIN_CODES[code]
