"""Sign-in, sign-out and the way to the officer's first page."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.forms import SignInForm
from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import WORKSTATION, OfficerRequest
from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.writing import record, writing

# The first page of each officer: the first right he holds decides.
FIRST_PAGES = (
    (Permission.ENTRY_TYPE, "entry:desk"),
    (Permission.BOOK_PREPARE, "registers:overview"),
    (Permission.HANDOVER_SEND, "handover:desk"),
    (Permission.HANDOVER_FORWARD, "handover:desk"),
    (Permission.REPORT_VIEW, "reports:list"),
)


@page()
def home(request: OfficerRequest) -> HttpResponse:
    """Lead the officer to his first page."""
    for permission, view in FIRST_PAGES:
        if request.actor.may(permission):
            return redirect(view)
    return render(request, "accounts/no_post.html", status=200)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in form, or sign the officer in with a fresh session."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.officer is not None:
        login(request, form.officer)
        request.session[WORKSTATION] = form.cleaned_data["workstation"]
        _record(form.officer, "signed_in", form.cleaned_data["workstation"])
        return redirect(_next(request))
    if request.method == "POST":
        with writing(_SIGN_IN):
            record(_SIGN_IN, "sign_in.failed", None)
    context = {"form": form, "next": request.GET.get("next", ""), "practice": settings.PRACTICE}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and clear what the browser kept."""
    if isinstance(request.user, Officer):
        _record(request.user, "signed_out", str(request.session.get(WORKSTATION, "")))
    logout(request)
    response = redirect("accounts:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


_SIGN_IN = process("sign-in")


def _record(officer: Officer, action: str, workstation: str) -> None:
    actor = Actor(officer.pk, officer.full_name, None, workstation)
    with writing(actor):
        record(actor, action, officer.pk)


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return "home"
