"""Write many persons and keys at once, and read them: executemany on SQLite, COPY on PostgreSQL."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from django.db import connection

from hotich.apps.population.interchange import COLUMNS
from hotich.apps.population.keys import shared_table
from hotich.apps.population.matched import MATCHED_FIELDS
from hotich.apps.population.models import KeyedPerson, Person

Cell: TypeAlias = str | int | bytes | datetime | UUID | None
_NUMBERED: Final = ("population_person", "population_allotment", "population_formernumber")
_PERSON_COLUMNS: Final = (*COLUMNS, "uuid", "batch_id", "recorded_at", "void_reason")


def insert_persons(rows: Sequence[Sequence[str]], *, batch: UUID, at: datetime) -> None:
    """Insert persons of a batch; each row holds the values of COLUMNS, the number first."""
    adapt = connection.ops
    shared = (
        batch if connection.vendor == "postgresql" else batch.hex,
        at if connection.vendor == "postgresql" else adapt.adapt_datetimefield_value(at),
        "",
    )
    insert_rows(
        "population_person",
        _PERSON_COLUMNS,
        ((row[0] or None, *row[1:], _stored(ordered_uuid(at)), *shared) for row in rows),
    )


def people_of(batch: UUID, *, after: int, limit: int) -> list[tuple[int, list[str]]]:
    """Return row and MATCHED_FIELDS of the next persons of a batch, in the order of their rows."""
    rows = (
        Person.objects.filter(batch=batch, pk__gt=after, voided_at__isnull=True)
        .order_by("pk")
        .values_list("pk", *MATCHED_FIELDS)[:limit]
    )
    return [(row, values) for row, *values in rows]


def lines_of_people(columns: Sequence[str], *, after: int, upto: int) -> tuple[int, str]:
    """Return how many persons have these row numbers, and a line of CSV of each.

    It has the row number and the columns, which are texts, in quotes. The database writes it.
    """
    listed = ", ".join(columns)
    rows = f"FROM population_person WHERE id > {after} AND id <= {upto} AND voided_at IS NULL"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = (
                f"COPY (SELECT id, {listed} {rows}) TO STDOUT (FORMAT csv, FORCE_QUOTE ({listed}))"
            )
            with cursor.copy(statement) as copy:
                lines = b"".join(copy).decode()
            return cursor.rowcount, lines
        line = ",".join(["%d", *['"%w"' for _ in columns]])
        cursor.execute(
            f"SELECT count(*), coalesce(group_concat(printf('{line}', id, {listed})"
            f" || char(10), ''), '') {rows}"
        )
        count, lines = cursor.fetchone()
        return count, lines


def known_pins(pins: Collection[str]) -> frozenset[str]:
    """Return which of the numbers somebody has or had."""
    if not pins:
        return frozenset()
    marks = ", ".join(["%s"] * len(pins))
    found: set[str] = set()
    with connection.cursor() as cursor:
        for table in _NUMBERED:
            statement = f"SELECT pin FROM {table} WHERE pin IN ({marks})"  # noqa: S608 - names of our own tables
            cursor.execute(statement, list(pins))
            found.update(row[0] for row in cursor.fetchall())
    return frozenset(found)


def already_keyed(persons: Collection[int]) -> frozenset[int]:
    """Return the rows that have keys beside the blocks, because they were changed meanwhile."""
    rows = KeyedPerson.objects.filter(pk__gte=min(persons), pk__lte=max(persons))
    return frozenset(rows.values_list("pk", flat=True))


def insert_blocks(blocks: Iterable[tuple[int, bytes]]) -> None:
    """Insert blocks of keys."""
    insert_rows("population_keyblock", ("id", "entries"), blocks)


def insert_keys(persons: Collection[int], keys: Sequence[tuple[int, int]]) -> None:
    """Insert keys, (key, row), of persons who have none yet beside the blocks."""
    generation = shared_table().generation
    insert_rows(
        "population_keyedperson",
        ("person_id", "generation"),
        ((person, generation) for person in persons),
    )
    insert_rows("population_personkey", ("key", "person_id"), keys)


def ordered_uuid(at: datetime) -> UUID:
    """Return a UUID of version 7: by time and else random, so that new ones stand together."""
    milliseconds = int(at.timestamp() * 1000)
    random = secrets.randbits(74)
    return UUID(
        int=milliseconds << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random & (1 << 62) - 1
    )


def _stored(value: UUID) -> UUID | str:
    return value if connection.vendor == "postgresql" else value.hex


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Insert rows of our own tables; names of tables and columns are constants."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables
        cursor.executemany(statement, list(rows))
