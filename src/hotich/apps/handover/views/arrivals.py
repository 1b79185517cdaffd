"""Pages of the receiving side; all they show comes from the file that arrived."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.handover import labels
from hotich.apps.handover.files import NoSuchFileError
from hotich.apps.handover.forms import DecideForm, FaultForm
from hotich.apps.handover.keys import KeysMissingError
from hotich.apps.handover.models import Arrival, ArrivalLine
from hotich.apps.handover.opening import FileRefusedError
from hotich.apps.handover.receiving import deciding, forwarding, problems, queries, shown
from hotich.apps.records.models import Record
from hotich.apps.records.problems import ReasonMissingError, WithdrawnError
from hotich.apps.records.queries import get_record
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
@page(Permission.HANDOVER_FORWARD, Permission.HANDOVER_RECEIVE)
def arrival(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show what arrived; accept or reject the entries of the page shown."""
    found = _arrival(request, uuid)
    if request.method == "POST" and not found.is_destination:
        raise NotPermittedError(Permission.HANDOVER_RECEIVE)
    sent = request.method == "POST"
    if sent:
        lines = queries.chosen_lines(request.actor, found, request.POST.getlist("shown"))
        form = DecideForm(lines, request.POST)
        if form.is_valid() and _decided(request, found, form):
            return go_to(request, _next_page(request, found))
        return _page(request, found, lines, form)
    return _page(request, found, None, None)


@require_POST
@page(Permission.HANDOVER_RECEIVE)
def accept_all(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Accept every entry of an arrival that is not decided yet."""
    try:
        count = deciding.accept_rest(by=request.actor, arrival=uuid)
    except Arrival.DoesNotExist as missing:
        raise Http404 from missing
    except problems.AlreadySentError:
        messages.error(request, _("Đã lập xác nhận cho gói này, không sửa được nữa."))
    else:
        text = ngettext(
            "Đã tiếp nhận %(count)d trường hợp.", "Đã tiếp nhận %(count)d trường hợp.", count
        )
        messages.success(request, text % {"count": count})
    return go_to(request, _address(uuid))


@require_POST
@page(Permission.HANDOVER_RECEIVE)
def receipt(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Make the receipt of an arrival, and put what was accepted into the records."""
    try:
        made = deciding.issue_receipt(by=request.actor, arrival=uuid)
    except Arrival.DoesNotExist as missing:
        raise Http404 from missing
    except problems.AlreadySentError:
        messages.error(request, _("Đã lập xác nhận cho gói này, không lập lần thứ hai."))
    except problems.UndecidedError as error:
        text = ngettext(
            "Còn %(count)d trường hợp chưa quyết định.",
            "Còn %(count)d trường hợp chưa quyết định.",
            error.count,
        )
        messages.error(request, text % {"count": error.count})
    except KeysMissingError as error:
        messages.error(request, _no_key(error))
    else:
        words = _("Đã lập và gửi xác nhận: nhận %(accepted)d, không nhận %(rejected)d.")
        said = {"accepted": made.accepted, "rejected": made.rejected}
        messages.success(request, words % said)
    return go_to(request, _address(uuid))


@require_POST
@page(Permission.HANDOVER_FORWARD)
def forward(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Send an arrived package on to the office holding the book."""
    try:
        sent = forwarding.forward(by=request.actor, arrival=uuid)
    except Arrival.DoesNotExist as missing:
        raise Http404 from missing
    except problems.AlreadySentError:
        messages.error(request, _("Gói này đã được chuyển tiếp."))
    except KeysMissingError as error:
        messages.error(request, _no_key(error))
    except FileRefusedError as refused:
        messages.error(request, labels.refusal(refused.problem, refused.detail))
    except NoSuchFileError:
        messages.error(request, _("Tệp đã nhận không còn trên ổ đĩa. Hãy khôi phục từ sao lưu."))
    else:
        words = _("Đã chuyển tiếp gói cho %(office)s.")
        messages.success(request, words % {"office": sent.receiver.dated_name})
    return go_to(request, _address(uuid))


@require_http_methods(["GET", "POST"])
@page(Permission.RECORD_FAULT)
def fault(request: OfficerRequest, record: UUID) -> HttpResponse:
    """Report a fault found later in a record; it goes back the way the record came."""
    try:
        found = get_record(request.actor, record)
    except Record.DoesNotExist as missing:
        raise Http404 from missing
    form = FaultForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            deciding.send_fault(
                by=request.actor, record_of=found.pk, reason=form.cleaned_data["reason"]
            )
        except ReasonMissingError:
            form.add_error("reason", _("Chưa nhập mục này."))
        except WithdrawnError:
            form.add_error("reason", _("Trường hợp này đã được rút lại."))
        except (Arrival.DoesNotExist, Record.DoesNotExist):
            form.add_error("reason", _("Gói đã đưa trường hợp này đến không có ở cơ quan này."))
        except KeysMissingError as error:
            form.add_error("reason", _no_key(error))
        else:
            messages.success(request, _("Đã gửi báo sai sót về bên gửi."))
            return go_to(request, reverse("records:record", args=[found.pk]))
    return form_page(request, "handover/fault.html", {"record": found, "form": form}, form)


def _page(
    request: OfficerRequest,
    found: Arrival,
    lines: Sequence[ArrivalLine] | None,
    form: DecideForm | None,
) -> HttpResponse:
    listed = queries.listed(found)
    context: dict[str, object] = {
        "told": listed,
        "arrival": found,
        "today": timezone.localdate(),
        "figures": labels.figures(found.counts),
        "legs": shown.legs(found),
        "faults": queries.faults_sent(found),
        "receipts": labels.RECEIPTS,
    }
    if not found.is_destination:
        return form_page(request, "handover/passing.html", context)
    shown_page = page_of_records(request, queries.lines_of(request.actor, found), PER_PAGE)
    rows = list(shown_page.object_list) if lines is None else list(lines)
    if form is None:
        form = DecideForm(rows, initial=shown.initial(found, rows))
    queries.note_view(by=request.actor, arrival=found, lines=rows)
    context |= {"page": shown_page, "form": form, "rows": shown.rows(found, rows, form)}
    left = queries.undecided_lines(request.actor, found).exists()
    context["is_left_to_others"] = listed.decided < listed.total and not left
    return form_page(request, "handover/arrival.html", context, form)


def _decided(request: OfficerRequest, found: Arrival, form: DecideForm) -> bool:
    try:
        deciding.decide(
            by=request.actor,
            arrival=found.pk,
            rejected=form.rejected(),
            shown=form.entries,
        )
    except problems.ReasonsMissingError as error:
        for entry in error.lines:
            form.add_error(f"reason-{entry}", _("Chưa ghi lý do không nhận."))
        return False
    except problems.AlreadySentError:
        form.add_error(None, _("Đã lập xác nhận cho gói này, không sửa được nữa."))
        return False
    return True


def _next_page(request: OfficerRequest, found: Arrival) -> str:
    """Return the address of the page with the first entry not decided yet."""
    first = queries.undecided_lines(request.actor, found).first()
    if first is None:
        return _address(found.pk)
    lines = queries.lines_of(request.actor, found)
    before = lines.filter(position__lt=first.position).count()
    return f"{_address(found.pk)}?trang={before // PER_PAGE + 1}"


def _address(uuid: UUID) -> str:
    return reverse("handover:arrival", args=[uuid])


def _no_key(error: KeysMissingError) -> str:
    words = _("%(office)s chưa có khóa công khai ở đây. Hãy nhận thẻ cơ quan đó trước.")
    return words % {"office": get_office(error.office).dated_name}


def _arrival(request: OfficerRequest, uuid: UUID) -> Arrival:
    try:
        return queries.get_arrival(request.actor, uuid)
    except Arrival.DoesNotExist as missing:
        raise Http404 from missing
