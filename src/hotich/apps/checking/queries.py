"""How far is the cross-check? Always of books the officer's office holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.checking.counting import CheckCounts, counts, counts_by_book, counts_by_type
from hotich.apps.checking.locking import Obstacles, obstacles_of
from hotich.apps.checking.marks import (
    Mark,
    Marks,
    checks_of,
    is_checked,
    live_links,
    marks_of,
)
from hotich.apps.checking.models import Completion, Side
from hotich.apps.checking.signing import RIGHTS, may_sign, shown_of
from hotich.apps.checking.totals import (
    get_excess,
    get_gap,
    last_reconciliation,
    live_excesses,
    live_gaps,
    results_of,
)
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import entries_of
from hotich.apps.registers.models import Book, BookState, State
from hotich.apps.registers.queries import book_label, books_of, declared, with_state

__all__ = [
    "RIGHTS",
    "CheckCounts",
    "Mark",
    "Marks",
    "Obstacles",
    "checks_of",
    "completion_of",
    "counts",
    "counts_by_book",
    "counts_by_type",
    "get_excess",
    "get_gap",
    "is_checked",
    "last_reconciliation",
    "live_excesses",
    "live_gaps",
    "live_links",
    "locked_row",
    "marks_of",
    "may_sign",
    "next_to_check",
    "obstacles_of",
    "progress",
    "results_of",
    "shown_of",
]

# States in which there is something to cross-check, or it has been done.
_STATE = ("pk", "state")
SHOWN_STATES = (State.ENTERING, State.ENTERED, State.CHECKED, State.LOCKED, State.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the cross-check of a book is."""

    book: Book
    label: str
    state: State
    declared: int | None
    counts: CheckCounts
    returned: int
    stale: int
    is_complete: bool

    @property
    def is_locked(self) -> bool:
        """Return whether the data are locked."""
        return self.state in {State.LOCKED, State.HANDED_OVER}


def progress(book: Book) -> Progress:
    """Return how far the cross-check of one book is."""
    return _progress([book])[0]


def books_to_check(by: Actor) -> list[Progress]:
    """Return the office's books in which something was typed, those still open first."""
    in_work = {"state__in": [state.value for state in SHOWN_STATES]}
    books = list(with_state(books_of(by)).filter(**in_work))
    return sorted(_progress(books), key=lambda one: (one.is_locked, one.is_complete))


def next_to_check(by: Actor, book: Book, side: Side, *, after: Entry | None = None) -> Entry | None:
    """Return the next entry that waits for the officer's signature, going round once; or None."""
    entries = list(entries_of(by, book))
    places = [place for place, one in enumerate(entries) if after and one.pk == after.pk]
    start = places[0] + 1 if places else 0
    marks = marks_of(entries)
    for entry in (*entries[start:], *entries[:start]):
        if after is not None and entry.pk == after.pk:
            continue
        if marks[entry.pk].is_to_do(side) and may_sign(by, entry, side):
            return entry
    return None


def completion_of(book: Book) -> Completion | None:
    """Return the report that the book is complete; None while it is not."""
    return Completion.objects.filter(book=book).select_related("by").first()


def locked_row(book: Book) -> BookState | None:
    """Return the dated row by which the book's data were locked; None while they are not."""
    rows = BookState.objects.filter(book=book, state=State.LOCKED).select_related("by")
    return rows.order_by("recorded_at", "pk").first()


def _progress(books: Sequence[Book]) -> list[Progress]:
    counted = counts_by_book(books)
    marks: dict[UUID, list[Marks]] = {book.pk: [] for book in books}
    wanted = [book.pk for book in books]
    entries = list(Entry.objects.filter(book__in=wanted, voided_at__isnull=True))
    by_entry = {entry.pk: entry.book_id for entry in entries}
    for uuid, one in marks_of(entries).items():
        marks[by_entry[uuid]].append(one)
    states = _states(books)
    complete = set(Completion.objects.filter(book__in=wanted).values_list("book", flat=True))
    return [
        Progress(
            book=book,
            label=book_label(book),
            state=states[book.pk],
            declared=declared(book).entries,
            counts=counted[book.pk],
            returned=sum(bool(one.waiting) for one in marks[book.pk]),
            stale=sum(Mark.STALE in (one.justice, one.police) for one in marks[book.pk]),
            is_complete=book.pk in complete,
        )
        for book in books
    ]


def _states(books: Iterable[Book]) -> dict[UUID, State]:
    rows = with_state(Book.objects.filter(pk__in=[book.pk for book in books]))
    return {row["pk"]: State(row["state"]) for row in rows.values(*_STATE)}
