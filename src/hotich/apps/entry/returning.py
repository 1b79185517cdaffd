"""An entry comes back to be corrected, or a second officer opens what is locked."""

from collections.abc import Iterable
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.models import Entry, EntryReturn, Mention, Permit
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    NotCorrectableError,
    ReasonMissingError,
    UnreadableNumberError,
)
from hotich.apps.entry.recorded import is_recorded
from hotich.apps.entry.reserving import next_occurrence, permit_for
from hotich.apps.entry.seeing import get_entry
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import get_book, state_of
from hotich.core.names import verbatim
from hotich.core.registers import read_entry_number

LOCKED = frozenset({State.LOCKED, State.HANDED_OVER})


def mark_returned(*, by: Actor, entry: UUID, reason: str, field: str = "") -> EntryReturn:
    """Send the entry back to its typist with the field and the reason; nobody returns his own.

    The cross-check calls this; the right to return is its to ask.

    Raises: ReasonMissingError; NotCorrectableError; Entry.DoesNotExist.
    """
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = get_entry(by, entry)
        is_own = found.by_id == by.officer_id and not is_recorded(found)
        if is_own or state_of(found.book) in LOCKED:
            raise NotCorrectableError
        row = EntryReturn.objects.create(
            entry=found,
            field=field,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        subjects = list(found.mentions.values_list("pk", flat=True))
        record(by, "entry.returned", entry, subjects=subjects, reason=reason)
        return row


def permit_late_entry(*, by: Actor, book: UUID, year: int, number: str, reason: str) -> Permit:
    """Let an entry found after the lock be added under the number, by another officer.

    Raises: ReasonMissingError; UnreadableNumberError; AlreadyEnteredError;
    NotCorrectableError for a book that is not locked; Book.DoesNotExist.
    """
    by.require(Permission.BOOK_LOCK)
    read = read_entry_number(number)
    if read is None:
        raise UnreadableNumberError(number)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        held = get_book(by, book, Permission.BOOK_LOCK)
        if state_of(held) not in LOCKED:
            raise NotCorrectableError
        if next_occurrence(held, year, read):
            entered = Entry.objects.filter(
                book=held, year=year, number=read.number, suffix=read.suffix
            )
            raise AlreadyEnteredError(entered.values_list("pk", flat=True)[0])
        waiting = permit_for(held, year, read)
        if waiting is not None:
            return waiting
        permit = Permit.objects.create(
            book=held,
            year=year,
            number_written=verbatim(number).strip()[:40],
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "entry.late_entry_allowed", held.pk, reason=reason, after={"number": number})
        return permit


def permit_link_change(*, by: Actor, entry: UUID, reason: str) -> Permit:
    """Let another officer link or unlink one person of an entry whose book is locked.

    Raises: ReasonMissingError; NotCorrectableError for a book that is not locked;
    Entry.DoesNotExist.
    """
    by.require(Permission.BOOK_LOCK)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = get_entry(by, entry, Permission.BOOK_LOCK)
        if state_of(found.book) not in LOCKED:
            raise NotCorrectableError
        permit = Permit.objects.create(
            book=found.book,
            entry=found,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        subjects = list(found.mentions.values_list("pk", flat=True))
        record(by, "entry.link_change_allowed", entry, subjects=subjects, reason=reason)
        return permit


def record_view(*, by: Actor, entries: Iterable[Entry], reason: str) -> None:
    """Put on record that the officer is about to see these entries and their people."""
    seen = list(entries)
    if not seen:
        return
    one = seen[0].pk if len(seen) == 1 else None
    mentions = Mention.objects.filter(entry__in=[entry.pk for entry in seen])
    with writing(by):
        subjects = list(mentions.values_list("pk", flat=True))
        record(by, "entry.viewed", one, subjects=subjects, reason=reason)
