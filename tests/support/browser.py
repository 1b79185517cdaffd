"""An officer at a real browser: what he sees, what he presses, and every fault of the page."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from hotich.cli.demo import PASSWORD

SCREENSHOTS = Path("screenshots")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECONDS = 30
# Written to the console though nothing is wrong: a form that is refused answers 422; htmx drops
# an answer that a later key has made stale.
_NO_FAULT = ("status of 422", "htmx:sendAbort", "htmx:afterRequest")
_WATCH_THE_MOUSE = """
for (const kind of ["pointerdown", "mousedown", "mouseup", "touchstart", "wheel", "dblclick"])
  addEventListener(kind, (event) => noteMouse(`${kind} ${event.target?.tagName}`), true);
addEventListener("click", (event) => {
  if (event.detail > 0) noteMouse(`click ${event.target?.tagName}`);
}, true);
"""

# How many stops it is from the control in hand to the one of that name; backwards is negative.
_WAY = """(name) => {
const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
const all = [...document.querySelectorAll(stops)].filter((each) => each.tabIndex >= 0
    && !each.disabled && each.type !== "hidden"
    && each.checkVisibility({visibilityProperty: true}));
const to = all.findIndex((each) => each.name === name);
if (to < 0) return null;
const at = document.activeElement;
const from = all.indexOf(at);
if (from >= 0) return to - from;
const next = all.findIndex((each) => at === document.body
  || at.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
return to < next ? to - next : to - next + 1; }"""
_WORDS_IN_HAND = """() => { const at = document.activeElement;
return at.matches("a, button, summary, [type=submit]") ? at.innerText || at.value : ""; }"""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run Debian's Chromium without a screen; fail with the package's name where it is missing."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Window:
    """A browser window of one officer; faults of its pages are gathered in `faults`."""

    def __init__(self, browser: Browser, url: str, *, locale: str = "vi-VN") -> None:
        self.url = url
        self.faults: list[str] = []
        self.mouse: list[str] = []
        self.context: BrowserContext = browser.new_context(
            locale=locale, viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        self.context.set_default_timeout(SECONDS * 1000)
        self.context.expose_binding("noteMouse", lambda _source, what: self.mouse.append(what))
        self.context.add_init_script(_WATCH_THE_MOUSE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", self._listen)
        self.page.on("response", self._check)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in _NO_FAULT):
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _check(self, response: Any) -> None:
        if response.status >= 500 or not response.url.startswith((self.url, "blob:", "data:")):
            self.faults.append(f"{response.status} {response.url}")

    def take_faults(self) -> list[str]:
        """Return the faults gathered since the last call."""
        found, self.faults = self.faults, []
        return found

    def sign_in(self, login: str) -> None:
        """Sign in as an officer of the demo, by keyboard."""
        self.open("/tai-khoan/dang-nhap/")
        for name, text in (("login", login), ("password", PASSWORD), ("workstation", "Máy số 1")):
            self.go_to(name)
            self.type(text)
        self.press("Enter")
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)

    def is_signed_in(self) -> bool:
        """Return whether the officer's session is open here."""
        answer = self.context.request.get(self.url + "/tai-khoan/cua-toi/", max_redirects=0)
        return answer.status == 200

    def open(self, path: str) -> None:
        """Open a page of the installation and wait until its modules have run."""
        self.page.goto(self.url + path)

    def press(self, keys: str) -> None:
        """Press one key or combination."""
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        """Type a text letter by letter; one without a key comes as an input method sends it."""
        self.page.keyboard.type(text)

    def type_words(self, text: str) -> None:
        """Type a text word by word, as an input method commits it."""
        for word in re.findall(r"\S+\s*", text):
            self.page.keyboard.insert_text(word)

    def focused(self) -> str:
        """Return the name of the control that has the focus, else its id or its words."""
        found: str = self.page.evaluate(
            """() => { const at = document.activeElement;
            return at.name || at.id || (at.textContent || "").trim().slice(0, 60); }"""
        )
        return found

    def go_to(self, name: str) -> int:
        """Press Tab, or Shift+Tab, until the control of that name has the focus; return how often.

        The shorter way is taken, as an eye on the screen would.
        """
        pressed = 0
        # Once more where an answer of the server has put a button in the way meanwhile.
        for _ in range(4):
            way = self.page.evaluate(_WAY, name)
            assert way is not None, f"{name} is not to be reached by Tab on {self.page.url}"
            for _step in range(abs(way)):
                self.press("Tab" if way > 0 else "Shift+Tab")
            pressed += abs(way)
            if self.focused() == name:
                return pressed
        raise AssertionError(f"Tab leads to {self.focused()}, not {name}, on {self.page.url}")

    def press_button(self, words: str, *, limit: int = 200) -> None:
        """Go to the button or link with these words by Tab, and press Enter."""
        for _ in range(limit):
            at = str(self.page.evaluate(_WORDS_IN_HAND))
            if words in " ".join(at.split()):
                self.press("Enter")
                return
            self.press("Tab")
        raise AssertionError(f"{words!r} is not reached on {self.page.url}")

    # What follows is for officers who use the mouse as well.

    def fill(self, name: str, text: str, *, within: str = "") -> None:
        """Put a text into the control whose name ends so, inside `within` where it is given."""
        self.page.locator(f'{within} [name$="{name}"]:visible').first.fill(text)

    def choose(self, name: str, words: str, *, within: str = "") -> None:
        """Choose the option whose words hold these."""
        control = self.page.locator(f'{within} [name$="{name}"]:visible').first
        option = control.locator("option", has_text=words).first
        control.select_option(value=option.get_attribute("value"))

    def tick(self, name: str, value: str, *, within: str = "") -> None:
        """Tick the radio button or box of that name and value."""
        self.page.locator(f'{within} [name$="{name}"][value="{value}"]:visible').first.check()

    def send(self, words: str, *, within: str = "main") -> str:
        """Press the button with these words and return what the next page says of it."""
        button = self.page.locator(within).get_by_role("button", name=words).first
        with self.page.expect_navigation():
            button.click()
        return self.said()

    def follow(self, words: str, *, within: str = "main") -> None:
        """Follow the link with these words."""
        link = self.page.locator(within).get_by_role("link", name=words).first
        with self.page.expect_navigation():
            link.click()

    def fetch(self, words: str) -> bytes:
        """Follow the link or press the button that sends a file, and return the file."""
        found = self.page.locator("main").get_by_text(words).first
        with self.page.expect_download() as coming:
            found.click()
        return coming.value.path().read_bytes()

    def said(self) -> str:
        """Return the messages of the page."""
        return " ".join(self.page.inner_text("#messages").split())

    def text(self, within: str = "main") -> str:
        """Return what the page shows, blanks squeezed."""
        return " ".join(self.page.inner_text(within).split())

    def wait_until(self, what: Callable[[], Any], said: str) -> Any:
        """Return the first true value of `what`; fail with `said` after a while."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            found = what()
            if found:
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{said} on {self.page.url}")

    def look(self, name: str) -> None:
        """Keep a picture of the screen in the git-ignored folder of screenshots."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def close(self) -> None:
        """Close the window."""
        self.context.close()
