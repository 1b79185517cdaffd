"""Suggestions under a field: from this book first, then from the gazetteer."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.views.books import book_or_404
from hotich.apps.entry.workload import texts_in_book
from hotich.apps.registers.definitions import definition as register_type
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import years_of
from hotich.core.names import fold
from hotich.core.places import dated_name, describe, gazetteer
from hotich.core.registers import Kind, RegisterType
from hotich.web.register_form import field_id_of

MOST = 8
_LOOKED_THROUGH = 400
_PLACES = frozenset({Kind.PLACE, Kind.RESIDENCE})
_ONE_PLACE = frozenset({"child.place_of_birth", "child.hometown"})


@require_POST
@page(Permission.ENTRY_TYPE)
def suggest(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Return texts that begin like what was typed, newest of the book first."""
    found = book_or_404(request, book)
    definition = register_type(found.register_type)
    field_id = field_id_of(request.POST.get("field", ""))
    wanted = fold(request.POST.get("q", ""))
    if not _is_suggested(definition, field_id) or len(wanted) < 2:
        return JsonResponse({"options": []})
    options = dict(_of_book(found, field_id, wanted))
    if definition.field(field_id).kind in _PLACES:
        for text, note in _of_gazetteer(request.POST.get("q", ""), _day(found)):
            options.setdefault(text, note)
    shown = [{"text": text, "note": note} for text, note in list(options.items())[:MOST]]
    return JsonResponse({"options": shown})


def _is_suggested(definition: RegisterType, field_id: str) -> bool:
    """Return whether texts of the book are offered there: places and signers, never people."""
    if not definition.has_field(field_id):
        return False
    return field_id == "entry.signer" or definition.field(field_id).kind in _PLACES


def _of_book(book: Book, field_id: str, wanted: str) -> Iterator[tuple[str, str]]:
    fields = _ONE_PLACE if field_id in _ONE_PLACE else {field_id}
    for text in texts_in_book(book, fields, limit=_LOOKED_THROUGH):
        if fold(text).startswith(wanted):
            yield text, ""


def _day(book: Book) -> date:
    """Return the day whose units the book knows: the end of its last year, or today."""
    today = timezone.localdate()
    years = years_of(book)
    return min(today, date(years[-1], 12, 31)) if years else today


def _of_gazetteer(typed: str, day: date) -> Iterator[tuple[str, str]]:
    units = gazetteer()
    for unit in units.search(typed, day, MOST):
        text = describe(unit, units)
        note = dated_name(unit)
        yield text, note if note != unit.name else ""
