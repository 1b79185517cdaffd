"""What was typed in the last seconds is kept; a page that has fallen behind is told so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions
from hotich.apps.entry.both import BothTexts, both_of_draft, clock, read_seen, settled
from hotich.apps.entry.drafting import NOTE, Kept, Window, part_of
from hotich.apps.entry.forms import BlindForm, CorrectionForm, RestForm, life_inputs
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.entry.note_forms import BookNoteForm
from hotich.apps.entry.problems import TakenOverError
from hotich.apps.entry.queries import any_reservation, get_entry
from hotich.apps.entry.typed import Effort
from hotich.apps.entry.values import type_of
from hotich.apps.entry.views.words import sentence
from hotich.apps.registers.definitions import printed_form
from hotich.core.registers import RegisterType
from hotich.web.responses import go_to

SEEN = "draft_seen"
# Keys and milliseconds; a day of typing has fewer digits.
_EFFORT = re.compile(r"([0-9]{1,6}) ([0-9]{1,8})")
_LONGEST_WINDOW = 40
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent, the clerk's choices between two texts put in, and which page it was."""

    data: QueryDict
    window: Window

    @property
    def token(self) -> UUID | None:
        """The token under which the page saves, if it has one."""
        return _uuid(self.data.get("token", ""))

    @property
    def effort(self) -> Effort | None:
        """Keys and time as the page counted them; None when it says nothing that can be so."""
        found = _EFFORT.fullmatch(self.data.get("effort", ""))
        return Effort(int(found[1]), int(found[2])) if found else None

    @property
    def counted(self) -> dict[str, str]:
        """Keys and time as a draft keeps them."""
        return {"effort": str(self.effort)} if self.effort else {}

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """Return the inputs of these names that were sent."""
        return {name: str(self.data[name]) for name in names if name in self.data}


def sent_from(request: OfficerRequest, kept: Mapping[str, Any]) -> Sent:
    """Return what the page sent, held beside the draft as it is now."""

    def revision_of(name: str) -> int:
        rows = kept.get("revisions", {})
        found = (rows[one][0] for one in (name, f"{name}-reading") if one in rows)
        return int(max(found, default=0))

    data, seen = settled(request.POST, kept.get("fields", {}), revision_of, SEEN)
    return Sent(data, _window(request.POST, seen))


def draft_context(
    kept: Mapping[str, Any],
    *,
    form: forms.Form | None = None,
    sent: Sent | None = None,
    done: Kept | None = None,
) -> dict[str, object]:
    """Return what a page with a draft shows of it: its revision, and texts of other windows.

    A page that fell behind stays at the revision it was made with; what it saw since goes along.
    """
    both: list[BothTexts] = []
    revision, name, seen = int(kept.get("revision", 0)), "", ""
    if sent is not None:
        name, seen = sent.window.name, str(sent.data.get(SEEN, ""))
        if done is not None and done.is_kept and not done.others:
            revision, seen = done.revision, ""
        elif sent.window.revision is not None:
            revision = sent.window.revision
        if done is not None and form is not None:
            both = both_of_draft(form, sent.data, done.others)
    effort = sent.effort if sent is not None else kept.get("effort", "")
    return {
        "draft_revision": revision,
        "draft_window": name,
        "draft_seen": seen,
        "both": both,
        "effort": str(effort or ""),
    }


@require_POST
@page(Permission.ENTRY_TYPE)
def keep_typing(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Keep what was typed of a number in the last seconds."""
    try:
        held = any_reservation(request.actor, reservation)
    except Reservation.DoesNotExist as fault:
        raise Http404 from fault
    names = _typing_inputs(printed_form(held.register_type, held.book.edition), held)
    return _keep(request, held.entry, names)


@require_POST
@page(Permission.ENTRY_TYPE)
def keep_correction(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Keep what was typed in a correction in the last seconds."""
    found = _entry_or_404(request, entry)
    form = CorrectionForm(type_of(found), found.book.edition)
    return _keep(request, found.pk, set(form.fields) - {"version", "token"})


@require_POST
@page(Permission.ENTRY_TYPE)
def keep_note(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Keep what was typed of a note in the last seconds."""
    found = _entry_or_404(request, entry)
    form = BookNoteForm(entry=found, is_returned=True)
    return _keep(request, found.pk, set(form.fields) - {"token"}, part=NOTE)


@require_POST
@page(Permission.ENTRY_TYPE)
def give_up(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Delete the draft of a correction, or of a note, because the clerk says so."""
    found = _entry_or_404(request, entry)
    is_note = request.POST.get("part") == NOTE
    actions.give_up_draft(by=request.actor, entry=found.pk, part=NOTE if is_note else "")
    messages.info(request, _("Đã bỏ bản nháp."))
    where = "entry:entry" if is_note else "entry:correct"
    return go_to(request, reverse(where, args=[found.pk]))


@require_GET
@page()
def here(request: OfficerRequest) -> HttpResponse:
    """Say who is signed in: to a page that waits for it, or to the officer in a tab of its own."""
    if "application/json" not in request.headers.get("Accept", ""):
        return render(request, "entry/here.html")
    officer = str(request.actor.officer_id)
    return JsonResponse({"officer": officer, "csrf": get_token(request)})


def _keep(
    request: OfficerRequest, entry: UUID, known: Iterable[str], *, part: str = ""
) -> HttpResponse:
    fields = {name: request.POST[name] for name in known if name in request.POST}
    try:
        kept = actions.save_draft(
            by=request.actor,
            entry=entry,
            fields=fields,
            state={} if part else Sent(request.POST, Window()).counted,
            base_version=_version(request.POST),
            window=_window(request.POST, read_seen(request.POST.get(SEEN, ""))),
            part=part,
            token=_uuid(request.POST.get("token", "")),
        )
    except Reservation.DoesNotExist as fault:
        raise Http404 from fault
    except TakenOverError as fault:
        return JsonResponse({"told": sentence(fault)}, status=_CONFLICT)
    return JsonResponse(_answer(kept))


def _answer(kept: Kept) -> dict[str, object]:
    told = ""
    if not kept.is_kept:
        told = _("Trường hợp này đã được lưu ở cửa sổ khác. Chữ ở trang này chưa được lưu.")
    elif kept.holder:
        text = _("Số này nay do %(holder)s giữ đến %(until)s. Chữ đã gõ vẫn ở trong bản nháp.")
        told = text % {"holder": kept.holder, "until": _hour(kept)}
    return {
        "revision": kept.revision,
        "until": "" if kept.holder else _hour(kept),
        "told": told,
        "others": [
            {
                "name": one.name,
                "text": one.text,
                "reading": one.reading,
                "revision": one.revision,
                "at": clock(one.at),
            }
            for one in kept.others
        ],
    }


def kept_of(request: OfficerRequest, entry: UUID, part: str = "") -> dict[str, Any]:
    """Return what the officer's draft keeps of the entry; empty for nothing."""
    return part_of(request.actor, entry, part)


def _typing_inputs(definition: RegisterType, held: Reservation) -> set[str]:
    roles = [role.code for role in definition.principal_roles]
    lives = {name for role in roles for name in life_inputs(definition, role)}
    blind = {name for role in roles for name in BlindForm(definition, role, year=held.year).fields}
    return {*RestForm(definition, held.book.edition).fields, *lives, *blind} - {"token"}


def _window(sent: QueryDict, seen: Mapping[str, int]) -> Window:
    revision = sent.get("draft_revision", "")
    is_number = revision.isascii() and revision.isdigit() and len(revision) < _LONGEST_WINDOW
    # A database keeps no NUL; a page's own name for itself has none.
    name = sent.get("draft_window", "").replace("\x00", "")[:_LONGEST_WINDOW]
    return Window(name, int(revision) if is_number else None, dict(seen))


def _version(sent: QueryDict) -> int:
    text = sent.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0


def _hour(kept: Kept) -> str:
    return f"{timezone.localtime(kept.until):%H:%M}" if kept.until else ""


def _entry_or_404(request: OfficerRequest, uuid: UUID) -> Entry:
    try:
        return get_entry(request.actor, uuid)
    except Entry.DoesNotExist as fault:
        raise Http404 from fault


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
