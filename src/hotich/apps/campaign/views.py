"""Pages of the campaign: difficulties with their answers, and the plans."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.campaign import actions
from hotich.apps.campaign.forms import AnswerForm, PlanForm, RaiseForm, ReasonForm
from hotich.apps.campaign.models import Difficulty, Plan
from hotich.apps.campaign.queries import (
    difficulties_of,
    get_difficulty,
    get_plan,
    plan_on,
    plans_of,
)
from hotich.core.law import INSTRUMENTS
from hotich.core.words import vi
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to

VIEWS = (("mo", vi("Chưa trả lời")), ("xong", vi("Đã trả lời")), ("tat-ca", vi("Tất cả")))


@require_GET
@page(Permission.DIFFICULTY_RAISE)
def difficulties(request: OfficerRequest) -> HttpResponse:
    """Show the difficulties of the office, open ones first of all."""
    every = difficulties_of(request.actor)
    lists = {
        "mo": every.filter(answered_at__isnull=True, withdrawn_at__isnull=True),
        "xong": every.filter(answered_at__isnull=False),
        "tat-ca": every,
    }
    wanted = request.GET.get("xem", "mo")
    chosen = wanted if wanted in lists else "mo"
    today = timezone.localdate()
    context = {
        "page": page_of_records(request, lists[chosen]),
        "chosen": chosen,
        "tabs": [(code, _(label), lists[code].count()) for code, label in VIEWS],
        "plan": plan_on(request.actor.office_id, today),
        "today": today,
    }
    return render(request, "campaign/difficulties.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.DIFFICULTY_RAISE)
def raise_difficulty(request: OfficerRequest) -> HttpResponse:
    """Raise a difficulty."""
    form = RaiseForm(_sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        difficulty = actions.raise_difficulty(
            by=request.actor,
            text=given["text"],
            proposal=given["proposal"],
            key=given["token"],
        )
        messages.success(request, _("Đã ghi khó khăn, vướng mắc."))
        return go_to(request, reverse("campaign:difficulty", args=[difficulty.pk]))
    return form_page(request, "campaign/raise.html", {"form": form}, form)


@require_http_methods(["GET", "POST"])
@page(Permission.DIFFICULTY_RAISE)
def difficulty(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a difficulty; who may answer does so here."""
    found = _difficulty(request, uuid)
    may_answer = request.actor.may(Permission.REPORT_WRITE)
    if request.method == "POST" and not may_answer:
        raise Http404
    form = AnswerForm(_sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.answer_difficulty(
                by=request.actor, difficulty=found, answer=form.cleaned_data["answer"]
            )
        except (actions.AlreadyAnsweredError, actions.WithdrawnError):
            found = _difficulty(request, uuid)
            text = _("Khó khăn này đã được trả lời hoặc đã rút. Nội dung mới nhất ở trên.")
            form.add_error(None, text)
        else:
            messages.success(request, _("Đã trả lời."))
            return go_to(request, reverse("campaign:difficulty", args=[found.pk]))
    is_open = found.answered_at is None and found.withdrawn_at is None
    context = {
        "difficulty": found,
        "form": form,
        "shows_form": may_answer and (is_open or form.is_bound),
        "may_withdraw": is_open and found.by_id == request.actor.officer_id,
    }
    return form_page(request, "campaign/difficulty.html", context, form)


@require_http_methods(["GET", "POST"])
@page(Permission.DIFFICULTY_RAISE)
def withdraw(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Withdraw a difficulty of one's own."""
    found = _difficulty(request, uuid)
    is_open = found.answered_at is None and found.withdrawn_at is None
    if not is_open or found.by_id != request.actor.officer_id:
        raise Http404
    form = ReasonForm(_sent(request))
    back = reverse("campaign:difficulty", args=[found.pk])
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw_difficulty(by=request.actor, difficulty=found, reason=reason)
        messages.success(request, _("Đã rút khó khăn, vướng mắc."))
        return go_to(request, back)
    context = {"form": form, "title": _("Rút khó khăn, vướng mắc"), "back": back}
    return form_page(request, "campaign/reason.html", context, form)


@require_GET
@page(Permission.DIFFICULTY_RAISE)
def plans(request: OfficerRequest) -> HttpResponse:
    """Show the plans of the office and of its predecessors."""
    context = {
        "plans": plans_of(request.actor),
        "today": timezone.localdate(),
        "may_record": request.actor.may(Permission.REPORT_WRITE),
    }
    return render(request, "campaign/plans.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def record_plan(request: OfficerRequest) -> HttpResponse:
    """Record a plan; the plan of 2023 can be taken over from the law that the program knows."""
    offices = held_offices(request.actor.office_id)
    is_of_2023 = request.GET.get("mau") == "2023"
    form = PlanForm(
        _sent(request), offices=offices, initial=_plan_of_2023() if is_of_2023 else None
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        by_key = {str(one.pk): one for one in offices}
        actions.record_plan(
            by=request.actor,
            office=by_key[given["office"]],
            title=given["title"],
            number=given["number"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            legal_basis=given["legal_basis"],
            law=_law_of(given),
            key=given["token"],
        )
        messages.success(request, _("Đã ghi kế hoạch."))
        return go_to(request, reverse("campaign:plans"))
    return form_page(request, "campaign/record_plan.html", {"form": form}, form)


@require_http_methods(["GET", "POST"])
@page(Permission.REPORT_WRITE)
def void_plan(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Void a plan recorded by mistake."""
    try:
        found = get_plan(request.actor, uuid)
    except Plan.DoesNotExist as missing:
        raise Http404 from missing
    if found.voided_at is not None:
        raise Http404
    form = ReasonForm(_sent(request))
    if form.is_bound and form.is_valid():
        actions.void_plan(by=request.actor, plan=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã hủy bỏ kế hoạch."))
        return go_to(request, reverse("campaign:plans"))
    context = {
        "form": form,
        "title": _("Hủy bỏ kế hoạch đã ghi"),
        "sub": found.title,
        "back": reverse("campaign:plans"),
    }
    return form_page(request, "campaign/reason.html", context, form)


def _plan_of_2023() -> dict[str, object]:
    instrument = INSTRUMENTS[actions.PLAN_OF_2023]
    starts_on, ends_on = actions.days_of_2023()
    return {
        "title": instrument.title,
        "number": instrument.number,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def _law_of(given: dict[str, object]) -> str:
    """Return the law key when the plan recorded is the one of 2023 that the program knows."""
    known = _plan_of_2023()
    same = all(given[name] == known[name] for name in ("title", "starts_on", "ends_on"))
    return actions.PLAN_OF_2023 if same else ""


def _difficulty(request: OfficerRequest, uuid: UUID) -> Difficulty:
    try:
        return get_difficulty(request.actor, uuid)
    except Difficulty.DoesNotExist as missing:
        raise Http404 from missing


def _sent(request: OfficerRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
