"""Pages of one book: what is known of it, and each act on it as a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers import actions, problems
from hotich.apps.registers.forms import (
    AssignForm,
    BackForm,
    DeclareForm,
    DescribeForm,
    PageFaultForm,
    ReadyForm,
    TransferForm,
    VoidFaultForm,
    VoidForm,
    WithdrawForm,
)
from hotich.apps.registers.history import describe
from hotich.apps.registers.models import ORDER, Book, BookPageFault, State, YearlyClosing
from hotich.apps.registers.queries import (
    assignment_of,
    book_label,
    closings_of,
    get_book,
    get_page_fault,
    receiving_offices,
    state_of,
    teams_of,
    years_of,
)
from hotich.core.words import vi
from hotich.web.forms import Form
from hotich.web.responses import UNPROCESSABLE, form_page, go_to

# Pages of higher rooms about one book, where those rooms are installed.
_ELSEWHERE = (
    (Permission.ENTRY_TYPE, "entry:book", vi("Nhập dữ liệu")),
    (Permission.CHECK_BOOK, "checking:book", vi("Đối soát")),
    (Permission.CHECK_LINK, "checking:book", vi("Đối soát")),
    (Permission.BOOK_VIEW, "scans:book", vi("Trang quét")),
)


@dataclass(frozen=True)
class Act:
    """The words of a page that does one thing to a book."""

    title: str
    button: str
    text: str = ""
    done: str = ""
    danger: bool = False


@require_GET
@page(Permission.BOOK_VIEW)
def book(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show everything known of a book, a voided one too."""
    return _book_page(request, _get(request, uuid, voided=True))


@require_POST
@page(Permission.BOOK_PREPARE)
def ready(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Mark the book ready for entry; ahead of the campaign's order it asks why."""
    found = _get(request, uuid)
    form = ReadyForm(request.POST)

    def run() -> None:
        actions.mark_ready(by=request.actor, book=found, reason=form.cleaned_data["reason"])

    words = Act(
        _("Sẵn sàng để nhập, trước thứ tự của kế hoạch"),
        _("Sẵn sàng để nhập"),
        _("Thứ tự của kế hoạch: khai sinh, kết hôn, nuôi con nuôi, khai tử, các loại còn lại."),
        _("Đã đánh dấu sổ sẵn sàng để nhập."),
    )
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def declare(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Declare a year of the book, or correct one with a reason."""
    found = _get(request, uuid)
    form = DeclareForm(_sent(request), initial=_declared_before(request, found))
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
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def withdraw(request: OfficerRequest, uuid: UUID, year: int) -> HttpResponse:
    """Take a year out that was recorded by mistake."""
    found = _get(request, uuid)
    form = WithdrawForm(_sent(request))

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
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def redescribe(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Write condition and note down anew."""
    found = _get(request, uuid)
    initial = {"condition": found.condition, "note": found.note}
    form = DescribeForm(_sent(request), initial=initial)

    def run() -> None:
        given = form.cleaned_data
        actions.describe_book(
            by=request.actor, book=found, condition=given["condition"], note=given["note"]
        )

    words = Act(_("Sửa tình trạng và ghi chú"), _("Lưu"), done=_("Đã lưu."))
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def assign(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Give the book to a team, ending the former assignment."""
    found = _get(request, uuid)
    now = assignment_of(found)
    initial = {
        "team": str(now.team_id) if now else "",
        "planned_until": now.planned_until if now else None,
    }
    form = AssignForm(_sent(request), teams=teams_of(request.actor), initial=initial)

    def run() -> None:
        given = form.cleaned_data
        team = teams_of(request.actor).get(pk=given["team"])
        actions.assign_book(
            by=request.actor,
            book=found,
            team=team,
            from_day=given["from_day"],
            planned_until=given["planned_until"],
            reason=given["reason"],
        )

    words = Act(
        _("Giao sổ cho tổ nhập dữ liệu"),
        _("Giao sổ"),
        _("Lần giao trước (nếu có) kết thúc; chỉ thành viên của tổ mới nhập được sổ này."),
        _("Đã giao sổ."),
    )
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def back(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Set the book back to an earlier state, with a reason."""
    found = _get(request, uuid)
    now = state_of(found)
    if now is State.UNPREPARED or ORDER.index(now) >= ORDER.index(State.LOCKED):
        raise Http404
    form = BackForm(_sent(request), now=now)

    def run() -> None:
        given = form.cleaned_data
        state = State(given["state"])
        actions.set_state(by=request.actor, book=found, state=state, reason=given["reason"])

    words = Act(
        _("Đưa sổ về trạng thái trước"),
        _("Đưa về"),
        _("Mỗi lần đổi trạng thái đều được giữ lại cùng lý do."),
        _("Đã đưa sổ về trạng thái trước."),
    )
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def transfer(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Hand the book over to another office (bàn giao sổ)."""
    found = _get(request, uuid)
    form = TransferForm(_sent(request), offices=receiving_offices(found))

    def run() -> None:
        given = form.cleaned_data
        office = receiving_offices(found).get(pk=given["to_office"])
        actions.transfer_custody(
            by=request.actor,
            book=found,
            to_office=office,
            on_day=given["on_day"],
            document=given["document"],
            signatures=form.signatures(),
        )

    words = Act(
        _("Bàn giao sổ cho cơ quan khác"),
        _("Bàn giao sổ"),
        _("Sau khi bàn giao, cơ quan này không còn xem hoặc nhập được quyển sổ."),
        _("Đã bàn giao sổ."),
        danger=True,
    )
    return _act(request, found, form, words, run, after=reverse("registers:overview"))


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def page_fault(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record pages that are blank, missing or torn."""
    found = _get(request, uuid)
    form = PageFaultForm(_sent(request), years=years_of(found))

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
    return _act(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def void_page_fault(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take back what was recorded of pages."""
    try:
        fault = get_page_fault(request.actor, uuid)
    except BookPageFault.DoesNotExist as missing:
        raise Http404 from missing
    form = VoidFaultForm(_sent(request))

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
    return _act(request, fault.book, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def void(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Void a book that was taken in by mistake."""
    found = _get(request, uuid)
    form = VoidForm(_sent(request))

    def run() -> None:
        actions.void_book(by=request.actor, book=found, reason=form.cleaned_data["reason"])

    words = Act(
        _("Hủy bỏ quyển sổ khỏi kiểm kê"),
        _("Hủy bỏ"),
        _("Chỉ làm khi kiểm kê nhầm và chưa nhập gì. Dòng kiểm kê vẫn được giữ, có ghi lý do."),
        _("Đã hủy bỏ quyển sổ khỏi kiểm kê."),
        danger=True,
    )
    return _act(request, found, form, words, run)


def _act(
    request: OfficerRequest,
    found: Book,
    form: Form,
    words: Act,
    run: Callable[[], None],
    *,
    after: str = "",
) -> HttpResponse:
    """Show the form, or run the act and lead back; a refusal stands at its field."""
    if form.is_bound and form.is_valid():
        try:
            run()
        except problems.RefusedError as fault:
            field, text = problems.words(fault)
            form.add_error(field if field in form.fields else None, text)
        except ObjectDoesNotExist as gone:  # somebody was quicker: the book left this office
            raise Http404 from gone
        else:
            messages.success(request, words.done)
            return go_to(request, after or _url(found))
    context = {"book": found, "label": book_label(found), "form": form, "act": words}
    return form_page(request, "registers/act.html", context, form)


def _book_page(request: OfficerRequest, found: Book, problem: str = "") -> HttpResponse:
    context = {
        "book": found,
        "label": book_label(found),
        "told": describe(found),
        "problem": problem,
        "may_prepare": request.actor.may(Permission.BOOK_PREPARE) and found.voided_at is None,
        "elsewhere": _elsewhere(request, found),
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "registers/book.html", context, status=status)


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


def _get(request: OfficerRequest, uuid: UUID, *, voided: bool = False) -> Book:
    try:
        return get_book(request.actor, uuid, voided=voided)
    except Book.DoesNotExist as missing:
        raise Http404 from missing


def _sent(request: OfficerRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _url(found: Book) -> str:
    return reverse("registers:book", args=[found.pk])
