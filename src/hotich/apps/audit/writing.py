"""How does a change reach the database? In one short transaction, audited, at one server time."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.hashing import canonical, digest_of, hash_of
from hotich.apps.audit.models import INSTALLATION, AuditHead, AuditRow, AuditSubject

Row = TypeVar("Row", bound=Model)

_time: ContextVar[datetime | None] = ContextVar("time_of_the_open_write", default=None)


class NotWritingError(Exception):
    """An audit row was asked for outside a write; the act and its row must share a transaction."""


@contextmanager
def writing(by: Actor) -> Iterator[datetime]:
    """Yield the server's time of this write; the outermost opens the transaction.

    The head of the acting office's chain is locked first and the time taken after it, so within
    an office the recorded times strictly follow the order of commits: a report's `as_of` can be
    derived again later, and the last of an object's dated rows is one row.
    """
    already = _time.get()
    if already is not None:
        yield already
        return
    with transaction.atomic():
        head = _locked_head(by.office or INSTALLATION)
        now = timezone.now()
        at = now if head.at is None or now > head.at else head.at + timedelta(microseconds=1)
        token = _time.set(at)
        try:
            yield at
        finally:
            _time.reset(token)


def is_writing() -> bool:
    """Return whether a write is open here; what may be remote is never called inside one."""
    return _time.get() is not None


def record(
    by: Actor,
    action: str,
    object_uuid: UUID | None,
    *,
    subjects: Sequence[UUID] = (),
    reason: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AuditRow:
    """Append one row to the acting office's chain and return it.

    `before` and `after` are kept as keyed digests only, never as values. `subjects` are the
    persons and mentions concerned.

    Raises: NotWritingError outside `writing`.
    """
    at = _time.get()
    if at is None:
        raise NotWritingError
    chain = by.office or INSTALLATION
    head = _locked_head(chain)
    ordered = sorted(set(subjects), key=str)
    row = AuditRow(
        chain=chain,
        sequence=head.sequence + 1,
        at=at,
        officer=by.officer,
        actor_name=by.name,
        workstation=by.workstation,
        action=action,
        object=object_uuid,
        reason=reason[:500],
        before=_keyed(before),
        after=_keyed(after),
        subjects_digest=digest_of([str(one) for one in ordered]),
        previous_hash=head.hash,
    )
    row.hash = row_hash(row)
    row.save(force_insert=True)
    AuditSubject.objects.bulk_create(AuditSubject(row=row, subject=one) for one in ordered)
    AuditHead.objects.filter(pk=chain).update(sequence=row.sequence, hash=row.hash, at=at)
    return row


def row_hash(row: AuditRow) -> str:
    """Return the hash that binds a row's content to the row before it."""
    content = [
        row.format,
        str(row.chain),
        row.sequence,
        row.at.isoformat(),
        str(row.officer or ""),
        row.actor_name,
        row.workstation,
        row.action,
        str(row.object or ""),
        row.reason,
        row.before,
        row.after,
        row.subjects_digest,
        row.previous_hash,
    ]
    return hash_of(content)


def locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the rows locked for update where the database locks rows; SQLite locks the file."""
    return rows.select_for_update() if connection.features.has_select_for_update else rows


def _locked_head(chain: UUID) -> AuditHead:
    found = locked(AuditHead.objects.filter(pk=chain)).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            AuditHead.objects.create(pk=chain)
    except IntegrityError:
        pass  # another writer made it first; it is locked below
    return locked(AuditHead.objects.filter(pk=chain)).get()


def _keyed(values: Mapping[str, object] | None) -> str:
    if values is None:
        return ""
    key = settings.DIGEST_KEY.encode()
    return hmac.new(key, canonical(dict(values)), hashlib.sha256).hexdigest()
