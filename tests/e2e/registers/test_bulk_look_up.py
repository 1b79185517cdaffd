"""People of a sheet taken in are looked up by a job, and confirmed one by one by keyboard."""

import pytest

from tests.e2e.officers import AtDesk
from tests.support.asking import ask
from tests.support.browser import Window
from tests.support.installation import Installation
from tests.support.looks import speak, violations
from tests.support.sheets import row, sheet_bytes

pytestmark = pytest.mark.e2e

ROOM = "/tra-cuu-hang-loat/"
# Children the population register knows with all their facts, as a sheet writes them.
_KNOWN = """
from hotich.apps.population.models import Person
rows = Person.objects.exclude(mother_name="").exclude(father_name="").filter(
    birth_date__startswith="1998-", birth_date__regex="^.{10}$").order_by("pk")[:3]
answer = [[one.full_name, one.birth_date, one.sex, one.mother_name, one.father_name]
    for one in rows]
"""
_LINKED = """
from hotich.apps.entry.models import Link
answer = Link.objects.filter(mention__entry__number__gte=900, undone_at=None).count()
"""


def taken_in(window: Window, installation: Installation) -> None:
    """Take in three known children, one misspelt, and one whom nobody knows."""
    rows = []
    for number, (name, birth, sex, mother, father) in enumerate(ask(installation, _KNOWN), 901):
        cells = {
            "nksHoTen": name,
            "nksNgaySinh": ".".join(reversed(birth.split("-"))),
            "nksGioiTinh": {"male": "1", "female": "2"}[sex],
            "meHoTen": mother,
            "chaHoTen": father,
        }
        rows.append(row(f"{number}/1998", **cells))
    rows.append(row("904/1998", **cells | {"meHoTen": "", "chaHoTen": "", "nksNgaySinh": "1998"}))
    rows.append(row("905/1998", nksHoTen="Ngụy Thị Không Ai", meHoTen="Âu Thị Ếch", chaHoTen=""))
    window.open("/du-lieu-da-co/")
    file = {"name": "a.xlsx", "mimeType": "application/zip", "buffer": sheet_bytes(rows)}
    window.page.set_input_files("input[type=file]", files=[file])
    window.choose("office", "Nga Trường")
    window.send("Đọc thử")
    window.page.wait_for_selector("text=Đã đọc thử xong")
    window.page.reload()
    window.send("Ghi nhận các dòng này")
    window.page.wait_for_selector("text=Đã ghi nhận xong")


def test_whoever_waits_is_looked_up_and_confirmed(at_desk: AtDesk, installation: Installation):
    taken_in(at_desk("tuphap"), installation)
    window = at_desk("congan")
    window.open(ROOM)
    window.look("bulk-desk")
    broken = {"desk": violations(window)}
    window.go_to("tra-cuu-reason")
    window.type("đợt 1")
    with window.page.expect_navigation():
        window.press("F10")
    window.page.wait_for_selector("text=Đã kết thúc")
    assert "5/5" in window.text()
    window.look("bulk-run")
    broken["run"] = violations(window)
    window.follow("Nhiều khả năng là người này")
    window.look("bulk-list")
    broken["list"] = violations(window)
    lines = window.page.locator("[data-line]").count()
    assert lines > 1
    assert window.focused().startswith("line-")
    window.press("ArrowDown")
    second = window.focused()
    assert second == window.page.locator("[data-line]").nth(1).get_attribute("id")
    with window.page.expect_navigation():
        window.press("Alt+l")
    assert "đã liên kết. Còn phải đọc lại sổ" in window.said()
    assert window.page.locator(f"#{second}").count() == 0
    assert ask(installation, _LINKED) == 1
    for page in ("", "de-xuat/", "de-xuat/?loc=xem", "de-xuat/?loc=khong", "theo-doi/"):
        window.open(ROOM + page)
        speak(window, "en")
        window.look(f"bulk-en-{page.strip('/').replace('/?loc=', '-')}")
        broken[page] = violations(window)
    speak(window, "vi")
    assert {page: found for page, found in broken.items() if found} == {}
