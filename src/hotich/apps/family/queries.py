"""Who is an officer's family, what has he declared, and which entries are kept from him?"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import officers_of
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.family.finding import Term, term_of
from hotich.apps.family.models import (
    Declaration,
    Exclusion,
    ExclusionGround,
    Kin,
    Lifting,
    Relative,
)
from hotich.apps.family.problems import OwnFamilyError
from hotich.apps.population.models import Person
from hotich.core.names import fold

__all__ = ["Term"]

LASTS = timedelta(days=365)
LEADERS = (Permission.TYPING_LEAD, Permission.ACCOUNT_CONFIRM)
LIST_RIGHTS = (Permission.AUDIT_VIEW, *LEADERS)
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


def grounds_of_kin(officer: UUID, persons: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Return by person, of those who are the officer's kin, what tells it.

    That is the relative he declared who is found in this person, else the person's own ties.
    """
    rows = Kin.objects.filter(officer=officer, person__in=persons, ended_at__isnull=True)
    kin = frozenset(rows.values_list("person", flat=True))
    if not kin:
        return {}
    terms, found = declared_terms(officer), {uuid: frozenset({f"person {uuid}"}) for uuid in kin}
    for one in Person.objects.filter(uuid__in=kin):
        facts = {"folded": fold(one.full_name), "birth": one.birth_date, "pin": one.pin or ""}
        told = frozenset(term.ground for term in terms if term.is_told_by(**facts))
        found[one.uuid] = told or found[one.uuid]
    return found


def officers_of_kin(persons: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Return the officers to whose family one of the people belongs, each with what tells it."""
    rows = Kin.objects.filter(person__in=persons, ended_at__isnull=True)
    return {
        officer: frozenset().union(*grounds_of_kin(officer, persons).values())
        for officer in set(rows.values_list("officer", flat=True))
    }


def officers_told_by(
    names: Collection[tuple[str, str]], pins: Collection[str]
) -> dict[UUID, frozenset[str]]:
    """Return the officers who declared one of these people, each with what tells it.

    `names` are pairs of a name without accents and an ISO birth date; only a full one tells.
    """
    said = Q(pin__in=[pin for pin in pins if pin])
    for folded, birth in names:
        if folded and len(birth) == _DAY:
            said |= Q(folded=folded, birth=birth)
    found: dict[UUID, frozenset[str]] = {}
    for one in Relative.objects.filter(said, voided_at__isnull=True):
        ground = frozenset({term_of(one).ground})
        found[one.officer_id] = found.get(one.officer_id, frozenset()) | ground
    return found


def entries_apart(by: Actor) -> QuerySet[Exclusion, UUID]:
    """Return the entries that are kept from the officer, for `exclude`."""
    return _in_force(by.officer).values_list("entry", flat=True)


def known_grounds(officer: UUID) -> dict[UUID, frozenset[str]]:
    """Return by entry what keeps it from the officer, and what once did and was lifted."""
    rows = ExclusionGround.objects.filter(exclusion__officer=officer)
    found: dict[UUID, frozenset[str]] = {}
    for entry, ground in rows.values_list("exclusion__entry", "ground"):
        found[entry] = found.get(entry, frozenset()) | {ground}
    return found


def new_grounds(officer: UUID, entry: UUID, grounds: Collection[str]) -> frozenset[str]:
    """Return of these grounds what two people have not lifted for this officer and entry."""
    rows = ExclusionGround.objects.filter(
        exclusion__officer=officer, exclusion__entry=entry, exclusion__lifted_at__isnull=False
    )
    return frozenset(grounds) - frozenset(rows.values_list("ground", flat=True))


def is_kept_from(officer: UUID, entry: UUID) -> bool:
    """Return whether the officer must leave the entry to others."""
    return _in_force(officer).filter(entry=entry).exists()


def refuse_kept_from(by: Actor, entry: UUID) -> None:
    """Do nothing unless the officer must leave the entry to others.

    Raises: OwnFamilyError.
    """
    row = _in_force(by.officer).filter(entry=entry).first()
    if row is not None:
        raise OwnFamilyError(entry, row.why)


def exclusions(by: Actor) -> QuerySet[Exclusion]:
    """Return the entries of the office kept from officers, newest first; never the actor's own.

    Lifted ones, too.

    Raises: NotPermittedError for all but leaders and the auditor.
    """
    if not any(by.may(right) for right in LIST_RIGHTS):
        raise NotPermittedError(Permission.AUDIT_VIEW)
    rows = Exclusion.objects.filter(office=by.office_id).exclude(officer=by.officer)
    return rows.select_related("officer").order_by("-recorded_at", "pk")


def liftings_of(rows: Iterable[Exclusion]) -> dict[UUID, Lifting]:
    """Return by exclusion what was proposed or confirmed to lift it."""
    found = Lifting.objects.filter(exclusion__in=list(rows), dropped_at__isnull=True)
    return {one.exclusion_id: one for one in found.select_related("by", "confirmed_by")}


def liftable(by: Actor, rows: Iterable[Exclusion]) -> frozenset[UUID]:
    """Return which of the exclusions the leader may have a part in lifting.

    None that concerns himself or somebody who shares a relative with him, nor one of an entry
    that is kept from him, too.
    """
    if by.officer is None or not any(by.may(right) for right in LEADERS):
        return frozenset()
    found = [one for one in rows if one.lifted_at is None and one.officer_id != by.officer]
    mine = _in_force(by.officer).filter(entry__in=[one.entry for one in found])
    kept = set(mine.values_list("entry", flat=True))
    officers = {one.officer_id for one in found}
    kin = {one for one in officers if _are_kin(by.officer, one)}
    return frozenset(one.pk for one in found if one.entry not in kept and one.officer_id not in kin)


def _are_kin(one: UUID, other: UUID) -> bool:
    """Return whether the officers have somebody of their families in common."""
    if own_family(one) & own_family(other):
        return True
    theirs = declared_terms(other)
    return any(
        term.is_told_by(folded=mine.folded, birth=mine.birth, pin=mine.pin)
        for mine in declared_terms(one)
        for term in theirs
    )


def _in_force(officer: UUID | None) -> QuerySet[Exclusion]:
    return Exclusion.objects.filter(officer=officer, lifted_at__isnull=True)


def _live(officer: UUID) -> QuerySet[Relative]:
    rows = Relative.objects.filter(officer=officer, voided_at__isnull=True)
    return rows.order_by("recorded_at", "pk")
