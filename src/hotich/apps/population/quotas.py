"""How much may an officer look up in a day, and who may give him more?

Bulk look-ups of a job are not counted here: they show nobody to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, Sum
from django.utils.timezone import localtime

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import GRANTS, Permission, Role
from hotich.apps.accounts.queries import officers_of
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import enqueue
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.population.problems import QuotaExceededError, QuotaRefusedError
from hotich.apps.population.quota_models import DailyUse, QuotaKind, QuotaLimit, QuotaRaise

K = QuotaKind


@dataclass(frozen=True, slots=True)
class Bounds:
    """What holds where an office has set nothing, and between what it may set."""

    usual: int
    least: int
    most: int


BOUNDS: Final[Mapping[QuotaKind, Bounds]] = {
    K.LOOKUP: Bounds(usual=2000, least=100, most=5000),
    K.PERSON: Bounds(usual=150, least=10, most=1000),
    K.NUMBER: Bounds(usual=40, least=5, most=100),
}
# Numbers that brought nobody; the next one is not tried any more, whatever the quota says.
MISSES: Final = 19
# Goes through the look-ups of a day for what is odd; a job of a higher room.
ALERTS: Final = "oversight.alerts"


@dataclass(frozen=True, slots=True)
class Use:
    """What an officer has used of a kind on a day, and what he is allowed."""

    kind: QuotaKind
    used: int
    allowed: int
    missed: int
    refused: int


@dataclass(frozen=True, slots=True)
class OfficerUse:
    """An officer with what he has used on a day."""

    officer: Officer
    uses: tuple[Use, ...]

    @property
    def refused(self) -> int:
        """Return how often the officer was refused on the day."""
        return sum(use.refused for use in self.uses)


def spend(*, by: Actor, kind: QuotaKind) -> None:
    """Count one use, or record the refusal.

    Raises: QuotaExceededError, after the refusal is on record.
    """
    if by.officer is None:
        return
    with writing(by):
        held = may_spend(by=by, kind=kind)
    if not held:
        raise QuotaExceededError(kind)


def may_spend(*, by: Actor, kind: QuotaKind) -> bool:
    """Count one use and return True; or count a refusal, put it on record and return False.

    For use inside `writing`; an officer's office orders its writers, so no two share the last use.
    """
    if by.officer is None:
        return True
    with writing(by) as at:
        day = localtime(at).date()
        row, _ = DailyUse.objects.get_or_create(
            officer_id=by.officer, day=day, kind=kind, defaults={"office": by.office_id}
        )
        extra = _extra(by.officer, day, kind)
        is_held = row.used < limit_of(by.office_id, kind) + extra and row.missed < MISSES + extra
        counted = "used" if is_held else "refused"
        DailyUse.objects.filter(pk=row.pk).update(**{counted: F(counted) + 1})
        if not is_held:
            record(by, "quota.refused", None, reason=kind.value)
            ask_for_alerts(by=by)
    return is_held


def count_miss(*, by: Actor, kind: QuotaKind, missed: bool) -> None:
    """Note whether the use that was just counted brought nobody; inside `writing`."""
    with writing(by) as at:
        row = DailyUse.objects.filter(officer=by.officer, day=localtime(at).date(), kind=kind)
        row.update(missed=F("missed") + int(missed))


def limit_of(office: UUID, kind: QuotaKind) -> int:
    """Return how many of a kind an officer of the office may use in a day."""
    newest = QuotaLimit.objects.filter(office=office, kind=kind).order_by("-pk").first()
    return newest.most if newest else BOUNDS[kind].usual


def ask_for_alerts(*, by: Actor) -> None:
    """Have today's look-ups of the office gone through soon; once while it waits in the queue."""
    waiting = Job.objects.filter(kind=ALERTS, office=by.office, state=JobState.QUEUED)
    with writing(by) as at:
        if not waiting.exists():
            asked = {"office": str(by.office_id), "day": localtime(at).date().isoformat()}
            enqueue(by=by, kind=ALERTS, parameters=asked)


def uses_of(office: UUID, officer: UUID, day: date) -> tuple[Use, ...]:
    """Return what the officer has used on the day, a row for each kind."""
    rows = {row.kind: row for row in DailyUse.objects.filter(officer=officer, day=day)}
    found = []
    for kind in QuotaKind:
        row = rows.get(kind) or DailyUse()
        allowed = limit_of(office, kind) + _extra(officer, day, kind)
        found.append(Use(kind, row.used, allowed, row.missed, row.refused))
    return tuple(found)


def office_uses(by: Actor, day: date) -> list[OfficerUse]:
    """Return what each officer of the office has used on the day."""
    by.require(Permission.QUOTA_RAISE)
    officers = officers_of(by.office_id, day=day)
    return [OfficerUse(one, uses_of(by.office_id, one.pk, day)) for one in officers]


def set_limit(*, by: Actor, kind: QuotaKind, most: int) -> QuotaLimit:
    """Set how many of a kind each officer of the office may use in a day.

    Raises: NotPermittedError; QuotaRefusedError beyond the bounds.
    """
    by.require(Permission.QUOTA_RAISE)
    bounds = BOUNDS[kind]
    if not bounds.least <= most <= bounds.most:
        raise QuotaRefusedError("bounds")
    with writing(by) as at:
        before = limit_of(by.office_id, kind)
        row = QuotaLimit.objects.create(
            office=by.office_id, kind=kind, most=most, by_id=by.officer_id, recorded_at=at
        )
        record(
            by,
            "quota.limit_set",
            None,
            reason=f"{kind.value}: {before} → {most}",
            before={kind.value: before},
            after={kind.value: most},
        )
    return row


def raise_quota(
    *, by: Actor, officer: UUID, kind: QuotaKind, extra: int, reason: str
) -> QuotaRaise:
    """Give an officer of the office more of a kind today; nobody gives it to himself.

    Raises: NotPermittedError; QuotaRefusedError (self, bounds, reason); Officer.DoesNotExist.
    """
    by.require(Permission.QUOTA_RAISE)
    if officer == by.officer_id:
        raise QuotaRefusedError("self")
    if not reason.strip():
        raise QuotaRefusedError("reason")
    with writing(by) as at:
        day = localtime(at).date()
        found = officers_of(by.office_id, day=day).get(pk=officer)
        room = BOUNDS[kind].most - limit_of(by.office_id, kind) - _extra(found.pk, day, kind)
        if not 0 < extra <= room:
            raise QuotaRefusedError("bounds")
        row = QuotaRaise.objects.create(
            officer=found,
            office=by.office_id,
            day=day,
            kind=kind,
            extra=extra,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "quota.raised", found.pk, reason=f"{kind.value} +{extra}: {reason.strip()}")
    return row


def who_may_raise(office: UUID, *, day: date, other_than: UUID | None) -> list[str]:
    """Return the names of those who may give an officer of the office more today."""
    roles = [role for role in Role if Permission.QUOTA_RAISE in GRANTS[role]]
    found = {one for role in roles for one in officers_of(office, role=role, day=day)}
    return sorted(one.full_name for one in found if one.pk != other_than)


def _extra(officer: UUID, day: date, kind: QuotaKind) -> int:
    rows = QuotaRaise.objects.filter(officer=officer, day=day, kind=kind)
    return int(rows.aggregate(total=Sum("extra"))["total"] or 0)
