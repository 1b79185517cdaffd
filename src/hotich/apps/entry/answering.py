"""When is a return answered without a correction? When the side that sent it takes it back."""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.models import EntryReturn
from hotich.apps.entry.seeing import get_entry


def withdraw_return(*, by: Actor, entry_return: UUID) -> EntryReturn:
    """Take an entry out of its typist's queue: what was asked turned out right, or was done.

    The right to do so is the cross-check's to ask. An answered return stays as it is.

    Raises: EntryReturn.DoesNotExist; Entry.DoesNotExist for an entry of another office.
    """
    with writing(by) as at:
        found = locked(EntryReturn.objects.filter(pk=entry_return)).get()
        entry = get_entry(by, found.entry_id)
        if found.answered_at is not None:
            return found
        found.answered_at, found.answered_by_id = at, by.officer_id
        found.save(update_fields=["answered_at", "answered_by"])
        subjects = list(entry.mentions.values_list("pk", flat=True))
        record(by, "entry.return_withdrawn", entry.pk, subjects=subjects)
        return found
