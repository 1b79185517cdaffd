"""How does a book pass to another registering office (bàn giao sổ)?"""

from datetime import date

from django.utils.timezone import localdate

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.actions.held import locked_book
from hotich.apps.registers.declared import Signatures
from hotich.apps.registers.following import take_along
from hotich.apps.registers.models import Assignment, Book, Custody
from hotich.apps.registers.problems import FutureDayError, SignatureMissingError
from hotich.apps.registers.queries import receiving_offices
from hotich.core.names import verbatim


def transfer_custody(
    *,
    by: Actor,
    book: Book,
    to_office: Office,
    on_day: date,
    signatures: Signatures,
    document: str = "",
) -> Custody:
    """Hand the book over to another registering office and return the row.

    Its assignment ends: the team belongs to the office that gave it. What is open about its
    entries is found by the new office from now on, for it follows the book.

    Raises: Office.DoesNotExist for an office that cannot receive it; FutureDayError;
        SignatureMissingError.
    """
    with writing(by) as at:
        mine = locked_book(by, book, Permission.BOOK_PREPARE)
        if not receiving_offices(mine).filter(pk=to_office.pk).exists():
            raise Office.DoesNotExist
        if on_day > localdate(at):
            raise FutureDayError
        signed = signatures.fields()
        for field, text in signed.items():
            if not text:
                raise SignatureMissingError(field)
        row = Custody.objects.create(
            book=mine,
            from_office_id=mine.holding_office_id,
            to_office=to_office,
            on_day=on_day,
            document=verbatim(document).strip(),
            by_id=by.officer_id,
            recorded_at=at,
            **signed,
        )
        Assignment.objects.filter(book=mine, ended_at=None).update(ended_at=at)
        Book.objects.filter(pk=mine.pk).update(holding_office=to_office)
        take_along(by, mine, to_office)
        before, after = {"office": mine.holding_office_id}, {"office": to_office.pk}
        record(by, "book.custody_transferred", mine.pk, before=before, after=after)
    return row
