"""Reads of what happened to people: time lines, deaths to be confirmed, alerts."""

from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.population.apart import without_apart
from hotich.apps.population.gate import life_of
from hotich.apps.population.models import (
    Alert,
    DeathConfirmation,
    DeathState,
    DeathStep,
    LifeEvent,
    LifeState,
    NumberRequest,
    PopulationChange,
)
from hotich.apps.population.queries import get_person, last_request


def events_of(person: UUID) -> QuerySet[LifeEvent]:
    """Return what entries say happened to the person, withdrawn ones too, as recorded."""
    return LifeEvent.objects.filter(person__uuid=person).select_related("by").order_by("pk")


def changes_after(person: UUID, day: date) -> QuerySet[PopulationChange]:
    """Return the changes of the person's values decided after the day, earliest first."""
    rows = PopulationChange.objects.filter(person__uuid=person, decision_date__gt=day)
    return rows.order_by("decision_date", "recorded_at")


def asked_as_alive(person: UUID) -> NumberRequest | None:
    """Return the request by which the person was created as one who lives; None without one."""
    created_for = get_person(person).created_for
    if created_for is None:
        return None
    request = last_request(created_for)
    alive = {LifeState.ALIVE, LifeState.ABROAD}
    return request if request is not None and life_of(request) in alive else None


def deaths_of(person: UUID) -> QuerySet[DeathConfirmation]:
    """Return the deaths proposed for the person that have not ended, with their state."""
    rows = DeathConfirmation.objects.filter(person__uuid=person, ended_at__isnull=True)
    return rows.annotate(state_now=_last_death_state()).order_by("recorded_at")


def death_of_mention(mention: UUID) -> DeathConfirmation | None:
    """Return the death that the mention proposes, also confirmed or refused; None without one."""
    return DeathConfirmation.objects.filter(mention=mention, ended_at__isnull=True).first()


def state_of_death(death: DeathConfirmation) -> DeathState:
    """Return the state the proposed death is in now."""
    return DeathState(death.steps.order_by("pk").values_list("state", flat=True).reverse()[0])


def covered_deaths(by: Actor) -> QuerySet[DeathConfirmation]:
    """Return the deaths proposed in books of the actor's office that his posts cover."""
    covered = within(by, Permission.DEATH_CONFIRM)
    return without_apart(by, DeathConfirmation.objects.filter(covered, office=by.office_id))


def get_death(by: Actor, death: UUID) -> DeathConfirmation:
    """Return a proposed death of the actor's office; raises DeathConfirmation.DoesNotExist."""
    return covered_deaths(by).select_related("person", "linker").get(pk=death)


def deaths(by: Actor, *, state: DeathState) -> QuerySet[DeathConfirmation]:
    """Return the office's deaths in this state, oldest first; `state_now` says it on each."""
    rows = covered_deaths(by).select_related("linker")
    found = rows.annotate(state_now=_last_death_state()).filter(state_now=state.value)
    return found.order_by("recorded_at")


def alerts_for(by: Actor) -> QuerySet[Alert]:
    """Return what the officer has been alerted to and has not seen yet, oldest first."""
    rows = Alert.objects.filter(officer=by.officer_id, seen_at__isnull=True)
    return rows.order_by("recorded_at")


def _last_death_state() -> Subquery:
    steps = DeathStep.objects.filter(death=OuterRef("pk"))
    return Subquery(steps.order_by("-pk").values("state")[:1])
