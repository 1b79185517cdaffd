"""A file with personal data goes out by two people, for one receiver, with its fingerprint kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.anchors import anchor_after
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.exports.models import ExportRequest
from hotich.apps.exports.problems import (
    AlreadyDecidedError,
    KeyUnusableError,
    NotConfirmedError,
    NothingToGiveError,
    SamePersonError,
    TooLateError,
    TooManyRowsError,
)
from hotich.apps.exports.queries import KEPT
from hotich.apps.exports.sealing import close_for, is_key
from hotich.apps.exports.writers import Written, writer_of


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to get a file, by which key, and what for."""

    receiver: str
    key: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A closed file as it is handed out."""

    file_name: str
    content: bytes


def ask_export(
    *,
    by: Actor,
    kind: str,
    label: str,
    parameters: Mapping[str, object],
    rows: int,
    wish: Wish,
) -> ExportRequest:
    """Ask for a file and return the request; the room that asks has looked at the right to it.

    `label` says what it is without naming anybody, `rows` how many it would hold now.

    Raises: NothingToGiveError; TooManyRowsError; KeyUnusableError.
    """
    _fit(rows)
    if not is_key(wish.key):
        raise KeyUnusableError
    with writing(by) as at:
        request = ExportRequest.objects.create(
            office_id=by.office_id,
            kind=kind,
            label=label[:300],
            parameters=dict(parameters),
            rows_asked=rows,
            purpose=wish.purpose,
            receiver=wish.receiver,
            receiver_key=wish.key,
            asked_by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"kind": kind, "parameters": dict(parameters), "key": wish.key}
        record(by, "export.asked", request.pk, reason=wish.purpose, after=after)
    return request


def confirm_export(*, by: Actor, request: UUID) -> None:
    """Let the file go.

    Raises: SamePersonError; AlreadyDecidedError; ExportRequest.DoesNotExist.
    """
    by.require(Permission.EXPORT_CONFIRM)
    with writing(by) as at:
        found = _undecided(by, request)
        if found.asked_by_id == by.officer_id:
            raise SamePersonError
        found.confirmed_by_id, found.confirmed_at = by.officer_id, at
        found.save(update_fields=["confirmed_by", "confirmed_at"])
        record(by, "export.confirmed", found.pk)


def refuse_export(*, by: Actor, request: UUID, reason: str) -> None:
    """Do not let the file go; who asked may take his own request back this way.

    Raises: AlreadyDecidedError; NotPermittedError; ExportRequest.DoesNotExist.
    """
    with writing(by) as at:
        found = _undecided(by, request)
        if found.asked_by_id != by.officer_id:
            by.require(Permission.EXPORT_CONFIRM)
        found.refused_by_id, found.refused_at, found.refuse_reason = by.officer_id, at, reason
        found.save(update_fields=["refused_by", "refused_at", "refuse_reason"])
        record(by, "export.refused", found.pk, reason=reason)


def take_export(*, by: Actor, request: UUID) -> Taken:
    """Return the closed file to who asked for it, its fingerprint on record before.

    The first time it is made, with his rights of today; after that the same bytes are given.

    Raises: NotConfirmedError; TooLateError; NothingToGiveError; TooManyRowsError;
    ExportRequest.DoesNotExist, and what the writer of its kind raises.
    """
    with writing(by) as at:
        found = _confirmed(by, request, at)
    closed = None
    if found.made_at is None:
        # Outside the write: a writer may ask the population register, which may be remote.
        written = writer_of(found.kind)(by, found.parameters, at)
        _fit(written.rows)
        closed = written, close_for(found.receiver_key, written.content)
    with writing(by) as at:
        found = _confirmed(by, request, at)
        if found.made_at is None and closed is not None:
            _keep(by, found, *closed, at)
        told = f"sha256 {found.sha256} rows {found.rows}"
        record(by, "export.handed_out", found.pk, reason=told)
        anchor_after(by.office_id, "export")
    return Taken(found.file_name, bytes(found.content or b""))


def _keep(by: Actor, found: ExportRequest, written: Written, closed: bytes, at: datetime) -> None:
    found.made_at, found.rows = at, written.rows
    found.file_name = f"{written.file_name}.age"
    found.sha256 = hashlib.sha256(closed).hexdigest()
    found.content = closed
    found.save(update_fields=["made_at", "rows", "file_name", "sha256", "content"])
    record(
        by,
        "export.made",
        found.pk,
        subjects=written.subjects,
        reason=f"sha256 {found.sha256} rows {found.rows}",
        after={"plain": hashlib.sha256(written.content).hexdigest(), "key": found.receiver_key},
    )


def _fit(rows: int) -> None:
    if rows == 0:
        raise NothingToGiveError
    if rows > settings.EXPORT_ROWS:
        raise TooManyRowsError(rows, settings.EXPORT_ROWS)


def _undecided(by: Actor, request: UUID) -> ExportRequest:
    found = locked(ExportRequest.objects.filter(office=by.office_id)).get(pk=request)
    if found.asked_by_id != by.officer_id and not by.may(Permission.EXPORT_CONFIRM):
        raise ExportRequest.DoesNotExist
    if found.confirmed_at is not None or found.refused_at is not None:
        raise AlreadyDecidedError
    return found


def _confirmed(by: Actor, request: UUID, at: datetime) -> ExportRequest:
    mine = ExportRequest.objects.filter(office=by.office_id, asked_by=by.officer_id)
    found = locked(mine).get(pk=request)
    if found.confirmed_at is None:
        raise NotConfirmedError
    if at > found.confirmed_at + KEPT:
        raise TooLateError
    return found
