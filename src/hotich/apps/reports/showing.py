"""How do lines, deadlines and figures read on the page?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hotich.apps.registers.queries import type_title
from hotich.apps.reports.figures import Figures
from hotich.apps.reports.forms import WEEKDAYS
from hotich.apps.reports.lines import REPORTER_WORDS, Line
from hotich.apps.reports.models import Kind, Report
from hotich.apps.reports.queries import is_late
from hotich.apps.reports.rederiving import Departure
from hotich.core.reporting import FIGURE_WORDS, FIGURES, Count


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure over the register types: (this week, total) of each, then of all."""

    label: str
    cells: tuple[tuple[int, int], ...]
    is_sum: bool


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures as the page shows them; with one register type there is no column for all."""

    titles: tuple[str, ...]
    lines: tuple[FigureLine, ...]
    wrong_sums: tuple[str, ...]
    undeclared: tuple[tuple[str, int], ...]


_SUMS = frozenset({"books", "declared", "entered"})


def figure_table(figures: Figures) -> FigureTable:
    """Return the figures as a table, in the language of the page."""
    weeks = {one.register_type: one for one in figures.week}
    pairs = [(weeks[one.register_type], one) for one in figures.total]
    titles = [type_title(one.register_type) for one in figures.total]
    if len(pairs) != 1:
        pairs.append((figures.week_sum, figures.total_sum))
        titles.append(gettext("Tất cả"))
    return FigureTable(
        tuple(titles),
        tuple(_line(name, pairs) for name in FIGURES),
        tuple(type_title(kind) for kind in figures.wrong_sums),
        tuple((type_title(kind), count) for kind, count in figures.undeclared.items()),
    )


def departure_words(one: Departure) -> tuple[str, str, str]:
    """Return register type, figure and column of a departure, in the language of the page."""
    figure = figure_words(one.figure) if one.figure else gettext("Quyển chưa khai đủ")
    column = gettext("Trong tuần") if one.of_week else gettext("Lũy kế")
    return type_title(one.register_type), figure, column


def figure_words(name: str) -> str:
    """Return the name of a figure in the language of the page, with a capital."""
    words = gettext(FIGURE_WORDS[name])
    return words[:1].upper() + words[1:]


def left_words(left: timedelta) -> str:
    """Return "còn 2 ngày 3 giờ", "còn 5 giờ 20 phút" or "quá hạn 3 giờ"."""
    late = left < timedelta()
    minutes = int(abs(left).total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if days:
        parts.append(ngettext("%(count)d ngày", "%(count)d ngày", days) % {"count": days})
    if hours or not parts:
        parts.append(ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours})
    if minutes and not days:
        words = ngettext("%(count)d phút", "%(count)d phút", minutes)
        parts.append(words % {"count": minutes})
    words = gettext("quá hạn %(time)s") if late else gettext("còn %(time)s")
    return words % {"time": " ".join(parts)}


def due_words(line: Line) -> str:
    """Return "Thứ Sáu, trước 16:00"."""
    return gettext("%(day)s, trước %(time)s") % {
        "day": dict(WEEKDAYS)[line.weekday],
        "time": f"{line.time:%H:%M}",
    }


def reporter_words(line: Line) -> str:
    """Return who reports along the line, in the language of the page."""
    return gettext(REPORTER_WORDS.get(line.reporter, line.reporter))


def title_of(report: Report) -> str:
    """Return "Báo cáo tuần 16/11 – 22/11/2026" or what an ad hoc report is about."""
    if report.kind == Kind.AD_HOC or report.week is None:
        return gettext("Báo cáo đột xuất: %(occasion)s") % {"occasion": report.occasion}
    end = report.week + timedelta(days=6)
    return gettext("Báo cáo tuần %(start)s – %(end)s") % {
        "start": f"{report.week:%d/%m}",
        "end": f"{end:%d/%m/%Y}",
    }


def state_of_report(report: Report) -> tuple[str, str]:
    """Return words and tone of how a report stands."""
    if report.sent_at is None:
        return gettext("Nháp"), "pending"
    if is_late(report):
        return gettext("Đã gửi, muộn"), "warn"
    return gettext("Đã gửi"), "ok"


def moment(at: datetime) -> str:
    """Return a moment as it is written here."""
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def _line(name: str, pairs: list[tuple[Count, Count]]) -> FigureLine:
    cells = tuple((getattr(week, name), getattr(total, name)) for week, total in pairs)
    return FigureLine(figure_words(name), cells, name in _SUMS)
