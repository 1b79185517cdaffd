"""The guard at each page: signed in, and with the right to open it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.personal import shows_persons, trace_of
from hotich.documents.trace import traced
from hotich.web.responses import is_script

P = ParamSpec("P")
_UNAUTHORIZED = 401


def page(
    *needed: Permission,
    personal: bool | None = None,
) -> Callable[
    [Callable[Concatenate[OfficerRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Return a decorator: the page opens to signed-in officers with any of `needed`.

    Without a sign-in the page leads to it, and a page's script is told so (401), so that what is
    typed stays where it is; without the right it does not exist (404). With no
    `needed`, any signed-in officer passes. The view carries `permissions` for the matrix test.

    A page that shows what is told of persons bears who opened it, and so does every print of it.
    The rights tell which these are; `personal` says so where they cannot.
    """
    shows = shows_persons(needed) if personal is None else personal

    def decorate(
        view: Callable[Concatenate[OfficerRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated and is_script(request):
                return HttpResponse(status=_UNAUTHORIZED)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            officer_request = cast("OfficerRequest", request)
            may = officer_request.actor.may
            if needed and not any(may(permission) for permission in needed):
                raise Http404
            if not shows:
                return view(officer_request, *args, **kwargs)
            officer_request.trace = trace_of(officer_request)
            with traced(officer_request.trace):
                return view(officer_request, *args, **kwargs)

        guarded.__dict__["permissions"] = needed  # read by the permission matrix test
        return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)

    return decorate
