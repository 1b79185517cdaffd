"""Which keys does a hand press for a Vietnamese text, in Telex and in VNI, on a US keyboard?

A tone is one key at the end of the word, a mark one key after its letter, "ươ" one mark key for
both letters, as Unikey allows. A capital costs a press of Shift; from three capitals on, the lock
key, twice, is cheaper. A letter or digit that the style would take for a mark is pressed twice.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

SHIFT: Final = "Shift"
LOCK: Final = "CapsLock"
_HORN: Final = "\u031b"
_CIRCUMFLEX: Final = "\u0302"
_BREVE: Final = "\u0306"
_BAR: Final = "đ"
_MARKS: Final = frozenset({_HORN, _CIRCUMFLEX, _BREVE})
_VOWELS: Final = frozenset("aeiouy")
_LOCKED_FROM: Final = 3
_SHIFTED: Final = frozenset('~!@#$%^&*()_+{}|:"<>?')


class Style(StrEnum):
    """An input method's way to write marks and tones."""

    TELEX = "telex"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One press of a key, and how the word under the caret stands before and after it.

    What is no letter of a word stands alone: its `before` is "". The lock key changes nothing.
    """

    key: str
    before: str
    after: str
    shift: bool = False

    @property
    def presses(self) -> tuple[str, ...]:
        """The keys that go down for it."""
        return (SHIFT, self.key) if self.shift else (self.key,)

    @property
    def is_plain(self) -> bool:
        """Whether the key simply adds its own character, so that no input method steps in."""
        return self.after == self.before + self.key


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of one style: of each tone, of each mark ("" repeats the letter), of đ."""

    tones: Mapping[str, str]
    marks: Mapping[str, str]
    bar: str


_TONES: Final = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_STYLES: Final[Mapping[Style, _Keys]] = MappingProxyType({
    Style.TELEX: _Keys(
        MappingProxyType(dict(zip(_TONES, "sfrxj", strict=True))),
        MappingProxyType({_HORN: "w", _BREVE: "w", _CIRCUMFLEX: ""}),
        "d",
    ),
    Style.VNI: _Keys(
        MappingProxyType(dict(zip(_TONES, "12345", strict=True))),
        MappingProxyType({_CIRCUMFLEX: "6", _HORN: "7", _BREVE: "8"}),
        "9",
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of a word taken apart: bare letter, mark and tone ("" for none), written how."""

    base: str
    mark: str
    tone: str
    is_capital: bool
    shift: bool

    def shown(self, *, marked: bool, toned: bool) -> str:
        """Return the letter as it stands on the screen so far."""
        base = _BAR if marked and self.mark == _BAR else self.base
        mark = self.mark if marked and self.mark in _MARKS else ""
        text = unicodedata.normalize("NFC", base + mark + (self.tone if toned else ""))
        return text.upper() if self.is_capital else text


def strokes_of(text: str, style: Style = Style.TELEX) -> tuple[Stroke, ...]:
    """Return the strokes that write a text, in NFC, into an empty field."""
    text = unicodedata.normalize("NFC", text)
    return tuple(_strokes(text, _Writer(style)))


def presses_of(text: str, style: Style = Style.TELEX) -> tuple[str, ...]:
    """Return every key that goes down for a text, Shift and the lock key among them."""
    return tuple(key for stroke in strokes_of(text, style) for key in stroke.presses)


def count_keys(text: str, style: Style = Style.TELEX) -> int:
    """Return how many keys go down for a text.

    >>> count_keys("Nguyễn Thị Phượng"), count_keys("Việt Nam"), count_keys("02/09/1998")
    (25, 12, 10)
    """
    return len(presses_of(text, style))


def _strokes(text: str, writer: "_Writer") -> Iterator[Stroke]:
    spans = dict(_locked_spans(text))
    ends, locked = set(spans.values()), False
    word: list[_Letter] = []
    for place, char in enumerate(text):
        if place in spans:
            locked = True
            yield Stroke(LOCK, "", "")
        if char.isalpha() or (word and char.isdigit()):
            word.append(_letter(char, shift=not locked))
        else:
            yield from writer.word(word)
            word = []
            yield Stroke(char, "", char, char in _SHIFTED)
        if place in ends:
            yield from writer.word(word)
            word, locked = [], False
            yield Stroke(LOCK, "", "")
    yield from writer.word(word)


def _locked_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each stretch of whole words written with the lock key on."""
    capitals: list[int] = []
    for place, char in enumerate(f"{text}a"):
        if char.isupper():
            capitals.append(place)
        elif char.isalpha():
            if len(capitals) >= _LOCKED_FROM and _are_whole_words(text, capitals[0], capitals[-1]):
                yield capitals[0], capitals[-1]
            capitals = []


def _are_whole_words(text: str, first: int, last: int) -> bool:
    return not text[:first][-1:].isalnum() and not text[last + 1 : last + 2].isalnum()


def _letter(char: str, *, shift: bool) -> _Letter:
    apart = unicodedata.normalize("NFD", char.lower())
    base, signs = apart[0], apart[1:]
    mark = next((sign for sign in signs if sign in _MARKS), "")
    tone = next((sign for sign in signs if sign in _TONES), "")
    is_capital = char.isupper()
    if base == _BAR:
        base, mark = "d", _BAR
    return _Letter(base, mark, tone, is_capital, shift and is_capital)


class _Writer:
    """Writes words in one style."""

    def __init__(self, style: Style) -> None:
        self._keys = _STYLES[style]
        self._style = style

    def word(self, letters: list[_Letter]) -> Iterator[Stroke]:
        """Yield the strokes of one word: letters and marks in order, its one tone at the end."""
        shown: list[str] = []
        toned = [letter for letter in letters if letter.tone]
        at_once = len(toned) > 1  # no syllable has two tones: each is written after its letter
        for place, letter in enumerate(letters):
            yield from self._letter(letters, place, shown, at_once=at_once)
            if at_once and letter.tone:
                yield self._tone(letters, shown, place)
        if len(toned) == 1:
            yield self._tone(letters, shown, letters.index(toned[0]))

    def _letter(
        self, letters: list[_Letter], place: int, shown: list[str], *, at_once: bool
    ) -> Iterator[Stroke]:
        letter = letters[place]
        before = "".join(shown)
        key = letter.base.upper() if letter.is_capital else letter.base
        bare = letter.shown(marked=False, toned=False)
        if bare != key:  # no letter of a Vietnamese keyboard: it comes as it is
            key = bare
        shown.append(bare)
        if self._is_taken_for_a_mark(letters, place):
            yield Stroke(key, before, before, letter.shift)
            before = "".join(shown[:-1])
        yield Stroke(key, before, "".join(shown), letter.shift)
        if not letter.mark or (_is_first_of_uo(letters, place) and not at_once):
            return
        marks = [place - 1, place] if _is_second_of_uo(letters, place) and not at_once else [place]
        before = "".join(shown)
        for each in marks:
            shown[each] = letters[each].shown(marked=True, toned=at_once and each < place)
        yield Stroke(self._mark_key(letter), before, "".join(shown))

    def _mark_key(self, letter: _Letter) -> str:
        if letter.mark == _BAR:
            return self._keys.bar
        return self._keys.marks[letter.mark] or letter.base

    def _tone(self, letters: list[_Letter], shown: list[str], place: int) -> Stroke:
        before = "".join(shown)
        shown[place] = letters[place].shown(marked=True, toned=True)
        return Stroke(self._keys.tones[letters[place].tone], before, "".join(shown))

    def _is_taken_for_a_mark(self, letters: list[_Letter], place: int) -> bool:
        """Return whether the style reads the key as a mark or tone of what stands before it."""
        letter, before = letters[place], letters[:place]
        vowel = any(one.base in _VOWELS for one in before)
        if self._style is Style.VNI:
            has_d = any(one.base == "d" for one in before)
            return (letter.base == "9" and has_d) or (letter.base in "12345678" and vowel)
        if letter.base in "sfrxjz":
            return vowel
        if letter.base == "w":
            return True
        return bool(before) and before[-1].base == letter.base and letter.base in "aeod"


def _is_uo(letters: list[_Letter], place: int) -> bool:
    """Return whether "ươ" begins at the place."""
    pair = letters[place : place + 2]
    return [(one.base, one.mark) for one in pair] == [("u", _HORN), ("o", _HORN)]


def _is_first_of_uo(letters: list[_Letter], place: int) -> bool:
    return _is_uo(letters, place)


def _is_second_of_uo(letters: list[_Letter], place: int) -> bool:
    return place > 0 and _is_uo(letters, place - 1)
