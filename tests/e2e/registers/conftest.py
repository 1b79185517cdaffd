"""An installation of its own, so that the books added here stand in nobody else's figures."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Window
from tests.support.desks import desks, open_windows, running
from tests.support.installation import Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Run the program with the demo in a folder of its own."""
    with running(tmp_path_factory.mktemp("registers") / "home") as found:
        yield found


@pytest.fixture(scope="module")
def windows(installation: Installation, browser: Browser) -> Iterator[dict[str, Window]]:
    """Hold the window of each officer who has signed in, closed before browser and program."""
    with open_windows() as held:
        yield held


@pytest.fixture(scope="module")
def at_desk(
    installation: Installation, browser: Browser, windows: dict[str, Window]
) -> Callable[[str], Window]:
    """Return a function that gives an officer's window, signed in on first use."""
    return desks(installation, browser, windows)
