"""The page of the officer's own keys, and the card to print."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.own_keys import (
    RefusedComboError,
    choices_of,
    choose_key,
    keys_of,
    reset_keys,
)
from hotich.core.words import vi
from hotich.documents.help_card import CardPlace, HelpCard, card_pdf
from hotich.web.keys import (
    GESTURES,
    KEYS,
    Refusal,
    UnknownKeyError,
    Why,
    by_place,
    read_combo,
    shown,
)

_WHY: Final = {
    Why.UNREADABLE: vi("Không đọc được tổ hợp này. Hãy bấm phím, hoặc gõ như Alt+K, F8, Ctrl+F10."),
    Why.ALONE: vi("Phím này dùng để gõ chữ. Hãy giữ thêm Alt, hoặc dùng một phím từ F1 đến F10."),
    Why.BROWSER: vi("Trình duyệt hoặc Windows dùng tổ hợp này. Hãy chọn tổ hợp khác."),
    Why.INPUT_METHOD: vi("Bộ gõ tiếng Việt dùng tổ hợp này. Hãy chọn tổ hợp khác."),
    Why.KEYBOARD: vi("Bàn phím tiếng Việt viết chữ bằng tổ hợp này. Hãy chọn tổ hợp khác."),
}
READING_RULES: Final = (
    vi("Gõ đúng như sổ viết, kể cả khi sổ viết sai; không sửa, không viết tắt."),
    vi("Chữ không đọc được, đọc không chắc, để trống hay gạch bỏ: đánh dấu, không đoán."),
    vi("Gõ họ tên và ngày sinh từ sổ trước; người tìm được chỉ xem sau."),
    vi("Trước khi lưu, đọc lại từng dòng máy điền sẵn rồi mới xác nhận."),
)


@require_GET
@page()
def listed(request: OfficerRequest) -> HttpResponse:
    """Show every key by its place of use."""
    return _page(request)


@require_POST
@page()
def choose(request: OfficerRequest, action: str) -> HttpResponse:
    """Give an action the combination that was pressed or typed."""
    typed = request.POST.get("combo", "")
    try:
        choose_key(by=request.actor, action=action, combo=read_combo(typed))
    except UnknownKeyError as fault:
        raise Http404 from fault
    except RefusedComboError as fault:
        return _page(request, action=action, typed=typed, refused=fault.refusal)
    messages.success(request, _("Đã đổi phím."))
    return redirect("keys:list")


@require_POST
@page()
def reset(request: OfficerRequest, action: str = "") -> HttpResponse:
    """Take back one choice or all of them."""
    try:
        reset_keys(by=request.actor, action=action)
    except UnknownKeyError as fault:
        raise Http404 from fault
    except RefusedComboError as fault:
        return _page(request, action=action, refused=fault.refusal)
    messages.success(request, _("Đã lấy lại phím mặc định."))
    return redirect("keys:list")


@require_GET
@page()
def card(request: OfficerRequest) -> HttpResponse:
    """Send the card with the officer's own keys as PDF, one sheet."""
    places = [*by_place(keys_of(request.actor.officer_id)), (_FIXED, list(GESTURES))]
    made = HelpCard(
        officer=request.actor.name,
        places=tuple(
            CardPlace(_(place), tuple((shown(key.combo), _(key.label)) for key in rows))
            for place, rows in places
            if rows
        ),
        rules=tuple(_(rule) for rule in READING_RULES),
    )
    response = HttpResponse(card_pdf(made, _), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="the-phim-tat.pdf"'
    return response


_FIXED: Final = vi("Trong ô và danh sách")


def why_refused(refused: Refusal) -> str:
    """Return in words why a combination cannot be chosen."""
    if refused.by is not None:
        return _("Tổ hợp này đang dùng cho: %(label)s.") % {"label": _(refused.by.label)}
    return _(_WHY[refused.why])


def _page(
    request: OfficerRequest, *, action: str = "", typed: str = "", refused: Refusal | None = None
) -> HttpResponse:
    officer = request.actor.officer_id
    now, own, table = keys_of(officer), choices_of(officer), {key.action: key for key in KEYS}
    rows = [
        (
            _(place),
            [
                {
                    "action": key.action,
                    "label": _(key.label),
                    "combo": shown(key.combo),
                    "table": shown(table[key.action].combo),
                    "is_own": key.action in own,
                    "typed": typed if key.action == action else "",
                    "error": why_refused(refused) if refused and key.action == action else "",
                }
                for key in keys
            ],
        )
        for place, keys in by_place(now)
        if keys
    ]
    fixed = [(shown(key.combo), _(key.label)) for key in GESTURES]
    context = {"places": rows, "fixed": fixed, "has_own": bool(own)}
    return render(request, "accounts/keys.html", context, status=422 if refused else 200)
