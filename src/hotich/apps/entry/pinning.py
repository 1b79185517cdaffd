"""Which fields does an officer keep from entry to entry of a book? His own choice for each."""

from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.entry.models import PinnedField
from hotich.apps.entry.offering import is_carried, may_pin
from hotich.apps.registers.definitions import printed_form
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book


class NotPinnableError(Exception):
    """The field holds what is each person's own, or is none of the register's."""

    def __init__(self, field_id: str) -> None:
        self.field_id = field_id
        super().__init__(field_id)


def pin_field(*, by: Actor, book: UUID, field_id: str) -> bool:
    """Keep the field's text for the officer's next entries of the book, or let it go again.

    Return whether it is kept now. Raises: Book.DoesNotExist; NotPinnableError.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by):
        found = get_book(by, book, Permission.ENTRY_TYPE)
        held = not is_kept(by, found, field_id)
        PinnedField.objects.update_or_create(
            officer_id=by.officer_id, book=found, field=field_id, defaults={"held": held}
        )
        return held


def is_kept(by: Actor, book: Book, field_id: str) -> bool:
    """Return whether the field keeps its text now, by the officer's word or by itself.

    Raises: NotPinnableError.
    """
    definition = printed_form(book.register_type, book.edition)
    if not definition.has_field(field_id) or not may_pin(definition.field(field_id)):
        raise NotPinnableError(field_id)
    principals = {role.code for role in definition.principal_roles}
    itself = is_carried(definition.field(field_id), principals)
    return pins_of(by, book).get(field_id, itself)


def pins_of(by: Actor, book: Book) -> dict[str, bool]:
    """Return by field id what the officer keeps in the book (True) or has let go (False)."""
    rows = PinnedField.objects.filter(officer=by.officer_id, book=book)
    return dict(rows.values_list("field", "held"))
