"""What would a workbook of the inventory bring in? Each row accepted, duplicate or faulty.

Planning writes nothing; `actions.import_inventory` carries out what was accepted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from unicodedata import category
from uuid import UUID

from django.utils.translation import gettext, override

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.declared import DeclaredYear, Signatures
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.exporting import NO, YES
from hotich.apps.registers.models import (
    FIRST_YEAR,
    ORDER,
    Book,
    Condition,
    FaultKind,
    State,
    YearlyClosing,
)
from hotich.apps.registers.queries import with_state
from hotich.core.dates import Precision, read_date
from hotich.core.names import fold
from hotich.core.registers import RegisterType
from hotich.core.words import vi
from hotich.documents.inventory import COLUMNS, InventoryLine, ReadLine

MOST_PAGES = 10_000
MOST_ENTRIES = 100_000
_LONGEST: Mapping[str, int] = {
    "volume": 60,
    "document": 300,
    "given_by": 200,
    "given_post": 200,
    "received_by": 200,
    "received_post": 200,
    "note": 500,
}
# What all rows of one book must say alike.
_SHARED = ("edition", "by_volume", "condition", "note", "received_on", "document")


class Verdict(StrEnum):
    """What becomes of a row."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    FAULTY = "faulty"


class Fault(Exception):  # noqa: N818 - a reason, raised and caught within this module
    """Why a row is not taken: a sentence with what it names."""

    def __init__(self, words: str, **facts: object) -> None:
        super().__init__(words)
        self.words, self.facts = words, facts

    def __str__(self) -> str:
        return gettext(self.words) % self.facts


@dataclass(frozen=True, slots=True)
class BookKey:
    """What makes a book one: type, original office, volume label."""

    register_type: str
    office: UUID
    volume: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says, read."""

    key: BookKey
    edition: str
    by_volume: bool
    condition: Condition
    note: str
    received_on: date | None
    document: str
    signatures: Signatures
    year: DeclaredYear | None
    faults: tuple[tuple[FaultKind, int], ...]

    @property
    def shared(self) -> tuple[object, ...]:
        """Return what every row of the book must say alike."""
        return tuple(getattr(self, name) for name in (*_SHARED, "signatures"))


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
        reader = _Reader(held_offices(by.office_id), on)
    read = [_read(reader, one) for one in rows]
    known = _known(by, [one.wanted.key for one in read if one.wanted is not None])
    return Plan(tuple(_judged(known, one) for one in read))


class _Reader:
    """Reads lines by the words that this installation and this office know."""

    def __init__(self, offices: Sequence[Office], on: date) -> None:
        self._on = on
        self._types = {
            fold(word): one for one in definitions() for word in (one.code, one.slug, one.title)
        }
        self._offices: dict[str, list[Office]] = {}
        for office in offices:
            for name in {fold(office.name), fold(office.dated_name)}:
                self._offices.setdefault(name, []).append(office)
        self._conditions = {
            fold(word): condition
            for condition in Condition
            for word in (condition.value, str(condition.label))
        }

    def read(self, line: InventoryLine) -> Wanted:
        """Return what the line says; raises Fault."""
        definition = self._types.get(fold(line.register_type))
        if definition is None:
            raise Fault(vi("Không có loại sổ này."))
        edition = self._edition(definition, line.edition)
        texts = {name: _line_text(line, name) for name in _LONGEST}
        if not texts["volume"]:
            raise Fault(vi("Chưa ghi quyển số."))
        return Wanted(
            key=BookKey(definition.code, self._office(line.office), texts["volume"]),
            edition=edition,
            by_volume=_yes(line.by_volume),
            condition=self._condition(line.condition),
            note=texts["note"],
            received_on=self._day(line.received_on),
            document=texts["document"],
            signatures=Signatures(
                texts["given_by"],
                texts["given_post"],
                texts["received_by"],
                texts["received_post"],
            ),
            year=self._year(line),
            faults=tuple(
                (kind, count)
                for kind in FaultKind
                if (count := _figure(getattr(line, kind.value), MOST_PAGES))
            ),
        )

    def _edition(self, definition: RegisterType, said: str) -> str:
        for one in definition.editions:
            names = (one.code, one.label, f"{one.label} ({one.years})")
            if said and fold(said) in {fold(name) for name in names}:
                return one.code
        raise Fault(vi("Loại sổ này không có mẫu in như vậy."))

    def _office(self, said: str) -> UUID:
        found = self._offices.get(fold(said), [])
        if not found:
            raise Fault(vi("Cơ quan này không thuộc các cơ quan mà sổ đang được giữ ở đây."))
        if len(found) > 1:
            raise Fault(vi("Có nhiều cơ quan cùng tên. Hãy ghi kèm ngày, như trong tệp xuất ra."))
        return found[0].pk

    def _condition(self, said: str) -> Condition:
        if fold(said) not in self._conditions:
            raise Fault(vi("Không có tình trạng này."))
        return self._conditions[fold(said)]

    def _day(self, said: str) -> date | None:
        if not said:
            return None
        read = read_date(said).date
        if read is None or read.precision is not Precision.DAY or not read.is_possible():
            raise Fault(vi("Không đọc được ngày nhận bàn giao."))
        day = date.fromisoformat(read.iso())
        if day > self._on:
            raise Fault(vi("Ngày nhận bàn giao chưa đến."))
        return day

    def _year(self, line: InventoryLine) -> DeclaredYear | None:
        year = _figure(line.year, 10**6)
        pages, entries = _figure(line.pages, MOST_PAGES), _figure(line.entries, MOST_ENTRIES)
        if year is None:
            if pages is not None or entries is not None:
                raise Fault(vi("Có số trang hoặc số trường hợp mà chưa ghi năm."))
            return None
        if not FIRST_YEAR <= year <= self._on.year:
            raise Fault(
                vi("Năm phải từ %(first)s đến %(last)s."), first=FIRST_YEAR, last=self._on.year
            )
        return DeclaredYear(year, pages, entries)


def _read(reader: _Reader, one: ReadLine) -> PlannedRow:
    if one.has_formula:
        words = gettext("Ô có công thức. Hãy dán lại dưới dạng giá trị.")
        return PlannedRow(one.row, one.line, Verdict.FAULTY, words)
    try:
        wanted = reader.read(one.line)
    except Fault as fault:
        return PlannedRow(one.row, one.line, Verdict.FAULTY, str(fault))
    return PlannedRow(one.row, one.line, Verdict.ACCEPTED, wanted=wanted)


def _line_text(line: InventoryLine, name: str) -> str:
    text = str(getattr(line, name))
    if len(text) > _LONGEST[name]:
        label = COLUMNS[name][0]
        raise Fault(vi("%(column)s: dài quá %(most)s ký tự."), column=label, most=_LONGEST[name])
    if any(category(letter) == "Cc" and (name != "note" or letter != "\n") for letter in text):
        raise Fault(vi("Có ký tự không lưu được."))
    return text


def _yes(said: str) -> bool:
    answers = {fold(NO): False, "": False, fold(YES): True}
    if fold(said) not in answers:
        raise Fault(vi("Ô đánh số theo quyển chỉ ghi “có” hoặc “không”."))
    return answers[fold(said)]


def _figure(said: str, most: int) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or len(said) > len(str(most)) or int(said) > most:
        raise Fault(vi("“%(said)s” không phải là số dùng được ở đây."), said=said[:20])
    return int(said)


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
