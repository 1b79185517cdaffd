"""The books to cross-check, and the entries of one."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.checking import actions, queries
from hotich.apps.checking.marks import Mark, Marks
from hotich.apps.checking.models import Side
from hotich.apps.checking.showing import lines
from hotich.apps.checking.views.side import own_book, side_of
from hotich.apps.entry.queries import entries_of
from hotich.apps.registers.queries import book_label
from hotich.core.words import vi
from hotich.web.pagination import page_of_rows

FILTERS: Mapping[str, str] = {
    "": vi("Tất cả"),
    "can": vi("Cần đối soát"),
    "sua": vi("Đang chờ sửa"),
    "xem-lai": vi("Đã sửa, xem lại"),
    "xong": vi("Đã xong cả hai bên"),
}


@require_GET
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK)
def books(request: OfficerRequest) -> HttpResponse:
    """Show every book in which something was typed, with the progress of both sides."""
    found = queries.books_to_check(request.actor)
    context = {
        "rows": found,
        "side": side_of(request),
        "entered": sum(one.counts.entered for one in found),
        "checked": sum(one.counts.checked for one in found),
        "returned": sum(one.returned for one in found),
        "locked": sum(one.is_locked for one in found),
    }
    return render(request, "checking/books.html", context)


@require_GET
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK)
def book(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the entries of a book with both signatures, narrowed by what is to be done."""
    found, side = own_book(request, uuid), side_of(request)
    entries = list(entries_of(request.actor, found))
    marks = queries.marks_of(entries)
    chosen = request.GET.get("loc", "")
    wanted = [one for one in entries if _fits(chosen, marks[one.pk], side)]
    shown = page_of_rows(request, wanted)
    rows = list(shown.object_list)
    reason = _("xem danh sách đối soát")
    # The list names people of the book, never those of the population database.
    actions.record_view(by=request.actor, entries=rows, side=Side.JUSTICE, reason=reason)
    context = {
        "book": found,
        "label": book_label(found),
        "side": side,
        "progress": queries.progress(found),
        "page": shown,
        "rows": lines(rows, side),
        "tabs": [
            (code, _(words), sum(_fits(code, one, side) for one in marks.values()))
            for code, words in FILTERS.items()
        ],
        "chosen": chosen,
        "sides": [one for one in Side if request.actor.may(queries.RIGHTS[one])],
    }
    return render(request, "checking/book.html", context)


@require_GET
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK)
def go_on(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Go to the next entry that waits for the officer's signature."""
    found, side = own_book(request, uuid), side_of(request)
    entry = queries.next_to_check(request.actor, found, side)
    if entry is None:
        messages.success(request, _("Không còn trường hợp nào chờ anh/chị đối soát trong sổ này."))
        return redirect("checking:book", uuid=uuid)
    return redirect(f"{reverse('checking:entry', args=[entry.pk])}?ben={side.value}")


def _fits(code: str, marks: Marks, side: Side) -> bool:
    """Return whether an entry with these marks belongs under the tab; any for an unknown one."""
    return {
        "can": marks.is_to_do(side),
        "sua": bool(marks.waiting),
        "xem-lai": marks.of(side) is Mark.STALE,
        "xong": marks.is_checked,
    }.get(code, True)
