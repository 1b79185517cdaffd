"""What does a line of an inventory's workbook say, and what in it cannot be read?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.accounts.models import Office
from hotich.apps.registers.declared import DeclaredYear, Signatures
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.exporting import NO, YES
from hotich.apps.registers.models import FIRST_YEAR, Condition, FaultKind
from hotich.core.dates import Precision, read_date
from hotich.core.names import fold
from hotich.core.registers import RegisterType
from hotich.core.words import vi
from hotich.documents.inventory import COLUMNS, InventoryLine

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


class Fault(Exception):  # noqa: N818 - a reason, not a failure of the program
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


class LineReader:
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
