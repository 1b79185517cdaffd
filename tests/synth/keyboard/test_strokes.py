"""Keys of a text in Telex and VNI, counted by hand."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.synth.keyboard import LOCK, SHIFT, Style, count_keys, presses_of, strokes, strokes_of


def spelled(text: str, style: Style) -> str:
    """Return the presses in one line: ^ for Shift, * for the lock key."""
    signs = {SHIFT: "^", LOCK: "*"}
    return "".join(signs.get(key, key) for key in presses_of(text, style))


@pytest.mark.parametrize(
    ("text", "telex", "vni"),
    [
        ("Nguyễn", "^Nguyeenx", "^Nguye6n4"),
        ("Trường", "^Truowngf", "^Truo7ng2"),
        ("Đà Lạt", "^Ddaf ^Latj", "^D9a2 ^Lat5"),
        ("ăn", "awn", "a8n"),
        ("quờ", "quowf", "quo72"),
        ("thuở", "thuowr", "thuo73"),
        ("xoong", "xooong", "xoong"),
        ("NGUYỄN THỊ HÀ", "*NGUYEeNx THIj HAf*", "*NGUYE6N4 THI5 HA2*"),
        ("UBND xã", "*UBND* xax", "*UBND* xa4"),
        ("ƯỚT", "*UOwTs*", "*UO7T1*"),
        ("xã ĐBKx", "xax ^Dd^B^Kx", "xa4 ^D9^B^Kx"),
        ("Paris", "^Parriss", "^Paris"),
        ("Wen", "^W^Wen", "^Wen"),
        ("D9", "^D9", "^D99"),
        ("Ba2", "^Ba2", "^Ba22"),
        ("02/09/1998", "02/09/1998", "02/09/1998"),
        ("(tr. 12)", "^(tr. 12^)", "^(tr. 12^)"),
        ("hàlộc", "hafloojc", "ha2lo65c"),
        ("ßß", "ßß", "ßß"),
    ],
)
def test_the_keys_of_a_text(text: str, telex: str, vni: str) -> None:
    assert spelled(text, Style.TELEX) == telex
    assert spelled(text, Style.VNI) == vni
    assert count_keys(text) == len(telex)


def test_the_examples_of_the_study() -> None:
    assert doctest.testmod(strokes).failed == 0


def test_decomposed_letters_cost_the_same() -> None:
    assert presses_of("Nguye\u0302\u0303n") == presses_of("Nguyễn")


def test_a_stroke_says_how_the_word_stands() -> None:
    told = [(one.key, one.before, one.after, one.is_plain) for one in strokes_of("trường")]
    assert told[3:5] == [("o", "tru", "truo", True), ("w", "truo", "trươ", False)]
    assert told[-1] == ("f", "trương", "trường", False)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạềốộ AĐƯỚ/-.,(12"))
def test_the_strokes_of_a_word_follow_one_another(text: str) -> None:
    for style in Style:
        word = ""
        for stroke in strokes_of(text, style):
            if stroke.key == LOCK:
                continue
            assert stroke.before in {"", word}
            word = stroke.after
