"""Accounts of the office: list, one account, its posts, and posts that wait for a second person."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts import managing
from hotich.apps.accounts.forms import AccountForm, LastDayForm, PostForm, ReasonForm
from hotich.apps.accounts.guard import page
from hotich.apps.accounts.managing import LoginTakenError, OwnAccountError, PostExistsError
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.models import Appointment, Officer
from hotich.apps.accounts.permissions import ROLE_NAMES, Permission, Role
from hotich.apps.accounts.queries import posts_of, sessions_of
from hotich.apps.accounts.second_factor import factor_of
from hotich.core.registers import UnknownRegisterType, register_type
from hotich.web.responses import go_to, refused


@page(Permission.ACCOUNT_MANAGE, Permission.ACCOUNT_CONFIRM)
def officers(request: OfficerRequest) -> HttpResponse:
    """Show the accounts of the office and the posts that wait for a second person."""
    rows = [
        (officer, [_told_post(post) for post in posts_of(officer, office=request.actor.office_id)])
        for officer in managing.officers_managed(request.actor)
    ]
    waiting = [
        (*_told_post(post), _may_decide(request, post))
        for post in managing.posts_waiting(request.actor)
    ]
    return render(
        request,
        "accounts/officers.html",
        {
            "rows": rows,
            "waiting": waiting,
            "may_manage": request.actor.may(Permission.ACCOUNT_MANAGE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.ACCOUNT_MANAGE)
def new_officer(request: OfficerRequest) -> HttpResponse:
    """Make an account for one named person and show its first password once."""
    form = AccountForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    context: dict[str, object] = {"form": form}
    if request.method != "POST":
        return render(request, "accounts/new_officer.html", context)
    if not form.is_valid():
        return refused(request, "accounts/new_officer.html", context)
    given = form.cleaned_data
    try:
        new = managing.create_account(
            by=request.actor,
            login=given["login"],
            full_name=given["full_name"],
            role=form.role_given(),
            valid_from=given["valid_from"],
        )
    except LoginTakenError:
        form.add_error("login", _("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."))
        return refused(request, "accounts/new_officer.html", context)
    return render(request, "accounts/handed_over.html", {"new": new})


@page(Permission.ACCOUNT_MANAGE)
def officer(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show one account: posts, sessions, what can be done with it."""
    return render(request, "accounts/officer.html", _one(request, _managed(request, uuid)))


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def officer_act(request: OfficerRequest, uuid: UUID, act: str) -> HttpResponse:
    """Disable, enable or give anew an account, with a reason."""
    found = _managed(request, uuid)
    acts: dict[str, Callable[..., object]] = {
        "ngung": managing.disable_account,
        "mo-lai": managing.enable_account,
        "cap-lai": managing.reset_account,
    }
    if act not in acts:
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return refused(request, "accounts/officer.html", _one(request, found) | {"form": form})
    try:
        done = acts[act](by=request.actor, officer=uuid, reason=form.cleaned_data["reason"])
    except OwnAccountError:
        return _own(request, found)
    if isinstance(done, managing.NewAccount):
        return render(request, "accounts/handed_over.html", {"new": done})
    messages.success(request, _("Đã ghi."))
    return go_to(request, reverse("accounts:officer", args=[uuid]))


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def propose_post(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Propose a post for an officer of the office."""
    found = _managed(request, uuid)
    form = PostForm(request.POST)
    if not form.is_valid():
        return refused(request, "accounts/officer.html", _one(request, found) | {"post_form": form})
    try:
        managing.propose_post(
            by=request.actor,
            officer=uuid,
            role=form.role_given(),
            valid_from=form.cleaned_data["valid_from"],
        )
    except OwnAccountError:
        return _own(request, found)
    except PostExistsError:
        form.add_error("valid_from", _("Nhiệm vụ này từ ngày ấy đã có. Hãy chọn ngày khác."))
        return refused(request, "accounts/officer.html", _one(request, found) | {"post_form": form})
    messages.success(request, _("Đã đề nghị; có hiệu lực khi người thứ hai xác nhận."))
    return go_to(request, reverse("accounts:officer", args=[uuid]))


@require_POST
@page(Permission.ACCOUNT_MANAGE)
def end_post(request: OfficerRequest, uuid: UUID, post: int) -> HttpResponse:
    """End a post with a day."""
    found = _managed(request, uuid)
    form = LastDayForm(request.POST)
    if not form.is_valid():
        return refused(request, "accounts/officer.html", _one(request, found) | {"end_form": form})
    last_day = form.cleaned_data["last_day"]
    try:
        managing.end_post(by=request.actor, appointment=post, last_day=last_day)
    except Appointment.DoesNotExist as missing:
        raise Http404 from missing
    except OwnAccountError:
        return _own(request, found)
    messages.success(request, _("Đã ghi ngày thôi nhiệm vụ."))
    return go_to(request, reverse("accounts:officer", args=[uuid]))


@require_POST
@page(Permission.ACCOUNT_CONFIRM)
def decide_post(request: OfficerRequest, post: int, act: str) -> HttpResponse:
    """Confirm or refuse a proposed post."""
    if act not in {"xac-nhan", "khong"}:
        raise Http404
    try:
        managing.decide_post(by=request.actor, appointment=post, confirmed=act == "xac-nhan")
    except Appointment.DoesNotExist as missing:
        raise Http404 from missing
    except OwnAccountError:
        messages.error(request, _("Người đề nghị và người được phân công không tự xác nhận."))
        return go_to(request, reverse("accounts:officers"))
    messages.success(request, _("Đã ghi."))
    return go_to(request, reverse("accounts:officers"))


def _managed(request: OfficerRequest, uuid: UUID) -> Officer:
    try:
        return managing.officers_managed(request.actor).get(pk=uuid)
    except Officer.DoesNotExist as missing:
        raise Http404 from missing


def _may_decide(request: OfficerRequest, post: Appointment) -> bool:
    """Return whether the officer is a second person for the post."""
    others = request.actor.officer_id not in {post.officer_id, post.proposed_by_id}
    return others and request.actor.may(Permission.ACCOUNT_CONFIRM)


def _own(request: OfficerRequest, found: Officer) -> HttpResponse:
    messages.error(
        request, _("Không ai tự quản lý tài khoản của mình; hãy nhờ người quản trị khác.")
    )
    return refused(request, "accounts/officer.html", _one(request, found))


def _told_post(post: Appointment) -> tuple[Appointment, str, list[str]]:
    """Return a post with its role and what it is bounded by, in words."""
    return post, _(ROLE_NAMES[Role(post.role)]), _extent(post)


def _extent(post: Appointment) -> list[str]:
    """Return what the post is bounded by, in the language of the page; nothing for no bounds."""
    return [
        *(_type_title(code) for code in post.register_types),
        *(row.label for row in post.books.all()),
    ]


def _type_title(code: str) -> str:
    try:
        return _(register_type(code).title)
    except UnknownRegisterType:
        return code


def _one(request: OfficerRequest, found: Officer) -> dict[str, object]:
    return {
        "officer": found,
        "is_self": found.pk == request.actor.officer_id,
        "posts": [_told_post(post) for post in posts_of(found, office=request.actor.office_id)],
        "sessions": sessions_of(found.pk),
        "factor": factor_of(found.pk),
        "form": ReasonForm(),
        "post_form": PostForm(auto_id="post_%s", initial={"valid_from": timezone.localdate()}),
        "end_form": LastDayForm(auto_id="end_%s", initial={"last_day": timezone.localdate()}),
    }
