"""Are two written names the same, the same in another notation, or different?"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from hotich.core.names.forms import (
    drop_invisible,
    hyphens_to_blanks,
    mend_lookalikes,
    squeeze,
    unify_apostrophes,
    verbatim,
)
from hotich.core.names.parts import without_thi
from hotich.core.names.syllables import (
    VOWELS,
    Letter,
    bare,
    compose,
    letters,
    marks,
    order_marks,
    settle_tones,
    unify_y,
)
from hotich.core.words import vi


class NameRelation(StrEnum):
    """How the name in the book stands to the name in the population database."""

    SAME = "same"
    NOTATION = "notation"
    DIACRITICS_MISSING_IN_BOOK = "diacritics_missing_in_book"
    DIACRITICS_MISSING_IN_POPULATION = "diacritics_missing_in_population"
    DIFFERS = "differs"


@dataclass(frozen=True)
class NameComparison:
    """The relation of two names, with the codes of its reasons (see `REASON_WORDS`)."""

    relation: NameRelation
    reasons: tuple[str, ...] = ()


REASON_WORDS: Final[Mapping[str, str]] = {
    "case": vi("khác chữ hoa, chữ thường"),
    "look_alike": vi("chữ có hình giống nhau nhưng khác mã (ví dụ Ð và Đ)"),
    "invisible": vi("có ký tự không nhìn thấy"),
    "tone_placement": vi("khác vị trí đặt dấu thanh (hoà, hòa)"),
    "y_i": vi("viết y hay i (Lý, Lí)"),
    "hyphen": vi("có gạch nối"),
    "apostrophe": vi("khác dấu nháy"),
    "punctuation": vi("thừa dấu câu ở cuối"),
    "abbreviation": vi("viết tắt"),
    "marks_missing": vi("thiếu dấu"),
    "thi_missing": vi("có và không có chữ Thị"),
    "word_order": vi("khác thứ tự các chữ"),
    "spacing": vi("viết liền hoặc tách chữ"),
    "word_missing": vi("thừa hoặc thiếu chữ"),
    "regional_pair": vi("họ đọc theo vùng (Hoàng, Huỳnh; Vũ, Võ) là hai họ khác nhau"),
    "tone": vi("khác dấu thanh"),
    "vowel_mark": vi("khác dấu của chữ (a, ă, â; d, đ…)"),
    "letter": vi("khác chữ cái"),
}
"""What each reason says on the screen; the order is the order in which reasons are listed."""

_REGIONAL: Final = frozenset({frozenset({"hoàng", "huỳnh"}), frozenset({"vũ", "võ"})})
_NGUYEN: Final = "ng\u0303"
_PLAIN: Final = re.compile(
    "[A-Za-z\u00c0-\u00cf\u00d1-\u00d6\u00d8-\u00ef\u00f1-\u00f6\u00f8-\u0111"
    "\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]+"
)
"""Letters of Vietnamese and other Latin ones that no step but those of `_WORDWISE` changes."""


def reason_words(comparison: NameComparison) -> tuple[str, ...]:
    """Return the Vietnamese words of a comparison's reasons."""
    return tuple(REASON_WORDS[code] for code in comparison.reasons)


def compare_names(book: str, population: str) -> NameComparison:
    """Return the relation of a name in the book to one in the population database.

    SAME needs equal texts but for blanks and Unicode composition. Syllables count as missing
    diacritics only where one and the same side is wholly bare: Lan lacks the mark of Lân, but
    Lân and Lận are two names. Sides swapped, the relation is mirrored and the reasons are kept.

    >>> compare_names("Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA").reasons
    ('case', 'tone_placement')
    >>> compare_names("Le Van Lan", "Lê Văn Lân").relation.name
    'DIACRITICS_MISSING_IN_BOOK'
    >>> compare_names("Lê Văn Lân", "Lê Văn Lận").reasons
    ('tone',)
    """
    left, right = squeeze(verbatim(book)), squeeze(verbatim(population))
    if left == right:
        return NameComparison(NameRelation.SAME)
    plain = _compare_plain(left.split(), right.split())
    if plain is not None:
        return plain
    one, other, shortened = _fitted(_canonical(left), _canonical(right))
    if one == other:
        return NameComparison(NameRelation.NOTATION, _notations(left, right, shortened=shortened))
    missing = _missing_marks(one, other)
    if missing is not None:
        reasons = ("abbreviation", "marks_missing") if shortened else ("marks_missing",)
        return NameComparison(missing, reasons)
    return NameComparison(NameRelation.DIFFERS, _differences(one, other))


def _to_blanks(text: str) -> str:
    return squeeze(unify_apostrophes(text).replace("'", " "))


def _without_stop(text: str) -> str:
    """Return the text without a final stop, unless the stop marks an abbreviation."""
    words = text.split()
    if not words or all(char not in VOWELS for char in bare(words[-1]).lower()):
        return text
    return squeeze(text.rstrip(".,;:"))


_STEPS: Final[Mapping[str, Callable[[str], str]]] = {
    "invisible": drop_invisible,
    "look_alike": mend_lookalikes,
    "hyphen": hyphens_to_blanks,
    "apostrophe": _to_blanks,
    "punctuation": _without_stop,
    "tone_placement": settle_tones,
    "y_i": unify_y,
    "case": str.lower,
}


_WORDWISE: Final = ("tone_placement", "y_i", "case")
"""The steps that change words of plain letters, each word by itself."""


def _canonical(text: str, *, leave_out: str = "") -> str:
    return _stepwise(text, leave_out)[0]


def _stepwise(text: str, leave_out: str = "") -> tuple[str, set[str]]:
    """Return the canonical form, and the codes of the steps that changed anything."""
    ordered, changing = "", set[str]()
    for code, step in _STEPS.items():
        if code == leave_out:
            continue
        made = step(text)
        if made != text:
            changing.add(code)
        if made != ordered:
            ordered = order_marks(made)
        text = ordered
    return squeeze(text), changing


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of plain letters: its canonical form, that without each step, and its marks."""

    canonical: str
    without: tuple[str, ...]
    bare: str
    marks: int


@lru_cache(maxsize=1 << 15)
def _plain_word(word: str) -> _Word | None:
    if not _PLAIN.fullmatch(word):
        return None
    canonical = _canonical(word)
    without = tuple(_canonical(word, leave_out=code) for code in _WORDWISE)
    return _Word(canonical, without, bare(canonical), marks(canonical))


def _compare_plain(left: list[str], right: list[str]) -> NameComparison | None:
    """Return what word by word is known of two names of plain letters; None asks the long way.

    Nearly all names are such, and words are few: what a word becomes is kept. No step joins or
    parts such words, and none is an abbreviation.
    """
    one = [word for word in map(_plain_word, left) if word]
    other = [word for word in map(_plain_word, right) if word]
    if len(one) != len(left) or len(other) != len(right):
        return None
    words, others = [word.canonical for word in one], [word.canonical for word in other]
    if words == others:
        pairs = [(a.without, b.without) for a, b in zip(one, other, strict=True)]
        codes = {
            code
            for place, code in enumerate(_WORDWISE)
            if any(a[place] != b[place] for a, b in pairs)
        }
        return NameComparison(NameRelation.NOTATION, _in_order(codes)) if codes else None
    if [word.bare for word in one] == [word.bare for word in other]:
        unlike = [(a, b) for a, b in zip(one, other, strict=True) if a.canonical != b.canonical]
        missing = _side_lacking([(a.marks, b.marks) for a, b in unlike])
        if missing is not None:
            return NameComparison(missing, ("marks_missing",))
    return NameComparison(NameRelation.DIFFERS, _differences(words, others))


def _notations(left: str, right: str, *, shortened: bool) -> tuple[str, ...]:
    """Return the steps without which the texts would not agree."""

    def is_needed(code: str) -> bool:
        one, other, _ = _fitted(_canonical(left, leave_out=code), _canonical(right, leave_out=code))
        return one != other

    tried = _stepwise(left)[1] | _stepwise(right)[1]
    needed = {code for code in tried if is_needed(code)}
    if shortened:
        needed.add("abbreviation")
    ordered = {order_marks(left), order_marks(right)}
    changing = {code for code, step in _STEPS.items() if {*map(step, ordered)} != ordered}
    return _in_order(needed or changing or {"look_alike"})


def _fitted(left: str, right: str) -> tuple[list[str], list[str], bool]:
    """Return the words of both names, abbreviations written out where the other side fits."""
    one, other = _tokens(left), _tokens(right)
    if len(one) != len(other):
        return one, other, False
    shortened = False
    for place, (mine, yours) in enumerate(zip(one, other, strict=True)):
        if _abbreviates(mine, yours):
            one[place], shortened = yours, True
        elif _abbreviates(yours, mine):
            other[place], shortened = mine, True
    return one, other, shortened


def _tokens(text: str) -> list[str]:
    return re.sub(r"\.(?=\S)", ". ", text).split()


def _abbreviates(short: str, full: str) -> bool:
    """Tell whether a short form (Ng., Ng̃, Tr., V.) can stand for a written-out syllable."""
    stem = short.removesuffix(".").lower()
    if stem == _NGUYEN:
        return full.lower() == "nguyễn"
    is_short = short.endswith(".") and stem.isalpha() and not VOWELS & set(bare(stem))
    return is_short and len(full) > len(stem) and full.isalpha() and full.lower().startswith(stem)


def _missing_marks(left: list[str], right: list[str]) -> NameRelation | None:
    if [bare(word) for word in left] != [bare(word) for word in right]:
        return None
    pairs = zip(left, right, strict=True)
    return _side_lacking([(marks(a), marks(b)) for a, b in pairs if a != b])


def _side_lacking(counted: Iterable[tuple[int, int]]) -> NameRelation | None:
    """Return which side is wholly bare, given the marks of each two words that are unlike."""
    counts = list(counted)
    if not any(book for book, _ in counts):
        return NameRelation.DIACRITICS_MISSING_IN_BOOK
    if not any(population for _, population in counts):
        return NameRelation.DIACRITICS_MISSING_IN_POPULATION
    return None


def _differences(left: list[str], right: list[str]) -> tuple[str, ...]:
    if any(bare(word) == "thi" for word in (*left, *right)) and (
        without_thi(" ".join(left)) == without_thi(" ".join(right))
    ):
        return ("thi_missing",)
    if sorted(left) == sorted(right):
        return ("word_order",)
    if "".join(left) == "".join(right):
        return ("spacing",)
    if len(left) == len(right):
        pairs = zip(left, right, strict=True)
        return _in_order({_word_difference(a, b) for a, b in pairs if a != b})
    short, long = sorted((left, right), key=len)
    return ("word_missing",) if _is_within(short, long) else ("letter",)


def _word_difference(left: str, right: str) -> str:
    if frozenset({left, right}) in _REGIONAL:
        return "regional_pair"
    if _toneless(left) == _toneless(right):
        return "tone"
    return "vowel_mark" if bare(left) == bare(right) else "letter"


def _toneless(word: str) -> str:
    return compose(Letter(letter.base, letter.quality) for letter in letters(word))


def _is_within(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _in_order(codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in REASON_WORDS if code in codes)
