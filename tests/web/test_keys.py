"""The key map: every key once, none that browsers or Vietnamese input methods need."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.registers import Reading
from hotich.web import keys
from hotich.web.keys import Refusal, Why

ROOMS = Path(keys.__file__).parent.parent
ACTIONS = [key.action for key in keys.KEYS]
SOME = [
    "F1",
    "F4",
    "F8",
    "F9",
    "Alt+K",
    "Alt+U",
    "Alt+0",
    "Alt+,",
    "Control+F8",
    "F5",
    "Alt+Z",
    "K",
]


def test_every_key_and_every_action_stands_once() -> None:
    every = (*keys.KEYS, *keys.GESTURES)
    combos = [key.combo for key in every]
    actions = [key.action for key in every]
    assert len(set(combos)) == len(combos)
    assert len(set(actions)) == len(actions)


@pytest.mark.parametrize("key", keys.KEYS, ids=lambda key: key.action)
def test_a_key_leaves_browser_and_input_methods_alone(key: keys.Key) -> None:
    assert keys.refusal(key.action, key.combo, keys.KEYS) is None


@given(st.dictionaries(st.sampled_from([*ACTIONS, "fly"]), st.sampled_from(SOME)))
def test_a_merged_map_has_every_action_and_every_key_once(choices: dict[str, str]) -> None:
    found = keys.merged(choices)
    assert [key.action for key in found] == ACTIONS
    assert len({key.combo for key in found}) == len(found)
    assert all(keys.refusal(key.action, key.combo, found) is None for key in found)


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {code.value for code in Reading}))
def test_a_key_is_bound_on_some_page(action: str) -> None:
    """The marks of reading are bound by their own component, each by its code."""
    bound = re.compile(rf'(?:{{% (?:key|viewer_tool)|get_key\() ?"{action}"')
    files = (*ROOMS.rglob("*.html"), *ROOMS.rglob("*.py"))
    assert any(bound.search(file.read_text("utf-8")) for file in files)


def test_two_actions_may_change_their_keys() -> None:
    found = {key.action: key.combo for key in keys.merged({"copy": "F8", "ditto": "F9"})}
    assert (found["copy"], found["ditto"]) == ("F8", "F9")


def test_a_choice_refused_by_now_falls_back_to_the_table() -> None:
    assert keys.merged({"copy": "F8", "fly": "Alt+U", "ditto": "F5"}) == keys.KEYS


@pytest.mark.parametrize(
    ("combo", "why"),
    [
        ("", Why.UNREADABLE),
        ("alt+k", Why.UNREADABLE),
        ("Alt+Control+F8", Why.UNREADABLE),
        ("K", Why.ALONE),
        ("Shift+K", Why.ALONE),
        ("1", Why.ALONE),
        ("F5", Why.BROWSER),
        ("F11", Why.BROWSER),
        ("F12", Why.BROWSER),
        ("Control+1", Why.BROWSER),
        ("Control+T", Why.BROWSER),
        ("Alt+F4", Why.BROWSER),
        ("Alt+3", Why.BROWSER),
        ("Control+PageUp", Why.BROWSER),
        ("Control+Shift+K", Why.INPUT_METHOD),
        ("Alt+Shift+K", Why.INPUT_METHOD),
        ("Alt+Z", Why.INPUT_METHOD),
        ("Control+Alt+K", Why.KEYBOARD),
        ("Alt+[", Why.KEYBOARD),
    ],
)
def test_a_combination_is_refused(combo: str, why: Why) -> None:
    assert keys.refusal("ditto", combo, keys.KEYS) == Refusal(why)


@pytest.mark.parametrize(("combo", "holder"), [("F9", "copy"), ("Enter", "next_field")])
def test_a_taken_combination_names_who_has_it(combo: str, holder: str) -> None:
    found = keys.refusal("ditto", combo, keys.KEYS)
    assert found is not None
    assert (found.why, found.by and found.by.action) == (Why.TAKEN, holder)


@pytest.mark.parametrize("combo", ["F8", "Alt+U", "Alt+0", "Alt+,", "Control+F9", "Shift+F8"])
def test_a_free_combination_can_be_chosen(combo: str) -> None:
    assert keys.refusal("ditto", combo, (keys.get_key("ditto"), keys.get_key("copy"))) is None


@pytest.mark.parametrize(
    ("typed", "combo"),
    [
        (" ctrl + f10 ", "Control+F10"),
        ("alt+k", "Alt+K"),
        ("Shift+Alt+K", "Alt+Shift+K"),
        ("PgDn", "PageDown"),
        ("F13", ""),
        ("Alt", ""),
        ("Alt+Alt+K", ""),
        ("nhanh", ""),
        ("Alt+=", "Alt+="),
        ("Alt++", "Alt++"),
        ("", ""),
    ],
)
def test_a_typed_combination_is_read(typed: str, combo: str) -> None:
    assert keys.read_combo(typed) == combo


def test_an_element_carries_its_key_for_the_module_and_for_screen_readers() -> None:
    html = Template('{% load components %}<b {% key "undecided" %}>{% key_hint "undecided" %}</b>')
    assert html.render(Context()) == (
        '<b data-key="Control+F10" aria-keyshortcuts="Control+F10"><kbd>Ctrl+F10</kbd></b>'
    )


def test_an_element_carries_the_officers_own_key_while_it_is_in_force() -> None:
    html = Template('{% load components %}{% key_hint "ditto" %}')
    with keys.in_force(lambda: keys.merged({"ditto": "Alt+U"})):
        assert html.render(Context()) == "<kbd>Alt+U</kbd>"
    assert html.render(Context()) == "<kbd>F8</kbd>"


def test_an_unknown_action_is_a_fault_of_the_template() -> None:
    with pytest.raises(keys.UnknownKeyError):
        keys.get_key("fly")


def test_the_overlay_lists_every_key() -> None:
    html = Template("{% load components %}{% key_map %}").render(Context())
    for key in (*keys.KEYS, *keys.GESTURES):
        assert f"<kbd>{keys.shown(key.combo)}</kbd>" in html


def test_every_place_lists_actions_once() -> None:
    listed = [action for actions in keys.PLACES.values() for action in actions]
    assert len(set(listed)) == len(listed)
    assert [
        key for _place, rows in keys.by_place(keys.KEYS) for key in rows if key not in keys.KEYS
    ] == []
    assert sum(len(rows) for _place, rows in keys.by_place(keys.KEYS)) == len(keys.KEYS)
