"""Pages of the sealed list: the list for its named readers, and who these are."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import officers_of
from hotich.apps.tracking import lifting, sealing
from hotich.apps.tracking.actions import JUSTICE, POLICE
from hotich.apps.tracking.forms import EndReaderForm, ReaderForm
from hotich.apps.tracking.models import Seal, SealLifting, SealReader
from hotich.apps.tracking.problems import (
    LiftingProposedError,
    ReaderNamedError,
    SameOfficerError,
    SealStandsError,
    UnfitReaderError,
)
from hotich.apps.tracking.queries import listed, sealed_cases
from hotich.apps.tracking.views import settle_url
from hotich.core.words import vi
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, go_to

_ACTS = frozenset({"xac-nhan", "thoi"})
_UNSEALED = {
    "de-nghi": vi("Đã đề nghị. Người đọc thứ hai xác nhận thì mới ra khỏi danh sách kín."),
    "xac-nhan": vi("Đã đưa ra khỏi danh sách kín."),
    "bo-de-nghi": vi("Đã bỏ đề nghị."),
}
_NOT_UNSEALED = {
    SealStandsError: vi("Khác nhau này vẫn cho biết việc nuôi con nuôi hoặc nhận cha, mẹ, con."),
    SameOfficerError: vi("Người đề nghị và người đã làm trường hợp này không tự xác nhận."),
    LiftingProposedError: vi("Đã có người đề nghị. Hãy tải lại trang."),
}


@require_GET
@page(Permission.CASE_VIEW)
def sealed(request: OfficerRequest) -> HttpResponse:
    """Show the sealed list to its named readers; for others there is no such page."""
    if not sealing.is_reader(request.actor):
        raise Http404
    return _sealed_page(request)


@require_POST
@page(Permission.CASE_VIEW)
def unseal(request: OfficerRequest, seal: UUID, act: str) -> HttpResponse:
    """Propose to lift a seal, confirm it as the second reader, or drop the proposal."""
    form = EndReaderForm(request.POST)
    if act not in _UNSEALED:
        raise Http404
    try:
        found = lifting.get_seal(request.actor, seal)
        if act == "xac-nhan":
            lifting.confirm_unsealing(by=request.actor, seal=found.pk)
        elif act == "bo-de-nghi":
            lifting.drop_unsealing(by=request.actor, seal=found.pk)
        elif form.is_valid():
            reason = form.cleaned_data["reason"]
            lifting.propose_unsealing(by=request.actor, seal=found.pk, reason=reason)
        else:
            return _sealed_page(request, form, found.pk)
    except (Seal.DoesNotExist, SealLifting.DoesNotExist) as fault:
        raise Http404 from fault
    except (SealStandsError, SameOfficerError, LiftingProposedError) as fault:
        messages.error(request, _(_NOT_UNSEALED[type(fault)]))
    else:
        messages.success(request, _(_UNSEALED[act]))
    return go_to(request, reverse("tracking:sealed"))


@require_http_methods(["GET", "POST"])
@page(Permission.ACCOUNT_CONFIRM)
def readers(request: OfficerRequest) -> HttpResponse:
    """Show who may read the sealed list, and take one more name."""
    form = _reader_form(request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            sealing.name_reader(
                by=request.actor, officer=UUID(given["officer"]), reason=given["reason"]
            )
        except ReaderNamedError:
            form.add_error("officer", _("Cán bộ này đã có tên trong danh sách."))
        except UnfitReaderError:
            form.add_error("officer", _("Cán bộ này không xem được mục theo dõi của cơ quan."))
        else:
            messages.success(request, _("Đã ghi tên. Người thứ hai xác nhận thì mới đọc được."))
            return go_to(request, reverse("tracking:readers"))
    return _readers_page(request, form)


@require_POST
@page(Permission.ACCOUNT_CONFIRM)
def reader_act(request: OfficerRequest, reader: UUID, act: str) -> HttpResponse:
    """Confirm a named reader as the second person, or end his reading with a reason."""
    form = EndReaderForm(request.POST)
    if act not in _ACTS:
        raise Http404
    try:
        sealing.get_reader(request.actor, reader)
        if act == "xac-nhan":
            sealing.confirm_reader(by=request.actor, reader=reader)
            messages.success(request, _("Đã xác nhận."))
        elif not form.is_valid():
            messages.error(request, _("Chưa nhập lý do."))
        else:
            reason = form.cleaned_data["reason"]
            sealing.end_reader(by=request.actor, reader=reader, reason=reason)
            messages.success(request, _("Cán bộ này không đọc danh sách kín nữa."))
    except SealReader.DoesNotExist as fault:
        raise Http404 from fault
    except SameOfficerError:
        messages.error(request, _("Người đề nghị và người được đọc không tự xác nhận."))
    return go_to(request, reverse("tracking:readers"))


def _sealed_page(
    request: OfficerRequest, form: EndReaderForm | None = None, refused: UUID | None = None
) -> HttpResponse:
    shown = page_of_records(request, sealed_cases(request.actor))
    at = sealing.view_sealed(by=request.actor, cases=list(shown.object_list))
    rows = listed(shown.object_list, at=at)
    seals = lifting.seals_of(row.case.entry for row in rows)
    context = {
        "page": shown,
        "rows": [(row, settle_url(row.case.pk), *seals[row.case.entry]) for row in rows],
        "me": request.actor.officer,
        "form": form,
        "refused": refused,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "tracking/sealed.html", context, status=status)


def _reader_form(request: OfficerRequest) -> ReaderForm:
    day = timezone.localdate()
    people = {
        one.pk: one
        for role in (*JUSTICE, *POLICE)
        for one in officers_of(request.actor.office_id, role=role, day=day)
    }
    data = request.POST if request.method == "POST" else None
    return ReaderForm(data, officers=sorted(people.values(), key=lambda one: one.full_name))


def _readers_page(request: OfficerRequest, form: ReaderForm) -> HttpResponse:
    context = {
        "form": form,
        "rows": sealing.readers_of(request.actor),
        "count": sealing.count_sealed(request.actor),
        "me": request.actor.officer,
    }
    refused = form.is_bound and not form.is_valid()
    status = UNPROCESSABLE if refused else 200
    return render(request, "tracking/readers.html", context, status=status)
