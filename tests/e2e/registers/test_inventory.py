"""The inventory goes out to Excel, is added to, and comes in again, by keyboard."""

import io

import pytest
from openpyxl import load_workbook

from hotich.documents.inventory import InventoryLine, inventory_xlsx
from tests.e2e.officers import AtDesk
from tests.support.looks import speak, violations

pytestmark = pytest.mark.e2e
ROOM = "/so-ho-tich/"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_new_pages_are_accessible(at_desk: AtDesk, language: str) -> None:
    window, found = at_desk("tuphap"), {}
    for page in ("thu-tu/", "thong-ke/", "mau-so/", "kiem-ke/nap/", "kiem-ke/"):
        window.open(ROOM + page)
        speak(window, language)
        found[page] = violations(window)
    speak(window, "vi")
    assert {page: broken for page, broken in found.items() if broken} == {}


def test_a_book_written_in_excel_comes_in(at_desk: AtDesk) -> None:
    window = at_desk("tuphap")
    window.open(ROOM)
    with window.page.expect_download() as coming:
        window.press_button("Tải Excel")
    sheet = load_workbook(io.BytesIO(coming.value.path().read_bytes())).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=5, values_only=True)]
    known = InventoryLine(*rows[0])
    new = InventoryLine(
        register_type="Sổ đăng ký kết hôn",
        edition="older",
        office=known.office,
        volume="07/1974",
        condition="mờ chữ",
        year="1974",
        pages="40",
        missing="2",
    )
    window.press_button("Nạp từ Excel")
    window.page.wait_for_url(f"**{ROOM}kiem-ke/nap/")
    content = inventory_xlsx([known, new, InventoryLine(volume="x")])
    file = {"name": "kiem-ke.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    window.page.set_input_files("input[type=file]", files=[file])
    with window.page.expect_navigation():
        window.press("F10")
    assert "Không có loại sổ này" in window.text()
    assert violations(window) == []
    with window.page.expect_navigation():
        window.press("F10")
    assert "Đã ghi 1 dòng" in window.said()
    window.open(f"{ROOM}?register_type=KH")
    assert "07/1974" in window.text()
    window.open(f"{ROOM}thu-tu/")
    assert "Nhập trước: Sổ đăng ký khai sinh" in window.text()
