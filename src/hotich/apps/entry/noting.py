"""The notes of an entry as its page shows them: words, remarks, and the forms that change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry, EntryNote, EntryReturn, FieldValue
from hotich.apps.entry.note_forms import BookNoteForm, VoidNoteForm
from hotich.apps.entry.notes import all_notes_of, book_note, may_note, notes_of
from hotich.apps.entry.values import type_of
from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.registers import (
    NOTE_REMARK_WORDS,
    STRUCK,
    BookNote,
    Reading,
    note_kind,
    note_remarks,
)
from hotich.web.register_form import READINGS

_REGISTERED_ON = "entry.registered_on"


@dataclass(frozen=True)
class NoteLine:
    """A note in words; `void_form` where this officer may void it."""

    row: EntryNote
    kind: str
    field: str
    is_struck: bool
    dated: str
    reading: str
    remarks: tuple[str, ...] = ()
    void_form: VoidNoteForm | None = None


@dataclass(frozen=True)
class NotesTold:
    """The notes that hold, those that were voided, and the form of a new one."""

    lines: tuple[NoteLine, ...]
    voided: tuple[NoteLine, ...]
    form: BookNoteForm | None
    is_open: bool
    refused: UUID | None  # the note whose voiding was refused


@dataclass(frozen=True)
class Sent:
    """A form of the notes that was sent and refused; `note` is the one to be voided."""

    form: BookNoteForm | VoidNoteForm
    note: UUID | None = None


def tell_notes(
    by: Actor,
    entry: Entry,
    values: Mapping[str, FieldValue],
    *,
    day: date,
    sent: Sent | None = None,
    kept: Mapping[str, str] | None = None,
) -> NotesTold:
    """Return the notes of an entry for its page; `day` is today, `sent` a form to show again.

    `kept` is what the officer typed of a new note and has not saved.
    """
    rows = all_notes_of(entry)
    live = [row for row in rows if row.voided_at is None]
    may, is_returned = may_note(by, entry), is_sent_back(entry)
    registered = values.get(_REGISTERED_ON)
    registered_on = registered.normalised if registered and registered.confirmed else ""

    def line(row: EntryNote) -> NoteLine:
        others = [book_note(one) for one in live if one.pk != row.pk]
        remarks = note_remarks(
            book_note(row),
            register_type=entry.register_type,
            at=day,
            registered_on=registered_on,
            others=others,
        )
        form = None
        if may and row.voided_at is None:
            form = VoidNoteForm(auto_id=f"void_{row.pk}_%s", is_returned=is_returned)
            if sent is not None and sent.note == row.pk and isinstance(sent.form, VoidNoteForm):
                form = sent.form
        return _line(entry, row, remarks, form)

    form: BookNoteForm | None = None
    is_open = sent is not None and isinstance(sent.form, BookNoteForm)
    if may:
        form = new_form(entry, kept=kept)
        is_open = is_open or any(text.strip() for text in (kept or {}).values())
        if sent is not None and isinstance(sent.form, BookNoteForm):
            form = sent.form
    return NotesTold(
        lines=tuple(line(row) for row in live),
        voided=tuple(line(row) for row in rows if row.voided_at is not None),
        form=form,
        is_open=is_open,
        refused=sent.note if sent else None,
    )


def lines_of(entry: Entry) -> tuple[NoteLine, ...]:
    """Return the notes that hold, to be read beside the book, without remarks."""
    return tuple(_line(entry, row) for row in notes_of(entry))


def new_form(
    entry: Entry,
    data: Mapping[str, object] | None = None,
    *,
    kept: Mapping[str, str] | None = None,
) -> BookNoteForm:
    """Return the form of a new note, with what was sent, or what a draft keeps of it."""
    known = {"initial": dict(kept)} if kept else {}
    returned = is_sent_back(entry)
    return BookNoteForm(data, entry=entry, is_returned=returned, auto_id="note_%s", **known)


def is_sent_back(entry: Entry) -> bool:
    """Return whether the entry was sent back and the return is not answered yet."""
    return EntryReturn.objects.filter(entry=entry, answered_at__isnull=True).exists()


def _line(
    entry: Entry,
    row: EntryNote,
    remarks: tuple[str, ...] = (),
    form: VoidNoteForm | None = None,
) -> NoteLine:
    kind, definition = note_kind(row.kind), type_of(entry)
    has_field = row.field and definition.has_field(row.field)
    reading = Reading(row.reading)
    return NoteLine(
        row=row,
        kind=gettext(kind.label) if kind else row.kind,
        field=gettext(definition.field(row.field).label) if has_field else row.field,
        is_struck=row.kind == STRUCK,
        dated=_read(book_note(row)),
        reading="" if reading is Reading.CLEAR else gettext(READINGS[reading]),
        remarks=tuple(gettext(NOTE_REMARK_WORDS[code]) for code in remarks),
        void_form=form,
    )


def _read(note: BookNote) -> str:
    """Return the date as it was read where that says more than the text, else ""."""
    try:
        said = from_iso(note.dated).vietnamese() if note.dated else ""
    except UnreadableDate:
        return ""
    return "" if said == note.dated_text.strip() else said
