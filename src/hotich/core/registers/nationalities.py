"""Which country does a written nationality (quốc tịch) name?

A code is the two letters of ISO 3166-1 for a country of today, the four of ISO 3166-3 for a state
that is no more (SUHH, the Soviet Union), or "stateless". Old books spell one country in several
ways (Úc, Ô-xtrây-li-a, Úc Đại Lợi); a word that names no country for sure, or two, is left to
the clerk with suggestions. The table is entered by hand from general knowledge; years of vanished
states are rounded to whole years.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from hotich.core.names import fold, normal_form

STATELESS: Final = "stateless"
_CODE_TEXT: Final = re.compile(r"[A-Z]{2,3}")
_IN_BRACKETS: Final = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<gloss>[^()]+)\)$")
_PREFIXES: Final = ("quốc tịch ", "người ", "nước ", "quoc tich ", "nguoi ", "nuoc ")

# Words that are no country, or one of several: what they meant is for the clerk to say.
_SUGGESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "Triều Tiên": ("KP", "KR"),
    "Cao Ly": ("KR", "KP"),
    "Việt kiều": ("VN",),
    "Người gốc Việt": ("VN", STATELESS),
    "Việt gốc Hoa": ("VN",),
    "Hoa kiều": ("CN", "TW", STATELESS),
    "Hoa": ("CN", "TW", "VN"),
    "Tàu": ("CN", "TW"),
    "Trung Hoa Dân Quốc": ("TW", "CN"),
    "Yemen": ("YE", "YDYE"),
    "Công-gô": ("CG", "CD"),
    "Congo": ("CG", "CD"),
    "Dominica": ("DO",),
    "Đông Dương": ("VN", "KH", "LA"),
    "Đông Dương thuộc Pháp": ("VN", "KH", "LA"),
    "Pháp tịch": ("FR",),
    "Việt Nam Cộng hòa": ("VN",),
    "VNCH": ("VN",),
    "Quốc gia Việt Nam": ("VN",),
    "Cộng hòa Miền Nam Việt Nam": ("VN",),
    "CHMNVN": ("VN",),
    "Ấn kiều": ("IN",),
    "Ngoại kiều": (),
    "Chưa rõ": (),
}
# Names that passed to a later state: the vanished one is suggested beside it.
_PREDECESSORS: Final[Mapping[str, tuple[str, ...]]] = {
    "MM": ("BUMM",),
    "DE": ("DDDE",),
    "RU": ("SUHH",),
    "CZ": ("CSHH",),
    "RS": ("YUCS", "CSXX"),
}


@dataclass(frozen=True)
class Nationality:
    """A state with the name shown today, its other spellings and the years it existed.

    `first_year` and `last_year` are None where they do not matter or are not known; a `last_year`
    means that the state is no more.
    """

    code: str
    label: str
    spellings: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    @property
    def is_gone(self) -> bool:
        """Tell whether the state exists no more."""
        return self.last_year is not None

    def existed_in(self, year: int) -> bool:
        """Tell whether the state existed in the year, as far as its years are known."""
        begun = self.first_year is None or self.first_year <= year
        return begun and (self.last_year is None or year <= self.last_year)


def _year(text: str) -> int | None:
    return int(text) if text else None


@cache
def nationalities() -> tuple[Nationality, ...]:
    """Return the packaged table: states of today, states that are no more, and statelessness."""
    source = files("hotich.core.registers").joinpath("nationalities.csv")
    rows = csv.reader(source.read_text(encoding="utf-8").splitlines())
    next(rows)
    return tuple(
        Nationality(code, label, tuple(spellings.split("|")), _year(first), _year(last))
        for code, label, spellings, first, last, _ in rows
        if code
    )


@cache
def _by_code() -> dict[str, Nationality]:
    return {known.code: known for known in nationalities()}


@cache
def _by_spelling() -> dict[str, tuple[str, ...]]:
    """Return codes by spelling, with marks and without; several codes where it is shared."""
    found: dict[str, dict[str, None]] = {}
    for known in nationalities():
        for spelling in (known.label, *known.spellings):
            if not _CODE_TEXT.fullmatch(spelling):
                for key in _keys(spelling):
                    found.setdefault(key, {})[known.code] = None
    return {key: tuple(codes) for key, codes in found.items()}


@cache
def _by_code_text() -> dict[str, str]:
    """Return codes by what a machine or passport writes: VN, VNM, USA."""
    return {
        spelling: known.code
        for known in nationalities()
        for spelling in (known.code, *known.spellings)
        if _CODE_TEXT.fullmatch(spelling)
    }


@cache
def _left_to_the_clerk() -> dict[str, tuple[str, ...]]:
    return {_shape(text): codes for text, codes in _SUGGESTED.items()}


def _keys(spelling: str) -> tuple[str, ...]:
    folded = fold(spelling)
    return _shape(spelling), folded, folded.replace(" ", "")


def _shape(text: str) -> str:
    return normal_form(text)


def _without_prefix(text: str) -> str:
    shaped = _shape(text)
    for prefix in _PREFIXES:
        if shaped.removeprefix(prefix) in _by_spelling():
            return shaped.removeprefix(prefix)
    return shaped


def _codes(text: str) -> tuple[str, ...]:
    """Return the codes of the states that are written so."""
    shaped = _without_prefix(text)
    known = _by_spelling()
    for key in (shaped, fold(shaped)):
        if key in known:
            return known[key]
    code = _by_code_text().get(text.strip())
    return (code,) if code else ()


def _is_left_to_the_clerk(text: str) -> tuple[str, ...] | None:
    shaped = _shape(text)
    known = _left_to_the_clerk()
    if shaped in known:
        return known[shaped]
    unmarked = {fold(key): codes for key, codes in known.items()}
    return unmarked.get(shaped) if shaped not in _by_spelling() else None


def nationality(code: str) -> Nationality | None:
    """Return the row of a code ("VN", "SUHH", "stateless"), or None."""
    return _by_code().get(code)


def read_nationality(text: str) -> str:
    """Return the code of the one state the text can only mean, else "".

    A gloss in brackets, as the ministry's sheets have it, must agree: "Ô-xtrây-li-a (Australia)".

    >>> [read_nationality(text) for text in ("Ô-xtrây-li-a", "Liên Xô", "Triều Tiên")]
    ['AU', 'SUHH', '']
    """
    if _is_left_to_the_clerk(text) is not None:
        return ""
    codes = _codes(text)
    if not codes and (glossed := _IN_BRACKETS.match(text.strip())):
        codes, gloss = _codes(glossed["name"]), _codes(glossed["gloss"])
        if gloss and gloss != codes:
            return ""
    return codes[0] if len(codes) == 1 else ""


def suggest_nationalities(text: str, *, year: int | None = None) -> tuple[Nationality, ...]:
    """Return the states the text may mean, likeliest first; empty when none is known.

    A word that is no country ("Việt kiều", "Triều Tiên") gives those to choose from. With the
    year of the entry, states that existed then come before the others.

    >>> [known.code for known in suggest_nationalities("Triều Tiên")]
    ['KP', 'KR']
    """
    left = _is_left_to_the_clerk(text)
    sure = read_nationality(text)
    codes = left if left is not None else ((sure,) if sure else _codes(text))
    beside = [earlier for code in codes for earlier in _PREDECESSORS.get(code, ())]
    found = [known for code in dict.fromkeys((*codes, *beside)) if (known := nationality(code))]
    if year is not None:
        found.sort(key=lambda known: not known.existed_in(year))
    return tuple(found)
