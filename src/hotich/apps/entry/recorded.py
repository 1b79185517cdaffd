"""How does an entry come in that another system has recorded already? Verbatim, and not yet read.

Its texts stand beside the book's fields as they were handed over; none of them is register text
before an officer has read the book. Its people are looked up like those of typed entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry import addressing
from hotich.apps.entry.excluding import notice_typed
from hotich.apps.entry.models import (
    Decision,
    Entry,
    EntryName,
    EntryVersion,
    FieldValue,
    Mention,
    Outcome,
    Reservation,
)
from hotich.apps.entry.problems import AlreadyEnteredError, NotTypingError, NumberTakenError
from hotich.apps.entry.reserving import name_people
from hotich.apps.entry.saving import PAGE, write_entry
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import TYPING_STATES, get_book, state_of, years_of
from hotich.core.names import fold, verbatim
from hotich.core.registers import EntryNumber, Origin, Reading, RegisterType, normalise

RECORDED = "recorded_already"
_SEARCHED = ".full_name"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as another system holds it: its address, and its texts by field id."""

    book: UUID
    year: int
    number: EntryNumber
    number_written: str
    texts: Mapping[str, str]
    reason: str


def record_existing(*, by: Actor, given: Recorded) -> Entry:
    """Take the entry in as already recorded, its principal people undecided; returns it.

    A text that is blank is left out: it was not read in the book.

    Raises: NotTypingError when the book is not open or lacks the year; AlreadyEnteredError;
    NumberTakenError while an officer holds the number; Book.DoesNotExist.
    """
    by.require(Permission.EXISTING_IMPORT)
    with writing(by) as at:
        book = get_book(by, given.book, Permission.EXISTING_IMPORT)
        if not is_open(book) or given.year not in years_of(book):
            raise NotTypingError
        kind = definition(book.register_type)
        key = addressing.address(book, given.year, given.number)
        texts = {
            field_id: verbatim(text)
            for field_id, text in given.texts.items()
            if kind.has_field(field_id) and text.strip()
        }
        held = _held(by, book, key, kind, given, at)
        page = texts.get(PAGE, "").strip()[:20]
        entry = write_entry(by, held, at, number_written=held.number_written, page=page)
        mentions = _mentions(entry, kind, texts, held)
        _values(entry, kind, texts, mentions, by=by, at=at)
        notice_typed(by=by, entry=entry, is_refused=False)
        EntryVersion.objects.create(
            entry=entry,
            version=1,
            by_id=by.officer_id,
            reason=given.reason[:300],
            token=uuid4(),
            recorded_at=at,
        )
        for mention in mentions.values():
            if mention.principal:
                Decision.objects.create(
                    mention=mention,
                    entry_version=1,
                    outcome=Outcome.UNDECIDED,
                    remark=RECORDED,
                    by_id=by.officer_id,
                    recorded_at=at,
                )
        subjects = [mention.pk for mention in mentions.values()]
        record(by, "entry.recorded", entry.pk, subjects=subjects, after=texts)
        if state_of(book) is State.READY:
            set_state(by=by, book=book, state=State.ENTERING)
        return entry


def is_open(book: Book) -> bool:
    """Return whether recorded entries may come into the book now."""
    return book.voided_at is None and state_of(book) in TYPING_STATES


def is_recorded(entry: Entry) -> bool:
    """Return whether the entry came in as already recorded; nobody here has typed it."""
    return recorded_values().filter(entry=entry).exists()


def recorded_values() -> QuerySet[FieldValue]:
    """Return the texts that came in with entries already recorded, as they were handed over."""
    return FieldValue.objects.filter(version=1, origin=Origin.IMPORTED.value)


def entered_under(book: Book, year: int, number: EntryNumber) -> Entry | None:
    """Return the entry that stands under the number already, or None."""
    key = addressing.address(book, year, number)
    return Entry.objects.filter(key.query, voided_at__isnull=True).first()


def _held(
    by: Actor,
    book: Book,
    key: addressing.Address,
    kind: RegisterType,
    given: Recorded,
    at: datetime,
) -> Reservation:
    """Return a reservation that never lived: it names the people of the entry for corrections."""
    entered = Entry.objects.filter(key.query, voided_at__isnull=True).first()
    if entered is not None:
        raise AlreadyEnteredError(entered.pk)
    live = Reservation.objects.filter(key.query, released_at__isnull=True, until__gt=at)
    other = locked(live).select_related("officer").first()
    if other is not None:
        raise NumberTakenError(other.officer.full_name, other.until)
    return Reservation.objects.create(
        book=book,
        **key.columns,
        number_written=verbatim(given.number_written)[:40],
        mentions=name_people(kind.roles),
        officer_id=by.officer_id,
        recorded_at=at,
        until=at,
        released_at=at,
    )


def _mentions(
    entry: Entry, kind: RegisterType, texts: Mapping[str, str], held: Reservation
) -> dict[str, Mention]:
    """Name the people: the principal ones always, others where the entry names them."""
    return {
        role.code: Mention.objects.create(
            uuid=UUID(held.mentions[f"{role.code}:0"]),
            entry=entry,
            role=role.code,
            principal=role.principal,
        )
        for role in kind.roles
        if role.principal or f"{role.code}{_SEARCHED}" in texts
    }


def _values(
    entry: Entry,
    kind: RegisterType,
    texts: Mapping[str, str],
    mentions: Mapping[str, Mention],
    *,
    by: Actor,
    at: datetime,
) -> None:
    FieldValue.objects.bulk_create(
        FieldValue(
            entry=entry,
            mention=mentions.get(field.role) if field.role else None,
            field=field.id,
            version=1,
            text=texts[field.id],
            reading=Reading.CLEAR,
            origin=Origin.IMPORTED,
            normalised=normalise(field, texts[field.id], book_year=entry.year)[:1000],
            confirmed=False,
            by_id=by.officer_id,
            recorded_at=at,
        )
        for field in kind.fields
        if field.id in texts
    )
    EntryName.objects.bulk_create(
        EntryName(entry=entry, field=field.id, folded=fold(texts[field.id])[:1000])
        for field in kind.fields
        if field.role and field.id.endswith(_SEARCHED) and field.id in texts
    )
