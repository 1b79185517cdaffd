"""A sheet of existing data is tried, looked at in both languages, and withdrawn again."""

import pytest

from tests.e2e.officers import AtDesk
from tests.support.looks import speak, violations
from tests.support.sheets import row, sheet_bytes

pytestmark = pytest.mark.e2e

ROOM = "/du-lieu-da-co/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_sheet_is_tried_and_withdrawn(at_desk: AtDesk) -> None:
    window = at_desk("tuphap")
    window.open(ROOM)
    content = sheet_bytes([row("901/1998", nksQueQuan=", , ,"), row("902/1998", quyenSo="A")])
    file = {"name": "du-lieu.xlsx", "mimeType": XLSX, "buffer": content}
    window.page.set_input_files("input[type=file]", files=[file])
    window.choose("office", "Nga Trường")
    window.send("Đọc thử")
    window.page.wait_for_selector("text=Đã đọc thử xong")
    window.page.reload()
    assert "nksQueQuan: Nơi ghi trong ô này không có tên địa danh." in window.text()
    assert "không có quyển sổ" in window.text()
    place = window.page.url.removeprefix(window.url)
    found = {}
    for language in ("en", "vi"):
        for path in (place, ROOM, f"{ROOM}xuat/"):
            window.open(path)
            speak(window, language)
            found[language, path] = violations(window)
    assert {page: broken for page, broken in found.items() if broken} == {}
    window.open(place)
    window.fill("reason", "tệp thử")
    window.send("Bỏ tệp này")
    assert "chưa dòng nào được ghi nhận" in window.said()
