"""Which rows stand in a file, from a place on? CSV and Parquet, one row after the other."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import duckdb

from hotich.apps.jobs.uploads import sha256_of
from hotich.apps.population.interchange import Fault, RowReader
from hotich.apps.population.problems import FileUnreadableError

_PARQUET: Final = b"PAR1"
_FETCHED: Final = 5000
_MOST_HEADING: Final = 64 * 1024
# Twice the largest province; a small file may say that it holds any number of equal rows.
MOST_ROWS: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its line, what it holds (or why it cannot be read), and where the next begins."""

    line: int
    cells: list[str] | Fault
    next_place: int


class RowFile(Protocol):
    """A file of rows that can be read on from a place."""

    reader: RowReader

    def rows(self, place: int, line: int) -> Iterator[FileRow]:
        """Yield the rows from a place on; `line` is the line before it; (0, 0) is the start."""
        ...


def open_rows(path: Path) -> RowFile:
    """Return the file's rows, CSV or Parquet by its first bytes.

    Raises: FileUnreadableError (missing, not_a_table, columns).
    """
    try:
        with path.open("rb") as file:
            is_parquet = file.read(len(_PARQUET)) == _PARQUET
    except OSError:
        raise FileUnreadableError("missing") from None
    found: RowFile = ParquetFile(path) if is_parquet else CsvFile(path)
    if found.reader.missing:
        raise FileUnreadableError("columns", found.reader.missing)
    return found


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal; raises FileUnreadableError when missing."""
    try:
        return sha256_of(path)
    except OSError:
        raise FileUnreadableError("missing") from None


class CsvFile:
    """A CSV file with a heading, UTF-8, comma or semicolon; places are bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            heading = _decoded(file.readline(_MOST_HEADING))
        self._delimiter = ";" if heading.count(";") > heading.count(",") else ","
        try:
            names = next(csv.reader([heading], delimiter=self._delimiter), [])
        except csv.Error:
            raise FileUnreadableError("not_a_table") from None
        if "\0" in heading or not names:
            raise FileUnreadableError("not_a_table")
        self.reader = RowReader(names)

    def rows(self, place: int, line: int) -> Iterator[FileRow]:
        """Yield the rows; one that is spread over lines bears the number of its first."""
        with self._path.open("rb") as file:
            file.seek(place)
            if place == 0:
                file.readline()
                place, line = file.tell(), 1
            lines = _Lines(file, place, line)
            records = csv.reader(lines, delimiter=self._delimiter)
            while True:
                first = lines.number + 1
                try:
                    cells: list[str] | Fault = next(records)
                except StopIteration:
                    return
                except csv.Error:
                    cells = Fault("", "unreadable")
                if cells:
                    yield FileRow(first, cells, lines.place)


class _Lines:
    """The lines of a file as text, counted, with the place after the last one read."""

    def __init__(self, file: Iterator[bytes], place: int, number: int) -> None:
        self._file = file
        self.place = place
        self.number = number

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = next(self._file)
        self.place += len(raw)
        self.number += 1
        return _decoded(raw)


def _decoded(raw: bytes) -> str:
    """Return the text; bytes that are no UTF-8 become surrogates, which a row is refused for."""
    return raw.decode("utf-8", errors="surrogateescape")


class ParquetFile:
    """A Parquet file; places and lines are row numbers, the first row being 1."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        try:
            with duckdb.connect() as db:
                db.execute("SELECT * FROM read_parquet(?) LIMIT 0", [self._path])
                names = [str(column[0]) for column in db.description or []]
                told = "SELECT sum(num_rows) FROM parquet_file_metadata(?)"
                (rows,) = db.execute(told, [self._path]).fetchone() or (0,)
        except duckdb.Error:
            raise FileUnreadableError("not_a_table") from None
        if rows > MOST_ROWS:
            raise FileUnreadableError("not_a_table")
        self.reader = RowReader(names)

    def rows(self, place: int, line: int) -> Iterator[FileRow]:
        """Yield the rows, every value as text."""
        with duckdb.connect() as db:
            db.execute(
                "SELECT CAST(COLUMNS(* EXCLUDE file_row_number) AS VARCHAR) "
                "FROM read_parquet(?, file_row_number = true) WHERE file_row_number >= ? "
                "ORDER BY file_row_number",
                [self._path, place],
            )
            while part := db.fetchmany(_FETCHED):
                for row in part:
                    line += 1
                    yield FileRow(line, [value or "" for value in row], line)
