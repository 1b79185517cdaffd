"""How does a job speak to DuckDB? Connections, and statements with their parts filled in."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import duckdb

from hotich.engines.matching.errors import MemoryTextError

_NULL: Final = "\\N"
_UNITS: Final = {"MB": 1, "GB": 1000}


def fill(statement: str, /, **parts: str) -> str:
    """Return a statement with its `{parts}` put in; parts are names and expressions, never data."""
    return statement.format_map(parts)


def megabytes(memory: str) -> int:
    """Return how many MB a size like "2GB" or "500 MB" is. Raises MemoryTextError."""
    text = memory.replace(" ", "").upper()
    for unit, factor in _UNITS.items():
        number = text.removesuffix(unit)
        if number != text and number.replace(".", "", 1).isdigit():
            return int(float(number) * factor)
    raise MemoryTextError(memory)


def connect(
    memory: str, spill: Path, threads: int | None = None, *, left: int = 4
) -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps to the memory and spills into the folder.

    One part in `left` is for what DuckDB does not count: Python, its processes, its own code.
    """
    total = megabytes(memory)
    limit = max(total - total // left, 100)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{limit}MB",
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        "python_enable_replacements": False,
    }
    if threads:
        config["threads"] = threads
    connection = duckdb.connect(config=config)
    connection.execute("SET enable_progress_bar = false")
    return connection


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def write_rows(path: Path, rows: Iterable[Sequence[str | int | None]]) -> None:
    r"""Write rows for `load_rows`; None is written as \N."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([_NULL if cell is None else cell for cell in row] for row in rows)


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    table: str,
    columns: dict[str, str],
) -> None:
    """Make a temporary table of files that `write_rows` wrote, and delete the files.

    A plain file is many times faster than passing values one by one.
    """
    listed = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    files = ", ".join(quoted(str(path)) for path in paths)
    connection.execute(
        fill(
            "CREATE OR REPLACE TEMP TABLE {table} AS FROM read_csv([{files}], header = false,"
            " columns = {{{listed}}}, delim = ',', quote = '\"', escape = '\"',"
            " nullstr = '\\N', allow_quoted_nulls = false, auto_detect = false)",
            table=table,
            files=files,
            listed=listed,
        )
    )
    for path in paths:
        path.unlink()
