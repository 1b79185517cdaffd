"""The inventory's workbook: what is written is read again, and what is no inventory is refused."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from hotich.documents.inventory import (
    COLUMNS,
    MOST_BYTES,
    HeadingsMissing,
    InventoryLine,
    NotAWorkbook,
    TooManyRows,
    WorkbookTooLarge,
    inventory_xlsx,
    read_inventory,
)

LINE = InventoryLine(
    register_type="Sổ đăng ký khai sinh",
    edition="Mẫu cũ",
    office="UBND xã Nga Trường (đến 30/06/2025)",
    volume="01/1998",
    condition="tốt",
    year="1998",
    pages="100",
    entries="0150",
    note="=1+1\ndòng hai",
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def headings() -> tuple[str, ...]:
    return tuple(label for label, _width, _needed in COLUMNS.values())


def test_what_is_written_is_read_again():
    content = inventory_xlsx([LINE, InventoryLine(volume="-2")], titles=["Bảng", "+xã"])
    first, second = read_inventory(content)
    assert (first.row, first.line, first.has_formula) == (5, LINE, False)
    assert second.line.volume == "-2"


def test_no_cell_is_a_formula():
    sheet = load_workbook(BytesIO(inventory_xlsx([LINE], titles=["=1+1"]))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(tuple("=+-@")))


def test_numbers_dates_and_order_of_columns_do_not_matter():
    head = (*reversed(headings()), "Cột lạ")
    values = {"Năm": 1998.0, "Số trang đã khai": 100, "Ngày nhận bàn giao": date(2025, 7, 1)}
    (read,) = read_inventory(workbook(head, (), tuple(values.get(name) for name in head)))
    assert (read.line.year, read.line.pages, read.line.received_on) == ("1998", "100", "01/07/2025")


def test_a_formula_is_told():
    row = ["=1+1" if name == "Năm" else "x" for name in headings()]
    (read,) = read_inventory(workbook(headings(), tuple(row)))
    assert read.has_formula


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", b"PK\x03\x04" + b"\x00" * 90])
def test_what_is_no_workbook_is_refused(content: bytes):
    with pytest.raises(NotAWorkbook):
        read_inventory(content)


def test_a_file_cut_off_or_too_large_is_refused():
    with pytest.raises(NotAWorkbook):
        read_inventory(inventory_xlsx([LINE])[:-200])
    with pytest.raises(WorkbookTooLarge):
        read_inventory(b"x" * (MOST_BYTES + 1))


def test_what_unpacks_to_too_much_is_refused():
    file = BytesIO(inventory_xlsx([LINE]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/image1.png", bytes(30_000_000))
    assert len(file.getvalue()) < MOST_BYTES
    with pytest.raises(WorkbookTooLarge):
        read_inventory(file.getvalue())


def test_missing_headings_are_named():
    with pytest.raises(HeadingsMissing) as refused:
        read_inventory(workbook(("Loại sổ", "Quyển số", "năm"), ("KS", "1", "1998")))
    assert refused.value.headings == (
        "Mẫu in",
        "Cơ quan đã đăng ký",
        "Tình trạng",
        "Số trang đã khai",
        "Số trường hợp đã khai",
    )
    with pytest.raises(HeadingsMissing):
        read_inventory(workbook())


def test_more_rows_than_an_inventory_has_are_refused():
    lines = (InventoryLine(volume=str(number)) for number in range(10_001))
    with pytest.raises(TooManyRows):
        read_inventory(inventory_xlsx(lines))
