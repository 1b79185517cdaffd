"""Acts on the inventory of one book: its years, description, pages, and taking it out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers import actions
from hotich.apps.registers.forms import (
    DeclareForm,
    DescribeForm,
    PageFaultForm,
    VoidFaultForm,
    VoidForm,
    WithdrawForm,
)
from hotich.apps.registers.models import Book, BookPageFault, YearlyClosing
from hotich.apps.registers.queries import closings_of, get_page_fault, years_of
from hotich.apps.registers.views.acting import Act, act_page, own_book, sent


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def declare(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Declare a year of the book, or correct one with a reason."""
    found = own_book(request, uuid)
    form = DeclareForm(sent(request), initial=_declared_before(request, found))
    form.latest = timezone.localdate().year

    def run() -> None:
        one = form.declared()
        actions.declare_year(
            by=request.actor,
            book=found,
            year=one.year,
            pages=one.pages,
            entries=one.entries,
            reason=form.cleaned_data["reason"],
        )

    words = Act(
        _("Khai số liệu của một năm"),
        _("Lưu"),
        _("Ghi tổng số trang và tổng số trường hợp như lời khóa sổ; để trống nếu sổ không khai."),
        _("Đã lưu số liệu khai."),
    )
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def withdraw(request: OfficerRequest, uuid: UUID, year: int) -> HttpResponse:
    """Take a year out that was recorded by mistake."""
    found = own_book(request, uuid)
    form = WithdrawForm(sent(request))

    def run() -> None:
        actions.withdraw_year(
            by=request.actor, book=found, year=year, reason=form.cleaned_data["reason"]
        )

    if year not in {closing.year for closing in closings_of(found)}:
        raise Http404
    words = Act(
        _("Rút năm %(year)s khỏi sổ") % {"year": year},
        _("Rút năm này"),
        _("Chỉ làm khi năm này ghi nhầm vào quyển sổ. Dòng cũ vẫn giữ trong lịch sử."),
        _("Đã rút năm khỏi sổ."),
        danger=True,
    )
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def redescribe(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Write condition and note down anew."""
    found = own_book(request, uuid)
    initial = {"condition": found.condition, "note": found.note}
    form = DescribeForm(sent(request), initial=initial)

    def run() -> None:
        given = form.cleaned_data
        actions.describe_book(
            by=request.actor, book=found, condition=given["condition"], note=given["note"]
        )

    words = Act(_("Sửa tình trạng và ghi chú"), _("Lưu"), done=_("Đã lưu."))
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def page_fault(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record pages that are blank, missing or torn."""
    found = own_book(request, uuid)
    form = PageFaultForm(sent(request), years=years_of(found))

    def run() -> None:
        given = form.cleaned_data
        actions.record_page_fault(
            by=request.actor,
            book=found,
            kind=given["kind"],
            count=given["count"],
            year=int(given["year"]) if given["year"] else None,
            pages=given["pages"],
            note=given["note"],
        )

    words = Act(
        _("Ghi trang trống, trang mất, trang rách"),
        _("Lưu"),
        _("Ghi hiện trạng của quyển sổ. Số đăng ký không có trường hợp thì ghi khi đối soát."),
        _("Đã lưu."),
    )
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def void_page_fault(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take back what was recorded of pages."""
    try:
        fault = get_page_fault(request.actor, uuid)
    except BookPageFault.DoesNotExist as missing:
        raise Http404 from missing
    form = VoidFaultForm(sent(request))

    def run() -> None:
        actions.void_page_fault(
            by=request.actor, fault=fault.pk, reason=form.cleaned_data["reason"]
        )

    words = Act(
        _("Rút lại ghi nhận về trang sổ"),
        _("Rút lại"),
        f"{fault.get_kind_display()}: {fault.count}",
        _("Đã rút lại."),
        danger=True,
    )
    return act_page(request, fault.book, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def void(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Void a book that was taken in by mistake."""
    found = own_book(request, uuid)
    form = VoidForm(sent(request))

    def run() -> None:
        actions.void_book(by=request.actor, book=found, reason=form.cleaned_data["reason"])

    words = Act(
        _("Hủy bỏ quyển sổ khỏi kiểm kê"),
        _("Hủy bỏ"),
        _("Chỉ làm khi kiểm kê nhầm và chưa nhập gì. Dòng kiểm kê vẫn được giữ, có ghi lý do."),
        _("Đã hủy bỏ quyển sổ khỏi kiểm kê."),
        danger=True,
    )
    return act_page(request, found, form, words, run)


def _declared_before(request: OfficerRequest, found: Book) -> dict[str, object]:
    """Return what is declared for the year the page was opened for."""
    wanted = request.GET.get("nam", "")
    for closing in closings_of(found):
        if str(closing.year) == wanted:
            return _initial(closing)
    return {}


def _initial(closing: YearlyClosing) -> dict[str, object]:
    return {
        "year": closing.year,
        "pages": closing.declared_pages,
        "entries": closing.declared_entries,
    }
