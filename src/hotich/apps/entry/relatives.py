"""Whose number is whose mother's, father's or spouse's? Known once both people are linked."""

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.concluding import live_link
from hotich.apps.entry.models import Link, Mention
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.values import type_of
from hotich.apps.family.actions import follow_ties
from hotich.apps.population import actions as population
from hotich.apps.population.queries import person_values

_NUMBERS = {
    "mother_name": "mother_pin",
    "father_name": "father_pin",
    "spouse_name": "spouse_pin",
}


def deliver_numbers(mention: Mention, link: Link, *, by: Actor) -> None:
    """Give the linked people of an entry each other's numbers where the book says they are kin.

    The number comes from the mention that bears it, so that undoing that link takes it back.
    """
    for other in mention.entry.mentions.exclude(pk=mention.pk).select_related("entry"):
        found = live_link(other.pk)
        if found is not None:
            _give(mention, link, other, found, by=by)
            _give(other, found, mention, link, by=by)


def _give(bearer: Mention, his: Link, receiver: Mention, theirs: Link, *, by: Actor) -> None:
    definition = type_of(bearer.entry)
    name = definition.field(f"{bearer.role}.full_name")
    field = _NUMBERS.get(name.person_field_of(receiver.role) or "")
    number = person_values(his.person)["pin"]
    if field is None or not number:
        return
    population.deliver_facts(
        by=by,
        person=theirs.person,
        mention=bearer.pk,
        values={field: number},
        label=entry_label(bearer.entry),
    )
    follow_ties(by=by, persons=frozenset({his.person, theirs.person}))
