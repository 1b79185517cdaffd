"""Pages for requests that cannot be answered; Django finds 400, 403, 404 and 500 by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature; the reason is in the log
    """Return the page for a form whose proof of origin is missing or out of date."""
    return render(request, "403_csrf.html", status=403)
