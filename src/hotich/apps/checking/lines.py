"""What does the cross-check of a book list, line by line and year by year?

Declared, entered, undecided, blank, missing, cancelled, repeated and skipped numbers, open cases
and pending numbers; beside them the pages that the inventory found faulty. Only the totals and
the unexplained numbers stand in the way of the lock (`reconciling`, `locking`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.checking.models import GapKind
from hotich.apps.checking.reconciling import Number, Span
from hotich.apps.checking.totals import live_gaps, results_of
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.entry.queries import outcomes_of
from hotich.apps.existing.queries import imported_by_year
from hotich.apps.population.queries import count_numbers
from hotich.apps.registers.models import Book, FaultKind
from hotich.apps.registers.queries import page_faults_of
from hotich.apps.tracking.queries import open_cases_by_entry


@dataclass(frozen=True, slots=True)
class BookLine:
    """One year of a book; None declared is "not declared", year None the sum of all.

    `gaps` are recorded numbers without an act, by kind; `faulty_pages` those of the inventory.
    `repeated` stand more than once, `suffixed` beside another one (87bis).
    """

    year: int | None
    declared: int | None
    entered: int
    # Of the entered ones, those that were taken in as already recorded.
    imported: int
    undecided: int
    gaps: Counter[GapKind]
    repeated: tuple[Number, ...]
    suffixed: tuple[Number, ...]
    unexplained: tuple[Span, ...]
    open_cases: int
    pending_numbers: int
    faulty_pages: Counter[FaultKind]


def lines_of(book: Book) -> tuple[BookLine, ...]:
    """Return the lines of the book by year as they stand now, and last the sum of all."""
    entries = list(Entry.objects.filter(book=book, voided_at__isnull=True))
    outcomes = outcomes_of(entries)
    cases = open_cases_by_entry(one.pk for one in entries)
    imported = imported_by_year(book)
    by_year: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_year[entry.year].append(entry)
    gaps: dict[int, Counter[GapKind]] = defaultdict(Counter)
    for gap in live_gaps(book):
        if gap.number is not None:
            gaps[gap.year][GapKind(gap.kind)] += 1
    pages: dict[int | None, Counter[FaultKind]] = defaultdict(Counter)
    for fault in page_faults_of(book):
        pages[fault.year][FaultKind(fault.kind)] += fault.count
    lines = [
        BookLine(
            year=one.year,
            declared=one.declared,
            entered=one.entered,
            imported=imported[one.year],
            undecided=sum(
                outcomes[entry.pk].outcome is Outcome.UNDECIDED for entry in by_year[one.year]
            ),
            gaps=gaps[one.year],
            repeated=one.repeated,
            suffixed=_suffixed(by_year[one.year]),
            unexplained=one.unexplained,
            open_cases=sum(cases[entry.pk] for entry in by_year[one.year]),
            pending_numbers=_pending(entry.pk for entry in by_year[one.year]),
            faulty_pages=pages[one.year],
        )
        for one in results_of(book)
    ]
    return (*lines, _sum(lines, pages[None])) if lines else ()


def _sum(lines: Sequence[BookLine], undated: Counter[FaultKind]) -> BookLine:
    declared = [line.declared for line in lines if line.declared is not None]
    return BookLine(
        year=None,
        declared=sum(declared) if declared else None,
        entered=sum(line.entered for line in lines),
        imported=sum(line.imported for line in lines),
        undecided=sum(line.undecided for line in lines),
        gaps=sum((line.gaps for line in lines), Counter()),
        repeated=tuple(one for line in lines for one in line.repeated),
        suffixed=tuple(one for line in lines for one in line.suffixed),
        unexplained=(),
        open_cases=sum(line.open_cases for line in lines),
        pending_numbers=sum(line.pending_numbers for line in lines),
        faulty_pages=sum((line.faulty_pages for line in lines), undated.copy()),
    )


def _suffixed(entries: Iterable[Entry]) -> tuple[Number, ...]:
    return tuple(sorted(Number(one.number, one.suffix) for one in entries if one.suffix))


def _pending(entries: Iterable[UUID]) -> int:
    return count_numbers(entries=entries).pending
