"""Writes on offices, officers, teams and computers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from hotich.apps.accounts.models import (
    Appointment,
    AppointmentBook,
    Office,
    OfficeKind,
    Officer,
    Team,
    TeamMember,
    Workstation,
    WorkstationCheck,
)
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing


def add_office(
    *,
    by: Actor,
    kind: OfficeKind,
    name: str,
    unit_code: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    superior: Office | None = None,
    successor: Office | None = None,
) -> Office:
    """Record an office, today's or abolished, and return it."""
    with writing(by):
        office = Office.objects.create(
            kind=kind,
            name=name,
            unit_code=unit_code,
            valid_from=valid_from,
            valid_to=valid_to,
            superior=superior,
            successor=successor,
        )
        record(by, "office.added", office.pk, after={"kind": kind, "name": name})
    return office


def add_officer(
    *, by: Actor, login: str, full_name: str, password: str, must_change_password: bool = False
) -> Officer:
    """Create a personal account for one named person and return it."""
    with writing(by):
        officer = Officer(
            login=login, full_name=full_name, must_change_password=must_change_password
        )
        officer.set_password(password)
        officer.save(force_insert=True)
        record(by, "officer.added", officer.pk, after={"login": login})
    return officer


def appoint(
    *,
    by: Actor,
    officer: Officer,
    office: Office,
    role: Role,
    valid_from: date,
    register_types: Collection[str] = (),
    books: Mapping[UUID, str] | None = None,
    replaces: Appointment | None = None,
) -> Appointment:
    """Give the officer a role in an office from a day on, in these register types and books.

    From set-up it takes effect; from an officer it waits until somebody else confirms it.
    """
    labels = books or {}
    with writing(by) as at:
        appointment = Appointment.objects.create(
            officer=officer,
            office=office,
            role=role.value,
            valid_from=valid_from,
            register_types=sorted(register_types),
            replaces=replaces,
            proposed_by_id=by.officer,
            confirmed_at=at if by.officer is None else None,
        )
        AppointmentBook.objects.bulk_create(
            AppointmentBook(appointment=appointment, book=book, label=label[:300])
            for book, label in labels.items()
        )
        after: dict[str, object] = {"office": office.pk, "role": role.value}
        if register_types or labels:
            after |= {"register_types": sorted(register_types), "books": sorted(labels)}
        record(by, "officer.appointed", officer.pk, after=after)
    return appointment


def add_team(*, by: Actor, office: Office, name: str, members: list[Officer]) -> Team:
    """Set up a data-entry team with its first members."""
    with writing(by) as at:
        team = Team.objects.create(office=office, name=name, recorded_at=at)
        TeamMember.objects.bulk_create(
            TeamMember(team=team, officer=one, valid_from=localdate(at)) for one in members
        )
        record(by, "team.added", team.pk, after={"members": [one.pk for one in members]})
    return team


def check_workstation(
    *,
    by: Actor,
    office: Office,
    name: str,
    checked_on: date,
    expires_on: date,
    failed: Sequence[str] = (),
    note: str = "",
) -> WorkstationCheck:
    """Record that a computer was checked and until when it may be used; names it if new.

    `failed` are the points of the checklist that it does not meet.
    """
    by.require(Permission.WORKSTATION_CHECK)
    with writing(by) as at:
        workstation, _new = Workstation.objects.get_or_create(
            office=office, name=name, defaults={"recorded_at": at}
        )
        check = WorkstationCheck.objects.create(
            workstation=workstation,
            by_id=by.officer_id,
            recorded_at=at,
            checked_on=checked_on,
            expires_on=expires_on,
            failed=list(failed),
            note=note,
        )
        after = {"expires_on": expires_on, "failed": list(failed)}
        record(by, "workstation.checked", workstation.pk, after=after)
    return check
