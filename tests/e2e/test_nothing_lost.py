"""Whatever fails while a clerk types, his text is there again; and nothing of it stays behind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hotich.cli.demo import PASSWORD
from tests.e2e.officers import AtDesk
from tests.support.asking import ask
from tests.support.browser import Window
from tests.support.installation import Installation

pytestmark = pytest.mark.e2e

NAME, BIRTH = "[name=child-full_name]", "[name=child-birth_date]"
# Every place in which a browser can keep something of a page.
_KEPT = """async () => {
const databases = await indexedDB.databases();
return { local: {...localStorage}, session: {...sessionStorage}, databases,
  caches: await caches.keys() }; }"""
_FORGET_SESSIONS = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
answer = []
"""


@pytest.fixture
def clerk(at_desk: AtDesk) -> Iterator[Window]:
    """Return the clerk before a number of his own, which he gives back in the end."""
    window = at_desk("congan2")
    window.open("/nhap-du-lieu/")
    window.press("F10")
    window.page.wait_for_selector("#blind")
    yield window
    window.send("Bỏ giữ số này")


def kept(page: Page) -> None:
    """Wait until the page says that everything is kept."""
    expect(page.locator("[data-draft]").first).to_have_attribute("data-state", "kept")


def test_two_windows_show_both_texts_and_the_chosen_one_stays(clerk: Window) -> None:
    first, place = clerk.page, clerk.page.url
    second = clerk.context.new_page()
    second.goto(place)
    first.fill(NAME, "Mai Thị Phượng")
    kept(first)
    second.fill(NAME, "Mai Thị Phương")
    row = second.locator('[data-both-of="child-full_name"]')
    expect(row).to_contain_text("Mai Thị Phượng")
    expect(row).to_contain_text("Mai Thị Phương")
    assert second.input_value(NAME) == "Mai Thị Phương"
    row.get_by_role("button", name="Lấy chữ này").press("Enter")
    expect(row).to_have_count(0)
    assert second.input_value(NAME) == "Mai Thị Phượng"
    second.close()
    first.reload()
    assert first.input_value(NAME) == "Mai Thị Phượng"
    first.fill(NAME, "")
    kept(first)


def test_what_is_typed_while_the_server_is_dead_is_sent_when_it_lives(
    clerk: Window, installation: Installation
) -> None:
    clerk.page.fill(NAME, "Mai Thị")
    kept(clerk.page)
    installation.kill()
    clerk.page.fill(BIRTH, "02/09/1998")
    place = clerk.page.locator("[data-draft]").first
    expect(place).to_have_attribute("data-state", "failed")
    installation.start()
    expect(place).to_have_attribute("data-state", "kept", timeout=20_000)
    clerk.page.reload()
    assert clerk.page.input_value(NAME) == "Mai Thị"
    assert clerk.page.input_value(BIRTH) == "02/09/1998"
    clerk.take_faults()  # the page asked the dead server


def test_an_ended_session_loses_nothing_and_the_page_goes_on_after_a_sign_in(
    clerk: Window, installation: Installation
) -> None:
    page = clerk.page
    ask(installation, _FORGET_SESSIONS)
    page.fill(NAME, "Mai Thị Phượng")
    closed = page.locator("[data-draft-closed]")
    expect(closed).to_be_visible()
    page.fill(BIRTH, "1998")
    assert page.input_value(NAME) == "Mai Thị Phượng"
    with clerk.context.expect_page() as opening:
        closed.get_by_role("link").press("Enter")
    again = opening.value
    again.fill("[name=login]", "congan2")
    again.fill("[name=password]", PASSWORD)
    again.press("[name=password]", "Enter")
    expect(again.locator("h1")).to_contain_text("Đã đăng nhập")
    again.close()
    closed.get_by_role("button").press("Enter")
    expect(closed).to_be_hidden()
    kept(page)
    page.reload()
    assert page.input_value(NAME) == "Mai Thị Phượng"
    assert page.input_value(BIRTH) == "1998"
    clerk.take_faults()  # 401 is written to the console


def test_nothing_stays_in_the_browser_and_nothing_is_shown_after_signing_out(
    browser: Browser, installation: Installation
) -> None:
    window = Window(browser, installation.url)
    window.sign_in("congan2")
    window.open("/nhap-du-lieu/")
    window.press("F10")
    window.page.wait_for_selector("#blind")
    window.page.fill(NAME, "Âu Dương Quỳnh Khuê")
    window.page.fill(BIRTH, "02/09/1998")
    kept(window.page)
    window.page.press(BIRTH, "Enter")
    window.page.wait_for_selector("[data-candidates]")
    found = window.page.evaluate(_KEPT)
    assert found["local"] == {}
    assert set(found["session"]) <= {"htmx-current-path-for-history", "hotich.folded.scan"}
    assert "Khuê" not in str(found)
    assert (found["databases"], found["caches"]) == ([], [])
    window.page.get_by_role("button", name="Đăng xuất").click()
    window.page.wait_for_url(lambda url: "dang-nhap" in url)
    window.page.go_back()
    window.page.wait_for_load_state()
    assert "Khuê" not in window.page.content()
    assert window.page.locator(NAME).count() == 0
    found = window.page.evaluate(_KEPT)
    assert "Khuê" not in str(found)
    window.close()
