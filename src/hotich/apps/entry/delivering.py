"""What of an entry may the person it is linked to receive? By the job after lock, or by a link.

Values and an event are delivered; a date of death never is. It is only proposed, whoever delivers,
and a police officer other than the linker has the second look (`entry.deaths`).
"""

from collections.abc import Mapping
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, writing
from hotich.apps.entry.comparing import compare_entry
from hotich.apps.entry.concluding import last_decision, live_link
from hotich.apps.entry.conflicts import track_conflicts
from hotich.apps.entry.living import tells_of_death
from hotich.apps.entry.models import Decision, EntryVersion, FieldValue, Link, Mention, Outcome
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.relatives import deliver_numbers
from hotich.apps.entry.values import current_values, person_facts, type_of
from hotich.apps.population import actions as population
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.queries import open_case_of
from hotich.core.registers import Event, Kind, RegisterType

DEATH_DATE = "death_date"
LOCKED = frozenset({State.LOCKED, State.HANDED_OVER})


def deliver_mention(*, by: Actor, mention: UUID) -> bool:
    """Give the linked person what the entry says of him; return whether there is one.

    Nothing goes out before the data of the book are locked. A field whose difference is on an
    open case stays, and so does any that differs while the mention is undecided. What happened
    enters the person's time line; a date of death is proposed; what contradicts the person goes
    on the tracking list. Doing it again changes nothing. A death of somebody whom the campaign
    entered as a new person is told to the officers at once, locked or not.

    Raises: Mention.DoesNotExist.
    """
    with writing(by):
        # The job writes to a chain of its own: it and an unlinking wait for each other here.
        locked(Mention.objects.filter(pk=mention)).get()
        rows = Mention.objects.select_related("entry__book", "entry__original_office")
        found, link = rows.get(pk=mention), live_link(mention)
        if link is None or found.entry.voided_at:
            return False
        if tells_of_death(type_of(found.entry), found.role):
            _alert(found, link, by=by)
        if state_of(found.entry.book) not in LOCKED:
            return False
        _deliver(found, link, by=by)
        track_conflicts(by=by, mention=mention)
    return True


def event_date(event: Event, values: Mapping[str, FieldValue]) -> str:
    """Return the day of what the entry tells, ISO of any precision; "" when it does not say it."""
    for field in event.dated:
        value = values.get(field)
        if value is not None and value.confirmed and value.normalised:
            return value.normalised[:10]
    return ""


def _deliver(mention: Mention, link: Link, *, by: Actor) -> None:
    entry, label = mention.entry, entry_label(mention.entry)
    values = current_values([entry.pk])[entry.pk]
    held_back = _held_back(mention, link, values)
    told = {field: value for field, value in values.items() if field not in held_back}
    facts = person_facts(entry, mention.role, told)
    date_of_death = facts.pop(DEATH_DATE, "")
    population.deliver_facts(
        by=by, person=link.person, mention=mention.pk, values=facts, label=label
    )
    deliver_numbers(mention, link, by=by)
    _deliver_event(mention, link, values, by=by)
    if not date_of_death:
        return
    field = _field_of_death(mention)
    population.propose_death(
        by=by,
        person=link.person,
        mention=mention.pk,
        entry=entry.pk,
        entry_label=label,
        office=entry.book.holding_office_id,
        field=field,
        date=date_of_death,
        text=values[field].text,
        linker=link.by_id,
        register_type=entry.register_type,
        book=entry.book_id,
    )


def _deliver_event(
    mention: Mention, link: Link, values: Mapping[str, FieldValue], *, by: Actor
) -> None:
    """Put what the entry says on the time line, as the book says it, also where it differs."""
    definition = type_of(mention.entry)
    event = definition.event
    if event is None or mention.role not in event.roles:
        return
    population.deliver_event(
        by=by,
        person=link.person,
        mention=mention.pk,
        entry=mention.entry_id,
        kind=event.kind,
        role=mention.role,
        register_type=definition.code,
        date=event_date(event, values),
        told=_told(definition, event, values),
        label=entry_label(mention.entry),
    )


def _told(
    definition: RegisterType, event: Event, values: Mapping[str, FieldValue]
) -> list[tuple[str, str]]:
    """Return label and text of what is shown with an event; a choice by its words."""
    told = []
    for field_id in event.told:
        value = values.get(field_id)
        if value is None or not value.confirmed or not value.text.strip():
            continue
        field = definition.field(field_id)
        choice = field.choice(value.normalised) if field.kind is Kind.CHOICE else None
        told.append((field.label, choice.label if choice else value.text))
    return told


def _field_of_death(mention: Mention) -> str:
    fields = type_of(mention.entry).fields
    return next(one.id for one in fields if one.person_field_of(mention.role) == DEATH_DATE)


def _alert(mention: Mention, link: Link, *, by: Actor) -> None:
    typed = EntryVersion.objects.filter(entry=mention.entry_id).values_list("by", flat=True)
    population.alert_of_death(
        by=by,
        person=link.person,
        mention=mention.pk,
        entry=mention.entry_id,
        entry_label=entry_label(mention.entry),
        officers={*typed, *([link.by_id] if link.by_id else [])},
    )


def _held_back(mention: Mention, link: Link, values: dict[str, FieldValue]) -> frozenset[str]:
    """Return the ids of the fields that may not go out yet."""
    case = open_case_of(mention.pk)
    differing: set[str] = set()
    if case is not None:
        live = case.differences.filter(voided_at__isnull=True)
        differing.update(live.values_list("field", flat=True))
    last = last_decision(mention.pk)
    if last is not None and last.outcome == Outcome.UNDECIDED:
        differing.update(_differing(mention, link, values, last))
    return frozenset(differing)


def _differing(
    mention: Mention, link: Link, values: dict[str, FieldValue], last: Decision
) -> set[str]:
    compared = compare_entry(mention, values, link.person, last.agreements)
    return {one.field_id for one in compared if one.is_difference}
