"""Which books come next by the campaign's order, and what does a book stand ahead of?

The order is a suggestion of the plan: leaving it needs a reason, and is never refused.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.definitions import rank
from hotich.apps.registers.models import Assignment, Book, State, YearlyClosing
from hotich.apps.registers.queries import (
    books_of,
    by_campaign,
    type_title,
    with_state,
)
from hotich.core.names import sort_key
from hotich.core.words import vi

UNENTERED = (State.UNPREPARED, State.READY, State.ENTERING)
_IS_UNENTERED = {"state__in": [state.value for state in UNENTERED]}
_WORDS = {
    State.UNPREPARED: vi("Chuẩn bị sổ, đánh dấu sẵn sàng"),
    State.READY: vi("Bắt đầu nhập"),
    State.ENTERING: vi("Nhập tiếp cho xong"),
}


@dataclass(frozen=True, slots=True)
class EarlierKind:
    """A register type that comes earlier, with how many of its books are not entered yet."""

    title: str
    books: int

    def __str__(self) -> str:
        return f"{self.title} ({self.books})"


@dataclass(frozen=True, slots=True)
class NextBook:
    """A book not entered yet, as the queue shows it; `is_first` = of the kind to enter first."""

    book: Book
    title: str
    state: State
    first_year: int | None
    assignment: Assignment | None
    is_first: bool
    is_late: bool

    @property
    def next_words(self) -> str:
        """Return what is to be done with the book now."""
        if self.state is State.READY and self.assignment is None:
            return gettext("Giao cho tổ nhập")
        return gettext(_WORDS[self.state])


def earlier_unentered(book: Book) -> list[EarlierKind]:
    """Return the earlier kinds of which the book's office still holds books not entered."""
    place = rank(book.register_type)
    held = with_state(
        Book.objects.filter(holding_office=book.holding_office_id, voided_at__isnull=True)
    )
    kinds = Counter(_unentered(held).order_by().values_list("register_type", flat=True))
    earlier = sorted((code for code in kinds if rank(code) < place), key=rank)
    return [EarlierKind(type_title(code), kinds[code]) for code in earlier]


def first_rank(by: Actor) -> int | None:
    """Return the place of the kinds to be entered first; None when every book is entered."""
    kinds = _unentered(with_state(books_of(by))).order_by().values_list("register_type", flat=True)
    return min((rank(code) for code in kinds), default=None)


def next_books(by: Actor, *, on: date) -> list[NextBook]:
    """Return the books of the office that are not entered yet, in the order to enter them.

    Within a kind those begun come first, then those ready, each by its first year.
    """
    states = {State.ENTERING: 0, State.READY: 1, State.UNPREPARED: 2}
    books = list(_unentered(with_first_year(with_state(books_of(by)))))
    given = {
        one.book_id: one
        for one in Assignment.objects.filter(
            book__in=[book.pk for book in books], ended_at=None
        ).select_related("team")
    }
    first = min((rank(book.register_type) for book in books), default=None)
    found = [_next(book, given.get(book.pk), first, on) for book in books]
    return sorted(
        found,
        key=lambda one: (
            rank(one.book.register_type),
            states[one.state],
            one.first_year or 9999,
        ),
    )


def with_first_year(books: QuerySet[Book]) -> QuerySet[Book]:
    """Return the books annotated with `first_year`, null where none is declared."""
    closings = YearlyClosing.objects.filter(book=OuterRef("pk"), replaced_at__isnull=True)
    first = closings.order_by().values("book").annotate(first=Min("year")).values("first")
    return books.annotate(first_year=Subquery(first))


def grouped(books: QuerySet[Book]) -> QuerySet[Book]:
    """Return the books by original office, and in each in the campaign's order, by first year."""
    offices = Office.objects.filter(pk__in=books.order_by().values("original_office"))
    places = [
        When(original_office=pk, then=Value(place))
        for place, pk in enumerate(_in_vietnamese_order(list(offices)))
    ]
    return with_first_year(books).order_by(
        Case(*places, default=Value(len(places)), output_field=IntegerField()),
        by_campaign(),
        Coalesce("first_year", Value(9999)),
        "volume_label",
        "pk",
    )


def _in_vietnamese_order(offices: Sequence[Office]) -> list[UUID]:
    ordered = sorted(offices, key=lambda one: (sort_key(one.name), one.valid_to or date.max))
    return [one.pk for one in ordered]


def _unentered(books: QuerySet[Book]) -> QuerySet[Book]:
    return books.filter(**_IS_UNENTERED)


def _next(book: Book, given: Assignment | None, first: int | None, on: date) -> NextBook:
    state = State(str(book.__dict__["state"]))
    until = given.planned_until if given else None
    return NextBook(
        book=book,
        title=type_title(book.register_type),
        state=state,
        first_year=book.__dict__["first_year"],
        assignment=given,
        is_first=rank(book.register_type) == first,
        is_late=until is not None and until < on,
    )
