"""Turns distinct texts into numbers, in Python, by the functions of the core.

Every function here takes the rows of one partition and gives rows of the schema beside it; it runs
where the rows are. A form of a name is numbered by 62 bits of its keyed hash, so that no number
has to be agreed on between machines: 0 = "" or not a name.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, Protocol

from hotich.core.dates import PartialDate
from hotich.core.matching import (
    NAME_PARTS,
    Facts,
    Key,
    PartHash,
    codes_today,
    commune_codes,
    date_parts,
    guessed_births,
    is_first_january,
    read_name,
    residence_today,
)
from hotich.engines.matching.coding import packed, read_birth
from hotich.engines.matching.naming import letters_of
from hotich.engines.matching.rule_sql import FORMS
from hotich.engines.matching.weighing import answer

Row = tuple[object, ...]
Mapping = Callable[[Iterable[tuple[str, ...]]], Iterator[Row]]

_NUMBER_BITS: Final = (1 << 62) - 1
_DATES: Final = ("year", "date", "month_day")

BIRTHS: Final = "text STRING, birth INT, year BIGINT, date BIGINT, month_day BIGINT"
GUESSES: Final = "text STRING, tag STRING, year BIGINT, date BIGINT, month_day BIGINT"
COMMUNES: Final = "code STRING, as_of STRING, commune BIGINT, commune_hashes ARRAY<BIGINT>"
ANSWERS: Final = "book BIGINT, person BIGINT, yes INT"


class Hasher(Protocol):
    """Hashes a text for a part of a key, as `PartHash` does."""

    def __call__(self, part: str, text: str) -> int:
        """Return the hash."""


def names_schema(parts: Iterable[str]) -> str:
    """Return the schema of the rows of `read_names`."""
    numbers = ", ".join(f"{form} BIGINT" for form in FORMS)
    hashes = ", ".join(f"{part}_hash BIGINT" for part in parts)
    texts = "normal_text STRING, folded_text STRING, bare_text STRING"
    return f"text STRING, {numbers}, letters INT, {texts}, {hashes}"


def _number(hashed: Hasher, form: str, text: str) -> int:
    """Return the number of a form, never 0 for a text."""
    return (hashed(f"form {form}", text) & _NUMBER_BITS) + 1


def _name_row(text: str, hashed: Hasher, parts: tuple[str, ...]) -> Row:
    name = read_name(text)
    forms = {form: str(getattr(name, form)) if name.folded else "" for form in FORMS}
    numbers = [_number(hashed, form, known) if known else 0 for form, known in forms.items()]
    values = [str(getattr(name, NAME_PARTS[part])) if name.folded else "" for part in parts]
    hashes = [hashed(part, value) if value else None for part, value in zip(parts, values,
              strict=True)]  # fmt: skip
    texts = (name.normal, name.folded, name.bare)
    return (text, *numbers, letters_of(name.bare), *texts, *hashes)


def _read_names(
    secret: bytes, parts: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Iterator[Row]:
    hashed = PartHash(secret)
    return (_name_row(row[0], hashed, parts) for row in rows)


def read_names(secret: bytes, parts: tuple[str, ...]) -> Mapping:
    """Return the reading of rows (text), each a name: its forms and the hashes of its parts."""
    return partial(_read_names, secret, parts)


def _date_hashes(birth: PartialDate, hashed: Hasher) -> tuple[int | None, ...]:
    texts = date_parts(birth)
    return tuple(hashed(part, texts[part]) if texts[part] else None for part in _DATES)


def _read_births(secret: bytes, rows: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    hashed = PartHash(secret)
    for row in rows:
        birth = read_birth(row[0])
        yield (row[0], packed(birth), *_date_hashes(birth, hashed))


def read_births(secret: bytes) -> Mapping:
    """Return the reading of rows (text), each a date of birth: BIRTHS."""
    return partial(_read_births, secret)


def _guess_births(
    secret: bytes, keys: tuple[Key, ...], rows: Iterable[tuple[str, ...]]
) -> Iterator[Row]:
    hashed = PartHash(secret)
    for row in rows:
        typed = read_birth(row[0])
        for key in keys:
            for birth in dict.fromkeys(guessed_births(typed, key)):
                if key.defaulted_dates or not is_first_january(birth):
                    yield (row[0], key.tag, *_date_hashes(birth, hashed))


def guess_births(secret: bytes, keys: tuple[Key, ...]) -> Mapping:
    """Return the reading of rows (text), each a typed birth: GUESSES, for every key."""
    return partial(_guess_births, secret, keys)


def _read_residences(secret: bytes, rows: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    hashed = PartHash(secret)
    return (_commune_row(row[0], "", residence_today(row[0]), hashed) for row in rows)


def read_residences(secret: bytes) -> Mapping:
    """Return the reading of rows (code), each a place of residence: COMMUNES, with no day."""
    return partial(_read_residences, secret)


def _commune_row(code: str, as_of: str, today: str, hashed: Hasher) -> Row:
    codes = commune_codes(Facts("", PartialDate(None), commune_code=today))
    hashes = [hashed("commune", code) for code in dict.fromkeys(codes)]
    return (code, as_of, _number(hashed, "commune", today) if today else 0, hashes)


def _read_communes(secret: bytes, rows: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    hashed = PartHash(secret)
    return (_commune_row(row[0], row[1], codes_today(row[0], row[1]), hashed) for row in rows)


def read_communes(secret: bytes) -> Mapping:
    """Return the reading of rows (code, day of the list): COMMUNES."""
    return partial(_read_communes, secret)


def answers(words: frozenset[str], rows: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    """Yield ANSWERS to rows (book, person, three forms of the book's name, three of the person's).

    `words` are those known to occur in names.
    """
    for book, person, *forms in rows:
        yield (book, person, answer(forms[:3], forms[3:], words))
