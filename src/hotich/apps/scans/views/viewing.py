"""The pane of a page: another page of the book, and how the officer looks at it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.scans.viewing import keep_setting, read_setting, shown
from hotich.apps.scans.views.images import book_or_404, image_or_404
from hotich.web.responses import UNPROCESSABLE


@require_GET
@page(Permission.ENTRY_VIEW)
def pane(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show another page of the book in the pane; sending the image itself records the view."""
    found = image_or_404(request, uuid)
    if found.voided_at is not None:
        raise Http404
    return render(request, "scans/_page.html", {"shown": shown(request.actor, found)})


@require_POST
@page(Permission.ENTRY_VIEW)
def layout(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Remember zoom, rotation, look and width of the pane for the officer and the book."""
    found = book_or_404(request, uuid)
    setting = read_setting(request.POST)
    if setting is None:
        return HttpResponse(status=UNPROCESSABLE)
    keep_setting(by=request.actor, book=found, setting=setting)
    return HttpResponse(status=204)
