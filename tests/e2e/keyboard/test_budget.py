"""How many keys does an entry cost? Counted by real key presses; the test fails when it is dearer.

The budget is the study's, on the fields it has (`STUDIED`); what the printed form has besides,
above all the papers of both parents, is bounded beside it. Each run prints what every field took.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from tests.e2e.keyboard.typing_a_book import type_book, wrongly_stored
from tests.support.browser import Window
from tests.support.installation import Installation
from tests.support.sample_installation import set_up
from tests.support.typing_budget import (
    Count,
    Figures,
    SampleBook,
    birth_book,
    other_book,
    own_seed,
    share,
)
from tests.support.typing_hand import Hand

pytestmark = pytest.mark.e2e

SEEDS = (1, 2)
YEAR = 1998
#: Entries after which the screen knows how the book is written; the short form counts from there.
WARM = 4
#: What is wanted on the fields of the study: found path median and ninth tenth, new-person median.
WANTED = (81, 95, 134)
#: What is held: the wanted figures on those fields, and on the whole printed form what is reached.
STUDIED = WANTED
WHOLE = (105, 130, 165)
#: A marriage and a death: the median on the whole printed form.
OTHERS = {"KH": 180, "KT": 240}


def tell(figures: Figures, title: str) -> None:
    """Print the table, so that a failure shows where the keys went."""
    wanted = ", ".join(map(str, WANTED))
    said = [f"wanted on births, found median and p90, new median: {wanted}"]
    sys.stdout.write("\n".join(["", *figures.lines(title), *said, ""]))


def reached(figures: Figures, keys: Callable[[Count], int]) -> tuple[float, float, float]:
    """Return median and ninth tenth of the found path, and median of the new-person path."""
    found, new = ([keys(one) for one in figures.of(path)] for path in ("found", "new"))
    return median(found), share(found, 0.9), median(new)


def is_within(figures: tuple[float, ...], bounds: tuple[float, ...]) -> bool:
    """Return whether no figure is above its bound."""
    return all(figure <= bound for figure, bound in zip(figures, bounds, strict=True))


def test_births_stay_in_the_budget(
    hand: Hand, books: dict[str, SampleBook], installation: Installation
) -> None:
    figures = type_book(hand, books["KS"])
    tell(figures, "births, 1998")
    assert wrongly_stored(installation, books["KS"]) == []
    warm = Figures(figures.counts[WARM:])
    assert is_within(reached(warm, lambda one: one.studied), STUDIED)


@pytest.mark.parametrize("code", OTHERS)
def test_marriages_and_deaths_stay_in_theirs(
    hand: Hand, books: dict[str, SampleBook], installation: Installation, code: str
) -> None:
    figures = type_book(hand, books[code])
    tell(figures, books[code].title)
    assert wrongly_stored(installation, books[code]) == []
    assert median(one.keys for one in figures.counts[WARM - 2 :]) <= OTHERS[code]


# Full size -----------------------------------------------------------------------------------


@pytest.fixture
def typed_in_full(tmp_path: Path, browser: Browser) -> Callable[[SampleBook], Figures]:
    """Return a function that types a whole book in an installation of its own."""

    def run(book: SampleBook) -> Figures:
        home = tmp_path / f"home-{len(list(tmp_path.iterdir()))}"
        held = Installation(home, worker=False)
        set_up(held, book.people, [book.book])
        held.start()
        window = Window(browser, held.url)
        try:
            window.sign_in("congan")
            figures = type_book(Hand(window), book)
            assert wrongly_stored(held, book) == []
            assert window.take_faults() == []
        finally:
            window.close()
            held.stop()
        return figures

    return run


@pytest.mark.soak
def test_two_hundred_births_of_two_seeds(typed_in_full) -> None:
    both = Figures()
    for seed in SEEDS:
        figures = typed_in_full(birth_book(seed, YEAR, found=100, new=20))
        tell(figures, f"births, 1998, seed {seed}")
        both.counts += figures.counts
    tell(both, "births, 1998, both seeds")
    assert is_within(reached(both, lambda one: one.studied), STUDIED)
    assert is_within(reached(both, lambda one: one.keys), WHOLE)


@pytest.mark.soak
def test_births_of_a_seed_taken_now_are_reported(typed_in_full) -> None:
    seed = own_seed()
    tell(typed_in_full(birth_book(seed, YEAR, found=40, new=10)), f"births, 1998, seed {seed}")


@pytest.mark.soak
def test_births_in_a_newer_form_are_reported(typed_in_full) -> None:
    tell(typed_in_full(birth_book(SEEDS[0], 2017, found=40, new=10)), "births, 2017")


@pytest.mark.soak
@pytest.mark.parametrize("code", OTHERS)
def test_forty_marriages_and_forty_deaths(typed_in_full, code: str) -> None:
    book = other_book(code, SEEDS[0], entries=40, drawn=1600)
    figures = typed_in_full(book)
    tell(figures, book.title)
    assert median(one.keys for one in figures.counts) <= OTHERS[code]
