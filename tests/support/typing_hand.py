"""A hand at the keyboard: types through the replay of Telex, counts every key that goes down."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hotich.synth.keyboard import SHIFT, Act, KeyLog, Style, hook_events
from tests.support.browser import Window

_WATCH = """
addEventListener("keydown", (event) => noteKey(event.key), true);
"""


class Hand:
    """Presses keys in a window and keeps the log of one entry at a time.

    Two counts are kept apart: what the hand presses, and what the pages are told. They differ by
    what the input method swallows and by the Backspaces it sends instead.
    """

    def __init__(self, window: Window, style: Style = Style.TELEX) -> None:
        self.window, self.style = window, style
        self.log = KeyLog()
        self.told: list[str] = []
        self.due = 0
        self.dialogs: list[str] = []
        window.page.on("dialog", self._refuse)
        window.context.expose_binding("noteKey", lambda _source, key: self.told.append(key))
        window.context.add_init_script(_WATCH)

    def _refuse(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def begin(self) -> None:
        """Begin the log of another entry."""
        self.log = KeyLog()

    def press(self, place: str, combo: str) -> None:
        """Press a key or a combination; each key of it counts."""
        keys = combo.split("+") if len(combo) > 1 else [combo]
        self.log.press(place, *keys)
        self.due += len(keys)
        self.window.press(combo)

    def think(self, place: str) -> None:
        """Note that the hand waits for the head."""
        self.log.think(place)

    def type(self, place: str, text: str) -> None:
        """Type a text as Unikey sends it."""
        keyboard = self.window.page.keyboard
        for event in hook_events(text, self.style):
            if event.pressed:
                self.log.press(place, *event.pressed)
            shifted = event.pressed[:1] == (SHIFT,)
            if shifted:
                keyboard.down(SHIFT)
                self.due += 1
            if event.act is Act.KEY and (event.text.isascii()):
                self.due += 1
                keyboard.press(event.text)
            elif event.text:
                keyboard.insert_text(event.text)
            if shifted:
                keyboard.up(SHIFT)

    @contextmanager
    def waiting(self, place: str) -> Iterator[None]:
        """Note how long the machine took."""
        started = time.perf_counter()
        yield
        self.log.wait(place, time.perf_counter() - started)

    def settle(self) -> None:
        """Wait until the page was told of every key; fails when one is missing or too many."""
        self.window.wait_until(lambda: len(self.told) >= self.due, "a key was not heard")
        assert len(self.told) == self.due, (len(self.told), self.due)

    def wait_until(self, what: Callable[[], object], said: str) -> None:
        """Wait for the screen, as the eye does."""
        self.window.wait_until(what, said)
