"""Which columns has an interchange table, and what may stand in them?"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from hotich.core.persons import PERSON_FIELDS


class Kind(StrEnum):
    """What a table of the interchange schema holds."""

    POPULATION = "population"
    ENTRIES = "entries"


_ENTRIES: Final = (
    "entry_id",
    "mention_id",
    "entry_type",
    "role",
    "number",
    "year",
    "pin",
    "full_name",
    "other_names",
    "sex",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "place_of_birth",
    "hometown",
    "ethnicity",
    "nationality",
    "father_name",
    "mother_name",
    "father_birth",
    "mother_birth",
    "spouse_name",
    "old_id_number",
)
COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.POPULATION: ("pin", *PERSON_FIELDS),
    Kind.ENTRIES: _ENTRIES,
}
"""The columns of the clean table, in order; every one is there, "" where the file has none."""

_MATCHED: Final = (
    "full_name",
    "sex",
    "birth_date",
    "commune_code",
    "father_name",
    "mother_name",
)
REQUIRED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.POPULATION: ("pin", *_MATCHED),
    Kind.ENTRIES: ("entry_id", *_MATCHED),
}
"""Without these columns nothing can be matched; their cells may be empty."""

DATES: Final = frozenset({"birth_date", "father_birth", "mother_birth", "death_date"})
PINS: Final = frozenset({"pin", "father_pin", "mother_pin", "spouse_pin"})
SEXES: Final = ("male", "female", "unknown")
NAMES: Final = ("full_name", "father_name", "mother_name", "spouse_name", "other_names")
"""The columns whose text tells in which encoding names were written."""

CODES_AS_OF: Final = "2025-06-30"
"""Commune codes without a day are of the last list of three tiers."""

_LONGEST: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        (*NAMES, "adoptive_father_name", "adoptive_mother_name"),
        500,
    ),
    **dict.fromkeys(("ethnicity", "nationality", "number", "entry_id", "mention_id"), 100),
    **dict.fromkeys(("commune_code", "residence_code"), 8),
    **dict.fromkeys(("old_id_number", "entry_type", "year"), 20),
    **dict.fromkeys((*DATES, "commune_as_of", "sex"), 10),
    "role": 40,
}


def longest(column: str) -> int:
    """Return how many letters a cell of the column may have."""
    return _LONGEST.get(column, 1000)
