"""What do a person's values, or a clerk's terms, say in the words of the matching model?"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from hotich.apps.population.models import PERSON_FIELDS, Person
from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import Facts
from hotich.core.places import gazetteer

# Commune codes without a day are of the last list of three tiers (interchange schema).
CODES_AS_OF: Final = date(2025, 6, 30)
NO_DATE: Final = PartialDate(None)

# A person's keys are made of these values; when one changes the keys are made anew.
MATCHED_FIELDS: Final = (
    "pin",
    "full_name",
    "other_names",
    "sex",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "father_name",
    "mother_name",
)
ALL_FIELDS: Final = ("pin", *PERSON_FIELDS)


def values_of(person: Person) -> dict[str, str]:
    """Return all values of the person by field, the number under "pin"; "" is missing."""
    return {field: getattr(person, field) or "" for field in ALL_FIELDS}


def facts_from(values: Mapping[str, str]) -> Facts:
    """Return the facts that matching weighs, of a person's values."""
    return Facts(
        full_name=values["full_name"],
        birth=read_birth(values["birth_date"]),
        sex=values["sex"],
        father_name=values["father_name"],
        mother_name=values["mother_name"],
        commune_code=codes_today(values["commune_code"], values["commune_as_of"]),
        pin=values["pin"] or "",
        other_names=values["other_names"],
    )


def is_blank(field: str, value: str) -> bool:
    """Tell whether the register holds nothing at a field with this value."""
    return value == "" or (field == "sex" and value == "unknown")


@lru_cache(maxsize=1 << 16)
def read_birth(iso: str) -> PartialDate:
    """Return the date; one without parts for a text that is none."""
    try:
        return from_iso(iso)
    except UnreadableDate:
        return NO_DATE


@lru_cache(maxsize=1 << 15)
def codes_today(code: str, as_of: str = "") -> str:
    """Return the codes of today's list for a commune, with commas; "" for an unknown one."""
    if not code:
        return ""
    day = date.fromisoformat(as_of) if as_of else CODES_AS_OF
    return ",".join(sorted(gazetteer().codes_today(code, day)))
