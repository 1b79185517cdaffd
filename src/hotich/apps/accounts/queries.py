"""Who is who: officers, their offices and rights on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.models import Appointment, Office, Officer
from hotich.apps.accounts.permissions import GRANTS, Role
from hotich.apps.audit.actor import Actor


def appointments_on(officer: Officer, day: date) -> QuerySet[Appointment]:
    """Return the officer's appointments in force on `day`, offices fetched."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return (
        officer.appointments.filter(in_force, valid_from__lte=day)
        .select_related("office")
        .order_by("valid_from", "pk")
    )


def actor_of(officer: Officer, *, day: date, workstation: str = "") -> Actor:
    """Return the officer as an actor in the office of his first appointment in force.

    An officer without one can do nothing: no office, no permission.
    """
    held = list(appointments_on(officer, day))
    office = held[0].office_id if held else None
    permissions = frozenset(
        permission.value
        for appointment in held
        if appointment.office_id == office
        for permission in GRANTS[Role(appointment.role)]
    )
    return Actor(officer.pk, officer.full_name, office, workstation, permissions)


def roles_of(officer: Officer, *, day: date) -> frozenset[Role]:
    """Return the officer's roles on `day`."""
    return frozenset(Role(one.role) for one in appointments_on(officer, day))


def get_office(office: UUID) -> Office:
    """Return the office; raises Office.DoesNotExist."""
    return Office.objects.get(pk=office)


def held_offices(office: UUID) -> list[Office]:
    """Return the office and all its predecessors, near ones first: those whose books it holds."""
    found: list[Office] = []
    wave: Collection[UUID] = [office]
    while wave:
        offices = list(Office.objects.filter(pk__in=wave).order_by("valid_to", "name"))
        found += [one for one in offices if one not in found]
        wave = list(
            Office.objects.filter(successor__in=wave)
            .exclude(pk__in=[one.pk for one in found])
            .values_list("pk", flat=True)
        )
    return found


def officers_of(office: UUID, *, role: Role | None = None, day: date) -> QuerySet[Officer]:
    """Return the officers appointed to the office on `day`, by name."""
    in_force = Q(appointments__valid_to__isnull=True) | Q(appointments__valid_to__gte=day)
    wanted = Q(appointments__office=office, appointments__valid_from__lte=day) & in_force
    if role is not None:
        wanted &= Q(appointments__role=role.value)
    return Officer.objects.filter(wanted, is_active=True).distinct().order_by("full_name")
