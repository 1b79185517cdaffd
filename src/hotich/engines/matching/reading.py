"""Reads the files of the interchange schema: every column as text, "" where it is missing."""

from pathlib import Path
from typing import Final

import duckdb

from hotich.engines.matching.errors import MissingColumnsError
from hotich.engines.matching.sql import fill, quoted

POPULATION_COLUMNS: Final = (
    "pin",
    "full_name",
    "other_names",
    "sex",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "father_name",
    "mother_name",
    "spouse_name",
    "old_id_number",
    "place_of_birth",
    "hometown",
    "ethnicity",
    "nationality",
    "father_birth",
    "mother_birth",
    "father_pin",
    "mother_pin",
    "death_date",
    "residence_code",
)
ENTRY_COLUMNS: Final = (
    "entry_id",
    "mention_id",
    "full_name",
    "other_names",
    "sex",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "pin",
    "father_name",
    "mother_name",
    "spouse_name",
    "old_id_number",
    "ethnicity",
    "nationality",
    "place_of_birth",
    "hometown",
    "father_birth",
    "mother_birth",
    "entry_type",
    "role",
)
_NEEDED_OF_POPULATION: Final = ("pin", "full_name")
_NEEDED_OF_ENTRIES: Final = ("entry_id", "full_name")


def read_population(
    connection: duckdb.DuckDBPyConnection, path: Path
) -> tuple[str, tuple[str, ...]]:
    """Return the query of a population file, and which of POPULATION_COLUMNS are filled.

    The query has all of them, and the number `line` of the row. A column without any text is like
    one that the file does not have.

    Raises MissingColumnsError.
    """
    return _read(connection, path, POPULATION_COLUMNS, _NEEDED_OF_POPULATION)


def read_entries(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the query of an entries file, and which of ENTRY_COLUMNS are filled.

    The query has all of them, and the number `line` of the row. Raises MissingColumnsError.
    """
    return _read(connection, path, ENTRY_COLUMNS, _NEEDED_OF_ENTRIES)


def _read(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    columns: tuple[str, ...],
    needed: tuple[str, ...],
) -> tuple[str, tuple[str, ...]]:
    is_csv = path.suffix.lower() == ".csv"
    source = fill(_CSV if is_csv else _PARQUET, path=quoted(str(path)))
    present = {row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
    missing = tuple(column for column in needed if column not in present)
    if missing:
        raise MissingColumnsError(str(path), missing)
    listed = ", ".join(
        f"coalesce({column}::VARCHAR, '') AS {column}" if column in present else f"'' AS {column}"
        for column in columns
    )
    number = "row_number() OVER () - 1" if is_csv else "file_row_number"
    query = f"SELECT {number} AS line, {listed} FROM {source}"
    filled = ", ".join(f"bool_or({column} <> '')" for column in columns)
    row = connection.execute(f"SELECT {filled} FROM ({query})").fetchone()
    held = zip(columns, row or (), strict=True)
    return query, tuple(column for column, is_filled in held if is_filled)


_CSV: Final = "read_csv({path}, all_varchar = true, header = true, parallel = false)"
_PARQUET: Final = "read_parquet({path}, file_row_number = true)"
