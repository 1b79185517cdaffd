"""Answers that every room gives in the same way."""

from collections.abc import Mapping

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

UNPROCESSABLE = 422


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def form_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *forms: BaseForm,
    part: str = "",
) -> HttpResponse:
    """Render a page with forms: 422 when one of them was sent and refused, else 200.

    `part` is the template for htmx requests, where only a part of the page is swapped.
    """
    refused = any(form.is_bound and not form.is_valid() for form in forms)
    chosen = part if part and is_htmx(request) else template
    return render(request, chosen, dict(context), status=UNPROCESSABLE if refused else 200)


def refused(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """Render a page whose request was understood and not carried out (422); nothing is written."""
    return render(request, template, dict(context), status=UNPROCESSABLE)


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Return the redirect after a write: 303, or for htmx a header that loads the page."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return _SeeOther(url)


def is_script(request: HttpRequest) -> bool:
    """Return whether a script of a page asks, and not the officer for a page; browsers say so."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def is_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of a page, and not for a whole one."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
