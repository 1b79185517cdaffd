"""What does a package say of an entry? Rows of text, one table a file, UTF-8 CSV.

A text of the book stands in the CSV exactly as it was written, whatever it begins with: the
files are read by programs. The import sheet is the file to open in a spreadsheet.
"""

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.registers import NOTE_READINGS


class Change(StrEnum):
    """Why an entry is in a package."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class ContentError(Exception):
    """A payload file that does not say what it must; `name` is the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry: where it stands in which book, and its outcome."""

    entry: str
    kind: str
    label: str
    register_type: str
    year: str
    number: str
    suffix: str
    occurrence: str
    occurrence_reason: str
    number_written: str
    page: str
    version: str
    late: str
    outcome: str
    other_differences: str
    sealed: str  # yes: its receiver keeps it from all but named readers


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A person in an entry: the number he has, and what was decided about him."""

    entry: str
    mention: str
    role: str
    ordinal: str
    principal: str
    number: str
    number_state: str
    outcome: str
    other_differences: str
    waiting: str
    remarks: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A field as written; `reading` says how well it could be read, `agrees` of a worded date."""

    entry: str
    mention: str
    field: str
    text: str
    reading: str
    origin: str
    normalised: str
    agrees: str
    version: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A field in which book and population database differ, and how far it is settled."""

    entry: str
    mention: str
    difference: str
    field: str
    register_text: str
    population_value: str
    kind: str
    basic: str
    state: str
    right_side: str
    value: str
    result: str
    open: str


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A dated note on an entry whose text as written stays beside it."""

    entry: str
    amendment: str
    field: str
    before: str
    after: str
    basis: str
    document: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note (ghi chú) of the book; of a struck correction also what was crossed out."""

    entry: str
    note: str
    kind: str
    field: str
    text: str
    struck_text: str
    dated_text: str
    dated: str
    basis: str
    signer: str
    reading: str
    version: str
    recorded_at: str


Row = TypeVar("Row", EntryRow, MentionRow, ValueRow, DifferenceRow, AmendmentRow, NoteRow)


@dataclass(frozen=True, slots=True)
class EntryContent:
    """All that a package says of one entry; a withdrawn one has its entry row alone."""

    entry: EntryRow
    mentions: tuple[MentionRow, ...] = ()
    values: tuple[ValueRow, ...] = ()
    differences: tuple[DifferenceRow, ...] = ()
    amendments: tuple[AmendmentRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()

    @property
    def uuid(self) -> UUID:
        """Return the entry's UUID."""
        return UUID(self.entry.entry)

    @property
    def change(self) -> Change:
        """Return why the entry is in the package."""
        return Change(self.entry.kind)

    @property
    def is_sealed(self) -> bool:
        """Return whether only named readers may see the entry."""
        return self.entry.sealed == YES

    @property
    def digest(self) -> str:
        """Return the digest of what is said, whatever the reason for saying it."""
        said = asdict(replace(self, entry=replace(self.entry, kind="")))
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def as_json(content: EntryContent) -> dict[str, object]:
    """Return the content as it is kept in a row of the database."""
    return {
        "entry": asdict(content.entry),
        "mentions": [asdict(row) for row in content.mentions],
        "values": [asdict(row) for row in content.values],
        "differences": [asdict(row) for row in content.differences],
        "amendments": [asdict(row) for row in content.amendments],
        "notes": [asdict(row) for row in content.notes],
    }


def from_json(kept: Mapping[str, object]) -> EntryContent:
    """Return the content kept by `as_json`."""
    entry = kept["entry"]
    assert isinstance(entry, dict)  # noqa: S101  # written by as_json
    return EntryContent(
        EntryRow(**entry),
        _rows(MentionRow, kept["mentions"]),
        _rows(ValueRow, kept["values"]),
        _rows(DifferenceRow, kept["differences"]),
        _rows(AmendmentRow, kept["amendments"]),
        _rows(NoteRow, kept["notes"]),
    )


def to_files(contents: Sequence[EntryContent]) -> dict[str, bytes]:
    """Return the tables of the entries, in their order."""
    return {
        "entries.csv": _csv(EntryRow, (one.entry for one in contents)),
        "mentions.csv": _csv(MentionRow, (row for one in contents for row in one.mentions)),
        "values.csv": _csv(ValueRow, (row for one in contents for row in one.values)),
        "differences.csv": _csv(
            DifferenceRow, (row for one in contents for row in one.differences)
        ),
        "amendments.csv": _csv(AmendmentRow, (row for one in contents for row in one.amendments)),
        "notes.csv": _csv(NoteRow, (row for one in contents for row in one.notes)),
    }


def from_files(files: Mapping[str, bytes]) -> tuple[EntryContent, ...]:
    """Return the entries of the tables, in their order.

    Raises: ContentError for a table that is missing, not as described, or speaks of an entry
    that is not in the package or stands in it twice.
    """
    entries = _read(EntryRow, files, "entries.csv")
    known = {row.entry for row in entries}
    if len(known) != len(entries) or not all(_is_entry(row) for row in entries):
        raise ContentError("entries.csv")
    people = _read(MentionRow, files, "mentions.csv")
    if not all(_is_mention(row) for row in people):
        raise ContentError("mentions.csv")
    mentions = _by_entry(people, known, "mentions.csv")
    values = _by_entry(_read(ValueRow, files, "values.csv"), known, "values.csv")
    found = _by_entry(_read(DifferenceRow, files, "differences.csv"), known, "differences.csv")
    amended = _by_entry(_read(AmendmentRow, files, "amendments.csv"), known, "amendments.csv")
    written = _read(NoteRow, files, "notes.csv")
    if not all(_is_note(row) for row in written):
        raise ContentError("notes.csv")
    notes = _by_entry(written, known, "notes.csv")
    return tuple(
        EntryContent(
            row,
            tuple(mentions[row.entry]),
            tuple(values[row.entry]),
            tuple(found[row.entry]),
            tuple(amended[row.entry]),
            tuple(notes[row.entry]),
        )
        for row in entries
    )


def count(contents: Iterable[EntryContent]) -> dict[str, int]:
    """Return the figures of a package, as counts.json holds them."""
    figures: dict[str, int] = dict.fromkeys(_FIGURES, 0)
    for one in contents:
        figures["entries"] += 1
        figures[one.change.value] += 1
        if one.change is Change.WITHDRAWN:
            continue
        figures[one.entry.outcome] += 1
        figures["other_differences"] += one.entry.other_differences == YES
        numbers = [row for row in one.mentions if row.principal == YES]
        figures["numbers"] += sum(bool(row.number) for row in numbers)
        figures["without_number"] += sum(not row.number for row in numbers)
        figures["values"] += len(one.values)
        figures["open_differences"] += sum(row.open == YES for row in one.differences)
        figures["settled_differences"] += sum(row.open != YES for row in one.differences)
        figures["amendments"] += len(one.amendments)
        figures["notes"] += len(one.notes)
    return figures


YES, NO = "yes", "no"
OUTCOMES = ("consistent", "inconsistent", "not_found", "undecided")
_FIGURES = (
    "entries", "new", "changed", "withdrawn", *OUTCOMES, "other_differences", "numbers",
    "without_number", "values", "open_differences", "settled_differences", "amendments", "notes",
)  # fmt: skip


_WIDTHS = {
    "label": 200, "register_type": 6, "suffix": 10, "number_written": 40, "page": 20,
    "occurrence_reason": 300,
}  # fmt: skip


def _is_entry(row: EntryRow) -> bool:
    has_outcome = row.outcome in OUTCOMES or row.kind == Change.WITHDRAWN
    numbers = ((row.year, 4), (row.number, 9), (row.occurrence, 4))
    has_place = len(row.year) == 4 and all(_is_number(text, most) for text, most in numbers)
    fits = all(len(getattr(row, name)) <= most for name, most in _WIDTHS.items())
    is_told = row.kind in set(Change) and row.sealed in {YES, NO}
    return _is_uuid(row.entry) and is_told and has_outcome and has_place and fits


def _is_mention(row: MentionRow) -> bool:
    is_number = not row.number or (len(row.number) == 12 and _is_number(row.number, 12))
    return _is_uuid(row.mention) and is_number and len(row.role) <= 20


def _is_note(row: NoteRow) -> bool:
    try:
        from_iso(row.dated)
    except UnreadableDate:
        return False
    return _is_uuid(row.note) and row.reading in set(NOTE_READINGS)


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _rows(kind: type[Row], kept: object) -> tuple[Row, ...]:
    assert isinstance(kept, list)  # noqa: S101  # written by as_json
    return tuple(kind(**row) for row in kept)


def _csv(kind: type[Row], rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([one.name for one in fields(kind)])
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue().encode("utf-8")


def _read(kind: type[Row], files: Mapping[str, bytes], name: str) -> list[Row]:
    try:
        text = files[name].decode("utf-8")
        if "\x00" in text:
            raise ContentError(name)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(reader, [])
        if header != [one.name for one in fields(kind)]:
            raise ContentError(name)
        rows = [row for row in reader if row]
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise ContentError(name) from error
    if any(len(row) != len(header) for row in rows):
        raise ContentError(name)
    return [kind(*row) for row in rows]


def _by_entry(rows: Iterable[Row], known: set[str], name: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.entry not in known:
            raise ContentError(name)
        found[row.entry].append(row)
    return found
