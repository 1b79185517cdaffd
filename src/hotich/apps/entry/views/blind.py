"""Step 1: the clerk types what the book says and only then sees who may be meant."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, candidates
from hotich.apps.entry.drafting import Kept
from hotich.apps.entry.evidence import require_searched, require_shown
from hotich.apps.entry.forms import BlindForm
from hotich.apps.entry.looking import look_up as search
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.parties import IDENTITIES, next_role
from hotich.apps.entry.passing import taken_away
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    EvidenceError,
    NumberTakenError,
)
from hotich.apps.entry.queries import draft_of, get_reservation
from hotich.apps.entry.typed import Identity
from hotich.apps.entry.views.keeping import Sent, draft_context, sent_from
from hotich.apps.entry.views.rest import rest_page, workbar
from hotich.apps.entry.views.words import sentence
from hotich.apps.entry.workload import is_entered
from hotich.apps.population.explaining import explain
from hotich.apps.population.lookups import LookupResult, LookupTerms
from hotich.apps.population.models import Breadth
from hotich.apps.population.problems import QuotaExceededError
from hotich.apps.population.wording import quota_words
from hotich.apps.registers.definitions import printed_form
from hotich.core.registers import RegisterType
from hotich.web.responses import UNPROCESSABLE, go_to, is_htmx


@require_GET
@page(Permission.ENTRY_TYPE)
def type_entry(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Show the number held by the officer at the step he has come to."""
    if (book := taken_away(request.actor, reservation)) is not None:
        return redirect("entry:book", book)
    held = reservation_or_404(request, reservation)
    if is_entered(held.entry):
        return redirect("entry:entry", held.entry)
    try:
        actions.renew(by=request.actor, reservation=held.pk)
    except AlreadyEnteredError as fault:
        messages.warning(request, sentence(fault))
        return redirect("entry:entry", fault.entry)
    except NumberTakenError as fault:
        messages.warning(request, sentence(fault))
    kept = _draft(request, held)
    if kept.get("step") == "rest":
        return rest_page(request, held, kept)
    definition = printed_form(held.register_type, held.book.edition)
    role = next_role(definition, kept) or definition.principal_roles[-1].code
    form = BlindForm(definition, role, kept=kept.get("fields"), year=held.year)
    return _blind_page(request, held, form, {}, fresh=True)


@require_POST
@page(Permission.ENTRY_TYPE)
def look_up(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Ask the register for the one in the book and show who may be meant."""
    held = reservation_or_404(request, reservation)
    sent = sent_from(request, _draft(request, held))
    form = _form(sent, held)
    done = _keep(request, held, form, sent)
    if done.others:
        return _both_page(request, held, form, sent, done)
    if not form.is_valid():
        return _blind_page(request, held, form, {})
    wide = request.POST.get("breadth") == Breadth.WIDE
    try:
        result = _search(request, held, form, wide=wide)
    except QuotaExceededError as fault:
        words = quota_words(request.actor, fault, day=timezone.localdate())
        return _blind_page(request, held, form, {"problem": words}, refused=True)
    _keep(request, held, form, sent, {"lookup": str(result.lookup), "silent": result.silent})
    return _blind_page(request, held, form, _answer(held, form, result))


@require_POST
@page(Permission.ENTRY_TYPE)
def choose(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Take the clerk's word on who it is, and go on to the rest of the entry."""
    held = reservation_or_404(request, reservation)
    sent = sent_from(request, _draft(request, held))
    form = _form(sent, held)
    done = _keep(request, held, form, sent)
    if done.others:
        return _both_page(request, held, form, sent, done)
    if not form.is_valid():
        return _blind_page(request, held, form, {})
    before = _draft(request, held).get("people", {}).get(form.role, {})
    lookup = UUID(before["lookup"]) if before.get("lookup") else None
    person = _uuid(request.POST.get("person", ""))
    choice = request.POST.get("choice", "")
    try:
        if person is not None:
            mention = _mention(held, form.role)
            _require_same(held, form, require_shown(mention, lookup, person).terms)
            _require_another(request, held, form.role, person)
            said = {"identity": Identity.LINK.value, "person": str(person)}
        elif choice == Identity.NONE:
            name, birth = _asked(held, form)
            require_searched(_mention(held, form.role), lookup, full_name=name, birth=birth)
            said = {"identity": Identity.NONE.value, "person": ""}
        else:
            said = {"identity": Identity.UNDECIDED.value, "person": ""}
    except EvidenceError as fault:
        return _blind_page(request, held, form, {"problem": sentence(fault)}, refused=True)
    waiting = bool(before.get("silent")) and said["identity"] == Identity.UNDECIDED
    _keep(request, held, form, sent, {**said, "waiting": waiting})
    if next_role(form.definition, _draft(request, held)) is None:
        state = {"step": "rest", "token": str(uuid4())}
        actions.save_draft(by=request.actor, entry=held.entry, state=state)
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def back(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Go back to the person looked up last in step 1; what was typed stays."""
    held = reservation_or_404(request, reservation)
    people = {**_draft(request, held).get("people", {})}
    for role in reversed(printed_form(held.register_type, held.book.edition).principal_roles):
        if people.get(role.code, {}).get("identity"):
            people[role.code] = {**people[role.code], "identity": "", "person": ""}
            break
    state = {"step": "blind", "people": people}
    actions.save_draft(by=request.actor, entry=held.entry, state=state)
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def release(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Give the number free and go back to the desk."""
    held = reservation_or_404(request, reservation)
    actions.release(by=request.actor, reservation=held.pk)
    messages.info(request, _("Đã bỏ giữ số này."))
    return go_to(request, reverse("entry:desk"))


def reservation_or_404(request: OfficerRequest, uuid: UUID) -> Reservation:
    """Return the officer's own reservation, or the page that does not exist."""
    try:
        return get_reservation(request.actor, uuid)
    except Reservation.DoesNotExist as fault:
        raise Http404 from fault


def _blind_page(
    request: OfficerRequest,
    held: Reservation,
    form: BlindForm,
    answer: Mapping[str, object],
    *,
    fresh: bool = False,
    refused: bool = False,
) -> HttpResponse:
    wrong = refused or (not fresh and form.is_bound and not form.is_valid())
    kept = _draft(request, held)
    context = {
        "held": held,
        "form": form,
        "shown_errors": not fresh,
        "name_id": form[f"{form.role}-full_name"].id_for_label,
        "people": _steps(form.definition, form.role, kept),
        **draft_context(kept),
        # From a step 2 the clerk came back from.
        **workbar(request.actor, held, str(kept.get("fields", {}).get("entry-page", ""))),
        **answer,
    }
    template = "entry/_answer.html" if is_htmx(request) else "entry/blind.html"
    return render(request, template, context, status=UNPROCESSABLE if wrong else 200)


def _both_page(
    request: OfficerRequest, held: Reservation, form: BlindForm, sent: Sent, done: Kept
) -> HttpResponse:
    """Show what another window typed since beside the page's own texts; nobody is looked up."""
    form.is_valid()
    draft = draft_context(_draft(request, held), form=form, sent=sent, done=done)
    return _blind_page(request, held, form, draft, refused=True)


def _steps(definition: RegisterType, role: str, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the people to be looked up one after the other; none when there is only one."""
    roles = definition.principal_roles
    if len(roles) == 1:
        return []
    people = kept.get("people", {})
    said = {one.code: people.get(one.code, {}).get("identity", "") for one in roles}
    return [
        {
            "label": one.label,
            "is_now": one.code == role,
            "is_done": bool(said[one.code]) and one.code != role,
            "words": _(IDENTITIES[Identity(said[one.code])]) if said[one.code] else "",
        }
        for one in roles
    ]


def _draft(request: OfficerRequest, held: Reservation) -> dict[str, Any]:
    kept = draft_of(request.actor, held.entry)
    return dict(kept.values) if kept else {}


def _form(given: Sent, held: Reservation) -> BlindForm:
    """Return the form as sent; it says whose facts it holds, else they are the first one's."""
    definition = printed_form(held.register_type, held.book.edition)
    codes = [role.code for role in definition.principal_roles]
    role = given.data.get("role", "")
    return BlindForm(definition, role if role in codes else codes[0], given.data, year=held.year)


def _search(
    request: OfficerRequest, held: Reservation, form: BlindForm, *, wide: bool
) -> LookupResult:
    return search(
        by=request.actor,
        mention=_mention(held, form.role),
        entry=held.entry,
        terms=_terms(held, form),
        breadth=Breadth.WIDE if wide else Breadth.NARROW,
        reason="nhập sổ",
    )


def _terms(held: Reservation, form: BlindForm) -> LookupTerms:
    return candidates.terms_of(form.definition, form.role, form.texts(), held.book, held.year)


def _answer(held: Reservation, form: BlindForm, result: LookupResult) -> dict[str, object]:
    texts = form.texts()
    return {
        "result": result,
        "said": candidates.said_of(result),
        "explanation": explain(result),
        "candidates": candidates.rows(form.definition, form.role, texts, result, held.year),
    }


def _keep(
    request: OfficerRequest,
    held: Reservation,
    form: BlindForm,
    sent: Sent,
    said: Mapping[str, object] | None = None,
) -> Kept:
    """Keep what was typed, and what was said of the form's person."""
    fields = sent.texts(form.fields)
    people = _draft(request, held).get("people", {})
    person = {**people.get(form.role, {}), **(said or {})}
    state = {"people": {**people, form.role: person}, **sent.counted}
    return actions.save_draft(
        by=request.actor, entry=held.entry, fields=fields, state=state, window=sent.window
    )


def _mention(held: Reservation, role: str) -> UUID:
    return UUID(held.mentions[f"{role}:0"])


def _asked(held: Reservation, form: BlindForm) -> tuple[str, str]:
    terms = _terms(held, form)
    return terms.full_name, terms.birth.iso()


def _require_same(held: Reservation, form: BlindForm, terms: Mapping[str, str]) -> None:
    """Do nothing when the look-up was for what stands in the form; else it is stale."""
    if (terms.get("full_name"), terms.get("birth")) != _asked(held, form):
        raise EvidenceError("stale")


def _require_another(request: OfficerRequest, held: Reservation, role: str, person: UUID) -> None:
    """Do nothing unless the person was just taken for another one of the same entry."""
    people = _draft(request, held).get("people", {})
    others = {kept.get("person") for code, kept in people.items() if code != role}
    if str(person) in others:
        raise EvidenceError("same_person")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
