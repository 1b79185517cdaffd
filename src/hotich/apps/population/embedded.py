"""The register kept in this database: the adapter for practice, tests and offices on their own."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection

from hotich.apps.audit.actor import process
from hotich.apps.audit.writing import record, writing
from hotich.apps.population.facts import ALL_FIELDS
from hotich.apps.population.key_search import persons_sharing
from hotich.apps.population.keys import part_hash
from hotich.apps.population.matched import MATCHED_FIELDS, facts_of_row
from hotich.apps.population.models import Allotment, FormerNumber, Person
from hotich.apps.population.names import current_names
from hotich.apps.population.port import NumberWanted, require_allotment
from hotich.apps.population.problems import NumbersExhaustedError
from hotich.core.matching import Facts, NameTable, Stage, query_keys, rules
from hotich.core.pin import practice_pin

_PERSONS: Final = (
    f"SELECT uuid, {', '.join(MATCHED_FIELDS)} FROM population_person"  # noqa: S608 - own columns
    " WHERE voided_at IS NULL AND id IN ({marks})"
)
_TOGETHER: Final = 10_000
_TAILS: Final = 1_000_000
_TRIES: Final = 200
_REGISTER = process("population register")


class EmbeddedRegister:
    """The population register on this installation's own tables."""

    def look_up(self, facts: Facts, stage: Stage) -> Mapping[UUID, Facts]:
        """Return the persons who share a key of that stage with the facts."""
        keys = query_keys(facts, rules(), part_hash(), stage)
        found: dict[UUID, Facts] = {}
        rows = sorted(persons_sharing(keys, facts))
        for start in range(0, len(rows), _TOGETHER):
            found.update(_facts_of(rows[start : start + _TOGETHER]))
        return found

    def persons(self) -> int:
        """Return how many persons there are, counting those voided: the highest row number."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM population_person")
            return int(cursor.fetchone()[0] or 0)

    def name_table(self) -> NameTable | None:
        """Return the newest table of names, None where none was made yet."""
        return current_names()

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


def _facts_of(rows: Sequence[int]) -> list[tuple[UUID, Facts]]:
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS.format(marks=", ".join(["%s"] * len(rows))), rows)
        return [
            (uuid if isinstance(uuid, UUID) else UUID(uuid), facts_of_row(values))
            for uuid, *values in cursor.fetchall()
        ]
