"""Which syllables can Vietnamese write? Onset, rime and tone, put together by the orthography.

The table is of spelling, not of words in use: it holds every syllable the rules allow, with the
tone of "oa", "oe" and "uy" in both places that people write it (hòa, hoà).
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Final

ONSETS: Final = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
#: The sign of each tone, put on the rime's main vowel.
TONES: Final = MappingProxyType({
    "ngang": "", "huyền": "\u0300", "sắc": "\u0301", "hỏi": "\u0309", "ngã": "\u0303",
    "nặng": "\u0323",
})  # fmt: skip
#: Rimes; the vowel that bears the tone stands before the bar.
RIMES: Final = (
    "a|", "a|c", "a|ch", "a|i", "a|m", "a|n", "a|ng", "a|nh", "a|o", "a|p", "a|t", "a|u", "a|y",
    "ă|c", "ă|m", "ă|n", "ă|ng", "ă|p", "ă|t",
    "â|c", "â|m", "â|n", "â|ng", "â|p", "â|t", "â|u", "â|y",
    "e|", "e|c", "e|m", "e|n", "e|ng", "e|o", "e|p", "e|t",
    "ê|", "ê|ch", "ê|m", "ê|n", "ê|nh", "ê|p", "ê|t", "ê|u",
    "i|", "i|a", "i|ch", "i|m", "i|n", "i|nh", "i|p", "i|t", "i|u",
    "iê|c", "iê|m", "iê|n", "iê|ng", "iê|p", "iê|t", "iê|u",
    "o|", "o|c", "o|i", "o|m", "o|n", "o|ng", "o|p", "o|t", "oo|c", "oo|ng",
    "ô|", "ô|c", "ô|i", "ô|m", "ô|n", "ô|ng", "ô|p", "ô|t",
    "ơ|", "ơ|i", "ơ|m", "ơ|n", "ơ|p", "ơ|t",
    "o|a", "oa|", "oa|c", "oa|ch", "oa|i", "oa|m", "oa|n", "oa|ng", "oa|nh", "oa|o", "oa|p",
    "oa|t", "oa|y", "oă|c", "oă|m", "oă|n", "oă|ng", "oă|t", "o|e", "oe|", "oe|n", "oe|o", "oe|t",
    "u|", "u|a", "u|c", "u|i", "u|m", "u|n", "u|ng", "u|p", "u|t",
    "uâ|n", "uâ|ng", "uâ|t", "uâ|y", "uê|", "uê|ch", "uê|nh", "uơ|",
    "uô|c", "uô|i", "uô|m", "uô|n", "uô|ng", "uô|t",
    "u|y", "uy|", "uy|a", "uyê|n", "uyê|t", "uy|ch", "uy|n", "uy|nh", "uy|p", "uy|t", "uy|u",
    "ư|", "ư|a", "ư|c", "ư|i", "ư|m", "ư|n", "ư|ng", "ư|t", "ư|u",
    "ươ|c", "ươ|i", "ươ|m", "ươ|n", "ươ|ng", "ươ|p", "ươ|t", "ươ|u",
    "y|", "yê|m", "yê|n", "yê|ng", "yê|t", "yê|u",
)  # fmt: skip
_STOPS: Final = ("c", "ch", "p", "t")
_STOPPED_TONES: Final = frozenset({"sắc", "nặng"})
_ONLY_BEFORE_FRONT: Final = frozenset({"gh", "ngh"})
_NEVER_BEFORE_FRONT: Final = frozenset({"c", "g", "ng"})
_WITH_Y: Final = frozenset({"", "h", "k", "l", "m", "qu", "s", "t", "v"})
_GLIDES: Final = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")


def spell(onset: str, rime: str, tone: str) -> str:
    """Return the syllable of an onset, a rime and a tone's name; "" where the rules allow none.

    >>> spell("ng", "oa|n", "ngang"), spell("tr", "ươ|ng", "huyền"), spell("c", "e|", "sắc")
    ('ngoan', 'trường', '')
    """
    before, _, after = rime.partition("|")
    if not _goes_with(onset, before + after):
        return ""
    if after.endswith(_STOPS) and tone not in _STOPPED_TONES:
        return ""
    written = "g" if onset == "gi" and rime.startswith("i") else onset
    return unicodedata.normalize("NFC", f"{written}{before}{TONES[tone]}{after}")


@cache
def syllables() -> tuple[str, ...]:
    """Return every syllable the orthography allows, in NFC, in the order of the tables."""
    return tuple(
        dict.fromkeys(filter(None, (spell(*one) for one in product(ONSETS, RIMES, TONES))))
    )


@cache
def covering_syllables() -> tuple[str, ...]:
    """Return about a thousand syllables with each rime in each tone and each onset in each tone."""
    return tuple(dict.fromkeys((*_each_rime(), *_each_onset())))


def _each_rime() -> Iterator[str]:
    """Yield each rime in each tone, every time with the next onset that goes with it."""
    turn = 0
    for rime, tone in product(RIMES, TONES):
        for step in range(len(ONSETS)):
            syllable = spell(ONSETS[(turn + step) % len(ONSETS)], rime, tone)
            if syllable:
                turn += step + 1
                yield syllable
                break


def _each_onset() -> Iterator[str]:
    for onset, tone in product(ONSETS, TONES):
        yield next(filter(None, (spell(onset, rime, tone) for rime in RIMES)))


def _goes_with(onset: str, rime: str) -> bool:
    """Return whether the rules of spelling write this rime after this onset."""
    front = rime[0] in "eêiy"
    if (onset in _NEVER_BEFORE_FRONT and front) or (onset in _ONLY_BEFORE_FRONT and not front):
        return False
    if onset == "c" and rime.startswith(_GLIDES):
        return False
    if onset == "k" and not front:
        return False
    if rime[0] == "y":
        return onset in ({"", "qu"} if rime.startswith("yê") else _WITH_Y)
    if rime.startswith("iê"):
        return onset not in {"", "qu"}
    if onset == "qu":
        return rime[0] in "aăâeêiôơ" and rime != "ia"
    return not (onset == "gi" and rime == "ia")
