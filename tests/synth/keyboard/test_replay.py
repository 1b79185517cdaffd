"""What a browser gets, put together again by a page that does nothing but obey."""

import pytest

from hotich.core.names import fold
from hotich.synth.keyboard import (
    LOCK,
    Act,
    Event,
    Style,
    composition_events,
    hook_events,
    presses_of,
    strokes_of,
    syllables,
)

TEXTS = (
    "Nguyễn Thị Phượng",
    "NGUYỄN THỊ HÀ, xã Nga Trường (1998)",
    "Paris D9 H’Wen",
    "UBND xã",
    "x",
    "",
)


def obey(events: tuple[Event, ...]) -> str:
    """Return what stands in a field that got these events."""
    text = composed = ""
    for event in events:
        match event.act:
            case Act.KEY if event.text == "Backspace":
                text = text[:-1]
            case Act.KEY if event.text != LOCK:
                text += event.text
            case Act.INSERT:
                text += event.text
            case Act.COMPOSE:
                composed = event.text
            case Act.COMMIT:
                text, composed = text + event.text, ""
    assert not composed
    return text


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("text", TEXTS)
def test_the_text_arrives_and_every_key_is_counted(text: str, style: Style) -> None:
    for events in (hook_events(text, style), composition_events(text, style)):
        assert obey(events) == text
        assert [key for event in events for key in event.pressed] == list(presses_of(text, style))


def test_every_syllable_arrives() -> None:
    lost = [
        (syllable, style)
        for syllable in syllables()
        for style in Style
        if obey(hook_events(syllable, style)) != syllable
        or obey(composition_events(syllable, style)) != syllable
    ]
    assert lost == []


def test_a_hook_takes_letters_back_and_sends_others() -> None:
    assert hook_events("tệ") == (
        Event(Act.KEY, "t", ("t",)),
        Event(Act.KEY, "e", ("e",)),
        Event(Act.KEY, "Backspace", ("e",)),
        Event(Act.INSERT, "ê"),
        Event(Act.KEY, "Backspace", ("j",)),
        Event(Act.INSERT, "ệ"),
    )


def test_a_composing_method_holds_the_word_until_it_is_done() -> None:
    assert composition_events("tệ 1") == (
        Event(Act.COMPOSE, "t", ("t",)),
        Event(Act.COMPOSE, "te", ("e",)),
        Event(Act.COMPOSE, "tê", ("e",)),
        Event(Act.COMPOSE, "tệ", ("j",)),
        Event(Act.COMMIT, "tệ"),
        Event(Act.KEY, " ", (" ",)),
        Event(Act.KEY, "1", ("1",)),
    )


def test_telex_and_vni_press_as_often_in_every_syllable_but_oo() -> None:
    telex = {one: len(strokes_of(one, Style.TELEX)) for one in syllables()}
    vni = {one: len(strokes_of(one, Style.VNI)) for one in syllables()}
    assert all(fold(one).count("oo") for one in telex if telex[one] != vni[one])
