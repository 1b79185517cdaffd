"""The notes of an entry: added and voided on the entry's page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions
from hotich.apps.entry.models import EntryNote
from hotich.apps.entry.note_forms import VoidNoteForm
from hotich.apps.entry.notes import get_note
from hotich.apps.entry.noting import Sent, is_sent_back, new_form
from hotich.apps.entry.problems import NoteRefusedError
from hotich.apps.entry.views.entries import entry_or_404, entry_page
from hotich.apps.entry.views.words import EXPECTED, sentence
from hotich.web.responses import go_to


@require_POST
@page(Permission.ENTRY_TYPE)
def add_note(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Write down a note of the book; a refused one stands in the page as it was typed."""
    found = entry_or_404(request, entry)
    form = new_form(found, request.POST)
    if not form.is_valid():
        return entry_page(request, found, notes=Sent(form))
    try:
        actions.add_note(
            by=request.actor,
            entry=found.pk,
            token=form.cleaned_data["token"],
            note=form.note,
            answers_return=form.answers,
        )
    except NoteRefusedError as fault:
        form.refuse(fault)
        return entry_page(request, found, notes=Sent(form))
    except EXPECTED as fault:
        return entry_page(request, found, problem=sentence(fault), notes=Sent(form))
    messages.success(request, _("Đã ghi ghi chú."))
    return go_to(request, _notes_url(found.pk))


@require_POST
@page(Permission.ENTRY_TYPE)
def void_note(request: OfficerRequest, note: UUID) -> HttpResponse:
    """Void a note with a reason; it stays in the history."""
    try:
        row = get_note(request.actor, note)
    except EntryNote.DoesNotExist as fault:
        raise Http404 from fault
    found = row.entry
    form = VoidNoteForm(request.POST, auto_id=f"void_{row.pk}_%s", is_returned=is_sent_back(found))
    sent = Sent(form, row.pk)
    if not form.is_valid():
        return entry_page(request, found, notes=sent)
    try:
        reason = form.cleaned_data["reason"]
        actions.void_note(by=request.actor, note=row.pk, reason=reason, answers_return=form.answers)
    except EXPECTED as fault:
        return entry_page(request, found, problem=sentence(fault), notes=sent)
    messages.success(request, _("Đã hủy ghi chú."))
    return go_to(request, _notes_url(found.pk))


def _notes_url(entry: UUID) -> str:
    return f"{reverse('entry:entry', args=[entry])}#ghi-chu"
