"""Reads every distinct name once, by `core.matching.read_name`, into rows of numbers and forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import NAME_OWNERS, NAME_PARTS, PartHash, read_name
from hotich.engines.matching.sql import load_rows, write_rows
from hotich.engines.matching.workers import Workers

NAME_COLUMNS: Final = {
    "id": "BIGINT",
    "normal": "VARCHAR",
    "folded": "VARCHAR",
    "bare": "VARCHAR",
    "ends": "VARCHAR",
    "given": "VARCHAR",
    "surname": "VARCHAR",
    "letters": "INTEGER",
}
ROLES: Final = {"name": 1, "mother": 2, "father": 4, "spouse": 8}
"""A bit for each fact a text stands for; only the parts of these are hashed."""
_LETTERS: Final = (
    r"[A-Za-z\x{c0}-\x{cf}\x{d1}-\x{d6}\x{d8}-\x{ef}\x{f1}-\x{f6}\x{f8}-\x{111}"
    r"\x{128}\x{129}\x{168}\x{169}\x{1a0}\x{1a1}\x{1af}\x{1b0}\x{1ea0}-\x{1ef9}]+"
)
PLAIN_NAME: Final = f"{_LETTERS}( {_LETTERS})*"
"""Words of Latin letters with single blanks: names whose forms do not depend on capitals."""
_BATCH: Final = 50_000
_LETTER_BITS: Final = 16


@lru_cache(maxsize=1 << 15)
def _letters_of_word(word: str) -> int:
    bits = 0
    for letter in word:
        bits ^= 1 << (ord(letter) % _LETTER_BITS)
    return bits


_BLANK: Final = _letters_of_word(" ")


def letters_of(bare: str) -> int:
    """Return a bit for every kind of letter that occurs an odd number of times.

    Names one edit apart differ in at most two bits.
    """
    words = bare.split(" ")
    bits = 0 if len(words) % 2 else _BLANK
    for word in words:
        bits ^= _letters_of_word(word)
    return bits


def hash_columns(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the hashes of such parts of keys."""
    return tuple(f"{part}_hash" for part in parts)


def roles_sql(columns: Mapping[str, str], table: str, further: str = "") -> str:
    """Return the query of (text, roles) of the name columns of a table, by fact."""
    selects = [f"SELECT {column} AS text, {ROLES[fact]} AS role FROM {table}"
               for fact, column in columns.items()]  # fmt: skip
    if further:
        selects.append(f"SELECT text, {ROLES['name']} FROM {further}")
    return f"SELECT text, bit_or(role) AS roles FROM ({' UNION ALL '.join(selects)}) GROUP BY text"


@dataclass(frozen=True)
class _Batch:
    """Names to read: (id, text, roles); and how, and where to write the rows."""

    names: Sequence[tuple[int, str, int]]
    secret: bytes
    parts: tuple[str, ...]
    path: Path


def _write_names(batch: _Batch) -> Path:
    write_rows(batch.path, _name_rows(batch))
    return batch.path


def _name_rows(batch: _Batch) -> Iterator[tuple[str | int | None, ...]]:
    hashed = PartHash(batch.secret)
    forms = [(part, NAME_PARTS[part], ROLES[NAME_OWNERS[part]]) for part in batch.parts]
    for number, text, roles in batch.names:
        name = read_name(text)
        hashes = [
            hashed(part, value)
            if roles & role and name.folded and (value := getattr(name, form))
            else None
            for part, form, role in forms
        ]
        yield (
            number,
            name.normal,
            name.folded,
            name.bare,
            name.ends,
            name.given,
            name.surname,
            letters_of(name.bare),
            *hashes,
        )


def read_names(
    connection: duckdb.DuckDBPyConnection,
    texts: str,
    table: str,
    *,
    secret: bytes,
    parts: Sequence[str],
    folder: Path,
    workers: Workers,
) -> None:
    """Read the names of a table `texts` (id, text, roles) into the temporary table `table`.

    It has NAME_COLUMNS and the hashes of `parts`.
    """
    counted = connection.execute(f"SELECT count(*) FROM {texts}").fetchone()
    total = counted[0] if counted else 0
    asked = connection.execute(f"FROM {texts}")
    size = workers.size_of_batch(total, _BATCH)

    def batches() -> Iterator[_Batch]:
        for at in range(total // size + 1):
            path = folder / f"{table}-{at}.csv"
            yield _Batch(asked.fetchmany(size), secret, tuple(parts), path)

    written = workers.run(_write_names, batches(), total)
    columns = NAME_COLUMNS | dict.fromkeys(hash_columns(parts), "BIGINT")
    load_rows(connection, written, table, columns)
