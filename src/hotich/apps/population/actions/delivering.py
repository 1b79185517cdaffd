"""Bring what a book says to the person it speaks of, and take it back when the link is undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.actions.deaths import withdraw_death
from hotich.apps.population.actions.events import require_deliverer, withdraw_event
from hotich.apps.population.facts import is_blank
from hotich.apps.population.models import PERSON_FIELDS, FactSource, Person, PersonFact
from hotich.apps.population.problems import (
    ReasonMissingError,
    UnknownPersonFieldError,
    ValueNotStorableError,
)
from hotich.apps.population.projecting import add_fact, project
from hotich.apps.population.storing import storable

# Never by lock alone: a number comes from the register, a date of death is confirmed by a
# second officer, an old book says nothing of today's residence, and a commune code goes with
# its day.
NEVER_DELIVERED: Final = frozenset(
    {"pin", "death_date", "residence", "residence_code", "commune_code", "commune_as_of"}
)
DELIVERED_FIELDS: Final = frozenset(PERSON_FIELDS) - NEVER_DELIVERED
_REPLACED: Final = "delivered anew with another value"


def deliver_facts(
    *, by: Actor, person: UUID, mention: UUID, values: Mapping[str, str], label: str
) -> None:
    """Give the person what the book says: a blank value is filled, any other stands beside.

    Delivering the same again changes nothing; another value from the same mention replaces the
    one it gave before. What a book never delivers is left out, and so is a value the register
    cannot hold, such as a date that is none.

    Raises: NotPermittedError, UnknownPersonFieldError, Person.DoesNotExist.
    """
    require_deliverer(by)
    for field in values:
        if field not in DELIVERED_FIELDS | NEVER_DELIVERED:
            raise UnknownPersonFieldError(field)
    given = _deliverable(values)
    with writing(by) as at:
        found = locked(Person.objects.filter(uuid=person, voided_at__isnull=True)).get()
        changed = _write(found, mention, given, label, by=by, at=at)
        if changed:
            project(found, changed, at=at)
            record(
                by,
                "person.facts_delivered",
                found.uuid,
                subjects=[found.uuid, mention],
                reason=label,
                after={field: given[field] for field in changed},
            )


def withdraw_facts(*, by: Actor, mention: UUID, reason: str) -> None:
    """Void all that came from the mention; a value it had filled returns to what it was.

    Its event leaves the time line, and a death it proposed, or that was confirmed, is taken back.

    Raises: NotPermittedError, ReasonMissingError.
    """
    require_deliverer(by)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        withdraw_event(by=by, mention=mention, reason=reason.strip(), at=at)
        withdraw_death(by=by, mention=mention, reason=reason.strip(), at=at)
        _withdraw(mention, _live(mention), reason.strip(), by=by, at=at)


def withdraw_from(*, by: Actor, person: UUID, mention: UUID, reason: str) -> None:
    """Void what one person had of the mention, and leave what others have of it.

    Raises: NotPermittedError, ReasonMissingError.
    """
    require_deliverer(by)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        _withdraw(mention, _live(mention).filter(person__uuid=person), reason.strip(), by=by, at=at)


def _withdraw(
    mention: UUID, delivered: QuerySet[PersonFact], reason: str, *, by: Actor, at: datetime
) -> None:
    persons = list(locked(Person.objects.filter(pk__in=delivered.values("person")).order_by("pk")))
    for person in persons:
        mine = delivered.filter(person=person)
        fields = sorted(set(mine.values_list("field", flat=True)))
        _void(mine, reason, at)
        project(person, fields, at=at)
        record(
            by,
            "person.facts_withdrawn",
            person.uuid,
            subjects=[person.uuid, mention],
            reason=reason,
        )


def _deliverable(values: Mapping[str, str]) -> dict[str, str]:
    given = {}
    for field in sorted(DELIVERED_FIELDS.intersection(values)):
        try:
            value = storable(field, values[field])
        except ValueNotStorableError:
            continue
        if not is_blank(field, value):
            given[field] = value
    return given


def _write(
    person: Person, mention: UUID, given: Mapping[str, str], label: str, *, by: Actor, at: datetime
) -> list[str]:
    """Write the facts that are new and return their fields."""
    held = dict(_live(mention).filter(person=person).values_list("field", "value"))
    changed = [field for field, value in given.items() if held.get(field) != value]
    for field in changed:
        if field in held:
            _void(_live(mention).filter(person=person, field=field), _REPLACED, at)
            project(person, [field], at=at)
        add_fact(
            person,
            field,
            given[field],
            source=FactSource.REGISTER,
            source_uuid=mention,
            label=label,
            by=by.officer,
            at=at,
        )
    return changed


def _live(mention: UUID) -> QuerySet[PersonFact]:
    return PersonFact.objects.filter(
        source=FactSource.REGISTER, source_uuid=mention, voided_at__isnull=True
    )


def _void(facts: QuerySet[PersonFact], reason: str, at: datetime) -> None:
    facts.update(voided_at=at, void_reason=reason[:500])
