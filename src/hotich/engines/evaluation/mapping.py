"""Any two tables as tables of the interchange schema, by a mapping file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb

from hotich.engines.tables.quoting import literal, name

PARTS: Final = ("population", "entries", "truth", "result", "candidates")
"""What a mapping file can describe, each in a table of its own."""


class MappingFaultError(Exception):
    """The mapping file cannot be used.

    `problem` is not_toml, unknown_part, unknown_key, or column_missing; `names` those concerned.
    """

    def __init__(self, problem: str, names: Sequence[str] = ()) -> None:
        super().__init__(problem, tuple(names))
        self.problem = problem
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class PartMapping:
    """How one table becomes one of the schema.

    `columns` gives for a column of the schema those of the table, joined by a blank; `constants`
    a text for every row; `dates` the formats (strftime) that dates may have; `pad` how many digits
    a number is filled up to; `number` numbers the rows as practice PINs by that column's order;
    `words` replaces whole cells of a column.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    pad: Mapping[str, int] = field(default_factory=dict)
    number: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_KEYS: Final = frozenset({"columns", "constants", "dates", "pad", "number", "words"})
NOTHING: Final = PartMapping()


def read_mapping(text: str) -> dict[str, PartMapping]:
    """Return how each part is mapped; a part that is not named is taken as it stands.

    Raises: MappingFaultError.
    """
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise MappingFaultError("not_toml", [str(fault)]) from None
    unknown = [name for name in parts if name not in PARTS]
    if unknown:
        raise MappingFaultError("unknown_part", unknown)
    return {name: _part(name, part) for name, part in parts.items()}


def _part(name: str, part: Mapping[str, object]) -> PartMapping:
    unknown = [f"{name}.{key}" for key in part if key not in _KEYS]
    if unknown:
        raise MappingFaultError("unknown_key", unknown)
    columns = _table(part.get("columns"))
    dates = part.get("dates", ())
    return PartMapping(
        columns={
            column: tuple(map(str, given)) if isinstance(given, list) else (str(given),)
            for column, given in columns.items()
        },
        constants={column: str(value) for column, value in _table(part.get("constants")).items()},
        dates=tuple(map(str, dates)) if isinstance(dates, list | tuple) else (str(dates),),
        pad={column: int(str(width)) for column, width in _table(part.get("pad")).items()},
        number=str(part.get("number", "")),
        words={
            column: {given: str(meant) for given, meant in _table(words).items()}
            for column, words in _table(part.get("words")).items()
        },
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def source(path: Path) -> str:
    """Return the table function that reads a CSV or Parquet file as it stands."""
    if path.suffix.lower() == ".parquet":
        return f"read_parquet({literal(str(path))})"
    return f"read_csv({literal(str(path))}, all_varchar = true, header = true)"


def columns_of(db: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Return the names of a file's columns."""
    rows = db.execute(f"DESCRIBE SELECT * FROM {source(path)}").fetchall()
    return tuple(str(row[0]) for row in rows)


def mapped(
    db: duckdb.DuckDBPyConnection, path: Path, wanted: Sequence[str], part: PartMapping = NOTHING
) -> str:
    """Return a query of the wanted columns of a file as text, "" where it has none.

    Raises: MappingFaultError for a column that the mapping names and the file lacks.
    """
    present = columns_of(db, path)
    named = {given for columns in part.columns.values() for given in columns} | (
        {part.number} if part.number else set()
    )
    missing = sorted(named.difference(present))
    if missing:
        raise MappingFaultError("column_missing", missing)
    cells = ", ".join(f"{_cell(column, present, part)} AS {name(column)}" for column in wanted)
    return f"SELECT {cells} FROM {source(path)}"


def _cell(column: str, present: Sequence[str], part: PartMapping) -> str:
    if column in part.constants:
        return literal(part.constants[column])
    if column == "pin" and part.number:
        place = f"row_number() OVER (ORDER BY {name(part.number)})"
        return f"lpad(CAST({place} AS VARCHAR), 12, '0')"
    given = part.columns.get(column, (column,) if column in present else ())
    if not given:
        return "''"
    texts = [f"trim(coalesce(CAST({name(each)} AS VARCHAR), ''))" for each in given]
    cell = texts[0] if len(texts) == 1 else f"trim(concat_ws(' ', {', '.join(texts)}))"
    return _shaped(column, cell, part)


def _shaped(column: str, cell: str, part: PartMapping) -> str:
    """Return the cell with its numbers filled up, its dates and words as the schema has them."""
    if column in part.pad:
        width = part.pad[column]
        cell = f"CASE WHEN {cell} = '' THEN '' ELSE lpad({cell}, {width}, '0') END"
    if part.dates and column.endswith(("_date", "_birth")):
        forms = ", ".join(map(literal, part.dates))
        cell = f"coalesce(strftime(try_strptime({cell}, [{forms}]), '%Y-%m-%d'), '')"
    if column in part.words:
        arms = " ".join(
            f"WHEN {literal(given)} THEN {literal(meant)}"
            for given, meant in part.words[column].items()
        )
        cell = f"CASE {cell} {arms} ELSE {cell} END"
    return cell


def map_table(path: Path, wanted: Sequence[str], target: Path, part: PartMapping) -> int:
    """Write the wanted columns of a table as Parquet of the schema; return the number of rows.

    Raises: MappingFaultError.
    """
    with duckdb.connect() as db:
        query = mapped(db, path, wanted, part)
        fresh = target.with_name(f".{target.name}.part")
        db.execute(f"COPY ({query}) TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd)")
        fresh.replace(target)
        found = db.execute(f"SELECT count(*) FROM {source(target)}").fetchone()
    return int(found[0]) if found else 0
