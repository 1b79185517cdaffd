"""An exclusion made by a false match is lifted by two people; nothing of it is deleted.

Neither is the officer concerned, nor of his family. It does not come back by itself for what it
rested on (`actions.keep_apart`); a ground that is new makes a new one.
"""

from uuid import UUID

from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.family.models import Exclusion, Lifting
from hotich.apps.family.problems import (
    LiftingProposedError,
    ReasonMissingError,
    SamePersonError,
    UnfitLifterError,
)
from hotich.apps.family.queries import LEADERS, exclusions, liftable


def propose_lifting(*, by: Actor, exclusion: UUID, reason: str) -> Lifting:
    """Propose to lift an exclusion; nothing changes until another leader confirms it.

    Raises: NotPermittedError; ReasonMissingError; UnfitLifterError; LiftingProposedError;
    Exclusion.DoesNotExist, also for a lifted one.
    """
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = _in_force(by, exclusion)
        if found.liftings.filter(dropped_at__isnull=True).exists():
            raise LiftingProposedError
        row = Lifting.objects.create(
            exclusion=found,
            officer_id=found.officer_id,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"officer": found.officer_id}
        record(by, "family.lifting_proposed", found.entry, reason=row.reason, after=after)
        return row


def confirm_lifting(*, by: Actor, exclusion: UUID) -> Lifting:
    """Lift the exclusion: from now on the entry exists for the officer again.

    Raises: NotPermittedError; UnfitLifterError; SamePersonError; Exclusion.DoesNotExist;
    Lifting.DoesNotExist when nobody has proposed it.
    """
    with writing(by) as at:
        found = _in_force(by, exclusion)
        row = found.liftings.get(dropped_at__isnull=True)
        if row.by_id == by.officer:
            raise SamePersonError
        row.confirmed_by_id, row.confirmed_at = by.officer_id, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        found.lifted_at = at
        found.save(update_fields=["lifted_at"])
        after = {"officer": found.officer_id}
        record(by, "family.lifted", found.entry, reason=row.reason, after=after)
        return row


def drop_lifting(*, by: Actor, exclusion: UUID) -> None:
    """Drop what was proposed; one person is enough for that.

    Raises: NotPermittedError; UnfitLifterError; Exclusion.DoesNotExist; Lifting.DoesNotExist.
    """
    with writing(by) as at:
        found = _in_force(by, exclusion)
        row = found.liftings.get(dropped_at__isnull=True)
        row.dropped_by_id, row.dropped_at = by.officer_id, at
        row.save(update_fields=["dropped_by", "dropped_at"])
        record(by, "family.lifting_dropped", found.entry)


def _in_force(by: Actor, uuid: UUID) -> Exclusion:
    """Return the exclusion, locked, of a leader who may have a part in lifting it."""
    if not any(by.may(right) for right in LEADERS):
        raise NotPermittedError(LEADERS[0])
    found = exclusions(by).filter(lifted_at__isnull=True).get(pk=uuid)
    if not liftable(by, [found]):
        raise UnfitLifterError
    return locked(Exclusion.objects.filter(lifted_at__isnull=True)).get(pk=uuid)
