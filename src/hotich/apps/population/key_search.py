"""Who shares a key with an entry? Asked of the keys written lately, and of the blocks.

Keys written since the blocks were made come first, the blocks after them. Were the blocks to
change in between, some of those asked for would be gone, and it is asked again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from django.db import connection

from hotich.apps.population.key_blocks import BEYOND, block_of, mark_of, rows_in
from hotich.apps.population.keys import keys_digest
from hotich.apps.population.matched import number_columns
from hotich.apps.population.problems import KeysOutOfDateError
from hotich.core.matching import Facts, QueryKey

Rows: TypeAlias = dict[int, int | None]
"""Persons' rows with their sketches; None for somebody written since the blocks."""
Bearers: TypeAlias = dict[int, Rows]
"""The rows by key; a row BEYOND among them where the key told nothing long ago."""

_STATE: Final = "SELECT base, bits, digest FROM population_keytable"
_LATELY: Final = (
    "SELECT * FROM (SELECT key, person_id, '' FROM population_personkey WHERE key IN ({marks})"
    " LIMIT %s) AS written_lately"
)
_OF_ONE: Final = (
    "SELECT key, person_id FROM (SELECT key, person_id FROM population_personkey"
    " WHERE key = %s LIMIT %s) AS rows_of_key"
)
_BY_NUMBER: Final = (
    "SELECT * FROM (SELECT CAST(%s AS bigint), id, '' FROM population_person WHERE {column} = %s"
    " AND {column} > '' AND voided_at IS NULL LIMIT %s) AS bearers_of_{column}"
)
_BLOCKS: Final = "SELECT id, entries FROM population_keyblock WHERE id IN ({marks})"
_WRITTEN_LATELY: Final = "SELECT person_id FROM population_keyedperson WHERE person_id IN ({marks})"
_BASE_BITS: Final = 32
_TRIES: Final = 20
_TOGETHER: Final = 400


def persons_sharing(keys: Sequence[QueryKey], facts: Facts) -> Rows:
    """Return the persons who share keys; a key beyond its limit counts for nobody.

    Raises: KeysOutOfDateError when the stored keys are those of another model or secret.
    """
    if not keys:
        return {}
    for _ in range(_TRIES):
        bearers = _bearers(keys, facts)
        if bearers is not None:
            return _within_limits(keys, bearers)
    raise KeysOutOfDateError


def _within_limits(keys: Sequence[QueryKey], bearers: Bearers) -> Rows:
    shared: Rows = {}
    for key in keys:
        found = bearers.get(key.key)
        if found and len(found) <= key.limit and BEYOND not in found:
            shared |= found
    return shared


def _bearers(keys: Sequence[QueryKey], facts: Facts) -> Bearers | None:
    """Return the rows by key, or None when the blocks changed while they were read."""
    base, bits, bearers = _lately(keys, facts)
    if not base:
        return bearers
    stored = [key.key for key in keys if key.tag not in number_columns()]
    held = _in_blocks(stored, base, bits)
    if held is None:
        return None
    again = _written_lately({row for rows in held.values() for row in rows})
    if again:
        # Some may have been written after the keys were read.
        base_now, _, bearers = _lately(keys, facts)
        if base_now != base:
            return None
    for key, rows in held.items():
        still = {row: told for row, told in rows.items() if row not in again} if again else rows
        if still:
            bearers.setdefault(key, {}).update(still)
    return bearers


def _lately(keys: Sequence[QueryKey], facts: Facts) -> tuple[int, int, Bearers]:
    """Return the base in use, its bits, and who has the keys by what was written since."""
    columns = number_columns()
    stored = [key for key in keys if key.tag not in columns]
    numbers = [key for key in keys if key.tag in columns]
    selects = [_STATE]
    asked: list[int | str] = []
    limit = sum(key.limit + 1 for key in stored)
    if stored:
        selects.append(_LATELY.format(marks=_marks(stored)))
        asked += [*(key.key for key in stored), limit]
    of_numbers = {"pin": facts.pin, "old_id_number": facts.old_id_number}
    for key in numbers:
        column = columns[key.tag]
        selects.append(_BY_NUMBER.format(column=column))
        asked += [key.key, of_numbers[column], key.limit + 1]
    base = bits = 0
    bearers: Bearers = {}
    rows = _fetch(" UNION ALL ".join(selects), asked)
    for one, other, digest in rows:
        if not digest:
            bearers.setdefault(one, {})[other] = None
            continue
        if digest != keys_digest():
            raise KeysOutOfDateError
        base, bits = one, other
    if stored and sum(len(bearers.get(key.key, ())) for key in stored) >= limit:
        bearers = _one_by_one(stored) | {key.key: bearers.get(key.key, {}) for key in numbers}
    return base, bits, bearers


def _one_by_one(keys: Sequence[QueryKey]) -> Bearers:
    """Return the rows of each key up to just beyond its limit, for a key that very many share."""
    bearers: Bearers = {}
    for start in range(0, len(keys), _TOGETHER):
        some = keys[start : start + _TOGETHER]
        each = " UNION ALL ".join([_OF_ONE] * len(some))
        asked = [part for key in some for part in (key.key, key.limit + 1)]
        for number, person in _fetch(each, asked):
            bearers.setdefault(number, {})[person] = None
    return bearers


def _in_blocks(keys: Sequence[int], base: int, bits: int) -> Mapping[int, Rows] | None:
    """Return the rows by key, or None when some of the blocks are gone."""
    first = base << _BASE_BITS
    blocks = {key: first | block_of(key, bits) for key in keys}
    wanted = sorted(set(blocks.values()))
    entries: dict[int, bytes] = {}
    for some in _parts(wanted):
        entries.update(_fetch(_BLOCKS.format(marks=_marks(some)), some))
    if len(entries) < len(wanted):
        return None
    return {
        key: {**rows_in(bytes(entries[block]), mark_of(key, bits))} for key, block in blocks.items()
    }


def _written_lately(rows: set[int]) -> set[int]:
    """Return those of whom the blocks say nothing any more."""
    return {
        person
        for some in _parts(sorted(rows - {BEYOND}))
        for (person,) in _fetch(_WRITTEN_LATELY.format(marks=_marks(some)), some)
    }


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + 10_000] for at in range(0, len(numbers), 10_000))


def _marks(items: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(items))


def _fetch(statement: str, asked: Iterable[int | str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(asked))
        rows: list[Any] = cursor.fetchall()
    return rows
