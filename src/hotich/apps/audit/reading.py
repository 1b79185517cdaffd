"""What stands in a chain, part by part, in the very texts that were hashed?

A part is read by the sequence it goes on from, so a chain of any length is read in bounded memory
and while others append to it. The texts come from the database as they are kept: turning each
into a UUID or a time and back again would take longer than hashing it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from hotich.apps.audit.models import AuditRow, AuditSubject

# Rows read at once; the subjects of a part are asked for by its rows.
PART = 4_000
_SCATTERED = 4
_PLAIN = (
    "pk",
    "format",
    "sequence",
    "actor_name",
    "workstation",
    "action",
    "reason",
    "before",
    "after",
    "subjects_digest",
    "previous_hash",
    "hash",
)


class ReadRow(NamedTuple):
    """A row as it stands, with its subjects in order; `content` is what its hash is made of."""

    pk: int
    sequence: int
    at: str
    actor_name: str
    action: str
    subjects_digest: str
    subjects: list[str]
    previous_hash: str
    hash: str
    content: list[object]


def read_chain(chain: UUID, *, upto: int | None = None) -> Iterator[ReadRow]:
    """Yield the rows of a chain in the order of their numbers, up to one of them."""
    last = -1
    name = str(chain)
    rows = AuditRow.objects.filter(chain=chain).order_by("sequence")
    if upto is not None:
        rows = rows.filter(sequence__lte=upto)
    kept = _kept(rows)
    while part := list(kept.filter(sequence__gt=last)[:PART]):
        subjects = _subjects([row[3] for row in part])
        for at, officer, concerned, pk, form, sequence, *texts in part:
            actor, workstation, action, reason, before, after, digest, previous, own = texts
            moment = _moment(at)
            content = [
                form,
                name,
                sequence,
                moment,
                _identity(officer),
                actor,
                workstation,
                action,
                _identity(concerned),
                reason,
                before,
                after,
                digest,
                previous,
            ]
            named = subjects.get(pk, [])
            yield ReadRow(
                pk, sequence, moment, actor, action, digest, named, previous, own, content
            )
        last = part[-1][5]


def _kept(rows: QuerySet[AuditRow]) -> "QuerySet[AuditRow, tuple[Any, ...]]":
    if connection.features.has_native_uuid_field:
        return rows.values_list("at", "officer", "object", *_PLAIN)
    texts = rows.annotate(
        at_text=Cast("at", TextField()),
        officer_text=Cast("officer", TextField()),
        object_text=Cast("object", TextField()),
    )
    return texts.values_list("at_text", "officer_text", "object_text", *_PLAIN)


def _subjects(rows: list[int]) -> dict[int, list[str]]:
    named = AuditSubject.objects.order_by()
    first, last = min(rows), max(rows)
    if last - first < _SCATTERED * len(rows):
        # One stretch of the table, rows of other offices among them, is read faster than asked for.
        named = named.filter(row__gte=first, row__lte=last)
    else:
        named = named.filter(row__in=rows)
    if connection.features.has_native_uuid_field:
        pairs = named.values_list("row_id", "subject")
    else:
        pairs = named.annotate(text=Cast("subject", TextField())).values_list("row_id", "text")
    found: dict[int, list[str]] = {}
    for row, subject in pairs:
        found.setdefault(row, []).append(_identity(subject))
    for subjects in found.values():
        if len(subjects) > 1:
            subjects.sort()
    return found


def _moment(kept: datetime | str) -> str:
    """Return a time as it was hashed; SQLite keeps it as text, in UTC and without saying so."""
    return f"{kept.replace(' ', 'T', 1)}+00:00" if isinstance(kept, str) else kept.isoformat()


def _identity(kept: UUID | str | None) -> str:
    """Return a UUID as it was hashed; SQLite keeps its 32 signs."""
    if isinstance(kept, str):
        return f"{kept[:8]}-{kept[8:12]}-{kept[12:16]}-{kept[16:20]}-{kept[20:]}"
    return str(kept) if kept is not None else ""
