"""Input methods at work in the real form: no letter is lost, doubled or turned into another."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import pytest

from hotich.synth.keyboard import (
    Event,
    Style,
    composition_events,
    covering_syllables,
    hook_events,
    syllables,
)
from tests.e2e.keyboard.typing_a_book import leave_sheet, reach_sheet
from tests.support.browser import Window
from tests.support.frugal_clerk import FrugalClerk
from tests.support.input_method import InputMethod
from tests.support.scripted_clerk import name_of
from tests.support.typing_budget import SampleBook
from tests.support.typing_hand import Hand

pytestmark = pytest.mark.e2e

Replay = Callable[[str], Sequence[Event]]
METHODS: dict[str, Replay] = {
    "Telex by hook": lambda text: hook_events(text, Style.TELEX),
    "VNI by hook": lambda text: hook_events(text, Style.VNI),
    "Telex by composition": lambda text: composition_events(text, Style.TELEX),
}
AT_ONCE = 40
A_THOUSAND = 1000
PARTS = 8
#: Fields of step 2, and what opens the list under each before the syllables are typed.
FIELDS = {
    "child.place_of_birth": "xa ng",
    "mother.full_name": "",
    "child.ethnicity": "ki",
    "mother.residence": "xa ng",
    "entry.notes": "",
}


@pytest.fixture
def sheet(hand: Hand, books: dict[str, SampleBook]) -> Iterator[Window]:
    """Open step 2 of the book's first entry; give the number back afterwards."""
    clerk = FrugalClerk(hand)
    reach_sheet(clerk, books["KS"])
    yield hand.window
    leave_sheet(clerk)


def corrupted(window: Window, method: str, texts: Sequence[str], fields: dict[str, str]) -> list:
    """Type the texts into the fields in turn, and return what did not arrive as it was typed."""
    replay, keys = METHODS[method], InputMethod(window.page)
    found = []
    for text, (field_id, opening) in zip(texts, cycle(fields.items()), strict=False):
        control = window.page.locator(f'[name="{name_of(field_id)}"]')
        control.focus()
        window.press("Control+a")
        window.press("Delete")
        if opening:  # the list stands open while the rest is typed
            keys.replay(replay(opening))
            window.page.wait_for_selector(f'[name="{name_of(field_id)}"][aria-expanded=true]')
            keys.replay(replay(" "))
        keys.replay(replay(text))
        expected = f"{opening} {text}" if opening else text
        held = control.input_value()
        if held != expected:
            found.append((method, field_id, expected, held))
    return found


def lines_of(words: Sequence[str]) -> list[str]:
    """Return the words in lines that a field holds."""
    return [" ".join(words[start : start + AT_ONCE]) for start in range(0, len(words), AT_ONCE)]


def thousand_syllables() -> list[str]:
    """Return a thousand syllables in which each onset and rime stands in each of its tones."""
    found = dict.fromkeys(covering_syllables())
    every = syllables()
    for one in every[:: len(every) // A_THOUSAND]:
        if len(found) < A_THOUSAND:
            found.setdefault(one)
    return list(found)


def test_a_thousand_syllables_cover_what_spelling_has() -> None:
    chosen = thousand_syllables()
    assert len(set(chosen)) == A_THOUSAND
    assert set(covering_syllables()) <= set(chosen) <= set(syllables())


@pytest.mark.parametrize("method", METHODS)
def test_no_syllable_is_corrupted(sheet: Window, method: str) -> None:
    lines = lines_of(thousand_syllables())
    assert corrupted(sheet, method, lines, FIELDS) == []


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("method", METHODS)
def test_no_syllable_of_all_is_corrupted(sheet: Window, method: str, part: int) -> None:
    """In parts, each on a page of its own: Chromium keeps every edit of a page to undo it."""
    every = syllables()
    assert len(every) > 10_000
    assert corrupted(sheet, method, lines_of(every[part::PARTS]), FIELDS) == []


def test_names_are_typed_in_the_blind_step(hand: Hand, books: dict[str, SampleBook]) -> None:
    clerk = FrugalClerk(hand)
    clerk.open_book(books["KS"].title)
    lines = lines_of(covering_syllables()[:120])
    lines = [line.title() for line in lines]
    found = [corrupted(hand.window, each, lines, {"child.full_name": ""}) for each in METHODS]
    clerk.give_back()
    assert found == [[], [], []]


def test_enter_that_ends_a_word_of_the_input_method_goes_nowhere(sheet: Window) -> None:
    keys = InputMethod(sheet.page)
    sheet.page.locator('[name="mother-full_name"]').focus()
    sheet.press("Control+a")
    keys.replay(composition_events("tệ")[:-1])
    keys.enter_while_composing()
    assert sheet.focused() == "mother-full_name"
    keys.replay(composition_events("tệ")[-1:])
    assert sheet.page.input_value('[name="mother-full_name"]') == "tệ"


def test_letters_that_look_alike_are_told(sheet: Window) -> None:
    sheet.page.locator('[name="mother-full_name"]').focus()
    sheet.press("Control+a")
    sheet.page.keyboard.insert_text("Ðỗ Thị H\u043eà")
    sheet.press("Tab")
    sheet.page.wait_for_selector("#hints-mother-full_name .hint")
    told = sheet.page.inner_text("#hints-mother-full_name")
    assert "Ð" in told
    assert "\u043e" in told


def test_no_module_of_the_page_runs_twice(hand: Hand, books: dict[str, SampleBook]) -> None:
    loaded: list[str] = []
    hand.window.page.on("request", lambda request: loaded.append(request.url))
    clerk = FrugalClerk(hand)
    clerk.open_book(books["KS"].title)
    loaded.clear()
    hand.window.page.reload(wait_until="load")
    hand.window.page.wait_for_selector("#blind")
    names = [re.sub(r"\.[0-9a-f]{12}", "", url) for url in loaded if url.endswith(".js")]
    clerk.give_back()
    assert sorted(names) == sorted(set(names))
