"""Who allowed an act on an entry whose book is locked?"""

from datetime import datetime
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked
from hotich.apps.entry.models import Entry, Permit
from hotich.apps.entry.problems import SecondOfficerError
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of

LOCKED = frozenset({State.LOCKED, State.HANDED_OVER})


def second_officer(by: Actor, entry: Entry, at: datetime) -> UUID | None:
    """Return who allowed the act in a locked book, his leave used up; None in an open book.

    Raises: SecondOfficerError when nobody but the officer himself has allowed it.
    """
    if state_of(entry.book) not in LOCKED:
        return None
    leave = Permit.objects.filter(entry=entry, used_at__isnull=True).exclude(by=by.officer_id)
    permit = locked(leave.order_by("recorded_at")).first()
    if permit is None:
        raise SecondOfficerError
    permit.used_at, permit.used_by_id = at, by.officer_id
    permit.save(update_fields=["used_at", "used_by"])
    return permit.by_id
