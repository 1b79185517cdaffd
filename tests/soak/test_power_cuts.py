"""The power fails again and again in the middle of a word; a browser types on a real server."""

import random
import time

import pytest
from playwright.sync_api import Page

from tests.support.browser import Window, open_browser
from tests.support.installation import Installation
from tests.support.parallel import Measured

pytestmark = pytest.mark.soak

CUTS = 12
NAME = "[name=child-full_name]"
WORDS = "Mai Thi Phuong o xom ba xa Nga Truong huyen Nga Son tinh Thanh Hoa "
MOST_SECONDS = 2.0


def type_until(page: Page, seconds: float) -> list[tuple[float, str]]:
    """Type letter by letter for so long; return what stood in the field, and when."""
    seen: list[tuple[float, str]] = []
    begun = time.monotonic()
    place = 0
    while time.monotonic() - begun < seconds:
        page.keyboard.type(WORDS[place % len(WORDS)])
        place += 1
        seen.append((time.monotonic(), page.input_value(NAME)))
        page.wait_for_timeout(50)
    return seen


def test_at_most_two_seconds_of_typing_are_lost_by_a_power_cut(installation: Installation) -> None:
    chance, begun = random.Random(11), time.monotonic()
    ages: list[float] = []
    with open_browser() as browser:
        window = Window(browser, installation.url)
        window.sign_in("congan2")
        window.open("/nhap-du-lieu/")
        window.press("F10")
        window.page.wait_for_selector("#blind")
        place = window.page.url
        for cut in range(CUTS):
            window.page.fill(NAME, "")
            window.page.focus(NAME)
            window.page.keyboard.type(f"{cut} ")
            seen = type_until(window.page, chance.uniform(2.5, 5.0))
            installation.kill()
            killed = time.monotonic()
            window.page.goto("about:blank")  # the page's memory is gone, too
            installation.start()
            window.page.goto(place)
            shown = window.page.input_value(NAME)
            assert shown.startswith(f"{cut} "), shown
            lost = [at for at, text in seen if len(text) > len(shown)]
            ages.append(killed - min(lost) if lost else 0.0)
        window.close()
    figures = {"the oldest letter that was lost": f"{max(ages):.2f} s"}
    Measured(f"{CUTS} power cuts while typing", time.monotonic() - begun, figures).print()
    assert max(ages) <= MOST_SECONDS
