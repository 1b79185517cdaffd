"""Which rows of the ministry's import sheet do the entries of a book make? Unknown stays empty."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from django.conf import settings

from hotich.apps.handover.bag import write_zip
from hotich.apps.handover.contents import Change, EntryContent, NoteRow
from hotich.apps.handover.package_file import BookFacts
from hotich.apps.registers.definitions import definition
from hotich.core.registers import (
    BookNote,
    Reading,
    RegisterType,
    RegisterValue,
    UnknownRegisterType,
    note_columns,
)
from hotich.core.registers.sheets import Profile, newest_profile, write_row
from hotich.documents.import_sheet import import_sheet

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def sheets(book: BookFacts, entries: Sequence[EntryContent]) -> dict[str, bytes]:
    """Return the import sheet of the book's entries by file name; nothing for a type without one.

    It is the newest sheet of the type. A withdrawn entry has no row, nor has a sealed one: a
    spreadsheet keeps it from nobody. The same entries give the same bytes.
    """
    try:
        kind = definition(book.register_type)
    except UnknownRegisterType:
        return {}
    sheet = newest_profile(kind.code)
    if sheet is None:
        return {}
    told = [one for one in entries if one.change is not Change.WITHDRAWN and not one.is_sealed]
    rows = [_row(sheet, kind, book, one, str(place)) for place, one in enumerate(told, start=1)]
    workbook = import_sheet(sheet.headings, rows, practice=settings.PRACTICE)
    return {f"import-{kind.code.lower()}.xlsx": _steady(workbook)}


def row_of(kind: RegisterType, book: BookFacts, content: EntryContent) -> Mapping[str, str]:
    """Return the cells of one entry by column name; what is not known has no cell."""
    sheet = newest_profile(kind.code)
    if sheet is None:
        return {}
    cells = zip(sheet.columns, _row(sheet, kind, book, content, ""), strict=True)
    return {column: text for column, text in cells if text}


def _row(
    sheet: Profile, kind: RegisterType, book: BookFacts, content: EntryContent, place: str
) -> tuple[str, ...]:
    cells = {
        "STT": place,
        "so": content.entry.number_written,
        "quyenSo": book.volume_label,
        "trangSo": content.entry.page,
        "noiDangKy": book.original_office_name,
        "noiCap": book.original_office_name,
        **note_columns(kind.code, [_note(row) for row in content.notes]),
    }
    values = {
        value.field: RegisterValue(value.text, Reading(value.reading), value.normalised)
        for value in content.values
    }
    for mention in content.mentions:
        column = sheet.number_column(mention.role)
        if mention.number and column:
            cells[column] = mention.number
            values.pop(f"{mention.role}.pin", None)
    return write_row(sheet, kind, values, cells=cells)


def _note(row: NoteRow) -> BookNote:
    """Return of a note what the sheet has columns for."""
    return BookNote(row.kind, dated=row.dated, basis=row.basis, reading=Reading(row.reading))


def _steady(workbook: bytes) -> bytes:
    """Return the workbook without the time of its making."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    core = "docProps/core.xml"
    members[core] = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", members[core])
    return write_zip(members)
