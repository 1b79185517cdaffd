"""What do a person's values say in the words of the matching model? No database, no settings."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import Facts, PartHash, fold_name, person_keys, rules
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
    "spouse_name",
    "old_id_number",
)


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
        spouse_name=values["spouse_name"],
        old_id_number=values["old_id_number"],
    )


def keys_with(values: Mapping[str, str], hashed: PartHash) -> set[int]:
    """Return every key of a person with these values.

    One more than the model's stands for the name alone, by which its bearers are counted.
    """
    keys = set(person_keys(facts_from(values), rules(), hashed))
    folded = fold_name(values["full_name"])
    if folded:
        keys.add(bearers_key(folded, hashed))
    return keys


def bearers_key(folded: str, hashed: PartHash) -> int:
    """Return the key under which all bearers of a folded name stand; for counting only."""
    return hashed("bearers", folded)


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
