"""The pages of typing are small: what a browser fetches on its first visit, scan left out."""

import pytest

from tests.e2e.keyboard.typing_a_book import leave_sheet, look_up
from tests.support.first_load import first_load
from tests.support.frugal_clerk import FrugalClerk
from tests.support.typing_budget import SampleBook
from tests.support.typing_hand import Hand

pytestmark = pytest.mark.e2e

MOST = 60 * 1024


def test_both_steps_come_in_sixty_kilobytes(hand: Hand, books: dict[str, SampleBook]) -> None:
    window, clerk = hand.window, FrugalClerk(hand)
    clerk.open_book(books["KS"].title)
    found = {"step 1": first_load(window)}
    look_up(clerk, books["KS"].sheets[0])
    clerk.pick(books["KS"].sheets[0].paper)
    found["step 2"] = first_load(window)
    leave_sheet(clerk)
    too_big = {step: files for step, files in found.items() if sum(files.values()) > MOST}
    assert too_big == {}
