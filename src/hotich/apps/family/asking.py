"""When is an officer asked for his declaration? Before he works on entries, and each year anew."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.family.queries import is_due
from hotich.web.responses import go_to, is_script

# Rights to pages on which somebody is entered, verified or checked.
WORK = frozenset(
    {
        Permission.ENTRY_TYPE,
        Permission.CASE_WORK,
        Permission.CHECK_BOOK,
        Permission.CHECK_LINK,
        Permission.NUMBER_CONFIRM,
        Permission.NUMBER_RELEASE,
        Permission.DEATH_CONFIRM,
    }
)

_NO_WORK = frozenset({"training"})


class DeclarationMiddleware:
    """Lead an officer whose declaration is due to it, before any page of his work opens.

    A practice installation only asks: its people are invented.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_given: object
    ) -> HttpResponse | None:
        """Answer with the way to the declaration where it is due; None lets the page open."""
        actor: Actor | None = getattr(request, "actor", None)
        if settings.PRACTICE or actor is None or actor.officer is None or is_script(request):
            return None  # a page that is open goes on; the next one asks
        needed = frozenset(getattr(view, "permissions", ())) & WORK
        is_work = request.resolver_match is None or request.resolver_match.app_name not in _NO_WORK
        if not is_work or not any(actor.may(right) for right in needed):
            return None
        if not is_due(actor.officer, day=timezone.localdate()):
            return None
        return go_to(request, reverse("family:own"))
