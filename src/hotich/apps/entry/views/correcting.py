"""A saved entry is reopened and put right; nothing typed is lost, whoever saved meanwhile."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queries, sheets, workload
from hotich.apps.entry.forms import CorrectionForm
from hotich.apps.entry.inputs import changed_values, inputs_of, values_at
from hotich.apps.entry.merging import SEEN, Merged, both_of_versions, merge
from hotich.apps.entry.models import Entry
from hotich.apps.entry.paper import paper_of
from hotich.apps.entry.parties import Parties, Party, parties_of_entry
from hotich.apps.entry.problems import (
    NotCorrectableError,
    StaleVersionError,
    ValuesRefusedError,
)
from hotich.apps.entry.values import type_of
from hotich.apps.entry.views.entries import entry_or_404, entry_page
from hotich.apps.entry.views.keeping import Sent, draft_context, kept_of, sent_from
from hotich.apps.entry.views.walking import go_on
from hotich.apps.entry.views.words import EXPECTED, at_field, sentence
from hotich.apps.population.actions import view_person
from hotich.apps.registers.queries import book_label
from hotich.web.responses import UNPROCESSABLE


@require_http_methods(["GET", "POST"])
@page(Permission.ENTRY_TYPE)
def correct(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Reopen an own entry and save it as a further version with the reason."""
    found = entry_or_404(request, entry)
    if not actions.may_correct(request.actor, found):
        return entry_page(request, found, problem=sentence(NotCorrectableError()))
    kept = kept_of(request, found.pk)
    if request.method != "POST":
        return _opened(request, found, kept)
    sent = sent_from(request, kept)
    form = _form(found, sent.data)
    names = set(form.fields) - {"version", "token"}
    done = actions.save_draft(
        by=request.actor,
        entry=found.pk,
        fields=sent.texts(names),
        base_version=_version(sent.data),
        window=sent.window,
        token=sent.token,
    )
    draft = draft_context(kept, form=form, sent=sent, done=done)
    if done.others:
        return _correction_page(request, found, form, draft=draft)
    return _save(request, found, sent, draft)


def _save(
    request: OfficerRequest, found: Entry, sent: Sent, draft: Mapping[str, object]
) -> HttpResponse:
    merged = merge(found, sent.data, version=_version(sent.data))
    form = _form(found, merged.data)
    if not form.is_valid() or merged.open_fields:
        return _correction_page(request, found, form, draft=draft, merged=merged)
    try:
        saved = actions.correct_entry(
            by=request.actor,
            entry=found.pk,
            expected_version=found.version,
            values=changed_values(form.typed_values(), queries.values_of(found)),
            reason=form.cleaned_data["reason"],
            token=form.cleaned_data["token"],
            agreements=form.agreements(),
        )
    except StaleVersionError:
        fresh = entry_or_404(request, found.pk)
        merged = merge(fresh, sent.data, version=_version(sent.data))
        again = _form(fresh, merged.data)
        return _correction_page(request, fresh, again, draft=draft, merged=merged)
    except ValuesRefusedError as fault:
        for field_id, code in fault.problems.items():
            form.refuse(field_id, at_field(code))
        return _correction_page(request, found, form, draft=draft, merged=merged)
    except EXPECTED as fault:
        form.add_error(None, sentence(fault))
        return _correction_page(request, found, form, draft=draft, merged=merged)
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


def _opened(request: OfficerRequest, found: Entry, kept: Mapping[str, Any]) -> HttpResponse:
    """Show the entry as it holds, with what was typed of a correction and not saved yet."""
    typed: Mapping[str, str] = kept.get("fields", {})
    version = int(kept.get("base_version", found.version)) if typed else found.version
    begun = inputs_of(found, values_at(found, version)) | dict(typed)
    data = QueryDict(mutable=True)
    data.update({"token": str(uuid4()), "version": str(version), "reason": "", **begun})
    merged = merge(found, data, version=version)
    form = _form(found, merged.data)
    form.is_valid()
    differs = bool(changed_values(form.typed_values(), queries.values_of(found)))
    is_restored = bool(typed) and (differs or bool(typed.get("reason")))
    draft = draft_context(kept) | {"restored": is_restored}
    return _correction_page(request, found, form, draft=draft, merged=merged, fresh=True)


def _form(found: Entry, data: Mapping[str, Any]) -> CorrectionForm:
    return CorrectionForm(type_of(found), found.book.edition, data)


def _version(data: QueryDict) -> int:
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0


def _correction_page(
    request: OfficerRequest,
    found: Entry,
    form: CorrectionForm,
    *,
    draft: Mapping[str, object],
    merged: Merged | None = None,
    fresh: bool = False,
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
    held = both_of_versions(form, merged, found) if merged else []
    context = {
        "entry": found,
        "number": queries.number_label(found),
        "book_label": book_label(found.book),
        "form": form,
        "is_linked": bool(linked),
        "pins": [(label, party.values.get("pin", "")) for label, party in linked],
        "shown_errors": not fresh,
        "held_texts": held,
        "taken": [form.fields[name].label for name in merged.taken] if merged else [],
        "version_seen": form.data.get(SEEN, ""),
        "returns": returns,
        "viewer": paper_of(request.actor, found),
        "blocks": sheets.blocks(
            form,
            assessment,
            focus=focus or f"{type_of(found).principal_roles[0].code}.full_name",
        ),
        **draft,
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
