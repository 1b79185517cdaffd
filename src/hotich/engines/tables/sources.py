"""Files made ready for queries: opened, their encoding settled, broken lines set apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from hotich.engines.tables.cleaning import ROW, raw_columns
from hotich.engines.tables.headings import check_heading
from hotich.engines.tables.old_fonts import FROM_FONT, Writing, is_unicode, recognise
from hotich.engines.tables.problems import Fault, Note, TableUnreadableError
from hotich.engines.tables.quoting import literal, name
from hotich.engines.tables.records import LINE, first_line, mend, to_utf_8
from hotich.engines.tables.schema import NAMES, Kind
from hotich.engines.tables.sensing import Bytes, Sensed, read_heading


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was handed in, and what it is said to be."""

    path: Path
    kind: Kind
    convert: Writing | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file ready to be read by queries."""

    query: str
    columns: tuple[str, ...]
    sensed: Sensed
    plain: Path | None
    notes: tuple[Note, ...] = ()
    faults: tuple[tuple[int, Fault], ...] = ()
    delimiter: str = ","
    names: tuple[str, ...] = ()


def open_parquet(db: duckdb.DuckDBPyConnection, given: Given, sensed: Sensed) -> Source:
    """Return a Parquet file's rows; columns that are no text are cast.

    Raises: TableUnreadableError.
    """
    read = f"read_parquet({literal(str(given.path))}, file_row_number = true)"
    try:
        described = db.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
    except duckdb.Error:
        raise TableUnreadableError("parquet_broken", given.path) from None
    types = {str(row[0]): str(row[1]) for row in described if row[0] != "file_row_number"}
    written = {column.strip().lower(): column for column in types}
    columns = check_heading(list(written), given.kind, given.path)
    cast = tuple(column for column in columns if types[written[column]] != "VARCHAR")
    cells = ", ".join(
        f"CAST({name(written[column])} AS VARCHAR) AS {name(column)}" for column in columns
    )
    query = f"SELECT {cells}, file_row_number + 1 AS {LINE} FROM {read}"
    try:
        some = db.execute(f"SELECT * EXCLUDE ({LINE}) FROM ({query}) LIMIT 2000").fetchall()
    except duckdb.Error:
        raise TableUnreadableError("parquet_broken", given.path) from None
    at = [place for place, column in enumerate(columns) if column in NAMES]
    texts = sorted({row[place] for row in some for place in at if row[place]})
    sensed = replace(sensed, writing=recognise(texts), sample="\n".join(texts))
    _allow(given, sensed)
    notes = [Note("cast_to_text", cast)] if cast else []
    notes += _ignored(list(written), columns)
    return Source(query, columns, sensed, None, tuple(notes))


def open_csv(given: Given, sensed: Sensed, folder: Path) -> Source:
    """Return a CSV file's rows; one that is not UTF-8 is written anew in the folder.

    Raises: TableUnreadableError.
    """
    _allow(given, sensed)
    plain = given.path
    if not sensed.bytes_as.is_utf_8:
        plain = folder / "plain.csv"
        to_utf_8(given.path, sensed.bytes_as, plain)
    heading = read_heading(first_line(plain))
    if heading.names == ("",) or "\0" in "".join(heading.names):
        raise TableUnreadableError("not_a_table", given.path)
    columns = check_heading(heading.names, given.kind, given.path)
    notes = [Note("bom")] if sensed.bytes_as is Bytes.UTF_8_BOM else []
    if heading.delimiter != ",":
        notes.append(Note("semicolon" if heading.delimiter == ";" else "tab"))
    notes += _ignored(heading.names, columns)
    rows = _csv_query(plain, heading.names, heading.delimiter)
    return Source(
        f"SELECT *, NULL AS {LINE} FROM {rows}",
        columns,
        sensed,
        plain,
        tuple(notes),
        delimiter=heading.delimiter,
        names=heading.names,
    )


def _allow(given: Given, sensed: Sensed) -> None:
    """Raise unless the text is Unicode, or its conversion was asked for."""
    found = Writing.UTF_16 if sensed.bytes_as.is_utf_16 else sensed.writing
    if given.convert is None:
        if found is not None:
            raise TableUnreadableError(str(found), given.path)
        return
    if found is Writing.UTF_16 and sensed.writing not in {None, given.convert}:
        raise TableUnreadableError(str(sensed.writing), given.path)
    if found is None and (given.convert not in FROM_FONT or is_unicode(sensed.sample.splitlines())):
        raise TableUnreadableError("nothing_to_convert", given.path)
    if found is not None and found not in {Writing.UTF_16, given.convert}:
        raise TableUnreadableError(str(found), given.path)


def rows_of(db: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> str:
    """Return the query of all rows as text; CSV is parsed once, into a Parquet file."""
    cells = raw_columns(source.columns)
    if source.sensed.is_parquet:
        return f"SELECT {cells}, CAST({LINE} AS BIGINT) AS {ROW} FROM ({source.query})"
    raw = literal(str(folder / "raw.parquet"))
    db.execute(
        f"COPY (SELECT {cells}, {LINE} FROM ({source.query})) TO {raw} "
        "(FORMAT parquet, COMPRESSION lz4_raw)"
    )
    line = f"coalesce(CAST({LINE} AS BIGINT), file_row_number + 2)"
    return (
        f"SELECT * EXCLUDE ({LINE}, file_row_number), {line} AS {ROW} "
        f"FROM read_parquet({raw}, file_row_number = true)"
    )


def mended(source: Source, folder: Path) -> Source:
    """Return the source with its broken lines set apart."""
    if source.plain is None:
        return source
    target = folder / "mended.csv"
    faults = mend(source.plain, target, source.delimiter, source.names, source.columns)
    return replace(
        source,
        query=f"SELECT * FROM {_csv_query(target, [LINE, *source.names], source.delimiter)}",
        plain=None,
        faults=tuple(faults),
    )


def _csv_query(path: Path, names: Sequence[str], delimiter: str) -> str:
    """Return the table function that reads a CSV file whose every value is text."""
    unique = [each or f"column {place}" for place, each in enumerate(names)]
    unique = [
        each if unique.index(each) == place else f"{each} {place}"
        for place, each in enumerate(unique)
    ]
    types = ", ".join(f"{literal(each)}: 'VARCHAR'" for each in unique)
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = true, strict_mode = true, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', columns = {{{types}}})"
    )


def _ignored(names: Sequence[str], columns: Sequence[str]) -> list[Note]:
    ignored = tuple(each for each in names if each and each not in columns)
    return [Note("columns_ignored", ignored)] if ignored else []
