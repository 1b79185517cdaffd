"""What does the inventory amount to for the leader: volumes, pages, entries, with totals?

No figure is about a person. A book of several years stands in each of them; totals of a type
count it once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from hotich.apps.registers.definitions import place
from hotich.apps.registers.models import Book, Condition, YearlyClosing
from hotich.apps.registers.queries import (
    Declared,
    closings_in_force,
    sum_declared,
    type_title,
)
from hotich.documents.inventory import StatisticsLine


@dataclass(frozen=True, slots=True)
class Line:
    """Books of one type in one part (a year, or a condition), or a total of them.

    `part` is empty for the total of a type, `title` too for the total of all. `undeclared` counts
    the books that do not declare their entries in full.
    """

    title: str
    part: str
    books: int
    declared: Declared
    undeclared: int

    @property
    def is_total(self) -> bool:
        """Return whether the line sums up the lines above it."""
        return not self.part


@dataclass(frozen=True, slots=True)
class Statistics:
    """The two tables, each line by line with the total of each type and of all."""

    by_year: tuple[Line, ...]
    by_condition: tuple[Line, ...]


def statistics_of(books: QuerySet[Book]) -> Statistics:
    """Return the statistics of the books, types in the campaign's order."""
    facts = list(books.order_by().values_list("pk", "register_type", "condition"))
    closings: dict[UUID, list[YearlyClosing]] = defaultdict(list)
    for closing in closings_in_force(books):
        closings[closing.book_id].append(closing)
    years: dict[str, dict[str, dict[UUID, list[YearlyClosing]]]] = defaultdict(dict)
    conditions: dict[str, dict[str, dict[UUID, list[YearlyClosing]]]] = defaultdict(dict)
    undated = gettext("chưa khai năm")
    for pk, kind, condition in facts:
        label = str(Condition(condition).label)
        conditions[kind].setdefault(label, {})[pk] = closings[pk]
        if not closings[pk]:
            years[kind].setdefault(undated, {})[pk] = []
        for closing in closings[pk]:
            years[kind].setdefault(str(closing.year), {})[pk] = [closing]
    order = [str(condition.label) for condition in Condition]
    return Statistics(
        tuple(_table(years, closings, lambda part: part)),
        tuple(_table(conditions, closings, lambda part: f"{order.index(part):02}")),
    )


def printed(found: Statistics) -> list[StatisticsLine]:
    """Return the lines as texts of a workbook."""
    tables = (
        (gettext("Theo năm"), found.by_year),
        (gettext("Theo tình trạng"), found.by_condition),
    )
    return [
        StatisticsLine(
            table=name,
            register_type=line.title or gettext("Tất cả"),
            part=line.part or gettext("Cộng"),
            books=str(line.books),
            pages=_text(line.declared.pages),
            entries=_text(line.declared.entries),
            undeclared=str(line.undeclared),
        )
        for name, lines in tables
        for line in lines
    ]


def _table(
    kinds: Mapping[str, Mapping[str, Mapping[UUID, Sequence[YearlyClosing]]]],
    closings: Mapping[UUID, Sequence[YearlyClosing]],
    order: Callable[[str], str],
) -> Iterable[Line]:
    every: dict[UUID, Sequence[YearlyClosing]] = {}
    for kind in sorted(kinds, key=place):
        title = type_title(kind)
        whole: dict[UUID, Sequence[YearlyClosing]] = {}
        for part in sorted(kinds[kind], key=order):
            held = kinds[kind][part]
            yield _line(title, part, held)
            whole |= {pk: closings.get(pk, ()) for pk in held}
        yield _line(title, "", whole)
        every |= whole
    if every:
        yield _line("", "", every)


def _line(title: str, part: str, held: Mapping[UUID, Sequence[YearlyClosing]]) -> Line:
    return Line(
        title=title,
        part=part,
        books=len(held),
        declared=sum_declared(one for rows in held.values() for one in rows),
        undeclared=sum(
            not rows or any(one.declared_entries is None for one in rows) for rows in held.values()
        ),
    )


def _text(figure: int | None) -> str:
    return "" if figure is None else str(figure)
