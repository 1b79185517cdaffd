"""Can a text be kept as a person's value at a field, and in which form?"""

from collections.abc import Callable
from typing import Final

from django.db.models import CharField

from hotich.apps.population.models import Person
from hotich.apps.population.problems import ValueNotStorableError
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.names import verbatim
from hotich.core.pin import compact, is_valid

DATE_FIELDS: Final = frozenset({"birth_date", "father_birth", "mother_birth", "death_date"})
PIN_FIELDS: Final = frozenset({"pin", "father_pin", "mother_pin", "spouse_pin"})
SEXES: Final = frozenset({"male", "female", "unknown"})


def storable(field: str, text: str) -> str:
    """Return the value as it is kept: NFC, dates in ISO with their precision, sex as a code.

    Raises: ValueNotStorableError.
    """
    value = verbatim(text).strip()
    for fields, storable in _STORED_AS:
        if field in fields:
            return storable(field, value)
    if len(value) > LONGEST[field]:
        raise ValueNotStorableError(field, "too_long")
    return value


def _date(field: str, text: str) -> str:
    if not text:
        return ""
    try:
        return from_iso(text).iso()
    except UnreadableDate:
        raise ValueNotStorableError(field, "unreadable_date") from None


def _sex(field: str, text: str) -> str:
    if text not in SEXES:
        raise ValueNotStorableError(field, "unknown_sex")
    return text


def _pin(field: str, text: str) -> str:
    if not text:
        return ""
    if not is_valid(text):
        raise ValueNotStorableError(field, "invalid_pin")
    return compact(text)


LONGEST: Final = {
    field.name: field.max_length
    for field in Person._meta.get_fields()  # noqa: SLF001 - Django's public description
    if isinstance(field, CharField) and field.max_length is not None
}
_STORED_AS: Final[tuple[tuple[frozenset[str], Callable[[str, str], str]], ...]] = (
    (DATE_FIELDS, _date),
    (frozenset({"sex"}), _sex),
    (PIN_FIELDS, _pin),
)
