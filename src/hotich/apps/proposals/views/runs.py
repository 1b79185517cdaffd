"""One run: how far it is, what it found so far, and the button that stops it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.proposals import actions, queries
from hotich.apps.proposals.due import Cause
from hotich.apps.proposals.models import Run, Work
from hotich.apps.proposals.scopes import scope_of
from hotich.apps.proposals.words import TABS, time_left
from hotich.web.responses import go_to


@require_GET
@page(Permission.ENTRY_TYPE)
def run(request: OfficerRequest, run: UUID) -> HttpResponse:
    """Show a run of the office."""
    found = _found(request, run)
    causes = [cause.label for cause in Cause if cause.value in found.causes]
    context = _progress(found) | {"scope": scope_of(found).label, "causes": causes}
    return render(request, "proposals/run.html", context)


@require_GET
@page(Permission.ENTRY_TYPE)
def progress(request: OfficerRequest, run: UUID) -> HttpResponse:
    """Show how far it is, as a fragment that asks again until the run has ended."""
    return render(request, "proposals/_progress.html", _progress(_found(request, run)))


@require_POST
@page(Permission.ENTRY_TYPE)
def stop(request: OfficerRequest, run: UUID) -> HttpResponse:
    """Ask the run to stop; what it has done stays."""
    found = actions.stop_run(by=request.actor, run=_found(request, run).pk)
    if found.ended_at is None:
        messages.info(request, _("Sẽ dừng sau người đang tra cứu. Những gì đã làm được giữ lại."))
    return go_to(request, reverse("proposals:run", args=[found.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def carry_on(request: OfficerRequest, run: UUID) -> HttpResponse:
    """Let a run that broke off go on where it was."""
    found = actions.carry_on(by=request.actor, run=_found(request, run).pk)
    return go_to(request, reverse("proposals:run", args=[found.pk]))


def _found(request: OfficerRequest, uuid: UUID) -> Run:
    try:
        return queries.get_run(request.actor, uuid)
    except Run.DoesNotExist as fault:
        raise Http404 from fault


def _progress(found: Run) -> dict[str, object]:
    progress = queries.progress_of(found)
    made = queries.count_found(found)
    return {
        "run": found,
        "progress": progress,
        "left": time_left(progress.left) if progress.left is not None else "",
        "looks_up": found.work == Work.LOOK_UP,
        "compares": found.work == Work.CASES,
        "made": [(address, _(label), made[name]) for address, name, label in TABS],
        "changed": found.comparisons.exclude(found=None).distinct().count(),
    }
