"""Who is at the page, and may his session go on? Puts the actor on the request.

A missing right becomes 404. A session that has ended leads to the sign-in, a locked one to the
page that unlocks it; a request of a script gets 401 instead, so that what is typed on the page
stays there until the officer has unlocked it.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import page_not_found

from hotich.apps.accounts.cookies import kept_cookie
from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.queries import actor_of
from hotich.apps.accounts.sessions import (
    Standing,
    end_if_too_long,
    keep_open,
    session_of,
    standing,
)
from hotich.apps.accounts.unsent import (
    came_from,
    forget_sent,
    keep_unsent,
    keep_unsent_of_last,
    remember_whose,
)
from hotich.apps.accounts.workstations import COOKIE, Computer, computer_of, rights_at
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.web.responses import is_script

# The key under which sign-in keeps the computer's name.
WORKSTATION = "workstation"
# Says to the page's script what the session is; the words are the page's.
SESSION_HEADER = "Hotich-Session"
# Open while the screen is locked or the session has ended: the ways in and out, the language.
_ALWAYS_OPEN = (
    "accounts:unlock",
    "accounts:sign_out",
    "accounts:sign_in",
    "accounts:second_proof",
    "accounts:first_password",
    "accounts:first_factor",
    "accounts:first_unlock_code",
    "set_language",
)


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer."""

    actor: Actor
    user: Officer
    # Who opened a page that shows persons, when and where; the guard sets it.
    trace: str


class OfficerMiddleware:
    """Give every request its actor; personal pages are never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, never cached by browser or proxy once signed in."""
        user = request.user
        if not isinstance(user, Officer):
            return self._of_nobody(request)
        request.actor = _actor(request, user)  # type: ignore[attr-defined]  # declared by OfficerRequest
        stopped = _stop(request, user)
        response = stopped if stopped is not None else self.get_response(request)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    def _of_nobody(self, request: HttpRequest) -> HttpResponse:
        """Return the response; a form that leads to the sign-in keeps what was typed in it."""
        response = self.get_response(request)
        if response.headers.get("Location", "").startswith(reverse("accounts:sign_in")):
            keep_unsent_of_last(request, now=timezone.now())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a missing right as if the page did not exist."""
        if isinstance(exception, NotPermittedError):
            return page_not_found(request, exception)
        return None


def computer_at(request: HttpRequest) -> Computer | None:
    """Return the computer the request comes from, by the secret it was bound with, or None."""
    return computer_of(kept_cookie(request, COOKIE), day=timezone.localdate())


def _actor(request: HttpRequest, user: Officer) -> Actor:
    """Return the officer with the rights he has at this computer; its bound name comes first."""
    computer = computer_at(request)
    name = computer.name if computer else str(request.session.get(WORKSTATION, ""))
    full = actor_of(user, day=timezone.localdate(), workstation=name)
    return replace(full, permissions=rights_at(full.permissions, full.office, computer))


def _stop(request: HttpRequest, user: Officer) -> HttpResponse | None:
    """Return the answer that keeps the page closed, or None when the session may go on."""
    now = timezone.now()
    session = session_of(request.session.session_key or "")
    found = standing(session, now)
    if session is not None and found is Standing.OPEN:
        keep_open(session, now)
        forget_sent(request)
        return None
    if found is Standing.LOCKED:
        if _is_always_open(request):
            return None
        return _closed(request, user, found, "accounts:unlock")
    if session is not None:
        end_if_too_long(by=actor_of(user, day=timezone.localdate()), session=session)
        why = session.ended_why
    else:
        why = ""
    logout(request)
    remember_whose(request, officer=user.pk)
    if _is_always_open(request):
        del request.actor  # type: ignore[attr-defined]  # nobody is signed in any more
        return None
    return _closed(request, user, found, "accounts:sign_in", why=why)


def _is_always_open(request: HttpRequest) -> bool:
    return request.path in {reverse(name) for name in _ALWAYS_OPEN}


def _closed(
    request: HttpRequest, user: Officer, found: Standing, view: str, *, why: str = ""
) -> HttpResponse:
    if is_script(request):
        return HttpResponse(status=401, headers={SESSION_HEADER: found.value})
    back = request.get_full_path()
    if request.method == "POST":
        back = came_from(request)
        keep_unsent(request, officer=user.pk, now=timezone.now())
    asked = {"next": back} | ({"why": why} if why else {})
    return HttpResponseRedirect(f"{reverse(view)}?{urlencode(asked)}")
