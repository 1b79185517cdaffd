"""Was a text written for an old font (TCVN3, VNI) or code page, and what does it say in Unicode?

The letters of such texts are Latin ones that the font showed as Vietnamese. Tables are those of the
fonts; `tests` lead every Vietnamese letter there and back.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Writing(StrEnum):
    """How a file can be written that is not plain UTF-8."""

    UTF_16 = "utf-16"
    TCVN3 = "tcvn3"
    VNI = "vni"
    WINDOWS_1258 = "windows-1258"


# TCVN3 (ABC): one code for each small letter; of capitals only those without a tone. Capitals with
# a tone are small letters in a font of capitals (.VnTimeH).
_TCVN3_ROWS: Final = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
TCVN3: Final[Mapping[int, str]] = {
    start + place: letter for start, row in _TCVN3_ROWS for place, letter in enumerate(row)
}
"""Code of a letter in TCVN3 (which is also that of the Latin letter shown for it) -> letter."""

# VNI: a plain letter and a sign after it. First the signs of tones alone, then with ^ and with ˘.
_VNI_SIGNS: Final[Mapping[str, str]] = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_TONES: Final = "ùøûõï"
_HATS: Final = "âáàåãä"
_BREVES: Final = "êéèúüë"
_VNI_BASES: Final[Mapping[str, tuple[str, str]]] = {
    "a": ("a", _TONES + _HATS + _BREVES),
    "e": ("e", _TONES + _HATS),
    "o": ("o", _TONES + _HATS),
    "u": ("u", _TONES),
    "y": ("y", "ùøûõ"),
    "ô": ("ơ", _TONES),
    "ö": ("ư", _TONES),
}
_VNI_ALONE: Final[Mapping[str, str]] = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for base, (letter, signs) in _VNI_BASES.items():
        for sign in signs:
            meant = unicodedata.normalize("NFC", letter + _VNI_SIGNS[sign])
            table[base + sign] = meant
            table[base.upper() + sign] = table[base.upper() + sign.upper()] = meant.upper()
    for sign, letter in _VNI_ALONE.items():
        table[sign] = letter
        table[sign.upper()] = letter.upper()
    return table


VNI: Final[Mapping[str, str]] = _vni_table()
"""One or two Latin letters of VNI -> the Vietnamese letter."""

_VNI_LETTER: Final = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_PLAIN_CAPITALS: Final = re.compile(r"[A-Z][^a-z]*[A-Z]")


def from_tcvn3(text: str) -> str:
    """Return what a text of TCVN3 says. A text in capitals becomes one in capitals throughout.

    >>> from_tcvn3("NguyÔn V¨n Çn")
    'Nguyễn Văn ần'
    """
    converted = text.translate(TCVN3)
    if converted != text and _PLAIN_CAPITALS.search(text) and not re.search("[a-z]", text):
        return converted.upper()
    return converted


def from_vni(text: str) -> str:
    """Return what a text of VNI says.

    >>> from_vni("Nguyeãn Vaên Ñoã")
    'Nguyễn Văn Đỗ'
    """
    return _VNI_LETTER.sub(lambda match: VNI[match[0]], text)


FROM_FONT: Final[Mapping[Writing, Callable[[str], str]]] = {
    Writing.TCVN3: from_tcvn3,
    Writing.VNI: from_vni,
}
"""The writings whose letters stand for others, and their conversion, text by text."""

_INITIAL: Final = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_NUCLEUS: Final = (
    "(?:iêu|oai|oao|oay|oeo|uai|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|"
    "oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
)
_SYLLABLE: Final = re.compile(f"{_INITIAL}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_TONE: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD: Final = re.compile(r"[^\s,;.'’\-]+")


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether the word could be a Vietnamese syllable with at most one tone."""
    toneless, tones = _TONE.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)))


def marked_words(texts: Iterable[str]) -> list[str]:
    """Return the words of the texts that hold a letter beyond ASCII."""
    return [word for text in texts for word in _WORD.findall(text) if not word.isascii()]


def _share(words: list[str], read: Callable[[str], str]) -> float:
    return sum(is_syllable(read(word)) for word in words) / len(words) if words else 0.0


def recognise(texts: Iterable[str]) -> Writing | None:
    """Return the old font for which texts that are mostly names were written, None for Unicode.

    Decided by which reading gives Vietnamese syllables, over words with letters beyond ASCII.
    """
    words = marked_words(texts)
    as_it_stands = _share(words, str)
    if len(words) < 2 or as_it_stands >= 0.6:
        return None
    found = {writing: _share(words, read) for writing, read in FROM_FONT.items()}
    best = max(found, key=found.__getitem__)
    return best if found[best] >= 0.75 and found[best] > as_it_stands + 0.3 else None


def is_unicode(texts: Iterable[str]) -> bool:
    """Tell whether the marked words of the texts are Vietnamese as they stand."""
    words = marked_words(texts)
    return bool(words) and _share(words, str) >= 0.8
