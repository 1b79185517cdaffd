"""Accounts of an office's officers: made, appointed by two people, disabled, given anew."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.actions import add_officer, appoint
from hotich.apps.accounts.models import Appointment, Office, Officer, SessionEnd
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import bound_of
from hotich.apps.accounts.second_factor import end_factor
from hotich.apps.accounts.sessions import end_sessions
from hotich.apps.audit.actor import Actor, Bound
from hotich.apps.audit.writing import locked, record, writing

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


class LoginTakenError(Exception):
    """The login name belongs to another account."""


class PostExistsError(Exception):
    """The officer holds the same post from the same day on, or it waits already."""


class OwnAccountError(Exception):
    """Nobody manages his own account, or confirms his own appointment or proposal."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account with its first password, which can be shown this once only."""

    officer: Officer
    password: str


def first_password() -> str:
    """Return a password for handing over on paper; it must be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _i in range(4)) for _part in range(4))


def officers_managed(by: Actor) -> QuerySet[Officer]:
    """Return the officers who hold, held or are to hold a post in the actor's office, by name."""
    if not (by.may(Permission.ACCOUNT_MANAGE) or by.may(Permission.ACCOUNT_CONFIRM)):
        return Officer.objects.none()
    found = Officer.objects.filter(appointments__office=by.office_id).distinct()
    return found.order_by("full_name", "login")


def create_account(
    *, by: Actor, login: str, full_name: str, role: Role, valid_from: date
) -> NewAccount:
    """Create an account for one named person with a post in the actor's office.

    The post waits for a second person.

    Raises: LoginTakenError.
    """
    by.require(Permission.ACCOUNT_MANAGE)
    password = first_password()
    with writing(by):
        if Officer.objects.filter(login=login).exists():
            raise LoginTakenError
        officer = add_officer(
            by=by, login=login, full_name=full_name, password=password, must_change_password=True
        )
        office = Office.objects.get(pk=by.office_id)
        appoint(by=by, officer=officer, office=office, role=role, valid_from=valid_from)
    return NewAccount(officer, password)


def propose_post(*, by: Actor, officer: UUID, role: Role, valid_from: date) -> Appointment:
    """Propose another post in the actor's office for an officer of it.

    Raises: Officer.DoesNotExist; OwnAccountError; PostExistsError.
    """
    with writing(by):
        found = _managed(by, officer)
        _require_new(found, by, role, valid_from)
        office = Office.objects.get(pk=by.office_id)
        return appoint(by=by, officer=found, office=office, role=role, valid_from=valid_from)


def propose_bounds(
    *,
    by: Actor,
    appointment: int,
    valid_from: date,
    register_types: Collection[str],
    books: Mapping[UUID, str],
) -> Appointment:
    """Propose that a post of the actor's office covers these register types and books alone.

    `books` are labels by UUID; none of a kind means all. It is a post of its own from `valid_from`
    on, and when somebody else confirms it the one before ends the day before.

    Raises: Appointment.DoesNotExist; OwnAccountError; PostExistsError, also for the same bounds or
    a day that is not after the first day of the post.
    """
    by.require(Permission.ACCOUNT_MANAGE)
    with writing(by):
        former = get_post(by, appointment)
        found = _managed(by, former.officer_id)
        role = Role(former.role)
        if valid_from <= former.valid_from:
            raise PostExistsError
        wanted = Bound(frozenset(register_types), frozenset(books))
        if wanted == bound_of(former):
            raise PostExistsError
        _require_new(found, by, role, valid_from)
        return appoint(
            by=by,
            officer=found,
            office=former.office,
            role=role,
            valid_from=valid_from,
            register_types=register_types,
            books=books,
            replaces=former,
        )


def get_post(by: Actor, appointment: int) -> Appointment:
    """Return a confirmed post of the actor's office that has not ended.

    Raises: Appointment.DoesNotExist.
    """
    by.require(Permission.ACCOUNT_MANAGE)
    rows = Appointment.objects.filter(
        office=by.office_id, confirmed_at__isnull=False, valid_to__isnull=True
    )
    return rows.select_related("officer", "office").prefetch_related("books").get(pk=appointment)


def posts_waiting(by: Actor) -> QuerySet[Appointment]:
    """Return the posts proposed in the actor's office that nobody has confirmed or refused."""
    rows = Appointment.objects.filter(
        office=by.office_id, confirmed_at__isnull=True, refused_at__isnull=True
    )
    rows = rows.select_related("officer", "proposed_by", "replaces").prefetch_related("books")
    return rows.order_by("valid_from", "pk")


def decide_post(*, by: Actor, appointment: int, confirmed: bool) -> Appointment:
    """Let a proposed post take effect, or refuse it; never one's own, never what one proposed.

    Raises: Appointment.DoesNotExist; OwnAccountError.
    """
    by.require(Permission.ACCOUNT_CONFIRM)
    with writing(by) as at:
        waiting = Appointment.objects.filter(
            office=by.office_id, confirmed_at__isnull=True, refused_at__isnull=True
        )
        found = locked(waiting).get(pk=appointment)
        if by.officer_id in {found.officer_id, found.proposed_by_id}:
            raise OwnAccountError
        found.confirmed_by_id = by.officer_id
        if confirmed:
            found.confirmed_at = at
        else:
            found.refused_at = at
        found.save(update_fields=["confirmed_by", "confirmed_at", "refused_at"])
        if confirmed and found.replaces_id is not None:
            _end_before(by, found.replaces_id, found.valid_from)
        action = "officer.post_confirmed" if confirmed else "officer.post_refused"
        record(by, action, found.officer_id, after={"role": found.role})
    return found


def end_post(*, by: Actor, appointment: int, last_day: date) -> Appointment:
    """End a post in the actor's office with a day.

    Raises: Appointment.DoesNotExist; OwnAccountError.
    """
    by.require(Permission.ACCOUNT_MANAGE)
    with writing(by):
        rows = Appointment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=last_day), office=by.office_id
        )
        found = locked(rows).get(pk=appointment)
        if found.officer_id == by.officer_id:
            raise OwnAccountError
        found.valid_to = last_day
        found.save(update_fields=["valid_to"])
        record(by, "officer.post_ended", found.officer_id, after={"last_day": last_day})
    return found


def disable_account(*, by: Actor, officer: UUID, reason: str) -> None:
    """Close an account; whatever it has open ends at once.

    Raises: Officer.DoesNotExist; OwnAccountError.
    """
    with writing(by):
        found = _managed(by, officer)
        found.is_active = False
        found.save(update_fields=["is_active"])
        end_sessions(by=by, officer=found.pk, why=SessionEnd.DISABLED)
        record(by, "officer.disabled", found.pk, reason=reason)


def enable_account(*, by: Actor, officer: UUID, reason: str) -> None:
    """Open a closed account again.

    Raises: Officer.DoesNotExist; OwnAccountError.
    """
    with writing(by):
        found = _managed(by, officer)
        found.is_active = True
        found.save(update_fields=["is_active"])
        record(by, "officer.enabled", found.pk, reason=reason)


def reset_account(*, by: Actor, officer: UUID, reason: str) -> NewAccount:
    """Give a new first password; second factor and unlock code are set up anew with it.

    Raises: Officer.DoesNotExist; OwnAccountError.
    """
    password = first_password()
    with writing(by):
        found = _managed(by, officer)
        found.set_password(password)
        found.must_change_password, found.unlock_code = True, ""
        found.save(update_fields=["password", "must_change_password", "unlock_code"])
        end_factor(by=by, officer=found)
        end_sessions(by=by, officer=found.pk, why=SessionEnd.RESET)
        record(by, "officer.reset", found.pk, reason=reason)
    return NewAccount(found, password)


def change_password(*, by: Actor, officer: Officer, password: str) -> None:
    """Set the officer's own password."""
    with writing(by):
        officer.set_password(password)
        officer.must_change_password = False
        officer.save(update_fields=["password", "must_change_password"])
        record(by, "password.changed", officer.pk)


def _end_before(by: Actor, replaced: int, day: date) -> None:
    """Let the post replaced from `day` on end the day before, unless it ends sooner."""
    last_day = day - timedelta(days=1)
    former = locked(Appointment.objects.filter(pk=replaced)).get()
    if former.valid_to is None or former.valid_to > last_day:
        former.valid_to = last_day
        former.save(update_fields=["valid_to"])
        record(by, "officer.post_ended", former.officer_id, after={"last_day": last_day})


def _require_new(officer: Officer, by: Actor, role: Role, valid_from: date) -> None:
    same = officer.appointments.filter(
        office=by.office_id, role=role.value, valid_from=valid_from, refused_at__isnull=True
    )
    if same.exists():
        raise PostExistsError


def _managed(by: Actor, officer: UUID) -> Officer:
    by.require(Permission.ACCOUNT_MANAGE)
    if officer == by.officer_id:
        raise OwnAccountError
    if not Appointment.objects.filter(officer=officer, office=by.office_id).exists():
        raise Officer.DoesNotExist
    return locked(Officer.objects.filter(pk=officer)).get()
