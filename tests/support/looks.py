"""Is a page fit for every eye? axe-core against WCAG 2.0, 2.1 and 2.2, levels A and AA."""

from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import Window

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(window: Window) -> list[tuple[str, str]]:
    """Return the rules that the page breaks, each with the first element that breaks it."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(window.page, options=options)
    return [(each["id"], each["nodes"][0]["html"][:300]) for each in found.response["violations"]]


def speak(window: Window, language: str) -> None:
    """Change the language of the pages by the button on top, if it is another one now."""
    if window.page.locator("html").get_attribute("lang") != language:
        words = {"en": "English", "vi": "Tiếng Việt"}[language]
        with window.page.expect_navigation():
            window.page.get_by_role("button", name=words).first.click()
