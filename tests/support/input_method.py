"""An input method at work in Chromium: its keys, letters and compositions, through the debugger."""

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page

from hotich.synth.keyboard import LOCK, Act, Event

_CODES = {"Backspace": 8, " ": 32}
_COMPOSING_KEY = {"windowsVirtualKeyCode": 229, "key": "Process", "code": ""}


class InputMethod:
    """Sends what an input method sends, as fast as the browser takes it."""

    def __init__(self, page: Page) -> None:
        self._send = page.context.new_cdp_session(page).send

    def replay(self, events: Iterable[Event]) -> None:
        """Send the events into the control that has the focus."""
        for event in events:
            match event.act:
                case Act.KEY:
                    self._key(event.text)
                case Act.INSERT:
                    self._send("Input.insertText", {"text": event.text})
                case Act.COMPOSE:
                    self._send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **_COMPOSING_KEY})
                    self._compose(event.text)
                case Act.COMMIT:
                    self._send("Input.insertText", {"text": event.text})

    def enter_while_composing(self) -> None:
        """Press Enter as a key that the input method takes for itself."""
        told = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        self._send("Input.dispatchKeyEvent", told)

    def _compose(self, text: str) -> None:
        end = len(text)
        told = {"text": text, "selectionStart": end, "selectionEnd": end}
        self._send("Input.imeSetComposition", told)

    def _key(self, key: str) -> None:
        if key == LOCK:
            return
        told: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": _CODES.get(key, ord(key[0]))}
        if len(key) == 1:
            told |= {"type": "keyDown", "text": key}
        else:
            told |= {"type": "rawKeyDown", "code": key}
        # No module of ours listens to the release of a key; left out, it costs no time.
        self._send("Input.dispatchKeyEvent", told)
