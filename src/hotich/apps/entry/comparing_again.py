"""Entries decided before a written place was resolved are weighed again, when a clerk says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.concluding import NEW_PERSON, last_decision, live_link
from hotich.apps.entry.correcting import decide_again
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Decision, Link, Mention, PlaceResolution
from hotich.apps.entry.places import changed_at, get_resolution, place_values, texts_with_key
from hotich.apps.entry.values import type_of
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import with_state
from hotich.core.discrepancies import compared_key

LOCKED = frozenset({State.LOCKED, State.HANDED_OVER})
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Due:
    """The linked people whose comparison the resolution changes, not weighed again since.

    `mentions` the officer may weigh now; `held_back` are in books whose data are locked, where
    the one who resolved the place needs another officer.
    """

    mentions: tuple[UUID, ...]
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """How many people were compared again, of how many the outcome changed, and what is left."""

    done: int
    changed: int
    left: int


def due_of(by: Actor, resolution: PlaceResolution) -> Due:
    """Return who waits to be compared again because of the resolution, or of its voiding."""
    values = place_values(by).filter(
        text__in=texts_with_key(by, resolution.key),
        entry__year__gte=resolution.first_year,
        entry__year__lte=resolution.last_year,
    )
    fields: dict[UUID, set[str]] = {}
    for entry, field in values.order_by().values_list("entry", "field"):
        fields.setdefault(entry, set()).add(field)
    live = Link.objects.filter(mention=OuterRef("pk"), undone_at__isnull=True)
    last = Decision.objects.filter(mention=OuterRef("pk")).order_by("-recorded_at", "-pk")
    rows = (
        Mention.objects.filter(entry__in=list(fields))
        .annotate(
            person=Subquery(live.values("person")[:1]),
            decided_at=Subquery(last.values("recorded_at")[:1]),
            said=Subquery(last.values("remark")[:1]),
        )
        .filter(person__isnull=False, decided_at__lt=changed_at(resolution))
        .exclude(said=NEW_PERSON)
        .select_related("entry__book", "entry__original_office")
        .order_by("entry__year", "entry__number", "pk")
    )
    found = [row for row in rows if _is_told(row, fields[row.entry_id])]
    frozen = _locked_books(found) if _author(resolution) == by.officer else frozenset()
    free = tuple(row.pk for row in found if row.entry.book_id not in frozen)
    return Due(free, len(found) - len(free))


def compare_again(*, by: Actor, resolution: UUID, most: int = AT_ONCE) -> Compared:
    """Compare up to `most` of those who wait, each in a write of his own; done twice is done once.

    In a book whose data are locked, the one who resolved the place is the second officer.

    Raises: PlaceResolution.DoesNotExist.
    """
    row = get_resolution(by, resolution)
    due = due_of(by, row)
    changed = sum(_compare(by, mention, row) for mention in due.mentions[:most])
    done = min(most, len(due.mentions))
    return Compared(done, changed, len(due.mentions) - done)


def _compare(by: Actor, mention: UUID, resolution: PlaceResolution) -> bool:
    """Weigh one mention again; return whether its outcome changed."""
    rows = Mention.objects.select_related("entry__book", "entry__original_office")
    with writing(by) as at:
        found = locked(rows).get(pk=mention)
        before, link = last_decision(mention), live_link(mention)
        if link is None or before is None or before.recorded_at > changed_at(resolution):
            return False  # somebody was quicker
        second = _author(resolution) if _locked_books([found]) else None
        after = decide_again(by, found, at, second=second)
        outcome = after.outcome if after else before.outcome
        record(
            by,
            "entry.compared_again",
            found.entry_id,
            subjects=[mention, link.person],
            reason=resolution.basis,
            before={"outcome": before.outcome},
            after={"outcome": outcome, "resolution": resolution.pk},
        )
        deliver_mention(by=by, mention=mention)
    return outcome != before.outcome


def _is_told(mention: Mention, fields: Iterable[str]) -> bool:
    """Return whether one of the fields is compared with the mention's person."""
    definition = type_of(mention.entry)
    return any(
        compared_key(definition.field(one), mention.role) is not None
        for one in fields
        if definition.has_field(one)
    )


def _author(resolution: PlaceResolution) -> UUID:
    """Return who resolved the place, or voided the resolution."""
    return resolution.voided_by_id or resolution.by_id


def _locked_books(mentions: Iterable[Mention]) -> frozenset[UUID]:
    books = Book.objects.filter(pk__in={one.entry.book_id for one in mentions})
    frozen = {"state__in": [state.value for state in LOCKED]}
    return frozenset(with_state(books).filter(**frozen).values_list("pk", flat=True))
