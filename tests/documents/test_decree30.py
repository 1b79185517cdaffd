"""Reports and minutes in the layout of Decree 30/2020, as PDF and as a Word file."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st

from hotich.documents.decree30 import (
    Column,
    Decree30,
    Paragraph,
    Signer,
    Table,
    agency_lines,
    document_pdf,
    number_line,
    place_and_day,
)
from hotich.documents.minutes import Minutes, minutes_docx, minutes_pdf
from hotich.documents.weekly_report import (
    FigureRow,
    Measure,
    ReportSection,
    WeeklyReport,
    report_document,
    report_docx,
    report_pdf,
)
from hotich.documents.word_file import document_docx
from tests.documents.pdf_reading import drawn_letters, font_names, page_count

HARD = "Nguyễn Thị Hường, Ưng Ơn ẵ ợ ự № ₫"
HOSTILE = (
    "#import \"x\" #panic() *đậm* _n_ $x^2$ \\ `c` @y <z> // ]] =cmd|' /C calc'!A0 {{ a }} {% b %}"
)
MEASURES = (
    Measure("Đã nhập"),
    Measure("Không khác", "Thống nhất"),
    Measure("Có khác", "Thống nhất"),
)


def report(types: int = 1, **changes: object) -> WeeklyReport:
    facts: dict[str, object] = {
        "agency": "Ủy ban nhân dân xã Ba Đình",
        "superior_agency": "Ủy ban nhân dân tỉnh Thanh Hóa",
        "place": "Ba Đình",
        "day": date(2026, 7, 3),
        "period_start": date(2026, 6, 27),
        "period_end": date(2026, 7, 3),
        "measures": MEASURES,
        "figures": tuple(FigureRow(f"Loại {n}", (1, 2, 3), (12_345, 6, 7)) for n in range(types)),
        "sections": (ReportSection("Chỉ đạo", HARD), ReportSection("Kiến nghị", HOSTILE)),
        "signer": Signer("Chủ tịch", "Mai Văn Quý", "TM. Ủy ban nhân dân"),
        "recipients": ("Sở Tư pháp (b/c);", "Lưu: VT."),
        "audit_head": "a3f9c1d2",
    }
    return WeeklyReport(**{**facts, **changes})  # type: ignore[arg-type]


def plain(text: str) -> Decree30:
    return Decree30(
        "Ủy ban nhân dân xã Ba Đình", "Báo cáo", text, (Paragraph(text),), (Signer(text),)
    )


def word_text(file: bytes) -> str:
    word = Document(BytesIO(file))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_every_vietnamese_letter_is_drawn_with_the_packaged_font() -> None:
    pdf = document_pdf(plain(HARD))
    assert set(HARD) <= drawn_letters(pdf)
    assert font_names(pdf)
    assert all(name.startswith("SourceSerif4") for name in font_names(pdf))


def test_a_letter_the_font_lacks_is_seen_by_this_test() -> None:
    assert "字" not in drawn_letters(document_pdf(plain("字 a")))


def test_the_same_document_gives_the_same_pdf() -> None:
    assert report_pdf(report()) == report_pdf(report())


@pytest.mark.parametrize("make", [report_pdf, report_docx])
def test_hostile_text_stays_text(make: object) -> None:
    assert make(report())  # type: ignore[operator]
    if make is report_docx:
        assert HOSTILE in word_text(report_docx(report()))


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_no_text_breaks_a_document(text: str) -> None:
    assert document_pdf(plain(text)).startswith(b"%PDF")
    assert document_docx(plain(text)).startswith(b"PK")


def test_few_register_types_stand_in_the_body_many_in_a_landscape_annex() -> None:
    assert report_document(report(1)).annexes == ()
    [annex] = report_document(report(5)).annexes
    assert len(annex.table.rows) == 10
    assert page_count(report_pdf(report(5))) == 2
    sections = Document(BytesIO(report_docx(report(5)))).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_figures_are_shown_with_stops_between_thousands() -> None:
    table = next(b for b in report_document(report(1)).blocks if isinstance(b, Table))
    assert table.rows[0] == ("1", "Đã nhập", "1", "12.345")


def test_an_empty_section_says_so() -> None:
    made = report_document(report(sections=(ReportSection("Kinh phí", "  "),)))
    assert Paragraph("Không có nội dung báo cáo.") in made.blocks


def test_the_word_file_names_times_new_roman_and_counts_pages_from_the_second() -> None:
    word = Document(BytesIO(report_docx(report())))
    assert word.styles["Normal"].font.name == "Times New Roman"
    first = word.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header.paragraphs[0]._p.xml
    assert "PAGE" not in first.first_page_header.paragraphs[0]._p.xml
    assert (round(first.left_margin.mm), round(first.right_margin.mm)) == (30, 18)


def test_pdf_and_word_say_the_same() -> None:
    text = word_text(report_docx(report()))
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                  "ỦY BAN NHÂN DÂN\nXÃ BA ĐÌNH", "BÁO CÁO", "Nơi nhận:", "Mai Văn Quý",
                  "Ba Đình, ngày 03 tháng 7 năm 2026", "27/06/2026"):  # fmt: skip
        assert words in text


def test_number_and_day_are_left_to_the_clerk() -> None:
    made = Decree30("A", "K", "T", (), (), symbol="BC-UBND", place="Ba Đình", year=2026)
    assert number_line(made).split() == ["Số:", "/BC-UBND"]
    assert place_and_day(made).split() == ["Ba", "Đình,", "ngày", "tháng", "năm", "2026"]


def test_the_name_of_a_committee_is_broken_as_on_letterheads() -> None:
    assert agency_lines("Ủy ban nhân dân xã Ba Đình") == "ỦY BAN NHÂN DÂN\nXÃ BA ĐÌNH"
    assert agency_lines("Công an xã") == "CÔNG AN XÃ"


def test_minutes_are_signed_side_by_side() -> None:
    table = Table((Column("Sổ"), Column("Số trang", align="right")), (("KS 01/1998", "=1+1"),))
    made = Minutes(
        agency="Ủy ban nhân dân xã Ba Đình",
        abstract="Bàn giao sổ hộ tịch",
        signers=(Signer("Bên giao", "Mai Thị Lý"), Signer("Bên nhận"), Signer("Người chứng kiến")),
        participants=("Bà Mai Thị Lý",),
        facts=(("Theo sổ", HOSTILE),),
        table=table,
        conclusion="Đã bàn giao đủ.",
        watermark="DỮ LIỆU MẪU",
    )
    assert page_count(minutes_pdf(made)) == 1
    text = word_text(minutes_docx(made))
    assert HOSTILE in text
    assert "BÊN NHẬN" in text


def test_words_go_through_the_translation() -> None:
    made = report_document(report(), translate=lambda words: f"«{words}»")
    assert made.kind == "«Báo cáo»"
    assert made.agency == "Ủy ban nhân dân xã Ba Đình"
