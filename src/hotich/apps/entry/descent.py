"""Does what differs in an entry tell of an adoption or a recognition? Then the entry is sealed.

A child's parents in the register of births and those in the population database may differ just
because he was adopted or recognised. Whoever reads the difference reads that, so it goes on the
sealed list; also when the adoption or the recognition is typed years of books later.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Link, Mention
from hotich.apps.entry.values import type_of
from hotich.apps.population.models import LifeEvent, Person
from hotich.apps.registers.definitions import definitions
from hotich.apps.tracking.models import Difference, SealReason
from hotich.apps.tracking.sealing import seal_entry
from hotich.core.registers import EventKind

CHILD: Final = "child"
_KINDS: Final[Mapping[EventKind, SealReason]] = {
    EventKind.ADOPTION: SealReason.ADOPTION,
    EventKind.RECOGNITION: SealReason.RECOGNITION,
}
_OF_PARENTS: Final = frozenset(
    {
        "mother_name",
        "father_name",
        "mother_pin",
        "father_pin",
        "mother_birth",
        "father_birth",
        "adoptive_mother_name",
        "adoptive_father_name",
    }
)


def seal_if_told(*, by: Actor, mention: Mention, person: UUID, fields: Iterable[str]) -> None:
    """Seal the mention's entry where these fields differ and say who a child's parents are.

    Only for one who was adopted or recognised, by an entry linked to him, by what happened to him
    or by what the population database says of him. Inside a write.
    """
    if not _tells_of_parents(mention, fields):
        return
    reason = _descent_of(person)
    if reason is not None:
        _seal(mention, reason, by=by)


def seal_earlier(*, by: Actor, mention: Mention, person: UUID) -> None:
    """Seal what stands about the child's parents already, when he is linked as the adopted one.

    Inside a write.
    """
    reason = _reasons().get(mention.entry.register_type)
    if reason is None or mention.role != CHILD:
        return
    differing: dict[UUID, set[str]] = {}
    rows = Difference.objects.filter(case__person=person, voided_at__isnull=True)
    for other, field in rows.values_list("case__mention", "field"):
        differing.setdefault(other, set()).add(field)
    found = Mention.objects.filter(pk__in=differing).select_related("entry__book")
    for one in found.order_by("pk"):
        if _tells_of_parents(one, differing[one.pk]):
            _seal(one, reason, by=by)


def is_told(entry: UUID) -> bool:
    """Return whether what differs in the entry tells of an adoption or a recognition now."""
    differing: dict[tuple[UUID, UUID], set[str]] = {}
    standing = Difference.objects.filter(case__entry=entry, voided_at__isnull=True)
    for mention, person, field in standing.values_list("case__mention", "case__person", "field"):
        if person is not None:
            differing.setdefault((mention, person), set()).add(field)
    found = Mention.objects.filter(pk__in={mention for mention, _person in differing})
    mentions = {one.pk: one for one in found.select_related("entry__book")}
    return any(
        _tells_of_parents(mentions[mention], fields) and _descent_of(person) is not None
        for (mention, person), fields in differing.items()
    )


def _tells_of_parents(mention: Mention, fields: Iterable[str]) -> bool:
    definition = type_of(mention.entry)
    return any(
        definition.has_field(field)
        and definition.field(field).person_field_of(mention.role) in _OF_PARENTS
        for field in fields
    )


def _descent_of(person: UUID) -> SealReason | None:
    """Return how the person came to his parents, where it was otherwise than by birth."""
    reasons = _reasons()
    live = Link.objects.filter(person=person, undone_at__isnull=True, mention__role=CHILD)
    linked = live.filter(
        mention__entry__register_type__in=reasons, mention__entry__voided_at__isnull=True
    )
    code = linked.values_list("mention__entry__register_type", flat=True).first()
    if code is not None:
        return reasons[code]
    kinds = {kind.value: reason for kind, reason in _KINDS.items()}
    events = LifeEvent.objects.filter(person__uuid=person, voided_at__isnull=True, role=CHILD)
    kind = events.filter(kind__in=kinds).values_list("kind", flat=True).first()
    if kind is not None:
        return kinds[kind]
    adopted = Person.objects.filter(uuid=person).exclude(
        adoptive_father_name="", adoptive_mother_name=""
    )
    return SealReason.ADOPTION if adopted.exists() else None


def _seal(mention: Mention, reason: SealReason, *, by: Actor) -> None:
    office = mention.entry.book.holding_office_id
    seal_entry(by=by, entry=mention.entry_id, office=office, reason=reason)


def _reasons() -> dict[str, SealReason]:
    """Return by the code of a register what it registers of a child, for those that do."""
    return {
        one.code: _KINDS[one.event.kind]
        for one in definitions()
        if one.event is not None and one.event.kind in _KINDS
    }
