"""Which of the three outcomes follows from the comparisons?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hotich.core.discrepancies._comparison import FieldComparison, FieldRelation
from hotich.core.words import vi


class Outcome(StrEnum):
    """What the look-up of an entry came to, or that nobody can say yet."""

    UNDECIDED = "undecided"
    INCONSISTENT = "inconsistent"
    NOT_FOUND = "not_found"
    CONSISTENT = "consistent"


OUTCOME_WORDS = {
    Outcome.UNDECIDED: vi("chưa kết luận"),
    Outcome.INCONSISTENT: vi("chưa thống nhất"),
    Outcome.NOT_FOUND: vi("không tìm thấy"),
    Outcome.CONSISTENT: vi("thống nhất"),
}

# The first that holds among the principal mentions is the outcome of the entry.
_ORDER = (Outcome.UNDECIDED, Outcome.INCONSISTENT, Outcome.NOT_FOUND, Outcome.CONSISTENT)


@dataclass(frozen=True)
class Provisional:
    """What can be said before every basic fact is read: the outcome so far, and what is unread."""

    outcome: Outcome
    unread: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        """Whether every basic fact has been typed, or confirmed against the book."""
        return not self.unread


def mention_outcome(comparisons: Iterable[FieldComparison]) -> Outcome:
    """Return CONSISTENT or INCONSISTENT for a linked mention; only basic facts count.

    What still waits for the clerk's word (`unconfirmed`) is no difference yet: ask first.

    Law: QT_1292_2022 step 2.
    """
    differs = any(comparison.basic and comparison.is_difference for comparison in comparisons)
    return Outcome.INCONSISTENT if differs else Outcome.CONSISTENT


def entry_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of an entry from those of its principal mentions; none = undecided."""
    present = set(outcomes)
    return next((outcome for outcome in _ORDER if outcome in present), Outcome.UNDECIDED)


def other_differences(comparisons: Iterable[FieldComparison]) -> tuple[FieldComparison, ...]:
    """Return the differences beyond the basic facts; they join the same case."""
    return tuple(item for item in comparisons if item.is_difference and not item.basic)


def unconfirmed(comparisons: Iterable[FieldComparison]) -> tuple[FieldComparison, ...]:
    """Return the comparisons that wait for the clerk to say whether both mean the same."""
    return tuple(item for item in comparisons if item.needs_confirmation)


def decided(comparison: FieldComparison, *, agrees: bool) -> FieldComparison:
    """Return the comparison after the clerk's word: the same (a remark stays) or a difference."""
    relation = comparison.relation if agrees else FieldRelation.DIFFERS
    return replace(
        comparison, relation=relation, is_difference=not agrees, needs_confirmation=False
    )


def provisional(
    comparisons: Iterable[FieldComparison], read_fields: Collection[str]
) -> Provisional:
    """Return the outcome so far: a difference counts only in fields that have been read.

    `read_fields` holds the ids that were typed, chosen, or confirmed against the book. `unread`
    names the basic facts still to be read, in form order.
    """
    known = tuple(comparisons)
    seen = [comparison for comparison in known if comparison.field_id in read_fields]
    unread = tuple(item.field_id for item in known if item.basic and item not in seen)
    return Provisional(mention_outcome(seen), unread)
