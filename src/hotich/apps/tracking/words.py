"""What is said when an act on a case is refused?"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from hotich.apps.tracking import problems
from hotich.apps.tracking.models import Step
from hotich.core.words import vi

REFUSALS: Final = (
    problems.CaseClosedError,
    problems.CaseTakenError,
    problems.DecisionMissingError,
    problems.FutureDayError,
    problems.MinutesOfficersError,
    problems.MissingFactError,
    problems.NoResultYetError,
    problems.ResultGivenError,
    problems.SameOfficerError,
    problems.WrongRemedyError,
    problems.WrongStepError,
)
# Form field and words of what is missing.
_MISSING: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("text", vi("Chưa nhập nội dung.")),
    "evidence": ("evidence", vi("Chưa ghi căn cứ. Hãy nêu giấy tờ hoặc việc đã kiểm tra.")),
    "value": ("value", vi("Cả hai bên chưa đúng thì phải ghi nội dung đúng.")),
    "reason": ("note", vi("Chưa nhập lý do.")),
    "number": ("number", vi("Chưa nhập số văn bản.")),
    "day": ("on_day", vi("Chưa nhập ngày.")),
    "target": ("target", vi("Chưa ghi nơi nộp hồ sơ.")),
    "citizen_asked": (
        "citizen_asked",
        vi("Chỉ hủy, xác lập lại số định danh khi chính công dân đề nghị."),
    ),
}
_DAYS: Final[Mapping[str, tuple[str, str]]] = {
    "on_day": ("on_day", vi("Ngày này chưa đến. Hãy kiểm tra lại.")),
    "lodged_on": ("lodged_on", vi("Ngày này chưa đến. Hãy kiểm tra lại.")),
    "before_file": ("on_day", vi("Ngày có kết quả trước ngày nộp hồ sơ. Hãy kiểm tra lại.")),
}
_OFFICERS: Final[Mapping[str, str]] = {
    "same": vi("Biên bản phải có hai người khác nhau."),
    "same_side": vi("Biên bản phải có cả công chức làm công tác hộ tịch và công an xã."),
    "other_office": vi("Cán bộ này không thuộc hai bên kiểm tra của xã. Hãy chọn lại."),
}
_PLAIN: Final[Mapping[type[Exception], str]] = {
    problems.CaseClosedError: vi("Mục theo dõi đã đóng. Không ghi thêm được."),
    problems.DecisionMissingError: vi(
        "Chưa có quyết định của Trưởng Công an xã. Cán bộ công an ghi quyết định trước."
    ),
    problems.NoResultYetError: vi("Hồ sơ chưa được chấp thuận nên chưa có gì để ghi chú."),
    problems.ResultGivenError: vi("Việc này đã có kết quả. Hãy tải lại trang."),
    problems.SameOfficerError: vi(
        "Người ghi kết quả không được tự ghi chú vào dữ liệu. Cần một cán bộ khác."
    ),
}


def words(fault: Exception) -> tuple[str, str]:
    """Return the form field a refusal belongs to ("" = none) and what to say there."""
    if isinstance(fault, problems.MissingFactError):
        field, text = _MISSING[fault.what]
        return field, _(text)
    if isinstance(fault, problems.FutureDayError):
        field, text = _DAYS[fault.what]
        return field, _(text)
    if isinstance(fault, problems.MinutesOfficersError):
        return "other", _(_OFFICERS[fault.why])
    if isinstance(fault, problems.WrongRemedyError):
        return "kind", _("Cách giải quyết này không sửa bên đã xác định là chưa đúng.")
    if isinstance(fault, problems.CaseTakenError):
        return "", _("%(name)s đã nhận mục này trước.") % {"name": fault.name}
    if isinstance(fault, problems.WrongStepError):
        if not fault.reached:
            return "", _("Không còn thông tin nào chờ biên bản.")
        reached = {"step": Step(fault.reached).label}
        return "", _("Thông tin này đang ở bước “%(step)s” nên chưa làm được việc này.") % reached
    return "", _(_PLAIN[type(fault)])
