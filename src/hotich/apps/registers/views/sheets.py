"""The inventory and its statistics as workbooks: out, and in after a look at what comes in."""

from urllib.parse import quote

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.registers import actions
from hotich.apps.registers.exporting import export_inventory
from hotich.apps.registers.forms import UploadForm
from hotich.apps.registers.importing import Plan, Verdict, plan_import
from hotich.apps.registers.inventory import find_books
from hotich.apps.registers.ordering import grouped
from hotich.apps.registers.queries import books_of
from hotich.apps.registers.statistics import printed, statistics_of
from hotich.apps.registers.views.overview import filter_form
from hotich.documents.inventory import (
    HeadingsMissing,
    InventoryLine,
    NotAWorkbook,
    ReadLine,
    TooManyRows,
    WorkbookTooLarge,
    read_inventory,
    statistics_xlsx,
)
from hotich.web.responses import UNPROCESSABLE, form_page, go_to

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT_FOR = 60 * 60  # seconds between a look at the file and its confirmation
_LONGEST_HELD = 2_000_000  # what a form may send stays below the server's limit
_ROWS_SHOWN = 500


@require_GET
@page(Permission.BOOK_VIEW)
def export(request: OfficerRequest) -> HttpResponse:
    """Return the inventory as a workbook, narrowed by the filter of the address."""
    form = filter_form(request)
    today = timezone.localdate()
    content = export_inventory(
        by=request.actor,
        books=grouped(find_books(request.actor, form.wanted())),
        office=get_office(request.actor.office_id),
        on=today,
    )
    return _file(content, "inventory.xlsx", f"{_('kiểm kê sổ hộ tịch')} {today:%Y-%m-%d}.xlsx")


@require_GET
@page(Permission.BOOK_VIEW)
def statistics(request: OfficerRequest) -> HttpResponse:
    """Show volumes, pages and declared entries by type, year and condition, with totals."""
    found = statistics_of(books_of(request.actor))
    return render(request, "registers/statistics.html", {"found": found})


@require_GET
@page(Permission.BOOK_VIEW)
def statistics_file(request: OfficerRequest) -> HttpResponse:
    """Return the statistics as a workbook."""
    today = timezone.localdate()
    office = get_office(request.actor.office_id)
    titles = [_("Thống kê sổ hộ tịch"), f"{office.dated_name}, {today:%d/%m/%Y}"]
    lines = printed(statistics_of(books_of(request.actor)))
    content = statistics_xlsx(lines, _, titles=titles)
    return _file(content, "statistics.xlsx", f"{_('thống kê sổ hộ tịch')} {today:%Y-%m-%d}.xlsx")


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def import_file(request: OfficerRequest) -> HttpResponse:
    """Take a workbook and show what it would bring in; nothing is written."""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if form.is_bound and form.is_valid():
        try:
            rows = _read(form.cleaned_data["file"])
        except _Refused as fault:
            form.add_error("file", str(fault))
        else:
            return _plan_page(request, rows)
    return form_page(request, "registers/import.html", {"form": form}, form)


@require_POST
@page(Permission.BOOK_PREPARE)
def confirm_import(request: OfficerRequest) -> HttpResponse:
    """Write the accepted rows of the file that was looked at."""
    try:
        rows = _unsealed(request, request.POST.get("rows", ""))
    except signing.BadSignature:
        form = UploadForm({}, {})
        form.errors.clear()
        form.add_error(None, _("Bản xem trước đã cũ hoặc không đọc được. Hãy chọn lại tệp."))
        return form_page(request, "registers/import.html", {"form": form}, form)
    done = actions.import_inventory(by=request.actor, rows=rows, on=timezone.localdate())
    said = ngettext("Đã ghi %(n)s dòng.", "Đã ghi %(n)s dòng.", done.written) % {"n": done.written}
    messages.success(request, said)
    if left := done.duplicate + done.faulty + done.overtaken:
        words = ngettext("%(n)s dòng không ghi.", "%(n)s dòng không ghi.", left)
        messages.info(request, words % {"n": left})
    return go_to(request, reverse("registers:overview"))


class _Refused(Exception):  # noqa: N818 - a sentence for the form
    """The file is not taken; says why."""


def _read(file: "UploadedFile[bytes]") -> tuple[ReadLine, ...]:
    try:
        rows = read_inventory(file.read())
    except NotAWorkbook as fault:
        raise _Refused(
            _("Không đọc được bảng tính trong tệp. Hãy lưu lại dưới dạng XLSX.")
        ) from fault
    except WorkbookTooLarge as fault:
        raise _Refused(_("Tệp quá lớn. Hãy chia thành các tệp nhỏ hơn.")) from fault
    except TooManyRows as fault:
        words = _("Tệp có hơn %(limit)s dòng. Hãy chia thành các tệp nhỏ hơn.")
        raise _Refused(words % {"limit": fault.limit}) from fault
    except HeadingsMissing as fault:
        words = _("Tệp thiếu cột: %(columns)s. Hãy dùng tệp xuất ra từ trang này làm mẫu.")
        raise _Refused(words % {"columns": ", ".join(fault.headings)}) from fault
    if not rows:
        raise _Refused(_("Tệp không có dòng nào dưới hàng tên cột."))
    return rows


def _plan_page(request: OfficerRequest, rows: tuple[ReadLine, ...]) -> HttpResponse:
    plan = plan_import(by=request.actor, rows=rows, on=timezone.localdate())
    held = _sealed(request, plan)
    if len(held) > _LONGEST_HELD:
        form = UploadForm()
        words = _("Tệp quá lớn. Hãy chia thành các tệp nhỏ hơn.")
        context = {"form": form, "problem": words}
        return render(request, "registers/import.html", context, status=UNPROCESSABLE)
    # The faulty ones first: they are what the officer has to mend.
    order = (Verdict.FAULTY, Verdict.DUPLICATE, Verdict.ACCEPTED)
    shown = sorted(plan.rows, key=lambda row: (order.index(row.verdict), row.row))
    context = {
        "plan": plan,
        "shown": shown[:_ROWS_SHOWN],
        "more": max(0, len(shown) - _ROWS_SHOWN),
        "held": held,
    }
    return render(request, "registers/import_plan.html", context)


def _salt(request: OfficerRequest) -> str:
    return f"registers.import:{request.actor.officer_id}"


def _sealed(request: OfficerRequest, plan: Plan) -> str:
    rows = [[row.row, *row.line.texts()] for row in plan.accepted]
    return signing.dumps(rows, salt=_salt(request), compress=True)


def _unsealed(request: OfficerRequest, held: str) -> tuple[ReadLine, ...]:
    """Return the rows that were shown to this officer; raises BadSignature for any other text."""
    rows = signing.loads(held, salt=_salt(request), max_age=_KEPT_FOR)
    return tuple(ReadLine(row, InventoryLine(*texts)) for row, *texts in rows)


def _file(content: bytes, plain: str, name: str) -> HttpResponse:
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=XLSX, headers=headers)
