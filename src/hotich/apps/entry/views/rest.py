"""Step 2: every field of the book, beside what the population database holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions, sheets
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.drafting import Kept
from hotich.apps.entry.dressing import helps_of
from hotich.apps.entry.forms import LifeForm, RestForm
from hotich.apps.entry.habits import habits_of, last_page
from hotich.apps.entry.inputs import changed_values
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.offering import offers
from hotich.apps.entry.parties import Parties, Party, parties_of_draft
from hotich.apps.entry.pinning import pins_of
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    EvidenceError,
    LifeMissingError,
    NotTypingError,
    NumberTakenError,
    ValuesRefusedError,
)
from hotich.apps.entry.queries import (
    draft_of,
    entry_saved,
    get_reservation,
    number_label,
    outcomes_of,
    values_of,
)
from hotich.apps.entry.saving import Saved
from hotich.apps.entry.typed import EntryInput, Identity
from hotich.apps.entry.views.keeping import Sent, draft_context, sent_from
from hotich.apps.entry.views.reading_again import advise_reading_again
from hotich.apps.entry.views.suggesting import is_suggested
from hotich.apps.entry.views.words import at_field, sentence
from hotich.apps.entry.workload import count_typed, last_typed
from hotich.apps.population.actions import view_person
from hotich.apps.registers.definitions import printed_form
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.apps.scans.queries import images_of, page_image
from hotich.apps.scans.viewing import page_with, viewer
from hotich.core.registers import RegisterType
from hotich.web.responses import UNPROCESSABLE, go_to
from hotich.web.states import state_of


@dataclass(frozen=True)
class Desk:
    """What the sheet of a reservation is made of: draft, conclusions, people."""

    held: Reservation
    definition: RegisterType
    kept: Mapping[str, Any]
    parties: Parties

    @property
    def linked(self) -> list[Party]:
        """Return the people whom the population database holds."""
        return [party for party in self.parties.values() if party.is_linked]

    @property
    def absent(self) -> list[Party]:
        """Return the people who were not found."""
        return [one for one in self.parties.values() if one.identity is Identity.NONE]

    @property
    def is_concluded(self) -> bool:
        """Whether anything was concluded of anybody."""
        return any(one.identity is not Identity.UNDECIDED for one in self.parties.values())

    def pins(self) -> list[tuple[str, str]]:
        """Return the numbers of the linked people, each with whose it is when there are more."""
        several = len(self.parties) > 1
        return [
            (self.definition.role(one.role).label if several else "", one.values.get("pin", ""))
            for one in self.linked
        ]


def rest_page(request: OfficerRequest, held: Reservation, kept: Mapping[str, Any]) -> HttpResponse:
    """Show step 2 with what the draft holds."""
    desk = _desk(held, kept)
    data = {"token": kept.get("token", ""), **kept.get("fields", {})}
    form = _form(desk, data)
    form.is_valid()
    lives = _lives(desk, initial=kept.get("fields", {}))
    return _sheet(request, desk, form, lives, draft=draft_context(kept), fresh=True)


@require_POST
@page(Permission.ENTRY_TYPE)
def verdict(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Show the outcome so far, and how each field that was read stands to the database."""
    held, kept = _kept(request, reservation)
    desk = _desk(held, kept)
    form = _form(desk, request.POST)
    form.is_valid()
    assessment = _assess(desk, form)
    context = {
        "rows": sheets.lines(form, assessment),
        "is_linked": bool(desk.linked),
        **_verdict(desk, assessment),
    }
    return render(request, "entry/_verdict_update.html", context)


@require_POST
@page(Permission.ENTRY_TYPE)
def save(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Save the entry and go on to the next number; on any refusal everything typed stays."""
    held, kept = _kept(request, reservation)
    desk, sent = _desk(held, kept), sent_from(request, kept)
    form, lives = _form(desk, sent.data), _lives(desk, sent.data)
    done = _keep(request, desk, form, lives, sent)
    draft = draft_context(kept, form=form, sent=sent, done=done)
    is_valid = all([form.is_valid(), *(life.is_valid() for life in lives.values())])
    if done.others or not is_valid:
        return _sheet(request, desk, form, lives, draft=draft)
    if not done.is_kept and _is_other_text(request, desk, form, sent):
        return _to_correction(request, held.entry)
    if _should_ask(request, desk, form):
        return _sheet(request, desk, form, lives, draft=draft, ask=True)
    try:
        given = replace(_given(desk, form, lives), effort=sent.effort)
        saved = actions.save_entry(by=request.actor, given=given)
    except ValuesRefusedError as fault:
        for field_id, code in fault.problems.items():
            form.refuse(field_id, at_field(code))
    except AlreadyEnteredError as fault:
        if fault.entry == held.entry and done.is_kept:
            return _to_correction(request, held.entry)
        messages.warning(request, sentence(fault))
        return go_to(request, reverse("entry:entry", args=[fault.entry]))
    except (NumberTakenError, EvidenceError, LifeMissingError, NotTypingError) as fault:
        form.add_error(None, sentence(fault))
    else:
        return _onward(request, held.book, saved)
    return _sheet(request, desk, form, lives, draft=draft)


def workbar(actor: Actor, held: Reservation, page_typed: str = "") -> dict[str, object]:
    """Return what stands above and beside both steps.

    Above: book, number, today's count, the entry before. Beside: the scan of the page typed, else
    of the page the number is marked on, of the page of the entry before, of the book's first page.
    """
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    last = last_typed(actor, held.book)
    label = page_typed.strip() or last_page(held.book, held.year)
    number = shown_number(held.number, held.suffix, held.occurrence)
    image = page_image(held.book, page_typed) if page_typed.strip() else None
    image = image or page_with(held.book, number, held.year)
    image = image or (page_image(held.book, label) if label else images_of(held.book).first())
    return {
        "book_label": book_label(held.book),
        "number": number,
        "today": count_typed(actor, since=today),
        "last": last,
        "last_number": number_label(last) if last else "",
        "viewer": viewer(actor, held.book, image, number=number, year=held.year),
    }


def _kept(request: OfficerRequest, uuid: UUID) -> tuple[Reservation, Mapping[str, Any]]:
    try:
        held = get_reservation(request.actor, uuid)
    except Reservation.DoesNotExist as fault:
        raise Http404 from fault
    kept = draft_of(request.actor, held.entry)
    return held, kept.values if kept else {}


def _desk(held: Reservation, kept: Mapping[str, Any]) -> Desk:
    definition = printed_form(held.register_type, held.book.edition)
    return Desk(held, definition, kept, parties_of_draft(definition, kept))


def _record_view(request: OfficerRequest, desk: Desk) -> None:
    """Put on record that the people are about to be shown beside the book."""
    label = f"{desk.held.register_type} {desk.held.number}/{desk.held.year}"
    for party in desk.linked:
        if party.person is not None:
            view_person(by=request.actor, person=party.person, reason=f"nhập {label}")


def _form(desk: Desk, data: Mapping[str, Any]) -> RestForm:
    suggest = reverse("entry:suggest", args=[desk.held.book_id])
    urls = {spec.id: suggest for spec in desk.definition.fields if is_suggested(spec)}
    return RestForm(desk.definition, desk.held.book.edition, data, suggest_urls=urls)


def _lives(
    desk: Desk, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
) -> dict[str, LifeForm]:
    """Return by role the form that a number request needs, for each who was not found."""
    return {
        party.role: LifeForm(desk.definition, party.role, data, initial=initial)
        for party in desk.absent
    }


def _assess(desk: Desk, form: RestForm) -> sheets.Assessment:
    return sheets.assess(
        desk.definition,
        form.typed_values(),
        year=desk.held.year,
        parties=desk.parties,
        agreements=form.agreements(),
        day=timezone.localdate(),
        office=desk.held.book.holding_office_id,
    )


def _verdict(desk: Desk, assessment: sheets.Assessment) -> dict[str, object]:
    code = sheets.provisional_code(assessment)
    waits = not desk.is_concluded and any(one.waiting for one in desk.parties.values())
    return {
        "code": "waiting" if waits else code,
        "sentence": sheets.sentence(assessment, desk.definition),
        "provisional": sheets.is_provisional(assessment),
    }


def _sheet(
    request: OfficerRequest,
    desk: Desk,
    form: RestForm,
    lives: Mapping[str, LifeForm],
    *,
    draft: Mapping[str, object],
    fresh: bool = False,
    ask: bool = False,
) -> HttpResponse:
    _record_view(request, desk)
    held, definition = desk.held, desk.definition
    assessment = _assess(desk, form)
    habits, pins = habits_of(held.book, held.year), pins_of(request.actor, held.book)
    number = desk.held.number_written or shown_number(desk.held.number, desk.held.suffix, 0)
    offered = offers(definition, held.book, number, habits, desk.parties, pins)
    context = {
        "held": held,
        "form": form,
        "lives": list(lives.values()),
        "is_linked": bool(desk.linked),
        "pins": desk.pins(),
        "shown_errors": not fresh,
        "ask": ask,
        "blocks": sheets.blocks(
            form,
            assessment,
            helps=helps_of(definition, offered, habits, pins, held.year),
        ),
        **draft,
        **workbar(request.actor, desk.held, str(form.data.get("entry-page", ""))),
        **_verdict(desk, assessment),
    }
    status = 200 if fresh else UNPROCESSABLE
    return render(request, "entry/rest.html", context, status=status)


def _should_ask(request: OfficerRequest, desk: Desk, form: RestForm) -> bool:
    """Return whether to ask once more: a conclusion was drawn and a basic fact is unread."""
    if not desk.is_concluded or request.POST.get("unread_accepted"):
        return False
    return sheets.is_provisional(_assess(desk, form))


def _given(desk: Desk, form: RestForm, lives: Mapping[str, LifeForm]) -> EntryInput:
    agreements = form.agreements()
    known = {role: life.cleaned_data for role, life in lives.items()}
    return EntryInput(
        reservation=desk.held.pk,
        token=form.cleaned_data["token"],
        values=form.typed_values(),
        conclusions={
            role: party.conclusion(agreements, **known.get(role, {}))
            for role, party in desk.parties.items()
        },
        looked=form.milliseconds(),
    )


def _keep(
    request: OfficerRequest,
    desk: Desk,
    form: RestForm,
    lives: Mapping[str, LifeForm],
    sent: Sent,
) -> Kept:
    inputs = (life.add_prefix(name) for life in lives.values() for name in life.fields)
    names = {*form.fields, *inputs} - {"token"}
    fields = sent.texts(names)
    return actions.save_draft(
        by=request.actor,
        entry=desk.held.entry,
        fields=fields,
        window=sent.window,
        token=sent.token,
    )


def _is_other_text(request: OfficerRequest, desk: Desk, form: RestForm, sent: Sent) -> bool:
    """Return whether another window saved the entry with other texts; then these are kept."""
    entered = entry_saved(request.actor, desk.held.entry)
    if entered is None or not changed_values(form.typed_values(), values_of(entered)):
        return False
    fields = sent.texts(form.fields)
    actions.save_draft(by=request.actor, entry=entered.pk, fields=fields, token=uuid4())
    return True


def _to_correction(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Lead to where both texts stand side by side: the one saved, and this page's."""
    told = _("Số này đã được lưu ở cửa sổ khác. Chữ của hai bên có ở dưới đây.")
    messages.warning(request, told)
    return go_to(request, reverse("entry:correct", args=[entry]))


def _onward(request: OfficerRequest, book: Book, saved: Saved) -> HttpResponse:
    came_to = outcomes_of([saved.entry])[saved.entry.pk]
    state = state_of("waiting" if came_to.waiting else came_to.outcome)
    text = _("Đã lưu số %(number)s: %(outcome)s.")
    told = text % {"number": number_label(saved.entry), "outcome": state.words}
    link = reverse("entry:entry", args=[saved.entry.pk])
    again = _("Mở lại")
    messages.success(request, format_html('{} <a href="{}">{}</a>', told, link, again))
    advise_reading_again(request, saved.entry)
    try:
        following = actions.reserve_next(by=request.actor, book=book.pk, year=saved.entry.year)
    except NotTypingError:
        return go_to(request, reverse("entry:desk"))
    return go_to(request, reverse("entry:type", args=[following.pk]))
