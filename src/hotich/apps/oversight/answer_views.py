"""Pages of the right to know: requests with their due day, the answer, its file."""

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
from hotich.apps.entry.models import Mention
from hotich.apps.exports.forms import WishForm
from hotich.apps.exports.models import RightRequest
from hotich.apps.exports.queries import receivers
from hotich.apps.exports.words import REFUSALS, words
from hotich.apps.oversight import answering
from hotich.apps.oversight.answer_forms import AnsweredForm, RightForm
from hotich.apps.oversight.words import action_words
from hotich.web.pagination import page_of_records, page_of_rows
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_GET
@page(Permission.AUDIT_VIEW)
def requests(request: OfficerRequest) -> HttpResponse:
    """Show what citizens asked to know, with the day by which they are answered."""
    shown = page_of_records(request, answering.requests_of(request.actor))
    context = {"page": shown, "today": timezone.localdate(), "tab": "requests"}
    return render(request, "oversight/requests.html", context)


@require_POST
@page(Permission.AUDIT_VIEW)
def ask(request: OfficerRequest) -> HttpResponse:
    """Write a citizen's request down; the page that was left says whom it concerns."""
    today = timezone.localdate()
    sent = "reference" in request.POST
    whom = {name: request.POST.get(name, "") for name in ("mention", "person")}
    initial: dict[str, object] = {"received_on": today, **whom}
    form = RightForm(request.POST if sent else None, today=today, initial=initial)
    if not form.is_bound or not form.is_valid():
        return form_page(request, "oversight/ask.html", {"form": form, "tab": "viewers"}, form)
    given = form.cleaned_data
    if not (given["mention"] or given["person"]):
        raise Http404
    try:
        made = answering.record_request(by=request.actor, **given)
    except Mention.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã ghi yêu cầu."))
    return go_to(request, reverse("oversight:request", args=[made.pk]))


@require_http_methods(["GET", "POST"])
@page(Permission.AUDIT_VIEW)
def right(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the answer, page by page, and ask for its file."""
    wish = WishForm(receivers(request.actor), request.POST if request.method == "POST" else None)
    problem = ""
    if wish.is_bound and wish.is_valid():
        try:
            asked = answering.ask_answer_file(by=request.actor, request=uuid, wish=wish.wish)
        except RightRequest.DoesNotExist as missing:
            raise Http404 from missing
        except REFUSALS as fault:
            problem = words(fault)
        else:
            return go_to(request, reverse("exports:export", args=[asked.pk]))
    return _answer(request, uuid, wish=wish, problem=problem)


@require_POST
@page(Permission.AUDIT_VIEW)
def answered(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Write down how the citizen was answered."""
    form = AnsweredForm(request.POST)
    if not form.is_valid():
        return _answer(request, uuid, done=form)
    try:
        answering.mark_answered(by=request.actor, request=uuid, answer=form.cleaned_data["answer"])
    except RightRequest.DoesNotExist as missing:
        raise Http404 from missing
    except answering.AnsweredError:
        problem = _("Yêu cầu này đã được trả lời. Hãy tải lại trang.")
        return _answer(request, uuid, done=form, problem=problem)
    messages.success(request, _("Đã ghi câu trả lời."))
    return go_to(request, reverse("oversight:requests"))


def _answer(
    request: OfficerRequest,
    uuid: UUID,
    *,
    wish: WishForm | None = None,
    done: AnsweredForm | None = None,
    problem: str = "",
) -> HttpResponse:
    try:
        found, about = answering.show_answer(by=request.actor, request=uuid)
    except RightRequest.DoesNotExist as missing:
        raise Http404 from missing
    shown = page_of_rows(request, about)
    refused = bool(problem or (wish and wish.errors) or (done and done.errors))
    context = {
        "request_row": found,
        "today": timezone.localdate(),
        "page": shown,
        "rows": [(row, action_words(row.action)) for row in shown.object_list],
        "wish": wish or WishForm(receivers(request.actor)),
        "done": done or AnsweredForm(),
        "problem": problem,
        "tab": "requests",
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "oversight/right.html", context, status=status)
