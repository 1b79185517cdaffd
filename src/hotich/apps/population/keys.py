"""Under which keys is a person found? 64-bit keyed hashes of the matching model's key texts.

A leaked key table gives no names away: the hash needs the installation's digest key.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b, sha256

from django.conf import settings

from hotich.apps.population.facts import facts_from, values_of
from hotich.apps.population.models import Person, PersonKey
from hotich.core.matching import fold_name, person_keys, rules

_BATCH = 2000


def hash_key(text: str) -> int:
    """Return the keyed hash of a key text as a signed 64-bit number."""
    return _hash(text, _secret(settings.DIGEST_KEY))


def name_key(folded: str) -> int:
    """Return the key under which all bearers of a folded name stand; for counting only."""
    return hash_key(_name_text(folded))


def keys_from(values: Mapping[str, str]) -> set[int]:
    """Return every key of a person with these values."""
    secret = _secret(settings.DIGEST_KEY)
    keys = {_hash(text, secret) for text in person_keys(facts_from(values), rules())}
    folded = fold_name(values["full_name"])
    if folded:
        keys.add(_hash(_name_text(folded), secret))
    return keys


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


def _hash(text: str, secret: bytes) -> int:
    digest = blake2b(text.encode(), digest_size=8, key=secret).digest()
    return int.from_bytes(digest, "big", signed=True)


def _name_text(folded: str) -> str:
    return f"name={folded}"


@lru_cache(maxsize=4)
def _secret(digest_key: str) -> bytes:
    return sha256(b"look-up keys " + digest_key.encode()).digest()
