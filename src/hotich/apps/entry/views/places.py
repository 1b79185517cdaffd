"""Written places that nobody could resolve alone: the queue, the choice, and what follows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import comparing_again, places
from hotich.apps.entry.forms import ReasonForm
from hotich.apps.entry.models import PlaceMeaning, PlaceResolution
from hotich.apps.entry.place_forms import PlaceForm, PlaceSearchForm, key_of, read_key
from hotich.apps.entry.place_words import certainty_words, full_name, now_of
from hotich.apps.entry.places import WrittenPlace
from hotich.apps.entry.problems import (
    PlaceNotWrittenError,
    PlaceResolvedError,
    PlaceUnitError,
    PlaceYearsError,
    ReasonMissingError,
)
from hotich.core.places import FormerProvince, Unit, search_places
from hotich.core.words import vi
from hotich.web.pagination import page_of_records, page_of_rows
from hotich.web.responses import UNPROCESSABLE, go_to

MOST = 9  # one digit each
_DAY_BEFORE = date(2025, 6, 30)
_REFUSED = {
    ReasonMissingError: ("basis", vi("Hãy ghi căn cứ để người sau biết vì sao chọn như vậy.")),
    PlaceYearsError: ("last_year", vi("Năm cuối phải sau năm đầu.")),
    PlaceResolvedError: (
        "first_year",
        vi("Nơi này đã được xác định cho một trong các năm đó. Hãy rút lần xác định cũ trước."),
    ),
    PlaceUnitError: ("q", vi("Danh mục không có đơn vị này. Hãy chọn lại.")),
}


@dataclass(frozen=True)
class Option:
    """A unit that can be chosen with one digit."""

    digit: int
    value: str
    name: str
    now: str
    through: str


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_WORK)
def written(request: OfficerRequest) -> HttpResponse:
    """Show the places that wait for a clerk, the most frequent first; or those resolved."""
    form = PlaceSearchForm(request.POST or None)
    refused = form.is_bound and not form.is_valid()
    search = form.cleaned_data["q"] if form.is_bound and not refused else ""
    context: dict[str, object] = {"form": form, "is_done": request.GET.get("muc") == "xong"}
    if context["is_done"]:
        shown = page_of_records(request, places.resolutions_of(request.actor))
        rows = [(row, _unit_words(row), _years(row)) for row in shown.object_list]
        context |= {"page": shown, "resolved": rows, "total": shown.paginator.count}
    else:
        waiting = places.unresolved_places(request.actor, search=search)
        waits = page_of_rows(request, waiting)
        told = [(one, certainty_words(one.certainty)) for one in waits.object_list]
        context |= {"page": waits, "waiting": told, "total": len(waiting)}
    return render(request, "entry/places.html", context, status=UNPROCESSABLE if refused else 200)


@require_POST
@page(Permission.CASE_WORK)
def place(request: OfficerRequest) -> HttpResponse:
    """Show the units one written place may mean, or record the one that was chosen."""
    try:
        found = places.written_place(request.actor, request.POST.get("text", ""))
    except PlaceNotWrittenError as fault:
        raise Http404 from fault
    unit, meaning = read_key(request.POST.get("unit", "")), request.POST.get("meaning", "")
    chosen = PlaceMeaning.UNIT if "unit" in request.POST else _meaning(meaning)
    is_fresh = "q" not in request.POST
    form = PlaceForm(None if is_fresh else request.POST)
    if is_fresh or not form.is_valid() or chosen is None:
        return _chooser(request, found, form)
    first, last = form.years
    try:
        row = places.resolve_place_once(
            by=request.actor,
            text=found.sample,
            meaning=chosen,
            basis=form.cleaned_data["basis"],
            unit=unit,
            first_year=first,
            last_year=last,
        )
    except tuple(_REFUSED) as fault:
        field, words = _REFUSED[type(fault)]
        form.add_error(field, _(words))
        return _chooser(request, found, form)
    messages.success(request, _("Đã xác định. Chữ trong sổ vẫn giữ nguyên."))
    return go_to(request, reverse("entry:place_resolution", args=[row.pk]))


@require_GET
@page(Permission.CASE_WORK)
def resolution(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show what was found out of a place, and how many entries wait to be compared again."""
    return _resolution_page(request, _resolution_or_404(request, uuid))


@require_POST
@page(Permission.CASE_WORK)
def void(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take a resolution back with a reason; the place waits again."""
    row, form = _resolution_or_404(request, uuid), ReasonForm(request.POST)
    if not form.is_valid():
        return _resolution_page(request, row, form)
    try:
        places.void_resolution(
            by=request.actor, resolution=row.pk, reason=form.cleaned_data["reason"]
        )
    except PlaceResolution.DoesNotExist as fault:
        raise Http404 from fault
    messages.success(request, _("Đã rút lại. Nơi này trở lại danh sách chờ."))
    return go_to(request, reverse("entry:place_resolution", args=[row.pk]))


@require_POST
@page(Permission.CASE_WORK)
def compare(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Compare again the entries that were decided before."""
    row = _resolution_or_404(request, uuid)
    came_to = comparing_again.compare_again(by=request.actor, resolution=row.pk)
    told = ngettext(
        "Đã so sánh lại %(done)d người, %(changed)d kết luận thay đổi, còn %(left)d.",
        "Đã so sánh lại %(done)d người, %(changed)d kết luận thay đổi, còn %(left)d.",
        came_to.done,
    )
    counts = {"done": came_to.done, "changed": came_to.changed, "left": came_to.left}
    messages.success(request, told % counts)
    return go_to(request, reverse("entry:place_resolution", args=[row.pk]))


def _resolution_or_404(request: OfficerRequest, uuid: UUID) -> PlaceResolution:
    try:
        return places.get_resolution(request.actor, uuid)
    except PlaceResolution.DoesNotExist as fault:
        raise Http404 from fault


def _resolution_page(
    request: OfficerRequest, row: PlaceResolution, form: ReasonForm | None = None
) -> HttpResponse:
    unit = places.chosen_unit_of(row)
    context = {
        "row": row,
        "unit": full_name(unit) if unit else "",
        "now": now_of(unit) if unit else "",
        "years": _years(row),
        "due": comparing_again.due_of(request.actor, row),
        # More than one press does are done by a job, for who may start one.
        "at_once": comparing_again.AT_ONCE,
        "may_look_up": request.actor.may(Permission.ENTRY_TYPE),
        "form": form or ReasonForm(),
        "shown_errors": form is not None,
    }
    status = UNPROCESSABLE if form else 200
    return render(request, "entry/place_resolution.html", context, status=status)


def _chooser(request: OfficerRequest, found: WrittenPlace, form: PlaceForm) -> HttpResponse:
    asks_basis = form.is_bound and not str(form["basis"].value() or "").strip()
    if asks_basis or not form.is_bound:
        form.fields["basis" if asks_basis else "q"].widget.attrs["data-focus"] = True
    search = str(form["q"].value() or "").strip()[: places.MOST_LETTERS]
    options = _options(found, [search] if search else _ends_of(found.sample))
    context = {
        "found": found,
        "certainty": certainty_words(found.certainty),
        "form": form,
        "options": options,
        "meanings": [(PlaceMeaning.NOT_A_UNIT, True), (PlaceMeaning.UNRESOLVABLE, False)],
        "ask_basis": asks_basis,
    }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render(request, "entry/place.html", context, status=status)


def _ends_of(text: str) -> list[str]:
    """Return the text, then what is left of it after each comma: "Thôn 3, Nga Lĩnh", "Nga Lĩnh"."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return [", ".join(parts[start:]) for start in range(len(parts))]


def _options(found: WrittenPlace, searches: list[str]) -> list[Option]:
    """Return what may be meant: what the first search that hits finds, then the candidates."""
    units = next((hits for one in searches if (hits := _hits(found, one))), {})
    for unit in found.candidates:
        units.setdefault(unit, "")
    return [
        Option(digit, key_of((unit.code, unit.valid_from)), full_name(unit), now_of(unit), through)
        for digit, (unit, through) in enumerate(list(units.items())[:MOST], start=1)
    ]


def _hits(found: WrittenPlace, search: str) -> dict[Unit, str]:
    """Return units of the day of the entries, and of today, found by any of their names."""
    units: dict[Unit, str] = {}
    today = timezone.localdate()
    day = min(date(found.last_year, 12, 31), today) if found.last_year < today.year else today
    for moment in dict.fromkeys((min(day, _DAY_BEFORE), today)):
        for hit in search_places(search, moment, MOST):
            units.setdefault(hit.unit, _through(hit.through))
    return units


def _through(old: Unit | FormerProvince | None) -> str:
    if isinstance(old, Unit):
        return full_name(old)
    return old.dated_name() if old else ""


def _meaning(text: str) -> PlaceMeaning | None:
    others = (PlaceMeaning.NOT_A_UNIT, PlaceMeaning.UNRESOLVABLE)
    return next((one for one in others if one.value == text), None)


def _unit_words(row: PlaceResolution) -> str:
    unit = places.chosen_unit_of(row)
    return full_name(unit) if unit else row.get_meaning_display()


def _years(row: PlaceResolution) -> str:
    first = "" if row.first_year == places.FIRST_YEAR else str(row.first_year)
    last = "" if row.last_year == places.LAST_YEAR else str(row.last_year)
    return f"{first}–{last}" if first or last else _("mọi năm")
