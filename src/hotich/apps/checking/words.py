"""What does a page say of a refusal, of a mark, of a kind of gap?"""

from collections.abc import Mapping

from django.utils.translation import gettext

from hotich.apps.checking import problems
from hotich.apps.checking.marks import Mark
from hotich.core.words import vi
from hotich.web.states import State

MARKS: Mapping[Mark, State] = {
    Mark.NONE: State("idle", vi("chưa đối soát")),
    Mark.ACCEPTED: State("ok", vi("đã chấp nhận")),
    Mark.RETURNED: State("warn", vi("đã trả lại")),
    Mark.STALE: State("pending", vi("đã sửa, xem lại")),
    Mark.NO_LINK: State("plain", vi("không có liên kết")),
}
# By exception: the form field it belongs to ("" = none), and what to say there.
_REFUSALS: Mapping[type[Exception], tuple[str, str]] = {
    problems.OwnWorkError: (
        "",
        vi("Không đối soát phần việc do chính mình làm. Hãy để cán bộ khác đối soát."),
    ),
    problems.NothingToCheckError: (
        "",
        vi("Trường hợp này chưa liên kết với ai nên công an xã không có gì để đối soát."),
    ),
    problems.ChangedMeanwhileError: (
        "",
        vi("Trường hợp này vừa được sửa. Nội dung mới ở dưới đây; hãy đọc lại rồi mới chấp nhận."),
    ),
    problems.DataLockedError: (
        "",
        vi("Sổ đã chốt dữ liệu nên không thực hiện được. Sửa sau chốt phải lập phiếu sửa dữ liệu."),
    ),
    problems.ReasonMissingError: ("reason", vi("Chưa nhập lý do.")),
    problems.UnknownFieldError: ("field", vi("Không có mục này trong sổ. Hãy chọn lại.")),
    problems.NumberUnreadableError: (
        "number",
        vi("Không đọc được số này. Hãy nhập một số như 46, 87bis hoặc khoảng số như 45-47."),
    ),
    problems.GapNamesNothingError: (
        "number",
        vi("Hãy nhập số đăng ký; trang trống, trang mất thì có thể chỉ nhập số trang."),
    ),
    problems.YearNotInBookError: ("year", vi("Quyển sổ không có năm này.")),
    problems.NumberEnteredError: (
        "number",
        vi("Số %(number)s đã có trường hợp được nhập. Hãy kiểm tra lại số trong sổ."),
    ),
    problems.GapExistsError: ("number", vi("%(named)s đã được ghi nhận rồi.")),
    problems.NothingExceedsError: (
        "count",
        vi("Năm này có số khóa sổ nên phải nhập số thừa (+) hoặc thiếu (-), khác 0."),
    ),
    problems.NotReadyError: ("", vi("Chưa chốt được dữ liệu. Các việc còn thiếu ghi ở bên dưới.")),
    problems.NotLockedError: ("", vi("Chỉ báo hoàn thành được khi sổ đã chốt dữ liệu.")),
}
REFUSALS = tuple(_REFUSALS)


def refusal(fault: Exception) -> tuple[str, str]:
    """Return the form field a refusal belongs to ("" = none) and what to say there."""
    field, text = _REFUSALS[type(fault)]
    said = {"number": getattr(fault, "number", ""), "named": getattr(fault, "named", "")}
    return field, gettext(text) % said


def mark_state(mark: Mark) -> State:
    """Return tone and label of a mark."""
    return MARKS[mark]
