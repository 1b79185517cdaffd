"""What does the reason of an audit row say, where a room gives a code and no words?

One table by action; words that an officer wrote stay as they are, and so does a code that the
table does not know.
"""

from collections.abc import Mapping

from django.utils.translation import gettext

from hotich.apps.existing.words import FAULT_WORDS
from hotich.apps.handover.labels import PROBLEMS, RECEIPTS
from hotich.apps.population.models import LifeState
from hotich.apps.population.wording import FIELD_WORDS
from hotich.core.registers import REGISTER_TYPES, REMARK_WORDS
from hotich.core.words import vi

JOBS: Mapping[str, str] = {
    "audit.anchor": vi("giữ mã nhật ký ở tệp bên ngoài"),
    "checking.deliver": vi("đưa dữ liệu của sổ đã chốt vào dân cư"),
    "existing.import": vi("ghi nhận dữ liệu đã có"),
    "existing.read": vi("đọc tệp dữ liệu đã có"),
    "exports.clear": vi("xóa tệp dữ liệu đã hết hạn lấy"),
    "handover.package": vi("lập gói chuyển dữ liệu"),
    "oversight.alerts": vi("tìm những gì cần cảnh báo"),
    "population.import": vi("nạp tệp dân cư"),
    "population.keys": vi("lập lại khóa tra cứu dân cư"),
    "proposals.run": vi("tra cứu hàng loạt"),
    "training.prepare": vi("chuẩn bị sổ luyện tập"),
}
_KINDS: Mapping[str, str] = {
    "practice": vi("hệ thống luyện tập"),
    "production": vi("hệ thống thật"),
    "package": vi("gói dữ liệu"),
    "receipt": vi("xác nhận"),
    "nothing_changed": vi("không có gì thay đổi"),
}
_LIFE = {state.value: str(state.label) for state in LifeState}
_REGISTERS = {one.code: one.title for one in REGISTER_TYPES}
_FIELDS = {field.id: field.label for one in REGISTER_TYPES for field in one.fields} | dict(
    FIELD_WORDS
)
#: By action, or by its first part: what its codes mean.
CODES: Mapping[str, Mapping[str, str]] = {
    "job": JOBS,
    "installation.marked": _KINDS,
    "training.started": _REGISTERS,
    "number.life_recorded": _LIFE,
    "number.item_given": _FIELDS,
    "handover.file_sent": _KINDS,
    "handover.package_voided": _KINDS,
    "handover.receipt_passed": RECEIPTS,
    "handover.file_refused": PROBLEMS,
    "existing.withdrawn": FAULT_WORDS,
    "check.finding_seen": REMARK_WORDS,
}


def reason_words(action: str, reason: str) -> str:
    """Return the reason of an action in the language of the page; as it stands when it is words."""
    if not reason:
        return ""
    if action == "person.value_changed":
        return _field_and_decision(reason)
    words = CODES.get(action) or CODES.get(action.partition(".")[0]) or {}
    return gettext(words[reason]) if reason in words else reason


def _field_and_decision(reason: str) -> str:
    field, colon, decision = reason.partition(": ")
    return f"{gettext(_FIELDS.get(field, field))}{colon}{decision}"
