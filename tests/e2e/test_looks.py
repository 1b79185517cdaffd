"""Each main page, in Vietnamese and in English: no rule of accessibility is broken, no fault."""

import pytest

from tests.e2e.book import sample_entries
from tests.e2e.conftest import TypedBook
from tests.e2e.officers import AtDesk, links
from tests.support.browser import Window
from tests.support.looks import speak, violations
from tests.support.scripted_clerk import ScriptedClerk, paper_of

pytestmark = pytest.mark.e2e

# Login → pages, and links to follow from the page before: (part of the address, first words).
PAGES: dict[str, tuple[str, ...]] = {
    "congan": ("/nhap-du-lieu/", "/theo-doi/", "/nhap-du-lieu/so-dinh-danh/"),
    "tuphap": (
        "/so-ho-tich/",
        "/so-ho-tich/them/",
        "/so-ho-tich/kiem-ke/",
        "/theo-doi/",
        "/nhap-du-lieu/so-dinh-danh/",
        "/doi-soat/",
        "/chuyen-du-lieu/",
        "/ho-tich-dien-tu/",
        "/kho-khan/",
        "/bao-cao/",
        "/bao-cao/tuyen/",
    ),
    "truongca": (
        "/nhap-du-lieu/so-dinh-danh/",
        "/nhap-du-lieu/ngay-chet/",
        "/doi-soat/",
        "/nhat-ky/",
    ),
    "lanhdao": ("/so-ho-tich/", "/bao-cao/", "/kho-khan/"),
    "c06": ("/chuyen-du-lieu/", "/dan-cu/nap-du-lieu/"),
    "sotuphap": ("/chuyen-du-lieu/", "/ho-tich-dien-tu/"),
}
# From a page of the list to one that only a link knows: login, page, part of the address.
BEHIND = (
    ("congan", "/nhap-du-lieu/", "/quyen/"),
    ("congan", "/theo-doi/", "/giai-quyet/"),
    ("tuphap", "/so-ho-tich/", "/so-ho-tich/"),
    ("tuphap", "/theo-doi/", "/giai-quyet/"),
    ("tuphap", "/nhap-du-lieu/so-dinh-danh/", "/so-dinh-danh/"),
    ("tuphap", "/doi-soat/", "/doi-soat/quyen/"),
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("login", PAGES)
def test_every_main_page_is_accessible(
    at_desk: AtDesk, typed_book: TypedBook, login: str, language: str
) -> None:
    window = at_desk(login)
    found = {}
    for path in PAGES[login]:
        window.open(path)
        speak(window, language)
        found[path] = violations(window)
    for who, page, part in BEHIND:
        if who == login:
            window.open(page)
            inner = [one for one in links(window, part, "") if one.count("-") >= 4]
            assert inner, f"{page} links to no {part}"
            window.open(inner[0])
            found[inner[0]] = violations(window)
    speak(window, "vi")
    assert {page: broken for page, broken in found.items() if broken} == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_of_typing_are_accessible(
    at_desk: AtDesk, typed_book: TypedBook, language: str
) -> None:
    window = at_desk("congan2")
    clerk = ScriptedClerk(window)
    found = {}
    window.open("/nhap-du-lieu/")
    speak(window, language)
    window.press("F10")
    window.page.wait_for_selector("#blind")
    found["step 1"] = violations(window)
    clerk.type_blind(paper_of(sample_entries()[0]))
    found["candidates"] = violations(window)
    window.press("1")
    window.page.wait_for_selector("#sheet")
    found["step 2"] = violations(window)
    window.press("F10")
    window.page.wait_for_selector("[role=alert]")
    found["refused"] = violations(window)
    window.press("F1")
    found["keys"] = violations(window)
    window.press("Escape")
    back_to_the_desk(window)
    speak(window, "vi")
    assert {page: broken for page, broken in found.items() if broken} == {}


def back_to_the_desk(window: Window) -> None:
    """Go back to step 1 and give the number free."""
    for form in ("buoc-1", "bo-giu"):
        with window.page.expect_navigation():
            window.page.locator(f'form[action*="{form}"] button').click()


def test_the_sign_in_page_is_accessible(at_desk: AtDesk, browser, installation) -> None:
    window = Window(browser, installation.url)
    window.open("/tai-khoan/dang-nhap/")
    assert violations(window) == []
    assert window.take_faults() == []
    window.close()
