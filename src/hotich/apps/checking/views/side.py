"""Which side does the officer sign for, and which book does he mean?"""

from uuid import UUID

from django.http import Http404

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.checking.models import Side
from hotich.apps.checking.signing import RIGHTS
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import get_entry
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book

# With both rights an officer chooses the side; the parameter names it.
PARAMETER = "ben"


def side_of(request: OfficerRequest) -> Side:
    """Return the side that the page is for; the officer has the right to it."""
    mine = [side for side in Side if request.actor.may(RIGHTS[side])]
    if not mine:
        raise Http404
    asked = request.POST.get(PARAMETER) or request.GET.get(PARAMETER)
    return next((side for side in mine if side.value == asked), mine[0])


def own_book(request: OfficerRequest, uuid: UUID) -> Book:
    """Return a book of the officer's office; 404 for any other."""
    try:
        return get_book(request.actor, uuid)
    except Book.DoesNotExist as fault:
        raise Http404 from fault


def own_entry(request: OfficerRequest, uuid: UUID) -> Entry:
    """Return an entry of a book his office holds; 404 for any other."""
    try:
        return get_entry(request.actor, uuid)
    except Entry.DoesNotExist as fault:
        raise Http404 from fault
