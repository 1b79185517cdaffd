"""Who came out of a queue goes back into it: to the item after the one he has decided."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.entry.queues import Queue
from hotich.web.pagination import PARAMETER
from hotich.web.responses import go_to

PLACE = "tu"
_KEY = "entry_queue"
_MOST = 20


def remember(request: OfficerRequest, queue: Queue, item: UUID, *, place: int, page: int) -> None:
    """Keep from where in which queue the item was opened; no personal data."""
    kept = dict(request.session.get(_KEY, {}))
    kept.pop(str(item), None)
    kept[str(item)] = [queue.value, place, page]
    request.session[_KEY] = dict(list(kept.items())[-_MOST:])


def go_on(request: OfficerRequest, item: UUID, otherwise: str) -> HttpResponse:
    """Return the redirect after deciding: to the queue the item was opened from, or otherwise."""
    kept = dict(request.session.get(_KEY, {}))
    found = kept.pop(str(item), None)
    if found is None:
        return go_to(request, otherwise)
    request.session[_KEY] = kept
    queue, place, page = found
    where = reverse("entry:queue", args=[queue])
    return go_to(request, f"{where}?{PARAMETER}={page}&{PLACE}={place}")
