"""XLSX in which every cell is text: no formula, no number that loses a nought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hotich.documents.plain_text import printable
from hotich.documents.trace import trace

_LONGEST_CELL = 32_767
_LONGEST_HEADER = 200  # the format holds 255 with its own signs
_THIN = Side(style="thin", color="FF808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"


class CellTooLong(Exception):  # noqa: N818 - named by what is wrong
    """A text longer than a cell of the format can hold."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(row, column)
        self.row = row
        self.column = column


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with its heading and its width in characters."""

    label: str
    width: float = 18


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text into a cell as text, whatever it looks like; returns the cell.

    Raises: CellTooLong.
    """
    safe = printable(text)
    if len(safe) > _LONGEST_CELL:
        raise CellTooLong(row, column)
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # noqa: S101 - only merged cells are of another class
    cell.value = safe
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = safe.startswith(("=", "+", "-", "@"))
    return cell


def text_table(
    name: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[str]],
    *,
    titles: Sequence[str] = (),
    plain: bool = False,
    keywords: str = "",
) -> bytes:
    """Return a workbook of one sheet: titles, headings, rows. `plain` leaves out all dress.

    `keywords` stand in the properties of the file, where no reader of the table sees them.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = name
    _write_titles(sheet, titles, len(columns))
    head = len(titles) + (2 if titles else 1)
    for place, column in enumerate(columns, start=1):
        cell = write_text(sheet, head, place, column.label)
        cell.font = Font(name=_FONT, size=11, bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        if not plain:
            cell.fill = PatternFill("solid", fgColor="FFE8EDF5")
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    last = head
    for last, row in enumerate(rows, start=head + 1):
        for place, text in enumerate(row, start=1):
            cell = write_text(sheet, last, place, text)
            if not plain:
                cell.font = Font(name=_FONT, size=11)
                cell.border = _BOX
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = f"A{head + 1}"
    if not plain:
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{last}"
        _set_up_print(sheet, head)
    _write_trace(sheet)
    book.properties.creator = ""
    book.properties.keywords = keywords
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_titles(sheet: Worksheet, titles: Sequence[str], width: int) -> None:
    for place, title in enumerate(titles, start=1):
        cell = write_text(sheet, place, 1, title)
        cell.font = Font(name=_FONT, size=14 if place == 1 else 11, bold=place == 1)
        cell.alignment = Alignment(horizontal="left", vertical="center")
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=width)


def _write_trace(sheet: Worksheet) -> None:
    """Put who had the sheet made at the head of every printed page."""
    header = sheet.oddHeader
    if trace() and header is not None and header.center is not None:
        header.center.text = printable(trace())[:_LONGEST_HEADER].replace("&", "&&")


def _set_up_print(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{head}:{head}"
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "&P/&N"
