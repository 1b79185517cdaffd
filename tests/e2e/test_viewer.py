"""The page beside the form in a real installation: it follows, and is remembered on the server."""

import pytest

from tests.e2e.officers import AtDesk
from tests.support.asking import ask
from tests.support.browser import Window
from tests.support.installation import Installation

pytestmark = pytest.mark.e2e

VIEWS = """
from hotich.apps.audit.models import AuditRow
answer = AuditRow.objects.filter(action="scan.viewed").count()
"""
_WIDTHS = """() => {
  const wide = (name) => document.querySelector(name).getBoundingClientRect().width;
  return wide(".viewer img") / wide(".viewer__stage"); }"""


def test_the_page_is_remembered_as_the_officer_left_it(
    installation: Installation, at_desk: AtDesk
) -> None:
    window = at_desk("congan2")
    before = ask(installation, VIEWS)
    window.open("/nhap-du-lieu/")
    window.press("F10")
    window.page.wait_for_selector(".viewer__row:visible")
    assert window.page.evaluate(_WIDTHS) == pytest.approx(1, abs=0.01)
    with window.page.expect_response("**/cach-xem/") as kept:
        for key in ("Alt+=", "Alt+=", "Alt+c"):
            window.press(key)
    assert kept.value.status == 204
    window.page.reload()
    window.page.wait_for_selector(".viewer__row:visible")
    assert window.page.evaluate(_WIDTHS) == pytest.approx(1.15**2, abs=0.01)
    assert window.page.get_attribute(".viewer", "data-look") == "contrast"
    assert ask(installation, VIEWS) == before + 2  # each time the image was sent
    shown = window.page.inner_text(".viewer__bar .strong")
    turn = "PageDown" if window.page.query_selector('[data-key="PageDown"]') else "PageUp"
    window.press(turn)
    window.page.wait_for_function(
        "(before) => document.querySelector('.viewer__bar .strong').innerText !== before", arg=shown
    )
    with window.page.expect_response("**/cach-xem/"):
        for key in ("Alt+0", "Alt+c", "Alt+c"):
            window.press(key)
    give_back(window)


def give_back(window: Window) -> None:
    """Give the number free."""
    with window.page.expect_navigation():
        window.page.locator('form[action*="bo-giu"] button').click()
