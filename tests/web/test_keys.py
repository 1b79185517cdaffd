"""The key map: every key once, none that browsers or Vietnamese input methods need."""

import re

import pytest
from django.template import Context, Template

from hotich.web import keys


def test_every_key_and_every_action_stands_once() -> None:
    every = (*keys.KEYS, *keys.GESTURES)
    combos = [key.combo for key in every]
    actions = [key.action for key in every]
    assert len(set(combos)) == len(combos)
    assert len(set(actions)) == len(actions)


@pytest.mark.parametrize("key", keys.KEYS, ids=lambda key: key.action)
def test_a_key_leaves_browser_and_input_methods_alone(key: keys.Key) -> None:
    assert key.combo not in {"F5", "F6", "F11", "F12", "Alt+Z", "Alt+D", "Alt+F", "Alt+E"}
    assert not re.fullmatch(r"Control\+(?:Shift|[0-9A-Z])", key.combo)
    # A letter alone would be lost to typing.
    assert re.fullmatch(r"F\d+|Page(?:Up|Down)|(?:Alt|Control)\+.+", key.combo)


def test_an_element_carries_its_key_for_the_module_and_for_screen_readers() -> None:
    html = Template('{% load components %}<b {% key "undecided" %}>{% key_hint "undecided" %}</b>')
    assert html.render(Context()) == (
        '<b data-key="Control+F10" aria-keyshortcuts="Control+F10"><kbd>Ctrl+F10</kbd></b>'
    )


def test_an_unknown_action_is_a_fault_of_the_template() -> None:
    with pytest.raises(keys.UnknownKeyError):
        keys.get_key("fly")


def test_the_overlay_lists_every_key() -> None:
    html = Template("{% load components %}{% key_map %}").render(Context())
    for key in (*keys.KEYS, *keys.GESTURES):
        assert f"<kbd>{keys.shown(key.combo)}</kbd>" in html
