"""What would a workbook of the inventory bring in? Each row accepted, duplicate or faulty.

Planning writes nothing; `actions.import_inventory` carries out what was accepted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext, override

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import (
    ORDER,
    Book,
    State,
    YearlyClosing,
)
from hotich.apps.registers.queries import with_state
from hotich.apps.registers.reading_lines import BookKey, Fault, LineReader, Wanted
from hotich.core.words import vi
from hotich.documents.inventory import InventoryLine, ReadLine


class Verdict(StrEnum):
    """What becomes of a row."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file with what becomes of it, and why."""

    row: int
    line: InventoryLine
    verdict: Verdict
    problem: str = ""
    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would bring in."""

    rows: tuple[PlannedRow, ...]

    @property
    def accepted(self) -> tuple[PlannedRow, ...]:
        """Return the rows that would be written."""
        return self._of(Verdict.ACCEPTED)

    @property
    def duplicate(self) -> tuple[PlannedRow, ...]:
        """Return the rows that are there already."""
        return self._of(Verdict.DUPLICATE)

    @property
    def faulty(self) -> tuple[PlannedRow, ...]:
        """Return the rows that cannot be taken."""
        return self._of(Verdict.FAULTY)

    @property
    def books(self) -> dict[BookKey, list[Wanted]]:
        """Return what is accepted, by book."""
        found: dict[BookKey, list[Wanted]] = {}
        for row in self.accepted:
            if row.wanted is not None:
                found.setdefault(row.wanted.key, []).append(row.wanted)
        return found

    def _of(self, verdict: Verdict) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.verdict is verdict)


@dataclass
class _Known:
    """What is there already, and what the rows before said."""

    office: UUID
    books: dict[BookKey, Book]
    years: dict[UUID, set[int]]
    first: dict[BookKey, tuple[int, Wanted]] = field(default_factory=dict)
    taken: dict[tuple[BookKey, int | None], int] = field(default_factory=dict)


def plan_import(*, by: Actor, rows: Sequence[ReadLine], on: date) -> Plan:
    """Return what the rows would bring into the inventory of the actor's office on that day."""
    by.require(Permission.BOOK_PREPARE)
    with override("vi"):  # the words of a file are Vietnamese, those of its faults the page's
        reader = LineReader(held_offices(by.office_id), on)
    read = [_read(reader, one) for one in rows]
    known = _known(by, [one.wanted.key for one in read if one.wanted is not None])
    return Plan(tuple(_judged(known, one) for one in read))


def _read(reader: LineReader, one: ReadLine) -> PlannedRow:
    if one.has_formula:
        words = gettext("Ô có công thức. Hãy dán lại dưới dạng giá trị.")
        return PlannedRow(one.row, one.line, Verdict.FAULTY, words)
    try:
        wanted = reader.read(one.line)
    except Fault as fault:
        return PlannedRow(one.row, one.line, Verdict.FAULTY, str(fault))
    return PlannedRow(one.row, one.line, Verdict.ACCEPTED, wanted=wanted)


def _known(by: Actor, keys: Iterable[BookKey]) -> _Known:
    wanted = set(keys)
    labels, offices = {key.volume for key in wanted}, {key.office for key in wanted}
    books: dict[BookKey, Book] = {}
    for part in _parts(sorted(labels)):
        rows = Book.objects.filter(
            volume_label__in=part, original_office__in=offices, voided_at__isnull=True
        )
        for book in with_state(rows):
            key = BookKey(book.register_type, book.original_office_id, book.volume_label)
            books[key] = book
    years: dict[UUID, set[int]] = {}
    for keys_part in _parts([book.pk for book in books.values()]):
        closings = YearlyClosing.objects.filter(book__in=keys_part, replaced_at=None)
        for pk, year in closings.values_list("book", "year"):
            years.setdefault(pk, set()).add(year)
    return _Known(by.office_id, books, years)


def _judged(known: _Known, read: PlannedRow) -> PlannedRow:
    """Return the row with its verdict beside what is there and what rows before it said."""
    wanted = read.wanted
    if wanted is None:
        return read
    year = wanted.year.year if wanted.year else None
    try:
        duplicate = _beside_the_inventory(known, wanted, year)
        duplicate = duplicate or _beside_the_file(known, read.row, wanted, year)
    except Fault as fault:
        return replace(read, verdict=Verdict.FAULTY, problem=str(fault), wanted=None)
    if duplicate:
        return replace(read, verdict=Verdict.DUPLICATE, problem=duplicate, wanted=None)
    return read


def _beside_the_inventory(known: _Known, wanted: Wanted, year: int | None) -> str:
    book = known.books.get(wanted.key)
    if book is None:
        return ""
    if book.holding_office_id != known.office:
        raise Fault(vi("Quyển này đã có trong kiểm kê của cơ quan khác đang giữ sổ."))
    if year is None or year in known.years.get(book.pk, ()):
        return gettext("Đã có trong kiểm kê.")
    if book.edition != wanted.edition:
        raise Fault(vi("Quyển này đã có trong kiểm kê với mẫu in khác."))
    if ORDER.index(State(str(book.__dict__["state"]))) >= ORDER.index(State.LOCKED):
        raise Fault(vi("Quyển này đã chốt dữ liệu nên không thêm năm được nữa."))
    return ""


def _beside_the_file(known: _Known, row: int, wanted: Wanted, year: int | None) -> str:
    first_row, first = known.first.setdefault(wanted.key, (row, wanted))
    if first.shared != wanted.shared:
        raise Fault(
            vi("Khác dòng %(row)s của cùng quyển sổ (mẫu in, tình trạng, bàn giao hoặc ghi chú)."),
            row=first_row,
        )
    before = known.taken.setdefault((wanted.key, year), row)
    return gettext("Trùng dòng %(row)s.") % {"row": before} if before != row else ""


_Key = TypeVar("_Key", str, UUID)


def _parts(keys: Sequence[_Key]) -> Iterable[Sequence[_Key]]:
    return (keys[start : start + 500] for start in range(0, len(keys), 500))
