"""The page on which the differences of a case are settled, one form for each possible step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import officers_of
from hotich.apps.entry import actions
from hotich.apps.entry.concluding import live_link
from hotich.apps.entry.problems import NotLinkedError, SecondOfficerError
from hotich.apps.entry.settling import (
    Act,
    Possible,
    Settling,
    amendments_of,
    note_on_entry,
    possible,
    record_decision,
    settling,
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
    UndoForm,
    initial_decision,
)
from hotich.apps.population.models import Person
from hotich.apps.population.problems import DecisionIncompleteError, ValueNotStorableError
from hotich.apps.population.queries import person_values
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking.models import Case, RemedyKind, RightSide, Step
from hotich.apps.tracking.queries import Tracked, listed
from hotich.apps.tracking.showing import shown_date
from hotich.apps.tracking.steps import POPULATION_SIDE, due_on
from hotich.apps.tracking.words import REFUSALS, words
from hotich.core.discrepancies import FieldRelation
from hotich.core.words import vi
from hotich.web.comparison import ComparisonRow, comparison_row
from hotich.web.responses import UNPROCESSABLE, go_to

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
_STEP_TONES: Final[Mapping[Step, str]] = {
    Step.NEW: "warn",
    Step.RESULT: "ok",
    Step.NOT_POSSIBLE: "idle",
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
_ACTED: Final = (*REFUSALS, ValueNotStorableError, DecisionIncompleteError)


@dataclass(frozen=True)
class Offered:
    """A form on the page: its heading, button, address, and whether it is unfolded."""

    possible: Possible
    title: str
    button: str
    url: str
    form: Form
    is_open: bool


@dataclass(frozen=True)
class Shown:
    """A difference on the page."""

    tracked: Tracked
    row: ComparisonRow
    tone: str
    files: tuple[tuple[object, object], ...]
    acts: tuple[Offered, ...]


@require_GET
@page(Permission.CASE_VIEW)
def settle(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the case: both sides of each difference, its steps, and what can be done next."""
    return _page(request, _viewed(request, uuid))


@require_POST
@page(Permission.CASE_WORK)
def settle_act(request: OfficerRequest, uuid: UUID, target: UUID, act: str) -> HttpResponse:
    """Do one act on a difference or a file of the case."""
    if act not in set(Act):
        raise Http404
    wanted = Act(act)
    if wanted is Act.DECISION:
        request.actor.require(Permission.POPULATION_CHANGE)
    found = _viewed(request, uuid)
    offered = _find(request, found, target, wanted)
    if offered is None:
        _known(found, target)
        messages.error(request, _("Trang đã cũ: thông tin này đã sang bước khác."))
        return _page(request, found, status=UNPROCESSABLE)
    one, chosen = offered
    form = _form(request, found, one, chosen, bound=True)
    if form.is_valid():
        try:
            _run(request, chosen, form)
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except _ACTED as fault:
            field, text = _words(fault)
            form.add_error(field if field in form.fields else None, text)
        else:
            messages.success(request, _("Đã ghi. Bước tiếp theo hiện trên trang."))
            return go_to(request, reverse("entry:settle", args=[uuid]))
    return _page(request, found, bound=(chosen, form), status=UNPROCESSABLE)


@require_POST
@page(Permission.ENTRY_TYPE)
def settle_undo(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Undo the link of the case: it was another person."""
    found = _viewed(request, uuid)
    form = UndoForm(request.POST, prefix="undo")
    if form.is_valid():
        try:
            actions.undo_link(
                by=request.actor, mention=found.case.mention, reason=form.cleaned_data["reason"]
            )
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except NotLinkedError:
            form.add_error(None, _("Người này không còn liên kết. Hãy tải lại trang."))
        except SecondOfficerError:
            form.add_error(
                None,
                _("Dữ liệu sổ đã chốt. Một cán bộ khác phải cho phép trước khi gỡ liên kết."),
            )
        else:
            messages.success(request, _("Đã gỡ liên kết. Mục theo dõi đã đóng."))
            return go_to(request, reverse("entry:settle", args=[uuid]))
    return _page(request, found, undo=form, status=UNPROCESSABLE)


def _viewed(request: OfficerRequest, uuid: UUID) -> Settling:
    try:
        case = tracking.view_case(by=request.actor, case=uuid)
    except Case.DoesNotExist as fault:
        raise Http404 from fault
    return settling(request.actor, case)


def _known(found: Settling, target: UUID) -> None:
    known = {one.difference.pk for one in found.tracked}
    known |= {remedy.pk for one in found.tracked for remedy in one.remedies}
    known |= set(found.case.differences.values_list("pk", flat=True))
    if target not in known:
        raise Http404


def _find(
    request: OfficerRequest, found: Settling, target: UUID, act: Act
) -> tuple[Tracked, Possible] | None:
    for one in found.tracked:
        for each in possible(request.actor, one, is_locked=found.is_locked):
            if (each.act, each.target) == (act, target):
                return one, each
    return None


def _page(
    request: OfficerRequest,
    found: Settling,
    *,
    bound: tuple[Possible, Form] | None = None,
    undo: UndoForm | None = None,
    status: int = 200,
) -> HttpResponse:
    case = found.case
    (row,) = listed([case], at=timezone.now())
    is_open = case.closed_at is None
    may_work = is_open and request.actor.may(Permission.CASE_WORK)
    may_undo = is_open and request.actor.may(Permission.ENTRY_TYPE)
    linked = may_undo and found.mention is not None and live_link(case.mention) is not None
    context = {
        "case": case,
        "row": row,
        "shown": [_shown(request, found, one, bound) for one in found.tracked],
        "person": _person(case),
        "entry": found.entry,
        "entry_url": _url("entry:entry", found.entry.pk) if found.entry else "",
        "correct_url": _correct_url(found),
        "is_locked": found.is_locked,
        "amendments": amendments_of(found.entry) if found.entry else [],
        "minutes": case.minutes.select_related("justice_officer", "police_officer"),
        "rejections": case.rejections.select_related("by", "answered_by").order_by("recorded_at"),
        "notices": case.notices.select_related("office"),
        "needs_minutes": may_work and any(one.step is Step.NEW for one in found.tracked),
        "may_work": may_work,
        "me": request.actor.officer,
        "undo": (undo or UndoForm(prefix="undo")) if linked else None,
    }
    return render(request, "entry/settle.html", context, status=status)


def _shown(
    request: OfficerRequest,
    found: Settling,
    one: Tracked,
    bound: tuple[Possible, Form] | None,
) -> Shown:
    held = one.difference
    acts = []
    for place, each in enumerate(possible(request.actor, one, is_locked=found.is_locked)):
        is_bound = bound is not None and (bound[0].act, bound[0].target) == (each.act, each.target)
        form = bound[1] if bound is not None and is_bound else _form(request, found, one, each)
        title, button = LABELS[each.act]
        url = reverse("entry:settle_act", args=[found.case.pk, each.target, each.act.value])
        acts.append(Offered(each, _(title), _(button), url, form, is_bound or place == 0))
    row = comparison_row(
        one.label,
        held.register_text,
        one.population_text,
        FieldRelation.DIFFERS,
        field_id=held.field,
        reason=held.reason,
        basic=held.basic,
    )
    files = tuple(
        (
            remedy,
            due_on(RemedyKind(remedy.kind), remedy.lodged_on) if remedy.granted is None else "",
        )
        for remedy in one.remedies
    )
    return Shown(one, row, _STEP_TONES.get(one.step, "info"), files, tuple(acts))


def _form(
    request: OfficerRequest,
    found: Settling,
    one: Tracked,
    chosen: Possible,
    *,
    bound: bool = False,
) -> Form:
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


def _run(request: OfficerRequest, chosen: Possible, form: Form) -> None:
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


def _words(fault: Exception) -> tuple[str, str]:
    if isinstance(fault, ValueNotStorableError):
        field = "new_number" if fault.problem in {"pin_taken", "invalid_pin"} else "new_value"
        text = _VALUE_PROBLEMS.get(fault.problem, vi("Nội dung này không lưu được. Hãy nhập lại."))
        return field, _(text)
    if isinstance(fault, DecisionIncompleteError):
        late = fault.part == "date"
        text = _("Ngày này chưa đến. Hãy kiểm tra lại.") if late else _("Chưa nhập mục này.")
        return _DECISION_FIELDS[fault.part], text
    return words(fault)


def _person(case: Case) -> dict[str, str]:
    if case.person is None:
        return {}
    try:
        values = person_values(case.person)
    except Person.DoesNotExist:
        return {}
    return values | {"birth_date": shown_date(values["birth_date"])}


def _chief(request: OfficerRequest) -> str:
    day = timezone.localdate()
    chief = officers_of(request.actor.office_id, role=Role.POLICE_CHIEF, day=day).first()
    return chief.full_name if chief else ""


def _correct_url(found: Settling) -> str:
    if found.entry is None or not found.may_correct:
        return ""
    return _url("entry:correct", found.entry.pk)


def _url(name: str, uuid: UUID) -> str:
    try:
        return reverse(name, args=[uuid])
    except NoReverseMatch:
        return ""
