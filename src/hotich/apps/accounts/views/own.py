"""The officer's own account: his first page, his locked screen, his sessions and secrets."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.forms import (
    OldPasswordForm,
    PasswordForm,
    UnlockCodeForm,
    UnlockForm,
    composed,
)
from hotich.apps.accounts.guard import page
from hotich.apps.accounts.managing import change_password
from hotich.apps.accounts.middleware import SESSION_HEADER, OfficerRequest
from hotich.apps.accounts.models import FactorKind, Officer, OfficerSession
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import roles_of, sessions_of
from hotich.apps.accounts.second_factor import codes_left, factor_of, set_up_list
from hotich.apps.accounts.sessions import (
    WrongUnlockCodeError,
    lock_session,
    move_session,
    session_of,
    set_unlock_code,
    unlock_session,
)
from hotich.web.responses import go_to, is_script, refused

# The first page of each officer: the first right he holds decides.
FIRST_PAGES = (
    (Permission.ENTRY_TYPE, "entry:desk"),
    (Permission.BOOK_PREPARE, "registers:overview"),
    (Permission.CHECK_BOOK, "checking:books"),
    (Permission.HANDOVER_SEND, "handover:desk"),
    (Permission.HANDOVER_FORWARD, "handover:desk"),
    (Permission.TYPING_LEAD, "entry:held"),
    (Permission.REPORT_VIEW, "reports:list"),
    (Permission.MONEY_VIEW, "reports:money"),
    (Permission.AUDIT_VIEW, "oversight:audit"),
    (Permission.ACCOUNT_MANAGE, "accounts:officers"),
    (Permission.WORKSTATION_CHECK, "oversight:computers"),
)
_ENDED = 401


@page()
def home(request: OfficerRequest) -> HttpResponse:
    """Lead the officer to his first page."""
    for permission, view in FIRST_PAGES:
        if request.actor.may(permission):
            return redirect(view)
    if settings.CHECKED_COMPUTERS and roles_of(request.user, day=timezone.localdate()):
        return render(request, "accounts/unchecked.html")
    return render(request, "accounts/no_post.html", status=200)


@require_POST
@page()
def lock(request: OfficerRequest) -> HttpResponse:
    """Lock the screen at once."""
    lock_session(by=request.actor, session=_session(request))
    if is_script(request):
        return HttpResponse(status=204)
    return redirect(f"{reverse('accounts:unlock')}?next={_back(request)}")


@require_http_methods(["GET", "POST"])
@page()
def unlock(request: OfficerRequest) -> HttpResponse:
    """Ask for the unlock code; five wrong ones end the session."""
    form = UnlockForm(request.POST or None)
    context = {"form": form, "has_code": bool(request.user.unlock_code)}
    if request.method != "POST":
        return render(request, "accounts/unlock.html", context)
    if not form.is_valid():
        return _still_locked(request, context, _("Chưa nhập mã mở khóa."))
    code = composed(form.cleaned_data["unlock_code"])
    try:
        unlock_session(by=request.actor, session=_session(request), officer=request.user, code=code)
    except WrongUnlockCodeError as error:
        if not error.left:
            logout(request)
            if is_script(request):
                return HttpResponse(status=_ENDED, headers={SESSION_HEADER: "ended"})
            return redirect(f"{reverse('accounts:sign_in')}?why=wrong_code")
        told = ngettext(
            "Mã không đúng; còn %(left)s lần.", "Mã không đúng; còn %(left)s lần.", error.left
        )
        form.add_error("unlock_code", told % {"left": error.left})
        return _still_locked(request, context, told % {"left": error.left})
    return HttpResponse(status=204) if is_script(request) else redirect(_back(request))


@page()
def mine(request: OfficerRequest) -> HttpResponse:
    """Show the officer's own account: sessions, second proof, password, unlock code."""
    return render(request, "accounts/mine.html", _mine(request))


@require_POST
@page()
def change_own_password(request: OfficerRequest) -> HttpResponse:
    """Change the officer's own password; he gives the old one first."""
    form = OldPasswordForm(request.POST, officer=request.user)
    if form.is_valid() and _knows(request.user, form):
        password, session = form.cleaned_data["password"], _session(request)
        change_password(by=request.actor, officer=request.user, password=password)
        update_session_auth_hash(request, request.user)
        key = request.session.session_key or ""
        move_session(by=request.actor, session=session, session_key=key)
        messages.success(request, _("Đã đổi mật khẩu."))
        return go_to(request, reverse("accounts:mine"))
    return refused(request, "accounts/mine.html", _mine(request) | {"password_form": form})


@require_POST
@page()
def change_unlock_code(request: OfficerRequest) -> HttpResponse:
    """Change the code that opens the locked screen."""
    form = UnlockCodeForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["unlock_code"]
        set_unlock_code(by=request.actor, officer=request.user, code=code)
        messages.success(request, _("Đã đặt mã mở khóa màn hình."))
        return go_to(request, reverse("accounts:mine"))
    return refused(request, "accounts/mine.html", _mine(request) | {"unlock_form": form})


@require_POST
@page()
def renew_list(request: OfficerRequest) -> HttpResponse:
    """Make a new list of one-time codes in place of what the officer has; password first."""
    form = PasswordForm(request.POST)
    if form.is_valid() and _knows(request.user, form, "password"):
        new = set_up_list(by=request.actor)
        context = {"codes": new.codes, "officer": request.user}
        return render(request, "accounts/renewed_list.html", context)
    return refused(request, "accounts/mine.html", _mine(request) | {"list_form": form})


def _mine(request: OfficerRequest) -> dict[str, object]:
    factor = factor_of(request.user.pk)
    return {
        "sessions": sessions_of(request.user.pk),
        "factor": factor,
        "codes_left": codes_left(factor) if factor else 0,
        "by_list": factor is not None and factor.kind == FactorKind.LIST,
        "password_form": OldPasswordForm(officer=request.user),
        "unlock_form": UnlockCodeForm(),
        "list_form": PasswordForm(auto_id="list_%s"),
    }


def _knows(officer: Officer, form: OldPasswordForm | PasswordForm, name: str = "old") -> bool:
    if officer.check_password(composed(form.cleaned_data[name])):
        return True
    form.add_error(name, _("Mật khẩu đang dùng không đúng."))
    return False


def _session(request: OfficerRequest) -> OfficerSession:
    """Return the row of this session; the middleware lets no request in without one."""
    return cast("OfficerSession", session_of(request.session.session_key or ""))


def _still_locked(request: HttpRequest, context: dict[str, object], told: str) -> HttpResponse:
    if is_script(request):
        return HttpResponse(told, status=422, content_type="text/plain; charset=utf-8")
    return refused(request, "accounts/unlock.html", context)


def _back(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "") or request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("home")
