"""Pages of alerts: what was odd, what is behind it, and whose views are told at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.oversight import alert_actions
from hotich.apps.oversight.alert_actions import NotAnswerableError
from hotich.apps.oversight.alert_forms import AnswerForm, WatchForm
from hotich.apps.oversight.alert_models import WatchedNumber
from hotich.apps.oversight.words import told_alert
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_GET
@page(Permission.AUDIT_VIEW)
def alerts(request: OfficerRequest) -> HttpResponse:
    """Show what was odd in the office, open alerts first."""
    return _alerts_page(request, AnswerForm(), None)


@require_POST
@page(Permission.AUDIT_VIEW)
def answer(request: OfficerRequest, alert: UUID) -> HttpResponse:
    """Keep what was found to be behind an alert."""
    form = AnswerForm(request.POST)
    if not alert_actions.alerts_of(request.actor).filter(pk=alert).exists():
        raise Http404
    if form.is_valid():
        try:
            alert_actions.answer_alert(
                by=request.actor, alert=alert, text=form.cleaned_data["text"]
            )
        except NotAnswerableError:
            form.add_error("text", _("Cảnh báo này đã có người trả lời."))
        else:
            messages.success(request, _("Đã ghi kết quả xem xét."))
            return go_to(request, reverse("oversight:alerts"))
    return _alerts_page(request, form, alert, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
@page(Permission.WATCH_KEEP)
def watch_list(request: OfficerRequest) -> HttpResponse:
    """Show the watch-list and put a person on it by his number, which is not kept."""
    form = WatchForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        alert_actions.watch(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã đưa vào danh sách; số định danh không được lưu lại."))
        return go_to(request, reverse("oversight:watch_list"))
    context = {"form": form, "tab": "watch", "rows": alert_actions.watched(request.actor)}
    return form_page(request, "oversight/watch_list.html", context, form)


@require_POST
@page(Permission.WATCH_KEEP)
def unwatch(request: OfficerRequest, row: UUID) -> HttpResponse:
    """Take a person off the watch-list."""
    try:
        alert_actions.unwatch(by=request.actor, row=row)
    except WatchedNumber.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã bỏ khỏi danh sách."))
    return go_to(request, reverse("oversight:watch_list"))


def _alerts_page(
    request: OfficerRequest, form: AnswerForm, answered: UUID | None, *, status: int = 200
) -> HttpResponse:
    found = page_of_records(request, alert_actions.alerts_of(request.actor))
    rows = [
        {
            "alert": one,
            "told": told_alert(one.kind, one.figures, one.about),
            "answer": getattr(one, "answer", None),
            "form": form if one.pk == answered else AnswerForm(auto_id=f"{one.pk}_%s"),
        }
        for one in found
    ]
    context = {"rows": rows, "page": found, "tab": "alerts"}
    return render(request, "oversight/alerts.html", context, status=status)
