"""A document of Decree 30/2020 as a Word file, which names Times New Roman."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from hotich.documents.decree30 import (
    MOTTO,
    NATION,
    RECIPIENTS_LABEL,
    Annex,
    Decree30,
    Heading,
    Paragraph,
    Signer,
    Table,
    agency_lines,
    body_parts,
    foot_line,
    number_line,
    place_and_day,
)
from hotich.documents.plain_text import printable
from hotich.documents.trace import trace

_FONT = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def document_docx(document: Decree30) -> bytes:
    """Return the document as DOCX."""
    word = Document()
    _set_up(word, document)
    _write_head(word, document)
    for block in body_parts(document.blocks):
        if isinstance(block, Heading):
            heading = _body_paragraph(word, block.text, bold=True)
            heading.paragraph_format.keep_with_next = True
        elif isinstance(block, Paragraph):
            _body_paragraph(word, block.text)
        else:
            _write_table(word, block, size=11)
    _write_end(word, document)
    for annex in document.annexes:
        _write_annex(word, annex)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: WordDocument, document: Decree30) -> None:
    style = word.styles["Normal"]
    style.font.name = _FONT
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    word.core_properties.title = printable(f"{document.kind} {document.abstract}")
    word.core_properties.author = ""
    word.core_properties.comments = ""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.different_first_page_header_footer = True
    _write_page_number(section)
    for footer in (section.footer, section.first_page_footer):
        _line(footer.paragraphs[0], foot_line(document), size=8)
        if trace():
            _line(footer.add_paragraph(), trace(), size=8, align="center")
    if document.watermark:
        for header in (section.header, section.first_page_header):
            mark = header.add_paragraph() if header is section.header else header.paragraphs[0]
            mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = mark.add_run(printable(document.watermark))
            run.font.size, run.font.bold = Pt(11), True
            run.font.color.rgb = RGBColor(0xB0, 0x20, 0x20)


def _write_page_number(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if text:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - python-docx has no call for fields


def _line(
    paragraph: WordParagraph,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
) -> WordParagraph:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    paragraph.alignment = _ALIGN[align]
    return paragraph


def _body_paragraph(word: WordDocument, text: str, *, bold: bool = False) -> WordParagraph:
    paragraph = word.add_paragraph()
    _line(paragraph, text, size=13, bold=bold)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def _rule_below(paragraph: WordParagraph, indent_mm: float) -> None:
    """Draw a line under a paragraph, shortened at both ends."""
    paragraph.paragraph_format.left_indent = Mm(indent_mm)
    paragraph.paragraph_format.right_indent = Mm(indent_mm)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no call for borders
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _grid(word: WordDocument, widths_mm: tuple[float, ...]) -> tuple[_Cell, ...]:
    """Return the cells of a borderless row."""
    table = word.add_table(rows=1, cols=len(widths_mm))
    table.autofit = False
    cells = tuple(table.rows[0].cells)
    for cell, width in zip(cells, widths_mm, strict=True):
        cell.width = Mm(width)
    return cells


def _write_head(word: WordDocument, document: Decree30) -> None:
    left, right = _grid(word, (66, 96))
    first = left.paragraphs[0]
    if document.superior_agency:
        _line(first, agency_lines(document.superior_agency), size=12, align="center")
        first = left.add_paragraph()
    _line(first, agency_lines(document.agency), size=12, bold=True, align="center")
    _rule_below(left.add_paragraph(), 18)
    _line(left.add_paragraph(), number_line(document), size=13, align="center")
    _line(right.paragraphs[0], NATION, size=12, bold=True, align="center")
    _line(right.add_paragraph(), MOTTO, size=13, bold=True, align="center")
    _rule_below(right.add_paragraph(), 19)
    day = right.add_paragraph()
    _line(day, place_and_day(document), size=13, italic=True, align="center")
    kind = word.add_paragraph()
    kind.paragraph_format.space_before = Pt(14)
    _line(kind, document.kind.upper(), size=14, bold=True, align="center")
    _line(word.add_paragraph(), document.abstract, size=14, bold=True, align="center")
    rule = word.add_paragraph()
    _rule_below(rule, 58)
    rule.paragraph_format.space_after = Pt(8)


def _write_end(word: WordDocument, document: Decree30) -> None:
    word.add_paragraph()
    if document.recipients:
        left, right = _grid(word, (76, 86))
        _line(left.paragraphs[0], RECIPIENTS_LABEL, size=12, bold=True, italic=True)
        for recipient in document.recipients:
            _line(left.add_paragraph(), f"- {recipient}", size=11)
        _write_signer(right, document.signers[-1])
        return
    count = len(document.signers)
    cells = _grid(word, (162 / count,) * count)
    for cell, signer in zip(cells, document.signers, strict=True):
        _write_signer(cell, signer)


def _write_signer(cell: _Cell, signer: Signer) -> None:
    paragraph = cell.paragraphs[0]
    if signer.authority:
        _line(paragraph, signer.authority.upper(), size=13, bold=True, align="center")
        paragraph = cell.add_paragraph()
    _line(paragraph, signer.post.upper(), size=13, bold=True, align="center")
    if signer.hint:
        _line(cell.add_paragraph(), signer.hint, size=12, italic=True, align="center")
    for _ in range(4):
        cell.add_paragraph()
    _line(cell.add_paragraph(), signer.name, size=13, bold=True, align="center")


def _write_table(word: WordDocument, table: Table, *, size: float) -> None:
    if table.title:
        title = _line(word.add_paragraph(), table.title, size=12, bold=True, align="center")
        title.paragraph_format.keep_with_next = True
    grouped = any(column.group for column in table.columns)
    heads = 2 if grouped else 1
    made = word.add_table(rows=heads + len(table.rows), cols=len(table.columns))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(word, made, table)
    _write_heads(made, table, grouped=grouped, size=size)
    for place, row in enumerate(table.rows):
        bold = place >= len(table.rows) - table.bold_rows
        for cell, column, text in zip(
            made.rows[heads + place].cells, table.columns, row, strict=True
        ):
            _line(cell.paragraphs[0], text, size=size, bold=bold, align=column.align)
    word.add_paragraph()


def _set_widths(word: WordDocument, made: WordTable, table: Table) -> None:
    section = word.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    share = room / sum(column.width for column in table.columns)
    made.autofit = False
    for place, column in enumerate(table.columns):
        width = int(share * column.width)
        made.columns[place].width = width
        for cell in made.columns[place].cells:
            cell.width = width


def _write_heads(made: WordTable, table: Table, *, grouped: bool, size: float) -> None:
    for row in made.rows[: 2 if grouped else 1]:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no call for it
    place = 0
    while place < len(table.columns):
        column = table.columns[place]
        top = made.cell(0, place)
        if not column.group:
            cell = top.merge(made.cell(1, place)) if grouped else top
            _line(cell.paragraphs[0], column.label, size=size, bold=True, align="center")
            place += 1
            continue
        end = place
        while end < len(table.columns) and table.columns[end].group == column.group:
            label = table.columns[end].label
            low = made.cell(1, end).paragraphs[0]
            _line(low, label, size=size, bold=True, align="center")
            end += 1
        cell = top.merge(made.cell(0, end - 1))
        _line(cell.paragraphs[0], column.group, size=size, bold=True, align="center")
        place = end


def _write_annex(word: WordDocument, annex: Annex) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.different_first_page_header_footer = False
    _line(word.add_paragraph(), annex.label.upper(), size=13, bold=True, align="center")
    _line(word.add_paragraph(), annex.title, size=13, bold=True, align="center")
    if annex.note:
        _line(word.add_paragraph(), annex.note, size=11, italic=True, align="center")
    _write_table(word, annex.table, size=annex.size)
