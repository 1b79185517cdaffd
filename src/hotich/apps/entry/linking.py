"""Who is the person in the book? Links made, undone and made again, each with its decision."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.concluding import (
    NEW_PERSON,
    conclude,
    last_decision,
    live_link,
    withdraw_request,
)
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.descent import seal_earlier
from hotich.apps.entry.evidence import require_shown
from hotich.apps.entry.excluding import notice_linked
from hotich.apps.entry.models import Decision, Link, Mention, Outcome
from hotich.apps.entry.problems import (
    AlreadyLinkedError,
    EvidenceError,
    NotLinkedError,
    PersonSharedError,
    ReasonMissingError,
)
from hotich.apps.entry.second import second_officer
from hotich.apps.entry.typed import Conclusion, Identity
from hotich.apps.entry.values import current_values
from hotich.apps.population import actions as population
from hotich.apps.population.apart import without_apart
from hotich.apps.population.queries import created_person
from hotich.apps.registers.queries import is_held
from hotich.apps.tracking import actions as tracking


def link_mention(
    *,
    by: Actor,
    mention: UUID,
    person: UUID,
    lookup: UUID,
    agreements: Mapping[str, bool] | None = None,
) -> Decision:
    """Recognise the mention as a person whom this look-up of it showed, and decide anew.

    A number asked for meanwhile is withdrawn. In a locked book a second officer must have
    allowed it, and the facts are delivered at once.

    Raises: AlreadyLinkedError; EvidenceError; SecondOfficerError; Mention.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        found = own_mention(by, mention)
        if _is_somebody(mention):
            raise AlreadyLinkedError
        second = second_officer(by, found.entry, at)
        require_shown(mention, lookup, person)
        withdraw_request(by, mention, "linked")
        link = make_link(found, person, by=by, at=at, lookup=lookup, second=second)
        conclusion = Conclusion(Identity.LINK, lookup, person, agreements=agreements or {})
        return _decide(found, conclusion, link, by=by, at=at, second=second)


def conclude_not_found(
    *, by: Actor, mention: UUID, lookup: UUID, life: str, basis: str
) -> Decision:
    """Conclude from a wide look-up that none of the candidates is the person; asks for a number.

    Only one whom the entry is about is ever not found.

    Raises: AlreadyLinkedError; EvidenceError; LifeMissingError; SecondOfficerError;
    Mention.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        found = own_mention(by, mention)
        if not found.principal:
            raise Mention.DoesNotExist
        if _is_somebody(mention):
            raise AlreadyLinkedError
        second = second_officer(by, found.entry, at)
        conclusion = Conclusion(Identity.NONE, lookup, life=life, basis=basis)
        return _decide(found, conclusion, None, by=by, at=at, second=second)


def undo_link(*, by: Actor, mention: UUID, reason: str) -> Decision:
    """Undo the mention's link, or its "not found", with all that came of it; undecided again.

    The case ends, delivered facts are withdrawn, a person created for the mention is voided, a
    number request is withdrawn.

    Raises: ReasonMissingError; NotLinkedError; PersonSharedError; SecondOfficerError;
    Mention.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = own_mention(by, mention)
        last = last_decision(mention)
        was_decided = last is not None and last.outcome == Outcome.NOT_FOUND
        if live_link(mention) is None and not was_decided:
            raise NotLinkedError
        second = second_officer(by, found.entry, at)
        unlink(found, reason.strip(), by=by, at=at, second=second)
        return _decide(found, Conclusion(), None, by=by, at=at, second=second, remark="link_undone")


def person_created(*, by: Actor, mention: UUID, person: UUID) -> Link:
    """Link the mention to the person created for it; the outcome stays not found.

    Sent twice, it links once. In a locked book the facts are delivered at once.

    Raises: AlreadyLinkedError when the mention is linked to another person; NotLinkedError when
    "not found" was undone meanwhile and the person voided.
    """
    with writing(by) as at:
        found = locked(Mention.objects.select_related("entry__book")).get(pk=mention)
        link = live_link(mention)
        if link is not None:
            if link.person != person:
                raise AlreadyLinkedError
            return link
        created = created_person(mention)
        if created is None or created.uuid != person:
            raise NotLinkedError
        link = make_link(found, person, by=by, at=at)
        before = last_decision(mention)
        Decision.objects.create(
            mention=found,
            entry_version=found.entry.version,
            outcome=before.outcome if before else Outcome.NOT_FOUND,
            lookup=before.lookup if before else None,
            link=link,
            remark=NEW_PERSON,
            by_id=by.officer,
            recorded_at=at,
        )
        deliver_mention(by=by, mention=mention)
        return link


def make_link(
    mention: Mention,
    person: UUID,
    *,
    by: Actor,
    at: datetime,
    lookup: UUID | None = None,
    second: UUID | None = None,
) -> Link:
    """Write the link and its audit row, inside a write.

    Raises: EvidenceError when another one of the same entry is linked to the person;
    OwnFamilyError when the person is the actor or his kin.
    """
    others = Link.objects.filter(mention__entry=mention.entry_id, person=person)
    if others.filter(undone_at__isnull=True).exclude(mention=mention).exists():
        raise EvidenceError("same_person")
    link = Link.objects.create(
        mention=mention,
        person=person,
        lookup_id=lookup,
        by_id=by.officer,
        second_id=second,
        recorded_at=at,
    )
    notice_linked(by=by, mention=mention, person=person)
    seal_earlier(by=by, mention=mention, person=person)
    after = {"person": person, "lookup": lookup}
    record(by, "entry.linked", mention.entry_id, subjects=[mention.pk, person], after=after)
    return link


def unlink(
    mention: Mention, reason: str, *, by: Actor, at: datetime, second: UUID | None = None
) -> None:
    """Take back the mention's link and what came of it, inside a write.

    Raises: PersonSharedError.
    """
    created = created_person(mention.pk)
    if created is not None:
        _refuse_shared(mention, created.uuid)
    link = live_link(mention.pk)
    subjects = [mention.pk]
    if link is not None:
        link.undone_at, link.undone_by_id, link.undone_reason = at, by.officer_id, reason[:500]
        link.undone_second_id = second
        link.save(update_fields=["undone_at", "undone_by", "undone_reason", "undone_second"])
        subjects.append(link.person)
        tracking.end_case(by=by, mention=mention.pk, reason=reason)
        population.withdraw_facts(by=by, mention=mention.pk, reason=reason)
        for other in Mention.objects.filter(entry=mention.entry_id).exclude(pk=mention.pk):
            population.withdraw_from(by=by, person=link.person, mention=other.pk, reason=reason)
    if created is not None:
        population.void_person(by=by, person=created.uuid, reason=reason)
    withdraw_request(by, mention.pk, reason)
    record(by, "entry.unlinked", mention.entry_id, subjects=subjects, reason=reason)


def own_mention(by: Actor, uuid: UUID) -> Mention:
    """Return a mention of an entry in a book the office holds, locked for the write.

    Raises: Mention.DoesNotExist.
    """
    rows = Mention.objects.select_related("entry__book", "entry__original_office")
    rows = without_apart(by, rows.filter(entry__voided_at__isnull=True))
    found = locked(rows).get(pk=uuid)
    book = found.entry.book
    if book.voided_at is not None or not is_held(by, book, Permission.ENTRY_TYPE):
        raise Mention.DoesNotExist
    return found


def _is_somebody(mention: UUID) -> bool:
    """Return whether the mention is linked, or a person was created who waits for his link."""
    return live_link(mention) is not None or created_person(mention) is not None


def _refuse_shared(mention: Mention, person: UUID) -> None:
    """Do nothing unless other mentions are linked to the person; they must be unlinked first."""
    others = Link.objects.filter(person=person, undone_at__isnull=True)
    other = others.exclude(mention=mention).select_related("mention").first()
    if other is not None:
        raise PersonSharedError(other.mention.entry_id)


def _decide(
    mention: Mention,
    conclusion: Conclusion,
    link: Link | None,
    *,
    by: Actor,
    at: datetime,
    second: UUID | None,
    remark: str = "",
) -> Decision:
    values = current_values([mention.entry_id])[mention.entry_id]
    decision = conclude(
        mention, values, conclusion, link, by=by, at=at, second=second, remark=remark
    )
    subjects = [mention.pk, *([link.person] if link else [])]
    after = {"outcome": decision.outcome, "version": decision.entry_version}
    record(by, "entry.decided", mention.entry_id, subjects=subjects, after=after)
    if link is not None:
        deliver_mention(by=by, mention=mention.pk)
    return decision
