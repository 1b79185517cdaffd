"""Where a written place is cut into the names of its units, nearest first."""

from __future__ import annotations

import re
from typing import Final

from hotich.core.names import fold, verbatim
from hotich.core.places.spelling import without_kind

_COUNTRY: Final = frozenset(
    {"viet nam", "vn", "nuoc viet nam", "chxhcn viet nam", "cong hoa xa hoi chu nghia viet nam"}
)
_CUT: Final = re.compile(r"[,;/|\n\r\t]+|\s*[-\u2010-\u2015]+\s*|(?<=\w{3})\.\s+")
_BRACKETED: Final = re.compile(r"\(([^()]*)\)")
_KIND_INSIDE: Final = re.compile(
    r"(?<=[\w.])\s+(?=(?:(?:thành phố|thị trấn|thị xã|đặc khu|phường|huyện|quận|tỉnh|xã"
    r"|thanh pho|thi tran|thi xa|phuong|huyen|tinh|xa)\s|(?:t\.?p|t\.?t|t\.?x|[pqhtx])\.\s*\w"
    r"|(?-i:TP|TT|TX)\s))",
    re.IGNORECASE,
)
_WORDS_OF_DETAIL: Final = re.compile(
    r"(?:thon|xom|ban|ap|lang|khu|to|doi|benh vien|bv|tram|nha|pho|duong|so|tieu khu|buon|soc"
    r"|phum|khom|kp|khoi|cum|cho|ngo|ngach|hem|trung tam|tt y te|phong kham|ho sinh|bvdk|tdp"
    r"|nong truong|lam truong|tai|ktt|don vi)\b"
)


def cut(text: str) -> tuple[str, ...]:
    """Return the parts of a written place; what stood in brackets comes first, as detail."""
    whole = verbatim(text)
    bracketed = _BRACKETED.findall(whole)
    parts = [*bracketed, *_CUT.split(_BRACKETED.sub(" ", whole))]
    tidy = [" ".join(part.split()).strip(" .:") for part in parts]
    tidy = [part for part in tidy if part]
    while tidy and fold(tidy[-1]) in _COUNTRY:
        tidy.pop()
    return tuple(tidy)


def cut_at_kinds(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts, cut again before a kind: "xã Nga An huyện Nga Sơn" is two."""
    return tuple(piece.strip(" .") for part in parts for piece in _KIND_INSIDE.split(part))


def cut_at_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the single words, for a text written without any separator."""
    return tuple(word for part in parts for word in part.split())


def keys(text: str) -> tuple[tuple[str, str], ...]:
    """Return (kind, key) of every part."""
    return tuple(pair for part in cut(text) if (pair := without_kind(part))[1])


def is_plainly_detail(part: str) -> bool:
    """Return whether the part names something inside a commune: thôn, tổ, bệnh viện, số."""
    return _WORDS_OF_DETAIL.match(fold(part)) is not None
