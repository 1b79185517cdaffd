"""How is a book held for a write? Locked first, so that two officers change it in turn."""

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, writing
from hotich.apps.registers.models import ORDER, Book, BookState, State
from hotich.apps.registers.problems import ReasonMissingError, TypingBegunError, WrongStateError
from hotich.apps.registers.queries import state_of
from hotich.core.names import verbatim


def locked_book(by: Actor, book: Book, *rights: Permission) -> Book:
    """Return the book locked for this write, if its office holds it and any of `rights` covers it.

    The population side, which marks a book handed over, and processes act on any office's book.
    """
    if not any(by.may(right) for right in rights):
        raise NotPermittedError(rights[0])
    rows = Book.objects.filter(pk=book.pk, voided_at=None)
    anywhere = by.office is None or (
        Permission.HANDOVER_SEND in rights and by.may(Permission.HANDOVER_SEND)
    )
    if not anywhere:
        rows = rows.filter(within(by, *rights, book="pk"), holding_office=by.office_id)
    return locked(rows).get()


def enter_state(*, by: Actor, book: Book, state: State, reason: str = "") -> BookState:
    """Write the dated state down and return the row."""
    with writing(by) as at:
        return BookState.objects.create(
            book=book, state=state, reason=reason, by_id=by.officer, recorded_at=at
        )


def require_before(book: Book, limit: State) -> None:
    """Raise WrongStateError once the book has reached the state."""
    now = state_of(book)
    if ORDER.index(now) >= ORDER.index(limit):
        raise WrongStateError(now)


def require_untyped(book: Book) -> None:
    """Raise TypingBegunError for a book that was ever open for typing."""
    typed = ORDER[ORDER.index(State.ENTERING) :]
    if BookState.objects.filter(book=book, state__in=typed).exists():
        raise TypingBegunError


def required(reason: str) -> str:
    """Return the reason as kept; raises ReasonMissingError for blanks."""
    said = verbatim(reason).strip()
    if not said:
        raise ReasonMissingError
    return said
