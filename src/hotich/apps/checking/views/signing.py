"""Where an officer reads and signs: one entry, or a page of the book at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.checking import actions, queries
from hotich.apps.checking.actions import Shown
from hotich.apps.checking.forms import ReturnForm
from hotich.apps.checking.models import Side
from hotich.apps.checking.showing import BookPage, history_of, pages_of, tell
from hotich.apps.checking.views.side import own_book, own_entry, side_of
from hotich.apps.checking.words import REFUSALS, refusal
from hotich.apps.entry.models import Entry
from hotich.apps.entry.paper import paper_of
from hotich.apps.entry.queries import entries_of
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.web.responses import UNPROCESSABLE, go_to

REASON = "đối soát"
TOKEN = "shown"  # noqa: S105 - the name of a form field


@require_http_methods(["GET", "POST"])
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK)
def entry(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show an entry to the officer's side; accept it, or return it with field and reason."""
    found, side = own_entry(request, uuid), side_of(request)
    definition = definition_of(found.register_type)
    is_return = request.method == "POST" and "return" in request.POST
    form = ReturnForm(request.POST if is_return else None, definition=definition)
    problem = ""
    # A form that says both is a return: nothing is accepted that somebody wants corrected.
    if form.is_valid() if is_return else "accept" in request.POST:
        try:
            _sign(request, found, side, form if is_return else None)
        except REFUSALS as fault:
            field, text = refusal(fault)
            if is_return and field:
                form.add_error(field, text)
            else:
                problem = text
        else:
            return go_to(request, _after(request, found, side))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _entry_page(request, own_entry(request, uuid), side, form, problem, status)


@require_http_methods(["GET", "POST"])
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK)
def sheet(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show every entry of one page of the book; accept them all with one key."""
    book, side = own_book(request, uuid), side_of(request)
    problem = ""
    if request.method == "POST":
        shown = _shown_entries(request)
        if shown:
            return _sign_page(request, book, side, shown)
        problem = _("Trang đã cũ. Hãy đọc lại các trường hợp dưới đây rồi mới chấp nhận.")
    entries = list(entries_of(request.actor, book))
    pages = pages_of(entries, queries.marks_of(entries), side)
    place = _place(request, pages)
    wanted = pages[place]
    actions.record_view(by=request.actor, entries=wanted.entries, side=side, reason=REASON)
    told = tell(request.actor, wanted.entries, side)
    is_justice = side is Side.JUSTICE
    context = {
        "book": book,
        "label": book_label(book),
        "side": side,
        "is_police": side is Side.POLICE,
        "wanted": wanted,
        "told": told,
        "can_accept": any(one.may_sign and one.line.is_to_do for one in told),
        "before": pages[place - 1] if place else None,
        "after": pages[place + 1] if place + 1 < len(pages) else None,
        "viewer": paper_of(request.actor, wanted.entries[0], whole=True) if is_justice else None,
        "problem": problem,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "checking/sheet.html", context, status=status)


def _sign(request: OfficerRequest, entry: Entry, side: Side, form: ReturnForm | None) -> None:
    shown = _read_tokens(request.POST.getlist(TOKEN)).get(entry.pk, Shown(0))
    if form is None:
        actions.check_entry(by=request.actor, entry=entry.pk, side=side, accepted=True, shown=shown)
        return
    actions.check_entry(
        by=request.actor,
        entry=entry.pk,
        side=side,
        accepted=False,
        field=form.cleaned_data["field"],
        reason=form.cleaned_data["reason"],
        shown=shown,
    )
    messages.success(request, _("Đã trả lại để người nhập sửa."))


def _after(request: OfficerRequest, entry: Entry, side: Side) -> str:
    """Return where the work goes on: at the next entry, or at the book when none is left."""
    following = queries.next_to_check(request.actor, entry.book, side, after=entry)
    if following is None:
        messages.success(request, _("Không còn trường hợp nào chờ anh/chị đối soát trong sổ này."))
        return f"{reverse('checking:book', args=[entry.book_id])}?ben={side.value}"
    return f"{reverse('checking:entry', args=[following.pk])}?ben={side.value}"


def _entry_page(
    request: OfficerRequest,
    entry: Entry,
    side: Side,
    form: ReturnForm,
    problem: str,
    status: int,
) -> HttpResponse:
    actions.record_view(by=request.actor, entries=[entry], side=side, reason=REASON)
    (told,) = tell(request.actor, [entry], side)
    entries = list(entries_of(request.actor, entry.book))
    place = next(place for place, one in enumerate(entries) if one.pk == entry.pk)
    progress = queries.progress(entry.book)
    context = {
        "told": told,
        "book": entry.book,
        "label": book_label(entry.book),
        "side": side,
        "is_police": side is Side.POLICE,
        "form": form,
        "problem": problem,
        "history": history_of(entry),
        "progress": progress,
        "before": entries[place - 1] if place else None,
        "after": entries[place + 1] if place + 1 < len(entries) else None,
        "viewer": paper_of(request.actor, entry) if side is Side.JUSTICE else None,
        "may_return": told.may_sign and not progress.is_locked,
        "sides": [one for one in Side if request.actor.may(queries.RIGHTS[one])],
    }
    return render(request, "checking/entry.html", context, status=status)


def _sign_page(
    request: OfficerRequest, book: Book, side: Side, shown: dict[UUID, Shown]
) -> HttpResponse:
    try:
        signed = actions.check_page(by=request.actor, side=side, entries=shown)
    except Entry.DoesNotExist as fault:
        raise Http404 from fault
    count, left = len(signed.accepted), len(signed.left)
    said = ngettext(
        "Đã chấp nhận %(count)d trường hợp.", "Đã chấp nhận %(count)d trường hợp.", count
    )
    messages.success(request, said % {"count": count})
    if left:
        said = ngettext(
            "%(count)d trường hợp để lại: đang chờ sửa, vừa được sửa, hoặc do chính mình làm.",
            "%(count)d trường hợp để lại: đang chờ sửa, vừa được sửa, hoặc do chính mình làm.",
            left,
        )
        messages.warning(request, said % {"count": left})
    return go_to(request, _next_page(request, book, side, shown))


def _next_page(request: OfficerRequest, book: Book, side: Side, shown: dict[UUID, Shown]) -> str:
    """Return the page of the book where the next entry waits, or the book when none does."""
    last = own_entry(request, next(reversed(shown)))
    following = queries.next_to_check(request.actor, book, side, after=last)
    if following is None:
        return f"{reverse('checking:book', args=[book.pk])}?ben={side.value}"
    place = f"?ben={side.value}&truong-hop={following.pk}"
    return reverse("checking:sheet", args=[book.pk]) + place


def _place(request: OfficerRequest, pages: list[BookPage]) -> int:
    """Return the place of the page of the book that holds the entry asked for; 404 for none."""
    asked = request.POST.get("truong-hop") or request.GET.get("truong-hop") or ""
    for place, one in enumerate(pages):
        if not asked or any(str(entry.pk) == asked for entry in one.entries):
            return place
    raise Http404


def _shown_entries(request: OfficerRequest) -> dict[UUID, Shown]:
    return _read_tokens(request.POST.getlist(TOKEN))


def _read_tokens(tokens: list[str]) -> dict[UUID, Shown]:
    """Return what was on the screen, by entry; nothing for tokens that cannot be read."""
    found = {}
    try:
        for token in tokens:
            entry, version, links = token.split(":")
            seen = frozenset(UUID(link) for link in links.split(",") if link)
            found[UUID(entry)] = Shown(int(version), seen)
    except ValueError:
        return {}
    return found
