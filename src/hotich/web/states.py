"""In which tone and words does a state appear? The tones are the five of components.css."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext

from hotich.core.discrepancies import FieldRelation, Outcome
from hotich.core.words import vi


class State(NamedTuple):
    """Tone (ok, warn, info, idle, pending or error) and Vietnamese label of a state."""

    tone: str
    label: str

    @property
    def words(self) -> str:
        """The label in the language of the page."""
        return gettext(self.label)


OUTCOMES: Mapping[str, State] = {
    Outcome.CONSISTENT: State("ok", vi("Thống nhất")),
    Outcome.INCONSISTENT: State("warn", vi("Chưa thống nhất")),
    Outcome.NOT_FOUND: State("info", vi("Không tìm thấy")),
    Outcome.UNDECIDED: State("idle", vi("Chưa kết luận")),
    "waiting": State("pending", vi("Chờ kết quả tra cứu")),
}
RELATIONS: Mapping[str, State] = {
    FieldRelation.SAME: State("ok", vi("Giống nhau")),
    FieldRelation.NOTATION: State("ok", vi("Chỉ khác cách viết")),
    FieldRelation.OTHER_UNIT_NAME: State("ok", vi("Cùng nơi, tên đã đổi")),
    FieldRelation.DIVIDED_PLACE: State("info", vi("Nơi cũ đã chia: xác nhận")),
    FieldRelation.DIACRITICS_MISSING_IN_BOOK: State("info", vi("Sổ thiếu dấu: xác nhận")),
    FieldRelation.LESS_PRECISE: State("info", vi("Một bên ghi chưa đủ")),
    FieldRelation.BLANK_IN_BOOK: State("idle", vi("Sổ để trống")),
    FieldRelation.BLANK_IN_POPULATION: State("idle", vi("CSDLQGVDC để trống")),
    FieldRelation.NOT_READ: State("idle", vi("Chưa đọc từ sổ")),
    FieldRelation.DIFFERS: State("warn", vi("Khác: đọc lại sổ")),
}
UNKNOWN = State("idle", vi("Không rõ"))


def state_of(code: str) -> State:
    """Return the state of an outcome or of a relation of two values."""
    return OUTCOMES.get(code) or RELATIONS.get(code) or UNKNOWN
