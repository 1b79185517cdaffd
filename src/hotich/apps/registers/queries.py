"""Which books does an office hold, what do they declare, and how far is the work on each?

Every figure takes a moment (`at`, `as_of`); without one, what holds now is meant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from hotich.apps.accounts.bounds import is_within, within
from hotich.apps.accounts.models import Office, Team, TeamMember
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.definitions import definition, definitions
from hotich.apps.registers.models import (
    Assignment,
    Book,
    BookPageFault,
    BookState,
    Custody,
    State,
    YearlyClosing,
)
from hotich.core.names import fold
from hotich.core.registers import UnknownRegisterType

TYPING_STATES = frozenset({State.READY, State.ENTERING})


@dataclass(frozen=True, slots=True)
class Declared:
    """Declared totals; None = nothing declared. Incomplete: some year of the book declares none."""

    pages: int | None
    entries: int | None
    pages_complete: bool = False
    entries_complete: bool = False


def books_of(by: Actor, *rights: Permission) -> QuerySet[Book]:
    """Return the books the actor's office holds, predecessors' included, voided ones left out.

    Only those that his posts cover: for viewing, or for any of `rights`. A process that may view
    books sees those of every office.
    """
    by.require(Permission.BOOK_VIEW)
    books = _held(Book.objects.filter(voided_at__isnull=True), by, *rights)
    return books.select_related("original_office", "holding_office").order_by(
        by_campaign(), "original_office__name", "volume_label", "pk"
    )


def by_campaign() -> Case:
    """Return the order of the register types in the campaign, for `order_by`."""
    places = [
        When(register_type=one.code, then=Value(place)) for place, one in enumerate(definitions())
    ]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def get_book(by: Actor, uuid: UUID, *rights: Permission, voided: bool = False) -> Book:
    """Return a book the actor's office holds; a voided one only when `voided` asks for it.

    It must lie where the actor may view, or has any of `rights`.

    Raises: Book.DoesNotExist, also for a book of another office or outside the actor's bounds.
    """
    if not voided:
        return books_of(by, *rights).get(pk=uuid)
    by.require(Permission.BOOK_VIEW)
    books = Book.objects.select_related("original_office", "holding_office")
    return _held(books, by, *rights).get(pk=uuid)


def books_to_bound(by: Actor) -> QuerySet[Book]:
    """Return the books to which a post of the actor's office may be bound: labels, no content."""
    by.require(Permission.ACCOUNT_MANAGE)
    books = Book.objects.filter(holding_office=by.office_id, voided_at__isnull=True)
    books = books.select_related("original_office")
    return books.order_by(by_campaign(), "original_office__name", "volume_label", "pk")


def is_held(by: Actor, book: Book, *rights: Permission) -> bool:
    """Return whether the actor's office holds the book and any of `rights` covers it."""
    if by.office is None or book.holding_office_id != by.office:
        return False
    return is_within(by, *rights, register_type=book.register_type, book=book.pk)


def _held(books: QuerySet[Book], by: Actor, *rights: Permission) -> QuerySet[Book]:
    if by.officer is None:
        return books
    covered = within(by, *(rights or (Permission.BOOK_VIEW,)), book="pk")
    return books.filter(covered, holding_office=by.office_id)


def page_faults_of(book: Book) -> list[BookPageFault]:
    """Return what holds of the book's pages, by year and kind; voided rows left out."""
    rows = BookPageFault.objects.filter(book=book, voided_at__isnull=True).select_related("by")
    return list(rows.order_by(F("year").asc(nulls_first=True), "kind", "recorded_at", "pk"))


def get_page_fault(by: Actor, uuid: UUID) -> BookPageFault:
    """Return a row in force of a book the office holds; raises BookPageFault.DoesNotExist."""
    books = books_of(by, Permission.BOOK_PREPARE)
    rows = BookPageFault.objects.filter(book__in=books, voided_at__isnull=True)
    return rows.select_related("book__original_office").get(pk=uuid)


def books_held(office: UUID, *, as_of: datetime) -> QuerySet[Book]:
    """Return the books the office held at `as_of` by the custody rows recorded by then."""
    holder = Custody.objects.filter(book=OuterRef("pk"), recorded_at__lte=as_of)
    last = holder.order_by("-recorded_at", "-pk").values("to_office")[:1]
    return (
        Book.objects.filter(recorded_at__lte=as_of)
        .filter(Q(voided_at__isnull=True) | Q(voided_at__gt=as_of))
        .annotate(holder=Subquery(last))
        .filter(holder=office)
    )


def state_of(book: Book, *, at: datetime | None = None) -> State:
    """Return how far the work on the book is, or was at `at`."""
    rows = BookState.objects.filter(book=book)
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    last = rows.order_by("recorded_at", "pk").last()
    return State(last.state) if last else State.UNPREPARED


def with_state(books: QuerySet[Book], *, at: datetime | None = None) -> QuerySet[Book]:
    """Return the books annotated with `state`, one query for all."""
    rows = BookState.objects.filter(book=OuterRef("pk"))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    last = rows.order_by("-recorded_at", "-pk").values("state")[:1]
    unprepared = Value(State.UNPREPARED.value, output_field=CharField())
    return books.annotate(state=Coalesce(Subquery(last), unprepared))


def closings_of(book: Book, *, at: datetime | None = None) -> list[YearlyClosing]:
    """Return the declarations in force, or in force at `at`, by year."""
    return list(_in_force(YearlyClosing.objects.filter(book=book), at).order_by("year"))


def years_of(book: Book) -> list[int]:
    """Return the years the book holds, in order."""
    return [closing.year for closing in closings_of(book)]


def declared(book: Book, *, at: datetime | None = None) -> Declared:
    """Return the totals the book declares over its years."""
    return sum_declared(closings_of(book, at=at))


def declared_in(book: Book, year: int, *, at: datetime | None = None) -> Declared:
    """Return what the book declares for one year; nothing for a year it does not hold."""
    return sum_declared(one for one in closings_of(book, at=at) if one.year == year)


def sum_declared(closings: Iterable[YearlyClosing]) -> Declared:
    """Return the sums over closings; what no year declares is None, never nought."""
    rows = list(closings)
    pages = [one.declared_pages for one in rows if one.declared_pages is not None]
    entries = [one.declared_entries for one in rows if one.declared_entries is not None]
    return Declared(
        sum(pages) if pages else None,
        sum(entries) if entries else None,
        pages_complete=bool(rows) and len(pages) == len(rows),
        entries_complete=bool(rows) and len(entries) == len(rows),
    )


def assignment_of(book: Book, *, at: datetime | None = None) -> Assignment | None:
    """Return the assignment in force, or in force at `at`, its team fetched."""
    rows = Assignment.objects.filter(book=book).select_related("team")
    if at is None:
        return rows.filter(ended_at__isnull=True).first()
    in_force = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return rows.filter(in_force, recorded_at__lte=at).order_by("recorded_at", "pk").last()


def assigned_team(book: Book, *, at: datetime | None = None) -> Team | None:
    """Return the team to which the book is given for entry, or None."""
    assignment = assignment_of(book, at=at)
    return assignment.team if assignment else None


def may_type(by: Actor, book: Book, *, on: date | None = None) -> bool:
    """Return whether the actor may type in the book: its office's, its team's, and its state's.

    Membership is meant on `on`; without a day, membership that has no end.
    """
    if not by.may(Permission.ENTRY_TYPE) or book.voided_at is not None:
        return False
    if not is_held(by, book, Permission.ENTRY_TYPE):
        return False
    team = assigned_team(book)
    if team is None or state_of(book) not in TYPING_STATES:
        return False
    members = TeamMember.objects.filter(team=team, officer=by.officer)
    if on is None:
        return members.filter(valid_to__isnull=True).exists()
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return members.filter(in_force, valid_from__lte=on).exists()


def books_to_type(by: Actor) -> QuerySet[Book]:
    """Return the books given to a team of the actor and open for typing, annotated with state."""
    by.require(Permission.ENTRY_TYPE)
    given = Assignment.objects.filter(
        ended_at__isnull=True,
        team__members__officer=by.officer_id,
        team__members__valid_to__isnull=True,
    )
    books = books_of(by, Permission.ENTRY_TYPE).filter(pk__in=given.values("book"))
    books = with_state(books)
    is_open = {"state__in": [state.value for state in TYPING_STATES]}
    return books.filter(**is_open)


def teams_of(by: Actor) -> QuerySet[Team]:
    """Return the data-entry teams of the actor's office, by name."""
    return Team.objects.filter(office=by.office_id).order_by("name")


def receiving_offices(book: Book) -> QuerySet[Office]:
    """Return the registering offices of today to which the book may be handed over."""
    return (
        Office.objects.filter(kind__in=("commune", "district"), valid_to__isnull=True)
        .exclude(pk=book.holding_office_id)
        .order_by("name")
    )


def type_title(code: str) -> str:
    """Return the name of a register type in the language of the page."""
    try:
        return gettext(definition(code).title)
    except UnknownRegisterType:
        return code


def book_label(book: Book) -> str:
    """Return type, volume and original office (dated when abolished) in one line."""
    return f"{volume_title(book)}, {book.original_office.dated_name}"


def volume_title(book: Book) -> str:
    """Return type and volume: "Sổ đăng ký khai sinh, quyển 01/1998"."""
    written = book.volume_label
    if not fold(written).startswith("quyen"):
        written = gettext("quyển %(number)s") % {"number": written}
    return f"{type_title(book.register_type)}, {written}"


def _in_force(rows: QuerySet[YearlyClosing], at: datetime | None) -> QuerySet[YearlyClosing]:
    if at is None:
        return rows.filter(replaced_at__isnull=True)
    return rows.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=at), recorded_at__lte=at)


def closings_in_force(
    books: QuerySet[Book], *, at: datetime | None = None
) -> QuerySet[YearlyClosing]:
    """Return the declarations in force of many books, by book and year."""
    rows = YearlyClosing.objects.filter(book__in=books.order_by().values("pk"))
    return _in_force(rows, at).order_by(F("book_id"), "year")
