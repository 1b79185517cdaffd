"""Text files made plain before they are read: bytes to UTF-8, broken lines set apart."""

import csv
from collections.abc import Iterator, Sequence, Set
from io import StringIO
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from hotich.engines.tables.problems import Fault
from hotich.engines.tables.schema import longest
from hotich.engines.tables.sensing import Bytes

_CHUNK: Final = 1 << 22
_MOST_LINES: Final = 50
"""A record of more lines than this has a quote that was never closed."""
_LONG: Final = 100_000
_TOGETHER: Final = 10_000
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

    def peek(self) -> str | None:
        """Return the line that comes next without taking it; None at the end."""
        if not self._again:
            line = next(self._source, None)
            if line is None:
                return None
            self._again.append(line)
        return self._again[0]

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self._record) >= _MOST_LINES:
            raise _Unclosed
        line = self._again.pop(0) if self._again else next(self._source)
        self._record.append(line)
        self.number += 1
        return line


class _Mender:
    """Writes the readable records of one file with their lines, and keeps what is wrong."""

    def __init__(
        self, file: TextIO, out: BinaryIO, delimiter: str, names: Sequence[str], wanted: Set[str]
    ) -> None:
        self._lines = _Lines(iter(file))
        self._out = out
        self._delimiter = delimiter
        self._width = len(names)
        self._places = {place: name for place, name in enumerate(names) if name in wanted}
        self.faults: list[tuple[int, Fault]] = []
        self._written: list[bytes] = []

    def run(self) -> None:
        """Write every record; the heading comes first, with the line's name before it."""
        reader = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        heading = True
        while (line := self._lines.peek()) is not None:
            plain = None if heading else self._plain(line)
            if plain is None:
                first = self._lines.number + 1
                record = self._record(reader)
                if record and not heading:
                    self._take(first, record)
                heading = False
            else:
                self._lines.start()
                next(self._lines)
                self._write(self._lines.number, plain)
        self._flush()

    def _plain(self, line: str) -> bytes | None:
        """Return the bytes of a line that needs no reading: no quote, as many cells as the heading.

        None for any other, and for one that is not UTF-8 or uncommonly long.
        """
        if '"' in line or line.count(self._delimiter) != self._width - 1 or len(line) > _LONG:
            return None
        try:
            return line.rstrip("\r\n").encode()
        except UnicodeEncodeError:
            return None

    def _write(self, line: int, record: bytes) -> None:
        self._written.append(f"{line}{self._delimiter}".encode() + record)
        if len(self._written) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._written:
            self._out.write(b"\n".join(self._written) + b"\n")
            self._written.clear()

    def _record(self, reader: Iterator[list[str]]) -> list[str] | Fault:
        """Return the next record; one that cannot be read spoils its first line only."""
        self._lines.start()
        first = self._lines.number + 1
        try:
            return next(reader)
        except StopIteration:
            return []
        except (csv.Error, _Unclosed):
            several = self._lines.number > first or not self._lines.is_closed
            self._lines.back()
            return Fault("", "quote_open" if several else "unreadable")

    def _take(self, line: int, record: list[str] | Fault) -> None:
        checked = self._fitting(record)
        if isinstance(checked, Fault):
            self.faults.append((line, checked))
            return
        text = StringIO(newline="")
        csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n").writerow(checked)
        self._write(line, text.getvalue().removesuffix("\r\n").encode())

    def _fitting(self, record: list[str] | Fault) -> list[str] | Fault:
        """Return the cells, only the wanted ones filled, or why the record is refused."""
        if isinstance(record, Fault):
            return record
        if len(record) != self._width:
            return Fault("", "wrong_number_of_columns")
        cells = [""] * self._width
        for place, column in self._places.items():
            cell = record[place]
            if not cell.isascii() and any("\ud800" <= letter <= "\udfff" for letter in cell):
                return Fault(column, "not_utf8")
            if len(cell) > 2 * longest(column) and len(cell.strip()) > longest(column):
                return Fault(column, "too_long")
            cells[place] = cell
        return cells


def mend(
    path: Path, target: Path, delimiter: str, names: Sequence[str], columns: Sequence[str]
) -> list[tuple[int, Fault]]:
    """Write the readable records with the lines they began at; return what is wrong with others.

    The target has a column LINE before the file's `names`; of these only `columns` are sure to be
    filled. A quote that is not closed spoils its own line only.
    """
    csv.field_size_limit(1 << 30)
    with (
        path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file,
        target.open("wb") as out,
    ):
        out.write(delimiter.join([LINE, *(f"c{place}" for place in range(len(names)))]).encode())
        out.write(b"\n")
        mender = _Mender(file, out, delimiter, names, frozenset(columns))
        mender.run()
    return mender.faults
