"""The weekly and the ad hoc report (báo cáo định kỳ hằng tuần, báo cáo đột xuất)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hotich.core.words import vi
from hotich.documents.decree30 import (
    Annex,
    Block,
    Column,
    Decree30,
    Heading,
    Paragraph,
    Signer,
    Table,
    document_pdf,
)
from hotich.documents.word_file import document_docx

KIND = vi("Báo cáo")
ABSTRACT = vi(
    "Kết quả nhập dữ liệu hộ tịch trên nền Cơ sở dữ liệu quốc gia về dân cư "
    "(từ ngày {start} đến ngày {end})"
)
AD_HOC_ABSTRACT = vi(
    "Báo cáo đột xuất về nhập dữ liệu hộ tịch trên nền Cơ sở dữ liệu quốc gia về dân cư "
    "(số liệu đến ngày {end})"
)
FIGURES = vi("Tiến độ nhập dữ liệu")
FIGURES_TITLE = vi("Số liệu nhập dữ liệu hộ tịch")
ANNEX = vi("Phụ lục")
SEE_ANNEX = vi("Số liệu chi tiết theo từng loại sổ tại Phụ lục kèm theo.")
REGISTER_TYPE = vi("Loại sổ")
MEASURE = vi("Chỉ tiêu")
PERIOD = vi("Kỳ")
THIS_WEEK = vi("Trong tuần")
TOTAL = vi("Lũy kế")
NOTHING = vi("Không có nội dung báo cáo.")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_TYPES_IN_BODY = 2

Translate = Callable[[str], str]


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that is counted, e.g. "Đã nhập"; `group` joins neighbours under a heading."""

    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of one register type, in the order of the measures."""

    label: str
    this_week: tuple[int | str, ...]
    total: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part as the officer typed it (planning, staff, money, difficulties, proposals)."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """All that one report says. `total_row` is the sum over the register types, if shown.

    `sections` before the figures come first (`figures_at` of them), the rest after.
    """

    agency: str
    period_start: date
    period_end: date
    measures: tuple[Measure, ...]
    figures: tuple[FigureRow, ...]
    sections: tuple[ReportSection, ...]
    signer: Signer
    recipients: tuple[str, ...] = ()
    superior_agency: str = ""
    symbol: str = "BC-UBND"
    number: str = ""
    place: str = ""
    day: date | None = None
    ad_hoc: bool = False
    abstract: str = ""
    intro: str = ""
    figures_at: int = 1
    total_row: FigureRow | None = None
    notes: tuple[str, ...] = field(default=())
    audit_head: str = ""
    watermark: str = ""


def report_pdf(report: WeeklyReport, translate: Translate = _same) -> bytes:
    """Return the report as PDF."""
    return document_pdf(report_document(report, translate))


def report_docx(report: WeeklyReport, translate: Translate = _same) -> bytes:
    """Return the report as a Word file."""
    return document_docx(report_document(report, translate))


def report_document(report: WeeklyReport, translate: Translate = _same) -> Decree30:
    """Return the report laid out as an administrative document."""
    template = translate(AD_HOC_ABSTRACT if report.ad_hoc else ABSTRACT)
    abstract = report.abstract or template.format(
        start=f"{report.period_start:%d/%m/%Y}", end=f"{report.period_end:%d/%m/%Y}"
    )
    return Decree30(
        agency=report.agency,
        superior_agency=report.superior_agency,
        symbol=report.symbol,
        number=report.number,
        place=report.place,
        day=report.day,
        year=report.period_end.year,
        kind=translate(KIND),
        abstract=abstract,
        blocks=_body(report, translate),
        recipients=report.recipients or ("",),
        signers=(report.signer,),
        annexes=() if _is_short(report) else (_annex(report, translate),),
        audit_head=report.audit_head,
        watermark=report.watermark,
    )


def _is_short(report: WeeklyReport) -> bool:
    return len(report.figures) <= _TYPES_IN_BODY


def _body(report: WeeklyReport, translate: Translate) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(report.intro)] if report.intro else []
    parts: list[tuple[str, tuple[Block, ...]]] = [
        (section.heading, (Paragraph(section.text.strip() or translate(NOTHING)),))
        for section in report.sections
    ]
    parts.insert(report.figures_at, (translate(FIGURES), _figures(report, translate)))
    for number, (heading, content) in zip(_ROMAN, parts, strict=False):
        blocks.append(Heading(f"{number}. {heading}"))
        blocks.extend(content)
    return tuple(blocks)


def _figures(report: WeeklyReport, translate: Translate) -> tuple[Block, ...]:
    notes = tuple(Paragraph(note) for note in report.notes)
    if _is_short(report):
        return (_table_by_measure(report, translate), *notes)
    return (Paragraph(translate(SEE_ANNEX)), *notes)


def _shown(figure: int | str) -> str:
    """Return a figure with a stop between thousands, as Vietnamese documents write it."""
    return f"{figure:,}".replace(",", ".") if isinstance(figure, int) else figure


def _table_by_measure(report: WeeklyReport, translate: Translate) -> Table:
    """Return measures as rows, for few register types: fits an upright page."""
    rows = (*report.figures, *((report.total_row,) if report.total_row else ()))
    columns = [Column("TT", 0.5, "center"), Column(translate(MEASURE), 4)]
    for row in rows:
        columns.append(Column(translate(THIS_WEEK), 1.2, "right", row.label))
        columns.append(Column(translate(TOTAL), 1.2, "right", row.label))
    lines: list[tuple[str, ...]] = []
    for place, measure in enumerate(report.measures):
        figures = [
            _shown(each) for row in rows for each in (row.this_week[place], row.total[place])
        ]
        label = f"{measure.group}: {measure.label}" if measure.group else measure.label
        lines.append((str(place + 1), label, *figures))
    return Table(tuple(columns), tuple(lines))


def _annex(report: WeeklyReport, translate: Translate) -> Annex:
    """Return register types as rows, two lines each, on a landscape page."""
    columns = [Column(translate(REGISTER_TYPE), 2.6), Column(translate(PERIOD), 1.6)]
    columns += [Column(each.label, 1, "right", each.group) for each in report.measures]
    totals = (report.total_row,) if report.total_row else ()
    lines: list[tuple[str, ...]] = []
    for row in (*report.figures, *totals):
        lines.append((row.label, translate(THIS_WEEK), *map(_shown, row.this_week)))
        lines.append(("", translate(TOTAL), *map(_shown, row.total)))
    table = Table(tuple(columns), tuple(lines), bold_rows=2 * len(totals))
    return Annex(translate(ANNEX), translate(FIGURES_TITLE), table, size=9)
