"""The document says the figures and sections of the report, in the layout of Decree 30."""

from io import BytesIO

import pytest
from django.utils import timezone, translation
from docx import Document

from hotich.apps.audit.models import AuditRow
from hotich.apps.campaign.models import Plan
from hotich.apps.reports import actions
from hotich.apps.reports.printing import document_of
from tests.documents.pdf_reading import drawn_letters, page_count
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.reports import drafted, sent, sent_ad_hoc

pytestmark = pytest.mark.django_db


def word_of(staff, report, login="tuphap") -> tuple[str, list[list[str]]]:
    """Return the text of the Word file, and the rows of its table of figures."""
    printed = actions.download_report(by=staff.actor(login), report=report.pk, form="docx")
    word = Document(BytesIO(printed.content))
    section = word.sections[0]
    parts = (section.header, section.first_page_header, section.footer, section.first_page_footer)
    around = [line.text for part in parts for line in part.paragraphs]
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(line.text for line in word.paragraphs), *around, *cells])
    table = next(one for one in word.tables if len(one.rows) > 10)
    return text, [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_file_holds_figures_sections_and_audit_head(staff, book, clerk, pass_time):
    person = given_person()
    saved_linked(clerk, book, person)
    sent(staff, "commune", "lanhdao")
    pass_time(days=7)
    saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    saved_undecided(clerk, book)
    report = sent(staff, "commune", "lanhdao")
    text, rows = word_of(staff, report)
    figures = {row[1]: row[2:] for row in rows}
    assert figures["Đã nhập"] == ["2", "3"]
    assert figures["Thống nhất: không có sai khác"] == ["0", "1"]
    assert figures["Chưa thống nhất: đang xử lý"] == ["1", "1"]
    assert figures["Số trường hợp theo sổ"] == ["0", "40"]
    for words in (
        "Đã họp giao ban ngày thứ Hai.",
        "Không có nội dung báo cáo.",
        "Kính gửi: Sở Tư pháp tỉnh Thanh Hóa.",
        "Công an tỉnh Thanh Hóa (b/c);",
        "XÃ BA ĐÌNH",
        "TM. ỦY BAN NHÂN DÂN",
        "Nguyễn Thị Lãnh",
        report.audit_head,
        "LUYỆN TẬP",
    ):
        assert words in text, words
    assert "DỰ THẢO" not in text


def test_the_pdf_is_a_pdf_with_every_letter(staff, book):
    report = sent(staff)
    printed = actions.download_report(by=staff.actor("tuphap"), report=report.pk, form="pdf")
    assert printed.content.startswith(b"%PDF")
    assert printed.name.startswith("bao-cao-tuan-")
    assert page_count(printed.content) >= 1
    assert set("ỦyộẬ") <= drawn_letters(printed.content)


def test_a_draft_is_marked_and_counted_at_its_printing(staff, book, clerk):
    draft = drafted(staff)
    saved_undecided(clerk, book)
    text, rows = word_of(staff, draft)
    assert "DỰ THẢO" in text
    assert {row[1]: row[2:] for row in rows}["Đã nhập"] == ["1", "1"]


def test_an_office_without_books_prints_noughts(staff, clock):
    _text, rows = word_of(staff, sent(staff))
    assert {row[1]: row[2:] for row in rows}["Số sổ"] == ["0", "0"]


def test_an_ad_hoc_report_and_a_replacement_say_so(staff, book):
    ad_hoc = sent_ad_hoc(staff)
    assert "Sổ bị mờ (báo cáo đột xuất" in word_of(staff, ad_hoc)[0]
    first = sent(staff)
    by = staff.actor("tuphap")
    draft = actions.correct_report(by=by, report=first.pk, reason="ghi thiếu")
    mended = actions.send_report(by=by, report=draft.pk, version=draft.version)
    assert "thay thế báo cáo kỳ thứ 2. Lý do: ghi thiếu" in word_of(staff, mended)[0]


def test_the_plan_that_is_followed_is_named(staff, book):
    today = timezone.localdate()
    Plan.objects.create(
        office=staff.commune, number="12/KH-UBND", title="Nhập sổ năm 2026", starts_on=today,
        ends_on=today, by=staff.officer("lanhdao"), recorded_at=timezone.now(),
    )  # fmt: skip
    assert "kế hoạch số 12/KH-UBND (Nhập sổ năm 2026)" in word_of(staff, sent(staff))[0]


def test_the_document_is_vietnamese_whatever_the_page_is(staff, book):
    report = sent(staff)
    with translation.override("en"):
        assert "Kính gửi" in word_of(staff, report)[0]


def test_the_commune_of_2023_reports_through_the_justice_office(staff, time_machine):
    time_machine.move_to("2023-09-06T02:00:00Z")
    text = word_of(staff, sent(staff))[0]
    assert "Kính gửi: UBND huyện Nga Sơn (qua Phòng Tư pháp huyện Nga Sơn)." in text
    assert "Công chức tư pháp - hộ tịch" in text


def test_every_download_is_recorded_before_the_file_leaves(staff, clock):
    report = sent(staff, "commune", "lanhdao")
    for form in ("docx", "pdf"):
        actions.download_report(by=staff.actor("so"), report=report.pk, form=form)
    rows = AuditRow.objects.filter(action="report.downloaded", object=report.pk)
    assert [(row.chain, row.reason) for row in rows.order_by("sequence")] == [
        (staff.justice_department.pk, "docx"),
        (staff.justice_department.pk, "pdf"),
    ]


def test_a_draft_without_figures_is_not_printed(staff, clock):
    with pytest.raises(ValueError, match="draft"):
        document_of(drafted(staff), at=timezone.now())
