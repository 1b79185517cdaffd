"""What can two values of one fact be to each other, and with which words is it said?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotich.core.dates import HINT_WORDS
from hotich.core.names import REASON_WORDS as NAME_REASON_WORDS
from hotich.core.places import REASON_WORDS as PLACE_REASON_WORDS
from hotich.core.registers import Field, Kind
from hotich.core.words import vi


class FieldRelation(StrEnum):
    """How the register's value stands to the population database's."""

    SAME = "same"
    NOTATION = "notation"
    OTHER_UNIT_NAME = "other_unit_name"
    DIVIDED_PLACE = "divided_place"
    DIACRITICS_MISSING_IN_BOOK = "diacritics_missing_in_book"
    LESS_PRECISE = "less_precise"
    BLANK_IN_BOOK = "blank_in_book"
    BLANK_IN_POPULATION = "blank_in_population"
    NOT_READ = "not_read"
    DIFFERS = "differs"


class DifferenceKind(StrEnum):
    """What a difference on the tracking list is about."""

    NAME = "name"
    DATE = "date"
    SEX = "sex"
    PLACE = "place"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    PARENT_NAME = "parent_name"
    NUMBER = "number"
    OTHER = "other"


RELATION_WORDS: Mapping[FieldRelation, str] = {
    FieldRelation.SAME: vi("giống nhau"),
    FieldRelation.NOTATION: vi("chỉ khác cách viết"),
    FieldRelation.OTHER_UNIT_NAME: vi("cùng một nơi, tên đơn vị hành chính đã đổi"),
    FieldRelation.DIVIDED_PLACE: vi("đơn vị hành chính cũ đã chia tách, cần cán bộ xác nhận"),
    FieldRelation.DIACRITICS_MISSING_IN_BOOK: vi("sổ ghi thiếu dấu"),
    FieldRelation.LESS_PRECISE: vi("một bên ghi chưa đủ ngày, tháng hoặc địa danh"),
    FieldRelation.BLANK_IN_BOOK: vi("sổ để trống"),
    FieldRelation.BLANK_IN_POPULATION: vi("CSDLQGVDC để trống"),
    FieldRelation.NOT_READ: vi("chưa đọc được"),
    FieldRelation.DIFFERS: vi("khác nhau"),
}

DIFFERENCE_WORDS: Mapping[DifferenceKind, str] = {
    DifferenceKind.NAME: vi("họ tên"),
    DifferenceKind.DATE: vi("ngày, tháng, năm sinh"),
    DifferenceKind.SEX: vi("giới tính"),
    DifferenceKind.PLACE: vi("địa danh"),
    DifferenceKind.ETHNICITY: vi("dân tộc"),
    DifferenceKind.NATIONALITY: vi("quốc tịch"),
    DifferenceKind.PARENT_NAME: vi("họ tên cha, mẹ"),
    DifferenceKind.NUMBER: vi("số định danh cá nhân"),
    DifferenceKind.OTHER: vi("thông tin khác"),
}

REASON_WORDS: Mapping[str, str] = {
    **NAME_REASON_WORDS,
    **HINT_WORDS,
    **PLACE_REASON_WORDS,
    "diacritics_missing_in_population": vi("CSDLQGVDC ghi thiếu dấu"),
    "less_precise_in_book": vi("sổ ghi ít chi tiết hơn"),
    "less_precise_in_population": vi("CSDLQGVDC ghi ít chi tiết hơn"),
    "illegible": vi("không đọc được trong sổ"),
    "struck_out": vi("sổ gạch bỏ"),
    "not_typed": vi("chưa nhập từ sổ"),
    "ambiguous_date": vi("ngày có thể đọc theo nhiều cách"),
    "unreadable_date": vi("nội dung không phải ngày, tháng, năm"),
    "impossible_date": vi("ngày không có trên lịch"),
    "death_refused": vi("công an không xác nhận ngày chết"),
    "shared_name": vi("tên gọi chung của nhiều dân tộc"),
}


@dataclass(frozen=True)
class Policy:
    """What an office may relax; the choice is shown in its report."""

    missing_diacritics_in_population_is_difference: bool = True


@dataclass(frozen=True)
class FieldComparison:
    """The verdict on one field; `reason` is a code, its words come from `reason_words`."""

    field_id: str
    relation: FieldRelation
    register_text: str
    population_value: str
    reason: str
    basic: bool
    is_difference: bool
    needs_confirmation: bool

    @property
    def relation_words(self) -> str:
        """What the relation is called on the screen."""
        return RELATION_WORDS[self.relation]


def reason_words(reason: str) -> str:
    """Return the Vietnamese words of a comparison's reason; several codes stand with commas."""
    codes = filter(None, reason.split(","))
    return "; ".join(REASON_WORDS.get(code, code) for code in codes)


_KINDS = {
    Kind.DATE: DifferenceKind.DATE,
    Kind.SEX: DifferenceKind.SEX,
    Kind.PLACE: DifferenceKind.PLACE,
    Kind.ETHNICITY: DifferenceKind.ETHNICITY,
    Kind.NATIONALITY: DifferenceKind.NATIONALITY,
    Kind.PIN: DifferenceKind.NUMBER,
}


def difference_kind(field: Field) -> DifferenceKind:
    """Return what a difference in this field is about, as the tracking list groups it."""
    if field.kind is Kind.NAME:
        own = {key for _, key in field.says} <= {"full_name", "spouse_name"}
        return DifferenceKind.NAME if own else DifferenceKind.PARENT_NAME
    return _KINDS.get(field.kind, DifferenceKind.OTHER)
