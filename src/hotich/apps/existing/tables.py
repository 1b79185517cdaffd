"""Which table stands in a file? XLSX or CSV, within limits, no formula run and no link followed."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hotich.apps.existing.problems import SheetUnreadableError
from hotich.apps.jobs.uploads import sha256_of
from hotich.core.registers.sheets import Cell, Detection, cell_text, detect_profile
from hotich.documents.packed import refuse_long_listing, refuse_strange_sheets

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 20_000
_MOST_UNPACKED: Final = 120 * 1024 * 1024
_MOST_MEMBERS: Final = 1_000
# The texts that cells share are all held in memory.
_SHARED: Final = "xl/sharedStrings.xml"
_MOST_SHARED: Final = 30 * 1024 * 1024
_MOST_COLUMNS: Final = 250
# What a cell of a workbook holds at most; a longer one would be taken apart letter by letter.
_MOST_TEXT: Final = 32_767
_MOST_LINE: Final = 1024 * 1024
# Blank rows between and after are passed over; so far down nothing is looked for.
_LAST_LINE: Final = 100_000
# A sheet may bear a title above its headings.
_HEADINGS_WITHIN: Final = 10
_ZIP: Final = b"PK\x03\x04"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    csv.Error,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)

Line = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headings are known, with the line they stand on and the worksheet's place."""

    path: Path
    detection: Detection
    heading: int
    worksheet: int

    def rows(self, after: int = 0) -> Iterator[Line]:
        """Yield line and cells of each row that says anything, below a line.

        Raises: SheetUnreadableError (too_many_rows, not_a_table).
        """
        count = 0
        for line, cells in _lines(self.path, self.worksheet):
            if line <= self.heading or not any(cell_text(cell) for cell in cells):
                continue
            count += 1
            if count > MOST_ROWS or line > _LAST_LINE:
                raise SheetUnreadableError("too_many_rows")
            if line > after:
                yield line, cells


def open_table(path: Path) -> Table:
    """Return the first worksheet of the file whose headings are a known sheet's.

    Raises: SheetUnreadableError.
    """
    worksheet = 0
    while (lines := _head(path, worksheet)) is not None:
        for line, cells in lines:
            found = detect_profile(cells)
            if found.profile is not None:
                return Table(path, found, line, worksheet)
        worksheet += 1
    raise SheetUnreadableError("unknown_columns")


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file; raises SheetUnreadableError when it is missing."""
    try:
        return sha256_of(path)
    except OSError:
        raise SheetUnreadableError("missing") from None


def _head(path: Path, worksheet: int) -> list[Line] | None:
    """Return the first lines of a worksheet, None when the file has no such worksheet."""
    try:
        return list(islice(_lines(path, worksheet), _HEADINGS_WITHIN))
    except StopIteration:
        return None
    except _NoWorksheet:
        return None


class _NoWorksheet(Exception):  # noqa: N818 - never leaves this module
    """The file has no worksheet at that place."""


def _lines(path: Path, worksheet: int) -> Iterator[Line]:
    """Yield every line of a worksheet with its cells.

    Raises: SheetUnreadableError.
    """
    try:
        with path.open("rb") as file:
            is_workbook = file.read(len(_ZIP)) == _ZIP
        if path.stat().st_size > MOST_BYTES:
            raise SheetUnreadableError("too_big")
        yield from (_workbook if is_workbook else _csv)(path, worksheet)
    except OSError:
        raise SheetUnreadableError("missing") from None
    except UnicodeDecodeError:
        raise SheetUnreadableError("encoding") from None
    except _BROKEN:
        raise SheetUnreadableError("not_a_table") from None


def _workbook(path: Path, worksheet: int) -> Iterator[Line]:
    _refuse_bomb(path)
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if worksheet >= len(book.worksheets):
            raise _NoWorksheet
        sheet = book.worksheets[worksheet]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
        for line, cells in enumerate(rows, start=1):
            yield line, [_plain(cell) for cell in cells]


def _refuse_bomb(path: Path) -> None:
    with path.open("rb") as file:
        refuse_long_listing(file, _MOST_MEMBERS)
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            unpacked = sum(member.file_size for member in members)
            texts = sum(one.file_size for one in members if one.filename == _SHARED)
            too_many = len(members) > _MOST_MEMBERS or texts > _MOST_SHARED
            if too_many or unpacked > _MOST_UNPACKED:
                raise SheetUnreadableError("too_big")
            refuse_strange_sheets(packed)


def _csv(path: Path, worksheet: int) -> Iterator[Line]:
    if worksheet:
        raise _NoWorksheet
    with path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        first = "".join(islice(_within(file), _HEADINGS_WITHIN))
        file.seek(0)
        if "\0" in first:
            raise SheetUnreadableError("not_a_table")
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(_within(file), delimiter=delimiter)
        for cells in reader:
            if any(len(cell) > _MOST_TEXT for cell in cells):
                raise SheetUnreadableError("not_a_table")
            yield reader.line_num, [_plain(cell) for cell in cells[:_MOST_COLUMNS]]


def _within(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > _MOST_LINE:
            raise SheetUnreadableError("not_a_table")
        yield line


def _plain(cell: object) -> Cell:
    """Return the cell, a text without the sign no database keeps."""
    if isinstance(cell, str):
        return cell.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    known: Cell = cell if isinstance(cell, Cell.__args__) else None
    return known
