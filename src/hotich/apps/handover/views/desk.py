"""The desk: what is to be done here, files that wait, keys, and what went out."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.handover import files, labels, queries
from hotich.apps.handover import keys as office_keys
from hotich.apps.handover.forms import CardForm, ReadForm
from hotich.apps.handover.models import Arrival, OutgoingFile
from hotich.apps.handover.opening import FileRefusedError, note_refusal
from hotich.apps.handover.outgoing import lay_out
from hotich.apps.handover.reading import FOR_NOW, Read, read_file
from hotich.apps.handover.receiving import queries as received
from hotich.apps.handover.sealing import MOST_BYTES, fingerprint
from hotich.apps.handover.signing_out import get_file, hand_out
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to

RIGHTS = office_keys.RIGHTS


@require_GET
@page(*RIGHTS)
def desk(request: OfficerRequest) -> HttpResponse:
    """Show what waits here and where everything is."""
    return render(request, "handover/desk.html", _desk(request, ReadForm()))


@require_POST
@page(*RIGHTS)
def read(request: OfficerRequest) -> HttpResponse:
    """Read a file that came in; a refused one is named with its reason and loads nothing."""
    form = ReadForm(request.POST, request.FILES)
    if not form.is_valid():
        return form_page(request, "handover/desk.html", _desk(request, form), form)
    by, office = request.actor, request.actor.office_id
    name = form.cleaned_data["name"]
    try:
        content = files.take(office, name) if name else _sent_up(form.cleaned_data["file"])
    except files.NoSuchFileError:
        form.add_error("file", _("Tệp này không còn trong hộp nhận. Hãy tải lại trang."))
        return form_page(request, "handover/desk.html", _desk(request, form), form)
    shown = name or str(form.cleaned_data["file"].name)
    try:
        found = read_file(by=by, content=content)
    except FileRefusedError as refused:
        note_refusal(by=by, file=content, file_name=shown, refused=refused)
        if name and refused.problem not in FOR_NOW:
            files.put_away(office, name, files.REFUSED)
        form.add_error("file", f"{shown}: {labels.refusal(refused.problem, refused.detail)}")
        return form_page(request, "handover/desk.html", _desk(request, form), form)
    if name:
        files.put_away(office, name, files.READ)
    return _told(request, found)


@require_POST
@page(*RIGHTS)
def keys(request: OfficerRequest) -> HttpResponse:
    """Make the keys of the officer's office."""
    try:
        office_keys.ensure_keys(by=request.actor, office=get_office(request.actor.office_id))
        messages.success(request, _("Đã có khóa. Hãy gửi thẻ cơ quan cho các cơ quan liên quan."))
    except office_keys.KeysElsewhereError:
        messages.error(
            request, _("Khóa của cơ quan nằm ở hệ thống khác; không tạo khóa mới ở đây.")
        )
    return go_to(request, reverse("handover:desk"))


@require_GET
@page(*RIGHTS)
def card(request: OfficerRequest) -> HttpResponse:
    """Send the card of the officer's office as a file; it holds nothing secret."""
    office = get_office(request.actor.office_id)
    response = HttpResponse(office_keys.office_card(office), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="the-{office.pk}.json"'
    return response


@require_http_methods(["GET", "POST"])
@page(*RIGHTS)
def trust(request: OfficerRequest) -> HttpResponse:
    """Take in the card of an office in another installation."""
    sent = request.method == "POST"
    form = CardForm(request.POST, request.FILES) if sent else CardForm()
    if sent and form.is_valid():
        try:
            office = office_keys.trust_card(
                by=request.actor,
                card=form.cleaned_data["card"],
                read_out=form.cleaned_data["fingerprint"],
            )
        except office_keys.FingerprintError:
            words = _("Không khớp với thẻ. Hãy nhờ cơ quan kia đọc lại, hoặc gửi lại thẻ.")
            form.add_error("fingerprint", words)
        except office_keys.OtherKeysError as error:
            words = _("%(office)s đã có khóa khác. Hãy hỏi lại cơ quan đó trước khi thay.")
            form.add_error("card", words % {"office": error.office.dated_name})
        else:
            words = _("Đã nhận thẻ của %(office)s.")
            messages.success(request, words % {"office": office.dated_name})
            return go_to(request, reverse("handover:desk"))
    return form_page(request, "handover/trust.html", {"form": form}, form)


@require_GET
@page(*RIGHTS)
def file(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Send a file made here, to be carried to its receiver; it is closed for him alone."""
    found = _file(request, uuid)
    try:
        content = hand_out(by=request.actor, file=found)
    except files.NoSuchFileError as lost:
        raise Http404 from lost
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return response


@require_POST
@page(*RIGHTS)
def send_again(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Lay a file made here out for its receiver once more."""
    found = _file(request, uuid)
    if lay_out(found):
        words = _("Đã gửi lại tệp cho %(office)s.")
        messages.success(request, words % {"office": found.receiver.dated_name})
    else:
        messages.error(request, _("Không ghi được vào thư mục trao đổi. Hãy kiểm tra ổ đĩa."))
    return go_to(request, reverse("handover:desk"))


def _desk(request: OfficerRequest, form: ReadForm) -> dict[str, object]:
    by = request.actor
    office = get_office(by.office_id)
    sends = by.may(Permission.HANDOVER_SEND)
    public = office_keys.public_keys_of(office)
    context: dict[str, object] = {
        "form": form,
        "office": office,
        "today": timezone.localdate(),
        "fingerprint": fingerprint(public) if public else "",
        "has_keys": office_keys.has_private_keys(office.pk),
        "inbox": files.waiting(office.pk),
        "refused": [
            (one, labels.refusal(one.problem, one.detail)) for one in received.refused_files(by)
        ],
        "sent": received.sent_files(by)[:20],
        "sends": sends,
    }
    if sends:
        shown = page_of_records(request, queries.packages_of(by), 25)
        context["waiting_books"] = queries.waiting_books(by)
        context["packages"] = [queries.tracked(one) for one in shown.object_list]
        return context | {"page": shown}
    came = page_of_records(request, received.arrivals_of(by), 25)
    context["arrivals"] = [received.listed(one) for one in came.object_list]
    return context | {"page": came}


def _sent_up(sent: "UploadedFile[bytes]") -> bytes:
    """Return the content, cut one byte beyond what is allowed."""
    content: bytes = sent.read(MOST_BYTES + 1)
    return content


def _file(request: OfficerRequest, uuid: UUID) -> OutgoingFile:
    try:
        return get_file(request.actor, uuid)
    except OutgoingFile.DoesNotExist as missing:
        raise Http404 from missing


def _told(request: OfficerRequest, found: Read) -> HttpResponse:
    if isinstance(found, Arrival):
        words = _("Đã tiếp nhận gói %(sequence)d: %(book)s.")
        said = {"sequence": found.sequence, "book": found.book_label}
        messages.success(request, words % said)
        return go_to(request, reverse("handover:arrival", args=[found.pk]))
    kind = _(labels.RECEIPTS[found.kind])
    messages.success(request, _("Đã đọc xác nhận: %(kind)s.") % {"kind": kind})
    return go_to(request, reverse("handover:desk"))
