"""One book as the typists see it: its entries, the numbers that are missing, the next number."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queries, workload
from hotich.apps.entry.forms import PermitForm, ReasonForm, ReserveForm
from hotich.apps.entry.listing import listed
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.passing import unfinished_of
from hotich.apps.entry.problems import AlreadyEnteredError
from hotich.apps.entry.reserving import next_occurrence
from hotich.apps.entry.returning import LOCKED
from hotich.apps.entry.views.words import EXPECTED, sentence
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import (
    book_label,
    declared,
    get_book,
    may_type,
    state_of,
    years_of,
)
from hotich.core.registers import read_entry_number
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, go_to


@require_GET
@page(Permission.ENTRY_TYPE, Permission.ENTRY_VIEW)
def book(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Show the entries of a book; the people on the page are put on record first."""
    found = book_or_404(request, book)
    return book_page(request, found)


@require_POST
@page(Permission.ENTRY_TYPE)
def reserve(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Take the next number, or the smallest that is missing, and open it."""
    found = book_or_404(request, book)
    year = _year(request)
    try:
        held: Reservation | None
        if request.POST.get("which") == "missing":
            held = actions.reserve_missing(by=request.actor, book=found.pk, year=year)
        else:
            held = actions.reserve_next(by=request.actor, book=found.pk, year=year)
    except EXPECTED as fault:
        return book_page(request, found, problem=sentence(fault))
    if held is None:
        messages.info(request, _("Không còn số nào thiếu."))
        return go_to(request, reverse("entry:book", args=[found.pk]))
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def reserve_other(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Take a number as the book writes it, also one that stands there again."""
    found = book_or_404(request, book)
    form = ReserveForm(years_of(found), request.POST)
    if not form.is_valid():
        return book_page(request, found, form=form)
    given = form.cleaned_data
    number = read_entry_number(given["number"])
    again = next_occurrence(found, given["year"], number) if given["again"] and number else 0
    try:
        held = actions.reserve_number(
            by=request.actor,
            book=found.pk,
            number=given["number"],
            year=given["year"],
            occurrence=again,
            reason=given["reason"] if again else "",
        )
    except EXPECTED as fault:
        form.add_error("number", sentence(fault))
        entered = fault.entry if isinstance(fault, AlreadyEnteredError) else None
        return book_page(request, found, form=form, entered=entered)
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.BOOK_LOCK)
def permit_late(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Let an entry found after the lock be added by a typist."""
    found = book_or_404(request, book)
    form = PermitForm(years_of(found), request.POST)
    if not form.is_valid():
        return book_page(request, found, late=form)
    try:
        actions.permit_late_entry(by=request.actor, book=found.pk, **form.cleaned_data)
    except EXPECTED as fault:
        form.add_error("number", sentence(fault))
        return book_page(request, found, late=form)
    messages.success(
        request, _("Đã cho phép nhập trường hợp sót. Cán bộ nhập liệu giữ số này để nhập.")
    )
    return go_to(request, reverse("entry:book", args=[found.pk]))


def book_or_404(request: OfficerRequest, uuid: UUID) -> Book:
    """Return a book the office holds, or the page that does not exist."""
    try:
        return get_book(request.actor, uuid)
    except Book.DoesNotExist as fault:
        raise Http404 from fault


def _year(request: OfficerRequest) -> int | None:
    text = request.POST.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def book_page(
    request: OfficerRequest,
    found: Book,
    *,
    problem: str = "",
    form: ReserveForm | None = None,
    late: PermitForm | None = None,
    entered: UUID | None = None,
    released: tuple[UUID, ReasonForm] | None = None,
) -> HttpResponse:
    """Render the page of a book, 422 when something asked of it was refused."""
    actor = request.actor
    years = years_of(found)
    rows = page_of_records(request, queries.entries_of(actor, found))
    actions.record_view(
        by=actor, entries=rows.object_list, reason="danh sách trường hợp của quyển sổ"
    )
    counts = queries.counts([found], as_of=timezone.now())
    locked = state_of(found) in LOCKED
    context = {
        "book": found,
        "book_label": book_label(found),
        "page": rows,
        "rows": listed(rows.object_list),
        "counts": counts,
        "bars": workload.bars(counts),
        "declared": declared(found).entries or 0,
        "missing": [(year, queries.missing_numbers(found, year, limit=60)) for year in years],
        "may_type": may_type(actor, found),
        "may_look_up": actor.may(Permission.ENTRY_TYPE),
        "permits": workload.late_permits(found) if locked else [],
        "is_locked": locked,
        "problem": problem,
        "found_entry": entered,
        "form": form or ReserveForm(years, initial={"year": years[-1] if years else None}),
        "late": late or PermitForm(years),
        "may_permit": locked and actor.may(Permission.BOOK_LOCK),
        "state": state_of(found).label,
        "unfinished": unfinished_of(actor, found, at=timezone.now()),
        "may_lead": actor.may(Permission.TYPING_LEAD),
        "released": released[0] if released else None,
        "release_form": released[1] if released else ReasonForm(auto_id="release_%s"),
    }
    refused = bool(problem or form or late or released)
    return render(request, "entry/book.html", context, status=UNPROCESSABLE if refused else 200)
