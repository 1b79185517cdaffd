"""Every page of the populated office: fit for every eye, at any zoom.

`make test` looks at each page once, half of them in English and dark; `make soak` at every page of
every officer, in both languages, light and dark.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.support.browser import open_browser
from tests.support.looks import RULES
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import Rendered, Screen, rendered

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HALF = {"width": 683, "height": 384}  # 1366x768 at 200 %
# Parts of one page may bear the same name: two findings of one kind, a person's two cards.
_OPTIONS = {
    "runOnly": [*RULES, "best-practice"],
    "rules": {"landmark-unique": {"enabled": False}},
    "resultTypes": ["violations"],  # else each answer tells a megabyte of what is well
}
_TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
_HEADINGS = "[...document.querySelectorAll('h1')].filter((each) => each.checkVisibility()).length"


def looked_at(browser: Browser, pages: Iterable[Rendered], scheme: Scheme) -> Iterator[str]:
    """Yield what is wrong with the pages, each with its name."""
    context = browser.new_context(viewport=HALF, color_scheme=scheme, reduced_motion="reduce")
    screen = Screen(context)
    axe = Axe()
    for one in pages:
        screen.show(one)
        name = f"{one.label} {one.language} {scheme}"
        answer = axe.run(screen.page, options=_OPTIONS).response
        for each in answer["violations"]:
            yield f"{name}: {each['id']}: {each['nodes'][0]['html'][:200]}"
        if (wide := screen.page.evaluate(_TOO_WIDE)) > 0:
            yield f"{name}: {wide} px too wide at 200 %"
        if (count := screen.page.evaluate(_HEADINGS)) != 1:
            yield f"{name}: {count} main headings"
    yield from screen.faults
    context.close()


def test_each_page_is_accessible_once(staff: Staff, places: Places) -> None:
    pages = list(rendered(staff, places, once=True))
    with open_browser() as browser:
        wrong = [
            *looked_at(browser, [one for one in pages if one.language == "vi"], "light"),
            *looked_at(browser, [one for one in pages if one.language == "en"], "dark"),
        ]
    assert len(pages) > 60
    assert wrong == [], "\n".join(wrong)


@pytest.mark.soak
def test_every_page_is_accessible_in_every_look(staff: Staff, places: Places) -> None:
    pages = list(rendered(staff, places))
    with open_browser() as browser:
        wrong = [fault for scheme in SCHEMES for fault in looked_at(browser, pages, scheme)]
    assert wrong == []
