"""How is a value of the population database written for a reader?"""

from django.utils.translation import gettext

from hotich.apps.registers.definitions import definition as definition_of
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.pin import mask
from hotich.core.registers import Field, Kind, UnknownRegisterType


def field_of(code: str, field: str) -> Field | None:
    """Return the field of a register type, or None where the type no longer knows it."""
    try:
        definition = definition_of(code)
    except UnknownRegisterType:
        return None
    return definition.field(field) if definition.has_field(field) else None


def field_label(code: str, field: str) -> str:
    """Return the label of a field of a register type, in the language of the page."""
    found = field_of(code, field)
    return gettext(found.label) if found else field


def shown_value(code: str, field: str, value: str, *, masked: bool = False) -> str:
    """Return a population value as it is read, in the language of the page.

    `masked` hides the middle of a personal number, as on lists and prints.
    """
    found = field_of(code, field)
    if found is None or not value:
        return value
    if masked and found.kind is Kind.PIN:
        return mask(value)
    written = written_value(code, field, value)
    return gettext(written) if found.kind is Kind.SEX else written


def written_value(code: str, field: str, value: str) -> str:
    """Return a population value as a book writes it: days in their order, Nam or Nữ."""
    found = field_of(code, field)
    if found is None or not value:
        return value
    if found.kind is Kind.DATE:
        return shown_date(value)
    choice = found.choice(value) if found.kind is Kind.SEX else None
    return choice.label if choice else value


def shown_date(iso: str) -> str:
    """Return "02/09/1998" of "1998-09-02"; what is no date stays as it is."""
    try:
        return from_iso(iso).vietnamese()
    except UnreadableDate:
        return iso
