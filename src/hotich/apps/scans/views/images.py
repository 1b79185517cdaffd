"""Pages of the scans: a book's pages, attaching and voiding them, and the image itself."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_of, get_book
from hotich.apps.scans import actions
from hotich.apps.scans.apart import withheld
from hotich.apps.scans.files import path_of
from hotich.apps.scans.forms import AttachForm, VoidForm
from hotich.apps.scans.models import PageImage
from hotich.apps.scans.queries import every_image_of, get_image, scan_state, scan_states
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to


@require_GET
@page(Permission.BOOK_VIEW)
def overview(request: OfficerRequest) -> HttpResponse:
    """Show how much of each book is scanned."""
    shown = page_of_records(request, books_of(request.actor))
    books = list(shown.object_list)
    states = scan_states(books)
    rows = [(book, book_label(book), states[book.pk]) for book in books]
    return render(request, "scans/overview.html", {"page": shown, "rows": rows})


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_VIEW)
def book(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the scanned pages of a book; attach further ones."""
    found = book_or_404(request, uuid)
    may_attach = request.actor.may(Permission.SCAN_ATTACH)
    if request.method == "POST" and not may_attach:
        raise NotPermittedError(Permission.SCAN_ATTACH)
    sent = request.method == "POST"
    form = AttachForm(request.POST, request.FILES) if sent else AttachForm()
    if sent and form.is_valid() and (count := _attach(request, found, form)):
        text = ngettext("Đã đính kèm %(count)d ảnh.", "Đã đính kèm %(count)d ảnh.", count)
        messages.success(request, text % {"count": count})
        return go_to(request, reverse("scans:book", args=[found.pk]))
    shown = page_of_records(request, every_image_of(found))
    context = {
        "book": found,
        "label": book_label(found),
        "form": form,
        "may_attach": may_attach,
        "may_view": request.actor.may(Permission.ENTRY_VIEW),
        "state": scan_state(found),
        "withheld": withheld(request.actor, found.pk),
        "page": shown,
    }
    return form_page(request, "scans/book.html", context, form)


@require_GET
@page(Permission.BOOK_VIEW)
def summary(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the scan axis of a book as a part of another page."""
    found = book_or_404(request, uuid)
    return render(request, "scans/_summary.html", {"book": found, "state": scan_state(found)})


@require_GET
@page(Permission.ENTRY_VIEW)
def image(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Send the image itself; who looked is recorded before a byte leaves."""
    try:
        found = actions.view_image(by=request.actor, image=image_or_404(request, uuid))
        content = path_of(found).open("rb")
    except (FileNotFoundError, PageImage.DoesNotExist) as lost:
        raise Http404 from lost
    response = FileResponse(content, content_type=found.media_type, filename=path_of(found).name)
    response.headers["Cache-Control"] = "no-store"
    return cast("HttpResponse", response)  # streams; the guard only passes it on


@require_http_methods(["GET", "POST"])
@page(Permission.SCAN_ATTACH)
def void(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Void an image, with a reason."""
    found = image_or_404(request, uuid)
    if found.voided_at is not None:
        raise Http404
    form = VoidForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.void_image(by=request.actor, image=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã hủy bỏ ảnh."))
        return go_to(request, reverse("scans:book", args=[found.book_id]))
    context = {"image": found, "label": book_label(found.book), "form": form}
    return form_page(request, "scans/void.html", context, form)


def _attach(request: OfficerRequest, found: Book, form: AttachForm) -> int:
    """Return how many images were attached; none with the refusal at its field."""
    pages = form.pages()
    try:
        return len(actions.attach_pages(by=request.actor, book=found, pages=pages))
    except actions.PageTakenError as fault:
        text = _("Trang %(page)s đã có ảnh. Hãy hủy bỏ ảnh cũ trước, hoặc ghi trang khác.")
        form.add_error("page", text % {"page": fault.existing.page})
    except actions.SameImageError as fault:
        text = _("%(file)s: ảnh này đã đính kèm ở trang %(page)s, %(book)s.")
        words = {
            "file": form.cleaned_data["images"][fault.position].name,
            "page": fault.existing.page,
            "book": book_label(fault.existing.book),
        }
        form.add_error("images", text % words)
    return 0


def book_or_404(request: OfficerRequest, uuid: UUID) -> Book:
    """Return a book of the officer's office, or the page that does not exist."""
    try:
        return get_book(request.actor, uuid)
    except Book.DoesNotExist as missing:
        raise Http404 from missing


def image_or_404(request: OfficerRequest, uuid: UUID) -> PageImage:
    """Return an image of a book of the officer's office, or the page that does not exist."""
    try:
        return get_image(request.actor, uuid)
    except PageImage.DoesNotExist as missing:
        raise Http404 from missing
