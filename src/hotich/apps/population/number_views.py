"""Pages: a person by his number, and what the officers may look up in a day."""

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
from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.population import actions
from hotich.apps.population.forms import LimitForm, NumberForm, RaiseForm
from hotich.apps.population.problems import QuotaExceededError, QuotaRefusedError
from hotich.apps.population.quota_models import QuotaKind
from hotich.apps.population.quotas import (
    BOUNDS,
    limit_of,
    office_uses,
    raise_quota,
    set_limit,
)
from hotich.apps.population.views import person_page
from hotich.apps.population.wording import quota_words
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_http_methods(["GET", "POST"])
@page(Permission.PERSON_VIEW)
def by_number(request: OfficerRequest) -> HttpResponse:
    """Show the person whose number, name and birth year are all given; else one same answer."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            seen = actions.find_by_number(by=request.actor, **form.cleaned_data)
        except QuotaExceededError as fault:
            form.add_error(None, quota_words(request.actor, fault, day=timezone.localdate()))
            return form_page(request, "population/number.html", context, form)
        if seen is not None:
            return person_page(request, seen)
        context["is_none"] = True
    return form_page(request, "population/number.html", context, form)


@require_GET
@page(Permission.QUOTA_RAISE)
def quotas(request: OfficerRequest) -> HttpResponse:
    """Show what each officer has used today, and what he may."""
    return _quotas_page(request, LimitForm(), _raise_form(request))


@require_POST
@page(Permission.QUOTA_RAISE)
def limit(request: OfficerRequest) -> HttpResponse:
    """Set what each officer of the office may use in a day."""
    form = LimitForm(request.POST)
    if form.is_valid():
        kind = QuotaKind(form.cleaned_data["kind"])
        try:
            set_limit(by=request.actor, kind=kind, most=form.cleaned_data["most"])
        except QuotaRefusedError:
            form.add_error("most", _bounds_words(kind))
        else:
            messages.success(request, _("Đã ghi số lượt mỗi ngày."))
            return go_to(request, reverse("population:quotas"))
    return _quotas_page(request, form, _raise_form(request))


@require_POST
@page(Permission.QUOTA_RAISE)
def more(request: OfficerRequest) -> HttpResponse:
    """Give an officer more for today."""
    form = _raise_form(request)
    if form.is_valid():
        given = form.cleaned_data
        kind = QuotaKind(given["kind"])
        try:
            raise_quota(
                by=request.actor,
                officer=UUID(given["officer"]),
                kind=kind,
                extra=given["extra"],
                reason=given["reason"],
            )
        except Officer.DoesNotExist as missing:
            raise Http404 from missing
        except QuotaRefusedError:
            form.add_error("extra", _bounds_words(kind))
        else:
            messages.success(request, _("Đã cho thêm lượt trong ngày hôm nay."))
            return go_to(request, reverse("population:quotas"))
    return _quotas_page(request, LimitForm(), form)


def _raise_form(request: OfficerRequest) -> RaiseForm:
    rows = office_uses(request.actor, timezone.localdate())
    others = [
        (one.officer.pk, one.officer.full_name)
        for one in rows
        if one.officer.pk != request.actor.officer
    ]
    return RaiseForm(request.POST if request.path.endswith("/them/") else None, officers=others)


def _quotas_page(
    request: OfficerRequest, limit_form: LimitForm, raise_form: RaiseForm
) -> HttpResponse:
    wrong = any(form.is_bound and not form.is_valid() for form in (limit_form, raise_form))
    context = {
        "limit": limit_form,
        "more": raise_form,
        "rows": office_uses(request.actor, timezone.localdate()),
        "kinds": [
            (kind.label, limit_of(request.actor.office_id, kind), BOUNDS[kind])
            for kind in QuotaKind
        ],
    }
    status = UNPROCESSABLE if wrong else 200
    return render(request, "population/quotas.html", context, status=status)


def _bounds_words(kind: QuotaKind) -> str:
    bounds = BOUNDS[kind]
    return _("Chỉ được từ %(least)s đến %(most)s lượt mỗi ngày, kể cả phần đã cho thêm.") % {
        "least": bounds.least,
        "most": bounds.most,
    }
