"""Acts on the work with one book: ready, team, earlier states, another office."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers import actions
from hotich.apps.registers.models import ORDER, State
from hotich.apps.registers.queries import assignment_of, receiving_offices, state_of, teams_of
from hotich.apps.registers.views.acting import Act, act_page, own_book, sent
from hotich.apps.registers.work_forms import AssignForm, BackForm, ReadyForm, TransferForm


@require_POST
@page(Permission.BOOK_PREPARE)
def ready(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Mark the book ready for entry; ahead of the campaign's order it asks why."""
    found = own_book(request, uuid)
    form = ReadyForm(request.POST)

    def run() -> None:
        actions.mark_ready(by=request.actor, book=found, reason=form.cleaned_data["reason"])

    words = Act(
        _("Sẵn sàng để nhập, trước thứ tự của kế hoạch"),
        _("Sẵn sàng để nhập"),
        _("Thứ tự của kế hoạch: khai sinh, kết hôn, nuôi con nuôi, khai tử, các loại còn lại."),
        _("Đã đánh dấu sổ sẵn sàng để nhập."),
    )
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def assign(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Give the book to a team, ending the former assignment."""
    found = own_book(request, uuid)
    now = assignment_of(found)
    initial = {
        "team": str(now.team_id) if now else "",
        "planned_until": now.planned_until if now else None,
    }
    form = AssignForm(sent(request), teams=teams_of(request.actor), initial=initial)

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
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def back(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Set the book back to an earlier state, with a reason."""
    found = own_book(request, uuid)
    now = state_of(found)
    if now is State.UNPREPARED or ORDER.index(now) >= ORDER.index(State.LOCKED):
        raise Http404
    form = BackForm(sent(request), now=now)

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
    return act_page(request, found, form, words, run)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def transfer(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Hand the book over to another office (bàn giao sổ)."""
    found = own_book(request, uuid)
    form = TransferForm(sent(request), offices=receiving_offices(found))

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
    return act_page(request, found, form, words, run, after=reverse("registers:overview"))
