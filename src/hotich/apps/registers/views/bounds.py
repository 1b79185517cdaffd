"""Which register types and books does a post cover? Proposed here, confirmed by a second person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotich.apps.accounts import managing
from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.models import Appointment
from hotich.apps.accounts.permissions import ROLE_NAMES, Permission, Role
from hotich.apps.registers.queries import book_label, books_to_bound
from hotich.apps.registers.work_forms import BoundsForm
from hotich.web.responses import form_page, go_to


@require_http_methods(["GET", "POST"])
@page(Permission.ACCOUNT_MANAGE)
def bounds(request: OfficerRequest, post: int) -> HttpResponse:
    """Propose what a post of an officer of the office covers from a day on."""
    by = request.actor
    try:
        found = managing.get_post(by, post)
    except Appointment.DoesNotExist as missing:
        raise Http404 from missing
    if found.officer_id == by.officer_id:
        raise Http404
    labels = {book.pk: (book.register_type, book_label(book)) for book in books_to_bound(by)}
    initial: dict[str, object] = {
        "register_types": found.register_types,
        "books": [str(row.book) for row in found.books.all()],
        "valid_from": timezone.localdate(),
    }
    is_sent = request.method == "POST"
    form = BoundsForm(request.POST if is_sent else None, books=labels, initial=initial)
    if is_sent and form.is_valid():
        try:
            managing.propose_bounds(
                by=by,
                appointment=found.pk,
                valid_from=form.cleaned_data["valid_from"],
                register_types=form.cleaned_data["register_types"],
                books=form.chosen(),
            )
        except managing.PostExistsError:
            words = _("Chọn phạm vi khác hiện nay và ngày sau ngày bắt đầu của nhiệm vụ.")
            form.add_error(None, words)
        else:
            messages.success(request, _("Đã đề nghị; có hiệu lực khi người thứ hai xác nhận."))
            return go_to(request, reverse("accounts:officer", args=[found.officer_id]))
    context = {"form": form, "post": found, "role": _(ROLE_NAMES[Role(found.role)])}
    return form_page(request, "registers/bounds.html", context, form)
