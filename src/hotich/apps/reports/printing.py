"""A report as a document of Decree 30/2020, always in Vietnamese, number and day left blank."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from hotich.apps.campaign.queries import plan_on
from hotich.apps.registers.definitions import definitions
from hotich.apps.registers.queries import books_held, type_title
from hotich.apps.reports.figures import Figures, from_json
from hotich.apps.reports.lines import COMMUNE, Line, line_of
from hotich.apps.reports.models import Kind, Report
from hotich.apps.reports.queries import base_of
from hotich.core.law import value
from hotich.core.places import gazetteer
from hotich.core.reporting import FIGURE_WORDS, FIGURES, REPORT_SECTIONS, Count
from hotich.core.words import vi
from hotich.documents.decree30 import Signer
from hotich.documents.weekly_report import (
    FigureRow,
    Measure,
    ReportSection,
    WeeklyReport,
    report_docx,
    report_pdf,
)

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
PRACTICE = vi("BẢN LUYỆN TẬP, DỮ LIỆU HƯ CẤU")
DRAFT = vi("DỰ THẢO")
_FULL = "Ủy ban nhân dân "
_SHORT = "UBND "


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file to be sent to the browser."""

    name: str
    content_type: str
    content: bytes


def print_report(
    report: Report, form: str, *, at: datetime, counted: Figures | None = None
) -> PrintedFile:
    """Return the report as "docx" or "pdf"; a draft needs its figures `counted` at `at`."""
    make = report_docx if form == "docx" else report_pdf
    with translation.override("vi"):
        told = document_of(report, at=at, counted=counted)
        content = make(told)
    as_of = timezone.localtime(report.as_of or at)
    kind = "tuan" if report.kind == Kind.PERIODIC else "dot-xuat"
    name = f"bao-cao-{kind}-{as_of:%Y-%m-%d}{'' if report.sent_at else '-du-thao'}.{form}"
    return PrintedFile(name, TYPES[form], content)


def document_of(report: Report, *, at: datetime, counted: Figures | None = None) -> WeeklyReport:
    """Return all that the document says, in the language in force (Vietnamese when printed)."""
    figures = counted if report.figures is None else from_json(report.figures)
    if figures is None:
        raise ValueError("a draft is printed with figures counted for it")
    line = line_of(report.line)
    as_of = timezone.localtime(report.as_of or at)
    rows = [_row(type_title(one.register_type), *pair) for one, pair in _pairs(figures)]
    return WeeklyReport(
        agency=full_name(report.office.name),
        period_start=_start(report, as_of),
        period_end=as_of.date(),
        measures=measures(),
        figures=tuple(rows) or (_row(_first_type(), Count(""), Count("")),),
        total_row=_row(gettext("Cộng"), figures.week_sum, figures.total_sum)
        if len(rows) > 1
        else None,
        sections=tuple(
            ReportSection(gettext(one.title), str(report.sections.get(one.code, "")))
            for one in REPORT_SECTIONS
        ),
        signer=_signer(report, line, as_of.date()),
        recipients=_recipients(line),
        symbol="BC-UBND" if line.reporter == COMMUNE else "BC",
        place=place_of(report, as_of.date()),
        ad_hoc=report.kind == Kind.AD_HOC,
        abstract=_abstract(report, as_of),
        intro=_intro(report, line, as_of),
        notes=notes_of(report, figures, as_of),
        audit_head=report.audit_head,
        watermark=_watermark(report),
    )


def measures() -> tuple[Measure, ...]:
    """Return the figures of the report as columns: words after a comma stand under the first."""
    found = []
    for name in FIGURES:
        group, _comma, label = gettext(FIGURE_WORDS[name]).partition(", ")
        group = _capital(group)
        found.append(Measure(label, group) if label else Measure(group))
    return tuple(found)


def notes_of(report: Report, figures: Figures, as_of: datetime) -> tuple[str, ...]:
    """Return the sentences under the figures, in the language in force."""
    said = [
        gettext("Số liệu tính đến %(time)s, do phần mềm đếm từ từng trường hợp.")
        % {"time": _moment(as_of)}
    ]
    base = base_of(report)
    if base is not None and base.as_of is not None:
        said.append(
            gettext("“Trong tuần” là phần tăng, giảm kể từ báo cáo định kỳ trước (%(time)s).")
            % {"time": _moment(timezone.localtime(base.as_of))}
        )
    else:
        said.append(
            gettext("Chưa có báo cáo định kỳ trước đó nên “Trong tuần” tính từ khi bắt đầu.")
        )
    said += [
        gettext("%(title)s: %(count)s quyển chưa khai đủ số trường hợp theo sổ.")
        % {"title": type_title(kind), "count": count}
        for kind, count in figures.undeclared.items()
    ]
    said += [
        gettext("%(title)s: tổng các kết quả không bằng số đã nhập; cần kiểm tra lại.")
        % {"title": type_title(kind)}
        for kind in figures.wrong_sums
    ]
    if report.corrects is not None:
        said.append(
            gettext("Báo cáo này thay thế báo cáo kỳ thứ %(number)s. Lý do: %(reason)s")
            % {"number": report.corrects.sequence, "reason": report.correct_reason}
        )
    return tuple(said)


def full_name(office: str) -> str:
    """Return the office's name as letterheads write it, "UBND" in full."""
    return f"{_FULL}{office.removeprefix(_SHORT)}" if office.startswith(_SHORT) else office


def place_of(report: Report, day: date) -> str:
    """Return the place that stands before the day: the unit's name without its kind."""
    unit = gazetteer().unit(report.office.unit_code, day) if report.office.unit_code else None
    return unit.short_name if unit else ""


def _moment(at: datetime) -> str:
    return gettext("%(clock)s ngày %(day)s") % {"clock": f"{at:%H:%M}", "day": f"{at:%d/%m/%Y}"}


def _pairs(figures: Figures) -> list[tuple[Count, tuple[Count, Count]]]:
    weeks = {one.register_type: one for one in figures.week}
    return [(one, (weeks[one.register_type], one)) for one in figures.total]


def _row(label: str, this_week: Count, total: Count) -> FigureRow:
    return FigureRow(label, tuple(this_week.figures().values()), tuple(total.figures().values()))


def _first_type() -> str:
    return gettext(definitions()[0].title)


def _start(report: Report, as_of: datetime) -> date:
    """Return the first day of the period: of the report before, else of the first book."""
    base = base_of(report)
    if base is not None and base.as_of is not None:
        return timezone.localtime(base.as_of).date()
    books = books_held(report.office_id, as_of=as_of).order_by("recorded_at")
    first = books.values_list("recorded_at", flat=True).first()
    return timezone.localtime(first).date() if first else report.week or as_of.date()


def _abstract(report: Report, as_of: datetime) -> str:
    if report.kind != Kind.AD_HOC or not report.occasion:
        return ""
    words = gettext("%(occasion)s (báo cáo đột xuất, số liệu đến ngày %(day)s)")
    return words % {"occasion": report.occasion, "day": f"{as_of:%d/%m/%Y}"}


def _intro(report: Report, line: Line, as_of: datetime) -> str:
    lines = [gettext("Kính gửi: %(name)s.") % {"name": line.to_whom}]
    plan = plan_on(report.office_id, as_of.date(), as_of=as_of)
    who = _reporter(line, report, as_of.date())
    if plan is not None:
        number = gettext("số %(number)s ") % {"number": plan.number} if plan.number else ""
        lines.append(
            gettext("Thực hiện kế hoạch %(number)s(%(title)s), %(who)s báo cáo như sau:")
            % {"number": number, "title": plan.title, "who": who}
        )
    else:
        lines.append(
            gettext("%(who)s báo cáo kết quả nhập dữ liệu hộ tịch như sau:")
            % {"who": _capital(who)}
        )
    return "\n".join(lines)


def _reporter(line: Line, report: Report, day: date) -> str:
    if line.reporter == COMMUNE:
        return full_name(report.office.name)
    return value("post.justice_officer", day).text


def _signer(report: Report, line: Line, day: date) -> Signer:
    name = report.sent_by.full_name if report.sent_by else ""
    if line.reporter == COMMUNE:
        return Signer(gettext("Chủ tịch"), name, gettext("TM. Ủy ban nhân dân"))
    return Signer(gettext("Người báo cáo"), name, hint=value("post.justice_officer", day).text)


def _recipients(line: Line) -> tuple[str, ...]:
    names = [line.through.name] if line.through else []
    names = [line.recipient.name, *names, *(one.name for one in line.copies)]
    return (*(f"{name} (b/c);" for name in names), gettext("Lưu: VT."))


def _watermark(report: Report) -> str:
    marks = [gettext(DRAFT)] if report.sent_at is None else []
    marks += [gettext(PRACTICE)] if settings.PRACTICE else []
    return " – ".join(marks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
