"""What is on a clerk's desk: books, numbers he holds, entries that wait for him?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.counting import EntryCounts, counts_by_book
from hotich.apps.entry.models import Draft, Entry, EntryReturn, FieldValue, Permit, Reservation
from hotich.apps.entry.reserving import LIVE, current_year, missing_numbers
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_to_type, declared


@dataclass(frozen=True)
class Shelf:
    """One book on the desk."""

    book: Book
    label: str
    counts: EntryCounts
    declared: int
    missing: list[int]
    bars: dict[str, int]


@dataclass(frozen=True)
class HeldNumber:
    """A number the officer holds, with whether he has typed anything."""

    reservation: Reservation
    number: str
    label: str
    begun: bool


def shelves_of(by: Actor, *, as_of: datetime) -> list[Shelf]:
    """Return the books the officer may type in, the one he typed in last first."""
    last = Entry.objects.filter(book=OuterRef("pk"), by=by.officer_id)
    touched = Subquery(last.order_by("-recorded_at").values("recorded_at")[:1])
    mine = books_to_type(by).annotate(touched=touched)
    books = list(mine.order_by(F("touched").desc(nulls_last=True), "volume_label", "pk"))
    counted = counts_by_book(books, as_of=as_of)
    return [_shelf(book, counted.get(book.pk, EntryCounts())) for book in books]


def numbers_held(by: Actor) -> list[HeldNumber]:
    """Return the numbers the officer holds now, oldest first."""
    begun = set(Draft.objects.filter(officer=by.officer_id).values_list("entry", flat=True))
    live = Reservation.objects.filter(LIVE, officer=by.officer_id)
    return [
        HeldNumber(
            reservation=row,
            number=f"{shown_number(row.number, row.suffix, row.occurrence)}/{row.year}",
            label=book_label(row.book),
            begun=row.entry in begun,
        )
        for row in live.select_related("book__original_office").order_by("recorded_at")
    ]


def bars(counts: EntryCounts) -> dict[str, int]:
    """Return the counts as the outcome bar wants them."""
    return {
        "consistent": counts.consistent,
        "inconsistent": counts.inconsistent,
        "not_found": counts.not_found,
        "undecided": counts.undecided - counts.waiting,
        "waiting": counts.waiting,
    }


def count_typed(by: Actor, *, since: datetime) -> int:
    """Return how many entries the officer has saved since a moment."""
    own = Entry.objects.filter(by=by.officer_id, voided_at__isnull=True)
    return own.filter(recorded_at__gte=since).count()


def last_typed(by: Actor, book: Book) -> Entry | None:
    """Return the entry the officer saved last in the book."""
    rows = Entry.objects.filter(by=by.officer_id, book=book, voided_at__isnull=True)
    own = without_apart(by, rows, "pk")
    return own.order_by("recorded_at").last()


def returns_of(entry: Entry) -> list[EntryReturn]:
    """Return all returns of the entry, oldest first."""
    rows = EntryReturn.objects.filter(entry=entry).select_related("by", "answered_by")
    return list(rows.order_by("recorded_at"))


def return_reasons(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return by entry why it was sent back last, where that is not answered yet."""
    sent = EntryReturn.objects.filter(entry__in=list(entries), answered_at__isnull=True)
    return {row.entry_id: row.reason for row in sent.order_by("recorded_at")}


def link_permits(entry: Entry) -> list[Permit]:
    """Return the unused leaves to link or unlink the entry's person after the lock."""
    rows = Permit.objects.filter(entry=entry, used_at__isnull=True).select_related("by")
    return list(rows.order_by("recorded_at"))


def late_permits(book: Book) -> list[Permit]:
    """Return the unused leaves to add a late entry to the book."""
    rows = Permit.objects.filter(book=book, entry__isnull=True, used_at__isnull=True)
    return list(rows.select_related("by").order_by("recorded_at"))


def is_entered(entry: UUID) -> bool:
    """Return whether the entry of a reservation has been saved."""
    return Entry.objects.filter(pk=entry).exists()


def texts_in_book(book: Book, fields: Iterable[str], *, limit: int) -> list[str]:
    """Return the texts read in the book at these fields, each once, newest first."""
    rows = FieldValue.objects.filter(entry__book=book, field__in=list(fields), confirmed=True)
    texts = rows.exclude(text="").order_by("-pk").values_list("text", flat=True)
    return list(dict.fromkeys(texts[:limit]))


def _shelf(book: Book, counts: EntryCounts) -> Shelf:
    return Shelf(
        book=book,
        label=book_label(book),
        counts=counts,
        declared=declared(book).entries or 0,
        missing=missing_numbers(book, current_year(book), limit=12),
        bars=bars(counts),
    )
