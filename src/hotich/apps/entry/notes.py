"""What do the notes (ghi chú) in the book say of an entry? Added and voided, never changed.

Each change of an entry's notes is a version of the entry: both signatures become stale, and what
the book says now is told in the next package.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID, uuid4

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.correcting import may_correct
from hotich.apps.entry.drafting import NOTE, discard_draft
from hotich.apps.entry.models import Entry, EntryNote, EntryReturn, EntryVersion, Link
from hotich.apps.entry.problems import (
    NotCorrectableError,
    NoteRefusedError,
    ReasonMissingError,
    TokenUsedError,
)
from hotich.apps.entry.second import LOCKED, second_officer
from hotich.apps.entry.seeing import get_entry
from hotich.apps.entry.values import type_of
from hotich.apps.registers.queries import is_held, state_of
from hotich.core.names import verbatim
from hotich.core.registers import (
    NOTE_READINGS,
    STRUCK,
    BookNote,
    Reading,
    note_kind,
    read_note_date,
)

LONGEST: Mapping[str, int] = {
    "text": 1000,
    "struck_text": 1000,
    "dated_text": 100,
    "basis": 500,
    "signer": 200,
}
_LINE_ENDS = frozenset("\r\n")


def may_note(by: Actor, entry: Entry) -> bool:
    """Return whether the officer may add a note: as he may correct; after the lock with leave."""
    if may_correct(by, entry):
        return True
    is_open = is_held(by, entry.book, Permission.ENTRY_TYPE) and entry.voided_at is None
    return is_open and state_of(entry.book) in LOCKED


def add_note(
    *, by: Actor, entry: UUID, token: UUID, note: BookNote, answers_return: bool = False
) -> EntryNote:
    """Write down a note of the book as a version of its entry; the same token saves once.

    The date is read anew from its text. In a locked book a second officer must have allowed it.
    `answers_return` says that the note is what the entry was sent back for.

    Raises: NoteRefusedError; NotCorrectableError; SecondOfficerError; TokenUsedError;
    Entry.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        done = _saved_before(by, entry, token)
        if done is not None:
            return done
        found, second = _open_entry(by, entry, at)
        said = _as_stored(note)
        _refuse_unstorable(found, said)
        kind = note_kind(said.kind)
        reason = f"ghi chú: {kind.label if kind else said.kind}"
        _next_version(by, found, reason, token, at)
        row = EntryNote.objects.create(
            entry=found,
            entry_version=found.version,
            by_id=by.officer_id,
            second_id=second,
            recorded_at=at,
            **{name: str(getattr(said, name)) for name in _PARTS},
        )
        if answers_return:
            _answer_returns(by, found, at)
        after = {name: str(getattr(said, name)) for name in _PARTS}
        record(by, "entry.note_added", found.pk, subjects=_subjects(found), after=after)
        discard_draft(by, entry, NOTE)
        return row


def void_note(*, by: Actor, note: UUID, reason: str, answers_return: bool = False) -> EntryNote:
    """Void a note that the book does not have, as a version of its entry; voided twice is once.

    Rights as for adding one.

    Raises: ReasonMissingError; NotCorrectableError; SecondOfficerError; EntryNote.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        seen = get_note(by, note)
        if seen.voided_at is not None:
            return seen
        found, second = _open_entry(by, seen.entry_id, at)
        row = locked(EntryNote.objects.filter(pk=note)).get()
        if row.voided_at is not None:
            return row
        why = reason.strip()
        _next_version(by, found, f"hủy ghi chú: {why}", uuid4(), at)
        row.voided_at, row.voided_by_id, row.void_reason = at, by.officer_id, why[:500]
        row.voided_second_id = second
        row.save(update_fields=["voided_at", "voided_by", "void_reason", "voided_second"])
        if answers_return:
            _answer_returns(by, found, at)
        before = {name: getattr(row, name) for name in _PARTS}
        subjects = _subjects(found)
        record(by, "entry.note_voided", found.pk, subjects=subjects, reason=why, before=before)
        return row


def get_note(by: Actor, uuid: UUID) -> EntryNote:
    """Return a note of an entry the officer may see, voided or not.

    Raises: EntryNote.DoesNotExist.
    """
    row = EntryNote.objects.select_related("entry").get(pk=uuid)
    try:
        row.entry = get_entry(by, row.entry_id)
    except Entry.DoesNotExist as fault:
        raise EntryNote.DoesNotExist from fault
    return row


def notes_of(entry: Entry) -> list[EntryNote]:
    """Return the notes that hold, in the order they were written down."""
    return [row for row in all_notes_of(entry) if row.voided_at is None]


def all_notes_of(entry: Entry) -> list[EntryNote]:
    """Return every note of the entry, voided ones too, in the order they were written down."""
    rows = EntryNote.objects.filter(entry=entry)
    return list(rows.select_related("by", "second", "voided_by").order_by("entry_version"))


def book_note(row: EntryNote) -> BookNote:
    """Return the note as the core knows it."""
    parts = {name: getattr(row, name) for name in _PARTS if name != "reading"}
    return BookNote(**parts, reading=Reading(row.reading))


_PARTS = tuple(one.name for one in fields(BookNote))


def _saved_before(by: Actor, entry: UUID, token: UUID) -> EntryNote | None:
    """Return what this token saved already, by the same officer; None when it is new."""
    version = EntryVersion.objects.filter(token=token).first()
    if version is None:
        return None
    rows = EntryNote.objects.filter(entry=version.entry_id, entry_version=version.version)
    row = rows.filter(entry=entry, by=by.officer_id).first()
    if row is None:
        raise TokenUsedError
    return row


def _open_entry(by: Actor, uuid: UUID, at: datetime) -> tuple[Entry, UUID | None]:
    """Return the entry, locked for the write, and who allowed it when its book is locked."""
    seen = get_entry(by, uuid, Permission.ENTRY_TYPE)
    found = locked(Entry.objects.filter(pk=seen.pk)).get()
    if state_of(found.book) in LOCKED:
        return found, second_officer(by, found, at)
    if not may_correct(by, found):
        raise NotCorrectableError
    return found, None


def _as_stored(note: BookNote) -> BookNote:
    """Return the note in NFC and otherwise as written, its date read."""
    return replace(
        note,
        text=verbatim(note.text),
        struck_text=verbatim(note.struck_text),
        dated_text=verbatim(note.dated_text),
        dated=read_note_date(note.dated_text),
        basis=verbatim(note.basis),
        signer=verbatim(note.signer),
    )


def _refuse_unstorable(entry: Entry, note: BookNote) -> None:
    """Do nothing when the note can be stored and says something; a strange one is stored, too.

    Raises: NoteRefusedError.
    """
    problems = {name: code for name in LONGEST if (code := _problem(name, getattr(note, name)))}
    if note_kind(note.kind) is None:
        problems["kind"] = "unknown"
    if note.reading not in NOTE_READINGS:
        problems["reading"] = "unknown"
    if note.field and not type_of(entry).has_field(note.field):
        problems["field"] = "unknown"
    is_illegible = note.reading is Reading.ILLEGIBLE
    if note.kind == STRUCK:
        if not note.field:
            problems["field"] = "missing"
        if not note.struck_text.strip() and not is_illegible:
            problems.setdefault("struck_text", "missing")
    elif not note.text.strip() and not is_illegible:
        problems.setdefault("text", "missing")
    if problems:
        raise NoteRefusedError(problems)


def _problem(name: str, text: str) -> str:
    if len(text) > LONGEST[name]:
        return "too_long"
    allowed = _LINE_ENDS if name in {"text", "struck_text"} else frozenset[str]()
    refused = {"Cc", "Cs"}
    has_control = any(
        unicodedata.category(letter) in refused and letter not in allowed for letter in text
    )
    return "control_character" if has_control else ""


def _next_version(by: Actor, entry: Entry, reason: str, token: UUID, at: datetime) -> None:
    entry.version += 1
    entry.save(update_fields=["version"])
    EntryVersion.objects.create(
        entry=entry,
        version=entry.version,
        by_id=by.officer_id,
        reason=reason[:300],
        token=token,
        recorded_at=at,
    )


def _answer_returns(by: Actor, entry: Entry, at: datetime) -> None:
    EntryReturn.objects.filter(entry=entry, answered_at__isnull=True).update(
        answered_at=at, answered_by=by.officer_id
    )


def _subjects(entry: Entry) -> list[UUID]:
    """Return the entry's mentions and the people they are linked to."""
    mentions = list(entry.mentions.values_list("pk", flat=True))
    links = Link.objects.filter(mention__in=mentions, undone_at__isnull=True)
    return [*mentions, *links.values_list("person", flat=True)]
