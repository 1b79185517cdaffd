"""Which part of a name is họ, which đệm, which tên?"""

from dataclasses import dataclass
from typing import Final

from hotich.core.names.forms import fold, normal_form, verbatim
from hotich.core.names.syllables import by_syllable

_COMPOUND_SURNAMES: Final = frozenset(
    {
        ("âu", "dương"),
        ("công", "tằng"),
        ("công", "huyền"),
        ("gia", "cát"),
        ("hoàng", "phủ"),
        ("thượng", "quan"),
        ("tôn", "nữ"),
        ("tôn", "thất"),
        ("trưởng", "tôn"),
        ("tư", "đồ"),
        ("tư", "mã"),
    }
)
_ROYAL_DESCENT: Final = frozenset({("công", "tằng"), ("công", "huyền")})
_GENDER_PREFIXES: Final = frozenset({"y", "h", "k", "a"})


@dataclass(frozen=True)
class NameParts:
    """A proposed split of a name; the whole name stays what was written."""

    surname: str
    middle: str
    given: str


def split_name(text: str) -> NameParts:
    """Return the proposed họ, đệm and tên, as written but with single blanks.

    A one-word name is all tên. A name of a people that does not write the surname first (Y Blô
    Niê, H'Biă) is not split: all of it is tên.

    >>> split_name("Nguyễn Thị Lan")
    NameParts(surname='Nguyễn', middle='Thị', given='Lan')
    """
    words = _words(text)
    if len(words) < 2 or _is_unsplit(words):
        return NameParts("", "", " ".join(words))
    width = _surname_width(words)
    return NameParts(" ".join(words[:width]), " ".join(words[width:-1]), words[-1])


def without_thi(text: str) -> str:
    """Return the name without a middle "Thị"; any other name as it is, blanks squeezed.

    In a text without diacritics a middle "thi" counts as "Thị".

    >>> without_thi("Nguyễn Thị Lan")
    'Nguyễn Lan'
    """
    words = _words(text)
    sign = "thi" if normal_form(text) == fold(text) else "thị"
    kept = [
        word
        for place, word in enumerate(words)
        if not (0 < place < len(words) - 1 and _form(word) == sign)
    ]
    return " ".join(kept)


_form = by_syllable(normal_form)


def _words(text: str) -> list[str]:
    return verbatim(text).replace("-", " ").split()


def _is_unsplit(words: list[str]) -> bool:
    first = _form(words[0])
    return first in _GENDER_PREFIXES or first[1:2] == "'"


def _surname_width(words: list[str]) -> int:
    start = tuple(_form(word) for word in words[:4])
    if len(words) > 4 and start[:2] in _ROYAL_DESCENT and start[2:] == ("tôn", "nữ"):
        return 4
    return 2 if len(words) > 2 and start[:2] in _COMPOUND_SURNAMES else 1
