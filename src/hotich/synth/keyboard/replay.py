"""What does a browser get from an input method while a text is typed?

Methods that hook the keyboard (Unikey and its kin) let a key through or swallow it and send
Backspaces and the new letters instead, without composition events. Methods that compose (Windows
10, macOS, ibus, fcitx) hold the word until it is done and show it underlined meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hotich.synth.keyboard.strokes import LOCK, Stroke, Style, strokes_of

BACKSPACE: Final = "Backspace"


class Act(StrEnum):
    """What the browser gets: a key, letters without a key, a word in the making, a word done."""

    KEY = "key"
    INSERT = "insert"
    COMPOSE = "compose"
    COMMIT = "commit"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the browser gets; `text` is the key's name or the letters.

    `pressed` are the keys that the hand pressed for it; a Backspace of the input method has none.
    """

    act: Act
    text: str
    pressed: tuple[str, ...] = ()


def hook_events(text: str, style: Style = Style.TELEX) -> tuple[Event, ...]:
    """Return what a method that hooks the keyboard sends while the text is typed."""
    return tuple(_hooked(strokes_of(text, style)))


def composition_events(text: str, style: Style = Style.TELEX) -> tuple[Event, ...]:
    """Return what a composing method sends: each word is composed, then committed."""
    return tuple(_composed(strokes_of(text, style)))


def _hooked(strokes: tuple[Stroke, ...]) -> Iterator[Event]:
    for stroke in strokes:
        if stroke.is_plain or stroke.key == LOCK:
            yield Event(Act.KEY, stroke.key, stroke.presses)
            continue
        kept = _alike(stroke.before, stroke.after)
        pressed = stroke.presses
        for _ in stroke.before[kept:]:
            yield Event(Act.KEY, BACKSPACE, pressed)
            pressed = ()
        if stroke.after[kept:] or pressed:
            yield Event(Act.INSERT, stroke.after[kept:], pressed)


def _composed(strokes: tuple[Stroke, ...]) -> Iterator[Event]:
    word = ""
    for stroke in strokes:
        if stroke.key == LOCK:
            yield Event(Act.KEY, LOCK, stroke.presses)
        elif stroke.before or stroke.after.isalpha() or not stroke.after:
            if not stroke.before and word:
                yield Event(Act.COMMIT, word)
            word = stroke.after
            yield Event(Act.COMPOSE, word, stroke.presses)
        else:
            if word:
                yield Event(Act.COMMIT, word)
            word = ""
            yield Event(Act.KEY, stroke.key, stroke.presses)
    if word:
        yield Event(Act.COMMIT, word)


def _alike(left: str, right: str) -> int:
    """Return how many letters the two begin with alike."""
    count = 0
    for one, two in zip(left, right, strict=False):
        if one != two:
            break
        count += 1
    return count
