"""A page left open until its session had ended: after sign-in its form holds what was typed."""

import pytest

from hotich.cli.demo import PASSWORD
from tests.e2e.officers import AtDesk
from tests.support.asking import ask
from tests.support.installation import Installation

pytestmark = pytest.mark.e2e

_END = """
from django.utils import timezone
from hotich.apps.accounts.models import OfficerSession
live = OfficerSession.objects.filter(officer__login="tuphap", ended_at=None)
answer = live.update(ended_at=timezone.now(), ended_why="too_long")
"""


def test_the_form_is_shown_again_with_its_texts(
    at_desk: AtDesk, installation: Installation
) -> None:
    window = at_desk("tuphap")
    window.follow("Khó khăn, vướng mắc", within="nav")
    window.follow("Nêu", within="main")
    window.fill("text", "Máy quét hỏng")
    window.fill("proposal", "Cấp máy\nmới")
    assert ask(installation, _END) == 1
    window.page.locator("main form button.button--primary").first.press("Enter")
    window.page.wait_for_url("**/dang-nhap/**")
    for name, text in (("login", "tuphap"), ("password", PASSWORD), ("workstation", "Máy số 1")):
        window.fill(name, text)
    window.press("Enter")
    window.page.wait_for_selector("[data-unsent]")
    assert "chưa ghi gì" in window.text("[data-unsent]")
    assert window.page.input_value("[name=text]") == "Máy quét hỏng"
    assert window.page.input_value("[name=proposal]") == "Cấp máy\nmới"
    assert window.page.locator("[data-unsent] [data-name]").count() == 0
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}])"  # htmx notes the address
    assert "hỏng" not in window.page.evaluate(kept)
    assert "M" not in window.page.evaluate("location.search")
    window.page.locator("main form button.button--primary").first.press("Enter")
    window.page.wait_for_selector("text=Máy quét hỏng")
    assert window.page.locator("[data-unsent]").count() == 0
