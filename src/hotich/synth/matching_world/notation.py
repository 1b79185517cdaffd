"""What hands do to letters: other notations of a name, slips of reading and of the keyboard."""

import re
import unicodedata
from random import Random
from typing import Final

from hotich.synth.chance import pick
from hotich.synth.matching_world.naming import Naming, near_names
from hotich.synth.naming import FEMALE
from hotich.synth.spelling import slip, without_diacritics

_TONES: Final = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_LETTER_MARKS: Final = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
_ZERO_WIDTH: Final = ("\u200b", "\ufeff", "\u200c")
_APOSTROPHES: Final = ("'", "’", "\u2018", "`", "' ")
_NEIGHBOURS: Final = {
    "a": "s", "b": "v", "c": "x", "d": "s", "e": "r", "g": "h", "h": "j", "i": "u", "k": "l",
    "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t", "s": "d", "t": "r",
    "u": "y", "v": "b", "x": "c", "y": "u",
}  # fmt: skip
_ABBREVIATED: Final = {"Nguyễn": "Ng.", "Trần": "Tr.", "Phạm": "Ph.", "Văn": "V.", "Thị": "T."}
_APOSTROPHE: Final = re.compile("['’] ?")


def decomposed(chance: Random, name: str) -> str:
    """Return the name in letters with marks apart: NFD, or half-composed as some keyboards do."""
    apart = unicodedata.normalize("NFD", name)
    if chance.random() < 0.5:
        return apart
    mixed: list[str] = []
    for letter in name:
        apart_letter = unicodedata.normalize("NFD", letter)
        base, marks = apart_letter[:1], apart_letter[1:]
        tone = next((mark for mark in marks if mark in _TONES), "")
        rest = "".join(mark for mark in marks if mark != tone)
        mixed.append(unicodedata.normalize("NFC", base + rest) + tone)
    return "".join(mixed)


def old_font(name: str) -> str:
    """Return the name with Đ and đ in the codes of another alphabet, as old fonts gave them."""
    return name.replace("Đ", "\u00d0").replace("đ", "\u00f0")


def zero_width(chance: Random, name: str) -> str:
    """Return the name with a character that shows nothing before a blank or at the end."""
    sign = pick(chance, _ZERO_WIDTH)
    place = name.rfind(" ")
    return name + sign if place < 0 or chance.random() < 0.3 else name[:place] + sign + name[place:]


def more_blanks(chance: Random, name: str) -> str:
    """Return the name with a blank too many, between words or at an end."""
    if " " not in name or chance.random() < 0.3:
        return pick(chance, (f" {name}", f"{name} "))
    return name.replace(" ", pick(chance, ("  ", "\u00a0")), 1)


def hyphened(name: str) -> str:
    """Return the name with hyphens for blanks, as books before 1975 wrote in the south."""
    return name.replace(" ", "-")


def other_apostrophe(chance: Random, name: str) -> str:
    """Return the name with its apostrophe written otherwise (H'Bia, H’Bia, H' Bia)."""
    found = _APOSTROPHE.search(name)
    if found is None:
        return name
    others = [sign for sign in _APOSTROPHES if sign != found[0]]
    return _APOSTROPHE.sub(pick(chance, others), name)


def abbreviated(name: str) -> str:
    """Return the name with the common words shortened (Ng. V. An); the given name stays."""
    *before, given = name.split(" ")
    return " ".join([*(_ABBREVIATED.get(word, word) for word in before), given])


def telex_slip(chance: Random, name: str) -> str:
    """Return the name with one mark left as the key that should have made it (Hoaf, Laan)."""
    words = name.split(" ")
    places = [at for at, word in enumerate(words) if not word.isascii()]
    if not places:
        return name
    at = pick(chance, places)
    words[at] = _telexed(chance, words[at])
    return " ".join(words)


def _telexed(chance: Random, word: str) -> str:
    if word[0] in "Đđ" and (word[1:].isascii() or chance.random() < 0.4):
        return ("Dd" if word[0] == "Đ" else "dd") + word[1:]
    letters = unicodedata.normalize("NFD", word)
    tones = [mark for mark in letters if mark in _TONES]
    if tones and chance.random() < 0.7:
        return unicodedata.normalize("NFC", letters.replace(tones[0], "", 1)) + _TONES[tones[0]]
    for at, mark in enumerate(letters):
        if mark in _LETTER_MARKS:
            key = _LETTER_MARKS[mark] or letters[at - 1].lower()
            return unicodedata.normalize("NFC", letters[:at] + key + letters[at + 1 :])
    return unicodedata.normalize("NFC", letters)


def typing_slip(chance: Random, name: str) -> str:
    """Return the name with one letter wrong.

    A neighbour's key, one too few, one too many, two in the wrong order, or a like sound.
    """
    manner = chance.random()
    if manner < 0.3:
        return slip(chance, name)
    places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    if not places:
        return name + "n"
    at = pick(chance, places)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    if manner < 0.5:
        return before + after
    if manner < 0.65:
        return before + letter.lower() + letter.lower() + after
    if manner < 0.8 and before[-1] != letter:
        return before[:-1] + letter + before[-1] + after
    return before + _NEIGHBOURS.get(letter, "n") + after


def other_marks(chance: Random, sex: int, given: str) -> str:
    """Return a given name that differs by its marks alone and has some (Lan: Lân)."""
    plain_name = without_diacritics(given)
    near = [other for other in near_names().get((sex, given), ()) if other != plain_name]
    if near:
        return pick(chance, near)
    letters = unicodedata.normalize("NFD", given)
    tones = [mark for mark in letters if mark in _TONES]
    if tones:
        other = pick(chance, [mark for mark in _TONES if mark != tones[0]])
        return unicodedata.normalize("NFC", letters.replace(tones[0], other, 1))
    for plain, marked in (("a", "â"), ("o", "ô"), ("e", "ê"), ("u", "ư"), ("ơ", "ô"), ("ă", "â")):
        if plain in given:
            return given.replace(plain, marked, 1)
    return given


def other_given(chance: Random, naming: Naming, sex: int, year: int, given: str) -> str:
    """Return another given name of that people, sex and time."""
    for _ in range(20):
        other = naming.given_of(chance.random, sex, year)
        if other != given:
            return other
    return "Lan" if sex == FEMALE else "Nam"


def wrong_digit(chance: Random, digits: str) -> str:
    """Return the digits with one of them another."""
    at = int(chance.random() * len(digits))
    other = (int(digits[at]) + 1 + int(chance.random() * 9)) % 10
    return f"{digits[:at]}{other}{digits[at + 1 :]}"
