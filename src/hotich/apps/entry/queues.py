"""What waits for the officer, queue by queue? How many, since when, and line by line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, F, Min, Model, OuterRef, Q, QuerySet, Subquery

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.listing import listed
from hotich.apps.entry.models import Draft, Entry, EntryReturn, Mention, Outcome, Reservation
from hotich.apps.entry.naming import entry_label, number_label
from hotich.apps.entry.number_requests import GOING
from hotich.apps.entry.queries import get_entry, last_decision, returned_entries, undecided_entries
from hotich.apps.entry.reserving import LIVE, current_year, missing_numbers
from hotich.apps.entry.workload import return_reasons
from hotich.apps.population.apart import without_apart
from hotich.apps.population.models import NumberRequestStep, RequestState
from hotich.apps.population.queries import requests_of
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_of, books_to_type
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import CaseFilter, cases, without_sealed
from hotich.apps.tracking.queries import listed as listed_cases
from hotich.core.words import vi

Rows = QuerySet[Any]


class Queue(StrEnum):
    """A queue of the desk, by the word in its address; the most pressing first."""

    RETURNED = "tra-lai"
    UNDECIDED = "chua-ket-luan"
    WAITING = "cho-tra-cuu"
    NUMBERS = "so-dinh-danh"
    CASES = "theo-doi"
    MINE = "go-do"
    TEAM = "go-do-cua-to"


TITLES: Final[Mapping[Queue, str]] = {
    Queue.RETURNED: vi("Bị trả lại để sửa"),
    Queue.UNDECIDED: vi("Chưa kết luận"),
    Queue.WAITING: vi("Chờ kết quả tra cứu"),
    Queue.NUMBERS: vi("Chờ cấp số định danh"),
    Queue.CASES: vi("Mục theo dõi của tôi"),
    Queue.MINE: vi("Tôi gõ dở"),
    Queue.TEAM: vi("Người trong tổ gõ dở, đã hết giờ giữ số"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How long a queue is and since when its oldest item waits; None when it is empty."""

    queue: Queue
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it opens, its number, whose it is (None: no name is shown), and why.

    `reservation` is the number a colleague left, to be taken over by one press.
    """

    item: UUID
    number: str
    since: datetime
    name: str | None = None
    note: str = ""
    reservation: UUID | None = None


@dataclass(frozen=True, slots=True)
class MissingNumbers:
    """The numbers below the highest of a book's year that nobody has typed or holds."""

    book: Book
    label: str
    year: int
    numbers: list[int]


def standings(by: Actor, *, at: datetime) -> list[Standing]:
    """Return how each queue of the officer stands, one query for each."""
    return [standing(by, queue, at=at) for queue in Queue]


def standing(by: Actor, queue: Queue, *, at: datetime) -> Standing:
    """Return how many items wait in the queue, and since when the oldest does."""
    counted = rows_of(by, queue, at=at).order_by().aggregate(count=Count("pk"), oldest=Min("since"))
    return Standing(queue, counted["count"], counted["oldest"])


def rows_of(by: Actor, queue: Queue, *, at: datetime) -> Rows:
    """Return the rows of a queue, those that wait longest first, annotated with `since`."""
    by.require(Permission.ENTRY_TYPE)
    rows = without_sealed(_SOURCES[queue](by, at), "pk" if queue in _OF_ENTRIES else "entry")
    return rows.order_by("since", "pk")


def lines_of(queue: Queue, rows: Iterable[Model], *, at: datetime) -> list[Line]:
    """Return the lines of these rows; the caller has put the entries of `entries_in` on record."""
    found = list(rows)
    return _LINES[queue](found, at)


def entries_in(rows: Iterable[Model]) -> list[Entry]:
    """Return the entries whose people the lines name, to be put on record first."""
    return [row for row in rows if isinstance(row, Entry)]


def is_in(by: Actor, queue: Queue, item: UUID, *, at: datetime) -> bool:
    """Return whether the item waits in the officer's queue."""
    key = "entry" if queue in _TYPED else "pk"
    return rows_of(by, queue, at=at).filter(**{key: item}).exists()


def open_mention(by: Actor, entry: UUID) -> Mention | None:
    """Return the first principal person of the entry on whom nothing is concluded."""
    found = get_entry(by, entry).mentions.filter(principal=True).order_by("role", "ordinal")
    for mention in found:
        last = last_decision(mention.pk)
        if last is None or last.outcome == Outcome.UNDECIDED:
            return mention
    return None


def held_number(by: Actor, entry: UUID) -> Reservation | None:
    """Return the officer's own reservation of an entry not saved yet, or None."""
    rows = Reservation.objects.filter(entry=entry, officer=by.officer_id, book__in=books_of(by))
    return None if Entry.objects.filter(pk=entry).exists() else without_apart(by, rows).first()


def missing_of(by: Actor, *, limit: int = 500) -> list[MissingNumbers]:
    """Return the missing numbers of each book the officer may type in, in the year in hand."""
    found = []
    for book in books_to_type(by):
        year = current_year(book)
        if numbers := missing_numbers(book, year, limit=limit):
            found.append(MissingNumbers(book, book_label(book), year, numbers))
    return found


def _returned(by: Actor, _at: datetime) -> Rows:
    open_ones = EntryReturn.objects.filter(entry=OuterRef("pk"), answered_at__isnull=True)
    since = Subquery(open_ones.order_by("recorded_at").values("recorded_at")[:1])
    return returned_entries(by).annotate(since=since)


def _undecided(by: Actor, _at: datetime) -> Rows:
    return undecided_entries(by, waiting=False).annotate(since=F("recorded_at"))


def _waiting(by: Actor, _at: datetime) -> Rows:
    return undecided_entries(by, waiting=True).annotate(since=F("recorded_at"))


def _numbers(by: Actor, _at: datetime) -> Rows:
    last = NumberRequestStep.objects.filter(request=OuterRef("pk")).order_by("-pk")
    rows = requests_of(by, Permission.ENTRY_TYPE).filter(ended_at__isnull=True)
    going = rows.annotate(state_now=Subquery(last.values("state")[:1]), since=F("recorded_at"))
    return going.filter(state_now__in=[state.value for state in GOING])


def _cases(by: Actor, at: datetime) -> Rows:
    mine = cases(by, CaseFilter(owner=by.officer_id), at=at)
    return mine.annotate(since=F("recorded_at"))


def _mine(by: Actor, _at: datetime) -> Rows:
    """Return the officer's drafts: of numbers he took, and of saved entries he reopened."""
    books = books_of(by).order_by().values("pk")
    held = Reservation.objects.filter(
        entry=OuterRef("entry"), officer=by.officer_id, book__in=books
    )
    saved = Entry.objects.filter(pk=OuterRef("entry"), voided_at__isnull=True, book__in=books)
    rows = Draft.objects.filter(Exists(held) | Exists(saved), officer=by.officer_id)
    return without_apart(by, rows).annotate(since=F("updated_at"))


def _team(by: Actor, at: datetime) -> Rows:
    """Return the drafts of others in books of the officer's team, their numbers held no more."""
    taken = Reservation.objects.filter(
        entry=OuterRef("entry"), book__in=books_to_type(by).order_by().values("pk")
    )
    live = Q(LIVE, until__gt=at)
    saved = Entry.objects.filter(pk=OuterRef("entry"))
    rows = Draft.objects.exclude(officer=by.officer_id).select_related("officer")
    rows = rows.filter(Exists(taken), ~Exists(taken.filter(live)), ~Exists(saved))
    return without_apart(by, rows).annotate(since=F("updated_at"))


def _entry_lines(rows: Sequence[Any], _at: datetime) -> list[Line]:
    notes = return_reasons(rows)
    return [
        Line(one.entry.pk, one.number, row.since, name=one.name, note=one.note)
        for row, one in zip(rows, listed(rows, notes), strict=True)
    ]


def _number_lines(rows: Sequence[Any], _at: datetime) -> list[Line]:
    lines = []
    for row in rows:
        number, _comma, office = row.entry_label.partition(", ")
        state = str(RequestState(row.state_now).label)
        lines.append(Line(row.pk, number, row.since, note=f"{state} · {office}"))
    return lines


def _case_lines(rows: Sequence[Case], at: datetime) -> list[Line]:
    lines = []
    for one in listed_cases(rows, at=at):
        number, _comma, _office = one.case.entry_label.partition(", ")
        words = f"{', '.join(one.fields)}: {one.next_words}" if one.fields else one.next_words
        lines.append(Line(one.case.pk, number, one.case.recorded_at, note=words))
    return lines


def _draft_lines(rows: Sequence[Any], _at: datetime) -> list[Line]:
    wanted = [row.entry for row in rows]
    taken = Reservation.objects.filter(entry__in=wanted).select_related("book__original_office")
    labels = {
        one.entry: (
            f"{shown_number(one.number, one.suffix, one.occurrence)}/{one.year}",
            book_label(one.book),
        )
        for one in taken
    }
    saved = Entry.objects.filter(pk__in=wanted).select_related("original_office")
    labels |= {one.pk: (number_label(one), entry_label(one)) for one in saved}
    return [
        Line(row.entry, labels[row.entry][0], row.since, note=labels[row.entry][1]) for row in rows
    ]


def _left_lines(rows: Sequence[Any], at: datetime) -> list[Line]:
    """Return the lines with the name of him who typed so far, and the number he left."""
    wanted = Reservation.objects.filter(entry__in=[row.entry for row in rows])
    left = dict(wanted.values_list("entry", "pk"))
    return [
        replace(
            line,
            note=f"{row.officer.full_name} · {line.note}",
            reservation=left[row.entry],
        )
        for row, line in zip(rows, _draft_lines(rows, at), strict=True)
    ]


_TYPED: Final = frozenset({Queue.MINE, Queue.TEAM})
_OF_ENTRIES: Final = frozenset({Queue.RETURNED, Queue.UNDECIDED, Queue.WAITING})
_SOURCES: Final[Mapping[Queue, Callable[[Actor, datetime], Rows]]] = {
    Queue.RETURNED: _returned,
    Queue.UNDECIDED: _undecided,
    Queue.WAITING: _waiting,
    Queue.NUMBERS: _numbers,
    Queue.CASES: _cases,
    Queue.MINE: _mine,
    Queue.TEAM: _team,
}
_LINES: Final[Mapping[Queue, Callable[[Sequence[Any], datetime], list[Line]]]] = {
    Queue.RETURNED: _entry_lines,
    Queue.UNDECIDED: _entry_lines,
    Queue.WAITING: _entry_lines,
    Queue.NUMBERS: _number_lines,
    Queue.CASES: _case_lines,
    Queue.MINE: _draft_lines,
    Queue.TEAM: _left_lines,
}
