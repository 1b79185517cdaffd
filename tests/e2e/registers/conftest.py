"""An installation of its own, so that the books added here stand in nobody else's figures."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Window
from tests.support.installation import Installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Run the program with the demo in a folder of its own."""
    found = Installation(tmp_path_factory.mktemp("registers") / "home", demo=True)
    found.start()
    yield found
    found.stop()
    assert "Traceback" not in found.log, found.log


@pytest.fixture(scope="module")
def windows(installation: Installation, browser: Browser) -> Iterator[dict[str, Window]]:
    """Hold the window of each officer who has signed in, by login."""
    held: dict[str, Window] = {}
    yield held
    for window in held.values():
        window.close()


@pytest.fixture(scope="module")
def at_desk(
    installation: Installation, browser: Browser, windows: dict[str, Window]
) -> Callable[[str], Window]:
    """Return a function that gives an officer's window, signed in on first use."""

    def window_of(login: str) -> Window:
        if login not in windows:
            windows[login] = Window(browser, installation.url)
            windows[login].sign_in(login)
        return windows[login]

    return window_of
