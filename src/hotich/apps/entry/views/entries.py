"""One saved entry: read, taken back, voided, and its people linked or unlinked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions, queries, workload
from hotich.apps.entry.drafting import NOTE
from hotich.apps.entry.forms import ReasonForm
from hotich.apps.entry.models import Entry, Mention
from hotich.apps.entry.noting import Sent, tell_notes
from hotich.apps.entry.reading import tell
from hotich.apps.entry.returning import LOCKED
from hotich.apps.entry.views.keeping import draft_context, kept_of
from hotich.apps.entry.views.words import EXPECTED, sentence
from hotich.apps.registers.queries import book_label, state_of
from hotich.apps.scans.apart import is_withheld
from hotich.apps.scans.models import PageImage
from hotich.apps.scans.queries import page_image
from hotich.web.responses import UNPROCESSABLE, go_to


@require_GET
@page(Permission.ENTRY_TYPE, Permission.ENTRY_VIEW)
def entry(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Show an entry with its history; its people are put on record first."""
    return entry_page(request, entry_or_404(request, entry))


@require_POST
@page(Permission.ENTRY_TYPE)
def void(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Void an own entry with a reason; its number is free again."""
    found = entry_or_404(request, entry)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return entry_page(request, found, void_form=form)
    try:
        actions.void_entry(by=request.actor, entry=found.pk, reason=form.cleaned_data["reason"])
    except EXPECTED as fault:
        return entry_page(request, found, problem=sentence(fault), void_form=form)
    told = _("Đã hủy trường hợp số %(number)s.") % {"number": queries.number_label(found)}
    messages.success(request, told)
    return go_to(request, reverse("entry:book", args=[found.book_id]))


@require_POST
@page(Permission.ENTRY_TYPE)
def undo(request: OfficerRequest, mention: UUID) -> HttpResponse:
    """Undo a link, or "not found", with all that came of it."""
    found = mention_or_404(request, mention)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return entry_page(request, found.entry, undo_form=form, undone=found.pk)
    try:
        actions.undo_link(by=request.actor, mention=found.pk, reason=form.cleaned_data["reason"])
    except EXPECTED as fault:
        told = sentence(fault)
        return entry_page(request, found.entry, problem=told, undo_form=form, undone=found.pk)
    messages.success(request, _("Đã gỡ. Trường hợp này trở lại chưa kết luận."))
    return go_to(request, reverse("entry:entry", args=[found.entry_id]))


@require_POST
@page(Permission.BOOK_LOCK)
def permit(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Let another officer link or unlink the entry's person after the lock."""
    found = entry_or_404(request, entry)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return entry_page(request, found, permit_form=form)
    try:
        reason = form.cleaned_data["reason"]
        actions.permit_link_change(by=request.actor, entry=found.pk, reason=reason)
    except EXPECTED as fault:
        return entry_page(request, found, problem=sentence(fault), permit_form=form)
    messages.success(
        request, _("Đã cho phép cán bộ nhập liệu kết luận lại hoặc sửa ghi chú một lần.")
    )
    return go_to(request, reverse("entry:entry", args=[found.pk]))


def entry_page(
    request: OfficerRequest,
    found: Entry,
    *,
    problem: str = "",
    void_form: ReasonForm | None = None,
    undo_form: ReasonForm | None = None,
    undone: UUID | None = None,
    permit_form: ReasonForm | None = None,
    notes: Sent | None = None,
) -> HttpResponse:
    """Render the page of an entry, 422 when something asked of it was refused."""
    actor = request.actor
    actions.record_view(by=actor, entries=[found], reason="xem trường hợp")
    locked = state_of(found.book) in LOCKED
    kept = kept_of(request, found.pk, NOTE)
    context = {
        **draft_context(kept),
        "entry": found,
        "label": queries.entry_label(found),
        "number": queries.number_label(found),
        "book_label": book_label(found.book),
        "told": tell(found),
        "may_type": actor.may(Permission.ENTRY_TYPE),
        "may_correct": actions.may_correct(actor, found),
        "may_permit": locked and actor.may(Permission.BOOK_LOCK),
        "needs_permit": locked,
        "permits": workload.link_permits(found),
        "returns": workload.returns_of(found),
        "image": _image(actor, found),
        "notes": tell_notes(
            actor,
            found,
            queries.values_of(found),
            day=timezone.localdate(),
            sent=notes,
            kept=kept.get("fields"),
        ),
        "tracking_url": _tracking_url(),
        "problem": problem,
        "void_form": void_form or ReasonForm(prefix=None, auto_id="void_%s"),
        "undo_form": undo_form or ReasonForm(auto_id="undo_%s"),
        "undone": undone,
        "permit_form": permit_form or ReasonForm(auto_id="permit_%s"),
        "shown_errors": bool(void_form or undo_form or permit_form or notes),
    }
    refused = bool(problem or void_form or undo_form or permit_form or notes)
    return render(request, "entry/entry.html", context, status=UNPROCESSABLE if refused else 200)


def entry_or_404(request: OfficerRequest, uuid: UUID) -> Entry:
    """Return an entry the officer sees, or the page that does not exist."""
    try:
        return queries.get_entry(request.actor, uuid)
    except Entry.DoesNotExist as fault:
        raise Http404 from fault


def mention_or_404(request: OfficerRequest, uuid: UUID) -> Mention:
    """Return a mention of an entry the officer sees, or the page that does not exist."""
    try:
        return queries.get_mention(request.actor, uuid)
    except Mention.DoesNotExist as fault:
        raise Http404 from fault


def _image(actor: Actor, found: Entry) -> PageImage | None:
    """Return the image of the entry's page, None where it is not to be seen."""
    image = page_image(found.book, found.page) if found.page else None
    return None if image is None or is_withheld(actor, image) else image


def _tracking_url() -> str:
    try:
        return reverse("tracking:list")
    except NoReverseMatch:
        return ""
