"""Drafted entries put into books: ordered by their day, numbered from 1, with pages."""

import json
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO

from hotich.core.registers import BIRTHS
from hotich.synth.draft import Draft
from hotich.synth.options import CODES_AS_OF, BookPlan

_MEMORY = 64 * 2**20


@dataclass(frozen=True, slots=True)
class SampleBook:
    """One book as the inventory would find it, with the totals declared at its yearly closing."""

    book_id: str
    register_type: str
    edition: str
    office_code: str
    office_as_of: str
    office_name: str
    year: int
    volume: str
    pages: int
    entries: int


@dataclass(frozen=True, slots=True)
class SampleTruth:
    """What must come of an entry: who it is, the outcome, the differences and the remarks.

    Differences and remarks are "field id:defect". `person_pin` is empty for the absent.
    """

    person_pin: str
    outcome: str
    basic_differences: tuple[str, ...]
    other_differences: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """One entry of a book: where it stands, each field as written, and the truth about it."""

    entry_id: str
    book_id: str
    office_code: str
    year: int
    number: int
    page: int
    fields: dict[str, dict[str, str]]
    truth: SampleTruth


@dataclass(slots=True)
class _Book:
    """Where the drafts of one book lie in the store: (day, order of drafting, place)."""

    office_name: str
    plan: BookPlan | None
    drafts: list[tuple[str, int, int]] = field(default_factory=list)


class BookStore:
    """Keeps drafts, on disk when they are many, until their books can be numbered."""

    def __init__(self, seed: int, entries_per_page: int, plans: tuple[BookPlan, ...]) -> None:
        self._seed = seed
        self._per_page = entries_per_page
        self._plans = {(plan.commune_code, plan.year): plan for plan in plans}
        self._books: dict[tuple[str, int], _Book] = {}
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115
        self._count = 0

    def add(
        self, office_code: str, office_name: str, registered_on: str, draft: Draft, pin: str
    ) -> None:
        """Keep a finished draft; `pin` is empty for an absent person."""
        key = (office_code, int(registered_on[:4]))
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = _Book(office_name, self._plans.get(key))
        book.drafts.append((registered_on, self._count, self._file.tell()))
        self._count += 1
        kept = {
            "fields": draft.values(),
            "pin": pin,
            "outcome": draft.outcome(absent=not pin),
            "basic": list(draft.basic_differences()),
            "other": list(draft.other_differences()),
            "remarks": list(draft.defects()),
        }
        self._file.write(json.dumps(kept, ensure_ascii=False).encode() + b"\n")

    def books(self) -> list[SampleBook]:
        """Return the books in order of office and year."""
        return [
            SampleBook(
                book_id=_book_id(code, year),
                register_type=BIRTHS.code,
                edition=(book.plan.edition if book.plan else "") or edition_of(year),
                office_code=code,
                office_as_of=CODES_AS_OF.isoformat(),
                office_name=book.office_name,
                year=year,
                volume=self._volume(book, year),
                pages=self._page(len(book.drafts)),
                entries=len(book.drafts),
            )
            for (code, year), book in sorted(self._books.items())
        ]

    def entries(self) -> Iterator[SampleEntry]:
        """Return every entry, book by book, in order of its number."""
        for (code, year), book in sorted(self._books.items()):
            volume = self._volume(book, year)
            for number, (_, _, place) in enumerate(sorted(book.drafts), start=1):
                self._file.seek(place)
                yield self._entry(code, year, volume, number, json.loads(self._file.readline()))

    def close(self) -> None:
        """Let the store go."""
        self._file.close()

    def _entry(
        self, code: str, year: int, volume: str, number: int, kept: dict[str, object]
    ) -> SampleEntry:
        fields: dict[str, dict[str, str]] = kept["fields"]  # type: ignore[assignment]
        page = self._page(number)
        fields["entry.number"]["text"] = number_as_written(number, year)
        fields["entry.volume"]["text"] = volume
        fields["entry.page"]["text"] = str(page)
        book_id = _book_id(code, year)
        digest = sha256(f"{self._seed}/{book_id}/{number}".encode()).digest()
        return SampleEntry(
            entry_id=str(uuid.UUID(bytes=digest[:16], version=4)),
            book_id=book_id,
            office_code=code,
            year=year,
            number=number,
            page=page,
            fields=fields,
            truth=SampleTruth(
                person_pin=str(kept["pin"]),
                outcome=str(kept["outcome"]),
                basic_differences=_texts(kept["basic"]),
                other_differences=_texts(kept["other"]),
                remarks=_texts(kept["remarks"]),
            ),
        )

    def _page(self, number: int) -> int:
        return (number - 1) // self._per_page + 1

    @staticmethod
    def _volume(book: _Book, year: int) -> str:
        return (book.plan.volume if book.plan else "") or f"01/{year}"


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(str(item) for item in kept) if isinstance(kept, list) else ()


def _book_id(code: str, year: int) -> str:
    return f"{BIRTHS.code}-{code}-{year}"


def number_as_written(number: int, year: int) -> str:
    """Return an entry's number as the book writes it: with a leading nought since 2016."""
    return f"{number:02d}" if year >= 2016 else str(number)


def edition_of(year: int) -> str:
    """Return the code of the printed form that books of a year usually have."""
    if year > 2020:
        return "2020"
    return "2015" if year >= 2016 else "older"
