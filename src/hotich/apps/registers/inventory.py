"""What does the inventory amount to, by type, year, condition and state?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.definitions import place, rank
from hotich.apps.registers.models import (
    Assignment,
    Book,
    BookPageFault,
    Condition,
    FaultKind,
    State,
    YearlyClosing,
)
from hotich.apps.registers.ordering import UNENTERED
from hotich.apps.registers.queries import (
    Declared,
    books_held,
    books_of,
    closings_in_force,
    sum_declared,
    type_title,
    with_state,
)


@dataclass(frozen=True, slots=True)
class InventoryFilter:
    """What of the inventory is wanted; empty = all."""

    register_type: str = ""
    year: int | None = None
    condition: str = ""
    state: str = ""
    office: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """Books of one type, counted by condition in the order of `Condition`."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """Books of one type that hold a year, and what they declare for it.

    `without_pages` and `without_entries` count the books that declare none.
    """

    title: str
    year: int
    books: int
    declared: Declared
    without_pages: int
    without_entries: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The inventory in figures; a book of several years counts in each of them."""

    books: int
    declared: Declared
    without_entries: int
    undated: int
    conditions: tuple[ConditionRow, ...]
    condition_totals: tuple[int, ...]
    years: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class ListedBook:
    """A book as a line of a list shows it."""

    book: Book
    title: str
    state: State
    condition: Condition
    years: str
    declared: Declared
    team: str
    faults: Mapping[FaultKind, int]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class BookFigures:
    """Books of one register type at a moment; `undeclared` books declare no entries for a year."""

    books: int = 0
    declared: Declared = field(default_factory=lambda: Declared(None, None))
    undeclared: int = 0
    states: Mapping[State, int] = field(default_factory=dict)


def find_books(by: Actor, wanted: InventoryFilter) -> QuerySet[Book]:
    """Return the office's books that meet the filter, annotated with `state`."""
    books = with_state(books_of(by))
    if wanted.register_type:
        books = books.filter(register_type=wanted.register_type)
    if wanted.condition:
        books = books.filter(condition=wanted.condition)
    if wanted.office is not None:
        books = books.filter(original_office=wanted.office)
    if wanted.state:
        is_in = {"state": wanted.state}
        books = books.filter(**is_in)
    if wanted.year is not None:
        holding = YearlyClosing.objects.filter(year=wanted.year, replaced_at__isnull=True)
        books = books.filter(pk__in=holding.values("book"))
    return books


def years_in(by: Actor) -> list[int]:
    """Return the years the office's books hold, in order."""
    closings = closings_in_force(books_of(by))
    return sorted(set(closings.order_by().values_list("year", flat=True)))


def summarise(books: QuerySet[Book]) -> Summary:
    """Return the figures of the books."""
    types = {pk: (kind, condition) for pk, kind, condition in _facts(books)}
    closings = _by_book(closings_in_force(books))
    by_condition = Counter(types.values())
    every_condition = [condition.value for condition in Condition]
    rows = tuple(
        ConditionRow(
            type_title(kind),
            counts := tuple(by_condition[kind, condition] for condition in every_condition),
            sum(counts),
        )
        for kind in sorted({kind for kind, _condition in types.values()}, key=place)
    )
    per_year: dict[tuple[str, int], list[YearlyClosing]] = defaultdict(list)
    for pk, of_book in closings.items():
        for closing in of_book:
            per_year[types[pk][0], closing.year].append(closing)
    return Summary(
        books=len(types),
        declared=sum_declared(one for of_book in closings.values() for one in of_book),
        without_entries=sum(not _declares_entries(closings.get(pk, [])) for pk in types),
        undated=sum(pk not in closings for pk in types),
        conditions=rows,
        condition_totals=tuple(
            sum(row.counts[place] for row in rows) for place in range(len(every_condition))
        ),
        years=tuple(
            _year_row(*key, per_year[key])
            for key in sorted(per_year, key=lambda one: (place(one[0]), one[1]))
        ),
    )


def list_books(books: Iterable[Book], *, first: int | None = None) -> list[ListedBook]:
    """Return the lines of a list; `books` are annotated with `state` and fetch their offices.

    `first` is the place of the kinds that the campaign enters first.
    """
    shown = list(books)
    keys = [book.pk for book in shown]
    closings = _by_book(YearlyClosing.objects.filter(book__in=keys, replaced_at=None))
    teams = {
        one.book_id: one.team.name
        for one in Assignment.objects.filter(book__in=keys, ended_at=None).select_related("team")
    }
    faults = page_fault_counts(keys)
    return [
        ListedBook(
            book=book,
            title=type_title(book.register_type),
            state=State(str(book.__dict__.get("state", State.UNPREPARED))),
            condition=Condition(book.condition),
            years=years_text([one.year for one in closings.get(book.pk, [])]),
            declared=sum_declared(closings.get(book.pk, [])),
            team=teams.get(book.pk, ""),
            faults=faults[book.pk],
            is_first=rank(book.register_type) == first and book.__dict__.get("state") in UNENTERED,
        )
        for book in shown
    ]


def page_fault_counts(books: Iterable[UUID]) -> dict[UUID, Counter[FaultKind]]:
    """Return how many pages are blank, missing or torn, by book."""
    found: dict[UUID, Counter[FaultKind]] = defaultdict(Counter)
    rows = BookPageFault.objects.filter(book__in=list(books), voided_at=None)
    for book, kind, count in rows.values_list("book", "kind", "count"):
        found[book][FaultKind(kind)] += count
    return found


def years_text(years: Sequence[int]) -> str:
    """Return the years as people write them: 1998, 1998–2000, or 1998, 2001."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def book_figures(by: Actor, office: UUID, *, as_of: datetime) -> dict[str, BookFigures]:
    """Return, per register type, the books an office held at `as_of` and what they declared.

    The same moment gives the same figures later: states, closings, custody and voids are dated.
    """
    by.require(Permission.BOOK_VIEW)
    books = with_state(books_held(office, as_of=as_of), at=as_of)
    closings = _by_book(closings_in_force(books, at=as_of))
    groups: dict[str, list[Book]] = defaultdict(list)
    for book in books:
        groups[book.register_type].append(book)
    return {
        kind: BookFigures(
            books=len(group),
            declared=sum_declared(one for book in group for one in closings.get(book.pk, [])),
            undeclared=sum(not _declares_entries(closings.get(book.pk, [])) for book in group),
            states=Counter(State(str(book.__dict__["state"])) for book in group),
        )
        for kind, group in sorted(groups.items(), key=lambda one: place(one[0]))
    }


def _facts(books: QuerySet[Book]) -> QuerySet[Book, tuple[UUID, str, str]]:
    return books.order_by().values_list("pk", "register_type", "condition")


def _by_book(closings: Iterable[YearlyClosing]) -> dict[UUID, list[YearlyClosing]]:
    found: dict[UUID, list[YearlyClosing]] = defaultdict(list)
    for closing in closings:
        found[closing.book_id].append(closing)
    return dict(found)


def _declares_entries(closings: Sequence[YearlyClosing]) -> bool:
    return bool(closings) and all(one.declared_entries is not None for one in closings)


def _year_row(kind: str, year: int, closings: Sequence[YearlyClosing]) -> YearRow:
    return YearRow(
        title=type_title(kind),
        year=year,
        books=len(closings),
        declared=sum_declared(closings),
        without_pages=sum(one.declared_pages is None for one in closings),
        without_entries=sum(one.declared_entries is None for one in closings),
    )
