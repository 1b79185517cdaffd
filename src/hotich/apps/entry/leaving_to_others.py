"""What becomes of a page on which an officer came upon himself or his kin?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.excluding import hand_over
from hotich.apps.family.problems import OwnFamilyError
from hotich.web.responses import go_to


class OwnFamilyMiddleware:
    """Hand the entry over and say so, whichever page or act it came up in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the page that says who goes on; the act itself has written nothing."""
        actor: Actor | None = getattr(request, "actor", None)
        if not isinstance(exception, OwnFamilyError) or actor is None:
            return None
        hand_over(by=actor, entry=exception.entry, why=exception.why, grounds=exception.grounds)
        return go_to(request, reverse("family:left"))
