"""Sign-in in two steps, what is set up at the first one, and sign-out.

Between the right password and the second proof nobody is signed in: the session holds whose
password was right, for a few minutes, and opens the pages of this module only.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts import known_browser
from hotich.apps.accounts.attempts import (
    TooManyAttemptsError,
    bucket_of,
    count_attempt,
    forget_attempts,
    record_failure,
)
from hotich.apps.accounts.first_steps import Step, next_step
from hotich.apps.accounts.forms import (
    CodeForm,
    FactorForm,
    NewPasswordForm,
    SignInForm,
    UnlockCodeForm,
)
from hotich.apps.accounts.managing import change_password
from hotich.apps.accounts.middleware import WORKSTATION, computer_at
from hotich.apps.accounts.models import FactorKind, Officer, SessionEnd
from hotich.apps.accounts.queries import active_officer, actor_of
from hotich.apps.accounts.second_factor import (
    WrongCodeError,
    app_address,
    factor_of,
    new_secret,
    set_up_app,
    set_up_list,
    use_code,
)
from hotich.apps.accounts.sessions import open_session, set_unlock_code, sign_out_officer
from hotich.apps.accounts.unsent import pass_on
from hotich.apps.audit.actor import Actor, process
from hotich.web.pictures import qr_code
from hotich.web.responses import UNPROCESSABLE, refused

_PENDING = "signing_in"
_PENDING_FOR = timedelta(minutes=15)
_SIGN_IN = process("sign-in")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in form; with the right password lead on to the second proof."""
    form, computer = SignInForm(request.POST or None), computer_at(request)
    context = {"form": form, "why": _why(request), "computer": computer}
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", context)
    if not form.is_valid():
        return refused(request, "accounts/sign_in.html", context)
    name = form.cleaned_data["login"]
    bucket = bucket_of("password", name, known_browser.known_as(request, name))
    try:
        count_attempt(by=_SIGN_IN, bucket=bucket, now=timezone.now())
    except TooManyAttemptsError:
        form.add_error(None, _too_many())
        return refused(request, "accounts/sign_in.html", context)
    officer = form.officer()
    if officer is None:
        record_failure(by=_SIGN_IN)
        return refused(request, "accounts/sign_in.html", context)
    forget_attempts(bucket=bucket)
    pass_on(request.session, officer=officer.pk)  # nothing of a stranger goes along
    request.session[_PENDING] = {
        "officer": str(officer.pk),
        "password": officer.password,
        "until": (timezone.now() + _PENDING_FOR).isoformat(),
        "next": _next(request),
        "workstation": computer.name if computer else form.cleaned_data["workstation"],
        "proved": not settings.SECOND_FACTOR,
    }
    return _onward(request, officer)


@require_http_methods(["GET", "POST"])
def second_proof(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the app or of the printed list."""
    officer = _pending(request)
    factor = factor_of(officer.pk) if officer else None
    if officer is None or factor is None:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    context = {"form": form, "by_list": factor.kind == FactorKind.LIST}
    if request.method != "POST":
        return render(request, "accounts/second_proof.html", context)
    if not form.is_valid():
        return refused(request, "accounts/second_proof.html", context)
    bucket = bucket_of("code", officer.login)
    try:
        count_attempt(by=_SIGN_IN, bucket=bucket, now=timezone.now())
        use_code(by=_as_actor(request, officer), code=form.cleaned_data["code"], now=timezone.now())
    except TooManyAttemptsError:
        form.add_error("code", _too_many())
        return refused(request, "accounts/second_proof.html", context)
    except WrongCodeError:
        record_failure(by=_SIGN_IN, officer=officer.pk)
        form.add_error("code", _("Mã không đúng hoặc đã dùng. Hãy nhập mã mới."))
        return refused(request, "accounts/second_proof.html", context)
    forget_attempts(bucket=bucket)
    request.session[_PENDING] = request.session[_PENDING] | {"proved": True}
    return _onward(request, officer)


@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """Let the officer replace the password that was handed over."""
    officer = _at_step(request, Step.PASSWORD)
    if officer is None:
        return redirect("accounts:sign_in")
    form = NewPasswordForm(request.POST or None, officer=officer)
    if request.method == "POST" and form.is_valid():
        change_password(
            by=_as_actor(request, officer), officer=officer, password=form.cleaned_data["password"]
        )
        request.session[_PENDING] = request.session[_PENDING] | {"password": officer.password}
        return _onward(request, officer)
    return _step_page(request, "accounts/first_password.html", form=form)


@require_http_methods(["GET", "POST"])
def first_factor(request: HttpRequest) -> HttpResponse:
    """Let the officer set up his second proof: choose it, then prove that he has it."""
    officer = _at_step(request, Step.FACTOR)
    if officer is None:
        return redirect("accounts:sign_in")
    pending = request.session[_PENDING]
    if request.method == "POST" and "kind" in request.POST:
        chosen = FactorForm(request.POST)
        if not chosen.is_valid():
            return _step_page(request, "accounts/first_factor.html", form=chosen)
        if chosen.cleaned_data["kind"] == FactorKind.LIST:
            new = set_up_list(by=_as_actor(request, officer))
            context = {"codes": new.codes, "form": CodeForm(), "officer": officer}
            return render(request, "accounts/new_list.html", context)
        request.session[_PENDING] = pending | {"secret": new_secret()}
        return redirect("accounts:first_factor")
    secret = str(pending.get("secret", ""))
    if not secret:
        return _step_page(request, "accounts/first_factor.html", form=FactorForm())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_up_app(
                by=_as_actor(request, officer),
                secret=secret,
                code=form.cleaned_data["code"],
                now=timezone.now(),
            )
        except WrongCodeError:
            form.add_error("code", _("Mã không khớp. Hãy xem giờ của điện thoại rồi nhập mã mới."))
        else:
            request.session[_PENDING] = {
                key: value for key, value in pending.items() if key != "secret"
            } | {"proved": True}
            return _onward(request, officer)
    picture = qr_code(app_address(secret, officer))
    return _step_page(request, "accounts/first_app.html", form=form, secret=secret, picture=picture)


@require_http_methods(["GET", "POST"])
def first_unlock_code(request: HttpRequest) -> HttpResponse:
    """Let the officer choose the code that opens his locked screen."""
    officer = _at_step(request, Step.UNLOCK_CODE)
    if officer is None:
        return redirect("accounts:sign_in")
    form = UnlockCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_unlock_code(
            by=_as_actor(request, officer), officer=officer, code=form.cleaned_data["unlock_code"]
        )
        return _onward(request, officer)
    return _step_page(request, "accounts/first_unlock_code.html", form=form)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and clear what the browser kept."""
    if isinstance(request.user, Officer):
        sign_out_officer(by=_actor(request.user, str(request.session.get(WORKSTATION, ""))))
    logout(request)
    response = redirect("accounts:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _onward(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Lead to the next step of signing in, or sign the officer in."""
    pending = request.session[_PENDING]
    step = next_step(officer, proved=bool(pending["proved"]))
    if step is not None:
        return redirect(f"accounts:{step.value}")
    login(request, officer)
    del request.session[_PENDING]
    request.session[WORKSTATION] = pending["workstation"]
    opened = open_session(
        by=_actor(officer, pending["workstation"]),
        session_key=request.session.session_key or "",
        address=str(request.META.get("REMOTE_ADDR", "")),
    )
    if opened.elsewhere is not None:
        words = _("Tài khoản này vừa được dùng ở nơi khác (máy %(where)s); phiên ở đó đã bị ngắt.")
        told = words % {"where": opened.elsewhere.workstation or opened.elsewhere.address}
        messages.warning(request, told + " " + _("Nếu không phải quý vị, hãy báo người phụ trách."))
    response = redirect(str(pending["next"]))
    known_browser.remember(request, response, officer.login)
    return response


def _pending(request: HttpRequest) -> Officer | None:
    """Return whose password was right in this session a short time ago, or None."""
    pending = request.session.get(_PENDING)
    if not pending or datetime.fromisoformat(pending["until"]) < timezone.now():
        return None
    officer = active_officer(pending["officer"])
    # A password that was given anew meanwhile ends the sign-in that began with the old one.
    return officer if officer and officer.password == pending["password"] else None


def _at_step(request: HttpRequest, step: Step) -> Officer | None:
    """Return the officer when this is his next step of signing in, else None."""
    officer = _pending(request)
    if officer is None:
        return None
    proved = bool(request.session[_PENDING]["proved"])
    return officer if next_step(officer, proved=proved) is step else None


def _as_actor(request: HttpRequest, officer: Officer) -> Actor:
    return _actor(officer, str(request.session[_PENDING]["workstation"]))


def _actor(officer: Officer, workstation: str) -> Actor:
    return actor_of(officer, day=timezone.localdate(), workstation=workstation)


def _step_page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, context, status=status)


def _too_many() -> str:
    return _(
        "Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại; "
        "nếu không phải quý vị nhập thì báo người phụ trách."
    )


def _why(request: HttpRequest) -> str:
    """Return why the session before ended, in words; "" when nothing is told of it."""
    given = request.GET.get("why", "")
    return str(SessionEnd(given).label) if given in SessionEnd.values else ""


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return "home"
