"""One installation with the demo, one browser, and officers at their windows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.book import STORED, WORDS, sample_entries
from tests.support.asking import ask
from tests.support.browser import Window, open_browser
from tests.support.desks import desks, open_windows, running
from tests.support.installation import Installation
from tests.support.scripted_clerk import ScriptedClerk, Typed, paper_of


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Run the program with the demo in a folder of its own."""
    with running(tmp_path_factory.mktemp("e2e") / "home") as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


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


@pytest.fixture(autouse=True)
def no_faults(request: pytest.FixtureRequest, windows: dict[str, Window]) -> Iterator[None]:
    """Fail the test on any fault of a page it opened; keep pictures of a test that failed."""
    yield
    told = getattr(request.node, "told", None)
    if told is not None and told.failed:
        for login, window in windows.items():
            window.look(f"{request.node.name}-{login}")
    faults = {login: window.take_faults() for login, window in windows.items()}
    assert {login: said for login, said in faults.items() if said} == {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Tell the fixtures of a test whether it failed."""
    report = yield
    if report.when == "call":
        item.told = report
    return report


@dataclass(frozen=True)
class TypedBook:
    """The forty entries as the screen showed them, what the mouse did, and what was stored."""

    entries: tuple[Typed, ...]
    mouse: list[str]
    stored: list[dict[str, Any]]


@pytest.fixture(scope="package")
def typed_book(installation: Installation, at_desk: Callable[[str], Window]) -> TypedBook:
    """Let a clerk type the whole book from its pages, once for all tests."""
    window = at_desk("congan")
    clerk = ScriptedClerk(window)
    clerk.open_book(WORDS)
    entries = tuple(clerk.type_entry(paper_of(one)) for one in sample_entries())
    clerk.give_back()
    return TypedBook(entries, list(window.mouse), ask(installation, STORED))
