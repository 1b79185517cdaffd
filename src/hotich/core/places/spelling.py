"""Spellings of place names: one key for all ways in which a name is written.

The key is blind to letter case, tone placement (Hoà = Hòa), apostrophes (B’Lao = B'Lao), hyphens,
i for y at the end of a syllable (Mĩ = Mỹ) and leading zeros (Phường 01), never to diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from hotich.core.names import fold, normal_form

LEVELS_OF_KIND: Final[dict[str, frozenset[str]]] = {
    "Tỉnh": frozenset({"province"}),
    "Thành phố": frozenset({"province", "district"}),
    "Quận": frozenset({"district"}),
    "Huyện": frozenset({"district"}),
    "Thị xã": frozenset({"district"}),
    "Xã": frozenset({"commune"}),
    "Phường": frozenset({"commune"}),
    "Thị trấn": frozenset({"commune"}),
    "Đặc khu": frozenset({"commune"}),
}

_SPELLINGS: Final = (
    ("Thành phố", r"thành phố|thanh pho|t\.? ?p\b\.?"),
    ("Thị trấn", r"thị trấn|thi tran|t\.? ?t\b\.?"),
    ("Thị xã", r"thị xã|thi xa|t\.? ?x\b\.?"),
    ("Đặc khu", r"đặc khu|dac khu|đ\.? ?k\b\.?"),
    ("Phường", r"phường|phuong|p\.|p(?=\d)|p\b"),
    ("Huyện", r"huyện|huyen|h\.|h\b"),
    ("Quận", r"quận|quan|q\.|q(?=\d)|q\b"),
    ("Tỉnh", r"tỉnh|tinh|t\.|t\b"),
    ("Xã", r"xã|xa|x\.|x\b"),
)
_KIND: Final = tuple((kind, re.compile(rf"(?:{spelt})[ :]*(?=\S)")) for kind, spelt in _SPELLINGS)
_PLAIN_KIND: Final = re.compile(r"thành phố|thị trấn|thị xã|đặc khu|phường|huyện|quận|tỉnh|xã")
_SHORT_KIND: Final = re.compile(r"\s*(?:(?:TP|TT|TX)\b|[PQ]\d)")
_FINAL_Y: Final = re.compile(r"^((?:[bcdđghklmnprstvx]|th|tr|ch|kh|ph|nh|ng|qu))y(\W*)$")
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
_ZEROS: Final = re.compile(r"\b0+(?=\d)")
_OTHER: Final = re.compile(r"[^\w\s]|_")


def _one_i(syllable: str) -> str:
    """Return the syllable with a lone final y as i, its tone kept."""
    if "y" not in unicodedata.normalize("NFD", syllable):
        return syllable
    apart = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i\2", apart))


@lru_cache(maxsize=65_536)
def place_key(text: str) -> str:
    """Return the key of a place name; diacritics are kept."""
    shaped = normal_form(text).replace("' ", "").replace("'", "")
    shaped = _ZEROS.sub("", _OTHER.sub(" ", shaped))
    return " ".join(_one_i(syllable) for syllable in shaped.split())


def plain(text: str) -> str:
    """Return letters without diacritics, digits and single blanks: fast, for indexes only.

    Apostrophes vanish and every y is an i. Texts with equal keys have equal plain forms.
    """
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = apart.encode("ascii", "ignore").decode().replace("'", "").replace("y", "i")
    return " ".join(_ZEROS.sub("", _NO_WORD.sub(" ", kept)).split())


def readings_of_kind(text: str) -> tuple[tuple[str, str], ...]:
    """Return (kind, key of the rest) for all ways to read a segment, kind "" for none.

    "TT. Nga Sơn" → ("Thị trấn", "nga sơn") and ("", "tt nga sơn"); "Xa Dung" → ("Xã", "dung") and
    ("", "xa dung"): which one is meant, only the gazetteer can tell.
    """
    shaped = normal_form(text).strip(" .,;:")
    found = []
    for kind, pattern in _KIND:
        match = pattern.match(shaped)
        if match and (rest := place_key(shaped[match.end() :])):
            found.append((kind, rest))
            break
    key = place_key(shaped)
    if key:
        found.append(("", key))
    return tuple(found)


def without_kind(text: str) -> tuple[str, str]:
    """Return (kind, key of the rest), a kind only where it is plainly one: "xã", "X.", "TT"."""
    shaped = normal_form(text).strip(" .,;:")
    kinds = readings_of_kind(text)
    if len(kinds) < 2:
        return kinds[0] if kinds else ("", "")
    start = shaped[: len(shaped) - len(kinds[0][1])]
    certain = _PLAIN_KIND.match(shaped) or _SHORT_KIND.match(text) or "." in start
    return kinds[0] if certain else kinds[1]


def _marks(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("đ", "d\u0335"))


def lacks_marks(written: str, full: str) -> bool:
    """Return whether the first key is the second with one or more diacritics left out."""
    if written == full or fold(written) != fold(full):
        return False
    rest = iter(_marks(full))
    return all(letter in rest for letter in _marks(written))
