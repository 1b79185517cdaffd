"""Practise (luyện tập): own practice books and own score; in a practice installation alone."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.actions import record_view
from hotich.apps.registers.queries import type_title
from hotich.apps.training import actions, queries
from hotich.apps.training.forms import StartForm
from hotich.apps.training.models import PracticeBook
from hotich.apps.training.problems import OpenBookError
from hotich.apps.training.queries import Practised
from hotich.apps.training.scoring import Mark, Mistake, Score, Spotted
from hotich.core.names import LetterRun, letter_differences
from hotich.core.words import vi
from hotich.web.pagination import page_of_rows
from hotich.web.responses import UNPROCESSABLE, go_to

STATES = {
    "preparing": (vi("đang chuẩn bị"), "pending"),
    "failed": (vi("không chuẩn bị được"), "error"),
    "open": (vi("đang luyện"), "info"),
    "done": (vi("đã nhập hết"), "ok"),
}
MARKS = {
    Mark.NOTATION: (vi("khác cách viết"), "info"),
    Mark.WRONG: (vi("khác sổ"), "error"),
    Mark.NOT_READ: (vi("chưa đọc"), "warn"),
}
SPOTTED = {
    Spotted.NOTICED: vi("sổ khác dữ liệu dân cư: đã thấy"),
    Spotted.STAMPED: vi("xác nhận theo dữ liệu dân cư dù sổ ghi khác"),
    Spotted.MISSED: vi("sổ khác dữ liệu dân cư: chưa ghi đúng"),
}


@require_GET
@page(Permission.ENTRY_TYPE)
def own(request: OfficerRequest) -> HttpResponse:
    """Show the officer's practice books, how far each is, and a form for a new one."""
    _only_in_practice()
    return _own_page(request, StartForm())


@require_POST
@page(Permission.ENTRY_TYPE)
def start(request: OfficerRequest) -> HttpResponse:
    """Ask for a practice book of the chosen type."""
    _only_in_practice()
    form = StartForm(request.POST)
    if not form.is_valid():
        return _own_page(request, form, status=UNPROCESSABLE)
    register_type, edition = form.chosen()
    try:
        actions.start_book(by=request.actor, register_type=register_type, edition=edition)
    except OpenBookError:
        form.add_error("kind", _("Quyển luyện tập loại này chưa nhập hết. Hãy nhập tiếp quyển đó."))
        return _own_page(request, form, status=UNPROCESSABLE)
    messages.success(request, _("Đang in quyển sổ luyện tập; ít phút nữa quyển sổ có ở đây."))
    return go_to(request, reverse("training:own"))


@require_GET
@page(Permission.ENTRY_TYPE)
def own_score(request: OfficerRequest, practice: UUID) -> HttpResponse:
    """Show how well the officer typed his practice book; its people are put on record first."""
    _only_in_practice()
    try:
        found = queries.get_practice(request.actor, practice)
    except PracticeBook.DoesNotExist as fault:
        raise Http404 from fault
    record_view(by=request.actor, entries=queries.entered(found), reason="xem kết quả luyện tập")
    score = queries.score_of(found)
    rows = page_of_rows(request, score.mistakes, 25)
    context = {
        "practice": found,
        "title": type_title(found.register_type),
        "score": score,
        "tiles": _tiles(score),
        "page": rows,
        "rows": [(one, *_both(one), *_told(one)) for one in rows.object_list],
    }
    return render(request, "training/score.html", context)


def _only_in_practice() -> None:
    if not settings.PRACTICE:
        raise Http404


def _own_page(request: OfficerRequest, form: StartForm, *, status: int = 200) -> HttpResponse:
    found = [queries.practised(one) for one in queries.books_of(request.actor)]
    context = {"form": form, "rows": [(one, *_state(one)) for one in found]}
    return render(request, "training/own.html", context, status=status)


def _state(one: Practised) -> tuple[str, str, str]:
    label, tone = STATES[one.state]
    return type_title(one.practice.register_type), _(label), tone


def _tiles(score: Score) -> list[tuple[str, str, str]]:
    """Return figure, words and tone of what stands on top."""
    met = sum(score.planted.values())
    stamped = score.planted.get(Spotted.STAMPED, 0)
    return [
        (f"{score.typed}/{score.entries}", _("trường hợp đã nhập"), ""),
        (_share(score.percent_right), _("số ô đúng như sổ"), "ok"),
        (str(score.marks.get(Mark.WRONG, 0)), _("số ô khác sổ"), "warn"),
        (str(score.marks.get(Mark.NOT_READ, 0)), _("số ô chưa đọc"), "warn"),
        (
            f"{score.planted.get(Spotted.NOTICED, 0)}/{met}",
            _("chỗ cài khác với sổ mà anh, chị đã thấy"),
            "info",
        ),
        (str(stamped), _("chỗ xác nhận theo dữ liệu dân cư dù sổ ghi khác"), "warn"),
        (_minutes(score), _("trung vị mỗi trường hợp"), ""),
    ]


def _share(percent: float | None) -> str:
    return "–" if percent is None else f"{number_format(percent, decimal_pos=1)}%"


def _minutes(score: Score) -> str:
    if score.took is None:
        return "–"
    seconds = int(score.took.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02d}"


def _both(one: Mistake) -> tuple[tuple[LetterRun, ...], tuple[LetterRun, ...]]:
    return letter_differences(one.truth, one.kept)


def _told(one: Mistake) -> tuple[str, str, str]:
    label, tone = MARKS[one.mark]
    return _(label), tone, _(SPOTTED[one.planted]) if one.planted is not None else ""
