"""Minutes (biên bản) and handover notes: short documents signed side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hotich.core.words import vi
from hotich.documents.decree30 import (
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

MINUTES = vi("Biên bản")
NOTE = vi("Phiếu chuyển")
PARTICIPANTS = vi("Thành phần")
CONTENT = vi("Nội dung")
CONCLUSION = vi("Kết luận")
SIGN_HERE = vi("(Ký, ghi rõ họ tên)")
FACT = vi("Thông tin")
VALUE = vi("Nội dung ghi nhận")

Translate = Callable[[str], str]


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a check or of a transfer: who took part, what was found, what follows.

    `facts` are shown as a table of two columns, `table` as it is; both may be empty.
    """

    agency: str
    abstract: str
    signers: tuple[Signer, ...]
    participants: tuple[str, ...] = ()
    content: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    conclusion: str = ""
    superior_agency: str = ""
    kind: str = MINUTES
    symbol: str = "BB-UBND"
    number: str = ""
    place: str = ""
    day: date | None = None
    year: int | None = None
    audit_head: str = ""
    watermark: str = ""


def minutes_pdf(minutes: Minutes, translate: Translate = _same) -> bytes:
    """Return the minutes as PDF."""
    return document_pdf(minutes_document(minutes, translate))


def minutes_docx(minutes: Minutes, translate: Translate = _same) -> bytes:
    """Return the minutes as a Word file."""
    return document_docx(minutes_document(minutes, translate))


def minutes_document(minutes: Minutes, translate: Translate = _same) -> Decree30:
    """Return the minutes laid out as an administrative document."""
    hint = translate(SIGN_HERE)
    return Decree30(
        agency=minutes.agency,
        superior_agency=minutes.superior_agency,
        kind=translate(minutes.kind),
        abstract=minutes.abstract,
        blocks=tuple(_blocks(minutes, translate)),
        signers=tuple(
            Signer(each.post, each.name, each.authority, each.hint or hint)
            for each in minutes.signers
        ),
        symbol=minutes.symbol,
        number=minutes.number,
        place=minutes.place,
        day=minutes.day,
        year=minutes.year,
        audit_head=minutes.audit_head,
        watermark=minutes.watermark,
    )


def _blocks(minutes: Minutes, translate: Translate) -> list[Block]:
    blocks: list[Block] = []
    if minutes.participants:
        blocks.append(Heading(translate(PARTICIPANTS)))
        blocks += [Paragraph(f"- {who}") for who in minutes.participants]
    if minutes.content or minutes.facts or minutes.table:
        blocks.append(Heading(translate(CONTENT)))
    if minutes.content:
        blocks.append(Paragraph(minutes.content))
    if minutes.facts:
        columns = (Column(translate(FACT), 1), Column(translate(VALUE), 2))
        blocks.append(Table(columns, minutes.facts))
    if minutes.table:
        blocks.append(minutes.table)
    if minutes.conclusion:
        blocks += [Heading(translate(CONCLUSION)), Paragraph(minutes.conclusion)]
    return blocks
