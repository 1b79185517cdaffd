"""Which values does a person have, and which of them are blank?"""

from typing import Final

from hotich.apps.population.models import PERSON_FIELDS, Person

ALL_FIELDS: Final = ("pin", *PERSON_FIELDS)


def values_of(person: Person) -> dict[str, str]:
    """Return all values of the person by field, the number under "pin"; "" is missing."""
    return {field: getattr(person, field) or "" for field in ALL_FIELDS}


def is_blank(field: str, value: str) -> bool:
    """Tell whether the register holds nothing at a field with this value."""
    return value == "" or (field == "sex" and value == "unknown")
