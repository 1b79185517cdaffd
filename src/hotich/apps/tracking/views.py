"""Pages of the tracking list: the list, its print, taking a case, minutes."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import officers_of, roles_of
from hotich.apps.exports.forms import WishForm
from hotich.apps.exports.queries import receivers
from hotich.apps.exports.words import REFUSALS as EXPORT_REFUSALS
from hotich.apps.exports.words import words as export_words
from hotich.apps.tracking import actions
from hotich.apps.tracking.actions import JUSTICE, POLICE
from hotich.apps.tracking.forms import AnswerForm, FilterForm, MinutesForm
from hotich.apps.tracking.models import Case, Rejection
from hotich.apps.tracking.printing import ask_list
from hotich.apps.tracking.problems import CaseTakenError
from hotich.apps.tracking.queries import cases, cases_of, counts_of, listed
from hotich.apps.tracking.sealing import is_reader
from hotich.apps.tracking.words import REFUSALS, words
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_VIEW)
def tracking_list(request: OfficerRequest) -> HttpResponse:
    """Show the cases of the office that the filter leaves."""
    at = timezone.now()
    form = _filter(request)
    found = cases(request.actor, form.wanted(), at=at)
    shown = page_of_records(request, found)
    rows = listed(shown.object_list, at=at)
    settle = {row.case.pk: settle_url(row.case.pk) for row in rows}
    context = {
        "form": form,
        "filtered": any(value not in {None, ""} for value in form.cleaned_data.values()),
        "is_reader": is_reader(request.actor),
        "has_cases": cases_of(request.actor).exists(),
        "counts": counts_of(request.actor),
        "page": shown,
        "rows": [(row, settle[row.case.pk]) for row in rows],
        "today": timezone.localdate(at),
        "me": request.actor.officer,
        "may_work": request.actor.may(Permission.CASE_WORK),
    }
    return form_page(request, "tracking/list.html", context, form)


@require_POST
@page(Permission.CASE_VIEW)
def printed(request: OfficerRequest, kind: str) -> HttpResponse:
    """Ask for the filtered list as a file, first for whom and what for."""
    form = _filter(request)
    found = cases(request.actor, form.wanted(), at=timezone.now())
    wish = WishForm(receivers(request.actor), request.POST if "to" in request.POST else None)
    problem = ""
    if wish.is_bound and wish.is_valid():
        try:
            asked = ask_list(
                by=request.actor, rows=found, chosen=form.chosen(), form=kind, wish=wish.wish
            )
        except EXPORT_REFUSALS as fault:
            problem = export_words(fault)
        else:
            messages.success(request, _("Đã gửi yêu cầu; tệp được giao khi có người xác nhận."))
            return go_to(request, reverse("exports:export", args=[asked.pk]))
    context = {
        "wish": wish,
        "kind": kind,
        "problem": problem,
        "rows": found.count(),
        "kept": [(name, request.POST.get(name, "")) for name in form.fields],
        "chosen": form.chosen(),
    }
    refused = bool(problem or wish.errors)
    status = UNPROCESSABLE if refused else HTTPStatus.OK
    return render(request, "tracking/ask.html", context, status=status)


@require_POST
@page(Permission.CASE_WORK)
def take(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take a case, or take it over from the officer the page named."""
    holder = _uuid(request.POST.get("from", ""))
    try:
        actions.take_case(by=request.actor, case=uuid, from_officer=holder)
    except Case.DoesNotExist as fault:
        raise Http404 from fault
    except CaseTakenError as fault:
        messages.error(request, words(fault)[1])
    except REFUSALS as fault:
        messages.error(request, words(fault)[1])
    else:
        messages.success(request, _("Đã nhận mục theo dõi."))
    return go_to(request, settle_url(uuid) or reverse("tracking:list"))


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_WORK)
def minutes(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record minutes of a check with an officer of the other side."""
    case = _viewed(request, uuid)
    form = MinutesForm(
        request.POST if request.method == "POST" else None,
        others=others_for_minutes(request),
        initial={"on_day": timezone.localdate()},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_minutes(
                by=request.actor,
                case=case.pk,
                other=UUID(given["other"]),
                on_day=given["on_day"],
                place=given["place"],
                text=given["text"],
            )
        except REFUSALS as fault:
            field, text = words(fault)
            form.add_error(field or None, text)
        else:
            messages.success(request, _("Đã ghi biên bản."))
            return go_to(request, settle_url(case.pk) or reverse("tracking:list"))
    (row,) = listed([case], at=timezone.now())
    context = {"form": form, "case": case, "row": row, "back": settle_url(case.pk)}
    return form_page(request, "tracking/minutes.html", context, form)


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_WORK)
def answer(request: OfficerRequest, uuid: UUID, rejection: UUID) -> HttpResponse:
    """Record what was done about a receiver's rejection."""
    case = _viewed(request, uuid)
    found = case.rejections.filter(pk=rejection).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_rejection(
                by=request.actor, rejection=found.pk, answer=form.cleaned_data["answer"]
            )
        except Rejection.DoesNotExist as fault:
            raise Http404 from fault
        except REFUSALS as fault:
            form.add_error(None, words(fault)[1])
        else:
            messages.success(request, _("Đã ghi việc xử lý."))
            return go_to(request, settle_url(case.pk) or reverse("tracking:list"))
    context = {"form": form, "case": case, "rejection": found, "back": settle_url(case.pk)}
    status = UNPROCESSABLE if form.errors else HTTPStatus.OK
    return render(request, "tracking/answer.html", context, status=status)


def settle_url(case: UUID) -> str:
    """Return the page on which the case is settled; "" where the room of entries is absent."""
    try:
        return reverse("entry:settle", args=[case])
    except NoReverseMatch:
        return ""


def others_for_minutes(request: OfficerRequest) -> list[Officer]:
    """Return the officers of the office with whom the officer at the page may write minutes."""
    day = timezone.localdate()
    mine = roles_of(request.user, day=day)
    sides: list[Role] = []
    if mine & set(JUSTICE):
        sides += POLICE
    if mine & set(POLICE):
        sides += JUSTICE
    found = {
        one.pk: one
        for role in sides
        for one in officers_of(request.actor.office_id, role=role, day=day)
        if one.pk != request.actor.officer
    }
    return sorted(found.values(), key=lambda one: one.full_name)


def _filter(request: OfficerRequest) -> FilterForm:
    data: QueryDict = request.POST if request.method == "POST" else request.GET
    day = timezone.localdate()
    people = {
        one.pk: one
        for role in (*JUSTICE, *POLICE)
        for one in officers_of(request.actor.office_id, role=role, day=day)
    }
    return FilterForm(data, officers=sorted(people.values(), key=lambda one: one.full_name))


def _viewed(request: OfficerRequest, uuid: UUID) -> Case:
    try:
        return actions.view_case(by=request.actor, case=uuid)
    except Case.DoesNotExist as fault:
        raise Http404 from fault


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
