"""How a hand long ago spelt a name otherwise: notation, missing marks, true differences."""

import re
import unicodedata
from random import Random

from hotich.synth.chance import pick
from hotich.synth.name_lists import THI

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_MARKS = re.compile("[\u0300-\u036f]")
_OPEN_PAIR = re.compile(f"(?P<first>[oOuU])(?P<tone>[{_TONES}])(?P<second>[aAeEyY])$")
_TONED = re.compile(
    f"(?P<base>\\w)(?P<before>[\u0302\u0306\u031b]*)[{_TONES}](?P<after>[\u0302\u0306\u031b]*)"
)
_Y_END = re.compile("(?P<onset>[hklmtsvHKLMTSV]|[qQ]u)y(?P<tone>[\u0300-\u036f]?)$")
#: Slips of the pen that change a letter: (pattern, replacement).
_SLIPS = (
    (re.compile("^Tr"), "Ch"),
    (re.compile("^Ch"), "Tr"),
    (re.compile("^S"), "X"),
    (re.compile("^X"), "S"),
    (re.compile("^L"), "N"),
    (re.compile("^N(?![gh])"), "L"),
    (re.compile("(?<=[^n])ng$"), "n"),
    (re.compile("n$"), "ng"),
    (re.compile("nh$"), "n"),
    (re.compile("c$"), "t"),
    (re.compile("^D"), "Gi"),
    (re.compile("^V"), "D"),
    (re.compile("^T(?![hr])"), "Th"),
    (re.compile("^Th"), "T"),
    (re.compile("^M"), "N"),
)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def without_diacritics(text: str) -> str:
    """Return a name without any mark, đ as d."""
    plain = _MARKS.sub("", _decomposed(text))
    return plain.replace("đ", "d").replace("Đ", "D")


def tone_moved(name: str) -> str:
    """Return a name with the tone of open oa, oe, uy on the second letter (Hòa: Hoà)."""
    return " ".join(_tone_moved(syllable) for syllable in name.split(" "))


def _tone_moved(syllable: str) -> str:
    letters = _decomposed(syllable)
    if letters[:1] in "qQ":
        return syllable
    return _composed(_OPEN_PAIR.sub(r"\g<first>\g<second>\g<tone>", letters))


def y_as_i(name: str) -> str:
    """Return a name with a final y after a consonant written i (Lý: Lí, Quý: Quí)."""
    return " ".join(
        _composed(_Y_END.sub(r"\g<onset>i\g<tone>", _decomposed(syllable)))
        for syllable in name.split(" ")
    )


def without_thi(name: str) -> str:
    """Return a name with Thị left out; unchanged where there is none in the middle."""
    first, *rest = name.split(" ")
    if THI not in rest[:-1]:
        return name
    rest.remove(THI)
    return " ".join([first, *rest])


def slip(chance: Random, name: str) -> str:
    """Return a name with one letter or tone other than it was: a true difference."""
    syllables = name.split(" ")
    place = len(syllables) - (2 if len(syllables) > 2 and chance.random() < 0.15 else 1)
    syllables[place] = _slipped(chance, syllables[place])
    return " ".join(syllables)


def _slipped(chance: Random, syllable: str) -> str:
    letters = _decomposed(syllable)
    tones = [letter for letter in letters if letter in _TONES]
    found = [(pattern, text) for pattern, text in _SLIPS if pattern.search(letters)]
    if tones and not letters.startswith("Qu") and (not found or chance.random() < 0.4):
        other = pick(chance, [tone for tone in _TONES if tone != tones[0]])
        return _composed(_TONED.sub(rf"\g<base>\g<before>\g<after>{other}", letters))
    if not found:
        return _composed(letters + "n")
    pattern, text = pick(chance, found)
    return _composed(pattern.sub(text, letters))
