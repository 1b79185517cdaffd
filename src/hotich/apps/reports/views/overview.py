"""Pages over all reports: what is due, what was sent and received, lines, new drafts."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.campaign.queries import plan_on
from hotich.apps.reports import actions, problems
from hotich.apps.reports.forms import (
    LineForm,
    OccasionForm,
    initial_of,
)
from hotich.apps.reports.lines import Line, history_of, line_of, line_on, lines_on
from hotich.apps.reports.models import Report
from hotich.apps.reports.queries import (
    LineStanding,
    Standing,
    own_reports,
    received_reports,
    sent_reports,
    standings,
)
from hotich.apps.reports.showing import (
    due_words,
    left_words,
    reporter_words,
    state_of_report,
    title_of,
)
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to

# The part of a report that tells of money.
MONEY = "money"


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as a line of a list shows it."""

    report: Report
    title: str
    line: Line
    reporter: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Due:
    """What is due along a line, in words."""

    one: Standing
    reporter: str
    due: str
    left: str
    missed: Standing | None


@require_GET
@page(Permission.REPORT_VIEW)
def reports(request: OfficerRequest) -> HttpResponse:
    """Show what is due along each line, and the reports of the office."""
    office = get_office(request.actor.office_id)
    if not lines_on(office, timezone.localdate()):
        return received(request)
    shown = page_of_records(request, own_reports(request.actor))
    context = {
        "tab": "own",
        "due": [_due(one) for one in standings(request.actor, at=timezone.now())],
        "page": shown,
        "rows": [_listed(one) for one in shown.object_list],
        "may_write": request.actor.may(Permission.REPORT_WRITE),
        "has_lines": True,
    }
    return render(request, "reports/list.html", context)


@require_GET
@page(Permission.REPORT_VIEW)
def received(request: OfficerRequest) -> HttpResponse:
    """Show the reports sent to the office, also through it or as a copy."""
    office = get_office(request.actor.office_id)
    shown = page_of_records(request, received_reports(request.actor))
    context = {
        "tab": "received",
        "page": shown,
        "rows": [_listed(one) for one in shown.object_list],
        "has_lines": bool(lines_on(office, timezone.localdate())),
    }
    return render(request, "reports/list.html", context)


@require_GET
@page(Permission.MONEY_VIEW)
def money(request: OfficerRequest) -> HttpResponse:
    """Show what the office's sent reports say of the campaign's money, and nothing else of them."""
    shown = page_of_records(request, sent_reports(request.actor))
    context = {
        "page": shown,
        "rows": [(one, one.sections.get(MONEY, "")) for one in shown.object_list],
        "plan": plan_on(request.actor.office_id, timezone.localdate()),
    }
    return render(request, "reports/money.html", context)


@require_GET
@page(Permission.REPORT_VIEW)
def lines(request: OfficerRequest) -> HttpResponse:
    """Show along which lines the office reports, and how they were changed."""
    office = get_office(request.actor.office_id)
    found = lines_on(office, timezone.localdate())
    context = {
        "rows": [
            {
                "line": line,
                "reporter": reporter_words(line),
                "due": due_words(line),
                "history": [
                    (row, line_of(row), due_words(line_of(row)))
                    for row in history_of(office, line.code)
                ],
            }
            for line in found
        ],
        "may_write": request.actor.may(Permission.REPORT_WRITE),
    }
    return render(request, "reports/lines.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def change_line(request: OfficerRequest, code: str) -> HttpResponse:
    """Record how the office reports along a line from a day on."""
    line = _line(request, code)
    sent = request.method == "POST"
    initial = initial_of(line, timezone.localdate())
    form = LineForm(request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        try:
            actions.change_line(by=request.actor, code=code, change=form.change())
        except problems.RefusedError as fault:
            field, text = problems.words(fault)
            form.add_error(field or None, text)
        else:
            messages.success(request, _("Đã ghi tuyến báo cáo. Báo cáo đã gửi không thay đổi."))
            return go_to(request, reverse("reports:lines"))
    context = {"form": form, "line": line, "reporter": reporter_words(line)}
    return form_page(request, "reports/change_line.html", context, form)


@require_POST
@page(Permission.REPORT_WRITE)
def start(request: OfficerRequest, code: str) -> HttpResponse:
    """Open the draft of this week's report of a line, or of last week's."""
    _line(request, code)
    weeks_ago = 1 if request.POST.get("week") == "last" else 0
    try:
        draft = actions.start_periodic(by=request.actor, code=code, weeks_ago=weeks_ago)
    except problems.WeekReportedError as fault:
        messages.warning(request, problems.words(fault)[1])
        return go_to(request, _url(fault.existing))
    return go_to(request, _url(draft))


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def start_ad_hoc(request: OfficerRequest, code: str) -> HttpResponse:
    """Begin an ad hoc report along a line."""
    line = _line(request, code)
    form = OccasionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        draft = actions.start_ad_hoc(
            by=request.actor, code=code, token=given["token"], occasion=given["occasion"]
        )
        return go_to(request, _url(draft))
    context = {"form": form, "line": line, "reporter": reporter_words(line)}
    return form_page(request, "reports/start_ad_hoc.html", context, form)


def _due(one: LineStanding) -> Due:
    return Due(
        one.this,
        reporter_words(one.this.line),
        due_words(one.this.line),
        left_words(one.this.left),
        one.last,
    )


def _listed(found: Report) -> Listed:
    state, tone = state_of_report(found)
    line = line_of(found.line)
    return Listed(found, title_of(found), line, reporter_words(line), state, tone)


def _line(request: OfficerRequest, code: str) -> Line:
    line = line_on(get_office(request.actor.office_id), code, timezone.localdate())
    if line is None:
        raise Http404
    return line


def _url(found: Report) -> str:
    return reverse("reports:report", args=[found.pk])
