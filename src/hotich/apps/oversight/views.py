"""Pages of oversight: the log, its check, who looked at a person, and the computers."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.actions import check_workstation
from hotich.apps.accounts.cookies import keep_cookie
from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.models import Workstation
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.accounts.workstations import (
    COOKIE,
    NotCheckedError,
    bind_computer,
    unbind_computer,
)
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.verify import Verification, head_of
from hotich.apps.entry.models import Mention
from hotich.apps.oversight import actions, queries
from hotich.apps.oversight.forms import (
    AnchorForm,
    CheckForm,
    LogForm,
    MentionForm,
    PersonForm,
    SearchForm,
)
from hotich.apps.oversight.words import FAULTS, action_words
from hotich.web.pagination import page_of_records, page_of_rows
from hotich.web.responses import UNPROCESSABLE, form_page, go_to

_MONTH = timedelta(days=30)
_TEN_YEARS = 10 * 365 * 24 * 60 * 60


@require_GET
@page(Permission.AUDIT_VIEW)
def audit(request: OfficerRequest) -> HttpResponse:
    """Show the log of the office, narrowed by day, officer, action and object."""
    return _audit_page(request, AnchorForm())


@require_POST
@page(Permission.AUDIT_VIEW)
def verify(request: OfficerRequest) -> HttpResponse:
    """Recompute the chain of the office and show the first row that does not fit."""
    form = AnchorForm(request.POST)
    if not form.is_valid():
        return _audit_page(request, form, status=UNPROCESSABLE)
    anchor = form.cleaned_data["anchor"]
    result = actions.verify_log(by=request.actor, anchor=anchor)
    return _audit_page(request, form, result=result)


@require_http_methods(["GET", "POST"])
@page(Permission.AUDIT_VIEW)
def viewers(request: OfficerRequest) -> HttpResponse:
    """Find an entry by its number, to ask who looked at a person in it."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "tab": "viewers", "searched": False}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = actions.search_entries(by=request.actor, text=given["text"], reason=given["reason"])
        context |= {"searched": True, "found": found, "reason": given["reason"]}
    return form_page(request, "oversight/viewers.html", context, form)


@require_POST
@page(Permission.AUDIT_VIEW)
def viewers_of_mention(request: OfficerRequest) -> HttpResponse:
    """Show who looked at a person of an entry, when and why."""
    form = MentionForm(request.POST)
    if not form.is_valid():
        return _ask_again(request)
    given = form.cleaned_data
    try:
        entry, watched, rows = actions.show_viewers_of_mention(
            by=request.actor, mention=given["mention"], reason=given["reason"]
        )
    except Mention.DoesNotExist:
        raise Http404 from None
    shown = page_of_rows(request, rows)
    context = {
        "entry": entry,
        "watched": watched,
        "page": shown,
        "rows": _told(shown.object_list),
        "address": reverse("oversight:viewers_of_mention"),
        "kept": {"mention": given["mention"], "reason": given["reason"]},
        "tab": "viewers",
    }
    return render(request, "oversight/viewed.html", context)


@require_POST
@page(Permission.AUDIT_VIEW)
def viewers_of_person(request: OfficerRequest) -> HttpResponse:
    """Show who of this office looked at a person; asks for the reason first."""
    subject = PersonForm(request.POST).data.get("subject", "")
    form = PersonForm(request.POST if "reason" in request.POST else None)
    if not form.is_bound:
        form = PersonForm(initial={"subject": subject})
    elif form.is_valid():
        given = form.cleaned_data
        rows = actions.show_viewers_of_person(
            by=request.actor, person=given["subject"], reason=given["reason"]
        )
        shown = page_of_rows(request, rows)
        context = {
            "person": given["subject"],
            "page": shown,
            "rows": _told(shown.object_list),
            "address": reverse("oversight:viewers_of_person"),
            "kept": {"subject": given["subject"], "reason": given["reason"]},
            "tab": "viewers",
        }
        return render(request, "oversight/viewed.html", context)
    if "subject" in form.errors:
        return _ask_again(request)
    return form_page(request, "oversight/person.html", {"form": form, "tab": "viewers"}, form)


@require_http_methods(["GET", "POST"])
@page(Permission.AUDIT_VIEW, Permission.WORKSTATION_CHECK)
def computers(request: OfficerRequest) -> HttpResponse:
    """Show the computers of the office with their checks; record a check."""
    today = timezone.localdate()
    may_check = request.actor.may(Permission.WORKSTATION_CHECK)
    sent = request.method == "POST"
    if sent and not may_check:
        raise NotPermittedError(Permission.WORKSTATION_CHECK)
    initial: dict[str, object] = {"checked_on": today, "expires_on": today + timedelta(days=180)}
    form = CheckForm(request.POST if sent else None, today=today, initial=initial)
    if sent and form.is_valid():
        given = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "met"}
        office = get_office(request.actor.office_id)
        check_workstation(by=request.actor, office=office, failed=form.failed(), **given)
        messages.success(request, _("Đã ghi lần kiểm tra máy tính."))
        return go_to(request, reverse("oversight:computers"))
    context = {
        "form": form,
        "may_check": may_check,
        "rows": queries.computers(request.actor, day=today),
        "unlisted": queries.unlisted_workstations(request.actor, since=timezone.now() - _MONTH)
        if request.actor.may(Permission.AUDIT_VIEW)
        else [],
        "tab": "computers",
    }
    return form_page(request, "oversight/computers.html", context, form)


@require_POST
@page(Permission.WORKSTATION_CHECK)
def bind(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Bind the computer at which the officer sits, under the name that was checked."""
    try:
        secret = bind_computer(by=request.actor, workstation=uuid, day=timezone.localdate())
    except Workstation.DoesNotExist as missing:
        raise Http404 from missing
    except NotCheckedError:
        messages.error(request, _("Máy này chưa có lần kiểm tra đạt còn hạn; hãy kiểm tra trước."))
        return go_to(request, reverse("oversight:computers"))
    messages.success(request, _("Đã gắn máy này; tên máy không phải nhập nữa."))
    response = go_to(request, reverse("oversight:computers"))
    keep_cookie(response, COOKIE, secret, max_age=_TEN_YEARS)
    return response


@require_POST
@page(Permission.WORKSTATION_CHECK)
def unbind(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """End what binds a computer that was lost, replaced or given back."""
    try:
        unbind_computer(by=request.actor, workstation=uuid)
    except Workstation.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã gỡ máy."))
    return go_to(request, reverse("oversight:computers"))


def _audit_page(
    request: OfficerRequest,
    anchor: AnchorForm,
    result: Verification | None = None,
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    form = LogForm(request.GET, officers=queries.officers_in(by), codes=queries.actions_in(by))
    shown = page_of_records(request, queries.log(by, form.wanted()))
    counts = queries.concerned(shown.object_list)
    context = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": shown,
        "rows": [(row, action, counts.get(row.pk, 0)) for row, action in _told(shown.object_list)],
        "head": head_of(by.office_id),
        "anchor": anchor,
        "result": result,
        "fault": _(FAULTS[result.fault]) if result and result.fault else "",
        "tab": "audit",
    }
    refused = UNPROCESSABLE if not form.is_valid() else status
    return render(request, "oversight/audit.html", context, status=refused)


def _ask_again(request: OfficerRequest) -> HttpResponse:
    form = SearchForm()
    text = _("Yêu cầu không đủ: hãy tìm lại người cần xem và ghi lý do.")
    context = {"form": form, "tab": "viewers", "searched": False, "problem": text}
    return render(request, "oversight/viewers.html", context, status=UNPROCESSABLE)


def _told(rows: Iterable[AuditRow]) -> list[tuple[AuditRow, str]]:
    return [(row, action_words(row.action)) for row in rows]
