"""Pages of one report: its draft, its sending, and what was sent."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import ROLE_NAMES, Permission
from hotich.apps.reports import actions, problems
from hotich.apps.reports.forms import (
    CorrectForm,
    SectionsForm,
)
from hotich.apps.reports.lines import line_of
from hotich.apps.reports.models import Kind, Report
from hotich.apps.reports.printing import TYPES, notes_of
from hotich.apps.reports.queries import (
    figures_now,
    figures_of,
    get_report,
    may_send,
    pending_replacement,
    replacement_of,
    signing_role,
)
from hotich.apps.reports.rederiving import rederive
from hotich.apps.reports.showing import (
    departure_words,
    figure_table,
    reporter_words,
    state_of_report,
    title_of,
)
from hotich.apps.reports.suggesting import Suggestion, suggestions
from hotich.core.reporting import REPORT_SECTIONS
from hotich.web.responses import form_page, go_to, refused


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_VIEW)
def report(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a report: a draft to be written, or one that was sent as it was sent."""
    found = _get(request, uuid)
    if found.sent_at is None:
        return _draft(request, found)
    if request.method == "POST":
        raise Http404
    return _sent(request, found)


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def send(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the report as it would be sent now, and send it."""
    found = _own(request, uuid)
    if found.sent_at is not None:
        return go_to(request, _url(found))
    problem = ""
    if request.method == "POST":
        sent_version = request.POST.get("version", "")
        version = int(sent_version) if sent_version.isascii() and sent_version.isdigit() else 0
        try:
            actions.send_report(by=request.actor, report=uuid, version=version)
        except problems.RefusedError as fault:
            problem = problems.words(fault)[1]
        else:
            messages.success(request, _("Đã gửi báo cáo. Từ nay báo cáo không thay đổi."))
            return go_to(request, _url(found))
    now = timezone.now()
    figures = figures_now(found, as_of=now)
    context = _facts(found) | {
        "problem": problem,
        "table": figure_table(figures),
        "notes": notes_of(found, figures, timezone.localtime(now)),
        "sections": _sections(found),
        "may_send": may_send(request.actor, found, day=timezone.localdate()),
        "signer": _(ROLE_NAMES[signing_role(found.line_code)]),
    }
    if problem:
        return refused(request, "reports/send.html", context)
    return render(request, "reports/send.html", context)


@require_POST
@page(Permission.REPORT_WRITE)
def discard(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Put a draft aside."""
    found = _own(request, uuid)
    try:
        actions.discard_draft(by=request.actor, report=uuid)
    except problems.RefusedError as fault:
        messages.error(request, problems.words(fault)[1])
        return go_to(request, _url(found))
    messages.success(request, _("Đã bỏ bản nháp."))
    return go_to(request, reverse("reports:list"))


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def correct(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Begin the report that is to replace one that was sent."""
    found = _own(request, uuid)
    if found.sent_at is None:
        raise Http404
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.correct_report(
                by=request.actor, report=uuid, reason=form.cleaned_data["reason"]
            )
        except problems.RefusedError as fault:
            field, text = problems.words(fault)
            form.add_error(field or None, text)
        else:
            return go_to(request, _url(draft))
    return form_page(request, "reports/correct.html", _facts(found) | {"form": form}, form)


@require_GET
@page(Permission.REPORT_VIEW)
def rederived(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Count the figures of a sent report again and show whether they agree."""
    found = _get(request, uuid)
    if found.sent_at is None:
        raise Http404
    result = rederive(found)
    context = _facts(found) | {
        "result": result,
        "table": figure_table(result.counted),
        "departures": [(one, *departure_words(one)) for one in result.departures],
    }
    return render(request, "reports/rederived.html", context)


@require_GET
@page(Permission.REPORT_VIEW)
def download(request: OfficerRequest, uuid: UUID, form: str) -> HttpResponse:
    """Send the report as a Word or PDF file; who fetched it is recorded first."""
    if form not in TYPES:
        raise Http404
    _get(request, uuid)
    printed = actions.download_report(by=request.actor, report=uuid, form=form)
    response = HttpResponse(printed.content, content_type=printed.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{printed.name}"'
    return response


def _draft(request: OfficerRequest, found: Report) -> HttpResponse:
    sent = request.method == "POST"
    ad_hoc = found.kind == Kind.AD_HOC
    initial = {**found.sections, "version": found.version, "occasion": found.occasion}
    form = SectionsForm(request.POST if sent else None, initial=initial, ad_hoc=ad_hoc)
    offered = suggestions(request.actor, found, at=timezone.now())
    if sent and form.is_valid():
        texts = form.sections()
        section = _insert(texts, offered, request.POST.get("insert", ""))
        try:
            actions.save_draft(
                by=request.actor,
                report=found.pk,
                version=form.cleaned_data["version"],
                sections=texts,
                occasion=form.cleaned_data.get("occasion"),
            )
        except problems.RefusedError as fault:
            form.add_error(None, problems.words(fault)[1])
        else:
            return go_to(request, _after_saving(request, found, section))
    figures = figures_now(found, as_of=timezone.now())
    context = _facts(found) | {
        "form": form,
        "fields": [(form[one.code], _of(offered, one.code)) for one in REPORT_SECTIONS],
        "table": figure_table(figures),
    }
    return form_page(request, "reports/draft.html", context, form)


def _after_saving(request: OfficerRequest, found: Report, section: str) -> str:
    if section:
        return f"{_url(found)}#id_{section}"
    if "go_on" in request.POST:
        return reverse("reports:send", args=[found.pk])
    messages.success(request, _("Đã lưu bản nháp."))
    return _url(found)


def _insert(texts: dict[str, str], offered: list[Suggestion], wanted: str) -> str:
    """Put the suggestion of that place under its section's text; return the section, or ""."""
    if not (wanted.isascii() and wanted.isdigit()) or int(wanted) >= len(offered):
        return ""
    chosen = offered[int(wanted)]
    before = texts[chosen.section].rstrip()
    texts[chosen.section] = f"{before}\n{chosen.text}" if before else chosen.text
    return chosen.section


def _of(offered: list[Suggestion], section: str) -> list[tuple[int, Suggestion]]:
    return [(place, one) for place, one in enumerate(offered) if one.section == section]


def _sent(request: OfficerRequest, found: Report) -> HttpResponse:
    figures = figures_of(found)
    if figures is None or found.as_of is None:
        raise Http404
    own = found.office_id == request.actor.office
    context = _facts(found) | {
        "table": figure_table(figures),
        "notes": notes_of(found, figures, timezone.localtime(found.as_of)),
        "sections": _sections(found),
        "replacement": replacement_of(found),
        "pending": pending_replacement(found) if own else None,
        "may_correct": own and request.actor.may(Permission.REPORT_WRITE),
    }
    return render(request, "reports/sent.html", context)


def _facts(found: Report) -> dict[str, object]:
    line = line_of(found.line)
    state, tone = state_of_report(found)
    return {
        "report": found,
        "title": title_of(found),
        "line": line,
        "reporter": reporter_words(line),
        "state": state,
        "tone": tone,
    }


def _sections(found: Report) -> list[tuple[str, str]]:
    return [(_(one.title), str(found.sections.get(one.code, ""))) for one in REPORT_SECTIONS]


def _get(request: OfficerRequest, uuid: UUID) -> Report:
    try:
        return get_report(request.actor, uuid)
    except Report.DoesNotExist:
        raise Http404 from None


def _own(request: OfficerRequest, uuid: UUID) -> Report:
    found = _get(request, uuid)
    if found.office_id != request.actor.office:
        raise Http404
    return found


def _url(found: Report) -> str:
    return reverse("reports:report", args=[found.pk])
