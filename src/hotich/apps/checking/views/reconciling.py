"""Where a book is reconciled with its totals, locked and reported complete."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.checking import actions, gaps, queries
from hotich.apps.checking.findings import RIGHTS as FINDING_RIGHTS
from hotich.apps.checking.findings import count_unseen
from hotich.apps.checking.forms import ExcessForm, GapForm, LockForm, VoidForm
from hotich.apps.checking.lines import lines_of
from hotich.apps.checking.models import Excess, Gap
from hotich.apps.checking.views.side import own_book, side_of
from hotich.apps.checking.words import REFUSALS, refusal
from hotich.apps.registers.models import Book
from hotich.apps.registers.problems import RefusedError
from hotich.apps.registers.problems import words as said_of_book
from hotich.apps.registers.queries import book_label
from hotich.web.forms import Form
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_GET
@page(Permission.CHECK_BOOK, Permission.CHECK_LINK, Permission.BOOK_LOCK)
def reconcile(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show declared against entered, year by year, and what is missing before the lock."""
    return _page(request, own_book(request, uuid))


@require_POST
@page(*gaps.RIGHTS)
def keep(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Keep the result of the reconciliation as it is now."""
    book = own_book(request, uuid)
    actions.reconcile(by=request.actor, book=book.pk)
    messages.success(request, _("Đã lưu kết quả đối chiếu."))
    return go_to(request, _url(book))


@require_POST
@page(*gaps.RIGHTS)
def gap(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record a gap: a number, a range of numbers, or a page."""
    book = own_book(request, uuid)
    form = GapForm(request.POST, years=_years(book), prefix="gap")

    def record() -> None:
        given = form.cleaned_data
        actions.record_gap(by=request.actor, book=book.pk, **{**given, "year": int(given["year"])})

    if _done(form, record):
        messages.success(request, _("Đã ghi nhận."))
        return go_to(request, _url(book))
    return _page(request, book, gap_form=form, status=UNPROCESSABLE)


@require_POST
@page(*gaps.RIGHTS)
def excess(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record an excess or a shortage against the declared total."""
    book = own_book(request, uuid)
    form = ExcessForm(request.POST, years=_years(book), prefix="excess")

    def record() -> None:
        given = form.cleaned_data
        actions.record_excess(
            by=request.actor, book=book.pk, **{**given, "year": int(given["year"])}
        )

    if _done(form, record):
        messages.success(request, _("Đã ghi nhận."))
        return go_to(request, _url(book))
    return _page(request, book, excess_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
@page(*gaps.RIGHTS)
def void_gap(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take a gap back with a reason."""
    try:
        row = queries.get_gap(request.actor, uuid)
    except Gap.DoesNotExist as fault:
        raise Http404 from fault
    return _void(
        request,
        row,
        lambda reason: actions.void_gap(by=request.actor, gap=row.pk, reason=reason),
        _("Rút lại số, trang đã ghi nhận"),
    )


@require_http_methods(["GET", "POST"])
@page(*gaps.RIGHTS)
def void_excess(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Take an excess or shortage back with a reason."""
    try:
        row = queries.get_excess(request.actor, uuid)
    except Excess.DoesNotExist as fault:
        raise Http404 from fault
    return _void(
        request,
        row,
        lambda reason: actions.void_excess(by=request.actor, excess=row.pk, reason=reason),
        _("Rút lại số thừa, thiếu đã ghi nhận"),
    )


@require_POST
@page(Permission.CHECK_BOOK, Permission.ENTRY_TYPE)
def finish(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Record that everything in the book has been typed."""
    book = own_book(request, uuid)
    try:
        actions.finish_entry(by=request.actor, book=book.pk)
    except RefusedError as fault:
        return _page(request, book, problem=said_of_book(fault)[1], status=UNPROCESSABLE)
    messages.success(request, _("Đã ghi nhận nhập xong quyển sổ."))
    return go_to(request, _url(book))


@require_POST
@page(Permission.BOOK_LOCK)
def lock(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Lock the data, or say what is missing; totals that do not add up need a reason."""
    book = own_book(request, uuid)
    form = None
    if queries.obstacles_of(book).only_totals:
        form = LockForm(request.POST, prefix="lock")
        if not form.is_valid():
            return _page(request, book, lock_form=form, status=UNPROCESSABLE)
    reason = form.cleaned_data["reason"] if form else ""
    try:
        actions.lock_book(by=request.actor, book=book.pk, reason=reason)
    except REFUSALS as fault:
        return _page(request, book, problem=refusal(fault)[1], status=UNPROCESSABLE)
    messages.success(request, _("Đã chốt dữ liệu sổ. Bước tiếp theo: báo hoàn thành sổ."))
    return go_to(request, _url(book))


@require_POST
@page(Permission.BOOK_LOCK)
def complete(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Report the book complete; its facts go out by a job."""
    book = own_book(request, uuid)
    try:
        actions.report_complete(by=request.actor, book=book.pk)
    except REFUSALS as fault:
        return _page(request, book, problem=refusal(fault)[1], status=UNPROCESSABLE)
    messages.success(request, _("Đã báo hoàn thành sổ."))
    return go_to(request, _url(book))


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Return whether the form was right and the act was carried out."""
    if not form.is_valid():
        return False
    try:
        act()
    except REFUSALS as fault:
        field, text = refusal(fault)
        form.add_error(field or None, text)
        return False
    return True


def _void(
    request: OfficerRequest, row: Gap | Excess, act: Callable[[str], object], title: str
) -> HttpResponse:
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(form, lambda: act(form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút lại."))
        return go_to(request, _url(row.book))
    context = {
        "book": row.book,
        "label": book_label(row.book),
        "title": title,
        "form": form,
        "row": row,
        "is_gap": isinstance(row, Gap),
    }
    return form_page(request, "checking/void.html", context, form)


def _page(
    request: OfficerRequest,
    book: Book,
    *,
    gap_form: GapForm | None = None,
    excess_form: ExcessForm | None = None,
    lock_form: LockForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    years = _years(book)
    obstacles = queries.obstacles_of(book)
    may_record = any(request.actor.may(right) for right in gaps.RIGHTS)
    context = {
        "book": book,
        "label": book_label(book),
        "side": side_of(request) if _may_sign(request) else "",
        "progress": queries.progress(book),
        "results": queries.results_of(book),
        "obstacles": obstacles,
        "lines": lines_of(book),
        "unseen": _unseen(request, book),
        "lock_form": lock_form or LockForm(prefix="lock"),
        "gaps": queries.live_gaps(book),
        "excesses": queries.live_excesses(book),
        "last": queries.last_reconciliation(book),
        "locked": queries.locked_row(book),
        "completion": queries.completion_of(book),
        "gap_form": gap_form or GapForm(years=years, prefix="gap"),
        "excess_form": excess_form or ExcessForm(years=years, prefix="excess"),
        "may_record": may_record,
        "may_finish": obstacles.state == "entering" and _may_finish(request),
        "may_lock": request.actor.may(Permission.BOOK_LOCK),
        "problem": problem,
    }
    return render(request, "checking/reconcile.html", context, status=status)


def _unseen(request: OfficerRequest, book: Book) -> int | None:
    """Return how many remarks nobody has looked at; None for one who may not see them."""
    if not any(request.actor.may(right) for right in FINDING_RIGHTS):
        return None
    return count_unseen(request.actor, book)


def _may_finish(request: OfficerRequest) -> bool:
    rights = (Permission.CHECK_BOOK, Permission.ENTRY_TYPE)
    return any(request.actor.may(right) for right in rights)


def _may_sign(request: OfficerRequest) -> bool:
    rights = (Permission.CHECK_BOOK, Permission.CHECK_LINK)
    return any(request.actor.may(right) for right in rights)


def _years(book: Book) -> list[int]:
    return [one.year for one in queries.results_of(book)]


def _url(book: Book) -> str:
    return reverse("checking:reconcile", args=[book.pk])
