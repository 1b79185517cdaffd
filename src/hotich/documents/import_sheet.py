"""The ministry's import sheet: its column names in one row, then one row an entry, all text."""

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from hotich.documents.packed import refuse_long_listing
from hotich.documents.sheets import SheetColumn, text_table

SHEET_NAME = "Data"
PRACTICE_MARK = "hotich-luyen-tap"
REAL_MARK = "hotich-that"
_MOST_PROPERTIES = 100_000
_MOST_MEMBERS = 1_000


class WrongWidth(Exception):  # noqa: N818 - named by what is wrong
    """A row has more or fewer cells than there are columns."""

    def __init__(self, row: int, cells: int, columns: int) -> None:
        super().__init__(row, cells, columns)
        self.row = row
        self.cells = cells
        self.columns = columns


def import_sheet(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    sheet_name: str = SHEET_NAME,
    practice: bool | None = None,
) -> bytes:
    """Return the workbook: headings in row 1, data from row 2, dates as the texts they come in.

    Missing values stay empty; nothing is put in their place. `practice` marks the file as one of
    invented people, or as a real one; None says nothing. Raises: WrongWidth, CellTooLong.
    """

    def checked() -> Iterable[Sequence[str]]:
        for number, row in enumerate(rows, start=2):
            if len(row) != len(columns):
                raise WrongWidth(number, len(row), len(columns))
            yield row

    heads = [SheetColumn(name, max(12, len(name) + 2)) for name in columns]
    mark = "" if practice is None else PRACTICE_MARK if practice else REAL_MARK
    return text_table(sheet_name, heads, checked(), plain=True, keywords=mark)


def practice_mark(file: Path) -> bool | None:
    """Return whether a workbook is marked as one of invented people; None when it says nothing."""
    try:
        with file.open("rb") as whole:
            refuse_long_listing(whole, _MOST_MEMBERS)
            with zipfile.ZipFile(whole) as packed, packed.open("docProps/core.xml") as opened:
                properties = opened.read(_MOST_PROPERTIES)
    except (KeyError, OSError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None
    if PRACTICE_MARK.encode() in properties:
        return True
    return False if REAL_MARK.encode() in properties else None
