"""See a person, change one of his values by decision, void one who was created wrongly."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from hotich.apps.accounts.digests import keyed_digest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population import life_queries, queries
from hotich.apps.population.embedded import was_ever_used
from hotich.apps.population.facts import ALL_FIELDS, values_of
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.models import (
    DeathState,
    FactSource,
    FormerNumber,
    LifeEvent,
    Lookup,
    NumberRequest,
    NumberRequestStep,
    Person,
    PersonFact,
    PopulationChange,
    RequestState,
)
from hotich.apps.population.problems import (
    DecisionIncompleteError,
    NotCreatedHereError,
    ReasonMissingError,
    UnknownPersonFieldError,
    ValueNotStorableError,
)
from hotich.apps.population.projecting import add_fact, current_value, project
from hotich.apps.population.quota_models import QuotaKind
from hotich.apps.population.quotas import ask_for_alerts, count_miss, spend
from hotich.apps.population.storing import storable
from hotich.core.names import fold
from hotich.core.pin import compact

CHANGEABLE_FIELDS: Final = ALL_FIELDS


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as an officer sees him: values, their sources, his time line, who looked."""

    person: UUID
    values: Mapping[str, str]
    facts: tuple[PersonFact, ...]
    changes: tuple[PopulationChange, ...]
    lookups: tuple[Lookup, ...]
    events: tuple[LifeEvent, ...]
    deaths: Mapping[UUID, DeathState]  # by mention
    recorded_at: datetime
    imported: bool
    voided_at: datetime | None
    void_reason: str

    @property
    def pin(self) -> str:
        """Return the number, "" for none."""
        return self.values["pin"]


def view_person(*, by: Actor, person: UUID, reason: str, is_counted: bool = False) -> PersonView:
    """Return everything held about a person; the view is on record before anything is read.

    `is_counted` takes it off the officer's quota of the day; not so at an entry, whose look-up
    was counted.

    Raises: NotPermittedError, ReasonMissingError, QuotaExceededError, Person.DoesNotExist.
    """
    by.require(Permission.PERSON_VIEW)
    if not reason.strip():
        raise ReasonMissingError
    if not Person.objects.filter(uuid=person).exists():
        raise Person.DoesNotExist
    if is_counted:
        spend(by=by, kind=QuotaKind.PERSON)
    with writing(by):
        record(by, "person.viewed", person, subjects=[person], reason=reason.strip())
    return _held(Person.objects.get(uuid=person))


def find_by_number(
    *, by: Actor, pin: str, full_name: str, birth_year: int, reason: str
) -> PersonView | None:
    """Return the person with the number, if his name and birth year are those given; else None.

    None says nothing more: that nobody has the number, that its holder bears another name, and
    that he is nobody this officer may see take the same statements and leave the same rows but
    for a subject, which stands for the holder or for the number. The look-up is on record first.

    Raises: NotPermittedError, ReasonMissingError, QuotaExceededError.
    """
    by.require(Permission.PERSON_VIEW)
    if not reason.strip():
        raise ReasonMissingError
    spend(by=by, kind=QuotaKind.NUMBER)
    with writing(by):
        found = Person.objects.filter(pin=compact(pin)).first()
        subject = found.uuid if found else _nobody_with(compact(pin))
        said = [guard(by, [subject]) for guard in _guards()]  # each is asked, whatever one says
        is_meant = _is_meant(found or Person(), full_name, birth_year)
        is_shown = is_meant and not any(said)
        record(by, "person.number_looked_up", None, subjects=[subject], reason=reason.strip())
        count_miss(by=by, kind=QuotaKind.NUMBER, missed=not is_shown)
        ask_for_alerts(by=by)
    if found is None or not is_shown:
        return None
    return view_person(by=by, person=found.uuid, reason=reason)


def _is_meant(person: Person, full_name: str, birth_year: int) -> bool:
    same_name = compare_digest(fold(person.full_name), fold(full_name))
    same_year = compare_digest(person.birth_date[:4], f"{birth_year:04}")
    return bool(person.full_name) and same_name and same_year and person.voided_at is None


def _nobody_with(pin: str) -> UUID:
    """Return what stands in the audit for a number that nobody has, and never for the number."""
    return UUID(keyed_digest("number looked up", pin)[:32])


def _guards() -> list[Callable[[Actor, Collection[UUID]], bool]]:
    """Return what higher rooms say of whom an officer may not see: `settings.PERSON_GUARDS`."""
    return [import_string(path) for path in settings.PERSON_GUARDS]


def _held(found: Person) -> PersonView:
    return PersonView(
        person=found.uuid,
        values=values_of(found),
        facts=tuple(found.facts.select_related("by").order_by("-pk")),
        changes=tuple(found.changes.select_related("by").order_by("-recorded_at")),
        lookups=tuple(queries.lookups_of(found.uuid)),
        events=tuple(life_queries.events_of(found.uuid)),
        deaths={
            one.mention: life_queries.state_of_death(one)
            for one in life_queries.deaths_of(found.uuid)
        },
        recorded_at=found.recorded_at,
        imported=found.created_for is None,
        voided_at=found.voided_at,
        void_reason=found.void_reason,
    )


def change_value(
    *,
    by: Actor,
    person: UUID,
    field: str,
    new_value: str,
    decision_number: str,
    decision_date: date,
    decided_by: str,
    difference: UUID | None = None,
) -> PopulationChange:
    """Record the commune police chief's decision and give the person the value it names.

    The earlier value stays in the history. The same decision sent twice is recorded once.

    Raises: NotPermittedError, UnknownPersonFieldError, ValueNotStorableError,
        DecisionIncompleteError, Person.DoesNotExist.
    Law: ND_70_2024 art. 6(3) (điều chỉnh thông tin).
    """
    by.require(Permission.POPULATION_CHANGE)
    if field not in CHANGEABLE_FIELDS:
        raise UnknownPersonFieldError(field)
    value = storable(field, new_value)
    with writing(by) as at:
        found = locked(Person.objects.filter(uuid=person, voided_at__isnull=True)).get()
        _check_decision(decision_number, decision_date, decided_by, localtime(at).date())
        already = found.changes.filter(
            field=field, new_value=value, decision_number=decision_number.strip()
        ).last()
        before = current_value(found, field)
        if already is not None and before == value:
            return already
        if field == "pin" and value != before and _is_anothers(value, found):
            raise ValueNotStorableError(field, "pin_taken")
        change = PopulationChange.objects.create(
            person=found,
            field=field,
            old_value=before,
            new_value=value,
            decision_number=decision_number.strip(),
            decision_date=decision_date,
            decided_by=decided_by.strip(),
            difference=difference,
            by_id=by.officer_id,
            recorded_at=at,
        )
        if field == "pin" and before and before != value:
            FormerNumber.objects.get_or_create(
                pin=before, defaults={"person": found, "recorded_at": at}
            )
        add_fact(
            found,
            field,
            value,
            source=FactSource.DECISION,
            source_uuid=change.pk,
            label=change.decision_number,
            by=by.officer,
            at=at,
        )
        project(found, [field], at=at)
        record(
            by,
            "person.value_changed",
            change.pk,
            subjects=[found.uuid],
            reason=f"{field}: {change.decision_number}",
            before={field: before},
            after={field: value},
        )
    return change


def void_person(*, by: Actor, person: UUID, reason: str) -> None:
    """Void a person whom this campaign created, when his link was undone; his request ends.

    His number is never given again. Doing it twice changes nothing.

    Raises: NotPermittedError, ReasonMissingError, NotCreatedHereError, Person.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = locked(Person.objects.filter(uuid=person)).get()
        if found.created_for is None:
            raise NotCreatedHereError(person)
        if found.voided_at is not None:
            return
        found.voided_at, found.void_reason = at, reason.strip()[:500]
        found.save(update_fields=["voided_at", "void_reason"])
        refresh_keys([found])
        for request in NumberRequest.objects.filter(
            mention=found.created_for, ended_at__isnull=True
        ):
            NumberRequestStep.objects.create(
                request=request,
                state=RequestState.WITHDRAWN,
                note=found.void_reason,
                by_id=by.officer,
                recorded_at=at,
            )
            request.ended_at = at
            request.save(update_fields=["ended_at"])
        subjects = [found.uuid, found.created_for]
        record(by, "person.voided", found.uuid, subjects=subjects, reason=reason.strip())


def _is_anothers(pin: str, person: Person) -> bool:
    """Return whether the number is or was somebody else's; his own former one he may get back."""
    if not pin or person.former_numbers.filter(pin=pin).exists():
        return False
    return was_ever_used(pin)


def _check_decision(number: str, day: date, decided_by: str, today: date) -> None:
    if not number.strip():
        raise DecisionIncompleteError("number")
    if day > today:
        raise DecisionIncompleteError("date")
    if not decided_by.strip():
        raise DecisionIncompleteError("decided_by")
