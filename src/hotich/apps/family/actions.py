"""An officer declares his family, and entries are kept from him: each a dated, audited row."""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.family.finding import found_persons
from hotich.apps.family.models import (
    Declaration,
    Exclusion,
    ExclusionGround,
    Kin,
    Relation,
    Relative,
    Why,
)
from hotich.apps.family.problems import (
    DeclaredAlreadyError,
    NothingDeclaredError,
    ReasonMissingError,
)
from hotich.apps.family.queries import new_grounds
from hotich.core.names import fold, verbatim

# What higher rooms do when an officer's family has changed: actor, officer.
Follower = Callable[[Actor, UUID], None]


def declare_relative(
    *, by: Actor, relation: Relation, full_name: str, birth: str = "", pin: str = ""
) -> Relative:
    """Write down one of the officer's kin, or himself; return the row.

    The population register is searched for him at once, and entries about him are kept from the
    officer from now on. `birth` is ISO of any precision.

    Raises: DeclaredAlreadyError.

    Law: LUAT_HO_TICH_2014 art. 12(1)h.
    """
    name = verbatim(full_name).strip()[:500]
    with writing(by) as at:
        live = Relative.objects.filter(officer=by.officer_id, voided_at__isnull=True)
        held = live.filter(folded=fold(name), birth=birth, pin=pin, relation=relation)
        himself = live.filter(relation=Relation.SELF)
        if held.exists() or (relation == Relation.SELF and himself.exists()):
            raise DeclaredAlreadyError
        row = Relative.objects.create(
            officer_id=by.officer_id,
            relation=relation,
            full_name=name,
            folded=fold(name)[:500],
            birth=birth,
            pin=pin,
            recorded_at=at,
        )
        after = {"relation": relation, "name": name, "birth": birth, "pin": pin}
        record(by, "family.declared", row.pk, after=after)
        find_kin(by=by, officer=by.officer_id)
    return row


def withdraw_relative(*, by: Actor, relative: UUID, reason: str) -> None:
    """Take a declared person off the officer's list; what was kept from him stays so.

    Raises: ReasonMissingError; Relative.DoesNotExist.
    """
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        rows = Relative.objects.filter(officer=by.officer_id, voided_at__isnull=True)
        row = locked(rows).get(pk=relative)
        row.voided_at, row.void_reason = at, reason.strip()[:500]
        row.save(update_fields=["voided_at", "void_reason"])
        record(by, "family.withdrawn", row.pk, reason=reason.strip())
        find_kin(by=by, officer=by.officer_id)


def declare_complete(*, by: Actor) -> Declaration:
    """Let the officer say that his list is complete today; the register is searched anew.

    Raises: NothingDeclaredError while he has not declared himself.
    """
    with writing(by) as at:
        live = Relative.objects.filter(officer=by.officer_id, voided_at__isnull=True)
        if not live.filter(relation=Relation.SELF).exists():
            raise NothingDeclaredError
        row = Declaration.objects.create(
            officer_id=by.officer_id, relatives=live.count(), recorded_at=at
        )
        record(by, "family.complete", row.pk, after={"relatives": row.relatives})
        find_kin(by=by, officer=by.officer_id)
    return row


def view_declaration(*, by: Actor, officer: UUID) -> None:
    """Put on record that the officer's declaration is about to be shown."""
    with writing(by):
        record(by, "family.viewed", officer)


def find_kin(*, by: Actor, officer: UUID) -> frozenset[UUID]:
    """Search the register for the officer's kin anew, keep the rows, and return the new people.

    Entries that speak of them are kept from the officer in the same write.
    """
    live = Relative.objects.filter(officer=officer, voided_at__isnull=True)
    wanted = found_persons(live)
    with writing(by) as at:
        rows = Kin.objects.filter(officer=officer, ended_at__isnull=True)
        held = set(rows.values_list("person", flat=True))
        rows.exclude(person__in=wanted).update(ended_at=at)
        new = [uuid for uuid in wanted if uuid not in held]
        Kin.objects.bulk_create(
            Kin(officer_id=officer, person=uuid, ground=wanted[uuid], recorded_at=at)
            for uuid in new
        )
        if new or held - set(wanted):
            record(by, "family.found", officer, subjects=new)
        for path in settings.FAMILY_FOLLOWERS:
            follower: Follower = import_string(path)
            follower(by, officer)
    return frozenset(new)


def follow_ties(*, by: Actor, persons: frozenset[UUID]) -> None:
    """Search anew for the officers of whose family one of the people is, inside a write.

    Called when people have got each other's numbers: a tie that was not there before.
    """
    rows = Kin.objects.filter(person__in=persons, ended_at__isnull=True)
    for officer in sorted(set(rows.values_list("officer", flat=True)), key=str):
        find_kin(by=by, officer=officer)


def keep_apart(
    *,
    by: Actor,
    officer: UUID,
    entry: UUID,
    office: UUID,
    number: str,
    book: str,
    why: Why,
    grounds: Collection[str] = (),
    handed_on: bool = False,
) -> bool:
    """Keep an entry from an officer from now on; return whether that is new.

    Called by the rooms that hold entries. `number` and `book` are their labels, `grounds` what
    tells that it is about his family. For grounds that two people have lifted nothing is done.
    """
    told = new_grounds(officer, entry, grounds or (why.value,))
    if not told:
        return False
    with writing(by) as at:
        row, is_new = Exclusion.objects.get_or_create(
            officer_id=officer,
            entry=entry,
            lifted_at=None,
            defaults={
                "office": office,
                "number": number[:60],
                "book": book[:300],
                "why": why,
                "handed_on": handed_on,
                "recorded_at": at,
            },
        )
        held = set(row.grounds.values_list("ground", flat=True))
        ExclusionGround.objects.bulk_create(
            ExclusionGround(exclusion=row, ground=ground[:60], recorded_at=at)
            for ground in sorted(told - held)
        )
        if is_new:
            after = {"officer": officer, "handed_on": handed_on}
            record(by, "family.kept_apart", entry, reason=why.value, after=after)
        return is_new


def move_exclusions(*, by: Actor, entries: Iterable[UUID], office: UUID) -> int:
    """Let those who lead the office that has got the book see what is kept from whom.

    Return how many went along. For the officers themselves nothing changes.
    """
    with writing(by):
        rows = Exclusion.objects.filter(entry__in=list(entries)).exclude(office=office)
        moved = 0
        for row in locked(rows):
            before = {"office": row.office}
            row.office = office
            row.save(update_fields=["office"])
            after = {"office": office}
            record(by, "family.exclusion_moved", row.entry, before=before, after=after)
            moved += 1
        return moved
