"""By which keys is a person stored, and by which is one looked up?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from hotich.core.dates import PartialDate
from hotich.core.matching._facts import (
    Facts,
    commune_codes,
    is_first_january,
    name_variants,
    read_name,
)
from hotich.core.matching._rules import Key, Rules

_DATED = frozenset({"date", "month_day"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one person's keys: for each part every text it can stand for."""

    texts: dict[str, tuple[str, ...]]
    first_january: bool


def _known(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _parts(facts: Facts) -> _Parts:
    names = name_variants(facts)
    texts = {
        "pin": _known(facts.pin),
        "name": _known(*(name.bare for name in names)),
        "given": _known(*(name.given for name in names)),
        "surname": _known(*(name.surname for name in names)),
        "father": _known(read_name(facts.father_name).ends),
        "mother": _known(read_name(facts.mother_name).ends),
        "commune": commune_codes(facts),
    }
    return _born(texts, facts.birth)


def _born(texts: Mapping[str, tuple[str, ...]], birth: PartialDate) -> _Parts:
    """Return the parts with those of that birth."""
    full = birth.year is not None and _has_day(birth)
    dated = {
        "year": _known(f"{birth.year}" if birth.year is not None else ""),
        "date": _known(birth.iso() if full else ""),
        "month_day": _known(f"{birth.month:02d}-{birth.day:02d}" if _has_day(birth) else ""),
    }
    return _Parts({**texts, **dated}, is_first_january(birth))


def _has_day(birth: PartialDate) -> bool:
    return birth.month is not None and birth.day is not None


def _key_texts(key: Key, parts: _Parts) -> Iterator[str]:
    if parts.first_january and not key.defaulted_dates:
        return
    for combination in product(*(parts.texts[part] for part in key.parts)):
        yield f"{key.tag}:{'|'.join(combination)}"


def person_keys(facts: Facts, rules: Rules) -> frozenset[str]:
    """Return the keys a person is stored under, each "tag:text"; wide ones among them.

    One set of keys for each of the person's names. A fact that is not known makes no key.
    """
    parts = _parts(facts)
    return frozenset(text for key in rules.keys for text in _key_texts(key, parts))


def _swapped(birth: PartialDate) -> PartialDate | None:
    """Return the date with day and month changed over, where that is another date."""
    if birth.month is None or birth.day is None or birth.month == birth.day or birth.day > 12:
        return None
    return replace(birth, month=birth.day, day=birth.month)


def _in_year(birth: PartialDate, year: int) -> PartialDate | None:
    return replace(birth, year=year) if 0 < year <= 9999 else None


def _guesses(birth: PartialDate, key: Key) -> Iterator[PartialDate]:
    """Yield the birth as typed and, for this key, with the commonest errors taken back."""
    yield birth
    if _DATED.intersection(key.parts) and (swapped := _swapped(birth)):
        yield swapped
    if birth.year is not None:
        for shift in key.year_shifts:
            if shifted := _in_year(birth, birth.year + shift):
                yield shifted


def _ordered(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: key.wide)


def query_keys(facts: Facts, rules: Rules, *, wide: bool) -> tuple[str, ...]:
    """Return the keys to look a typed entry up by, narrow ones first, each once.

    Guessed errors are tried too: day and month swapped, the year off by one or two. `wide` adds
    the tolerant keys that must run before anybody may say "not found".
    """
    found: dict[str, None] = {}
    parts = _parts(facts)
    for key in _ordered(rules.keys):
        if key.wide and not wide:
            continue
        for birth in _guesses(facts.birth, key):
            found.update(dict.fromkeys(_key_texts(key, _born(parts.texts, birth))))
    return tuple(found)
