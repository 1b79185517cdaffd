"""The sealed list (danh sách kín): which entries are on it, who may read it, how it comes to be.

Sealed, absent and not-yours look alike: for everybody else neither the entry nor what hangs on it
exists (`population.apart`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.tracking.models import Case, Seal, SealReader, SealReason
from hotich.apps.tracking.problems import (
    MissingFactError,
    ReaderNamedError,
    SameOfficerError,
    UnfitReaderError,
)
from hotich.apps.tracking.queries import sealed_entries
from hotich.apps.tracking.recording import subjects_of


def seal_entry(*, by: Actor, entry: UUID, office: UUID, reason: SealReason) -> bool:
    """Put an entry on the sealed list, inside a write of the room of entries.

    From then on it is in no common list. Return whether that is new.
    """
    with writing(by) as at:
        _row, is_new = Seal.objects.get_or_create(
            entry=entry,
            lifted_at=None,
            defaults={
                "office_id": office,
                "reason": reason,
                "by_id": by.officer,
                "recorded_at": at,
            },
        )
        if is_new:
            record(by, "entry.sealed", entry)  # the reason would tell what is sealed
        return is_new


def move_seals(*, by: Actor, entries: Iterable[UUID], office: UUID) -> int:
    """Let the sealed ones of the entries be read in the office that has got their book.

    Return how many went along.
    """
    with writing(by):
        moved = 0
        for seal in locked(Seal.objects.filter(entry__in=list(entries)).exclude(office=office)):
            before = {"office": seal.office_id}
            seal.office_id = office
            seal.save(update_fields=["office"])
            record(by, "entry.seal_moved", seal.entry, before=before, after={"office": office})
            moved += 1
        return moved


def entries_apart(by: Actor) -> QuerySet[Seal, UUID]:
    """Return the sealed entries that the officer may not read, for `exclude`."""
    mine = _in_force().filter(officer=by.officer, office=by.office).values("office")
    return sealed_entries().exclude(office__in=mine).values_list("entry", flat=True)


def sealed_among(entries: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of the entries are on the sealed list."""
    rows = sealed_entries().filter(entry__in=list(entries))
    return frozenset(rows.values_list("entry", flat=True))


def is_reader(by: Actor) -> bool:
    """Return whether the officer is named to read the sealed list of his office."""
    return _in_force().filter(officer=by.officer, office=by.office).exists()


def view_sealed(*, by: Actor, cases: Collection[Case]) -> datetime:
    """Put on record that the officer is about to see the sealed list, with everyone on it.

    Return when.
    """
    with writing(by) as at:
        subjects = [one for case in cases for one in subjects_of(case)]
        record(by, "cases.sealed_viewed", by.office_id, subjects=subjects)
        return at


def readers_of(by: Actor) -> list[SealReader]:
    """Return who was named to read the office's sealed list, ended rows too, oldest first.

    Raises: NotPermittedError.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    rows = SealReader.objects.filter(office=by.office_id)
    rows = rows.select_related("officer", "by", "confirmed_by", "ended_by")
    return list(rows.order_by("recorded_at", "pk"))


def get_reader(by: Actor, reader: UUID) -> SealReader:
    """Return a reader in force or waiting, of the actor's office.

    Raises: NotPermittedError; SealReader.DoesNotExist.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    return SealReader.objects.get(pk=reader, office=by.office_id, ended_at__isnull=True)


def count_sealed(by: Actor) -> int:
    """Return how many entries are on the office's sealed list; raises NotPermittedError."""
    by.require(Permission.ACCOUNT_CONFIRM)
    return sealed_entries().filter(office=by.office_id).count()


def name_reader(*, by: Actor, officer: UUID, reason: str) -> SealReader:
    """Name an officer of the office as a reader; he reads nothing until another confirms him.

    Raises: NotPermittedError; MissingFactError; UnfitReaderError for one who sees no cases here;
    ReaderNamedError.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    if not reason.strip():
        raise MissingFactError("reason")
    with writing(by) as at:
        named = Officer.objects.filter(pk=officer, is_active=True).first()
        actor = actor_of(named, day=localdate(at)) if named is not None else None
        if actor is None or actor.office != by.office or not actor.may(Permission.CASE_VIEW):
            raise UnfitReaderError
        live = SealReader.objects.filter(office=by.office_id, officer=officer)
        if live.filter(ended_at__isnull=True).exists():
            raise ReaderNamedError
        row = SealReader.objects.create(
            office_id=by.office_id,
            officer_id=officer,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "seal.reader_named", row.pk, reason=reason, after={"officer": officer})
        return row


def confirm_reader(*, by: Actor, reader: UUID) -> SealReader:
    """Let a named reader read from now on: a second person, and never the reader himself.

    Raises: NotPermittedError; SameOfficerError; SealReader.DoesNotExist.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    with writing(by) as at:
        row = _live_reader(by, reader)
        if row.confirmed_at is not None:
            return row
        if by.officer in {row.by_id, row.officer_id}:
            raise SameOfficerError
        row.confirmed_at, row.confirmed_by_id = at, by.officer_id
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        record(by, "seal.reader_confirmed", row.pk, after={"officer": row.officer_id})
        return row


def end_reader(*, by: Actor, reader: UUID, reason: str) -> SealReader:
    """Let an officer read the sealed list no more; one person is enough for that.

    Raises: NotPermittedError; MissingFactError; SealReader.DoesNotExist.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    if not reason.strip():
        raise MissingFactError("reason")
    with writing(by) as at:
        row = _live_reader(by, reader)
        row.ended_at, row.ended_by_id = at, by.officer_id
        row.save(update_fields=["ended_at", "ended_by"])
        record(by, "seal.reader_ended", row.pk, reason=reason)
        return row


def _in_force() -> QuerySet[SealReader]:
    return SealReader.objects.filter(confirmed_at__isnull=False, ended_at__isnull=True)


def _live_reader(by: Actor, uuid: UUID) -> SealReader:
    rows = SealReader.objects.filter(office=by.office_id, ended_at__isnull=True)
    return locked(rows).get(pk=uuid)
