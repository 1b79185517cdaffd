"""Which entries do not exist for an officer? Those of his family, and those sealed from him.

Higher rooms know: `settings.ENTRIES_APART` names their functions by path. Every room that shows or
changes what concerns an entry asks here, so that none of them answers otherwise than the others.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from hotich.apps.audit.actor import Actor

Row = TypeVar("Row", bound=Model)
# Returns the UUIDs of entries as a query, each row's column called "entry".
Apart = Callable[[Actor], QuerySet[Model, UUID]]


def without_apart(by: Actor, rows: QuerySet[Row], field: str = "entry") -> QuerySet[Row]:
    """Return the rows but for those of entries kept from the officer; a process sees all.

    `field` is the way from a row to the entry's UUID.
    """
    if by.officer is None:
        return rows
    for path in settings.ENTRIES_APART:
        entries: Apart = import_string(path)
        rows = rows.exclude(**{f"{field}__in": entries(by)})
    return rows


def only_apart(by: Actor, rows: QuerySet[Row], field: str = "entry") -> QuerySet[Row]:
    """Return only the rows of entries kept from the officer; a process has none."""
    if by.officer is None:
        return rows.none()
    kept = Q(pk__in=())
    for path in settings.ENTRIES_APART:
        entries: Apart = import_string(path)
        kept |= Q(**{f"{field}__in": entries(by)})
    return rows.filter(kept)


def reads_sealed(by: Actor) -> bool:
    """Return whether the officer is named to read what is sealed in his office."""
    is_reader: Callable[[Actor], bool] = import_string(settings.SEALED_READERS)
    return by.officer is None or is_reader(by)


def is_apart(by: Actor, entry: UUID) -> bool:
    """Return whether the entry is kept from the officer."""
    if by.officer is None:
        return False
    found: list[Apart] = [import_string(path) for path in settings.ENTRIES_APART]
    return any(one(by).filter(entry=entry).exists() for one in found)
