"""Pages of the number requests: the queue, and one request with the acts open to the officer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.number_forms import (
    ItemForm,
    LifeForm,
    ParentageForm,
    PlainForm,
    ReasonForm,
)
from hotich.apps.entry.number_requests import (
    BEFORE_RELEASE,
    GOING,
    REASON_WORDS,
    TODO_WORDS,
    Fact,
    RequestView,
    Todo,
    ask_register,
    may_do,
    queue,
    release,
    view_request,
    withdraw,
)
from hotich.apps.entry.problems import (
    AlreadyLinkedError,
    NotLinkedError,
    PersonSharedError,
    SecondOfficerError,
)
from hotich.apps.entry.views.walking import go_on
from hotich.apps.entry.views.words import SHARED
from hotich.apps.population import actions as population
from hotich.apps.population import problems
from hotich.apps.population.models import ENDED, LifeState, NumberRequest, RequestState
from hotich.apps.population.queries import NumberCounts, count_numbers, requests_of
from hotich.apps.tracking.showing import shown_date
from hotich.core.registers import PARENTAGE, Kind, number_fact
from hotich.core.words import vi
from hotich.web.pagination import page_of_rows
from hotich.web.responses import UNPROCESSABLE

S = RequestState
ENDED_TAB: Final = "ket-thuc"
TABS: Final = {
    "": (vi("Đang xử lý"), GOING),
    "da-cap": (vi("Đã cấp"), (S.ALLOTTED,)),
    ENDED_TAB: (vi("Đã kết thúc"), ENDED),
}
TONES: Final[Mapping[RequestState, str]] = {
    S.REQUESTED: "info",
    S.INCOMPLETE: "warn",
    S.CONFIRMED: "info",
    S.RELEASED: "pending",
    S.WAITING: "pending",
    S.ALLOTTED: "ok",
    S.REFUSED: "error",
    S.NONE_BY_RULE: "idle",
    S.WITHDRAWN: "idle",
}
ACTS: Final[Mapping[str, tuple[str, str]]] = {
    "xac-nhan": (vi("Xác nhận trường hợp có trong sổ"), vi("Có trong sổ, xác nhận")),
    "bo-sung": (vi("Bổ sung thông tin còn thiếu"), vi("Ghi thông tin")),
    "cha-me": (vi("Chưa xác định được cha hoặc mẹ"), vi("Ghi việc xác định cha, mẹ")),
    "song-chet": (vi("Còn sống hay đã chết"), vi("Ghi tình trạng")),
    "duyet": (vi("Duyệt cấp số định danh"), vi("Duyệt, nhập mới công dân")),
    "hoi-lai": (vi("Hỏi lại hệ thống"), vi("Hỏi lại hệ thống")),
    "tu-choi": (vi("Từ chối đề nghị"), vi("Từ chối")),
    "rut": (vi("Rút đề nghị"), vi("Rút đề nghị")),
}
_DANGER: Final = ("tu-choi", "rut")
_MAIN: Final[Mapping[Todo, str]] = {
    Todo.CONFIRM: "xac-nhan",
    Todo.GIVE: "bo-sung",
    Todo.LIFE: "song-chet",
    Todo.RELEASE: "duyet",
    Todo.RETRY: "hoi-lai",
    Todo.LINK: "hoi-lai",
}
_PLAIN: Final[Mapping[type[Exception], str]] = {
    problems.RequesterReleasesError: vi(
        "Người đề nghị, người nhập hoặc kết luận trường hợp này không được duyệt. Cần một cán bộ "
        "công an khác duyệt."
    ),
    problems.LifeNotKnownError: vi("Chưa rõ còn sống hay đã chết thì không cấp số."),
    problems.ItemsMissingError: vi("Còn thiếu thông tin bắt buộc. Hãy bổ sung trước."),
    problems.AllotmentNotConfiguredError: vi(
        "Hệ thống này chưa được phép cấp số. Hãy báo người quản trị."
    ),
    problems.NumbersExhaustedError: vi("Không còn số cho năm sinh này. Hãy báo người quản trị."),
    problems.WrongStateError: vi("Trang đã cũ: đề nghị này đã sang bước khác."),
    problems.ReasonMissingError: vi("Chưa nhập lý do hoặc căn cứ."),
    AlreadyLinkedError: vi("Trường hợp đã liên kết với một người khác."),
    NotLinkedError: vi("Trang đã cũ: đề nghị này đã sang bước khác."),
    PersonSharedError: SHARED,
    SecondOfficerError: vi("Dữ liệu sổ đã chốt. Một cán bộ khác phải cho phép trước."),
}
_REFUSALS: Final[tuple[type[Exception], ...]] = (*_PLAIN, problems.ValueNotStorableError)
_ANY: Final = (Permission.NUMBER_CONFIRM, Permission.ENTRY_TYPE, Permission.NUMBER_RELEASE)


@dataclass(frozen=True)
class Offered:
    """An act on the page with its form."""

    act: str
    title: str
    button: str
    form: Form
    is_main: bool
    is_open: bool
    is_danger: bool


@require_GET
@page(*_ANY)
def number_requests(request: OfficerRequest) -> HttpResponse:
    """Show the queue: what the officer can do stands first."""
    chosen = request.GET.get("muc", "")
    if chosen not in TABS:
        raise Http404
    rows = queue(request.actor, TABS[chosen][1])
    shown = page_of_rows(request, rows)
    context = {
        "tabs": [(code, _(label)) for code, (label, _states) in TABS.items()],
        "chosen": chosen,
        "page": shown,
        "rows": [(row, TONES[row.row.state]) for row in shown.object_list],
        "mine": sum(row.mine for row in rows),
        "total": len(rows),
        "counts": _counts(request.actor) if chosen == ENDED_TAB else None,
    }
    return render(request, "entry/number_requests.html", context)


@require_GET
@page(*_ANY)
def number_request(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show one request: its facts, what is missing, its states, and what can be done."""
    return _page(request, _viewed(request, uuid))


@require_POST
@page(*_ANY)
def number_act(request: OfficerRequest, uuid: UUID, act: str) -> HttpResponse:
    """Do one act on a request."""
    if act not in ACTS:
        raise Http404
    found = _viewed(request, uuid)
    form = _form(act, found, request)
    if form.is_valid():
        try:
            said = _run(request, uuid, act, form)
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except _REFUSALS as fault:
            _say(form, fault)
        else:
            messages.success(request, said)
            return go_on(request, uuid, otherwise=reverse("entry:number_request", args=[uuid]))
    return _page(request, found, bound=(act, form), status=UNPROCESSABLE)


def _counts(by: Actor) -> NumberCounts:
    """Return the figures of the office, or of the books alone that the officer's posts cover."""
    if not by.bounds:
        return count_numbers(office=by.office_id)
    return count_numbers(entries=requests_of(by).values_list("entry", flat=True))


def _viewed(request: OfficerRequest, uuid: UUID) -> RequestView:
    try:
        return view_request(by=request.actor, request=uuid)
    except NumberRequest.DoesNotExist as fault:
        raise Http404 from fault


def _page(
    request: OfficerRequest,
    found: RequestView,
    *,
    bound: tuple[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    held = found.row.request
    main = _MAIN.get(found.todo, "") if may_do(request.actor, found.todo, held) else ""
    open_acts = _open_acts(request, found)
    offered = []
    for act in open_acts:
        title, button = ACTS[act]
        is_bound = bound is not None and bound[0] == act
        form = bound[1] if bound is not None and is_bound else _form(act, found)
        offered.append(
            Offered(
                act, _(title), _(button), form, act == main, act == main or is_bound, act in _DANGER
            )
        )
    offered.sort(key=lambda one: not one.is_main)
    if offered and not any(one.is_open or one.is_danger for one in offered[:1]):
        offered[0] = replace(offered[0], is_open=True)
    if offered and status == 200:
        for first in offered[0].form.visible_fields()[:1]:
            first.field.widget.attrs["data-focus"] = True
    # What was refused and is not open (any more) is said on top.
    refused = bound[1] if bound is not None and bound[0] not in open_acts else None
    context = {
        "found": found,
        "request_row": found.row,
        "number_request": held,
        "tone": TONES[found.row.state],
        "todo": _(TODO_WORDS[found.todo]) if TODO_WORDS[found.todo] else "",
        "offered": offered,
        "refused": refused,
        "is_mine": request.actor.officer in found.hands,
        "facts": [(fact, _shown(fact)) for fact in found.facts],
        "deaths": [(_url("entry:entry", one.entry), one.label) for one in found.deaths],
        "entry_url": _url("entry:entry", found.entry.pk) if found.entry else "",
        "steps": [(step, _note(step.state, step.note)) for step in found.steps],
    }
    return render(request, "entry/number_request.html", context, status=status)


def _open_acts(request: OfficerRequest, found: RequestView) -> list[str]:
    may, row = request.actor.may, found.row
    types, confirms = may(Permission.ENTRY_TYPE), may(Permission.NUMBER_CONFIRM)
    releases = may(Permission.NUMBER_RELEASE)
    before = row.state in BEFORE_RELEASE
    going = row.state in GOING
    is_ready = found.todo is Todo.RELEASE and request.actor.officer not in found.hands
    lacks_parent = any(field.startswith(("mother_", "father_")) for field in row.missing)
    table = (
        ("xac-nhan", confirms and before and not row.confirmed),
        ("bo-sung", (types or confirms) and before and bool(row.missing)),
        ("cha-me", (types or confirms) and before and lacks_parent),
        ("song-chet", (types or confirms) and before and row.life is LifeState.UNKNOWN),
        ("duyet", releases and is_ready),
        ("hoi-lai", (types or releases) and found.todo in {Todo.RETRY, Todo.LINK}),
        ("tu-choi", (confirms or releases) and going),
        ("rut", types and going),
    )
    return [act for act, is_open in table if is_open]


def _form(act: str, found: RequestView, request: OfficerRequest | None = None) -> Form:
    data = request.POST if request is not None else None
    match act:
        case "bo-sung":
            return ItemForm(data, prefix=act, missing=found.row.missing)
        case "cha-me":
            return ParentageForm(data, prefix=act)
        case "song-chet":
            return LifeForm(data, prefix=act)
        case "tu-choi" | "rut":
            return ReasonForm(data, prefix=act)
        case _:
            return PlainForm(data, prefix=act)


def _run(request: OfficerRequest, uuid: UUID, act: str, form: Form) -> str:
    """Do the act and return what is said of it."""
    by, given = request.actor, form.cleaned_data
    if act in {"duyet", "hoi-lai"}:
        allot = release if act == "duyet" else ask_register
        allotted = allot(by=by, request=uuid)
        if allotted is None:
            return _("Hệ thống chưa trả số. Đề nghị đang chờ; hãy hỏi lại sau.")
        return _("Đã nhập mới công dân và cấp số định danh.")
    runs: Mapping[str, Callable[[], object]] = {
        "xac-nhan": lambda: population.confirm_request(by=by, request=uuid),
        "bo-sung": lambda: population.give_item(
            by=by,
            request=uuid,
            field=given["field"],
            value=given["value"],
            document=given["document"],
        ),
        "cha-me": lambda: population.give_item(
            by=by,
            request=uuid,
            field=PARENTAGE,
            value=given["parentage"],
            document=given["document"],
        ),
        "song-chet": lambda: population.record_life(
            by=by, request=uuid, life=LifeState(given["life"]), basis=given["basis"]
        ),
        "tu-choi": lambda: population.refuse_request(by=by, request=uuid, reason=given["reason"]),
        "rut": lambda: withdraw(by=by, request=uuid, reason=given["reason"]),
    }
    runs[act]()
    return _("Đã ghi.")


def _say(form: Form, fault: Exception) -> None:
    if isinstance(fault, problems.ValueNotStorableError):
        text = _("Nội dung này không lưu được. Hãy nhập lại.")
        form.add_error("value" if "value" in form.fields else None, text)
        return
    form.add_error(None, _(_PLAIN[type(fault)]))


def _shown(fact: Fact) -> str:
    choice = fact.spec.choice(fact.value)
    if choice is not None:
        return _(choice.label)
    return shown_date(fact.value) if fact.spec.kind is Kind.DATE else fact.value


def _note(state: str, note: str) -> str:
    """Return a step's note in words: what is missing, or the rule by which none is given."""
    if state == S.NONE_BY_RULE:
        return _(REASON_WORDS[note]) if note in REASON_WORDS else note
    if state != S.INCOMPLETE:
        return note
    labels = [_(spec.label) for field in note.split(",") if (spec := number_fact(field))]
    return ", ".join(labels)


def _url(name: str, uuid: UUID) -> str:
    try:
        return reverse(name, args=[uuid])
    except NoReverseMatch:
        return ""
