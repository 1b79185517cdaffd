"""How two written places may relate, and which relation outweighs another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hotich.core.words import vi


class PlaceRelation(StrEnum):
    """How two written places relate, the book first."""

    SAME = "same"
    NOTATION = "notation"
    OTHER_UNIT_NAME = "other_unit_name"
    DIVIDED = "divided"
    LESS_PRECISE_IN_BOOK = "less_precise_in_book"
    LESS_PRECISE_IN_POPULATION = "less_precise_in_population"
    DIACRITICS_MISSING_IN_BOOK = "diacritics_missing_in_book"
    DIACRITICS_MISSING_IN_POPULATION = "diacritics_missing_in_population"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """A relation with the code of its reason; `REASON_WORDS` has the words."""

    relation: PlaceRelation
    reason: str = ""


REASON_WORDS: Final[dict[str, str]] = {
    "": "",
    "spelling": vi("chỉ khác cách viết"),
    "abbreviation": vi("viết tắt hoặc cách viết khác của tên"),
    "unit_omitted": vi("cùng một đơn vị, bỏ bớt tên cấp trên"),
    "renamed": vi("đơn vị đã đổi tên"),
    "merged": vi("đơn vị đã nhập vào đơn vị khác"),
    "kind_changed": vi("cùng đơn vị, khác loại (xã, phường, thị trấn …)"),
    "earlier_province": vi("tên tỉnh trước đây"),
    "divided": vi("đơn vị cũ đã chia cho nhiều đơn vị: cán bộ xem và kết luận"),
    "unknown_heir": vi("không rõ đơn vị cũ đã nhập vào đâu: cán bộ xem và kết luận"),
    "unknown_unit_in_book": vi("danh mục không có đơn vị ghi trong sổ: cán bộ xem và kết luận"),
    "unknown_unit_in_population": vi(
        "danh mục không có đơn vị ghi trong CSDLQGVDC: cán bộ xem và kết luận"
    ),
    "level": vi("một bên chỉ ghi đến cấp trên"),
    "detail": vi("một bên ghi chi tiết hơn"),
    "bare_name": vi("một bên chỉ ghi tên, không ghi huyện, tỉnh"),
    "marks": vi("thiếu dấu"),
    "other_unit": vi("hai đơn vị khác nhau"),
    "other_detail": vi("chi tiết khác nhau"),
    "other_marks": vi("khác dấu"),
    "other_text": vi("khác nhau, chưa đối chiếu được với danh mục"),
    "blank": vi("một bên để trống"),
}

_SEVERITY: Final = {
    PlaceRelation.SAME: 0,
    PlaceRelation.NOTATION: 1,
    PlaceRelation.OTHER_UNIT_NAME: 2,
    PlaceRelation.LESS_PRECISE_IN_BOOK: 3,
    PlaceRelation.LESS_PRECISE_IN_POPULATION: 3,
    PlaceRelation.DIACRITICS_MISSING_IN_BOOK: 4,
    PlaceRelation.DIACRITICS_MISSING_IN_POPULATION: 4,
    PlaceRelation.DIVIDED: 5,
    PlaceRelation.DIFFERS: 6,
}
MARKS: Final = frozenset(
    {
        PlaceRelation.DIACRITICS_MISSING_IN_BOOK,
        PlaceRelation.DIACRITICS_MISSING_IN_POPULATION,
    }
)
LESS_PRECISE: Final = frozenset(
    {PlaceRelation.LESS_PRECISE_IN_BOOK, PlaceRelation.LESS_PRECISE_IN_POPULATION}
)
SAME: Final = PlaceComparison(PlaceRelation.SAME)
SPELLING: Final = PlaceComparison(PlaceRelation.NOTATION, "spelling")


def severity(found: PlaceComparison) -> int:
    """Return how much the relation weighs, 0 for SAME to 6 for DIFFERS."""
    return _SEVERITY[found.relation]


def gravest(*found: PlaceComparison) -> PlaceComparison:
    """Return the gravest; of equals the first. Marks missing on both sides in turn differ."""
    if {one.relation for one in found} >= MARKS:
        return PlaceComparison(PlaceRelation.DIFFERS, "other_marks")
    return max(found, key=severity)
