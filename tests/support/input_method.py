"""An input method at work in Chromium: its keys, letters and compositions, through the debugger.

A hook sends its keys and letters in one go and waits for nothing; so does this one: what belongs to
a text goes to the browser at once, which takes it in order. That is faster than key by key, too.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

from playwright.sync_api import Page

from hotich.synth.keyboard import LOCK, Act, Event

Command = tuple[str, dict[str, Any]]
_CODES = {"Backspace": 8, " ": 32}
_COMPOSING_KEY = {"windowsVirtualKeyCode": 229, "key": "Process", "code": ""}


class InputMethod:
    """Sends what an input method sends, as fast as the browser takes it."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)

    def replay(self, events: Iterable[Event]) -> None:
        """Send the events into the control that has the focus; all have arrived on return."""
        self._send_all([one for event in events for one in _commands(event)])

    def enter_while_composing(self) -> None:
        """Press Enter as a key that the input method takes for itself."""
        told = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        self._send_all([("Input.dispatchKeyEvent", told)])

    def _send_all(self, commands: list[Command]) -> None:
        """Send the commands one behind the other, without waiting between them."""
        session: Any = self._session

        async def send() -> None:
            sent = (session._impl_obj.send(name, told, None) for name, told in commands)
            await asyncio.gather(*sent)

        session._sync(send())


def _commands(event: Event) -> Iterator[Command]:
    match event.act:
        case Act.KEY:
            yield from _key(event.text)
        case Act.INSERT | Act.COMMIT:
            yield "Input.insertText", {"text": event.text}
        case Act.COMPOSE:
            yield "Input.dispatchKeyEvent", {"type": "rawKeyDown", **_COMPOSING_KEY}
            end = len(event.text)
            told = {"text": event.text, "selectionStart": end, "selectionEnd": end}
            yield "Input.imeSetComposition", told


def _key(key: str) -> Iterator[Command]:
    if key == LOCK:
        return
    told: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": _CODES.get(key, ord(key[0]))}
    if len(key) == 1:
        told |= {"type": "keyDown", "text": key}
    else:
        told |= {"type": "rawKeyDown", "code": key}
    # No module of ours listens to the release of a key; left out, it costs no time.
    yield "Input.dispatchKeyEvent", told
