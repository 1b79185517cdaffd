"""One page that says what is due this week (việc đến hạn trong tuần), for the officer's role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.reports.due import DueItem, Kind, due_this_week
from hotich.core.words import vi

WORDS = {
    Kind.REPORT: vi("Gửi báo cáo tuần"),
    Kind.COMPLETION: vi("Báo hoàn thành sổ để chuyển dữ liệu"),
    Kind.PACKAGE: vi("Lập gói và gửi Sở Tư pháp"),
    Kind.ARRIVED: vi("Chờ Sở Tư pháp xác nhận đã nhận gói"),
    Kind.FORWARD: vi("Chuyển gói về cơ quan giữ sổ"),
    Kind.ACCEPT: vi("Tiếp nhận từng trường hợp của gói"),
    Kind.BOOK: vi("Nhập xong quyển sổ theo kế hoạch"),
    Kind.AUTHORITY: vi("Cơ quan giải quyết trả kết quả hồ sơ"),
    Kind.RETURNED: vi("Trường hợp bị trả lại để sửa"),
    Kind.NUMBERS: vi("Đề nghị cấp số định danh chờ xử lý"),
    Kind.DEATHS: vi("Ngày chết chờ xác nhận"),
    Kind.IDLE_CASES: vi("Mục theo dõi hơn một tuần không có tiến triển"),
    Kind.SCANS: vi("Sổ đã nhập còn thiếu trang quét"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do, in words."""

    item: DueItem
    words: str
    left: str
    tone: str
    url: str


@require_GET
@page(Permission.REPORT_VIEW)
def due(request: OfficerRequest) -> HttpResponse:
    """Show what is overdue, what is due by Sunday, and what waits without a day of its own."""
    week = due_this_week(request.actor, at=timezone.now())
    context = {
        "week": week,
        "groups": [
            (_("Quá hạn"), _rows(week.overdue, week.day)),
            (_("Đến hạn trong tuần"), _rows(week.due, week.day)),
            (_("Đang chờ, không có hạn riêng"), _rows(week.waiting, week.day)),
        ],
        "nothing": not (week.overdue or week.due or week.waiting),
    }
    return render(request, "reports/due.html", context)


def _rows(items: Iterable[DueItem], day: date) -> list[Row]:
    return [_row(item, day) for item in items]


def _row(item: DueItem, day: date) -> Row:
    words, left = _(WORDS[item.kind]), item.days_left(day)
    key = [item.key] if item.key is not None else []
    url = reverse(item.view, args=key)
    if left is None:
        return Row(item, words, _age(item.since, day), "idle", url)
    if left < 0:
        told = ngettext("quá %(days)s ngày", "quá %(days)s ngày", -left) % {"days": -left}
        return Row(item, words, told, "error", url)
    if left == 0:
        return Row(item, words, _("hôm nay"), "warn", url)
    told = ngettext("còn %(days)s ngày", "còn %(days)s ngày", left) % {"days": left}
    return Row(item, words, told, "warn" if left <= 2 else "info", url)


def _age(since: date | None, day: date) -> str:
    if since is None:
        return ""
    days = (day - since).days
    return ngettext("đã %(days)s ngày", "đã %(days)s ngày", days) % {"days": days}
