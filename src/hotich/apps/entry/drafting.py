"""What an officer has typed and not yet saved: one overwritten row, outside the audit.

Every text carries the revision with which it came and the window it was typed in, so that an older
window never puts its text over a newer one: both are shown, and the clerk says which holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, writing
from hotich.apps.entry.models import Draft, Entry, EntryVersion, Passing, Reservation
from hotich.apps.entry.problems import AlreadyEnteredError, NumberTakenError, TakenOverError
from hotich.apps.entry.reserving import revive
from hotich.apps.family.queries import refuse_kept_from
from hotich.apps.population.apart import is_apart
from hotich.apps.registers.queries import books_of

# The part of a draft that is no field of the register: a note that is being written down.
NOTE = "note"
_BESIDE = ("-origin", "-word")
_COMPANIONS = ("-reading", "-agrees", *_BESIDE)
_CLEAR = {"", "clear"}


@dataclass(frozen=True, slots=True)
class Window:
    """The page a text comes from, and what of the draft it has shown to the clerk.

    `revision` is the draft's when the page was made; None: the page compares nothing. `seen` holds
    by input the revision of another window's text that was shown beside it since.
    """

    name: str = ""
    revision: int | None = None
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """A text that came from another window and that this page has not shown yet."""

    name: str
    text: str
    reading: str
    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a draft: whether it is kept, its revision, and what others typed meanwhile.

    `until` is how long the officer holds the number; None when he does not, or need not. `holder`
    is who holds it instead.
    """

    is_kept: bool
    revision: int = 0
    others: tuple[Other, ...] = ()
    until: datetime | None = None
    holder: str = ""


def save_draft(
    *,
    by: Actor,
    entry: UUID,
    fields: Mapping[str, str] | None = None,
    state: Mapping[str, object] | None = None,
    base_version: int = 0,
    window: Window | None = None,
    part: str = "",
    token: UUID | None = None,
) -> Kept:
    """Keep what the officer has typed so far, put over what was kept before.

    `fields` are inputs by name, `state` how far he has come (step, look-up, conclusion).
    `base_version` is the version of the entry he began from, 0 for a new one. What arrives after
    a later version was saved is kept only from a page whose `token` has saved nothing yet. A text
    that another window has replaced since is not put over it. Typing renews the reservation.

    Raises: TakenOverError when another officer has taken the number over;
    Reservation.DoesNotExist when the officer neither holds the number nor sees the entry.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        if is_apart(by, entry):
            raise Reservation.DoesNotExist
        held = Reservation.objects.filter(entry=entry, officer=by.officer_id)
        saved = Entry.objects.filter(pk=entry, book__in=books_of(by, Permission.ENTRY_TYPE)).first()
        if saved is None and not held.exists():
            _refuse_taken_over(by, entry)
            raise Reservation.DoesNotExist
        is_stale = saved is not None and saved.version > base_version
        if is_stale and part != NOTE and (token is None or _has_saved(token)):
            return Kept(is_kept=False)
        if part == NOTE and token is not None and _has_saved(token):
            return Kept(is_kept=False)
        until, holder = (None, "") if saved is not None else _renewed(held, at)
        row = _locked_draft(by, entry, at)
        whole = dict(row.values)
        kept = dict(whole.get(part, {})) if part else whole
        others = _put(kept, fields or {}, window, at)
        kept |= {**(state or {}), "base_version": base_version}
        row.values = whole | {part: kept} if part else kept
        row.updated_at = at
        row.save(update_fields=["values", "updated_at"])
        return Kept(
            is_kept=True, revision=kept["revision"], others=others, until=until, holder=holder
        )


def draft_of(by: Actor, entry: UUID) -> Draft | None:
    """Return the officer's own draft of the entry, or None."""
    return Draft.objects.filter(officer=by.officer_id, entry=entry).first()


def part_of(by: Actor, entry: UUID, part: str = "") -> dict[str, Any]:
    """Return what the officer's draft keeps of the entry, or of one part; empty for nothing."""
    row = draft_of(by, entry)
    if row is None:
        return {}
    return dict(row.values.get(part, {})) if part else dict(row.values)


def drafts_of(by: Actor) -> list[Draft]:
    """Return all drafts of the officer, newest first."""
    return list(Draft.objects.filter(officer=by.officer_id).order_by("-updated_at"))


def discard_draft(by: Actor, entry: UUID, part: str = "") -> None:
    """Delete the officer's draft, or one part of it; call it inside the write that saves it.

    With a part of the entry's own fields gone, a note that is being written stays.
    """
    row = locked(Draft.objects.filter(officer=by.officer_id, entry=entry)).first()
    if row is None:
        return
    gone = {part} if part else set(row.values) - {NOTE}
    left = {name: kept for name, kept in row.values.items() if name not in gone}
    if not left:
        row.delete()
        return
    row.values = left
    row.save(update_fields=["values"])


def give_up_draft(*, by: Actor, entry: UUID, part: str = "") -> None:
    """Delete the officer's own draft because he says so.

    Raises: OwnFamilyError.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by):
        refuse_kept_from(by, entry)  # what he typed waits for whoever goes on
        discard_draft(by, entry, part)


def root_of(name: str) -> str:
    """Return the input that a companion (reading, origin, word) stands beside."""
    for ending in _COMPANIONS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def _put(
    kept: dict[str, Any], fields: Mapping[str, str], window: Window | None, at: datetime
) -> tuple[Other, ...]:
    """Put the texts into the draft but for those another window has replaced; return these."""
    held: dict[str, str] = dict(kept.get("fields", {}))
    revisions: dict[str, list[Any]] = dict(kept.get("revisions", {}))
    revision = int(kept.get("revision", 0))
    newer = _newer(held, revisions, window)
    given = {name: text.replace("\x00", "") for name, text in fields.items()}
    # A database keeps no NUL; nobody can type one, and saving the entry refuses it.
    blocked = {root for root in newer if _differs(root, given, held)}
    changed = {
        name: text
        for name, text in given.items()
        if root_of(name) not in blocked and not _same(held.get(name, ""), text)
    }
    if changed:
        revision += 1
        writer = [revision, window.name if window else "", at.isoformat()]
        revisions |= dict.fromkeys(changed, writer)
    kept |= {"fields": held | changed, "revisions": revisions, "revision": revision}
    # What the page did not send it compares itself: it knows what stands in its controls.
    unsent = {root for root in newer if root not in given and f"{root}-reading" not in given}
    return tuple(newer[root] for root in sorted(blocked | unsent))


def _newer(
    held: Mapping[str, str], revisions: Mapping[str, list[Any]], window: Window | None
) -> dict[str, Other]:
    """Return by input what came from other windows since the page was made."""
    if window is None or window.revision is None:
        return {}
    found: dict[str, Other] = {}
    for name, (revision, writer, at) in revisions.items():
        root = root_of(name)
        if name.endswith(_BESIDE) or name.startswith("confirmed-"):
            continue
        since = max(window.revision, window.seen.get(root, 0))
        if revision <= since or writer == window.name:
            continue
        last = max(revision, found[root].revision) if root in found else revision
        found[root] = Other(root, held.get(root, ""), held.get(f"{root}-reading", ""), last, at)
    return found


def _differs(root: str, given: Mapping[str, str], held: Mapping[str, str]) -> bool:
    names = (root, f"{root}-reading", f"{root}-agrees")
    return any(name in given and not _same(given[name], held.get(name, "")) for name in names)


def _same(one: str, other: str) -> bool:
    """Return whether two texts say the same; a mark that was not sent is a clear one."""
    return one == other or {one, other} <= _CLEAR


def _locked_draft(by: Actor, entry: UUID, at: datetime) -> Draft:
    mine = {"officer_id": by.officer_id, "entry": entry}
    Draft.objects.get_or_create(**mine, defaults={"values": {}, "updated_at": at})
    return locked(Draft.objects.filter(**mine)).get()


def _renewed(held: QuerySet[Reservation], at: datetime) -> tuple[datetime | None, str]:
    """Renew the reservation, also one that ran out; else say who holds the number now.

    One that the clerk gave free himself stays free.
    """
    row = locked(held).get()
    if row.released_at is not None and row.released_at < row.until:
        return None, ""
    try:
        return revive(row, at).until, ""
    except NumberTakenError as fault:
        return fault.until, fault.holder
    except AlreadyEnteredError:
        return None, ""


def _has_saved(token: UUID) -> bool:
    return EntryVersion.objects.filter(token=token).exists()


def _refuse_taken_over(by: Actor, entry: UUID) -> None:
    """Raise when the officer held the number and another has taken it over since."""
    rows = Passing.objects.filter(reservation__entry=entry, from_officer=by.officer_id)
    last = rows.filter(to_officer__isnull=False).select_related("to_officer").last()
    if last is not None and last.to_officer is not None:
        raise TakenOverError(last.to_officer.full_name, last.recorded_at)
