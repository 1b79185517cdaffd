"""Who is at the page? Puts the actor on the request and turns a missing right into 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.defaults import page_not_found

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor, NotPermittedError

# The key under which sign-in keeps the computer's name.
WORKSTATION = "workstation"


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer."""

    actor: Actor
    user: Officer


class OfficerMiddleware:
    """Give every request its actor; personal pages are never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, never cached by browser or proxy once signed in."""
        user = request.user
        if isinstance(user, Officer):
            request.actor = actor_of(  # type: ignore[attr-defined]  # declared by OfficerRequest
                user,
                day=timezone.localdate(),
                workstation=str(request.session.get(WORKSTATION, "")),
            )
        response = self.get_response(request)
        if isinstance(user, Officer) and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a missing right as if the page did not exist."""
        if isinstance(exception, NotPermittedError):
            return page_not_found(request, exception)
        return None
