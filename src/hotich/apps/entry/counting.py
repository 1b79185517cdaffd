"""How many entries came to which outcome by a moment? By the last decisions recorded by then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import (
    Case,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from hotich.apps.entry.models import Decision, Mention, Outcome
from hotich.apps.registers.models import Book

# The first that holds among the principal mentions is the outcome of the entry.
_ORDER = (Outcome.UNDECIDED, Outcome.INCONSISTENT, Outcome.NOT_FOUND, Outcome.CONSISTENT)


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """Entries by outcome; consistent + inconsistent + not_found + undecided = entered."""

    entered: int = 0
    consistent_clean: int = 0
    consistent_other: int = 0
    inconsistent: int = 0
    not_found: int = 0
    undecided: int = 0
    # Of the undecided, those whose look-up waits for a silent register.
    waiting: int = 0

    @property
    def consistent(self) -> int:
        """Return all whose basic facts agree, with other differences or without."""
        return self.consistent_clean + self.consistent_other

    def __add__(self, other: "EntryCounts") -> "EntryCounts":
        """Return the sums."""
        sums = {
            one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)
        }
        return EntryCounts(**sums)


def counts(books: Iterable[Book], *, as_of: datetime) -> EntryCounts:
    """Return the entries of the books by outcome as they stood at `as_of`."""
    return sum(counts_by_type(books, as_of=as_of).values(), EntryCounts())


def counts_by_type(books: Iterable[Book], *, as_of: datetime) -> dict[str, EntryCounts]:
    """Return the entries of the books by register type and outcome as they stood at `as_of`."""
    return _counted(books, "entry__register_type", as_of)


def counts_by_book(books: Iterable[Book], *, as_of: datetime) -> dict[UUID, EntryCounts]:
    """Return the entries by the book's UUID and outcome as they stood at `as_of`."""
    return _counted(books, "entry__book", as_of)


Group = TypeVar("Group", str, UUID)


def _counted(books: Iterable[Book], key: str, as_of: datetime) -> dict[Group, EntryCounts]:
    not_voided = Q(entry__voided_at__isnull=True) | Q(entry__voided_at__gt=as_of)
    mentions = Mention.objects.filter(
        not_voided,
        principal=True,
        entry__book__in=[book.pk for book in books],
        entry__recorded_at__lte=as_of,
    )
    rows = (
        mentions.annotate(**_last(as_of))
        .values(key, "entry")
        .annotate(rank=Min("ranked"), differing=Max("others"), unanswered=Max("silent"))
        .values_list(key, "rank", "differing", "unanswered")
    )
    found: dict[Group, EntryCounts] = {}
    for group, rank, other, waits in rows:
        found[group] = found.get(group, EntryCounts()) + _one(_ORDER[rank], other, waits)
    return found


def _one(outcome: Outcome, other: int, waits: int) -> EntryCounts:
    names: Mapping[Outcome, str] = {
        Outcome.UNDECIDED: "undecided",
        Outcome.INCONSISTENT: "inconsistent",
        Outcome.NOT_FOUND: "not_found",
        Outcome.CONSISTENT: "consistent_other" if other else "consistent_clean",
    }
    waiting = int(bool(waits) and outcome is Outcome.UNDECIDED)
    return EntryCounts(entered=1, waiting=waiting, **{names[outcome]: 1})


def _last(as_of: datetime) -> dict[str, Combinable]:
    rows = Decision.objects.filter(mention=OuterRef("pk"), recorded_at__lte=as_of)
    last = rows.order_by("-recorded_at", "-pk")
    ranks = [When(said=code, then=Value(rank)) for rank, code in enumerate(_ORDER)]
    return {
        "said": Subquery(last.values("outcome")[:1]),
        "other": Subquery(last.values("other_differences")[:1]),
        "waits": Subquery(last.values("waiting")[:1]),
        "ranked": Case(*ranks, default=Value(0), output_field=IntegerField()),
        "others": Case(When(other=True, then=Value(1)), default=Value(0)),
        "silent": Case(When(waits=True, then=Value(1)), default=Value(0)),
    }
