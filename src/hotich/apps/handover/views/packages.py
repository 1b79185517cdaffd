"""Pages of the population side: make a package, and where it is."""

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
from hotich.apps.accounts.queries import get_office
from hotich.apps.handover import keys, labels, problems, queries, sending
from hotich.apps.handover.models import Package
from hotich.apps.jobs.models import Job
from hotich.apps.jobs.queries import get_job
from hotich.apps.registers.models import Book
from hotich.web.responses import go_to


@require_POST
@page(Permission.HANDOVER_SEND)
def make(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Put the making of a book's next package into the queue."""
    try:
        made = sending.request_package(by=request.actor, book=book)
    except Book.DoesNotExist as missing:
        raise Http404 from missing
    except problems.NotCompleteError:
        words = _("Quyển sổ chưa được báo hoàn thành, chưa thể lập gói.")
    except problems.InTheMakingError:
        words = _("Đang lập một gói của quyển sổ này. Hãy đợi gói đó xong.")
    except problems.NothingChangedError:
        words = _("Từ gói trước đến nay không có gì thay đổi, không cần gói bổ sung.")
    except problems.NoDepartmentError:
        words = _("Cơ quan giữ sổ chưa gắn với Sở Tư pháp nào. Hãy bổ sung cơ quan cấp trên.")
    except keys.KeysMissingError as error:
        words = _("%(office)s chưa có khóa công khai. Hãy nhận thẻ cơ quan đó trước.")
        words = words % {"office": get_office(error.office).dated_name}
    except keys.KeysElsewhereError:
        words = _("Khóa của cơ quan nằm ở hệ thống khác; không lập gói ở đây được.")
    else:
        messages.success(request, _("Đang lập gói. Tệp sẽ tự chuyển đến Sở Tư pháp khi xong."))
        return go_to(request, reverse("handover:package", args=[made.pk]))
    messages.error(request, words)
    return go_to(request, reverse("handover:desk"))


@require_GET
@page(Permission.HANDOVER_SEND)
def package(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a package: what is in it, how far it is, and what came back."""
    try:
        found = queries.get_package(request.actor, uuid)
    except Package.DoesNotExist as missing:
        raise Http404 from missing
    told = queries.tracked(found)
    lines = list(queries.rejected_lines(request.actor, found))
    names = queries.labels_of(found, [one.entry for one in lines])
    last = sending.last_package(found.book)
    context = {
        "told": told,
        "package": found,
        "today": timezone.localdate(),
        "legs": [(leg, _(labels.LEGS[leg.code])) for leg in told.legs],
        "figures": labels.figures(found.counts),
        "lines": [(one, names.get(one.entry, ""), _receipt(one.receipt.kind)) for one in lines],
        "job": _job(request, found),
        "is_last": last is not None and last.pk == found.pk,
        "is_overdue": told.is_overdue(timezone.localdate()),
    }
    return render(request, "handover/package.html", context)


def _receipt(kind: str) -> str:
    return _(labels.RECEIPTS[kind])


def _job(request: OfficerRequest, found: Package) -> Job | None:
    if found.made_at is not None or found.job is None:
        return None
    try:
        return get_job(request.actor, found.job)
    except Job.DoesNotExist:
        return None
