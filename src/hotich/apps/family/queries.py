"""Who is an officer's family, what has he declared, and which entries are kept from him?"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import officers_of
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.family.finding import Term, term_of
from hotich.apps.family.models import Declaration, Exclusion, Kin, Relative
from hotich.apps.family.problems import OwnFamilyError

__all__ = ["Term"]

LASTS = timedelta(days=365)
LIST_RIGHTS = (Permission.AUDIT_VIEW, Permission.TYPING_LEAD)
_DAY = 10


def own_family(officer: UUID) -> frozenset[UUID]:
    """Return the people of the population register who are the officer himself or his kin."""
    rows = Kin.objects.filter(officer=officer, ended_at__isnull=True)
    return frozenset(rows.values_list("person", flat=True))


def is_own_family(by: Actor, persons: Collection[UUID]) -> bool:
    """Return whether one of the people is the actor or his kin; a process has none."""
    if by.officer is None or not persons:
        return False
    rows = Kin.objects.filter(officer=by.officer, person__in=persons, ended_at__isnull=True)
    return rows.exists()


def declared_terms(officer: UUID) -> tuple[Term, ...]:
    """Return what tells the people the officer has declared, for facts without a link."""
    return tuple(term_of(one) for one in _live(officer))


def relatives_of(officer: UUID) -> list[Relative]:
    """Return what the officer has declared, in the order of declaring; withdrawn rows too."""
    return list(Relative.objects.filter(officer=officer).order_by("recorded_at", "pk"))


def get_relative(by: Actor, uuid: UUID) -> Relative:
    """Return a relative in force of the actor's own list; raises Relative.DoesNotExist."""
    return _live(by.officer_id).get(pk=uuid)


def last_declaration(officer: UUID) -> Declaration | None:
    """Return when the officer last said that his list is complete; None if never."""
    return Declaration.objects.filter(officer=officer).order_by("-recorded_at").first()


def is_due(officer: UUID, *, day: date) -> bool:
    """Return whether the officer is to declare: never done, or longer ago than a year."""
    last = last_declaration(officer)
    return last is None or localdate(last.recorded_at) + LASTS <= day


def standing_of(by: Actor, *, day: date) -> list[tuple[Officer, Declaration | None, bool]]:
    """Return the officers of the office, each with his last declaration and whether it is due.

    Raises: NotPermittedError for all but the auditor.
    """
    by.require(Permission.FAMILY_VIEW)
    return [
        (one, last_declaration(one.pk), is_due(one.pk, day=day))
        for one in officers_of(by.office_id, day=day)
    ]


def officer_of(by: Actor, officer: UUID, *, day: date) -> Officer:
    """Return an officer of the office whose declaration the auditor may see.

    Raises: NotPermittedError; Officer.DoesNotExist.
    """
    by.require(Permission.FAMILY_VIEW)
    return officers_of(by.office_id, day=day).get(pk=officer)


def officers_of_kin(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return the officers to whose family one of the people belongs."""
    rows = Kin.objects.filter(person__in=persons, ended_at__isnull=True)
    return frozenset(rows.values_list("officer", flat=True))


def officers_told_by(names: Collection[tuple[str, str]], pins: Collection[str]) -> frozenset[UUID]:
    """Return the officers who declared one of these people.

    `names` are pairs of a name without accents and an ISO birth date; only a full one tells.
    """
    said = Q(pin__in=[pin for pin in pins if pin])
    for folded, birth in names:
        if folded and len(birth) == _DAY:
            said |= Q(folded=folded, birth=birth)
    rows = Relative.objects.filter(said, voided_at__isnull=True)
    return frozenset(rows.values_list("officer", flat=True))


def entries_apart(by: Actor) -> QuerySet[Exclusion, UUID]:
    """Return the entries that are kept from the officer, for `exclude`."""
    return Exclusion.objects.filter(officer=by.officer).values_list("entry", flat=True)


def entries_kept_from(officer: UUID) -> frozenset[UUID]:
    """Return the entries that the officer must leave to others."""
    rows = Exclusion.objects.filter(officer=officer)
    return frozenset(rows.values_list("entry", flat=True))


def is_kept_from(officer: UUID, entry: UUID) -> bool:
    """Return whether the officer must leave the entry to others."""
    return Exclusion.objects.filter(officer=officer, entry=entry).exists()


def refuse_kept_from(by: Actor, entry: UUID) -> None:
    """Do nothing unless the officer must leave the entry to others.

    Raises: OwnFamilyError.
    """
    row = Exclusion.objects.filter(officer=by.officer, entry=entry).first()
    if row is not None:
        raise OwnFamilyError(entry, row.why)


def exclusions(by: Actor) -> QuerySet[Exclusion]:
    """Return the entries of the office kept from officers, newest first; never the actor's own.

    Raises: NotPermittedError for all but the leader and the auditor.
    """
    if not any(by.may(right) for right in LIST_RIGHTS):
        raise NotPermittedError(Permission.AUDIT_VIEW)
    rows = Exclusion.objects.filter(office=by.office_id).exclude(officer=by.officer)
    return rows.select_related("officer").order_by("-recorded_at", "pk")


def _live(officer: UUID) -> QuerySet[Relative]:
    rows = Relative.objects.filter(officer=officer, voided_at__isnull=True)
    return rows.order_by("recorded_at", "pk")
