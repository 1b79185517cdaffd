"""A queue on a page of its own, and the way from its rows to what is to be decided."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queues
from hotich.apps.entry.queues import TITLES, Queue
from hotich.apps.entry.views.walking import PLACE, remember
from hotich.web.pagination import PARAMETER, page_of_records

PER_PAGE = 20
_DIGITS = "123456789"


@require_GET
@page(Permission.ENTRY_TYPE)
def queue(request: OfficerRequest, queue: str) -> HttpResponse:
    """Show a page of a queue; the people on it are put on record first."""
    chosen, at = _queue_or_404(queue), timezone.now()
    rows = page_of_records(request, queues.rows_of(request.actor, chosen, at=at), PER_PAGE)
    found = list(rows.object_list)
    named = queues.entries_in(found)
    if named:
        actions.record_view(by=request.actor, entries=named, reason="hàng đợi")
    lines = queues.lines_of(chosen, found, at=at)
    place = min(_number(request, PLACE), len(lines) - 1)
    context = {
        "queue": chosen,
        "title": _(TITLES[chosen]),
        "page": rows,
        "rows": [
            (line, _DIGITS[number] if number < len(_DIGITS) else "", number == place)
            for number, line in enumerate(lines)
        ],
        "standings": shown_standings(request),
        "at": at,
    }
    return render(request, "entry/queue.html", context)


@require_GET
@page(Permission.ENTRY_TYPE)
def open_item(request: OfficerRequest, queue: str, item: UUID) -> HttpResponse:
    """Open an item of a queue where it is to be decided, and remember the queue."""
    chosen = _queue_or_404(queue)
    if not queues.is_in(request.actor, chosen, item, at=timezone.now()):
        raise Http404
    remember(
        request,
        chosen,
        item,
        place=_number(request, PLACE),
        page=max(1, _number(request, PARAMETER)),
    )
    return redirect(_target(request, chosen, item))


@require_GET
@page(Permission.ENTRY_TYPE)
def missing(request: OfficerRequest) -> HttpResponse:
    """Show the missing numbers of each book; each opens for typing with one key."""
    context = {
        "books": queues.missing_of(request.actor),
        "standings": shown_standings(request),
    }
    return render(request, "entry/missing.html", context)


def shown_standings(request: OfficerRequest) -> list[tuple[str, queues.Standing]]:
    """Return every queue with its title, as desk and queue pages show them."""
    found = queues.standings(request.actor, at=timezone.now())
    return [(_(TITLES[one.queue]), one) for one in found]


def _target(request: OfficerRequest, chosen: Queue, item: UUID) -> str:
    """Return the address of the page whose first field is the one that matters."""
    by = request.actor
    if chosen is Queue.RETURNED:
        return reverse("entry:correct", args=[item])
    if chosen in {Queue.UNDECIDED, Queue.WAITING}:
        mention = queues.open_mention(by, item)
        if mention is not None:
            return reverse("entry:decide", args=[mention.pk])
        return reverse("entry:entry", args=[item])
    if chosen is Queue.NUMBERS:
        return reverse("entry:number_request", args=[item])
    if chosen is Queue.CASES:
        return reverse("entry:settle", args=[item])
    if chosen is Queue.MINE:
        held = queues.held_number(by, item)
        if held is not None:
            return reverse("entry:type", args=[held.pk])
        return reverse("entry:correct", args=[item])
    return reverse("entry:queue", args=[chosen])  # taking over is an act: one press there


def _queue_or_404(text: str) -> Queue:
    if text not in set(Queue):
        raise Http404
    return Queue(text)


def _number(request: OfficerRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
