"""What runs found otherwise in open cases, and the officer's word on each."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.proposals import cases
from hotich.apps.proposals.models import Comparison, Found, Turn
from hotich.apps.proposals.words import EXPECTED, sentence
from hotich.apps.tracking.showing import field_label, field_of, shown_value
from hotich.core.pin import mask
from hotich.core.registers import Kind
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, go_to

_A_PAGE = 20
_TONES = {Turn.GONE.value: "ok", Turn.CHANGED.value: "info", Turn.NEW.value: "warn"}


@require_GET
@page(Permission.ENTRY_TYPE)
def comparisons(request: OfficerRequest) -> HttpResponse:
    """Show the cases that a run found otherwise; the people on the page are put on record first."""
    return _list(request)


@require_POST
@page(Permission.ENTRY_TYPE)
def confirm(request: OfficerRequest, comparison: UUID) -> HttpResponse:
    """Bring one case into line with what was shown."""
    try:
        found = cases.confirm_comparison(by=request.actor, comparison=comparison)
    except Comparison.DoesNotExist as fault:
        raise Http404 from fault
    except EXPECTED as fault:
        return _list(request, problem=sentence(fault))
    words = _("Đã cập nhật mục theo dõi: %(label)s.")
    messages.success(request, words % {"label": found.case.entry_label})
    return go_to(request, reverse("proposals:comparisons"))


def _list(request: OfficerRequest, *, problem: str = "") -> HttpResponse:
    rows = page_of_records(request, cases.open_comparisons(request.actor), _A_PAGE)
    shown = list(rows.object_list)
    cases.view_comparisons(by=request.actor, comparisons=shown)
    found = cases.fields_of(shown)
    context = {
        "page": rows,
        "rows": [(one, [_told(one, row) for row in found[one.pk]]) for one in shown],
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "proposals/comparisons.html", context, status=status)


def _told(comparison: Comparison, row: Found) -> dict[str, str]:
    code = comparison.case.register_type
    field = field_of(code, row.field)
    is_number = field is not None and field.kind is Kind.PIN

    def book(text: str) -> str:
        return mask(text) if is_number and text else text

    def population(value: str) -> str:
        return shown_value(code, row.field, value, masked=True)

    now, before = book(row.register_text), book(row.register_before)
    held, held_before = population(row.population_value), population(row.population_before)
    return {
        "label": field_label(code, row.field),
        "book": now,
        "book_before": before if before != now else "",
        "population": held,
        "population_before": held_before if held_before != held else "",
        "turn": str(Turn(row.turn).label),
        "tone": _TONES[row.turn],
    }
