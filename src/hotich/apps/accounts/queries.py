"""Who is who: officers, their offices and rights on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.models import Appointment, Office, Officer, OfficerSession
from hotich.apps.accounts.permissions import GRANTS, Permission, Role
from hotich.apps.audit.actor import Actor, Bound
from hotich.core.law import UnknownLawValue, value


def appointments_on(officer: Officer, day: date) -> QuerySet[Appointment]:
    """Return the officer's confirmed appointments in force on `day`, offices fetched."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return (
        officer.appointments.filter(in_force, valid_from__lte=day, confirmed_at__isnull=False)
        .select_related("office")
        .order_by("valid_from", "pk")
    )


def actor_of(officer: Officer, *, day: date, workstation: str = "") -> Actor:
    """Return the officer as an actor in the office of his first appointment in force.

    An officer without one can do nothing: no office, no permission.
    """
    held = list(appointments_on(officer, day).prefetch_related("books"))
    office = held[0].office_id if held else None
    bounds: dict[str, set[Bound]] = {}
    for appointment in held:
        if appointment.office_id == office:
            bound = bound_of(appointment)
            for permission in granted_by(Role(appointment.role), day):
                bounds.setdefault(permission.value, set()).add(bound)
    return Actor(
        officer.pk,
        officer.full_name,
        office,
        workstation,
        frozenset(bounds),
        {right: frozenset(found) for right, found in bounds.items() if Bound() not in found},
    )


def bound_of(appointment: Appointment) -> Bound:
    """Return which register types and books the appointment covers."""
    books = frozenset(row.book for row in appointment.books.all())
    return Bound(frozenset(appointment.register_types), books)


def granted_by(role: Role, day: date) -> frozenset[Permission]:
    """Return the rights of a role on `day`; a post in an office that has ended gives none.

    Law: ND_120_2025 (no districts since 01/07/2025).
    """
    if role is Role.DISTRICT_JUSTICE and not _has_districts(day):
        return frozenset()
    return GRANTS[role]


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
    wanted = in_force & Q(
        appointments__office=office,
        appointments__valid_from__lte=day,
        appointments__confirmed_at__isnull=False,
    )
    if role is not None:
        wanted &= Q(appointments__role=role.value)
    return Officer.objects.filter(wanted, is_active=True).distinct().order_by("full_name")


def posts_of(officer: Officer, *, office: UUID | None) -> list[Appointment]:
    """Return the officer's posts in the office, refused ones left out, oldest first."""
    rows = officer.appointments.filter(office=office, refused_at__isnull=True)
    rows = rows.prefetch_related("books")
    return list(rows.order_by("valid_from", "pk"))


def sessions_of(officer: UUID, *, most: int = 10) -> list[OfficerSession]:
    """Return the officer's last sessions, newest first."""
    rows = OfficerSession.objects.filter(officer=officer)
    return list(rows.order_by("-started_at")[:most])


def active_officer(officer: str) -> Officer | None:
    """Return the officer of an account that is open, or None."""
    return Officer.objects.filter(pk=officer, is_active=True).first()


def _has_districts(day: date) -> bool:
    try:
        return bool(value("office.district_justice", day).text)
    except UnknownLawValue:
        return False
