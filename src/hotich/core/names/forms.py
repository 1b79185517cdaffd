"""Which forms of a text are kept, compared and searched?"""

import re
import unicodedata
from typing import Final

from hotich.core.names.syllables import by_syllable, order_marks, settle_tones

_BARRED_D: Final = {
    0x00D0: "Đ",  # Latin capital eth
    0x0189: "Đ",  # African D
    0x00F0: "đ",  # Latin small eth
    0x0256: "đ",  # d with tail, the small form of the African D
    0x20AB: "đ",  # sign of the currency
}
_CYRILLIC: Final = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501",
    "ABEKMHOPCTYXIJS" + "aeopcyxijshd",
)
_GREEK: Final = str.maketrans(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03bf\u03b9\u03bd\u03c1",
    "ABEZHIKMNOPTYX" + "oivp",
)
_LOOKALIKES: Final = {**_CYRILLIC, **_GREEK}
_SUSPICIOUS: Final = re.compile(f"[{''.join(map(chr, (*_BARRED_D, *_LOOKALIKES)))}]")
_OTHER_LATIN: Final = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "\u0131": "i", "ħ": "h"}
)

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_HYPHENS: Final = re.compile("[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES: Final = re.compile("['`\u00b4\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032\uff07]")
_WORD: Final = re.compile(r"\w+")
_ZERO_FOR_O: Final = re.compile(r"(?<=[^\W\d_])0(?!\d)|(?<!\d)0(?=[^\W\d_])")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def verbatim(text: str) -> str:
    """Return the text in composed Unicode (NFC), and nothing else changed.

    >>> verbatim("Ho" + "a" + chr(0x300)) == "Hoà"
    True
    """
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return the text with every run of blanks, of whatever kind, as one; none at the ends."""
    return " ".join(text.split())


def drop_invisible(text: str) -> str:
    """Return the text without characters that show nothing.

    Between a small and a capital letter such a character stood for a blank, and becomes one.
    """

    def mended(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return " " if before.islower() and after.isupper() else ""

    return _INVISIBLE.sub(mended, text)


def mend_lookalikes(text: str) -> str:
    """Return the text with Ð and its kin as Đ, and foreign letters inside Latin words as Latin."""
    if not _SUSPICIOUS.search(text):
        return text

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        return word.translate(_LOOKALIKES) if _LATIN.search(word) else word

    return _WORD.sub(mended, text.translate(_BARRED_D))


def hyphens_to_blanks(text: str) -> str:
    """Return the text with every hyphen and dash as a blank, blanks squeezed."""
    return squeeze(_HYPHENS.sub(" ", text))


def unify_apostrophes(text: str) -> str:
    """Return the text with every apostrophe as ', and none parted from its syllable (H' Bia)."""
    return re.sub("(?<![\\w\u0300-\u036f])(\\w)'\\s+(?=\\w)", r"\1'", _APOSTROPHES.sub("'", text))


def normal_form(text: str) -> str:
    """Return the form in which two spellings of one name are equal; marks and y/i are kept.

    NFC, small letters, look-alikes mended, invisible characters dropped, blanks squeezed,
    hyphens as blanks, apostrophes of one kind, tones where the older spelling puts them.

    >>> normal_form("NGUYỄN-THỊ  HOÀ")
    'nguyễn thị hòa'
    >>> normal_form("Lý") == normal_form("Lí")
    False
    """
    mended = mend_lookalikes(squeeze(drop_invisible(order_marks(text))))
    small = mend_lookalikes(order_marks(mended.lower()))
    return squeeze(settle_tones(unify_apostrophes(hyphens_to_blanks(small))))


def fold(text: str) -> str:
    """Return the text in ASCII: small letters and digits, single blanks for all else.

    >>> fold("Đỗ Thị Huệ, H'Mông")
    'do thi hue h mong'
    """
    return squeeze(_folded(normal_form(text)))


@by_syllable
def _folded(word: str) -> str:
    broad = word.translate(_LOOKALIKES).translate(_OTHER_LATIN)
    plain = unicodedata.normalize("NFKD", broad).lower()
    kept = (char for char in plain if not unicodedata.combining(char))
    return "".join(char if char.isascii() and char.isalnum() else " " for char in kept)


def suspicious_letters(text: str) -> tuple[str, ...]:
    """Return the characters that look Vietnamese and are not, in order, each once.

    Those are Ð and ð of other alphabets, Cyrillic and Greek letters inside a word that also has
    Latin ones, and a zero that stands for an o (H0àng; not Tổ 10A).

    >>> suspicious_letters("Ðinh V" + chr(0x430) + "n") == ("Ð", chr(0x430))
    True
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(verbatim(text)):
        latin = _LATIN.search(word) is not None
        zeros = {match.start() for match in _ZERO_FOR_O.finditer(word)}
        for place, char in enumerate(word):
            foreign = latin and ord(char) in _LOOKALIKES
            if ord(char) in _BARRED_D or foreign or place in zeros:
                found[char] = None
    return tuple(found)
