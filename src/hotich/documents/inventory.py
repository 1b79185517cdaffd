"""The inventory of the books as a workbook, one row per book and year: written, and read again.

The headings are Vietnamese whatever the language of the page, so that a file goes back in.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from io import BytesIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hotich.core.names import fold, verbatim
from hotich.core.words import vi
from hotich.documents.packed import refuse_long_listing, refuse_strange_sheets
from hotich.documents.sheets import SheetColumn, text_table

TITLE = "Bảng kiểm kê sổ hộ tịch"
SHEET_NAME = "Kiểm kê"
MOST_ROWS = 10_000
MOST_BYTES = 5_000_000
_MOST_UNPACKED = 30_000_000
_MOST_MEMBERS = 1_000
_MOST_COLUMNS = 60
_HEAD_WITHIN = 20
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
)


class NotAWorkbook(Exception):  # noqa: N818 - named by what is wrong
    """The file is no XLSX workbook that can be read."""


class WorkbookTooLarge(Exception):  # noqa: N818
    """The file, or what it unpacks to, is larger than an inventory can be."""


class HeadingsMissing(Exception):  # noqa: N818
    """The sheet lacks headings that are needed."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__(tuple(headings))
        self.headings = tuple(headings)


class TooManyRows(Exception):  # noqa: N818
    """The sheet has more rows than are taken at once."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class InventoryLine:
    """One book in one year, every value as the text that stands in its cell."""

    register_type: str = ""
    edition: str = ""
    office: str = ""
    volume: str = ""
    by_volume: str = ""
    condition: str = ""
    year: str = ""
    pages: str = ""
    entries: str = ""
    blank: str = ""
    missing: str = ""
    torn: str = ""
    received_on: str = ""
    document: str = ""
    given_by: str = ""
    given_post: str = ""
    received_by: str = ""
    received_post: str = ""
    note: str = ""
    state: str = ""

    def texts(self) -> list[str]:
        """Return the texts in the order of the columns."""
        return [str(getattr(self, one.name)) for one in fields(self)]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a file that was read, with its row in the sheet."""

    row: int
    line: InventoryLine
    has_formula: bool = False


#: attribute of the line -> heading, width, whether a file to be read must have it
COLUMNS: Mapping[str, tuple[str, float, bool]] = {
    "register_type": ("Loại sổ", 28, True),
    "edition": ("Mẫu in", 24, True),
    "office": ("Cơ quan đã đăng ký", 34, True),
    "volume": ("Quyển số", 14, True),
    "by_volume": ("Đánh số theo quyển", 12, False),
    "condition": ("Tình trạng", 16, True),
    "year": ("Năm", 8, True),
    "pages": ("Số trang đã khai", 12, True),
    "entries": ("Số trường hợp đã khai", 14, True),
    "blank": ("Số trang trống", 10, False),
    "missing": ("Số trang mất", 10, False),
    "torn": ("Số trang rách", 10, False),
    "received_on": ("Ngày nhận bàn giao", 13, False),
    "document": ("Biên bản bàn giao", 24, False),
    "given_by": ("Người giao", 22, False),
    "given_post": ("Chức vụ người giao", 22, False),
    "received_by": ("Người nhận", 22, False),
    "received_post": ("Chức vụ người nhận", 22, False),
    "note": ("Ghi chú", 30, False),
    "state": ("Trạng thái", 16, False),
}


def inventory_xlsx(lines: Iterable[InventoryLine], *, titles: Sequence[str] = ()) -> bytes:
    """Return the inventory as a workbook in which every cell is text."""
    columns = [SheetColumn(label, width) for label, width, _needed in COLUMNS.values()]
    rows = (line.texts() for line in lines)
    return text_table(SHEET_NAME, columns, rows, titles=titles)


def read_inventory(content: bytes) -> tuple[ReadLine, ...]:
    """Return the filled rows under the headings of the first sheet, empty rows left out.

    The headings may stand below titles, in any order, and further columns are passed over. A
    number is read as the digits it shows, a date as day/month/year.

    Raises: NotAWorkbook; WorkbookTooLarge; HeadingsMissing; TooManyRows.
    """
    _refuse_large(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_col=_MOST_COLUMNS)
            return tuple(_lines(enumerate((_texts(cells) for cells in rows), start=1)))
        finally:
            book.close()
    except _UNREADABLE as fault:
        raise NotAWorkbook from fault


def _refuse_large(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise WorkbookTooLarge
    try:
        file = BytesIO(content)
        refuse_long_listing(file, _MOST_MEMBERS)
        with zipfile.ZipFile(file) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise WorkbookTooLarge
            refuse_strange_sheets(packed)
    except _UNREADABLE as fault:
        raise NotAWorkbook from fault


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    is_formula: bool = False


def _texts(cells: Iterable[object]) -> list[_Text]:
    return [
        _Text(_text(getattr(cell, "value", None)), getattr(cell, "data_type", "") == "f")
        for cell in cells
    ]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return verbatim(str(value)).strip()


def _lines(rows: Iterator[tuple[int, list[_Text]]]) -> Iterator[ReadLine]:
    places = _places(rows)
    taken = 0
    for number, cells in rows:
        found = {name: cells[place] for name, place in places.items() if place < len(cells)}
        if not any(cell.text for cell in found.values()):
            continue
        taken += 1
        if taken > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        yield ReadLine(
            number,
            InventoryLine(**{name: cell.text for name, cell in found.items()}),
            any(cell.is_formula for cell in found.values()),
        )


def _places(rows: Iterator[tuple[int, list[_Text]]]) -> dict[str, int]:
    """Read rows up to the headings and return the column of each."""
    names = {fold(label): name for name, (label, _width, _needed) in COLUMNS.items()}
    needed = [name for name, (_label, _width, is_needed) in COLUMNS.items() if is_needed]
    best: dict[str, int] = {}
    for number, cells in rows:
        found = {
            names[fold(cell.text)]: place
            for place, cell in reversed(list(enumerate(cells)))
            if fold(cell.text) in names
        }
        if all(name in found for name in needed):
            return found
        best = max(best, found, key=len)
        if number >= _HEAD_WITHIN:
            break
    raise HeadingsMissing([COLUMNS[name][0] for name in needed if name not in best])


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """One line of the statistics: its texts, and whether it sums up lines above."""

    table: str
    register_type: str
    part: str
    books: str
    pages: str
    entries: str
    undeclared: str


_STATISTICS_SHEET = vi("Thống kê")
_STATISTICS = (
    (vi("Bảng"), 16),
    (vi("Loại sổ"), 30),
    (vi("Năm hoặc tình trạng"), 20),
    (vi("Số quyển"), 10),
    (vi("Số trang đã khai"), 14),
    (vi("Số trường hợp đã khai"), 16),
    (vi("Số quyển chưa khai đủ"), 16),
)


def statistics_xlsx(
    lines: Iterable[StatisticsLine],
    translate: Callable[[str], str] = str,
    *,
    titles: Sequence[str] = (),
) -> bytes:
    """Return the statistics of the books as a workbook in which every cell is text."""
    rows = ([str(getattr(line, one.name)) for one in fields(line)] for line in lines)
    columns = [SheetColumn(translate(label), width) for label, width in _STATISTICS]
    return text_table(translate(_STATISTICS_SHEET), columns, rows, titles=titles)
