"""The officer's own figures: shown to himself, on a page that takes no name."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.own_figures import PAUSE, READING, OwnFigures, own_figures
from hotich.core.registers import Origin
from hotich.core.words import vi

PERIODS = ((vi("Hôm nay"), 0), (vi("7 ngày"), 6), (vi("30 ngày"), 29))
ORIGINS = {
    Origin.TYPED: vi("tự gõ"),
    Origin.CHOSEN: vi("chọn từ danh sách"),
    Origin.DITTO: vi("chép từ trường hợp trước (F8)"),
    Origin.CARRIED: vi("giữ từ trường hợp trước"),
    Origin.DEFAULT: vi("mặc định, đã xác nhận"),
    Origin.DERIVED: vi("suy ra, đã xác nhận"),
    Origin.PREFILLED: vi("điền sẵn từ CSDLQGVDC, đã xác nhận"),
}


@require_GET
@page(Permission.ENTRY_TYPE)
def own(request: OfficerRequest) -> HttpResponse:
    """Show the officer how he types; nobody else's figures can be asked for."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found = [
        (_(label), own_figures(request.actor, since=start - timedelta(days=days)))
        for label, days in PERIODS
    ]
    context = {
        "periods": [label for label, _figures in found],
        "rows": _told([figures for _label, figures in found]),
        "origins": _origins([figures for _label, figures in found]),
        "pause": PAUSE.seconds // 60,
        "reading": number_format(READING / 1000, decimal_pos=1),
    }
    return render(request, "entry/own.html", context)


def _told(figures: list[OwnFigures]) -> list[tuple[str, list[str]]]:
    return [
        (_("Trường hợp đã nhập"), [str(one.typed) for one in figures]),
        (_("Thời gian làm, không tính lúc nghỉ"), [_clock(one.worked) for one in figures]),
        (_("Trường hợp mỗi giờ"), [_number(one.per_hour) for one in figures]),
        (_("Phím mỗi trường hợp"), ["–" if one.keys is None else str(one.keys) for one in figures]),
        (_("Thời gian mỗi trường hợp"), [_clock(one.per_entry) for one in figures]),
        (_("Lần tự sửa sau khi lưu"), [str(one.corrected) for one in figures]),
        (_("Lần bị trả lại"), [str(one.returned) for one in figures]),
        (_("Khối xác nhận nhanh hơn đọc"), [_fast(one) for one in figures]),
    ]


def _origins(figures: list[OwnFigures]) -> list[tuple[str, list[str]]]:
    return [
        (_(words), [f"{_number(one.shares.get(origin.value))}%" for one in figures])
        for origin, words in ORIGINS.items()
        if any(origin.value in one.origins for one in figures)
    ]


def _fast(one: OwnFigures) -> str:
    percent = one.percent_too_fast
    return "–" if percent is None else f"{_number(percent)}% ({one.too_fast}/{one.blocks})"


def _number(value: float | None) -> str:
    return "–" if value is None else number_format(value, decimal_pos=1)


def _clock(value: timedelta | None) -> str:
    if value is None:
        return "–"
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}"
