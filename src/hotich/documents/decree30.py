"""The layout of administrative documents (Decree 30/2020/NĐ-CP), once for PDF and DOCX.

Law: ND_30_2020 art. 7, 8 and annex I: A4, margins, Quốc hiệu and Tiêu ngữ, agency, number and
symbol (the number is left to the office clerk), place and day, kind and abstract, body, signer,
recipients; the page number stands centred at the top, not on page 1; wide tables are landscape
annexes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

from hotich.core.words import vi
from hotich.documents.typesetting import to_pdf

NATION = vi("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = vi("Độc lập - Tự do - Hạnh phúc")
RECIPIENTS_LABEL = vi("Nơi nhận:")

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; columns side by side with the same group stand under one heading."""

    label: str
    width: float = 1
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; the last `bold_rows` are totals."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    bold_rows: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of the body; each line becomes a paragraph of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: on whose behalf (TM., KT.), the post, the name (empty: left to be written)."""

    post: str
    name: str = ""
    authority: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on landscape pages of its own."""

    label: str
    title: str
    table: Table
    note: str = ""
    size: float = 10


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Decree30:
    """One document. Without recipients the signers stand side by side, as under minutes do.

    `day` None leaves day and month blank to be written. `watermark` is printed behind every
    page; `audit_head` (the head of the audit chain) small at every foot.
    """

    agency: str
    kind: str
    abstract: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    superior_agency: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    day: date | None = None
    year: int | None = None
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = field(default=())
    audit_head: str = ""
    watermark: str = ""


def number_line(document: Decree30) -> str:
    """Return "Số:      /BC-UBND", the number blank until the clerk gives one."""
    number = document.number or "\u00a0" * 10
    symbol = f"/{document.symbol}" if document.symbol else ""
    return f"{vi('Số:')} {number}{symbol}"


def place_and_day(document: Decree30) -> str:
    """Return "Ba Đình, ngày 05 tháng 7 năm 2026"; blanks where the day is not given."""
    blank = "\u00a0" * 6
    if document.day is None:
        year = str(document.year) if document.year else blank
        day, month = blank, blank
    else:
        # Decree 30: a nought before days below 10 and before months 1 and 2.
        day, year = f"{document.day:%d}", str(document.day.year)
        month = f"{document.day.month:02d}" if document.day.month < 3 else str(document.day.month)
    words = vi("ngày {day} tháng {month} năm {year}").format(day=day, month=month, year=year)
    return f"{document.place}, {words}" if document.place else words


def foot_line(document: Decree30) -> str:
    """Return the words with the head of the audit chain, empty without one."""
    if not document.audit_head:
        return ""
    return vi("Mã đầu chuỗi nhật ký: {head}").format(head=document.audit_head)


def agency_lines(name: str) -> str:
    """Return an agency's name in capitals, broken after "ỦY BAN NHÂN DÂN" as letterheads do."""
    committee = "ỦY BAN NHÂN DÂN "
    capitals = name.upper()
    if "\n" in capitals or not capitals.startswith(committee):
        return capitals
    return f"{committee.rstrip()}\n{capitals.removeprefix(committee)}"


def body_parts(blocks: Sequence[Block]) -> list[Heading | Paragraph | Table]:
    """Return the blocks with every paragraph of several lines split up, empty lines dropped."""
    parts: list[Heading | Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = (line.strip() for line in block.text.splitlines())
            parts.extend(Paragraph(line) for line in lines if line)
        else:
            parts.append(block)
    return parts


def _block(block: Block) -> dict[str, object]:
    kind = {Heading: "heading", Paragraph: "paragraph", Table: "table"}[type(block)]
    return {"kind": kind, **asdict(block)}


def document_pdf(document: Decree30) -> bytes:
    """Return the document as PDF with the packaged serif."""
    return to_pdf(
        "decree30",
        {
            "document_title": f"{document.kind} {document.abstract}".strip(),
            "superior_agency": agency_lines(document.superior_agency),
            "agency": agency_lines(document.agency),
            "nation": NATION,
            "motto": MOTTO,
            "number_line": number_line(document),
            "place_and_day": place_and_day(document),
            "kind": document.kind,
            "abstract": document.abstract,
            "blocks": [_block(block) for block in body_parts(document.blocks)],
            "recipients_label": RECIPIENTS_LABEL,
            "recipients": document.recipients,
            "signers": [asdict(signer) for signer in document.signers],
            "annexes": [asdict(annex) for annex in document.annexes],
            "foot": foot_line(document),
            "watermark": document.watermark,
        },
    )
