"""An entry left undecided: looked up again from what the book says, and concluded."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, candidates, queries
from hotich.apps.entry.asking import terms_of_mention, texts_of
from hotich.apps.entry.forms import LifeForm
from hotich.apps.entry.looking import look_up as search
from hotich.apps.entry.models import Decision, Mention, Outcome
from hotich.apps.entry.problems import EvidenceError
from hotich.apps.entry.values import type_of
from hotich.apps.entry.views.entries import mention_or_404
from hotich.apps.entry.views.walking import go_on
from hotich.apps.entry.views.words import EXPECTED, sentence
from hotich.apps.population.explaining import explain
from hotich.apps.population.lookups import LookupResult
from hotich.apps.population.models import Breadth
from hotich.apps.population.problems import QuotaExceededError
from hotich.apps.population.wording import quota_words
from hotich.apps.registers.queries import book_label
from hotich.web.responses import UNPROCESSABLE, go_to
from hotich.web.states import state_of


@require_http_methods(["GET", "POST"])
@page(Permission.ENTRY_TYPE)
def decide(request: OfficerRequest, mention: UUID) -> HttpResponse:
    """Look the entry's person up again, and take the clerk's word."""
    found = mention_or_404(request, mention)
    if request.method != "POST":
        return _page(request, found, {})
    wanted = request.POST.get("do", "")
    if wanted in {"narrow", "wide"}:
        try:
            answer = _answer(request, found, wide=wanted == "wide")
        except QuotaExceededError as fault:
            answer = {"problem": quota_words(request.actor, fault, day=timezone.localdate())}
        return _page(request, found, answer)
    lookup = _uuid(request.POST.get("lookup", ""))
    if wanted == "none" and found.principal:  # of a related person nothing is concluded
        return _conclude_absent(request, found, lookup)
    return _link(request, found, lookup)


def _link(request: OfficerRequest, found: Mention, lookup: UUID | None) -> HttpResponse:
    person = _uuid(request.POST.get("person", ""))
    if lookup is None or person is None:
        return _page(request, found, {"problem": sentence(EvidenceError("no_lookup"))})
    try:
        decision = actions.link_mention(
            by=request.actor, mention=found.pk, person=person, lookup=lookup
        )
    except EXPECTED as fault:
        return _page(request, found, {"problem": sentence(fault)})
    return _done(request, found, decision)


def _conclude_absent(request: OfficerRequest, found: Mention, lookup: UUID | None) -> HttpResponse:
    definition = type_of(found.entry)
    form = LifeForm(definition, found.role, request.POST)
    asked = {"life": form, "lookup": lookup, "absent": True}
    if lookup is None:
        return _page(request, found, {"problem": sentence(EvidenceError("no_lookup"))})
    if form.add_prefix("life") not in request.POST:
        blank = LifeForm(definition, found.role)
        return _page(request, found, {**asked, "life": blank}, refused=False)
    if not form.is_valid():
        return _page(request, found, asked)
    try:
        decision = actions.conclude_not_found(
            by=request.actor, mention=found.pk, lookup=lookup, **form.cleaned_data
        )
    except EXPECTED as fault:
        form.add_error(None, sentence(fault))
        return _page(request, found, asked)
    return _done(request, found, decision)


def _done(request: OfficerRequest, found: Mention, decision: Decision) -> HttpResponse:
    words = state_of(decision.outcome).words
    messages.success(request, _("Đã kết luận: %(outcome)s.") % {"outcome": words})
    done = reverse("entry:entry", args=[found.entry_id])
    if queries.outcome_of(found.entry) is Outcome.UNDECIDED:
        return go_to(request, done)
    return go_on(request, found.entry_id, otherwise=done)


def _texts(found: Mention) -> dict[str, str]:
    return texts_of(queries.values_of(found.entry))


def _answer(request: OfficerRequest, found: Mention, *, wide: bool) -> dict[str, object]:
    entry, texts = found.entry, _texts(found)
    definition = type_of(entry)
    result: LookupResult = search(
        by=request.actor,
        mention=found.pk,
        entry=entry.pk,
        terms=terms_of_mention(found, texts),
        breadth=Breadth.WIDE if wide else Breadth.NARROW,
        reason="kết luận lại",
    )
    return {
        "result": result,
        "lookup": result.lookup,
        "said": candidates.said_of(result),
        "explanation": explain(result),
        "candidates": candidates.rows(definition, found.role, texts, result, entry.year),
    }


def _page(
    request: OfficerRequest,
    found: Mention,
    answer: Mapping[str, object],
    *,
    refused: bool | None = None,
) -> HttpResponse:
    actions.record_view(by=request.actor, entries=[found.entry], reason="kết luận lại")
    wrong = refused if refused is not None else "problem" in answer or "absent" in answer
    context = {
        "mention": found,
        "role": type_of(found.entry).role(found.role).label,
        "entry": found.entry,
        "number": queries.number_label(found.entry),
        "book": found.entry.book,
        "book_label": book_label(found.entry.book),
        "texts": _shown(found),
        **answer,
    }
    return render(request, "entry/decide.html", context, status=UNPROCESSABLE if wrong else 200)


def _shown(found: Mention) -> list[tuple[str, str]]:
    texts = _texts(found)
    specs = candidates.told(type_of(found.entry), found.role)
    return [(_(spec.label), texts.get(spec.id, "")) for spec in specs]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
