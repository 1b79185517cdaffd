"""Who signs for an entry? The justice officer against the book, the police for each link."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.checking.marks import last_checks, live_links, marks_of
from hotich.apps.checking.models import Check, Side
from hotich.apps.checking.problems import (
    ChangedMeanwhileError,
    DataLockedError,
    NothingToCheckError,
    OwnWorkError,
    ReasonMissingError,
    UnknownFieldError,
)
from hotich.apps.entry.actions import mark_returned
from hotich.apps.entry.answering import withdraw_return
from hotich.apps.entry.models import Entry, EntryReturn, Link
from hotich.apps.entry.queries import get_entry, typists_of
from hotich.apps.registers.definitions import definition
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import is_held, state_of

RIGHTS: Final[Mapping[Side, Permission]] = {
    Side.JUSTICE: Permission.CHECK_BOOK,
    Side.POLICE: Permission.CHECK_LINK,
}
LOCKED: Final = frozenset({State.LOCKED, State.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an entry was on the screen when the officer signed."""

    version: int
    links: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a return asks to be corrected."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class PageSigned:
    """What signing a page came to, by entry: accepted, or left for its own look."""

    accepted: tuple[UUID, ...]
    left: tuple[UUID, ...]


def check_entry(
    *,
    by: Actor,
    entry: UUID,
    side: Side,
    accepted: bool,
    field: str = "",
    reason: str = "",
    shown: Shown | None = None,
) -> tuple[Check, ...]:
    """Sign for an entry, or return it to its typist with field and reason; give the checks back.

    The justice officer signs once for the entry, never one who typed a value of any version. The
    police officer signs for each live link he did not make himself. With `shown`, nothing is
    signed that was not on the screen. The same signature again is the first one. Accepting takes
    back what the side itself had asked to be corrected.

    Raises: OwnWorkError; NothingToCheckError; ChangedMeanwhileError; ReasonMissingError,
    UnknownFieldError and DataLockedError of a return; Entry.DoesNotExist.
    """
    by.require(RIGHTS[side])
    with writing(by) as at:
        found = get_entry(by, entry, RIGHTS[side])
        found = locked(Entry.objects.filter(pk=found.pk).select_related("book")).get()
        links = live_links(entry) if side is Side.POLICE else []
        if shown is not None and shown != _now(found, links, side):
            raise ChangedMeanwhileError
        signed_for = _signable(by, found, side, links)
        if accepted:
            return _accept(by, found, side, signed_for, at)
        asked = _Asked(field, reason.strip()[:500])
        return _return(by, found, side, signed_for, asked, at)


def check_page(*, by: Actor, side: Side, entries: Mapping[UUID, Shown]) -> PageSigned:
    """Accept every entry of a page that waits for the side's signature, in one write.

    Entries that the officer may not sign for, that are being corrected, or that changed since
    they were shown, are left.

    Raises: Entry.DoesNotExist, and then nothing is signed.
    """
    by.require(RIGHTS[side])
    accepted: list[UUID] = []
    left: list[UUID] = []
    with writing(by):
        for uuid, shown in entries.items():
            found = get_entry(by, uuid, RIGHTS[side])
            if not marks_of([found])[uuid].is_to_do(side):
                left.append(uuid)
                continue
            try:
                check_entry(by=by, entry=uuid, side=side, accepted=True, shown=shown)
            except (OwnWorkError, NothingToCheckError, ChangedMeanwhileError):
                left.append(uuid)
            else:
                accepted.append(uuid)
    return PageSigned(tuple(accepted), tuple(left))


def may_sign(by: Actor, entry: Entry, side: Side) -> bool:
    """Return whether the officer may sign for the entry on that side."""
    if not is_held(by, entry.book, RIGHTS[side]):
        return False
    try:
        _signable(by, entry, side, live_links(entry.pk) if side is Side.POLICE else [])
    except (OwnWorkError, NothingToCheckError):
        return False
    return True


def shown_of(entry: Entry, side: Side) -> Shown:
    """Return what a page that shows the entry now hands back with the signature."""
    return _now(entry, live_links(entry.pk) if side is Side.POLICE else [], side)


def _now(entry: Entry, links: Iterable[Link], side: Side) -> Shown:
    seen = frozenset(link.pk for link in links) if side is Side.POLICE else frozenset()
    return Shown(entry.version, seen)


def _signable(
    by: Actor, entry: Entry, side: Side, links: Collection[Link]
) -> tuple[UUID | None, ...]:
    """Return the links to sign for; for the justice side None alone, which is the entry."""
    if side is Side.JUSTICE:
        if by.officer_id in typists_of(entry):
            raise OwnWorkError
        return (None,)
    if not links:
        raise NothingToCheckError
    others = tuple(link.pk for link in links if link.by_id != by.officer_id)
    if not others:
        raise OwnWorkError
    return others


def _accept(
    by: Actor, entry: Entry, side: Side, signed_for: Iterable[UUID | None], at: datetime
) -> tuple[Check, ...]:
    last = last_checks(entry.pk)
    checks, new = [], []
    for link in signed_for:
        before = last.get(link)
        if before and before.accepted and before.entry_version == entry.version:
            checks.append(before)
            continue
        new.append(_write(by, entry, side, link, at, accepted=True))
    for row in _open_returns(entry, side):
        withdraw_return(by=by, entry_return=row.pk)
    if new:
        _record(by, "check.accepted", entry, side, new)
    return (*checks, *new)


def _return(
    by: Actor,
    entry: Entry,
    side: Side,
    signed_for: Iterable[UUID | None],
    asked: _Asked,
    at: datetime,
) -> tuple[Check, ...]:
    if not asked.reason:
        raise ReasonMissingError
    fields = {one.id for one in definition(entry.register_type).fields}
    if asked.field and asked.field not in fields:
        raise UnknownFieldError
    if state_of(entry.book) in LOCKED:
        raise DataLockedError
    if entry.by_id == by.officer_id:
        raise OwnWorkError  # his own entry he corrects himself
    waiting = _open_returns(entry, side).filter(by=by.officer_id)
    if (same := waiting.filter(field=asked.field, reason=asked.reason).first()) is not None:
        return tuple(Check.objects.filter(sent_back=same).order_by("pk"))
    row = mark_returned(by=by, entry=entry.pk, reason=asked.reason, field=asked.field)
    checks = tuple(
        _write(by, entry, side, link, at, accepted=False, sent_back=row) for link in signed_for
    )
    _record(by, "check.returned", entry, side, checks, reason=asked.reason)
    return checks


def _open_returns(entry: Entry, side: Side) -> QuerySet[EntryReturn]:
    rows = EntryReturn.objects.filter(entry=entry, answered_at__isnull=True, checks__side=side)
    return rows.distinct()


def _write(
    by: Actor,
    entry: Entry,
    side: Side,
    link: UUID | None,
    at: datetime,
    *,
    accepted: bool,
    sent_back: EntryReturn | None = None,
) -> Check:
    return Check.objects.create(
        entry=entry,
        entry_version=entry.version,
        side=side,
        link_id=link,
        accepted=accepted,
        field=sent_back.field if sent_back else "",
        reason=sent_back.reason if sent_back else "",
        sent_back=sent_back,
        by_id=by.officer_id,
        recorded_at=at,
    )


def _record(
    by: Actor, action: str, entry: Entry, side: Side, checks: Iterable[Check], reason: str = ""
) -> None:
    links = [check.link_id for check in checks if check.link_id]
    persons = list(Link.objects.filter(pk__in=links).values_list("person", flat=True))
    subjects = [*entry.mentions.values_list("pk", flat=True), *persons]
    after = {"side": side.value, "version": entry.version, "links": sorted(map(str, links))}
    record(by, action, entry.pk, subjects=subjects, reason=reason, after=after)
