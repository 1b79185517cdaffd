"""Step 1: the clerk types what the book says and only then sees who may be meant."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, candidates
from hotich.apps.entry.evidence import require_searched, require_shown
from hotich.apps.entry.forms import BlindForm
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    EvidenceError,
    NumberTakenError,
)
from hotich.apps.entry.queries import draft_of, get_reservation
from hotich.apps.entry.typed import Identity
from hotich.apps.entry.views.rest import rest_page, scan_context, workbar
from hotich.apps.entry.views.words import sentence
from hotich.apps.entry.workload import is_entered
from hotich.apps.population.lookups import LookupResult
from hotich.apps.population.lookups import look_up as search
from hotich.apps.population.models import Breadth
from hotich.apps.scans.queries import images_of
from hotich.core.registers import register_type
from hotich.web.responses import UNPROCESSABLE, go_to, is_htmx


@require_GET
@page(Permission.ENTRY_TYPE)
def type_entry(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Show the number held by the officer at the step he has come to."""
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
    kept = draft_of(request.actor, held.entry)
    values = kept.values if kept else {}
    if values.get("step") == "rest":
        return rest_page(request, held, values)
    form = BlindForm(register_type(held.register_type), values.get("fields") or None)
    return _blind_page(request, held, form, {}, fresh=True)


@require_POST
@page(Permission.ENTRY_TYPE)
def look_up(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Ask the register for the one in the book and show who may be meant."""
    held = reservation_or_404(request, reservation)
    form = BlindForm(register_type(held.register_type), request.POST)
    _keep(request, held, form, {})
    if not form.is_valid():
        return _blind_page(request, held, form, {})
    wide = request.POST.get("breadth") == Breadth.WIDE
    result = _search(request, held, form, wide=wide)
    _keep(request, held, form, {"lookup": str(result.lookup), "silent": result.silent})
    return _blind_page(request, held, form, _answer(held, form, result))


@require_POST
@page(Permission.ENTRY_TYPE)
def choose(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Take the clerk's word on who it is, and go on to the rest of the entry."""
    held = reservation_or_404(request, reservation)
    form = BlindForm(register_type(held.register_type), request.POST)
    if not form.is_valid():
        return _blind_page(request, held, form, {})
    kept = draft_of(request.actor, held.entry)
    before = kept.values if kept else {}
    lookup = UUID(before["lookup"]) if before.get("lookup") else None
    person = _uuid(request.POST.get("person", ""))
    choice = request.POST.get("choice", "")
    try:
        if person is not None:
            _require_same(held, form, require_shown(_mention(held), lookup, person).terms)
            state = {"identity": Identity.LINK.value, "person": str(person)}
        elif choice == Identity.NONE:
            name, birth = _asked(held, form)
            require_searched(_mention(held), lookup, full_name=name, birth=birth)
            state = {"identity": Identity.NONE.value, "person": ""}
        else:
            state = {"identity": Identity.UNDECIDED.value, "person": ""}
    except EvidenceError as fault:
        return _blind_page(request, held, form, {"problem": sentence(fault)}, refused=True)
    waiting = bool(before.get("silent")) and state["identity"] == Identity.UNDECIDED
    more = {"step": "rest", "token": str(uuid4()), "waiting": waiting}
    _keep(request, held, form, state | more)
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def back(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Go back to step 1; what was typed stays."""
    held = reservation_or_404(request, reservation)
    state = {"step": "blind", "identity": "", "person": ""}
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


@require_GET
@page(Permission.ENTRY_TYPE)
def scan(request: OfficerRequest, reservation: UUID, image: UUID) -> HttpResponse:
    """Show another page of the book in the pane; sending the image itself records the view."""
    held = reservation_or_404(request, reservation)
    found = images_of(held.book).filter(pk=image).first()
    if found is None:
        raise Http404
    return render(request, "entry/_scan.html", {"held": held, **scan_context(found)})


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
    context = {
        "held": held,
        "form": form,
        "shown_errors": not fresh,
        "name_id": form[f"{form.role}-full_name"].id_for_label,
        **workbar(request.actor, held, _page_typed(request, held)),
        **answer,
    }
    template = "entry/_answer.html" if is_htmx(request) else "entry/blind.html"
    return render(request, template, context, status=UNPROCESSABLE if wrong else 200)


def _page_typed(request: OfficerRequest, held: Reservation) -> str:
    """Return the page of the book that the draft names, from a step 2 the clerk came back from."""
    kept = draft_of(request.actor, held.entry)
    fields = kept.values.get("fields", {}) if kept else {}
    return str(fields.get("entry-page", ""))


def _search(
    request: OfficerRequest, held: Reservation, form: BlindForm, *, wide: bool
) -> LookupResult:
    definition = register_type(held.register_type)
    return search(
        by=request.actor,
        mention=_mention(held),
        entry=held.entry,
        terms=candidates.terms_of(definition, form.texts(), held.book, held.year),
        breadth=Breadth.WIDE if wide else Breadth.NARROW,
        reason="nhập sổ",
    )


def _answer(held: Reservation, form: BlindForm, result: LookupResult) -> dict[str, object]:
    definition = register_type(held.register_type)
    return {
        "result": result,
        "said": candidates.said_of(result),
        "candidates": candidates.rows(definition, form.texts(), result, held.year),
    }


def _keep(
    request: OfficerRequest, held: Reservation, form: BlindForm, state: Mapping[str, object]
) -> None:
    fields = {name: request.POST[name] for name in form.fields if name in request.POST}
    actions.save_draft(by=request.actor, entry=held.entry, fields=fields, state=state)


def _mention(held: Reservation) -> UUID:
    role = register_type(held.register_type).principal_roles[0].code
    return UUID(held.mentions[f"{role}:0"])


def _asked(held: Reservation, form: BlindForm) -> tuple[str, str]:
    definition = register_type(held.register_type)
    terms = candidates.terms_of(definition, form.texts(), held.book, held.year)
    return terms.full_name, terms.birth.iso()


def _require_same(held: Reservation, form: BlindForm, terms: Mapping[str, str]) -> None:
    """Do nothing when the look-up was for what stands in the form; else it is stale."""
    if (terms.get("full_name"), terms.get("birth")) != _asked(held, form):
        raise EvidenceError("stale")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
