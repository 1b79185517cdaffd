"""The ministry's import sheet: its column names in one row, then one row an entry, all text."""

from collections.abc import Iterable, Sequence

from hotich.documents.sheets import SheetColumn, text_table

SHEET_NAME = "Data"


class WrongWidth(Exception):  # noqa: N818 - named by what is wrong
    """A row has more or fewer cells than there are columns."""

    def __init__(self, row: int, cells: int, columns: int) -> None:
        super().__init__(row, cells, columns)
        self.row = row
        self.cells = cells
        self.columns = columns


def import_sheet(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, sheet_name: str = SHEET_NAME
) -> bytes:
    """Return the workbook: headings in row 1, data from row 2, dates as the texts they come in.

    Missing values stay empty; nothing is put in their place. Raises: WrongWidth, CellTooLong.
    """

    def checked() -> Iterable[Sequence[str]]:
        for number, row in enumerate(rows, start=2):
            if len(row) != len(columns):
                raise WrongWidth(number, len(row), len(columns))
            yield row

    heads = [SheetColumn(name, max(12, len(name) + 2)) for name in columns]
    return text_table(sheet_name, heads, checked(), plain=True)
