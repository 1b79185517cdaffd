"""Pages of the deaths that wait for a second police officer, and of the alerts on the desk."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.death_forms import ConfirmForm, RefuseForm
from hotich.apps.entry.deaths import (
    DeathView,
    NewsSinceError,
    confirm,
    queue,
    refuse,
    view_death,
)
from hotich.apps.population.actions import mark_alert_seen
from hotich.apps.population.models import Alert, DeathState
from hotich.apps.population.problems import (
    LinkerConfirmsError,
    ReasonMissingError,
    WrongStateError,
)
from hotich.apps.population.wording import shown_rows
from hotich.apps.tracking.showing import shown_date
from hotich.core.words import vi
from hotich.web.pagination import page_of_rows
from hotich.web.responses import UNPROCESSABLE, go_to

CONFIRM: Final = "xac-nhan"
REFUSE: Final = "tu-choi"
TABS: Final = {
    "": (vi("Chờ xác nhận"), DeathState.PROPOSED),
    "da-xac-nhan": (vi("Đã xác nhận"), DeathState.CONFIRMED),
    "khong-xac-nhan": (vi("Không xác nhận"), DeathState.REFUSED),
}
TONES: Final = {
    DeathState.PROPOSED: "pending",
    DeathState.CONFIRMED: "ok",
    DeathState.REFUSED: "error",
    DeathState.WITHDRAWN: "idle",
}
_REFUSALS: Final[dict[type[Exception], str]] = {
    LinkerConfirmsError: vi(
        "Người đã liên kết không được tự xác nhận. Cần một cán bộ công an khác xác nhận."
    ),
    ReasonMissingError: vi("Chưa ghi căn cứ hoặc lý do."),
    NewsSinceError: vi(
        "Vừa có thêm thông tin về người này. Hãy xem lại phần bên dưới rồi gửi lại."
    ),
    WrongStateError: vi("Trang đã cũ: ngày chết này đã được xử lý."),
}


@require_GET
@page(Permission.DEATH_CONFIRM)
def deaths(request: OfficerRequest) -> HttpResponse:
    """Show the dates of death that wait, oldest first, and those that were decided."""
    chosen = request.GET.get("muc", "")
    if chosen not in TABS:
        raise Http404
    rows = queue(request.actor, TABS[chosen][1])
    shown = page_of_rows(request, rows)
    context = {
        "tabs": [(code, _(label)) for code, (label, _state) in TABS.items()],
        "chosen": chosen,
        "page": shown,
        "rows": [(one, shown_date(one.date)) for one in shown.object_list],
        "me": request.actor.officer,
        "total": len(rows),
    }
    return render(request, "entry/deaths.html", context)


@require_GET
@page(Permission.DEATH_CONFIRM)
def death(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show one: the person, the entry, and everything dated later than the death."""
    return _page(request, _viewed(request, uuid))


@require_POST
@page(Permission.DEATH_CONFIRM)
def death_act(request: OfficerRequest, uuid: UUID, act: str) -> HttpResponse:
    """Confirm the date, or refuse it with a reason."""
    if act not in {CONFIRM, REFUSE}:
        raise Http404
    found = _viewed(request, uuid)
    form = _form(act, found, request)
    if form.is_valid():
        try:
            said = _run(request, uuid, act, form)
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except tuple(_REFUSALS) as fault:
            form.add_error(None, _(_REFUSALS[type(fault)]))
            if isinstance(fault, NewsSinceError):
                found = _viewed(request, uuid)
                form = _renewed(act, found, form)
        else:
            messages.success(request, said)
            return go_to(request, reverse("entry:death", args=[uuid]))
    return _page(request, found, bound=(act, form), status=UNPROCESSABLE)


@require_POST
@page(Permission.ENTRY_TYPE)
def alert_seen(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take an alert off the officer's desk."""
    try:
        mark_alert_seen(by=request.actor, alert=uuid)
    except Alert.DoesNotExist as fault:
        raise Http404 from fault
    return go_to(request, reverse("entry:desk"))


def _viewed(request: OfficerRequest, uuid: UUID) -> DeathView:
    try:
        return view_death(by=request.actor, death=uuid)
    except ObjectDoesNotExist as fault:
        raise Http404 from fault


def _form(act: str, found: DeathView, request: OfficerRequest | None = None) -> Form:
    data = request.POST if request is not None else None
    initial = {"seal": found.seal}
    if act == CONFIRM:
        return ConfirmForm(data, prefix=act, initial=initial, asks_why=bool(found.later))
    return RefuseForm(data, prefix=act, initial=initial)


def _renewed(act: str, found: DeathView, form: Form) -> Form:
    """Return the form with what was typed and the seal of what is shown now."""
    data = {key: form.data[key] for key in form.data} | {form.add_prefix("seal"): found.seal}
    if act == CONFIRM:
        again: Form = ConfirmForm(data, prefix=act, asks_why=bool(found.later))
    else:
        again = RefuseForm(data, prefix=act)
    again.add_error(None, _(_REFUSALS[NewsSinceError]))
    return again


def _run(request: OfficerRequest, uuid: UUID, act: str, form: Form) -> str:
    by, given = request.actor, form.cleaned_data
    if act == CONFIRM:
        confirm(by=by, death=uuid, seal=given["seal"], note=given.get("note", ""))
        return _("Đã ghi ngày chết vào CSDLQGVDC.")
    refuse(by=by, death=uuid, seal=given["seal"], reason=given["reason"])
    return _("Đã ghi việc không xác nhận; mục này đã vào danh sách theo dõi.")


def _page(
    request: OfficerRequest,
    found: DeathView,
    *,
    bound: tuple[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    allowed = {CONFIRM: found.may_confirm, REFUSE: found.may_refuse}
    forms = {
        act: bound[1] if bound is not None and bound[0] == act else _form(act, found)
        for act, is_open in allowed.items()
        if is_open
    }
    refused = bound[1] if bound is not None and bound[0] not in forms else None
    context = {
        "found": found,
        "death": found.death,
        "tone": TONES[found.state],
        "day": shown_date(found.death.date),
        "rows": shown_rows(found.values),
        "later": [(one, shown_date(one.date)) for one in found.later],
        "confirm": forms.get(CONFIRM),
        "refuse": forms.get(REFUSE),
        "refused": refused,
        "refuse_is_open": bound is not None and bound[0] == REFUSE,
    }
    return render(request, "entry/death.html", context, status=status)
