"""Pages of the family room: the officer's own declaration, and the list of what is kept apart."""

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
from hotich.apps.family import actions, lifting, queries
from hotich.apps.family.forms import ReasonForm, RelativeForm
from hotich.apps.family.models import Exclusion, Lifting, Relation, Relative
from hotich.apps.family.problems import (
    DeclaredAlreadyError,
    LiftingProposedError,
    NothingDeclaredError,
    SamePersonError,
    UnfitLifterError,
)
from hotich.core.dates import from_iso
from hotich.core.pin import mask
from hotich.core.words import vi
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, form_page, go_to

_LIFTING = {
    "de-nghi": vi("Đã đề nghị. Người thứ hai xác nhận thì cán bộ này mới làm được trường hợp."),
    "xac-nhan": vi("Đã xác nhận. Cán bộ này lại làm được trường hợp."),
    "bo-de-nghi": vi("Đã bỏ đề nghị."),
}
_UNFIT = {
    UnfitLifterError: vi(
        "Cán bộ này và người thân không đề nghị, không xác nhận. Hãy nhờ người khác."
    ),
    SamePersonError: vi("Người đề nghị không tự xác nhận. Hãy nhờ một lãnh đạo khác."),
    LiftingProposedError: vi("Đã có người đề nghị. Hãy tải lại trang."),
}


@require_http_methods(["GET", "POST"])
@page(personal=True)
def own(request: OfficerRequest) -> HttpResponse:
    """Show the officer's own declaration, and take one more of his kin into it."""
    form = RelativeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.declare_relative(
                by=request.actor,
                relation=Relation(given["relation"]),
                full_name=given["full_name"],
                birth=form.birth_iso(),
                pin=given["pin"],
            )
        except DeclaredAlreadyError:
            form.add_error("full_name", _("Người này đã có trong bản khai."))
        else:
            messages.success(request, _("Đã ghi vào bản khai."))
            return go_to(request, reverse("family:own"))
    return _own_page(request, form)


@require_POST
@page(personal=True)
def complete(request: OfficerRequest) -> HttpResponse:
    """Let the officer say that his list is complete."""
    try:
        actions.declare_complete(by=request.actor)
    except NothingDeclaredError:
        form = RelativeForm()
        return _own_page(request, form, problem=_("Hãy khai bản thân trước."))
    messages.success(request, _("Đã ghi: bản khai đủ đến hôm nay. Sau một năm, hãy khai lại."))
    return go_to(request, reverse("family:own"))


@require_http_methods(["GET", "POST"])
@page(personal=True)
def withdraw(request: OfficerRequest, relative: UUID) -> HttpResponse:
    """Take a person off the officer's own list, with a reason."""
    try:
        found = queries.get_relative(request.actor, relative)
    except Relative.DoesNotExist as fault:
        raise Http404 from fault
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw_relative(by=request.actor, relative=found.pk, reason=reason)
        messages.success(request, _("Đã bỏ khỏi bản khai."))
        return go_to(request, reverse("family:own"))
    actions.view_declaration(by=request.actor, officer=request.actor.officer_id)
    return form_page(request, "family/withdraw.html", {"form": form, "found": found}, form)


@require_GET
@page(*queries.LIST_RIGHTS)
def exclusions(request: OfficerRequest) -> HttpResponse:
    """Show which entries are kept from which officers; no word of a register."""
    return _exclusions_page(request, ReasonForm())


@require_POST
@page(*queries.LEADERS)
def lift(request: OfficerRequest, exclusion: UUID, act: str) -> HttpResponse:
    """Propose to lift an exclusion, confirm it as the second person, or drop the proposal."""
    form = ReasonForm(request.POST)
    if act not in _LIFTING:
        raise Http404
    by = request.actor
    try:
        if act == "xac-nhan":
            lifting.confirm_lifting(by=by, exclusion=exclusion)
        elif act == "bo-de-nghi":
            lifting.drop_lifting(by=by, exclusion=exclusion)
        elif form.is_valid():
            reason = form.cleaned_data["reason"]
            lifting.propose_lifting(by=by, exclusion=exclusion, reason=reason)
        else:
            queries.exclusions(by).get(pk=exclusion, lifted_at__isnull=True)
            return _exclusions_page(request, form, exclusion)
    except (Exclusion.DoesNotExist, Lifting.DoesNotExist) as fault:
        raise Http404 from fault
    except (UnfitLifterError, SamePersonError, LiftingProposedError) as fault:
        messages.error(request, _(_UNFIT[type(fault)]))
    else:
        messages.success(request, _(_LIFTING[act]))
    return go_to(request, reverse("family:exclusions"))


@require_GET
@page(Permission.FAMILY_VIEW)
def declared(request: OfficerRequest) -> HttpResponse:
    """Show the auditor who of the office has declared, and who is to."""
    rows = queries.standing_of(request.actor, day=timezone.localdate())
    return render(request, "family/declared.html", {"rows": rows})


@require_GET
@page(Permission.FAMILY_VIEW)
def declared_by(request: OfficerRequest, officer: UUID) -> HttpResponse:
    """Show the auditor what one officer has declared; the view is put on record first."""
    try:
        found = queries.officer_of(request.actor, officer, day=timezone.localdate())
    except Officer.DoesNotExist as fault:
        raise Http404 from fault
    actions.view_declaration(by=request.actor, officer=found.pk)
    return render(request, "family/declared_by.html", {"officer": found, "rows": _rows(found.pk)})


@require_GET
@page(personal=True)
def left(request: OfficerRequest) -> HttpResponse:
    """Say that an entry was left to another officer; nothing of it."""
    return render(request, "family/left.html")


def _exclusions_page(
    request: OfficerRequest, form: ReasonForm, refused: UUID | None = None
) -> HttpResponse:
    shown = page_of_records(request, queries.exclusions(request.actor))
    rows = list(shown.object_list)
    liftings, liftable = queries.liftings_of(rows), queries.liftable(request.actor, rows)
    context = {
        "page": shown,
        "rows": [(one, liftings.get(one.pk), one.pk in liftable) for one in rows],
        "me": request.actor.officer,
        "form": form,
        "refused": refused,
        "may_read": request.actor.may(Permission.FAMILY_VIEW),
        "may_name": request.actor.may(Permission.ACCOUNT_CONFIRM),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "family/exclusions.html", context, status=status)


def _own_page(request: OfficerRequest, form: RelativeForm, *, problem: str = "") -> HttpResponse:
    officer = request.actor.officer_id
    actions.view_declaration(by=request.actor, officer=officer)
    context = {
        "form": form,
        "problem": problem,
        "rows": _rows(officer),
        "last": queries.last_declaration(officer),
        "is_due": queries.is_due(officer, day=timezone.localdate()),
        "found": len(queries.own_family(officer)),
        "may_list": any(request.actor.may(right) for right in queries.LIST_RIGHTS),
    }
    refused = problem or (form.is_bound and not form.is_valid())
    status = UNPROCESSABLE if refused else 200
    return render(request, "family/own.html", context, status=status)


def _rows(officer: UUID) -> list[tuple[Relative, str, str]]:
    """Return the declared people, each with his day of birth and his number masked."""
    return [
        (one, from_iso(one.birth).vietnamese() if one.birth else "", mask(one.pin))
        for one in queries.relatives_of(officer)
    ]
