"""What is a person's value now? The facts of a field, folded in the order they were written."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hotich.apps.population.facts import is_blank
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.matched import MATCHED_FIELDS
from hotich.apps.population.models import FactSource, Person, PersonFact

# Kept as a code; the pages say it in words.
_REPLACED = "took the place of a withdrawn value"


def current_value(person: Person, field: str) -> str:
    """Return the person's value at a field, "" when missing."""
    return str(getattr(person, field) or "")


def add_fact(
    person: Person,
    field: str,
    value: str,
    *,
    source: FactSource,
    source_uuid: UUID,
    label: str,
    by: UUID | None,
    at: datetime,
) -> PersonFact:
    """Write a fact; call `project` afterwards.

    A fact of a register only fills what is blank; a decision or a new person's fact sets.
    """
    before = current_value(person, field)
    return PersonFact.objects.create(
        person=person,
        field=field,
        value=value,
        previous=before,
        applied=source != FactSource.REGISTER or is_blank(field, before),
        source=source,
        source_uuid=source_uuid,
        source_label=label[:200],
        by_id=by,
        recorded_at=at,
    )


def project(person: Person, fields: Sequence[str], *, at: datetime) -> None:
    """Set the person's values to what the facts not voided give, and make his keys anew.

    Call it in the transaction that wrote or voided facts, with the person locked.
    """
    changed = [field for field in fields if _project_one(person, field, at)]
    if not changed:
        return
    person.save(update_fields=changed)
    if not set(changed).isdisjoint(MATCHED_FIELDS):
        refresh_keys([person])


def _project_one(person: Person, field: str, at: datetime) -> bool:
    facts = list(PersonFact.objects.filter(person=person, field=field).order_by("pk"))
    if not facts:
        return False
    value = facts[0].previous
    for fact in facts:
        if fact.voided_at is not None:
            continue
        if fact.source != FactSource.REGISTER:
            value = fact.value
        elif is_blank(field, value):
            value = fact.value
            if not fact.applied:
                _put_in_force(fact, at)
    if value == current_value(person, field):
        return False
    setattr(person, field, None if field == "pin" and not value else value)
    return True


def _put_in_force(fact: PersonFact, at: datetime) -> None:
    """Write a fact anew that stood beside a value and now fills its place."""
    PersonFact.objects.filter(pk=fact.pk).update(voided_at=at, void_reason=_REPLACED)
    PersonFact.objects.create(
        person_id=fact.person_id,
        field=fact.field,
        value=fact.value,
        previous="",
        applied=True,
        source=fact.source,
        source_uuid=fact.source_uuid,
        source_label=fact.source_label,
        by_id=fact.by_id,
        recorded_at=at,
    )
