"""Which book of the inventory does a row belong to? None is ever made up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.recorded import is_open
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_of, years_of
from hotich.core.names import fold

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"\b(quyen|so|tap)\b")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A book that a row may belong to."""

    book: Book
    label: str
    years: frozenset[int]
    is_open: bool


def volume_key(text: str) -> str:
    """Return what is compared of a volume's label: "Quyển số 01/1998" and "1-1998" are one."""
    plain = _WORDS.sub(" ", fold(text))
    numbers = [str(int(number)) for number in _NUMBERS.findall(plain)]
    letters = "".join(letter for letter in plain if letter.isalpha())
    return "/".join([*numbers, *([letters] if letters else [])])


def word_key(volume: str, year: int | None) -> str:
    """Return the key under which the officer's word on a volume is kept."""
    return f"{volume}|{year or ''}"


class Shelf:
    """The books of one type and registering office that the officer's office holds."""

    def __init__(
        self, by: Actor, register_type: str, office: UUID, words: Mapping[str, str]
    ) -> None:
        """Read the inventory once; `words` are what the officer said of volumes."""
        found = books_of(by, Permission.EXISTING_IMPORT)
        found = found.filter(register_type=register_type, original_office=office)
        self.books = tuple(
            Shelved(book, book_label(book), frozenset(years_of(book)), is_open(book))
            for book in found
        )
        self._by_uuid = {str(one.book.pk): one for one in self.books}
        self._words = dict(words)

    def find(self, volume: str, year: int | None) -> Shelved | None:
        """Return the one book that holds the year and bears the volume's label, or None.

        The officer's word goes first. A row without a volume belongs to the only book of its
        year; a label without a year ("01") fits one with it ("01/1998").
        """
        if year is None:
            return None
        said = self._by_uuid.get(self._words.get(word_key(volume, year), ""))
        holding = [one for one in self.books if year in one.years]
        if said in holding:
            return said
        key = volume_key(volume)
        if not key:
            return holding[0] if len(holding) == 1 else None
        for fits in (key, f"{key}/{year}", key.removesuffix(f"/{year}")):
            named = [one for one in holding if volume_key(one.book.volume_label) == fits]
            if named:
                return named[0] if len(named) == 1 else None
        return None
