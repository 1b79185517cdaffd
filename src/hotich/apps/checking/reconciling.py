"""Does a book hold as many acts as it declares? The rule, over plain rows.

The rule, for each year of a book:

    declared = entered + counted gaps - excess

A gap is *counted* when it names a number and an act could have stood under it: blank, missing or
cancelled. A jump (a number the numbering skipped) explains the number and counts for nothing, and
so does a page alone. An excess is how many acts more (+) or fewer (-) the book holds than its
closing says, recorded with a reason. Where nothing is declared, a recorded excess (nought, as a
rule) takes the place of the sum.

A year is *settled* when the sum holds, every number up to the last one is entered, a gap, or in
another book of the same sequence, and no number is both entered and a gap. Numbers that stand
twice are listed first and neither settle nor unsettle it: old books do hold 87 twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Kinds of gap under whose number an act could have stood.
COUNTED = frozenset({"blank", "missing", "cancelled"})


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """An entry's number in its year; the suffix tells 87 from 87bis."""

    number: int
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    """A recorded gap: its kind and its number; no number for a page alone."""

    kind: str
    number: Number | None = None

    @property
    def counts(self) -> bool:
        """Whether the declared total counts it."""
        return self.number is not None and self.kind in COUNTED


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Numbers without a break, both ends included."""

    first: int
    last: int

    def __len__(self) -> int:
        """Return how many numbers it holds."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class YearRows:
    """What is known of one year of a book.

    `entered` holds a number once per entry. `elsewhere` are the numbers of the same sequence that
    other books hold. `excess` is None when nothing was recorded.
    """

    year: int
    declared: int | None
    entered: tuple[Number, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    excess: int | None = None
    elsewhere: frozenset[Number] = frozenset()


@dataclass(frozen=True, slots=True)
class YearResult:
    """What one year came to. `difference` is what the sum lacks (+) or has too much (-)."""

    year: int
    declared: int | None
    entered: int
    counted_gaps: int
    excess: int | None
    difference: int | None
    unexplained: tuple[Span, ...]
    repeated: tuple[Number, ...]
    contradicted: tuple[Number, ...]

    @property
    def is_equal(self) -> bool:
        """Whether the sum holds."""
        return self.excess is not None if self.difference is None else self.difference == 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing of the year is left to be explained."""
        return self.is_equal and not self.unexplained and not self.contradicted

    @property
    def surplus(self) -> int:
        """Return how many acts are too many; nought where the sum holds or lacks some."""
        return max(0, -(self.difference or 0))

    @property
    def unexplained_count(self) -> int:
        """Return how many numbers nobody has explained."""
        return sum(len(span) for span in self.unexplained)


def reconcile_year(rows: YearRows) -> YearResult:
    """Return what the year comes to under the rule of this module."""
    counted = sum(gap.counts for gap in rows.gaps)
    gap_numbers = {gap.number for gap in rows.gaps if gap.number is not None}
    stands = Counter(rows.entered)
    difference = None
    if rows.declared is not None:
        difference = rows.declared + (rows.excess or 0) - len(rows.entered) - counted
    return YearResult(
        year=rows.year,
        declared=rows.declared,
        entered=len(rows.entered),
        counted_gaps=counted,
        excess=rows.excess,
        difference=difference,
        unexplained=tuple(_unexplained(rows, gap_numbers)),
        repeated=tuple(sorted(one for one in stands if stands[one] > 1 or one in rows.elsewhere)),
        contradicted=tuple(sorted(gap_numbers.intersection(stands))),
    )


def _unexplained(rows: YearRows, gaps: Iterable[Number]) -> Iterator[Span]:
    """Yield the numbers within the book's stretch of the sequence that stand nowhere.

    The stretch begins at 1, or at the book's first number when another book holds lower ones, and
    ends at its last: what may be missing after it shows in the sum.
    """
    held = {one.number for one in (*rows.entered, *gaps)}
    if not held:
        return
    elsewhere = {one.number for one in rows.elsewhere}
    is_first = not any(number < min(held) for number in elsewhere)
    before = 0 if is_first else min(held) - 1
    last = max(held)
    for number in sorted({one for one in held | elsewhere if before < one <= last}):
        if number > before + 1:
            yield Span(before + 1, number - 1)
        before = number
