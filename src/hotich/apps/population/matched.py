"""What do a person's values say in the words of the matching model? No database, no settings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import (
    Facts,
    Key,
    PartHash,
    Rules,
    codes_today,
    person_keys,
    residence_today,
    rules,
)

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
    "residence_code",
)

# Blocks of another form, or with other sketches, are not read.
FORM: Final = 2

# A number is its own key: the index of its column serves it, and no key is stored.
NUMBER_COLUMNS: Final[Mapping[tuple[str, ...], str]] = {
    ("pin",): "pin",
    ("old_id",): "old_id_number",
}


def facts_of_row(row: Sequence[str]) -> Facts:
    """Return the facts that matching weighs, of the values of MATCHED_FIELDS."""
    return Facts(
        row[1],
        read_birth(row[4]),
        row[3],
        row[7],
        row[8],
        codes_today(row[5], row[6]),
        row[0] or "",
        row[2],
        row[9],
        row[10],
        residence_today(row[11]),
    )


def facts_from(values: Mapping[str, str]) -> Facts:
    """Return the facts that matching weighs, of a person's values."""
    return facts_of_row([values[field] for field in MATCHED_FIELDS])


@cache
def number_columns() -> Mapping[str, str]:
    """Return the columns that answer keys of the model, by the key's tag."""
    return {
        key.tag: NUMBER_COLUMNS[key.parts] for key in rules().keys if key.parts in NUMBER_COLUMNS
    }


@cache
def stored_rules() -> Rules:
    """Return the model with only those keys that are stored for a person."""
    return replace(rules(), keys=tuple(_stored(rules())))


def _stored(model: Rules) -> Iterator[Key]:
    return (key for key in model.keys if key.parts not in NUMBER_COLUMNS)


def keys_with(values: Mapping[str, str], hashed: PartHash) -> frozenset[int]:
    """Return every key that is stored for a person with these values."""
    return person_keys(facts_from(values), stored_rules(), hashed)


def keys_digest(secret: bytes) -> str:
    """Return what stored keys rest on: model, list of communes, secret, form of the blocks."""
    keys = [
        (key.tag, key.parts, key.limit, key.defaulted_dates)
        for key in sorted(_stored(rules()), key=lambda key: key.tag)
    ]
    rest = [keys, _places_digest(), secret.hex(), FORM]
    return sha256(json.dumps(rest).encode()).hexdigest()


@cache
def _places_digest() -> str:
    digest = sha256()
    folder = files("hotich.core.places").joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1 << 16)
def read_birth(iso: str) -> PartialDate:
    """Return the date; one without parts for a text that is none."""
    try:
        return from_iso(iso)
    except UnreadableDate:
        return NO_DATE
