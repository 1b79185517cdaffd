"""Which letters, vowel marks and tone does a written syllable consist of?"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from itertools import groupby
from typing import Final

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks of huyền, hỏi, ngã, sắc, nặng, in the order of the dictionary."""

VOWELS = frozenset("aeiouy")

_RUN: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the reader sees it: base, marks of vowel quality, tone."""

    base: str
    quality: str = ""
    tone: str = ""

    @property
    def is_vowel(self) -> bool:
        """Tell whether the base is a vowel of the Vietnamese alphabet."""
        return self.base.lower() in VOWELS

    @property
    def marks(self) -> int:
        """Count what a writer without diacritics would leave out, the bar of đ included."""
        return len(self.quality) + len(self.tone) + (self.base in "đĐ")

    @property
    def text(self) -> str:
        """Return the letter in composed form (NFC)."""
        return unicodedata.normalize("NFC", self.base + self.quality + self.tone)


def letters(text: str) -> list[Letter]:
    """Return the letters of a text, one for each base with all its marks."""
    found: list[Letter] = []
    for char in unicodedata.normalize("NFD", text):
        if not found or not unicodedata.combining(char):
            found.append(Letter(char))
        elif char in TONES:
            found[-1] = replace(found[-1], tone=found[-1].tone + char)
        else:
            found[-1] = replace(found[-1], quality=found[-1].quality + char)
    return found


def compose(parts: Iterable[Letter]) -> str:
    """Return the letters as text in NFC."""
    joined = "".join(part.base + part.quality + part.tone for part in parts)
    return unicodedata.normalize("NFC", joined)


def by_syllable(rule: Callable[[str], str]) -> Callable[[str], str]:
    """Return the rule applied to each run without blanks; blanks stay.

    There are a few thousand syllables and millions of names: answers are kept, by syllable only,
    so that no name stays in memory.
    """
    known = lru_cache(maxsize=1 << 15)(rule)

    def applied(text: str) -> str:
        return _RUN.sub(lambda match: known(match[0]), text)

    return wraps(rule)(applied)


def clusters(text: str) -> list[str]:
    """Return the text in NFC cut into letters, each with all its marks as they stand."""
    found: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


@by_syllable
def order_marks(text: str) -> str:
    """Return the text in NFC with every tone after the mark of its vowel's quality."""
    return compose(letters(text))


@by_syllable
def bare(text: str) -> str:
    """Return the text without any mark, đ as d, case kept."""
    return "".join(letter.base for letter in letters(text)).translate({0x111: "d", 0x110: "D"})


def marks(text: str) -> int:
    """Count the marks of a text, the bar of đ included."""
    return sum(letter.marks for letter in letters(text))


@by_syllable
def settle_tones(text: str) -> str:
    """Return the text with every tone on the vowel where the older spelling puts it.

    Hoà becomes Hòa, Thuỷ becomes Thủy, Qúy becomes Quý. A word that is no Vietnamese syllable
    with one tone stays as it is, and so does the case of every letter.
    """
    return compose(letter for word in _words(text) for letter in _settled(word))


@by_syllable
def unify_y(text: str) -> str:
    """Return the text with y as i where both spellings stand for one sound: Lý, Mỹ, Quý.

    Only a y that is the whole vowel of an open syllable changes: May, Thúy and Huỳnh stay.
    """
    return compose(letter for word in _words(text) for letter in _with_i(word))


def _words(text: str) -> Iterator[list[Letter]]:
    for _, run in groupby(letters(text), key=lambda letter: letter.base.isalpha()):
        yield list(run)


def _nucleus(word: list[Letter]) -> range | None:
    """Return the places of the vowels that can carry the tone; None if it is no one syllable."""
    first = 0
    start = "".join(letter.base.lower() for letter in word[:2])
    if start in {"qu", "gi"} and len(word) > 2 and word[2].is_vowel and not word[1].quality:
        first = 2
    places = [place for place in range(first, len(word)) if word[place].is_vowel]
    if not places or places[-1] - places[0] + 1 != len(places):
        return None
    return range(places[0], places[-1] + 1)


def _settled(word: list[Letter]) -> list[Letter]:
    toned = [place for place, letter in enumerate(word) if letter.tone]
    if len(toned) != 1 or len(word[toned[0]].tone) != 1 or not word[toned[0]].is_vowel:
        return word
    nucleus = _nucleus(word)
    target = None if nucleus is None else _tone_place(word, nucleus)
    if target is None:
        return word
    settled = [replace(letter, tone="") for letter in word]
    settled[target] = replace(settled[target], tone=word[toned[0]].tone)
    return settled


def _tone_place(word: list[Letter], nucleus: range) -> int | None:
    qualified = [place for place in nucleus if word[place].quality]
    if qualified:
        return qualified[-1]
    if nucleus.stop < len(word):
        return nucleus[-1]
    if len(nucleus) > 3:
        return None
    return nucleus[len(nucleus) // 3]


def _with_i(word: list[Letter]) -> list[Letter]:
    nucleus = _nucleus(word)
    if nucleus is None or len(nucleus) != 1 or nucleus.stop != len(word):
        return word
    last = word[-1]
    if last.base not in "yY" or last.quality:
        return word
    return [*word[:-1], replace(last, base="i" if last.base == "y" else "I")]
