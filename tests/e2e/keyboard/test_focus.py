"""The focus is where the next key belongs in the same moment in which the eye sees what came."""

import pytest

from tests.e2e.keyboard.typing_a_book import leave_sheet, look_up, reach_sheet
from tests.support.frugal_clerk import FrugalClerk
from tests.support.typing_budget import SampleBook
from tests.support.typing_hand import Hand

pytestmark = pytest.mark.e2e

# Runs right after the script that puts the candidates on the page, before any timer.
_LOOK = """() => new MutationObserver((_, self) => {
  if (!document.querySelector("[data-candidates]")) return;
  const list = document.activeElement.closest("[data-candidates]");
  document.body.dataset.heldBy = list ? "list" : "field";
  self.disconnect();
}).observe(document.body, {childList: true, subtree: true})"""


def test_a_digit_struck_when_the_candidates_appear_goes_to_them(
    hand: Hand, books: dict[str, SampleBook]
) -> None:
    clerk = FrugalClerk(hand)
    clerk.open_book(books["KS"].title)
    hand.window.page.evaluate(_LOOK)
    look_up(clerk, books["KS"].sheets[0])
    assert hand.window.page.get_attribute("body", "data-held-by") == "list"
    clerk.give_back()


def test_a_mark_reaches_the_field_in_which_typing_begins(
    hand: Hand, books: dict[str, SampleBook]
) -> None:
    clerk = FrugalClerk(hand)
    reach_sheet(clerk, books["KS"])
    name = hand.window.focused()
    mark = f'[name="{name}-reading"]'
    hand.window.press("Alt+g")
    assert hand.window.page.input_value(mark) == "doubtful"
    hand.window.press("Alt+g")
    assert hand.window.page.input_value(mark) == "clear"
    leave_sheet(clerk)
