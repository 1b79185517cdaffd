"""Where the entries of a page stand, marked by hand, and the fields within a row."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers.definitions import printed_form
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, years_of
from hotich.apps.scans import marking
from hotich.apps.scans.apart import is_withheld
from hotich.apps.scans.forms import FieldsForm, MarkForm
from hotich.apps.scans.models import PageImage
from hotich.apps.scans.proposing import next_unmarked, proposal, sample_row
from hotich.apps.scans.queries import beside
from hotich.apps.scans.viewing import form_boxes, marks_of
from hotich.apps.scans.views.images import book_or_404, image_or_404
from hotich.core.registers import Field
from hotich.web.responses import form_page, go_to

# On the cover and at the head of a page, in no row.
_IN_THE_HEAD = frozenset({"entry.volume", "entry.page"})


@require_http_methods(["GET", "POST"])
@page(Permission.SCAN_ATTACH)
def mark(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a page with the lines between its entries; keep them and go on to the next page."""
    found = _live_image(request, uuid)
    offered = proposal(found)
    sent = request.method == "POST"
    form = MarkForm(
        request.POST if sent else None, years=years_of(found.book), initial=offered.initial
    )
    if sent and form.is_valid():
        rows = form.rows()
        marking.mark_page(
            by=request.actor,
            image=found,
            rows=rows,
            year=form.cleaned_data["year"],
            columns=form.cleaned_data["columns"],
        )
        text = ngettext("Đã đánh dấu %(count)d dòng.", "Đã đánh dấu %(count)d dòng.", len(rows))
        messages.success(request, text % {"count": len(rows)})
        following = next_unmarked(request.actor, found)
        if following is not None:
            return go_to(request, reverse("scans:mark", args=[following.pk]))
        return go_to(request, reverse("scans:book", args=[found.book_id]))
    before, after = beside(found)
    context = {
        "image": found,
        "label": book_label(found.book),
        "form": form,
        "marks": marks_of(found),
        "from_page": offered.from_page,
        "before": before,
        "after": after,
    }
    return form_page(request, "scans/mark.html", context, form)


@require_POST
@page(Permission.SCAN_ATTACH)
def unmark(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take the marks of a page away."""
    found = _live_image(request, uuid)
    try:
        marking.unmark_page(by=request.actor, image=found)
    except marking.NothingMarkedError:
        messages.info(request, _("Trang này chưa được đánh dấu."))
    else:
        messages.success(request, _("Đã bỏ đánh dấu trang này."))
    return go_to(request, reverse("scans:mark", args=[found.pk]))


@require_http_methods(["GET", "POST"])
@page(Permission.SCAN_ATTACH)
def fields(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a marked row of the book and where its fields stand; keep them for the printed form."""
    found = book_or_404(request, uuid)
    sent = request.method == "POST"
    form = FieldsForm(
        request.POST if sent else None, specs=_printed(found), boxes=form_boxes(found)
    )
    if sent and form.is_valid():
        marking.mark_fields(by=request.actor, book=found, boxes=form.boxes())
        count = len(form.boxes())
        text = ngettext("Đã giữ vị trí %(count)d mục.", "Đã giữ vị trí %(count)d mục.", count)
        messages.success(request, text % {"count": count})
        return go_to(request, reverse("scans:book", args=[found.pk]))
    context = {
        "book": found,
        "label": book_label(found),
        "form": form,
        "row": sample_row(request.actor, found),
    }
    return form_page(request, "scans/fields.html", context, form)


def _printed(found: Book) -> list[Field]:
    """Return the fields that stand in a row of the book's printed form, in its order."""
    definition = printed_form(found.register_type, found.edition)
    columns = next(
        (one.columns for one in definition.editions if one.code == found.edition), ()
    ) or [field.id for field in definition.fields]
    return [definition.field(field_id) for field_id in columns if field_id not in _IN_THE_HEAD]


def _live_image(request: OfficerRequest, uuid: UUID) -> PageImage:
    found = image_or_404(request, uuid)
    if found.voided_at is not None or is_withheld(request.actor, found):
        raise Http404
    return found
