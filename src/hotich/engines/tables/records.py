"""Text files made plain before they are read: bytes to UTF-8, broken lines set apart."""

import csv
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from hotich.engines.tables.problems import Fault
from hotich.engines.tables.schema import longest
from hotich.engines.tables.sensing import Bytes

_CHUNK: Final = 1 << 22
_MOST_LINES: Final = 50
"""A record of more lines than this has a quote that was never closed."""
LINE: Final = "_line"
"""The column of a mended file that holds the line a row began at."""


def to_utf_8(path: Path, bytes_as: Bytes, target: Path) -> None:
    """Write the text of a file as UTF-8; letters that cannot be decoded become U+FFFD."""
    with (
        path.open(encoding=str(bytes_as), errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while part := source.read(_CHUNK):
            out.write(part)


def first_line(path: Path) -> str:
    """Return the heading line of a UTF-8 file, "" when there is none."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        return file.readline(_CHUNK).rstrip("\r\n")


def is_regular(path: Path, rows: int) -> bool:
    """Tell whether row n of a file stands on line n + 1: no blank lines, no line break in cells."""
    breaks, last = 0, b""
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            breaks += part.count(b"\n")
            last = part
    return breaks + (not last.endswith(b"\n")) == rows + 1


class _Unclosed(Exception):  # noqa: N818 - ends a reading, nothing is wrong with the program
    """A record has gone on for too many lines."""


class _Lines:
    """The lines of a file, counted; those of the record under way can be given once more."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._record: list[str] = []
        self._again: list[str] = []
        self.number = 0

    @property
    def is_closed(self) -> bool:
        """Tell whether the record under way has an even number of quotes."""
        return sum(line.count('"') for line in self._record) % 2 == 0

    def start(self) -> None:
        """Begin a record: what was given so far is read."""
        self._record.clear()

    def back(self) -> int:
        """Return to the line after the record's first, and return the first's number."""
        first = self.number - len(self._record) + 1
        self._again = self._record[1:] + self._again
        self._record = []
        self.number = first
        return first

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self._record) >= _MOST_LINES:
            raise _Unclosed
        line = self._again.pop(0) if self._again else next(self._source)
        self._record.append(line)
        self.number += 1
        return line


def read_records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """Yield the records after the heading with the line each began at, or why it cannot be read.

    A quote that is not closed spoils its own line only: reading goes on with the next.
    """
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        yield from _records(file, delimiter)


def _records(file: TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str] | Fault]]:
    lines = _Lines(iter(file))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    heading = True
    while True:
        lines.start()
        first = lines.number + 1
        read: list[str] | Fault
        try:
            read = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Unclosed):
            several = lines.number > first or not lines.is_closed
            lines.back()
            read = Fault("", "quote_open" if several else "unreadable")
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        if read and not heading:
            yield first, read
        heading = False


def mend(
    path: Path, target: Path, delimiter: str, names: Sequence[str], columns: Sequence[str]
) -> list[tuple[int, Fault]]:
    """Write the readable records as plain CSV with their lines; return what is wrong with others.

    Only `columns` of the file's `names` are written, after the line.
    """
    places = [(column, names.index(column)) for column in columns]
    faults: list[tuple[int, Fault]] = []
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([LINE, *columns])
        for line, record in read_records(path, delimiter):
            checked = _fitting(record, len(names), places)
            if isinstance(checked, Fault):
                faults.append((line, checked))
            else:
                writer.writerow([str(line), *checked])
    return faults


def _fitting(
    record: list[str] | Fault, width: int, places: Sequence[tuple[str, int]]
) -> list[str] | Fault:
    """Return the cells of the wanted columns, or why the record is refused."""
    if isinstance(record, Fault):
        return record
    if len(record) != width:
        return Fault("", "wrong_number_of_columns")
    cells = [record[place] for _, place in places]
    for (column, _), cell in zip(places, cells, strict=True):
        if not cell.isascii() and any("\ud800" <= letter <= "\udfff" for letter in cell):
            return Fault(column, "not_utf8")
        if len(cell) > 2 * longest(column) and len(cell.strip()) > longest(column):
            return Fault(column, "too_long")
    return cells
