"""The clerk's desk: his books, what waits for him, and one box to find an entry."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queries, queues, workload
from hotich.apps.entry.forms import FindForm
from hotich.apps.entry.listing import listed
from hotich.apps.entry.passing import being_typed
from hotich.apps.entry.views.queues import shown_standings
from hotich.apps.population.life_queries import alerts_for
from hotich.web.responses import UNPROCESSABLE

# Of each queue the desk shows what waits longest; all of it has a page of its own.
MOST = 5


@require_GET
@page(Permission.ENTRY_TYPE)
def desk(request: OfficerRequest) -> HttpResponse:
    """Show the officer's books and queues; the people in the queues are put on record first."""
    return _desk(request, FindForm())


@require_POST
@page(Permission.ENTRY_TYPE, Permission.ENTRY_VIEW)
def search(request: OfficerRequest) -> HttpResponse:
    """Find entries by number, name or page."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "entry/found.html", {"form": form}, status=UNPROCESSABLE)
    found = queries.find(request.actor, form.cleaned_data["text"])
    actions.record_view(by=request.actor, entries=found, reason="tìm trường hợp")
    context = {
        "form": form,
        "found": listed(found),
        "most": len(found) == queries.MOST_FOUND,
        "unfinished": being_typed(request.actor, form.cleaned_data["text"], at=timezone.now()),
    }
    return render(request, "entry/found.html", context)


def _desk(request: OfficerRequest, form: FindForm) -> HttpResponse:
    actor, at = request.actor, timezone.now()
    standings = shown_standings(request)
    fronts = [
        (title, one, list(queues.rows_of(actor, one.queue, at=at)[:MOST]))
        for title, one in standings
        if one.count
    ]
    named = [entry for _title, _one, rows in fronts for entry in queues.entries_in(rows)]
    if named:
        actions.record_view(by=actor, entries=named, reason="danh sách chờ")
    context = {
        "form": form,
        "alerts": alerts_for(actor),
        "shelves": workload.shelves_of(actor, as_of=at),
        "held": workload.numbers_held(actor),
        "standings": standings,
        "fronts": [
            (title, one, queues.lines_of(one.queue, rows, at=at)) for title, one, rows in fronts
        ],
    }
    return render(request, "entry/desk.html", context)
