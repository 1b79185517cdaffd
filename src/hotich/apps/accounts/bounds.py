"""How far does an appointment reach? As conditions on rows that tell their book and its type.

Every query that goes by books asks here; an officer whose posts name no types and no books sees
and does what his rights allow in every book of his office.
"""

from uuid import UUID

from django.db.models import Q

from hotich.apps.audit.actor import Actor

NOTHING = Q(pk__in=())


def within(by: Actor, *rights: str, register_type: str = "register_type", book: str = "book") -> Q:
    """Return the condition that a row lies where the actor has any of the rights.

    `register_type` and `book` are the row's columns, or lookups, for its book's type and UUID; a
    row of no one book ("") lies outside what names books. A process is not bounded.
    """
    if by.officer is None:
        return Q()
    held = [right for right in rights if by.may(right)]
    if not held:
        return NOTHING
    found = NOTHING
    for right in held:
        if right not in by.bounds:
            return Q()
        for bound in by.bounds[right]:
            here = Q()
            if bound.register_types:
                here &= Q(**{f"{register_type}__in": sorted(bound.register_types)})
            if bound.books and not book:
                continue
            if bound.books:
                here &= Q(**{f"{book}__in": sorted(bound.books)})
            found |= here
    return found


def is_within(by: Actor, *rights: str, register_type: str, book: UUID | None) -> bool:
    """Return whether the actor has any of the rights for a book of this type."""
    if by.officer is None:
        return True
    return any(by.covers(right, register_type, book) for right in rights)
