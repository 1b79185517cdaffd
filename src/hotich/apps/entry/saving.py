"""How does a typed entry become a row that stays? In one transaction, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.concluding import conclude, last_decision
from hotich.apps.entry.confirming import keep_confirmations
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.drafting import discard_draft
from hotich.apps.entry.evidence import require_shown
from hotich.apps.entry.excluding import notice_typed
from hotich.apps.entry.linking import make_link
from hotich.apps.entry.models import Decision, Entry, EntryVersion, Link, Mention, Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    NotTypingError,
    ValuesRefusedError,
)
from hotich.apps.entry.reserving import permit_for, revive
from hotich.apps.entry.typed import (
    Conclusion,
    EntryInput,
    Identity,
    TypedValue,
    refused_values,
)
from hotich.apps.entry.values import current_values, write_values
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.definitions import definition as register_type
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import get_book, may_type, state_of
from hotich.core.registers import (
    EntryNumber,
    RegisterType,
    format_entry_number,
    read_entry_number,
)

NUMBER = "entry.number"
PAGE = "entry.page"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the entry, its version, and the decisions by mention."""

    entry: Entry
    version: int
    decisions: tuple[Decision, ...]


def save_entry(*, by: Actor, given: EntryInput) -> Saved:
    """Save a new entry with its mentions, values, link and decision; the same token saves once.

    Raises: ValuesRefusedError; NumberTakenError; AlreadyEnteredError; NotTypingError;
    EvidenceError; LifeMissingError; OwnFamilyError; Reservation.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        done = saved_before(by, given.token)
        if done is not None:
            return done
        reservation = _reservation(by, given.reservation)
        definition = register_type(reservation.register_type)
        values = dict(given.values)
        refuse_unstorable(definition, values, EntryNumber(reservation.number, reservation.suffix))
        revive(reservation, at)
        second = _late_second(by, reservation, at)
        entry = write_entry(
            by,
            reservation,
            at,
            number_written=written_number(values, reservation),
            page=page_of(values),
            second=second,
        )
        EntryVersion.objects.create(
            entry=entry,
            version=1,
            by_id=by.officer_id,
            token=given.token,
            recorded_at=at,
            keys=given.effort.keys if given.effort else None,
            milliseconds=given.effort.milliseconds if given.effort else None,
        )
        mentions = name_mentions(entry, definition, values, reservation.mentions)
        write_values(entry, values, by=by.officer_id, at=at)
        notice_typed(by=by, entry=entry)
        keep_confirmations(entry, definition, values, given.looked)
        links = _link_people(by, mentions, given.conclusions, at)
        subjects = [mention.pk for mention in mentions] + [link.person for link in links]
        after = {field: typed.text for field, typed in values.items()}
        record(by, "entry.saved", entry.pk, subjects=subjects, after=after)
        decisions = _decide(by, mentions, given.conclusions, links, at)
        for link in links:  # a late entry's facts go out at once; an open book's wait
            deliver_mention(by=by, mention=link.mention_id)
        reservation.released_at = at
        reservation.save(update_fields=["released_at"])
        discard_draft(by, entry.pk)
        if state_of(entry.book) is State.READY:
            set_state(by=by, book=entry.book, state=State.ENTERING)
        return Saved(entry, entry.version, decisions)


def saved_before(by: Actor, token: UUID) -> Saved | None:
    """Return what this token saved already, by the same officer; None when it is new."""
    rows = EntryVersion.objects.filter(token=token, by=by.officer_id)
    version = rows.select_related("entry").first()
    if version is None:
        return None
    mentions = version.entry.mentions.filter(principal=True)
    decisions = [last_decision(mention.pk) for mention in mentions]
    kept = tuple(one for one in decisions if one is not None)
    return Saved(version.entry, version.version, kept)


def refuse_unstorable(
    definition: RegisterType, values: Mapping[str, TypedValue], number: EntryNumber
) -> None:
    """Do nothing when every text can be stored and the number is the one held.

    Raises: ValuesRefusedError.
    """
    problems = refused_values(definition, values)
    written = values.get(NUMBER)
    is_written = written is not None and bool(written.text.strip())
    if written is not None and is_written and read_entry_number(written.text) != number:
        problems.setdefault(NUMBER, "other_number")
    if problems:
        raise ValuesRefusedError(problems)


def name_mentions(
    entry: Entry,
    definition: RegisterType,
    values: Mapping[str, TypedValue],
    uuids: Mapping[str, str],
) -> list[Mention]:
    """Create the mentions that are missing: principals always, others once they are named."""
    present = {mention.role: mention for mention in entry.mentions.all()}
    for role in definition.roles:
        name = values.get(f"{role.code}.full_name")
        named = name is not None and bool(name.as_register_text().text.strip())
        if role.code not in present and (role.principal or named):
            present[role.code] = Mention.objects.create(
                uuid=UUID(uuids[f"{role.code}:0"]),
                entry=entry,
                role=role.code,
                principal=role.principal,
            )
    return list(present.values())


def written_number(values: Mapping[str, TypedValue], reservation: Reservation) -> str:
    """Return the number as the book writes it: as typed, else as asked for, else plain."""
    typed = values.get(NUMBER)
    if typed is not None and typed.text.strip():
        return typed.text.strip()[:40]
    plain = format_entry_number(EntryNumber(reservation.number, reservation.suffix))
    return reservation.number_written or plain


def page_of(values: Mapping[str, TypedValue]) -> str:
    """Return the page as written, "" when it was not read."""
    typed = values.get(PAGE)
    return typed.as_register_text().text.strip()[:20] if typed else ""


def _reservation(by: Actor, uuid: UUID) -> Reservation:
    rows = without_apart(by, Reservation.objects.filter(officer=by.officer_id))
    found = locked(rows).get(pk=uuid)
    entered = Entry.objects.filter(pk=found.entry).first()
    if entered is not None:
        raise AlreadyEnteredError(entered.pk)
    return found


def _late_second(by: Actor, held: Reservation, at: datetime) -> UUID | None:
    """Return who allowed a late entry in a locked book, his leave used up; None in an open one."""
    book = get_book(by, held.book_id, Permission.ENTRY_TYPE)
    if may_type(by, book):
        return None
    permit = permit_for(book, held.year, EntryNumber(held.number, held.suffix))
    if permit is None or permit.by_id == by.officer_id:
        raise NotTypingError
    permit.used_at, permit.used_by_id = at, by.officer_id
    permit.save(update_fields=["used_at", "used_by"])
    return permit.by_id


def write_entry(
    by: Actor,
    held: Reservation,
    at: datetime,
    *,
    number_written: str,
    page: str,
    second: UUID | None = None,
) -> Entry:
    """Write the row of an entry under the key of its reservation, inside a write."""
    return Entry.objects.create(
        uuid=held.entry,
        book_id=held.book_id,
        original_office_id=held.original_office,
        register_type=held.register_type,
        volume_key=held.volume_key,
        year=held.year,
        number_written=number_written,
        number=held.number,
        suffix=held.suffix,
        occurrence=held.occurrence,
        occurrence_reason=held.occurrence_reason,
        page=page,
        by_id=by.officer_id,
        recorded_at=at,
        late_second_id=second,
    )


def _link_people(
    by: Actor, mentions: list[Mention], conclusions: Mapping[str, Conclusion], at: datetime
) -> list[Link]:
    links = []
    for mention in mentions:
        concluded = conclusions.get(mention.role) if mention.principal else None
        if concluded and concluded.identity is Identity.LINK and concluded.person is not None:
            require_shown(mention.pk, concluded.lookup, concluded.person)
            link = make_link(mention, concluded.person, by=by, at=at, lookup=concluded.lookup)
            links.append(link)
    return links


def _decide(
    by: Actor,
    mentions: list[Mention],
    conclusions: Mapping[str, Conclusion],
    links: list[Link],
    at: datetime,
) -> tuple[Decision, ...]:
    entry = mentions[0].entry
    values = current_values([entry.pk])[entry.pk]
    by_mention = {link.mention_id: link for link in links}
    return tuple(
        conclude(
            mention,
            values,
            conclusions.get(mention.role, Conclusion()),
            by_mention.get(mention.pk),
            by=by,
            at=at,
        )
        for mention in mentions
        if mention.principal
    )
