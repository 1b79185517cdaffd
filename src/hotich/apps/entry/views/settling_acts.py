"""The acts of the settling page: which form each takes, what it runs, what a refusal says."""

from collections.abc import Callable, Mapping
from typing import Final

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Role
from hotich.apps.accounts.queries import officers_of
from hotich.apps.entry.settling import (
    Act,
    Possible,
    Settling,
    note_on_entry,
    record_decision,
    spec_of,
)
from hotich.apps.entry.settling_forms import (
    DecisionForm,
    GuideForm,
    LodgeForm,
    NoteForm,
    ReasonForm,
    ResultForm,
    SidesForm,
    TypingForm,
    initial_decision,
)
from hotich.apps.population.problems import DecisionIncompleteError, ValueNotStorableError
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking.models import RemedyKind, RightSide
from hotich.apps.tracking.queries import Tracked
from hotich.apps.tracking.steps import POPULATION_SIDE
from hotich.apps.tracking.words import REFUSALS, words
from hotich.core.words import vi

# Heading of the form and words of its button.
LABELS: Final[Mapping[Act, tuple[str, str]]] = {
    Act.ESTABLISH: (vi("Xác định bên đúng"), vi("Ghi kết quả xác minh")),
    Act.GUIDE: (vi("Hướng dẫn công dân"), vi("Ghi việc hướng dẫn")),
    Act.LODGE: (vi("Công dân đã nộp hồ sơ"), vi("Ghi hồ sơ đã nộp")),
    Act.NONE_NEEDED: (vi("Không cần thực hiện gì thêm"), vi("Ghi không cần thực hiện")),
    Act.TYPING: (vi("Sửa lỗi nhập sau khi chốt dữ liệu"), vi("Ghi việc sửa")),
    Act.RESULT: (vi("Kết quả giải quyết hồ sơ"), vi("Ghi kết quả")),
    Act.DECISION: (vi("Quyết định của Trưởng Công an xã"), vi("Ghi quyết định và điều chỉnh")),
    Act.NOTE: (vi("Ghi chú vào dữ liệu, cán bộ thứ hai"), vi("Ghi chú vào dữ liệu")),
    Act.NOT_POSSIBLE: (vi("Không thực hiện được"), vi("Ghi không thực hiện được")),
}
_VALUE_PROBLEMS: Final[Mapping[str, str]] = {
    "pin_taken": vi("Số này đã cấp cho người khác."),
    "invalid_pin": vi("Số định danh cá nhân gồm 12 chữ số."),
    "unreadable_date": vi("Không đọc được ngày này. Hãy nhập như 02/09/1998 hoặc 1998."),
}
_DECISION_FIELDS: Final[Mapping[str, str]] = {
    "number": "number",
    "date": "on_day",
    "decided_by": "decided_by",
}
REFUSED: Final = (*REFUSALS, ValueNotStorableError, DecisionIncompleteError)


def form_of(
    request: OfficerRequest,
    found: Settling,
    one: Tracked,
    chosen: Possible,
    *,
    bound: bool = False,
) -> Form:
    """Return the form of an act, bound to what was sent when `bound`."""
    data = request.POST if bound else None
    prefix = f"{chosen.act.value}-{str(chosen.target)[:8]}"
    today = timezone.localdate()
    match chosen.act:
        case Act.ESTABLISH:
            return SidesForm(data, prefix=prefix, sides=chosen.sides)
        case Act.GUIDE:
            return GuideForm(data, prefix=prefix)
        case Act.LODGE:
            initial = {"lodged_on": today}
            return LodgeForm(data, prefix=prefix, kinds=chosen.kinds, initial=initial)
        case Act.RESULT:
            grants = chosen.remedy is None or chosen.remedy.kind not in POPULATION_SIDE
            return ResultForm(data, prefix=prefix, may_grant=grants)
        case Act.DECISION:
            spec = spec_of(found.case, one.difference.field)
            return DecisionForm(
                data,
                prefix=prefix,
                spec=spec,
                with_number=chosen.remedy is not None
                and chosen.remedy.kind == RemedyKind.NEW_NUMBER,
                initial=initial_decision(one.last.value, spec, _chief(request)),
            )
        case Act.NOTE:
            return NoteForm(data, prefix=prefix)
        case Act.TYPING:
            return TypingForm(data, prefix=prefix)
        case Act.NONE_NEEDED | Act.NOT_POSSIBLE:
            return ReasonForm(data, prefix=prefix)


def run(request: OfficerRequest, chosen: Possible, form: Form) -> None:
    """Do the act with a valid form; raises what REFUSED names."""
    by, target, given = request.actor, chosen.target, form.cleaned_data
    runs: Mapping[Act, Callable[[], object]] = {
        Act.ESTABLISH: lambda: tracking.establish(
            by=by,
            difference=target,
            right_side=RightSide(given["right_side"]),
            value=given["value"],
            evidence=given["evidence"],
            note=given["note"],
        ),
        Act.GUIDE: lambda: tracking.guide(by=by, difference=target, note=given["text"]),
        Act.LODGE: lambda: tracking.lodge(
            by=by,
            difference=target,
            kind=RemedyKind(given["kind"]),
            target=given["target"],
            number=given["number"],
            lodged_on=given["lodged_on"],
            citizen_asked=given.get("citizen_asked", False),
        ),
        Act.NONE_NEEDED: lambda: tracking.lodge(
            by=by, difference=target, kind=RemedyKind.NONE, note=given["note"]
        ),
        Act.TYPING: lambda: tracking.lodge(
            by=by, difference=target, kind=RemedyKind.TYPING_CORRECTED, note=given["note"]
        ),
        Act.RESULT: lambda: tracking.record_result(
            by=by,
            remedy=target,
            granted=isinstance(form, ResultForm) and form.is_granted,
            number=given["number"],
            on_day=given["on_day"],
            note=given["note"],
        ),
        Act.DECISION: lambda: record_decision(
            by=by,
            remedy=target,
            new_value=form.value if isinstance(form, DecisionForm) else "",
            number=given["number"],
            on_day=given["on_day"],
            decided_by=given["decided_by"],
            new_number=given.get("new_number", ""),
            note=given["note"],
        ),
        Act.NOTE: lambda: note_on_entry(by=by, remedy=target, note=given["note"]),
        Act.NOT_POSSIBLE: lambda: tracking.not_possible(
            by=by, difference=target, reason=given["note"]
        ),
    }
    runs[chosen.act]()


def refusal(fault: Exception) -> tuple[str, str]:
    """Return the form field a refusal belongs to and what to say there."""
    if isinstance(fault, ValueNotStorableError):
        field = "new_number" if fault.problem in {"pin_taken", "invalid_pin"} else "new_value"
        text = _VALUE_PROBLEMS.get(fault.problem, vi("Nội dung này không lưu được. Hãy nhập lại."))
        return field, _(text)
    if isinstance(fault, DecisionIncompleteError):
        late = fault.part == "date"
        text = _("Ngày này chưa đến. Hãy kiểm tra lại.") if late else _("Chưa nhập mục này.")
        return _DECISION_FIELDS[fault.part], text
    return words(fault)


def _chief(request: OfficerRequest) -> str:
    day = timezone.localdate()
    chief = officers_of(request.actor.office_id, role=Role.POLICE_CHIEF, day=day).first()
    return chief.full_name if chief else ""
