"""The register kept in this database: the adapter for practice, tests and offices on their own."""

import math
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection

from hotich.apps.audit.actor import process
from hotich.apps.audit.writing import record, writing
from hotich.apps.population.facts import ALL_FIELDS
from hotich.apps.population.key_search import Rows, persons_sharing
from hotich.apps.population.keys import part_hash
from hotich.apps.population.matched import MATCHED_FIELDS, facts_of_row
from hotich.apps.population.models import Allotment, FormerNumber, Person
from hotich.apps.population.names import current_names
from hotich.apps.population.port import NumberWanted, require_allotment
from hotich.apps.population.problems import NumbersExhaustedError
from hotich.core.matching import Facts, NameTable, Sieve, Stage, query_keys, rules
from hotich.core.pin import practice_pin

_PERSONS: Final = (
    f"SELECT uuid, {', '.join(MATCHED_FIELDS)} FROM population_person"  # noqa: S608 - own columns
    " WHERE voided_at IS NULL AND id IN ({marks})"
)
_TOGETHER: Final = 10_000
# So many of the likeliest are read before anybody is left out.
_AT_FIRST: Final = 24
_TAILS: Final = 1_000_000
_TRIES: Final = 200
_REGISTER = process("population register")


class EmbeddedRegister:
    """The population register on this installation's own tables."""

    def look_up(
        self, facts: Facts, stage: Stage, sieve: Sieve | None = None
    ) -> Mapping[UUID, Facts]:
        """Return the persons who share a key of that stage with the facts.

        With a sieve, the likeliest are read first, and who cannot come near them not at all.
        """
        shared = persons_sharing(query_keys(facts, rules(), part_hash(), stage), facts)
        if sieve is None:
            return _facts_of(sorted(shared))
        fresh = [row for row in shared if row not in sieve.given]
        sieve.given.update(fresh)
        if len(fresh) <= _AT_FIRST:
            return _facts_of(sorted(fresh))
        return _sifted(sieve, {row: shared[row] for row in fresh})

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


def _sifted(sieve: Sieve, rows: Rows) -> dict[UUID, Facts]:
    """Return those of the rows who can be among the heaviest, and perhaps others."""
    hashed = part_hash()
    bounds = [
        (math.inf if sketch is None else sieve.at_most(sketch, hashed), row)
        for row, sketch in rows.items()
    ]
    bounds.sort(reverse=True)
    found: dict[UUID, Facts] = {}
    at, many = 0, _AT_FIRST
    while at < len(bounds) and bounds[at][0] >= sieve.least:
        some = bounds[at : at + many]
        least = sieve.least
        read = _facts_of(sorted(row for most, row in some if most >= least))
        sieve.weigh({str(person): facts for person, facts in read.items()})
        found |= read
        at, many = at + many, 2 * many
    return found


def _facts_of(rows: Sequence[int]) -> dict[UUID, Facts]:
    return {
        uuid if isinstance(uuid, UUID) else UUID(uuid): facts_of_row(values)
        for start in range(0, len(rows), _TOGETHER)
        for uuid, *values in _rows_of(rows[start : start + _TOGETHER])
    }


def _rows_of(rows: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS.format(marks=", ".join(["%s"] * len(rows))), rows)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
