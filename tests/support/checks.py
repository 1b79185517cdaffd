"""A book typed, cross-checked and locked, as rooms above the cross-check need it."""

from collections.abc import Sequence

from hotich.apps.checking import actions
from hotich.apps.checking.marks import Mark, marks_of
from hotich.apps.checking.models import Completion, Side
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked
from tests.support.office import Staff

NAMES = ("Mai Thị Phượng", "Trịnh Đức Tâm", "Lê Thị Hoà")


def typed_book(staff: Staff, names: Sequence[str] = NAMES, **facts: object) -> Book:
    """Return a book of 1998 that declares as many entries as `names`, each typed and linked."""
    book = entering_book(staff, years=((1998, 10, len(names)),), **facts)
    for name in names:
        person = given_person(full_name=name)
        saved_linked(staff.actor("congan"), book, person, {"child.full_name": name})
    return book


def check_all(
    staff: Staff, book: Book, *, justice: str = "tuphap", police: str = "congan2"
) -> None:
    """Accept every entry and every link of the book that is not accepted as it stands."""
    for entry in Entry.objects.filter(book=book, voided_at=None).order_by("year", "number"):
        marks = marks_of([entry])[entry.pk]
        for side, login in ((Side.JUSTICE, justice), (Side.POLICE, police)):
            if marks.of(side) not in {Mark.ACCEPTED, Mark.NO_LINK}:
                actions.check_entry(by=staff.actor(login), entry=entry.pk, side=side, accepted=True)


def lock(staff: Staff, book: Book) -> None:
    """Cross-check the book, finish its entry and lock its data; its totals must be right."""
    check_all(staff, book)
    by = staff.actor("tuphap")
    actions.finish_entry(by=by, book=book.pk)
    actions.lock_book(by=by, book=book.pk)


def locked_book(staff: Staff, names: Sequence[str] = NAMES, **facts: object) -> Book:
    """Return a book of which every entry was typed, linked, cross-checked and locked."""
    book = typed_book(staff, names, **facts)
    lock(staff, book)
    return book


def completed_book(
    staff: Staff, names: Sequence[str] = NAMES, **facts: object
) -> tuple[Book, Completion]:
    """Return a locked book that was reported complete, and the report; its job is queued."""
    book = locked_book(staff, names, **facts)
    return book, actions.report_complete(by=staff.actor("tuphap"), book=book.pk)
