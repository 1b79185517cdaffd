"""Which year is Giáp Dần? Names of years (can chi), sixty in a round."""

import re
import unicodedata
from typing import Final

STEMS: Final = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
BRANCHES: Final = (
    "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"
)  # fmt: skip
_YEAR_OF_THE_FIRST: Final = 4
_OTHER_BRANCHES: Final = {"mẹo": 3, "vị": 7, "tí": 0, "tị": 5}
_OTHER_STEMS: Final = {"kỉ": 5, "quí": 9}
_LEADS: Final = re.compile(r"^(?:(?:năm|tuổi|nam|tuoi)\s+)+")


def can_chi(year: int) -> str:
    """Return the name of a lunar year, given by the Gregorian year in which it begins.

    >>> can_chi(1974)
    'Giáp Dần'
    """
    place = year - _YEAR_OF_THE_FIRST
    return f"{STEMS[place % 10]} {BRANCHES[place % 12]}"


def read_can_chi(text: str) -> tuple[str, ...]:
    """Return the names the text can mean: "giáp dần" one, "tuổi Dần" five, any other text none.

    Names without marks are read: Tý and Tỵ are then told apart by the stem before them. A pair
    that the round does not have (Giáp Sửu) is no name.

    >>> read_can_chi("năm Quí Tị")
    ('Quý Tỵ',)
    """
    phrase = " ".join(unicodedata.normalize("NFC", text).lower().split())
    words = _LEADS.sub("", phrase).split()
    match words:
        case [stem, branch]:
            stems, branches = _places(stem, _STEM_WORDS), _places(branch, _BRANCH_WORDS)
        case [branch]:
            stems, branches = frozenset(range(10)), _places(branch, _BRANCH_WORDS)
        case _:
            return ()
    return tuple(
        f"{STEMS[place % 10]} {BRANCHES[place % 12]}"
        for place in range(60)
        if place % 10 in stems and place % 12 in branches
    )


def years_of_can_chi(text: str, first: int, last: int) -> tuple[int, ...]:
    """Return the years from first to last, both included, whose name the text can mean.

    >>> years_of_can_chi("Giáp Dần", 1900, 2026)
    (1914, 1974)
    """
    names = read_can_chi(text)
    return tuple(year for year in range(first, last + 1) if can_chi(year) in names)


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("y", "i")


def _words(names: tuple[str, ...], others: dict[str, int]) -> dict[str, frozenset[int]]:
    """Return the places each spelling can mean; one without marks can mean several."""
    spelt = {name.lower(): place for place, name in enumerate(names)} | others
    found: dict[str, frozenset[int]] = {}
    for word, place in spelt.items():
        bare = _plain(word)
        found[bare] = found.get(bare, frozenset()) | {place}
        found[bare.replace("i", "y")] = found[bare]
    return found | {word: frozenset({place}) for word, place in spelt.items()}


_STEM_WORDS: Final = _words(STEMS, _OTHER_STEMS)
_BRANCH_WORDS: Final = _words(BRANCHES, _OTHER_BRANCHES)


def _places(word: str, known: dict[str, frozenset[int]]) -> frozenset[int]:
    return known.get(word, frozenset())
