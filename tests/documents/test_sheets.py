"""Workbooks: every cell is text, whatever it looks like."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hotich.documents.import_sheet import WrongWidth, import_sheet
from hotich.documents.sheets import CellTooLong, SheetColumn, text_table
from hotich.documents.tracking_list import (
    TrackingList,
    TrackingRow,
    tracking_pdf,
    tracking_xlsx,
)
from tests.documents.pdf_reading import page_count

HOSTILE = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "000123456789")


def row(note: str = "", case: int = 1) -> TrackingRow:
    return TrackingRow(
        case=str(case),
        book="KS 01/1998, xã Nga Trường (đến 30/06/2025)",
        entry="7, 1998",
        full_name="Nguyễn Thị Hường",
        birth_date="02/09/1998",
        pin="000•••••••12",
        field="Ngày, tháng, năm sinh",
        register_text="02/9/1998",
        population_value="09/02/1998",
        kind="Ngày, tháng, năm sinh",
        state="Đang xác minh",
        opened_on="03/07/2026",
        owner="Mai Thị Lý",
        note=note,
    )


def listed(*rows: TrackingRow) -> TrackingList:
    return TrackingList("Ủy ban nhân dân xã Ba Đình", date(2026, 7, 3), rows, audit_head="a3f9")


def cells(file: bytes) -> list[tuple[object, str]]:
    [sheet] = load_workbook(BytesIO(file)).worksheets
    return [(c.value, c.data_type) for line in sheet.iter_rows() for c in line if c.value]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_a_formula_or_a_number(text: str) -> None:
    file = tracking_xlsx(listed(row(note=text)))
    assert (text, "s") in cells(file)
    assert {kind for _, kind in cells(file)} == {"s"}
    with ZipFile(BytesIO(file)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@settings(max_examples=40, deadline=None)
@given(st.text())
@example("0\r\n")
@example("0\r1")
def test_any_text_is_kept_or_shown_as_unreadable(text: str) -> None:
    [sheet] = load_workbook(BytesIO(text_table("A", [SheetColumn("b")], [(text,)]))).worksheets
    kept = str(sheet["A2"].value or "")
    assert len(_lines(kept)) == len(_lines(text)) or not text.strip()


def _lines(text: str) -> str:
    """Return the text with one sign for the end of a line, as XML reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_the_import_sheet_has_the_names_first_and_dates_as_text() -> None:
    file = import_sheet(
        ["STT", "nksHoTen", "nksNgaySinh"], [["1", "NGUYỄN AN", "02.09.1998"], ["2", "", ""]]
    )
    [sheet] = load_workbook(BytesIO(file)).worksheets
    read = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert read[0] == ["STT", "nksHoTen", "nksNgaySinh"]
    assert read[1] == ["1", "NGUYỄN AN", "02.09.1998"]
    assert all(not value or value == "2" for value in read[2])
    assert sheet["C2"].number_format == "@"


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(WrongWidth) as caught:
        import_sheet(["a", "b"], [["1", "2"], ["3"]])
    assert (caught.value.row, caught.value.cells, caught.value.columns) == (3, 1, 2)


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(CellTooLong):
        import_sheet(["a"], [["x" * 40_000]])


def test_the_list_is_printed_on_as_many_pages_as_it_needs() -> None:
    assert page_count(tracking_pdf(listed())) == 1
    assert page_count(tracking_pdf(listed(*(row(case=n) for n in range(60))))) > 2


def test_the_sheet_prints_landscape_with_repeated_headings() -> None:
    [sheet] = load_workbook(BytesIO(tracking_xlsx(listed(row())))).worksheets
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows
    assert sheet.freeze_panes


def test_words_of_the_list_go_through_the_translation() -> None:
    file = tracking_xlsx(listed(row()), translate=lambda words: f"«{words}»")
    assert "«Theo sổ»" in {value for value, _ in cells(file)}
