"""Which entries may an officer see? Those of the books his office holds.

An entry about himself or his kin does not exist for him, nor one that is sealed from him.
"""

from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.entry.models import Entry
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.queries import books_of

RIGHTS = (Permission.ENTRY_VIEW, Permission.ENTRY_TYPE)


def visible_entries(by: Actor, *rights: Permission) -> QuerySet[Entry]:
    """Return the entries the officer may see, voided ones left out; a process sees all.

    Only those in books that his posts cover: for seeing entries, or for any of `rights`.

    Raises: NotPermittedError.
    """
    if by.officer is not None and not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(Permission.ENTRY_VIEW)
    rows = without_apart(by, Entry.objects.filter(voided_at__isnull=True), "pk")
    found = rows.select_related("book", "original_office")
    if by.officer is None:
        return found
    return found.filter(book__in=books_of(by, *(rights or RIGHTS)).order_by().values("pk"))


def get_entry(by: Actor, uuid: UUID, *rights: Permission) -> Entry:
    """Return an entry the officer may see, or for which he has any of `rights`.

    Raises: Entry.DoesNotExist, also for an entry of another office or outside his bounds.
    """
    return visible_entries(by, *rights).get(pk=uuid)
