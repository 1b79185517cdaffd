"""Reads every distinct name once, by `core.matching.read_name`, into rows of numbers and forms."""

import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import NAME_OWNERS, NAME_PARTS, PartHash, read_name
from hotich.engines.matching.sql import load_rows, write_rows

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
_BATCH: Final = 50_000
_LETTER_BITS: Final = 16
_WORTH_A_PROCESS: Final = 30_000
"""Names from which on a further process saves more time than its start takes."""


def letters_of(bare: str) -> int:
    """Return a bit for every kind of letter that occurs an odd number of times.

    Names one edit apart differ in at most two bits.
    """
    bits = 0
    for letter in bare:
        bits ^= 1 << (ord(letter) % _LETTER_BITS)
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


def _name_row(
    number: int, text: str, roles: int, hashed: PartHash, parts: Sequence[str]
) -> tuple[str | int | None, ...]:
    name = read_name(text)
    hashes = []
    for part in parts:
        value: str = getattr(name, NAME_PARTS[part])
        known = value and name.folded and roles & ROLES[NAME_OWNERS[part]]
        hashes.append(hashed(part, value) if known else None)
    return (
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


def _write_names(
    rows: Sequence[tuple[int, str, int]], secret: bytes, parts: Sequence[str], path: Path
) -> Path:
    hashed = PartHash(secret)
    write_rows(path, (_name_row(*row, hashed, parts) for row in rows))
    return path


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batches(
    connection: duckdb.DuckDBPyConnection, texts: str
) -> Iterator[list[tuple[int, str, int]]]:
    asked = connection.execute(f"FROM {texts}")
    while batch := asked.fetchmany(_BATCH):
        yield batch


def read_names(
    connection: duckdb.DuckDBPyConnection,
    texts: str,
    table: str,
    *,
    secret: bytes,
    parts: Sequence[str],
    folder: Path,
    processes: int,
) -> None:
    """Read the names of a table `texts` (id, text, roles) into the temporary table `table`.

    It has NAME_COLUMNS and the hashes of `parts`.
    """
    counted = connection.execute(f"SELECT count(*) FROM {texts}").fetchone()
    total = counted[0] if counted else 0
    paths = (folder / f"{table}-{number}.csv" for number in count())
    workers = min(processes, total // _WORTH_A_PROCESS)
    if workers < 2:
        batches = _batches(connection, texts)
        written = [_write_names(batch, secret, parts, next(paths)) for batch in batches]
    else:
        written = []
        with ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_ignore_interrupt
        ) as pool:
            tasks = []
            size = min(_BATCH, total // workers + 1)
            rows: list[tuple[int, str, int]] = []
            for batch in _batches(connection, texts):
                rows.extend(batch)
                while len(rows) >= size:
                    tasks.append(pool.submit(_write_names, rows[:size], secret, parts, next(paths)))
                    rows = rows[size:]
            tasks.append(pool.submit(_write_names, rows, secret, parts, next(paths)))
            written = [task.result() for task in tasks]
    if not written:
        written = [_write_names([], secret, parts, next(paths))]
    columns = NAME_COLUMNS | dict.fromkeys(hash_columns(parts), "BIGINT")
    load_rows(connection, written, table, columns)
