"""Alert officers to a death of somebody whom this campaign entered as a new person."""

from collections.abc import Iterable
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.models import (
    Alert,
    AlertKind,
    NumberRequest,
    NumberRequestStep,
    Person,
    RequestState,
)


def alert_of_death(
    *,
    by: Actor,
    person: UUID,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    officers: Iterable[UUID],
) -> int:
    """Alert both sides when a death entry names somebody created by this campaign.

    `officers` typed and linked the death entry; who asked for the person's number and who
    released it are alerted with them. Each is alerted once for a mention and person. Return how
    many were alerted now; 0 for a person who was there before the campaign.
    """
    with writing(by) as at:
        found = Person.objects.filter(uuid=person, voided_at__isnull=True).first()
        if found is None or found.created_for is None or found.created_for == mention:
            return 0
        told = Alert.objects.filter(person=person, mention=mention)
        already = set(told.values_list("officer", flat=True))
        new = sorted(_both_sides(found.created_for, officers) - already, key=str)
        asked = NumberRequest.objects.filter(mention=found.created_for).last()
        Alert.objects.bulk_create(
            Alert(
                officer_id=officer,
                kind=AlertKind.DEATH_OF_NEW_PERSON,
                person=person,
                mention=mention,
                entry=entry,
                entry_label=entry_label[:200],
                other_label=asked.entry_label if asked else "",
                recorded_at=at,
            )
            for officer in new
        )
        if new:
            subjects = [person, mention, found.created_for]
            record(by, "death.alerted", person, subjects=subjects, reason=entry_label)
    return len(new)


def mark_alert_seen(*, by: Actor, alert: UUID) -> None:
    """Take an alert off the officer's desk; seen twice changes nothing.

    Raises: Alert.DoesNotExist, also for another officer's.
    """
    with writing(by) as at:
        found = locked(Alert.objects.filter(officer=by.officer_id)).get(pk=alert)
        if found.seen_at is not None:
            return
        found.seen_at = at
        found.save(update_fields=["seen_at"])
        record(by, "death.alert_seen", alert, subjects=[found.person, found.mention])


def _both_sides(created_for: UUID, officers: Iterable[UUID]) -> set[UUID]:
    requests = NumberRequest.objects.filter(mention=created_for)
    releases = NumberRequestStep.objects.filter(
        request__in=requests, state=RequestState.RELEASED, by__isnull=False
    )
    asked = requests.values_list("by", flat=True)
    return {*officers, *asked, *releases.values_list("by", flat=True)}
