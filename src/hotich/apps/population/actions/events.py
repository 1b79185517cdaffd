"""Add what a locked entry says happened to a person's time line, and take it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.models import LifeEvent, Person
from hotich.core.names import verbatim
from hotich.core.registers import EventKind

_REPLACED = "delivered anew with another content"


def deliver_event(
    *,
    by: Actor,
    person: UUID,
    mention: UUID,
    entry: UUID,
    kind: EventKind,
    role: str,
    register_type: str,
    date: str,
    told: Sequence[tuple[str, str]],
    label: str,
) -> None:
    """Put what the entry says on the person's time line; no value of his is touched.

    `date` is ISO of any precision, "" when the entry does not say it; `told` pairs a label with
    the text as written. Delivering the same again changes nothing; another content from the same
    mention takes the place of the one before.

    Raises: NotPermittedError, Person.DoesNotExist.
    """
    require_deliverer(by)
    texts = [[label_, verbatim(text)] for label_, text in told]
    with writing(by) as at:
        found = locked(Person.objects.filter(uuid=person, voided_at__isnull=True)).get()
        wanted = (found.pk, kind.value, role, register_type, date, texts, label[:200])
        held = _live(mention)
        if held is not None and _content(held) == wanted:
            return
        if held is not None:
            _void(held, _REPLACED, at)
        event = LifeEvent.objects.create(
            person=found,
            kind=kind.value,
            role=role,
            register_type=register_type,
            date=date,
            told=texts,
            mention=mention,
            entry=entry,
            label=label[:200],
            by_id=by.officer,
            recorded_at=at,
        )
        record(
            by,
            "person.event_delivered",
            found.uuid,
            subjects=[found.uuid, mention],
            reason=label,
            after={"kind": event.kind, "role": role, "date": date, "told": texts},
        )


def withdraw_event(*, by: Actor, mention: UUID, reason: str, at: datetime) -> None:
    """Void the event that came from the mention, inside a write; nothing where there is none."""
    held = _live(mention)
    if held is None:
        return
    _void(held, reason, at)
    subjects = [held.person.uuid, mention]
    record(by, "person.event_withdrawn", held.person.uuid, subjects=subjects, reason=reason)


def require_deliverer(by: Actor) -> None:
    """Let an officer who types entries, or a named process of the installation, deliver.

    Raises: NotPermittedError.
    """
    if by.officer is not None:
        by.require(Permission.ENTRY_TYPE)


def _live(mention: UUID) -> LifeEvent | None:
    rows = LifeEvent.objects.filter(mention=mention, voided_at__isnull=True)
    return locked(rows).first()


def _content(event: LifeEvent) -> tuple[object, ...]:
    return (
        event.person_id,
        event.kind,
        event.role,
        event.register_type,
        event.date,
        event.told,
        event.label,
    )


def _void(event: LifeEvent, reason: str, at: datetime) -> None:
    event.voided_at, event.void_reason = at, reason[:500]
    event.save(update_fields=["voided_at", "void_reason"])
