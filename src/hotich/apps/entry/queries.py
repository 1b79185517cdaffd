"""Which entries does an officer see, and what do they say? Always of books his office holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.concluding import last_decision, live_link
from hotich.apps.entry.counting import EntryCounts, counts, counts_by_book, counts_by_type
from hotich.apps.entry.drafting import draft_of, drafts_of
from hotich.apps.entry.finding import MOST as MOST_FOUND
from hotich.apps.entry.finding import find
from hotich.apps.entry.models import (
    Decision,
    Entry,
    EntryNote,
    EntryReturn,
    EntryVersion,
    FieldValue,
    Link,
    Mention,
    Outcome,
    Reservation,
)
from hotich.apps.entry.naming import entry_label, number_label
from hotich.apps.entry.recorded import is_recorded, recorded_values
from hotich.apps.entry.reserving import missing_numbers
from hotich.apps.entry.seeing import get_entry, visible_entries
from hotich.apps.entry.values import current_values, person_facts, register_values
from hotich.apps.family.models import Exclusion
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of
from hotich.core.discrepancies import Outcome as CoreOutcome
from hotich.core.discrepancies import entry_outcome

__all__ = [
    "MOST_FOUND",
    "EntryCounts",
    "any_reservation",
    "counts",
    "counts_by_book",
    "counts_by_type",
    "draft_of",
    "drafts_of",
    "entries_of",
    "entry_label",
    "entry_saved",
    "find",
    "get_entry",
    "get_mention",
    "get_reservation",
    "last_decision",
    "links_of",
    "live_link",
    "missing_numbers",
    "number_label",
    "outcome_of",
    "outcomes_of",
    "person_facts",
    "register_values",
    "returned_entries",
    "typists_of",
    "undecided_entries",
    "values_of",
    "versions_of",
    "visible_entries",
]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The outcome of an entry with what the reader should know of it."""

    outcome: Outcome
    other_differences: bool = False
    waiting: bool = False


def entries_of(by: Actor, book: Book, year: int | None = None) -> QuerySet[Entry]:
    """Return the entries of a book, voided ones left out, by year and number."""
    found = visible_entries(by).filter(book=book)
    if year is not None:
        found = found.filter(year=year)
    return found.order_by("year", "number", "suffix", "occurrence")


def get_reservation(by: Actor, uuid: UUID) -> Reservation:
    """Return the officer's own reservation in a book his office holds.

    Raises: Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    books = books_of(by, Permission.ENTRY_TYPE)
    rows = Reservation.objects.filter(officer=by.officer_id, book__in=books)
    found = without_apart(by, rows)
    return found.select_related("book__original_office", "book__holding_office").get(pk=uuid)


def any_reservation(by: Actor, uuid: UUID) -> Reservation:
    """Return a reservation of any officer in a book the office holds.

    Raises: Reservation.DoesNotExist.
    """
    rows = Reservation.objects.filter(book__in=books_of(by)).select_related("book")
    return without_apart(by, rows).get(pk=uuid)


def entry_saved(by: Actor, uuid: UUID) -> Entry | None:
    """Return the entry that a reservation has become, not a voided one; None while it is typed."""
    return visible_entries(by).filter(pk=uuid).first()


def get_mention(by: Actor, uuid: UUID) -> Mention:
    """Return a mention of an entry the officer sees; raises Mention.DoesNotExist."""
    rows = Mention.objects.filter(entry__in=visible_entries(by))
    return rows.select_related("entry__book", "entry__original_office").get(pk=uuid)


def values_of(entry: Entry) -> dict[str, FieldValue]:
    """Return the values that hold, by field id."""
    return current_values([entry.pk])[entry.pk]


def versions_of(entry: Entry) -> list[EntryVersion]:
    """Return the savings of an entry, newest first."""
    return list(entry.versions.select_related("by").order_by("-version"))


def typists_of(entry: Entry) -> frozenset[UUID]:
    """Return the officers who typed a value or a note of the entry, in any version.

    Whoever handed in what was recorded already has typed nothing.
    """
    handed_over = recorded_values().filter(entry=entry).values("pk")
    rows = FieldValue.objects.filter(entry=entry).exclude(pk__in=handed_over)
    noted = EntryNote.objects.filter(entry=entry).values_list("by", flat=True)
    first = frozenset[UUID]() if is_recorded(entry) else frozenset({entry.by_id})
    return frozenset(rows.values_list("by", flat=True)) | frozenset(noted) | first


def outcome_of(entry: Entry, *, as_of: datetime | None = None) -> Outcome:
    """Return the entry's outcome: the first that holds among its principal mentions."""
    return outcomes_of([entry], as_of=as_of)[entry.pk].outcome


def outcomes_of(
    entries: Iterable[Entry], *, as_of: datetime | None = None
) -> dict[UUID, Conclusion]:
    """Return the conclusions of many entries by UUID, in one query."""
    wanted = [entry.pk for entry in entries]
    decisions = Decision.objects.filter(mention__entry__in=wanted, mention__principal=True)
    if as_of is not None:
        decisions = decisions.filter(recorded_at__lte=as_of)
    last: dict[UUID, dict[UUID, Decision]] = {uuid: {} for uuid in wanted}
    rows = decisions.select_related("mention").order_by("recorded_at", "pk")
    for decision in rows:
        last[decision.mention.entry_id][decision.mention_id] = decision
    return {uuid: _conclusion(found.values()) for uuid, found in last.items()}


def undecided_entries(by: Actor, *, waiting: bool | None = None) -> QuerySet[Entry]:
    """Return the entries with an undecided principal; only those that wait, or do not, if asked."""
    last = Decision.objects.filter(mention=OuterRef("pk")).order_by("-recorded_at", "-pk")
    undecided = Mention.objects.filter(principal=True, entry=OuterRef("pk")).annotate(
        outcome=Subquery(last.values("outcome")[:1]), waits=Subquery(last.values("waiting")[:1])
    )
    undecided = undecided.filter(outcome=Outcome.UNDECIDED)
    if waiting is not None:
        undecided = undecided.filter(waits=waiting)
    return visible_entries(by).filter(Exists(undecided)).order_by("recorded_at")


def returned_entries(by: Actor) -> QuerySet[Entry]:
    """Return the officer's own entries sent back to him and not answered yet.

    Those that came in already recorded are anybody's of the office; so are those that their
    typist must leave to others.
    """
    sent = EntryReturn.objects.filter(entry=OuterRef("pk"), answered_at__isnull=True)
    kept = Exclusion.objects.filter(lifted_at__isnull=True)
    left = kept.filter(officer=OuterRef("by"), entry=OuterRef("pk"))
    recorded = recorded_values().filter(entry=OuterRef("pk"))
    mine = Q(by=by.officer_id) | Exists(recorded) | Exists(left)
    return visible_entries(by).filter(mine, Exists(sent)).order_by("recorded_at")


def links_of(entry: Entry) -> list[Link]:
    """Return all links ever made for the entry's mentions, newest first."""
    rows = Link.objects.filter(mention__entry=entry).select_related("by", "undone_by", "mention")
    return list(rows.order_by("-recorded_at"))


def _conclusion(decisions: Iterable[Decision]) -> Conclusion:
    found = list(decisions)
    outcome = Outcome(entry_outcome(CoreOutcome(one.outcome) for one in found).value)
    return Conclusion(
        outcome,
        any(one.other_differences for one in found) and outcome is Outcome.CONSISTENT,
        any(one.waiting for one in found) and outcome is Outcome.UNDECIDED,
    )
