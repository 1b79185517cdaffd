"""An installation with invented books of births, marriages and deaths, and a hand that counts."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Window
from tests.support.desks import desks, open_windows
from tests.support.installation import Installation
from tests.support.sample_installation import set_up
from tests.support.typing_budget import SampleBook, birth_book, other_book
from tests.support.typing_hand import Hand


@pytest.fixture(scope="package")
def books() -> dict[str, SampleBook]:
    """Return the short books: a few entries of each path."""
    return {
        "KS": birth_book(1, 1998, found=8, new=2),
        "KH": other_book("KH", 3, entries=4, drawn=120),
        "KT": other_book("KT", 4, entries=4, drawn=120),
    }


@pytest.fixture(scope="package")
def installation(
    tmp_path_factory: pytest.TempPathFactory, books: dict[str, SampleBook]
) -> Iterator[Installation]:
    """Run the program with the short books in a folder of its own."""
    found = Installation(tmp_path_factory.mktemp("keyboard") / "home", worker=False)
    people = [row for book in books.values() for row in book.people]
    assert len({row["pin"] for row in people}) == len(people)
    set_up(found, people, [book.book for book in books.values()])
    found.start()
    yield found
    found.stop()
    assert "Traceback" not in found.log, found.log


@pytest.fixture(scope="package")
def windows(installation: Installation, browser: Browser) -> Iterator[dict[str, Window]]:
    """Hold the window of each officer who has signed in, closed before browser and program."""
    with open_windows() as held:
        yield held


@pytest.fixture(scope="package")
def at_desk(
    installation: Installation, browser: Browser, windows: dict[str, Window]
) -> Callable[[str], Window]:
    """Return a function that gives an officer's window, signed in on first use."""
    return desks(installation, browser, windows)


@pytest.fixture(scope="package")
def hand(at_desk: Callable[[str], Window]) -> Hand:
    """Return the hand of the officer who types."""
    return Hand(at_desk("congan"))
