"""How is a saved entry put right? By its own typist before the cross-check, version by version."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.concluding import (
    NEW_PERSON,
    compare_link,
    conclude,
    last_decision,
    live_link,
    track,
    withdraw_request,
)
from hotich.apps.entry.drafting import discard_draft
from hotich.apps.entry.excluding import notice_typed
from hotich.apps.entry.linking import unlink
from hotich.apps.entry.models import (
    Decision,
    Entry,
    EntryReturn,
    EntryVersion,
    FieldValue,
    Mention,
    Outcome,
    Reservation,
)
from hotich.apps.entry.problems import (
    EvidenceError,
    NotCorrectableError,
    ReasonMissingError,
    StaleVersionError,
)
from hotich.apps.entry.queries import get_entry
from hotich.apps.entry.recorded import is_recorded
from hotich.apps.entry.saving import (
    NUMBER,
    PAGE,
    Saved,
    name_mentions,
    page_of,
    refuse_unstorable,
    saved_before,
)
from hotich.apps.entry.typed import Conclusion, Identity, TypedValue
from hotich.apps.entry.values import current_values, type_of, write_values
from hotich.apps.family.queries import is_kept_from
from hotich.apps.population.queries import live_request
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import is_held, state_of
from hotich.core.registers import EntryNumber

OPEN_STATES = frozenset({State.READY, State.ENTERING, State.ENTERED})
RETURNED_STATES = OPEN_STATES | {State.CHECKED}


def may_correct(by: Actor, entry: Entry) -> bool:
    """Return whether the officer may change the entry: his own, before the cross-check.

    One whose typist must leave it to others, because it is about his family, is anybody's, too.
    One that came in already recorded is anybody's who types in the office that holds the book.
    One that was returned may be changed until the data are locked.
    """
    if not is_held(by, entry.book, Permission.ENTRY_TYPE) or entry.voided_at:
        return False
    is_own = entry.by_id == by.officer or is_kept_from(entry.by_id, entry.pk)
    if not is_own and not is_recorded(entry):
        return False
    returned = EntryReturn.objects.filter(entry=entry, answered_at__isnull=True).exists()
    return state_of(entry.book) in (RETURNED_STATES if returned else OPEN_STATES)


def correct_entry(
    *,
    by: Actor,
    entry: UUID,
    expected_version: int,
    values: Mapping[str, TypedValue],
    reason: str,
    token: UUID | None = None,
    agreements: Mapping[str, bool] | None = None,
) -> Saved:
    """Append a version with what changed, and decide anew; the same token saves once.

    `values` holds the fields handed in; others stay. Open returns are answered by it.

    Raises: ReasonMissingError; StaleVersionError; NotCorrectableError; ValuesRefusedError;
    Entry.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        done = saved_before(by, token) if token else None
        if done is not None:
            return done
        found = _own_entry(by, entry)
        before = current_values([entry])[entry]
        if found.version != expected_version:
            raise StaleVersionError(found.version, _both_texts(before, values))
        if not reason.strip():
            raise ReasonMissingError
        number = EntryNumber(found.number, found.suffix)
        refuse_unstorable(type_of(found), values, number)
        mentions = _next_version(by, found, values, reason.strip(), token or uuid4(), at)
        changed = write_values(found, values, by=by.officer_id, at=at)
        notice_typed(by=by, entry=found)
        record(
            by,
            "entry.corrected",
            entry,
            subjects=_subjects(mentions),
            reason=reason,
            before={field: old.text if old else "" for field, (old, _) in changed.items()},
            after={field: new.text for field, (_, new) in changed.items()},
        )
        _answer_returns(by, found, at)
        decisions = _decide_again(by, mentions, agreements, at)
        discard_draft(by, entry)
        return Saved(found, found.version, decisions)


def void_entry(*, by: Actor, entry: UUID, reason: str) -> Entry:
    """Void an own entry before the cross-check, its links and requests undone; the number is free.

    Raises: ReasonMissingError; NotCorrectableError; PersonSharedError; Entry.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = _own_entry(by, entry)
        mentions = list(found.mentions.select_related("entry__book"))
        for mention in mentions:
            if live_link(mention.pk) is not None or live_request(mention.pk) is not None:
                unlink(mention, reason.strip(), by=by, at=at)
        found.voided_at, found.voided_by_id, found.void_reason = at, by.officer_id, reason[:500]
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        _answer_returns(by, found, at)
        discard_draft(by, entry)
        record(by, "entry.voided", entry, subjects=_subjects(mentions), reason=reason)
        return found


def decide_again(
    by: Actor,
    mention: Mention,
    at: datetime,
    agreements: Mapping[str, bool] | None = None,
    *,
    second: UUID | None = None,
) -> Decision | None:
    """Weigh a mention's evidence anew inside a write, after texts or person's values changed.

    A linked mention is compared again. One that was not found stays so while its look-up carries
    it, its request made anew when the facts changed; else it is undecided. A person created for
    it stays; what differs from him now goes on the tracking list. An undecided one stays.
    `second` is the officer who carries it, too, where the data of the book are locked.
    """
    last = last_decision(mention.pk)
    link = live_link(mention.pk)
    if last is None or (link is None and last.outcome == Outcome.UNDECIDED):
        return last
    word = dict(last.agreements) if agreements is None else dict(agreements)
    values = current_values([mention.entry_id])[mention.entry_id]
    if link is not None and last.remark == NEW_PERSON:
        track(mention, link, compare_link(mention, values, link, word), by=by)
        return last
    identity = Identity.LINK if link else Identity.NONE
    conclusion = Conclusion(identity, last.lookup_id, agreements=word)
    try:
        return conclude(mention, values, conclusion, link, by=by, at=at, second=second)
    except EvidenceError:
        withdraw_request(by, mention.pk, "search_again")
        return conclude(mention, values, Conclusion(), None, by=by, at=at, remark="search_again")


def _own_entry(by: Actor, uuid: UUID) -> Entry:
    seen = get_entry(by, uuid)
    found = locked(Entry.objects.filter(pk=seen.pk)).get()
    if not may_correct(by, found):
        raise NotCorrectableError
    return found


def _next_version(
    by: Actor,
    entry: Entry,
    values: Mapping[str, TypedValue],
    reason: str,
    token: UUID,
    at: datetime,
) -> list[Mention]:
    entry.version += 1
    if NUMBER in values and values[NUMBER].text.strip():
        entry.number_written = values[NUMBER].text.strip()[:40]
    if PAGE in values:
        entry.page = page_of(values)
    entry.save(update_fields=["version", "number_written", "page"])
    EntryVersion.objects.create(
        entry=entry,
        version=entry.version,
        by_id=by.officer_id,
        reason=reason[:300],
        token=token,
        recorded_at=at,
    )
    reserved = Reservation.objects.get(entry=entry.pk)
    return name_mentions(entry, type_of(entry), values, reserved.mentions)


def _decide_again(
    by: Actor, mentions: list[Mention], agreements: Mapping[str, bool] | None, at: datetime
) -> tuple[Decision, ...]:
    decided = (
        decide_again(by, mention, at, agreements if mention.principal else None)
        for mention in mentions
    )
    return tuple(one for one in decided if one is not None)


def _answer_returns(by: Actor, entry: Entry, at: datetime) -> None:
    EntryReturn.objects.filter(entry=entry, answered_at__isnull=True).update(
        answered_at=at, answered_by=by.officer_id
    )


def _subjects(mentions: list[Mention]) -> list[UUID]:
    links = [live_link(mention.pk) for mention in mentions]
    return [mention.pk for mention in mentions] + [link.person for link in links if link]


def _both_texts(
    held: Mapping[str, FieldValue], typed: Mapping[str, TypedValue]
) -> dict[str, tuple[str, str]]:
    texts = {}
    for field_id, given in typed.items():
        now = held[field_id].text if field_id in held else ""
        if now != given.text:
            texts[field_id] = (now, given.text)
    return texts
