"""Which plan does an office follow, and which difficulties are open?"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor
from hotich.apps.campaign.models import Difficulty, Plan


def plan_on(office: UUID, day: date, *, as_of: datetime | None = None) -> Plan | None:
    """Return the plan the office follows on `day`, both ends included; the last begun wins.

    With `as_of`, what was recorded and not voided by then.
    """
    plans = Plan.objects.filter(office=office, starts_on__lte=day, ends_on__gte=day)
    if as_of is None:
        plans = plans.filter(voided_at__isnull=True)
    else:
        standing = Q(voided_at__isnull=True) | Q(voided_at__gt=as_of)
        plans = plans.filter(standing, recorded_at__lte=as_of)
    return plans.order_by("starts_on", "recorded_at", "pk").last()


def plans_of(by: Actor) -> QuerySet[Plan]:
    """Return the plans of the actor's office and its predecessors, last begun first."""
    by.require(Permission.DIFFICULTY_RAISE)
    offices = [one.pk for one in held_offices(by.office_id)]
    return (
        Plan.objects.filter(office__in=offices)
        .select_related("office", "by")
        .order_by("-starts_on", "-recorded_at", "pk")
    )


def get_plan(by: Actor, uuid: UUID) -> Plan:
    """Return a plan of the actor's office or its predecessors; raises Plan.DoesNotExist."""
    return plans_of(by).get(pk=uuid)


def difficulties_of(by: Actor) -> QuerySet[Difficulty]:
    """Return the difficulties of the actor's office, last raised first."""
    by.require(Permission.DIFFICULTY_RAISE)
    return (
        Difficulty.objects.filter(office=by.office_id)
        .select_related("by", "answered_by")
        .order_by("-recorded_at", "pk")
    )


def get_difficulty(by: Actor, uuid: UUID) -> Difficulty:
    """Return a difficulty of the actor's office; raises Difficulty.DoesNotExist."""
    return difficulties_of(by).get(pk=uuid)


def open_difficulties(office: UUID, as_of: datetime) -> QuerySet[Difficulty]:
    """Return the office's difficulties raised and neither answered nor withdrawn at `as_of`."""
    return (
        Difficulty.objects.filter(office=office, recorded_at__lte=as_of)
        .filter(Q(answered_at__isnull=True) | Q(answered_at__gt=as_of))
        .filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=as_of))
        .select_related("by")
        .order_by("recorded_at", "pk")
    )


def answered_difficulties(office: UUID, since: datetime, as_of: datetime) -> QuerySet[Difficulty]:
    """Return the office's difficulties answered after `since` and up to `as_of`."""
    return (
        Difficulty.objects.filter(office=office, answered_at__gt=since, answered_at__lte=as_of)
        .select_related("by", "answered_by")
        .order_by("answered_at", "pk")
    )
