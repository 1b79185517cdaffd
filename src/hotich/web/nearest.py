"""Where does an address lead that only takes forms, when somebody opens it as a page?

After a refused form the address bar holds such an address: a new load, a switch of the language or
a sign-in that comes back there would end at "method not allowed".
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

_NOT_ALLOWED = 405


class NearestPageMiddleware:
    """Lead a browser that opens the address of a form to the page above it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response; instead of "method not allowed" to an opened page, the way up."""
        response = self.get_response(request)
        is_opened = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code == _NOT_ALLOWED and is_opened:
            return HttpResponseRedirect(page_above(request.path))
        return response


def page_above(path: str) -> str:
    """Return the nearest address above the path that the program knows; "/" when none is."""
    parts = [part for part in path.split("/") if part]
    while parts:
        parts.pop()
        above = f"/{'/'.join(parts)}/" if parts else "/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"
