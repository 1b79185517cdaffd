"""What in an entry is worth a second look? Remarks never refuse; the book may be wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hotich.core.dates import PartialDate, UnreadableDate, from_iso, read_worded_date
from hotich.core.law import value
from hotich.core.names import fold, split_name
from hotich.core.registers._spec import Field, Kind, RegisterType, RegisterValue
from hotich.core.words import vi

REMARK_WORDS: Mapping[str, str] = {
    "birth_after_registration": vi("Ngày sinh sau ngày đăng ký. Hãy xem lại sổ."),
    "future_year": vi("Năm ở tương lai. Hãy xem lại sổ."),
    "impossible_date": vi("Ngày không có trên lịch. Nếu sổ ghi như vậy thì giữ nguyên."),
    "parent_too_young": vi("Cha hoặc mẹ còn quá nhỏ tuổi khi con sinh ra. Hãy xem lại sổ."),
    "words_differ": vi("Ngày sinh ghi bằng chữ khác ngày sinh ghi bằng số."),
    "sex_middle_name": vi("Chữ đệm thường không đi với giới tính này. Hãy xem lại sổ."),
    "placeholder_place": vi("Nơi ghi trong ô này không có tên địa danh."),
}

_PLACEHOLDERS = frozenset({"", "khong", "khong ro", "chua ro", "chua xac dinh", "x", "xx", "xxx"})


@dataclass(frozen=True)
class Remark:
    """One remark: its code (words in REMARK_WORDS) and the field it stands at."""

    code: str
    field_id: str

    @property
    def words(self) -> str:
        """The sentence, Vietnamese; the shell translates it."""
        return REMARK_WORDS[self.code]


@dataclass(frozen=True)
class _Entry:
    register_type: RegisterType
    values: Mapping[str, RegisterValue]
    at: date

    def text(self, field_id: str) -> str:
        found = self.values.get(field_id)
        return found.text if found else ""

    def normalised(self, field_id: str) -> str:
        found = self.values.get(field_id)
        return found.normalised if found else ""

    def date(self, field_id: str) -> PartialDate | None:
        iso = self.normalised(field_id)
        try:
            return from_iso(iso) if iso else None
        except UnreadableDate:
            return None

    def principals(self) -> Iterator[str]:
        return (role.code for role in self.register_type.principal_roles)


def _is_after(left: PartialDate, right: PartialDate) -> bool:
    """Say whether left is surely after right, on the parts both have."""
    pairs = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    for mine, other in pairs:
        if mine is None or other is None:
            return False
        if mine != other:
            return mine > other
    return False


def _birth_after_registration(entry: _Entry) -> Iterator[Remark]:
    registered = entry.date("entry.registered_on")
    for role in entry.principals():
        birth = entry.date(f"{role}.birth_date")
        if registered and birth and _is_after(birth, registered):
            yield Remark("birth_after_registration", f"{role}.birth_date")


def _dates(entry: _Entry) -> Iterator[Remark]:
    for field in entry.register_type.fields:
        written = entry.date(field.id) if field.kind is Kind.DATE else None
        if written is None:
            continue
        if not written.is_possible():
            yield Remark("impossible_date", field.id)
        if written.year is not None and written.year > entry.at.year:
            yield Remark("future_year", field.id)


def _years_between(earlier: PartialDate | None, later: PartialDate | None) -> int | None:
    if earlier is None or later is None or earlier.year is None or later.year is None:
        return None
    return later.year - earlier.year


def _parent_too_young(entry: _Entry) -> Iterator[Remark]:
    child = entry.date("child.birth_date")
    youngest = value("remark.youngest_parent_age", entry.at).number
    for parent in ("mother", "father"):
        years = _years_between(entry.date(f"{parent}.birth_date"), child)
        if years is not None and years < youngest:
            yield Remark("parent_too_young", f"{parent}.birth_date")


def _words_differ(entry: _Entry) -> Iterator[Remark]:
    for field in entry.register_type.fields:
        if field.kind is not Kind.WORDED_DATE:
            continue
        digits = entry.date(field.id.removesuffix("_words"))
        readings = read_worded_date(entry.text(field.id))
        if digits and readings and digits not in readings:
            yield Remark("words_differ", field.id)


def _sex_middle_name(entry: _Entry) -> Iterator[Remark]:
    contradictions = {("male", "thi"), ("female", "van")}
    for role in entry.principals():
        name = entry.text(f"{role}.full_name")
        sex = entry.normalised(f"{role}.sex")
        if name.strip() and any(
            (sex, word) in contradictions for word in fold(split_name(name).middle).split()
        ):
            yield Remark("sex_middle_name", f"{role}.sex")


def _is_placeholder(field: Field, text: str) -> bool:
    if field.kind not in {Kind.PLACE, Kind.RESIDENCE} or not text:
        return False
    letters = "".join(letter if letter.isalpha() else " " for letter in fold(text))
    return " ".join(letters.split()) in _PLACEHOLDERS


def _placeholder_place(entry: _Entry) -> Iterator[Remark]:
    for field in entry.register_type.fields:
        if _is_placeholder(field, entry.text(field.id)):
            yield Remark("placeholder_place", field.id)


_RULES: tuple[Callable[[_Entry], Iterator[Remark]], ...] = (
    _birth_after_registration,
    _dates,
    _parent_too_young,
    _words_differ,
    _sex_middle_name,
    _placeholder_place,
)


def entry_remarks(
    register_type: RegisterType, values: Mapping[str, RegisterValue], *, at: date
) -> tuple[Remark, ...]:
    """Return the remarks on an entry's values (field id to value), in the order of the rules.

    Dates are taken from the normalised values; `at` is the day of typing, for years to come.
    Fields that the type lacks are passed over.
    """
    entry = _Entry(register_type, values, at)
    return tuple(remark for rule in _RULES for remark in rule(entry))
