"""The last saved entry taken back into typing: voided, its number held again, its texts a draft."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.concluding import live_link
from hotich.apps.entry.drafting import save_draft
from hotich.apps.entry.inputs import inputs_of
from hotich.apps.entry.linking import unlink
from hotich.apps.entry.models import (
    Decision,
    Entry,
    EntryNote,
    EntryReturn,
    EntryVersion,
    Link,
    Mention,
    Reservation,
)
from hotich.apps.entry.problems import PersonSharedError, UndoRefusedError
from hotich.apps.entry.recorded import is_recorded
from hotich.apps.entry.reserving import LASTS, name_people
from hotich.apps.entry.seeing import get_entry
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population.models import RequestState
from hotich.apps.population.queries import created_person, live_request
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import may_type, state_of
from hotich.apps.tracking.models import CaseOwner, DifferenceStep, Minutes
from hotich.apps.tracking.queries import open_case_of

UNDO = "undo"
_OPEN = frozenset({State.READY, State.ENTERING})


def undo_entry(*, by: Actor, entry: UUID) -> Reservation:
    """Take the officer's last saved entry of a book back into typing; return its number.

    The entry is voided with the reason "undo" and nothing of it is deleted: links are undone, the
    case ends, a number request is withdrawn. The number is held anew, what was typed is a draft,
    and the people are looked up again before it is saved.

    Raises: UndoRefusedError with why; Entry.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        seen = get_entry(by, entry, Permission.ENTRY_TYPE)
        found = locked(Entry.objects.filter(pk=seen.pk)).get()
        why = undo_obstacle(by, found)
        if why:
            raise UndoRefusedError(why)
        typed = inputs_of(found, current_values([entry])[entry])
        mentions = list(found.mentions.select_related("entry__book"))
        subjects = _subjects(mentions)
        for mention in mentions:
            if live_link(mention.pk) is not None or live_request(mention.pk) is not None:
                _unlink(mention, by, at)
        found.voided_at, found.voided_by_id, found.void_reason = at, by.officer_id, UNDO
        found.save(update_fields=["voided_at", "voided_by", "void_reason"])
        held = _hold_again(by, found, at)
        record(
            by,
            "entry.undone",
            entry,
            subjects=subjects,
            reason=UNDO,
            after={"entry": held.entry, "reservation": held.pk},
        )
        save_draft(by=by, entry=held.entry, fields=typed)
        return held


def undo_obstacle(by: Actor, entry: Entry) -> str:
    """Return why the officer cannot take the entry back, as UndoRefusedError has it; "" if he may.

    Only what rests on nobody else's work is taken back: else it is corrected, or voided.
    """
    if entry.by_id != by.officer or is_recorded(entry) or entry.voided_at is not None:
        return "not_own"
    if state_of(entry.book) not in _OPEN or not may_type(by, entry.book) or entry.late_second_id:
        return "closed"
    own = Entry.objects.filter(by=entry.by_id, book=entry.book_id, voided_at__isnull=True)
    if own.filter(recorded_at__gt=entry.recorded_at).exists():
        return "not_last"
    return _others_work(entry) or next(filter(None, (_rests(entry.pk))), "")


def last_undoable(by: Actor, entry: Entry | None) -> bool:
    """Return whether the officer may take the entry back; no entry, no."""
    return entry is not None and not undo_obstacle(by, entry)


def _others_work(entry: Entry) -> str:
    """Return what other officers have done on the entry that would be lost."""
    if EntryReturn.objects.filter(entry=entry).exists():
        return "returned"
    if EntryVersion.objects.filter(entry=entry).exclude(by=entry.by_id).exists():
        return "corrected"
    if EntryNote.objects.filter(entry=entry, voided_at__isnull=True).exists():
        return "noted"
    mentions = list(entry.mentions.all())
    decided = Decision.objects.filter(mention__in=mentions).exclude(by=entry.by_id)
    linked = Link.objects.filter(mention__in=mentions).exclude(by=entry.by_id)
    for mention in mentions:
        if created_person(mention.pk) is not None:
            return "allotted"
        request = live_request(mention.pk)
        steps = request.steps.order_by("recorded_at", "pk") if request else None
        if steps is not None and any(step.state != RequestState.REQUESTED for step in steps):
            return "request"
        if _has_case_at_work(mention):
            return "case"
    return "decided" if decided.exists() or linked.exists() else ""


def _has_case_at_work(mention: Mention) -> bool:
    case = open_case_of(mention.pk)
    if case is None:
        return False
    steps = DifferenceStep.objects.filter(difference__case=case).exclude(by=mention.entry.by_id)
    minutes = Minutes.objects.filter(case=case)
    owners = CaseOwner.objects.filter(case=case)
    return steps.exists() or minutes.exists() or owners.exists()


def _rests(entry: UUID) -> list[str]:
    """Return what higher rooms say against it: `settings.UNDO_GUARDS` names their functions."""
    return [import_string(path)(entry) for path in settings.UNDO_GUARDS]


def _unlink(mention: Mention, by: Actor, at: datetime) -> None:
    try:
        unlink(mention, UNDO, by=by, at=at)
    except PersonSharedError as fault:
        raise UndoRefusedError("shared") from fault


def _subjects(mentions: list[Mention]) -> list[UUID]:
    links = [live_link(mention.pk) for mention in mentions]
    return [mention.pk for mention in mentions] + [link.person for link in links if link]


def _hold_again(by: Actor, entry: Entry, at: datetime) -> Reservation:
    """Hold the entry's number anew, under new UUIDs: the voided entry keeps its own."""
    return Reservation.objects.create(
        book_id=entry.book_id,
        original_office=entry.original_office_id,
        register_type=entry.register_type,
        volume_key=entry.volume_key,
        year=entry.year,
        number=entry.number,
        suffix=entry.suffix,
        occurrence=entry.occurrence,
        occurrence_reason=entry.occurrence_reason,
        number_written=entry.number_written,
        mentions=name_people(type_of(entry).roles),
        officer_id=by.officer_id,
        recorded_at=at,
        until=at + LASTS,
    )
