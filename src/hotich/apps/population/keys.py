"""Under which keys is a person found? 64-bit keyed hashes of the matching model.

A leaked key table gives no names away: the hash needs the installation's digest key.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from hotich.apps.population.facts import values_of
from hotich.apps.population.matched import bearers_key, keys_with
from hotich.apps.population.models import Person, PersonKey
from hotich.core.matching import PartHash

_BATCH = 2000


def key_secret() -> bytes:
    """Return the secret of this installation's keys."""
    return _secret(settings.DIGEST_KEY)


def part_hash() -> PartHash:
    """Return the hash of this installation's keys."""
    return _hash(key_secret())


def name_key(folded: str) -> int:
    """Return the key under which all bearers of a folded name stand; for counting only."""
    return bearers_key(folded, part_hash())


def keys_from(values: Mapping[str, str]) -> set[int]:
    """Return every key of a person with these values."""
    return keys_with(values, part_hash())


def refresh_keys(persons: Iterable[Person]) -> None:
    """Make the keys of the persons anew; call it in the transaction that changed them.

    A voided person has none and is found no more.
    """
    given = list(persons)
    PersonKey.objects.filter(person__in=given).delete()
    PersonKey.objects.bulk_create(
        (
            PersonKey(key=key, person=person)
            for person in given
            if person.voided_at is None
            for key in sorted(keys_from(values_of(person)))
        ),
        batch_size=_BATCH,
    )


@lru_cache(maxsize=4)
def _secret(digest_key: str) -> bytes:
    return sha256(b"look-up keys " + digest_key.encode()).digest()


@lru_cache(maxsize=4)
def _hash(secret: bytes) -> PartHash:
    return PartHash(secret)
