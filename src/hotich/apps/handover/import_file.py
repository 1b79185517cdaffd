"""Which row of the ministry's import sheet does an entry make? Unknown stays empty."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hotich.apps.handover.bag import write_zip
from hotich.apps.handover.contents import Change, EntryContent, ValueRow
from hotich.apps.handover.package_file import BookFacts
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.registers import (
    Field,
    Kind,
    Reading,
    RegisterType,
    UnknownRegisterType,
    register_type,
)
from hotich.documents.import_sheet import import_sheet

# The number of a mention goes into this column of the sheet.
_NUMBER_COLUMNS = MappingProxyType(
    {"child": "nksSoDinhDanh", "mother": "meSoDinhDanhCaNhan", "father": "chaSoDinhDanhCaNhan"}
)
# A paper that the sheet has no number for is "other papers".
_OTHER_PAPER = "8"
_UNREAD = frozenset({Reading.ILLEGIBLE.value, Reading.BLANK.value, Reading.STRUCK_OUT.value})
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def sheets(book: BookFacts, entries: Sequence[EntryContent]) -> dict[str, bytes]:
    """Return the import sheet of the book's entries by file name; nothing for a type without one.

    A withdrawn entry has no row. The same entries give the same bytes.
    """
    try:
        definition = register_type(book.register_type)
    except UnknownRegisterType:
        return {}
    if not definition.columns_158:
        return {}
    told = [one for one in entries if one.change is not Change.WITHDRAWN]
    rows = [
        [cells.get(column, "") for column in definition.columns_158]
        for place, one in enumerate(told, start=1)
        for cells in [{**row_of(definition, book, one), "STT": str(place)}]
    ]
    workbook = import_sheet(definition.columns_158, rows)
    return {f"import-{definition.code.lower()}.xlsx": _steady(workbook)}


def row_of(definition: RegisterType, book: BookFacts, content: EntryContent) -> Mapping[str, str]:
    """Return the cells of one entry by column name; what is not known has no cell."""
    cells = {
        "so": content.entry.number_written,
        "quyenSo": book.volume_label,
        "trangSo": content.entry.page,
        "noiDangKy": book.original_office_name,
    }
    for value in content.values:
        if not definition.has_field(value.field) or value.reading in _UNREAD:
            continue
        field = definition.field(value.field)
        said = _cell(field, value)
        if field.column_158 and said:
            cells[field.column_158] = said
    for mention in content.mentions:
        if mention.number and mention.role in _NUMBER_COLUMNS:
            cells[_NUMBER_COLUMNS[mention.role]] = mention.number
    return cells


def _cell(field: Field, value: ValueRow) -> str:
    if field.kind is Kind.DATE:
        return _day(value.normalised)
    if field.kind is Kind.PIN:
        return value.normalised
    if field.choices:
        choice = field.choice(value.normalised)
        if choice is None:
            return ""
        is_paper = (field.column_158 or "").endswith("LoaiGiayToTuyThan")
        return choice.code_158 or (_OTHER_PAPER if is_paper else "")
    return value.text.strip()


def _day(iso: str) -> str:
    """Return dd.mm.yyyy, mm.yyyy or yyyy, as much as is known; "" for what is no date."""
    try:
        return from_iso(iso).dotted() if iso else ""
    except UnreadableDate:
        return ""


def _steady(workbook: bytes) -> bytes:
    """Return the workbook without the time of its making."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    core = "docProps/core.xml"
    members[core] = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", members[core])
    return write_zip(members)
