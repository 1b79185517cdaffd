"""Over which books does a run go? A book, the books of a registering office, or all he sees."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.proposals.models import Run
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_of, get_book


@dataclass(frozen=True, slots=True)
class Scope:
    """A book, else the books of a registering office, else everything the officer may see."""

    book: Book | None = None
    original_office: Office | None = None

    @property
    def label(self) -> str:
        """What it is called, in the language of the page."""
        if self.book is not None:
            return book_label(self.book)
        if self.original_office is not None:
            office = self.original_office.dated_name
            return gettext("Các quyển sổ của %(office)s") % {"office": office}
        return gettext("Mọi quyển sổ của cơ quan")

    @property
    def key(self) -> str:
        """What stands for it in a form: "book:<uuid>", "office:<uuid>" or ""."""
        if self.book is not None:
            return f"book:{self.book.pk}"
        return f"office:{self.original_office.pk}" if self.original_office is not None else ""


EVERYTHING = Scope()


def scope_of(run: Run) -> Scope:
    """Return the scope of a run."""
    return Scope(run.book, run.original_office)


def books_in(by: Actor, scope: Scope) -> QuerySet[Book]:
    """Return the books of the scope that the officer may see."""
    books = books_of(by, Permission.ENTRY_TYPE)
    if scope.book is not None:
        return books.filter(pk=scope.book.pk)
    if scope.original_office is not None:
        return books.filter(original_office=scope.original_office)
    return books


def offices_of(by: Actor) -> list[Office]:
    """Return the registering offices whose books the officer sees, by name."""
    held = books_of(by, Permission.ENTRY_TYPE).order_by().values("original_office")
    return list(Office.objects.filter(pk__in=held).order_by("name", "valid_to"))


def read_scope(by: Actor, key: str) -> Scope:
    """Return the scope a form names.

    Raises: Book.DoesNotExist, Office.DoesNotExist, also for what is not his to see; ValueError
    for a key that names none.
    """
    if not key:
        return EVERYTHING
    kind, _, text = key.partition(":")
    if kind == "book":
        return Scope(book=get_book(by, UUID(text), Permission.ENTRY_TYPE))
    if kind == "office":
        held = books_of(by, Permission.ENTRY_TYPE).order_by().values("original_office")
        return Scope(original_office=Office.objects.filter(pk__in=held).get(pk=UUID(text)))
    raise ValueError(kind)
