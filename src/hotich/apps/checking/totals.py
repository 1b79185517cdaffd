"""What does a book come to against its declared totals, as its rows stand now?"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Sum

from hotich.apps.audit.actor import Actor
from hotich.apps.checking.models import Excess, Gap, Reconciliation
from hotich.apps.checking.reconciling import GapRow, Number, YearResult, YearRows, reconcile_year
from hotich.apps.entry.addressing import series
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of, closings_of


def results_of(book: Book) -> tuple[YearResult, ...]:
    """Return what each year of the book comes to now, by year; nothing is written."""
    return tuple(reconcile_year(rows) for rows in rows_of(book))


def rows_of(book: Book) -> tuple[YearRows, ...]:
    """Return what is known of each year that the book declares, or holds an entry or gap of."""
    declared = {one.year: one.declared_entries for one in closings_of(book)}
    entered: dict[int, list[Number]] = defaultdict(list)
    found = Entry.objects.filter(book=book, voided_at__isnull=True)
    for year, number, suffix in found.values_list("year", "number", "suffix"):
        entered[year].append(Number(number, suffix))
    gaps: dict[int, list[GapRow]] = defaultdict(list)
    for gap in live_gaps(book):
        named = Number(gap.number, gap.suffix) if gap.number is not None else None
        gaps[gap.year].append(GapRow(gap.kind, named))
    excess = _excess(book)
    return tuple(
        YearRows(
            year=year,
            declared=declared.get(year),
            entered=tuple(sorted(entered[year])),
            gaps=tuple(gaps[year]),
            excess=excess.get(year),
            elsewhere=_elsewhere(book, year),
        )
        for year in sorted({*declared, *entered, *gaps, *excess})
    )


def live_gaps(book: Book) -> Sequence[Gap]:
    """Return the gaps in force, by year, number and page."""
    rows = Gap.objects.filter(book=book, voided_at__isnull=True).select_related("by")
    return list(rows.order_by("year", "number", "suffix", "page"))


def live_excesses(book: Book) -> Sequence[Excess]:
    """Return the excesses and shortages in force, by year."""
    rows = Excess.objects.filter(book=book, voided_at__isnull=True).select_related("by")
    return list(rows.order_by("year", "recorded_at"))


def get_gap(by: Actor, uuid: UUID) -> Gap:
    """Return a gap in force of a book the office holds; raises Gap.DoesNotExist for any other."""
    rows = Gap.objects.filter(book__in=books_of(by), voided_at__isnull=True)
    return rows.select_related("book__original_office", "by").get(pk=uuid)


def get_excess(by: Actor, uuid: UUID) -> Excess:
    """Return an excess in force of a book the office holds; raises Excess.DoesNotExist."""
    rows = Excess.objects.filter(book__in=books_of(by), voided_at__isnull=True)
    return rows.select_related("book__original_office", "by").get(pk=uuid)


def last_reconciliation(book: Book) -> Reconciliation | None:
    """Return the newest reconciliation kept of the book, with its years; None for none."""
    rows = Reconciliation.objects.filter(book=book).select_related("by").prefetch_related("years")
    return rows.order_by("-recorded_at").first()


def _excess(book: Book) -> dict[int, int]:
    rows = Excess.objects.filter(book=book, voided_at__isnull=True)
    return dict(rows.values("year").annotate(sum=Sum("count")).values_list("year", "sum"))


def _elsewhere(book: Book, year: int) -> frozenset[Number]:
    """Return the numbers of the same sequence that other books hold."""
    rows = Entry.objects.filter(series(book, year), voided_at__isnull=True).exclude(book=book)
    return frozenset(Number(*one) for one in rows.values_list("number", "suffix"))
