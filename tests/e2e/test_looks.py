"""The pages one types one's way to, in both languages: no rule of accessibility is broken.

Every page that an address opens is looked at in tests/web/test_every_page.py.
"""

import pytest

from tests.e2e.book import sample_entries
from tests.e2e.conftest import TypedBook
from tests.e2e.officers import AtDesk
from tests.support.browser import Window
from tests.support.looks import speak, violations
from tests.support.scripted_clerk import ScriptedClerk, paper_of

pytestmark = pytest.mark.e2e


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
    window.page.wait_for_selector("[role=alert]:visible")
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
