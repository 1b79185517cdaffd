"""The page of one book: everything known of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers.history import describe
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.apps.registers.views.acting import own_book
from hotich.core.words import vi

# Pages of higher rooms about one book, where those rooms are installed.
_ELSEWHERE = (
    (Permission.ENTRY_TYPE, "entry:book", vi("Nhập dữ liệu")),
    (Permission.CHECK_BOOK, "checking:book", vi("Đối soát")),
    (Permission.CHECK_LINK, "checking:book", vi("Đối soát")),
    (Permission.BOOK_VIEW, "scans:book", vi("Trang quét")),
)


@require_GET
@page(Permission.BOOK_VIEW)
def book(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show everything known of a book, a voided one too."""
    found = own_book(request, uuid, voided=True)
    context = {
        "book": found,
        "label": book_label(found),
        "told": describe(found),
        "may_prepare": request.actor.may(Permission.BOOK_PREPARE) and found.voided_at is None,
        "elsewhere": _elsewhere(request, found),
    }
    return render(request, "registers/book.html", context)


def _elsewhere(request: OfficerRequest, found: Book) -> list[tuple[str, str]]:
    links: dict[str, str] = {}
    if found.voided_at is not None:
        return []
    for permission, view, label in _ELSEWHERE:
        if not request.actor.may(permission):
            continue
        try:
            links[reverse(view, args=[found.pk])] = _(label)
        except NoReverseMatch:
            continue
    return list(links.items())
