"""A seal whose ground has gone is lifted by two readers of the sealed list; all rows stay.

The readers alone know what is sealed, so nobody else can have a part in it. It is lifted only when
nothing tells of an adoption or a recognition any more (`settings.SEAL_STANDS`, told by the room of
entries), so it comes back for what is new alone.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.tracking.models import Seal, SealLifting
from hotich.apps.tracking.problems import (
    LiftingProposedError,
    MissingFactError,
    SameOfficerError,
    SealStandsError,
)
from hotich.apps.tracking.queries import sealed_entries
from hotich.apps.tracking.sealing import is_reader


def propose_unsealing(*, by: Actor, seal: UUID, reason: str) -> SealLifting:
    """Propose to lift a seal; nothing changes until another reader confirms it.

    Raises: MissingFactError; SealStandsError; SameOfficerError for whose act has sealed it;
    LiftingProposedError; Seal.DoesNotExist, also for who is no reader.
    """
    if not reason.strip():
        raise MissingFactError("reason")
    with writing(by) as at:
        found = _groundless(by, seal)
        if found.liftings.filter(dropped_at__isnull=True).exists():
            raise LiftingProposedError
        row = SealLifting.objects.create(
            seal=found,
            sealed_by_id=found.by_id,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "seal.lifting_proposed", found.entry)  # the reason would tell what was sealed
        return row


def confirm_unsealing(*, by: Actor, seal: UUID) -> SealLifting:
    """Lift the seal: from now on the entry is on the common lists.

    Raises: SealStandsError; SameOfficerError; Seal.DoesNotExist, also for who is no reader;
    SealLifting.DoesNotExist when nobody has proposed it.
    """
    with writing(by) as at:
        found = _groundless(by, seal)
        row = found.liftings.get(dropped_at__isnull=True)
        if row.by_id == by.officer:
            raise SameOfficerError
        row.confirmed_by_id, row.confirmed_at = by.officer_id, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        found.lifted_at = at
        found.save(update_fields=["lifted_at"])
        record(by, "entry.unsealed", found.entry)
        return row


def drop_unsealing(*, by: Actor, seal: UUID) -> None:
    """Drop what was proposed; one reader is enough for that.

    Raises: Seal.DoesNotExist, also for who is no reader; SealLifting.DoesNotExist.
    """
    with writing(by) as at:
        found = get_seal(by, seal)
        row = locked(found.liftings.filter(dropped_at__isnull=True)).get()
        row.dropped_by_id, row.dropped_at = by.officer_id, at
        row.save(update_fields=["dropped_by", "dropped_at"])
        record(by, "seal.lifting_dropped", found.entry)


def get_seal(by: Actor, seal: UUID) -> Seal:
    """Return a seal in force that the officer is named to read; raises Seal.DoesNotExist."""
    if not is_reader(by):
        raise Seal.DoesNotExist
    return sealed_entries().get(pk=seal, office=by.office_id)


def seals_of(entries: Iterable[UUID]) -> dict[UUID, tuple[Seal, SealLifting | None]]:
    """Return by entry its seal in force, and what was proposed of it."""
    rows = sealed_entries().filter(entry__in=list(entries))
    waiting = SealLifting.objects.filter(seal__in=rows, dropped_at__isnull=True)
    proposed = {one.seal_id: one for one in waiting.select_related("by")}
    return {row.entry: (row, proposed.get(row.pk)) for row in rows}


def stands(entry: UUID) -> bool:
    """Return whether what differs in the entry still tells of an adoption or a recognition."""
    is_told: Callable[[UUID], bool] = import_string(settings.SEAL_STANDS)
    return is_told(entry)


def _groundless(by: Actor, seal: UUID) -> Seal:
    found = locked(Seal.objects.filter(lifted_at__isnull=True)).get(pk=get_seal(by, seal).pk)
    if by.officer == found.by_id:
        raise SameOfficerError
    if stands(found.entry):
        raise SealStandsError
    return found
