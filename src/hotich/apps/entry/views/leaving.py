"""A number left in the middle, taken up by another, or taken back after it was saved."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions
from hotich.apps.entry.forms import ReasonForm
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.passing import unfinished
from hotich.apps.entry.queries import any_reservation, number_label
from hotich.apps.entry.seeing import RIGHTS
from hotich.apps.entry.views.blind import reservation_or_404
from hotich.apps.entry.views.books import book_or_404, book_page
from hotich.apps.entry.views.entries import entry_or_404, entry_page
from hotich.apps.entry.views.words import EXPECTED, sentence
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.web.responses import UNPROCESSABLE, go_to

_MOST = 100


@require_POST
@page(Permission.ENTRY_TYPE)
def take_over(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Go on with a number that another officer left half typed."""
    book = _book_of(request, reservation)
    try:
        held = actions.take_over(by=request.actor, reservation=reservation)
    except EXPECTED as fault:
        return book_page(request, book, problem=sentence(fault))
    return go_to(request, reverse("entry:type", args=[held.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def hand_on(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Leave the number to the others of the team, with what was typed of it."""
    held = reservation_or_404(request, reservation)
    actions.hand_on(by=request.actor, reservation=held.pk)
    messages.info(request, _("Đã để lại số này cho người khác trong tổ nhập tiếp."))
    return go_to(request, reverse("entry:book", args=[held.book_id]))


@require_safe
@page(Permission.TYPING_LEAD)
def held(request: OfficerRequest) -> HttpResponse:
    """Show who types which number of which book, and what was left half typed."""
    return _held_page(request)


@require_POST
@page(Permission.TYPING_LEAD)
def release_held(request: OfficerRequest, reservation: UUID) -> HttpResponse:
    """Let others type a number that an officer holds, with the reason.

    Who sees no entries comes back to the list of the numbers held, others to the book.
    """
    book = _book_of(request, reservation)
    sees = any(request.actor.may(right) for right in RIGHTS)
    form = ReasonForm(request.POST, auto_id="release_%s")
    if not form.is_valid():
        released = (reservation, form)
        if not sees:
            return _held_page(request, released=released)
        return book_page(request, book, released=released)
    try:
        reason = form.cleaned_data["reason"]
        actions.release_held(by=request.actor, reservation=reservation, reason=reason)
    except EXPECTED as fault:
        if not sees:
            return _held_page(request, problem=sentence(fault))
        return book_page(request, book, problem=sentence(fault))
    messages.success(request, _("Đã cho thôi giữ. Người đang giữ số được báo cùng lý do."))
    back = reverse("entry:book", args=[book.pk]) if sees else reverse("entry:held")
    return go_to(request, back)


@require_POST
@page(Permission.ENTRY_TYPE)
def passings_read(request: OfficerRequest) -> HttpResponse:
    """Note that the officer has read what became of his numbers."""
    read = [one for text in request.POST.getlist("passing")[:_MOST] if (one := _uuid(text))]
    actions.mark_passings_read(by=request.actor, passings=read)
    return go_to(request, reverse("entry:desk"))


@require_POST
@page(Permission.ENTRY_TYPE)
def undo_save(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Take the last saved entry back into typing, or say on its page why not."""
    found = entry_or_404(request, entry)
    try:
        held = actions.undo_entry(by=request.actor, entry=found.pk)
    except EXPECTED as fault:
        return entry_page(request, found, problem=sentence(fault))
    told = _("Đã hoàn tác lần lưu số %(number)s. Chữ đã gõ còn nguyên; tra cứu lại rồi lưu.")
    messages.success(request, told % {"number": number_label(found)})
    return go_to(request, reverse("entry:type", args=[held.pk]))


def _held_page(
    request: OfficerRequest,
    *,
    problem: str = "",
    released: tuple[UUID, ReasonForm] | None = None,
) -> HttpResponse:
    found = unfinished(request.actor, at=timezone.now())
    context = {
        "books": [(book_label(book), rows) for book, rows in found.items()],
        "problem": problem,
        "may_lead": True,
        "released": released[0] if released else None,
        "release_form": released[1] if released else ReasonForm(auto_id="release_%s"),
    }
    status = UNPROCESSABLE if problem or released else 200
    return render(request, "entry/held.html", context, status=status)


def _book_of(request: OfficerRequest, reservation: UUID) -> Book:
    try:
        held = any_reservation(request.actor, reservation)
    except Reservation.DoesNotExist as fault:
        raise Http404 from fault
    return book_or_404(request, held.book_id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
