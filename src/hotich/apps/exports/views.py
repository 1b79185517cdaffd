"""Pages of exports: what was asked for, the second person's word, and the file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.exports import actions, queries
from hotich.apps.exports.forms import RefuseForm
from hotich.apps.exports.models import ExportRequest
from hotich.apps.exports.words import REFUSALS, words
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, go_to

# Who may ask for some file, or lets one go.
RIGHTS = (
    Permission.EXISTING_IMPORT,
    Permission.CASE_VIEW,
    Permission.AUDIT_VIEW,
    Permission.EXPORT_CONFIRM,
)


@require_GET
@page(*RIGHTS)
def requests(request: OfficerRequest) -> HttpResponse:
    """Show what was asked for: the officer's own, or the office's to who confirms."""
    shown = page_of_records(request, queries.requests_of(request.actor))
    at = timezone.now()
    rows = [(one, _standing(one, queries.standing(one, at=at))) for one in shown.object_list]
    context = {
        "page": shown,
        "rows": rows,
        "waiting": queries.waiting_for(request.actor),
        "confirms": request.actor.may(Permission.EXPORT_CONFIRM),
    }
    return render(request, "exports/requests.html", context)


@require_GET
@page(*RIGHTS)
def export(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show one request with what may be done about it."""
    return _page(request, _found(request, uuid), RefuseForm())


@require_POST
@page(Permission.EXPORT_CONFIRM)
def confirm(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Let the file go."""
    found = _found(request, uuid)
    try:
        actions.confirm_export(by=request.actor, request=found.pk)
    except REFUSALS as fault:
        return _page(request, found, RefuseForm(), problem=words(fault))
    messages.success(request, _("Đã xác nhận. Người yêu cầu lấy được tệp trong 7 ngày."))
    return go_to(request, reverse("exports:export", args=[found.pk]))


@require_POST
@page(*RIGHTS)
def refuse(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Do not let the file go, or take the own request back."""
    found = _found(request, uuid)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        reason = form.cleaned_data["reason"]
        actions.refuse_export(by=request.actor, request=found.pk, reason=reason)
    except REFUSALS as fault:
        return _page(request, found, form, problem=words(fault))
    messages.success(request, _("Đã ghi: tệp này không được giao."))
    return go_to(request, reverse("exports:export", args=[found.pk]))


@require_POST
@page(*RIGHTS)
def take(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Send the closed file to who asked for it; its fingerprint is on record before."""
    found = _found(request, uuid)
    try:
        taken = actions.take_export(by=request.actor, request=found.pk)
    except REFUSALS as fault:
        return _page(request, found, RefuseForm(), problem=words(fault))
    except ExportRequest.DoesNotExist as fault:
        raise Http404 from fault
    disposition = f'attachment; filename="{taken.file_name}"'
    return HttpResponse(
        taken.content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )


def _found(request: OfficerRequest, uuid: UUID) -> ExportRequest:
    try:
        return queries.get_request(request.actor, uuid)
    except ExportRequest.DoesNotExist as fault:
        raise Http404 from fault


def _page(
    request: OfficerRequest, found: ExportRequest, form: RefuseForm, *, problem: str = ""
) -> HttpResponse:
    by, at = request.actor, timezone.now()
    stands = queries.standing(found, at=at)
    open_ = stands is queries.Standing.WAITING
    mine = found.asked_by_id == by.officer
    context = {
        "export": found,
        "standing": _standing(found, stands),
        "until": found.confirmed_at + queries.KEPT if found.confirmed_at else None,
        "mine": mine,
        "may_confirm": open_ and not mine and by.may(Permission.EXPORT_CONFIRM),
        "may_refuse": open_,
        "may_take": queries.may_be_taken(by, found, at=at),
        "form": form,
        "problem": problem,
    }
    refused = bool(problem or form.is_bound)
    return render(
        request, "exports/request.html", context, status=UNPROCESSABLE if refused else 200
    )


def _standing(found: ExportRequest, stands: queries.Standing) -> dict[str, str]:
    tones = {
        queries.Standing.WAITING: "warn",
        queries.Standing.CONFIRMED: "ok",
        queries.Standing.TAKEN: "ok",
    }
    tone = tones.get(stands, "idle" if found.refused_at is None else "error")
    return {"label": _(queries.STANDING_WORDS[stands]), "tone": tone}
