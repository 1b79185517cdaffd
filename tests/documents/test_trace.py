"""Who had a document made stands on every page of it, and on none that a job makes."""

import zipfile
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from hotich.documents.decree30 import (
    Annex,
    Column,
    Decree30,
    Paragraph,
    Signer,
    Table,
    document_pdf,
)
from hotich.documents.sheets import SheetColumn, text_table
from hotich.documents.trace import trace, traced
from hotich.documents.tracking_list import TrackingList, TrackingRow, tracking_data, tracking_xlsx
from hotich.documents.typesetting import to_png
from hotich.documents.word_file import document_docx

WORDS = "congan · Lê Văn Công · 22/11/2026 23:05 · Máy số 1 & 2"
ROWS = (("một", "hai"),) * 60
LONG = Decree30(
    agency="UBND xã Ba Đình",
    kind="Biên bản",
    abstract="kiểm tra",
    blocks=(Paragraph("Dòng chữ dài " * 900),),
    signers=(Signer("Chủ tịch"),),
    annexes=(Annex("Phụ lục", "Bảng", Table((Column("a"), Column("b")), ROWS)),),
)
LISTED = TrackingList("UBND", date(2026, 1, 1), (TrackingRow(*["chữ"] * 13),) * 60)
KEYWORDS = b"<pdf:Keywords>"


def test_every_page_of_a_print_is_marked():
    bare = to_png("tracking_list", tracking_data(LISTED), ppi=30)
    with traced(WORDS):
        marked = to_png("tracking_list", tracking_data(LISTED), ppi=30)
    assert len(marked) == len(bare) > 1
    assert all(one != other for one, other in zip(marked, bare, strict=True))


def test_a_pdf_says_who_had_it_made():
    with traced(WORDS):
        assert WORDS.replace("&", "&amp;").encode() in document_pdf(LONG)
    assert KEYWORDS not in document_pdf(LONG)


def test_every_section_of_a_word_file_is_marked():
    with traced(WORDS):
        made = document_docx(LONG)
    with zipfile.ZipFile(BytesIO(made)) as packed:
        footers = [packed.read(one).decode() for one in packed.namelist() if "/footer" in one]
        body = packed.read("word/document.xml").decode()
    assert len(footers) == 2
    assert all("Máy số 1 &amp; 2" in footer for footer in footers)
    # The annexes have no footer of their own: theirs is that of the section before.
    assert body.count("w:footerReference") == 2


def test_a_workbook_prints_it_at_the_head_and_no_cell_holds_it():
    with traced(WORDS):
        made = tracking_xlsx(LISTED)
        plain = text_table("Data", [SheetColumn("a")], [["1"]], plain=True)
    for content in (made, plain):
        sheet = load_workbook(BytesIO(content)).active
        assert sheet.oddHeader.center.text.replace("&&", "&") == WORDS
        assert not any("congan" in str(cell.value) for row in sheet.rows for cell in row)
    assert load_workbook(BytesIO(tracking_xlsx(LISTED))).active.oddHeader.center.text is None


def test_the_words_end_with_the_page():
    with traced(WORDS):
        assert trace() == WORDS
    assert trace() == ""
