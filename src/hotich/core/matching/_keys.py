"""By which keys is a person stored, and by which is one looked up?

A key is a signed 64-bit number: the exclusive or of the hashes of its tag and its parts. So an
engine hashes every distinct name, date and commune once and joins plain numbers from then on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import product
from typing import Final

from hotich.core.dates import PartialDate
from hotich.core.matching._facts import (
    Facts,
    Name,
    commune_codes,
    is_first_january,
    name_variants,
    read_name,
    residence_codes,
)
from hotich.core.matching._rules import Key, Rules, Stage

NAME_PARTS: Final[Mapping[str, str]] = {
    "name": "bare",
    "given": "given",
    "surname": "surname",
    "stem": "stem",
    "father": "ends",
    "mother": "ends",
    "spouse": "ends",
    "father_full": "bare",
    "mother_full": "bare",
    "spouse_full": "bare",
}
"""Parts that come from a name, and the form of the name (attribute of `Name`) that is hashed."""

NAME_OWNERS: Final[Mapping[str, str]] = {
    "name": "name",
    "given": "name",
    "surname": "name",
    "stem": "name",
    "father": "father",
    "mother": "mother",
    "spouse": "spouse",
    "father_full": "father",
    "mother_full": "mother",
    "spouse_full": "spouse",
}
"""Whose name such a part comes from: a fact of `LEVELS_OF`."""

DATE_PARTS: Final = ("year", "date", "month_day")
RESIDENCE: Final = "residence"
"""The part that is a person's commune of residence, and an entry's commune: marriages and deaths
are registered where people live. It is hashed as a commune."""
_KEPT: Final = 1 << 18


class PartHash:
    """The keyed hash of a part: without the secret a table of keys gives no names away."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._kept: dict[tuple[str, str], int] = {}

    def __call__(self, part: str, text: str) -> int:
        """Return the signed 64-bit hash of a part's text; the same text of another part differs."""
        asked = (part, text)
        found = self._kept.get(asked)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            digest = blake2b(f"{part}={text}".encode(), digest_size=8, key=self._secret).digest()
            found = self._kept[asked] = int.from_bytes(digest, "big", signed=True)
        return found

    def tag(self, key: Key) -> int:
        """Return the hash of a key's tag."""
        return self("tag", key.tag)


@dataclass(frozen=True, slots=True)
class QueryKey:
    """A key to look up: its number, and beyond how many persons it tells nothing."""

    key: int
    tag: str
    limit: int


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one person's keys: for each part every text it can stand for."""

    texts: Mapping[str, tuple[str, ...]]
    first_january: bool


def _known(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _forms(part: str, names: Iterable[Name]) -> tuple[str, ...]:
    form = NAME_PARTS[part]
    return _known(*(getattr(name, form) for name in names))


def _parts(facts: Facts, residence: tuple[str, ...]) -> _Parts:
    names: dict[str, tuple[Name, ...]] = {
        "name": name_variants(facts),
        "father": (read_name(facts.father_name),),
        "mother": (read_name(facts.mother_name),),
        "spouse": (read_name(facts.spouse_name),),
    }
    texts = {part: _forms(part, names[owner]) for part, owner in NAME_OWNERS.items()}
    codes = {
        "pin": _known(facts.pin),
        "old_id": _known(facts.old_id_number),
        "commune": commune_codes(facts),
        RESIDENCE: residence,
    }
    return _born(texts | codes, facts.birth)


def date_parts(birth: PartialDate) -> dict[str, str]:
    """Return the texts of the parts that a birth gives; "" for what is not known."""
    dated = birth.month is not None and birth.day is not None
    return {
        "year": f"{birth.year}" if birth.year is not None else "",
        "date": birth.iso() if dated and birth.year is not None else "",
        "month_day": f"{birth.month:02d}-{birth.day:02d}" if dated else "",
    }


def _born(texts: Mapping[str, tuple[str, ...]], birth: PartialDate) -> _Parts:
    """Return the parts with those of that birth."""
    dated = {part: _known(text) for part, text in date_parts(birth).items()}
    return _Parts({**texts, **dated}, is_first_january(birth))


def _numbers(key: Key, parts: _Parts, hashed: PartHash) -> Iterator[int]:
    if parts.first_january and not key.defaulted_dates:
        return
    for texts in product(*(parts.texts[part] for part in key.parts)):
        number = hashed.tag(key)
        for part, text in zip(key.parts, texts, strict=True):
            number ^= hashed("commune" if part == RESIDENCE else part, text)
        yield number


def person_keys(facts: Facts, rules: Rules, hashed: PartHash) -> frozenset[int]:
    """Return the keys a person is stored under, of all stages.

    One set of keys for each of the person's names. A fact that is not known makes no key.
    """
    parts = _parts(facts, residence_codes(facts))
    return frozenset(number for key in rules.keys for number in _numbers(key, parts, hashed))


def _swapped(birth: PartialDate) -> PartialDate | None:
    """Return the date with day and month changed over, where that is another date."""
    if birth.month is None or birth.day is None or birth.month == birth.day or birth.day > 12:
        return None
    return replace(birth, month=birth.day, day=birth.month)


def _in_year(birth: PartialDate, year: int) -> PartialDate | None:
    return replace(birth, year=year) if 0 < year <= 9999 else None


def guessed_births(birth: PartialDate, key: Key) -> Iterator[PartialDate]:
    """Yield the birth as typed and, for this key, with the commonest errors taken back."""
    yield birth
    if {"date", "month_day"}.intersection(key.parts) and (swapped := _swapped(birth)):
        yield swapped
    if birth.year is not None:
        for shift in key.year_shifts:
            if shifted := _in_year(birth, birth.year + shift):
                yield shifted


def query_keys(facts: Facts, rules: Rules, hashed: PartHash, stage: Stage) -> tuple[QueryKey, ...]:
    """Return the keys of one stage to look a typed entry up by, each once.

    Guessed errors are tried too: day and month swapped, the year off by one or two.
    """
    found: dict[int, QueryKey] = {}
    parts = _parts(facts, commune_codes(facts))
    for key in rules.keys_of(stage):
        for birth in guessed_births(facts.birth, key):
            for number in _numbers(key, _born(parts.texts, birth), hashed):
                found.setdefault(number, QueryKey(number, key.tag, key.limit))
    return tuple(found.values())
