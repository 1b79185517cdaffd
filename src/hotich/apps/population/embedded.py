"""The register kept in this database: the adapter for practice, tests and offices on their own."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import Max

from hotich.apps.audit.actor import process
from hotich.apps.audit.writing import record, writing
from hotich.apps.population.facts import ALL_FIELDS
from hotich.apps.population.keys import name_key, part_hash
from hotich.apps.population.matched import MATCHED_FIELDS, facts_from
from hotich.apps.population.models import Allotment, FormerNumber, Person, PersonKey
from hotich.apps.population.port import NumberWanted, require_allotment
from hotich.apps.population.problems import NumbersExhaustedError
from hotich.core.matching import Facts, QueryKey, Stage, query_keys, rules
from hotich.core.pin import practice_pin

# SQLite joins at most 500 selections.
_KEYS: Final = 400
_OF_ONE_KEY: Final = (
    "SELECT key, person_id FROM "
    "(SELECT key, person_id FROM population_personkey WHERE key = %s LIMIT %s) AS rows_of_key"
)
_TAILS: Final = 1_000_000
_TRIES: Final = 200
_REGISTER = process("population register")


class EmbeddedRegister:
    """The population register on this installation's own tables."""

    def look_up(self, facts: Facts, stage: Stage) -> Mapping[UUID, Facts]:
        """Return the persons who share a key of that stage with the facts."""
        keys = query_keys(facts, rules(), part_hash(), stage)
        rows = Person.objects.filter(pk__in=_sharing(keys), voided_at__isnull=True)
        return {row.pop("uuid"): facts_from(row) for row in rows.values("uuid", *MATCHED_FIELDS)}

    def persons(self) -> int:
        """Return how many persons there are, counting those voided: the highest row number."""
        return Person.objects.aggregate(last=Max("pk"))["last"] or 0

    def share_of_name(self, folded: str) -> float:
        """Return the share of persons who bear the name; 0 when nobody does."""
        bearers = PersonKey.objects.filter(key=name_key(folded)).count()
        return bearers / max(1, self.persons())

    def values(self, persons: Sequence[UUID]) -> Mapping[UUID, Mapping[str, str]]:
        """Return all values of the persons."""
        rows = Person.objects.filter(uuid__in=persons).values("uuid", *ALL_FIELDS)
        return {row.pop("uuid"): {**row, "pin": row["pin"] or ""} for row in rows}

    def allot(self, key: UUID, wanted: NumberWanted) -> str:
        """Return a practice number, the same for the same key.

        Raises: AllotmentNotConfiguredError, NumbersExhaustedError.
        """
        require_allotment()
        for _ in range(_TRIES):
            given = Allotment.objects.filter(pk=key).first()
            if given is not None:
                return given.pin
            pin = practice_pin(
                sex=wanted.sex, birth_year=wanted.birth_year, tail=secrets.randbelow(_TAILS)
            )
            if not was_ever_used(pin):
                _allot(key, pin)
        raise NumbersExhaustedError


def was_ever_used(pin: str) -> bool:
    """Return whether anybody has or had the number: persons, also voided, and former ones."""
    return (
        Person.objects.filter(pin=pin).exists()
        or Allotment.objects.filter(pin=pin).exists()
        or FormerNumber.objects.filter(pin=pin).exists()
    )


def _allot(key: UUID, pin: str) -> None:
    """Record the number; when another writer took key or number first, do nothing."""
    try:
        with writing(_REGISTER) as at:
            Allotment.objects.create(key=key, pin=pin, recorded_at=at)
            record(_REGISTER, "register.allotted", key, after={"pin": pin})
    except IntegrityError:
        return


def _sharing(keys: Sequence[QueryKey]) -> set[int]:
    """Return the rows of the persons who share keys; a key beyond its limit counts for nobody."""
    shared: set[int] = set()
    for start in range(0, len(keys), _KEYS):
        some = keys[start : start + _KEYS]
        each = " UNION ALL ".join([_OF_ONE_KEY] * len(some))
        asked = [part for key in some for part in (key.key, key.limit + 1)]
        found: defaultdict[int, list[int]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(each, asked)
            for key, person in cursor.fetchall():
                found[key].append(person)
        for key in some:
            if len(found[key.key]) <= key.limit:
                shared.update(found[key.key])
    return shared
