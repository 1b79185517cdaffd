"""Pages for requests that cannot be answered; Django finds 400, 403 and 404 by name."""

import re
import sys

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from hotich.web.responses import is_htmx, is_script

_UNAVAILABLE = 503
_SECRET = re.compile(r"password|code|again")
_TOKEN = re.compile(r"[0-9a-f-]{32,36}")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature; the reason is in the log
    """Return the page for a form whose proof of origin is missing or out of date."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault; where the database did not write, what was typed stands in it.

    Nothing is read from the database here: it may be full, busy or away.
    """
    if request.method == "POST" and isinstance(sys.exc_info()[1], DatabaseError):
        return _unsaved(request)
    return defaults.server_error(request)


def _unsaved(request: HttpRequest) -> HttpResponse:
    if is_htmx(request) or is_script(request):
        return HttpResponse(status=_UNAVAILABLE)  # the page is still there, and says so
    try:
        sent = {name: values for name, values in request.POST.lists() if name != _CSRF}
        has_files = bool(request.FILES)
    except (SuspiciousOperation, UnreadablePostError):
        sent, has_files = {}, True
    values = [(name, value) for name in sent for value in sent[name]]
    context = {
        "practice_installation": settings.PRACTICE,
        "has_secret": any(_SECRET.search(name) for name in sent),
        "has_files": has_files,
        "target": request.path,
        "csrf_token": get_token(request),
        "values": values,
        "trace": getattr(request, "trace", ""),
        "texts": [value for _name, value in values if value and not _TOKEN.fullmatch(value)],
    }
    return HttpResponse(render_to_string("503_unsaved.html", context), status=_UNAVAILABLE)


_CSRF = "csrfmiddlewaretoken"
