"""What of an entry may the person it is linked to receive? By the job after lock, or by a link."""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, writing
from hotich.apps.entry.comparing import compare_entry
from hotich.apps.entry.concluding import last_decision, live_link
from hotich.apps.entry.models import Decision, FieldValue, Link, Mention, Outcome
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.values import current_values, person_facts
from hotich.apps.population import actions as population
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.queries import open_case_of

LOCKED = frozenset({State.LOCKED, State.HANDED_OVER})


def deliver_mention(*, by: Actor, mention: UUID) -> bool:
    """Give the linked person what the entry says of him; return whether there is one.

    Nothing goes out before the data of the book are locked. A field whose difference is on an
    open case stays, and so does any that differs while the mention is undecided. Doing it again
    changes nothing.

    Raises: Mention.DoesNotExist.
    """
    with writing(by):
        # The job writes to a chain of its own: it and an unlinking wait for each other here.
        locked(Mention.objects.filter(pk=mention)).get()
        rows = Mention.objects.select_related("entry__book", "entry__original_office")
        found, link = rows.get(pk=mention), live_link(mention)
        if link is None or found.entry.voided_at or state_of(found.entry.book) not in LOCKED:
            return False
        values = current_values([found.entry_id])[found.entry_id]
        held_back = _held_back(found, link, values)
        told = {field: value for field, value in values.items() if field not in held_back}
        population.deliver_facts(
            by=by,
            person=link.person,
            mention=mention,
            values=person_facts(found.entry, found.role, told),
            label=entry_label(found.entry),
        )
    return True


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
