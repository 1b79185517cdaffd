"""Pages of a register as the book shows them, printed from a register type's definition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from hotich.core.registers import Edition, Field, Reading, RegisterType
from hotich.core.words import vi
from hotich.documents.page_boxes import Box, RowBoxes, box_of
from hotich.documents.typesetting import ask, to_pdf, to_png

PAGE = vi("Trang {page}")
VOLUME = vi("Quyển số: {volume}")
YEAR = vi("Năm {year}")
SAMPLE = vi("Sổ mẫu: người và số liệu đều là hư cấu")

#: What the page's own head says already; not printed again in each block of an entry.
_IN_THE_HEAD = frozenset({"entry.volume", "entry.page"})
_NUMBER = "entry.number"
# A4 on its side, in points.
_WIDE, _HIGH = 841.89, 595.28

Translate = Callable[[str], str]


def _same(text: str) -> str:
    return text


class UnknownEdition(KeyError):  # noqa: N818 - named by what is wrong
    """The register type has no printed form of that code."""

    def __init__(self, register_type: str, edition: str) -> None:
        self.register_type = register_type
        self.edition = edition
        super().__init__(edition)


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """What a hand wrote at one field, and how well it can be read.

    The text of an illegible field is not printed; a smudge stands there.
    """

    text: str
    reading: Reading = Reading.CLEAR


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page: its number as written, and its entries (field id to value) from the top."""

    page: str
    entries: tuple[Mapping[str, WrittenValue], ...]


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """Pages of one book in one printed form. `notice` stands at every foot."""

    register_type: RegisterType
    edition: str
    office: str
    volume: str
    year: int
    pages: tuple[RegisterPage, ...]
    notice: str = SAMPLE


def written(fields: Mapping[str, Mapping[str, str]]) -> dict[str, WrittenValue]:
    """Return values from records of text and reading, as sample entries hold them."""
    return {
        field_id: WrittenValue(kept["text"], Reading(kept["reading"]))
        for field_id, kept in fields.items()
    }


def book_pdf(book: PrintedBook, translate: Translate = _same) -> bytes:
    """Return the pages as one PDF, A4 landscape. Raises: UnknownEdition."""
    return to_pdf("register_page", book_data(book, translate))


def book_images(
    book: PrintedBook, translate: Translate = _same, *, ppi: int = 144
) -> tuple[bytes, ...]:
    """Return one PNG for each page. Raises: UnknownEdition."""
    return to_png("register_page", book_data(book, translate), ppi=ppi)


class _Spot(TypedDict):
    """Where an entry or a field begins (edge a) or ends (z), in points of its page.

    A field that `run`s stands in a line of text and may go on in the next one.
    """

    edge: str
    field: str
    run: bool
    page: int
    x: float
    y: float


def book_boxes(book: PrintedBook, translate: Translate = _same) -> tuple[tuple[RowBoxes, ...], ...]:
    """Return for each page where its entries and their fields stand. Raises: UnknownEdition."""
    spots = cast("list[_Spot]", ask("register_page", book_data(book, translate), "spots"))
    return tuple(
        _rows_of(page, [spot for spot in spots if spot["page"] == place])
        for place, page in enumerate(book.pages, start=1)
    )


def _rows_of(page: RegisterPage, spots: Sequence[_Spot]) -> tuple[RowBoxes, ...]:
    # Of an entry come first its own two corners, then those of each of its fields.
    pairs = list(zip(spots[::2], spots[1::2], strict=True))
    begins = [place for place, (begin, _end) in enumerate(pairs) if not begin["field"]]
    rows = []
    for entry, start, end in zip(page.entries, begins, [*begins[1:], len(pairs)], strict=True):
        number = entry[_NUMBER].text if _NUMBER in entry else ""
        rows.append(RowBoxes(number, _box(*pairs[start]), _fields_of(pairs[start:end])))
    return tuple(rows)


def _fields_of(pairs: Sequence[tuple[_Spot, _Spot]]) -> dict[str, Box]:
    """Return the boxes of an entry's fields; what runs on in a second line is as wide as it."""
    row = _box(*pairs[0])
    boxes = {begin["field"]: (begin, end, _box(begin, end)) for begin, end in pairs[1:]}
    line = min((box[3] for begin, _end, box in boxes.values() if begin["run"]), default=0)
    return {
        name: (row[0], box[1], row[2], box[3]) if begin["run"] and box[3] > line * 3 // 2 else box
        for name, (begin, _end, box) in boxes.items()
    }


def _box(begin: _Spot, end: _Spot) -> Box:
    x, y = begin["x"], begin["y"]
    return box_of(x, y, end["x"] - x, end["y"] - y, _WIDE, _HIGH)


def book_data(book: PrintedBook, translate: Translate = _same) -> dict[str, object]:
    """Return what the pages are set from: heads, then blocks with their labels and values."""
    edition = _edition(book.register_type, book.edition)
    return {
        "document_title": f"{translate(book.register_type.title)} {book.volume}",
        "title": translate(book.register_type.title),
        "office": book.office,
        "volume": translate(VOLUME).format(volume=book.volume),
        "year": translate(YEAR).format(year=book.year),
        "edition": translate(edition.label),
        "notice": translate(book.notice) if book.notice else "",
        "pages": [
            {
                "page": translate(PAGE).format(page=page.page),
                "entries": [
                    _entry(book.register_type, edition, entry, translate) for entry in page.entries
                ],
            }
            for page in book.pages
        ],
    }


def _edition(register_type: RegisterType, code: str) -> Edition:
    for edition in register_type.editions:
        if edition.code == code:
            return edition
    raise UnknownEdition(register_type.code, code)


def _entry(
    register_type: RegisterType,
    edition: Edition,
    values: Mapping[str, WrittenValue],
    translate: Translate,
) -> dict[str, object]:
    """Return one entry: strips for what belongs to the act, columns for its persons.

    A section whose fields belong to a role is a column; the others are strips above and below.
    """
    printed = [register_type.field(field_id) for field_id in edition.columns]
    number = register_type.field(_NUMBER) if register_type.has_field(_NUMBER) else None
    top: list[dict[str, object]] = []
    columns: list[dict[str, object]] = []
    bottom: list[dict[str, object]] = []
    for section in register_type.sections:
        fields = [
            field
            for field in printed
            if field.section == section.code and field.id not in _IN_THE_HEAD | {_NUMBER}
        ]
        if not fields:
            continue
        part: dict[str, object] = {
            "label": translate(section.label),
            "cells": [_cell(edition, field, values, translate) for field in fields],
        }
        if any(field.role for field in fields):
            columns.append(part)
        else:
            (bottom if columns else top).append(part)
    return {
        "number": _cell(edition, number, values, translate) if number else None,
        "top": top,
        "columns": columns,
        "bottom": bottom,
    }


def _cell(
    edition: Edition, field: Field, values: Mapping[str, WrittenValue], translate: Translate
) -> dict[str, object]:
    value = values.get(field.id, WrittenValue("", Reading.BLANK))
    illegible = value.reading is Reading.ILLEGIBLE
    return {
        "field": field.id,
        "label": translate(edition.label_of(field)),
        "text": "" if illegible else value.text,
        "reading": str(value.reading),
        "main": bool(field.step == 1 and field.basic),
    }


def pages_of(
    entries: Sequence[tuple[str, Mapping[str, WrittenValue]]],
) -> tuple[RegisterPage, ...]:
    """Return pages from (page as written, values) of entries in the order of the book."""
    pages: dict[str, list[Mapping[str, WrittenValue]]] = {}
    for page, values in entries:
        pages.setdefault(page, []).append(values)
    return tuple(RegisterPage(page, tuple(held)) for page, held in pages.items())
