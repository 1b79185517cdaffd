"""How far had an office come at a moment? Counted from the dated rows of every lower room.

The same office and moment give the same figures for ever: nothing here reads a column that a
later act overwrites without a date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from hotich.apps.checking.queries import CheckCounts
from hotich.apps.checking.queries import counts_by_type as checks_by_type
from hotich.apps.entry.models import Decision, Entry, Mention, Outcome
from hotich.apps.entry.queries import EntryCounts, counts_by_type
from hotich.apps.handover.queries import counts_by_type as handed_over_by_type
from hotich.apps.population.queries import count_numbers
from hotich.apps.registers.definitions import place
from hotich.apps.registers.models import Book, YearlyClosing
from hotich.apps.registers.queries import books_held, closings_in_force, sum_declared
from hotich.apps.tracking.queries import mentions_with_open_case
from hotich.core.reporting import FIGURES, Count, check_sums, sum_of, week

FORMAT = 1
# Fewer than the variables a statement may have, on both databases.
_TOGETHER = 5000


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures per register type at a moment, in the order in which types are entered.

    `undeclared` counts, per type, the books that declare no entries for one of their years.
    """

    counts: tuple[Count, ...]
    undeclared: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says in figures: totals, and what came since the periodic report before."""

    total: tuple[Count, ...]
    week: tuple[Count, ...]
    undeclared: Mapping[str, int]

    @property
    def wrong_sums(self) -> tuple[str, ...]:
        """The register types whose outcomes do not add up to their entered."""
        return check_sums(self.total)

    @property
    def total_sum(self) -> Count:
        """The totals of all types together."""
        return sum_of(self.total)

    @property
    def week_sum(self) -> Count:
        """The week of all types together."""
        return sum_of(self.week)

    def as_json(self) -> dict[str, object]:
        """Return the figures as a report keeps them."""
        return {
            "format": FORMAT,
            "total": {one.register_type: one.figures() for one in self.total},
            "week": {one.register_type: one.figures() for one in self.week},
            "undeclared": dict(self.undeclared),
        }


def from_json(kept: Mapping[str, Mapping[str, object]]) -> Figures:
    """Return the figures that a report keeps; a figure it does not know is nought."""
    return Figures(
        total=_counts(kept["total"]),
        week=_counts(kept["week"]),
        undeclared={kind: _whole(count) for kind, count in kept["undeclared"].items()},
    )


def figures_at(office: UUID, *, as_of: datetime, before: datetime | None) -> Figures:
    """Return the figures of a report with that `as_of` whose week began at `before`."""
    now = totals_at(office, as_of=as_of)
    earlier = totals_at(office, as_of=before).counts if before is not None else ()
    return figures_since(now, earlier)


def figures_since(now: Totals, earlier: Iterable[Count]) -> Figures:
    """Return the totals with what came since the earlier ones; a type that left stays, at nought.

    So a book that went to another office shows as fewer books, and not as none that ever were.
    """
    before = list(earlier)
    here = {one.register_type for one in now.counts}
    gone = [Count(one.register_type) for one in before if one.register_type not in here]
    every = _in_order((*now.counts, *gone))
    return Figures(every, week(every, before), now.undeclared)


def totals_at(office: UUID, *, as_of: datetime) -> Totals:
    """Return the figures of the books the office held at `as_of`, per register type."""
    books = books_held(office, as_of=as_of)
    groups: dict[str, list[Book]] = defaultdict(list)
    for book in books:
        groups[book.register_type].append(book)
    closings = _closings(books, as_of)
    every = [book for group in groups.values() for book in group]
    outcomes = counts_by_type(every, as_of=as_of)
    signed = checks_by_type(every, as_of=as_of)
    still_open = _inconsistent_open(every, as_of)
    handed_over = handed_over_by_type(every, as_of=as_of)
    found, undeclared = [], {}
    for kind, group in groups.items():
        declared = sum_declared(one for book in group for one in closings[book.pk])
        entered = outcomes.get(kind, EntryCounts())
        numbers = count_numbers(entries=_entry_keys(group, as_of), as_of=as_of)
        undeclared[kind] = sum(not _declares(closings[book.pk]) for book in group)
        found.append(
            Count(
                kind,
                books=len(group),
                declared=declared.entries or 0,
                entered=entered.entered,
                consistent_clean=entered.consistent_clean,
                consistent_other=entered.consistent_other,
                inconsistent_open=still_open[kind],
                inconsistent_closed=entered.inconsistent - still_open[kind],
                not_found=entered.not_found,
                undecided=entered.undecided,
                numbers_given=numbers.given,
                numbers_pending=numbers.pending,
                cross_checked=signed.get(kind, CheckCounts()).checked,
                handed_over=handed_over.get(kind, 0),
            )
        )
    return Totals(_in_order(found), {kind: count for kind, count in undeclared.items() if count})


def _entry_keys(books: Sequence[Book], as_of: datetime) -> QuerySet[Entry, UUID]:
    return _entries(books, as_of).values_list("pk", flat=True)


def _entries(books: Sequence[Book], as_of: datetime) -> QuerySet[Entry]:
    there = Q(voided_at__isnull=True) | Q(voided_at__gt=as_of)
    return Entry.objects.filter(there, book__in=[book.pk for book in books], recorded_at__lte=as_of)


def _inconsistent_open(books: Sequence[Book], as_of: datetime) -> dict[str, int]:
    """Return by type the inconsistent entries of which a principal's case was open then."""
    decisions = Decision.objects.filter(mention=OuterRef("pk"), recorded_at__lte=as_of)
    last = decisions.order_by("-recorded_at", "-pk").values("outcome")[:1]
    rows = (
        Mention.objects.filter(principal=True, entry__in=_entries(books, as_of))
        .annotate(said=Subquery(last))
        .values_list("entry__register_type", "entry", "pk", "said")
    )
    by_entry: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    undecided: set[UUID] = set()
    for kind, entry, mention, said in rows:
        if said == Outcome.INCONSISTENT:
            by_entry[kind, entry].append(mention)
        elif said in {None, Outcome.UNDECIDED}:
            undecided.add(entry)
    wanted = [mention for mentions in by_entry.values() for mention in mentions]
    still = {one for part in _parts(wanted) for one in mentions_with_open_case(part, as_of=as_of)}
    found: dict[str, int] = defaultdict(int)
    for (kind, entry), mentions in by_entry.items():
        if entry not in undecided and not still.isdisjoint(mentions):
            found[kind] += 1
    return found


def _closings(books: QuerySet[Book], as_of: datetime) -> dict[UUID, list[YearlyClosing]]:
    found: dict[UUID, list[YearlyClosing]] = defaultdict(list)
    for closing in closings_in_force(books, at=as_of):
        found[closing.book_id].append(closing)
    return found


def _declares(closings: Sequence[YearlyClosing]) -> bool:
    return bool(closings) and all(one.declared_entries is not None for one in closings)


def _in_order(counts: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda one: place(one.register_type)))


def _counts(kept: Mapping[str, object]) -> tuple[Count, ...]:
    return _in_order(
        Count(kind, **{name: _whole(row.get(name, 0)) for name in FIGURES})
        for kind, row in kept.items()
        if isinstance(row, Mapping)
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _parts(mentions: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(mentions), _TOGETHER):
        yield mentions[start : start + _TOGETHER]
