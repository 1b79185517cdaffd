"""One saved entry: read, put right, voided, and its people linked or unlinked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queries, sheets, workload
from hotich.apps.entry.forms import CorrectionForm, ReasonForm
from hotich.apps.entry.models import Entry, FieldValue, Mention
from hotich.apps.entry.noting import Sent, tell_notes
from hotich.apps.entry.paper import paper_of
from hotich.apps.entry.parties import Parties, Party, parties_of_entry
from hotich.apps.entry.problems import (
    NotCorrectableError,
    StaleVersionError,
    ValuesRefusedError,
)
from hotich.apps.entry.reading import tell
from hotich.apps.entry.returning import LOCKED
from hotich.apps.entry.typed import TypedValue
from hotich.apps.entry.values import type_of
from hotich.apps.entry.views.walking import go_on
from hotich.apps.entry.views.words import EXPECTED, at_field, sentence
from hotich.apps.population.actions import view_person
from hotich.apps.registers.queries import book_label, state_of
from hotich.apps.scans.queries import page_image
from hotich.core.registers import Origin, Reading
from hotich.web.register_form import input_name
from hotich.web.responses import UNPROCESSABLE, go_to


@require_GET
@page(Permission.ENTRY_TYPE, Permission.ENTRY_VIEW)
def entry(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Show an entry with its history; its people are put on record first."""
    return entry_page(request, entry_or_404(request, entry))


@require_http_methods(["GET", "POST"])
@page(Permission.ENTRY_TYPE)
def correct(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Reopen an own entry and save it as a further version with the reason."""
    found = entry_or_404(request, entry)
    if not actions.may_correct(request.actor, found):
        return entry_page(request, found, problem=sentence(NotCorrectableError()))
    values = queries.values_of(found)
    if request.method != "POST":
        form = _form(found, _stored(found, values))
        return _correction_page(request, found, form, fresh=True)
    form = _form(found, request.POST)
    if not form.is_valid():
        return _correction_page(request, found, form)
    try:
        saved = actions.correct_entry(
            by=request.actor,
            entry=found.pk,
            expected_version=form.cleaned_data["version"],
            values=_changed(form.typed_values(), values),
            reason=form.cleaned_data["reason"],
            token=form.cleaned_data["token"],
            agreements=form.agreements(),
        )
    except StaleVersionError as fault:
        return _correction_page(request, found, _with_both(form, found, fault), stale=True)
    except ValuesRefusedError as fault:
        for field_id, code in fault.problems.items():
            form.refuse(field_id, at_field(code))
        return _correction_page(request, found, form)
    except EXPECTED as fault:
        form.add_error(None, sentence(fault))
        return _correction_page(request, found, form)
    messages.success(request, _("Đã lưu bản sửa %(version)s.") % {"version": saved.version})
    return go_on(request, found.pk, otherwise=reverse("entry:entry", args=[found.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def verdict(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Show what the entry would come to with what stands in the form now."""
    found = entry_or_404(request, entry)
    if not actions.may_correct(request.actor, found):
        raise Http404
    form = _form(found, request.POST)
    form.is_valid()
    parties = parties_of_entry(found)
    linked = _view_linked(request, found, parties)
    assessment = _assess(found, form, parties)
    rows = sheets.lines(form, assessment)
    context = {"rows": rows, "is_linked": bool(linked), **_verdict(found, assessment)}
    return render(request, "entry/_verdict_update.html", context)


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
    context = {
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
        "image": page_image(found.book, found.page) if found.page else None,
        "notes": tell_notes(
            actor, found, queries.values_of(found), day=timezone.localdate(), sent=notes
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


def _tracking_url() -> str:
    try:
        return reverse("tracking:list")
    except NoReverseMatch:
        return ""


def _form(found: Entry, data: Mapping[str, Any]) -> CorrectionForm:
    return CorrectionForm(type_of(found), found.book.edition, data)


def _stored(found: Entry, values: Mapping[str, FieldValue]) -> dict[str, object]:
    """Return the entry's values as the form would have sent them."""
    data: dict[str, object] = {"token": str(uuid4()), "version": found.version, "reason": ""}
    agreements = {
        field_id: word
        for mention in found.mentions.filter(principal=True)
        if (last := queries.last_decision(mention.pk))
        for field_id, word in last.agreements.items()
    }
    for field_id, value in values.items():
        name = input_name(field_id)
        data |= {
            name: value.text,
            f"{name}-reading": value.reading,
            f"{name}-origin": value.origin if value.confirmed or _is_offered(value) else "typed",
            f"{name}-agrees": value.agrees if value.agrees != "not_read" else "",
        }
        if field_id in agreements:
            data[f"{name}-word"] = "yes" if agreements[field_id] else "no"
    for section in type_of(found).sections:
        fields = [field.id for field in type_of(found).fields_in(section.code)]
        held = [values[field] for field in fields if field in values]
        if held and all(value.confirmed for value in held):
            data[f"confirmed-{section.code}"] = "1"
            data |= {
                f"{input_name(value.field)}-reading": "clear"
                for value in held
                if _quiet(found, value)
            }
    return data


def _is_offered(value: FieldValue) -> bool:
    """Return whether the text came in with an entry already recorded and was not read yet."""
    return value.origin == Origin.IMPORTED and not value.confirmed


def _quiet(found: Entry, value: FieldValue) -> bool:
    """Return whether the confirmed block says already that the book is blank here."""
    return value.reading == Reading.BLANK and not type_of(found).field(value.field).basic


def _changed(
    typed: Mapping[str, TypedValue], held: Mapping[str, FieldValue]
) -> dict[str, TypedValue]:
    """Return the fields that say something else than the stored ones."""
    changed = {}
    for field_id, given in typed.items():
        now, text = held.get(field_id), given.as_register_text()
        if now is not None and _is_offered(now) and not given.is_read:
            continue  # what was handed over stays until somebody reads the book
        same = now is not None and (text.text, text.reading.value) == (now.text, now.reading)
        agrees = now is not None and (text.agrees or "") == now.agrees
        is_new = now is None or (text.confirmed and not now.confirmed)
        if is_new or not (same and agrees):
            changed[field_id] = given
    return changed


def _with_both(form: CorrectionForm, found: Entry, fault: StaleVersionError) -> CorrectionForm:
    """Return the form with the version that holds now, and the other text at each field."""
    fresh = {"version": str(fault.version), "token": str(uuid4())}
    again = _form(found, {**{name: form.data.get(name) for name in form.data}, **fresh})
    again.is_valid()
    told = _("Bản đang lưu ghi: “%(text)s”. Lưu lần nữa sẽ thay bằng chữ trong ô.")
    for field_id, (now, _typed) in fault.texts.items():
        again.refuse(field_id, told % {"text": now or "—"})
    return again


def _correction_page(
    request: OfficerRequest,
    found: Entry,
    form: CorrectionForm,
    *,
    fresh: bool = False,
    stale: bool = False,
) -> HttpResponse:
    form.is_valid()
    if fresh:
        form.errors.pop("reason", None)
    actions.record_view(by=request.actor, entries=[found], reason="mở để sửa")
    parties = parties_of_entry(found)
    linked = _view_linked(request, found, parties)
    assessment = _assess(found, form, parties)
    returns = [one for one in workload.returns_of(found) if one.answered_at is None]
    focus = next((one.field for one in returns if one.field), "")
    context = {
        "entry": found,
        "number": queries.number_label(found),
        "book_label": book_label(found.book),
        "form": form,
        "is_linked": bool(linked),
        "pins": [(label, party.values.get("pin", "")) for label, party in linked],
        "shown_errors": not fresh,
        "stale": stale,
        "returns": returns,
        "viewer": paper_of(request.actor, found),
        "blocks": sheets.blocks(
            form,
            assessment,
            focus=focus or f"{type_of(found).principal_roles[0].code}.full_name",
        ),
        **_verdict(found, assessment),
    }
    status = 200 if fresh else UNPROCESSABLE
    return render(request, "entry/correct.html", context, status=status)


def _verdict(found: Entry, assessment: sheets.Assessment) -> dict[str, object]:
    return {
        "code": sheets.provisional_code(assessment),
        "sentence": sheets.sentence(assessment, type_of(found)),
        "provisional": sheets.is_provisional(assessment),
    }


def _view_linked(
    request: OfficerRequest, found: Entry, parties: Parties
) -> list[tuple[str, Party]]:
    """Return the linked principal people, each with whose he is, their views put on record."""
    definition, label = type_of(found), queries.entry_label(found)
    several = len(definition.principal_roles) > 1
    linked = []
    for party in parties.values():
        if party.person is not None:
            view_person(by=request.actor, person=party.person, reason=f"sửa {label}")
            linked.append((definition.role(party.role).label if several else "", party))
    return linked


def _assess(found: Entry, form: CorrectionForm, parties: Parties) -> sheets.Assessment:
    return sheets.assess(
        type_of(found),
        form.typed_values(),
        year=found.year,
        parties=parties,
        agreements=form.agreements(),
        day=timezone.localdate(),
        office=found.book.holding_office_id,
    )
