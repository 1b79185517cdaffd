"""Under which keys is a person found? 64-bit keyed hashes of the matching model.

A leaked key table gives no names away: the hash needs the installation's digest key.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import connection

from hotich.apps.population import matched
from hotich.apps.population.facts import values_of
from hotich.apps.population.key_models import KeyedPerson, KeyTable, PersonKey
from hotich.apps.population.models import Person
from hotich.core.matching import PartHash, person_keys

_BATCH: Final = 2000
_ROW: Final = 1


def key_secret() -> bytes:
    """Return the secret of this installation's keys."""
    return _secret(settings.DIGEST_KEY)


def part_hash() -> PartHash:
    """Return the hash of this installation's keys."""
    return _hash(key_secret())


def keys_digest() -> str:
    """Return what this program's keys rest on; keys made for another digest are not found."""
    return _digest(key_secret())


def keys_from(values: Mapping[str, str]) -> frozenset[int]:
    """Return every key that is stored for a person with these values."""
    return matched.keys_with(values, part_hash())


def refresh_keys(persons: Iterable[Person]) -> None:
    """Make the keys of the persons anew; call it in the transaction that changed them.

    A voided person has none and is found no more.
    """
    given = list(persons)
    PersonKey.objects.filter(person__in=given).delete()
    write_keys(
        [person.pk for person in given],
        [
            (key, person.pk)
            for person in given
            if person.voided_at is None
            for key in sorted(keys_from(values_of(person)))
        ],
    )


def keys_of(people: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, int]]:
    """Return (key, row) of persons given by row and MATCHED_FIELDS, in the order of the table."""
    hashed, model = part_hash(), matched.stored_rules()
    return sorted(
        (key, row)
        for row, values in people
        for key in person_keys(matched.facts_of_row(values), model, hashed)
    )


def write_keys(persons: Sequence[int], keys: Sequence[tuple[int, int]]) -> None:
    """Write (key, person row) of persons who have none written; what the blocks say is over."""
    generation = shared_table().generation
    KeyedPerson.objects.bulk_create(
        (KeyedPerson(person_id=person, generation=generation) for person in persons),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["generation"],
    )
    PersonKey.objects.bulk_create(
        (PersonKey(key=key, person_id=person) for key, person in keys), batch_size=_BATCH
    )


def shared_table() -> KeyTable:
    """Return the state of the key table, which stays as it is until the caller's write ends."""
    return _locked_table("SHARE")


def own_table() -> KeyTable:
    """Return the state of the key table, for the caller to change in its write."""
    return _locked_table("UPDATE")


def _locked_table(lock: str) -> KeyTable:
    """Lock where the database locks rows; on SQLite only one writes anyway."""
    KeyTable.objects.get_or_create(pk=_ROW, defaults={"digest": keys_digest()})
    rows = KeyTable.objects.raw(
        f"SELECT * FROM population_keytable WHERE id = {_ROW}"  # noqa: S608 - constants
        + (f" FOR {lock}" if connection.vendor == "postgresql" else "")
    )
    return rows[0]


@lru_cache(maxsize=4)
def _secret(digest_key: str) -> bytes:
    return sha256(b"look-up keys " + digest_key.encode()).digest()


@lru_cache(maxsize=4)
def _hash(secret: bytes) -> PartHash:
    return PartHash(secret)


@lru_cache(maxsize=4)
def _digest(secret: bytes) -> str:
    return matched.keys_digest(secret)
