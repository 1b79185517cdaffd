"""An installation that runs for some tests, and the windows of the officers who work at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.support.browser import Window
from tests.support.installation import Installation


@contextmanager
def running(home: Path) -> Iterator[Installation]:
    """Run the program with the demo in a folder of its own; its log must hold no fault."""
    found = Installation(home, demo=True)
    found.start()
    yield found
    found.stop()
    assert "Traceback" not in found.log, found.log


@contextmanager
def open_windows() -> Iterator[dict[str, Window]]:
    """Hold the window of each officer who has signed in, by login."""
    held: dict[str, Window] = {}
    yield held
    for window in held.values():
        window.close()


def desks(
    installation: Installation, browser: Browser, windows: dict[str, Window]
) -> Callable[[str], Window]:
    """Return a function that gives an officer's window, signed in.

    He signs in on first use, and again where another window has ended his session meanwhile (an
    account is open at one place) or where it locked itself.
    """

    def window_of(login: str) -> Window:
        if login not in windows:
            windows[login] = Window(browser, installation.url)
        if not windows[login].is_signed_in():
            windows[login].sign_in(login)
        return windows[login]

    return window_of
