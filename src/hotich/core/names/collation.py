"""In which order do Vietnamese names stand in a list?"""

import re
from functools import lru_cache
from typing import Final

from hotich.core.names.forms import verbatim
from hotich.core.names.parts import split_name
from hotich.core.names.syllables import TONES, letters

_PUNCTUATION: Final = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_ALPHABET: Final = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY: Final = {char: bytes([2 + place]) for place, char in enumerate(_PUNCTUATION + _ALPHABET)}
_RUNS: Final = re.compile("\\s[\u0300-\u036f]*|\\S+")
_BEYOND: Final = 0xFF


def sort_key(text: str) -> bytes:
    """Return bytes that sort as the Vietnamese collation of ICU does.

    First the letters (a ă â b c d đ e ê …, a blank before all), then the tones (none, huyền,
    hỏi, ngã, sắc, nặng), then small before capital. Letters beyond the alphabet come last.
    """
    levels = [_levels(run) for run in _RUNS.findall(verbatim(text))]
    return b"\0".join(b"".join(parts) for parts in zip(*levels, strict=True)) or b"\0\0"


@lru_cache(maxsize=1 << 15)
def _levels(run: str) -> tuple[bytes, bytes, bytes]:
    """Return letters, tones and case of a run that is all blank or has no blank."""
    primary, tones, cases = bytearray(), bytearray(), bytearray()
    for letter in letters(run):
        whole = letter.base + letter.quality
        small = verbatim(whole).lower()
        known = _PRIMARY.get(small) or _PRIMARY.get(letter.base.lower())
        primary += known or bytes([_BEYOND]) + small.encode()
        tones.append(1 + (TONES.index(letter.tone[0]) + 1 if letter.tone else 0))
        cases.append(2 if letter.base.isupper() else 1)
    return bytes(primary), bytes(tones), bytes(cases)


def name_sort_key(text: str) -> bytes:
    """Return bytes that sort names by tên, then họ, then đệm: the order of a list "theo tên"."""
    parts = split_name(text)
    return b"\0".join(sort_key(part) for part in (parts.given, parts.surname, parts.middle))
