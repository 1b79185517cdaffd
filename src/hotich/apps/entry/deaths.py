"""How does a date of death get into the register? A second police officer looks, then it does.

Whoever delivers an entry only proposes the date (`entry.delivering`). Here a police officer other
than who linked sees the person, the entry and everything dated later, and confirms or refuses.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.conflicts import track_conflicts
from hotich.apps.entry.later import Later, later_than
from hotich.apps.entry.models import Entry
from hotich.apps.population import actions as population
from hotich.apps.population.life_queries import deaths, deaths_of, get_death, state_of_death
from hotich.apps.population.models import DeathConfirmation, DeathState, DeathStep
from hotich.apps.population.queries import person_values

OPEN = frozenset({DeathState.PROPOSED, DeathState.REFUSED})


class NewsSinceError(Exception):
    """Something dated later has come since the page was shown; it must be seen first."""


@dataclass(frozen=True, slots=True)
class DeathView:
    """A proposed death with everything its page shows."""

    death: DeathConfirmation
    state: DeathState
    entry: Entry | None
    values: Mapping[str, str]
    later: tuple[Later, ...]
    steps: tuple[DeathStep, ...]
    is_linker: bool

    @property
    def seal(self) -> str:
        """What is handed in again with the decision: it says what was shown."""
        return seal_of(self.later)

    @property
    def may_confirm(self) -> bool:
        """Whether the officer at the page may write the date."""
        return self.state in OPEN and not self.is_linker and self.death.ended_at is None

    @property
    def may_refuse(self) -> bool:
        """Whether the officer at the page may refuse it."""
        return self.may_confirm and self.state is DeathState.PROPOSED


def queue(by: Actor, state: DeathState) -> list[DeathConfirmation]:
    """Return the office's deaths in this state, oldest first.

    Raises: NotPermittedError.
    """
    by.require(Permission.DEATH_CONFIRM)
    return list(deaths(by, state=state))


def view_death(*, by: Actor, death: UUID) -> DeathView:
    """Return the death after its view, and that of the person, is on record.

    Raises: NotPermittedError; DeathConfirmation.DoesNotExist, also for another office's.
    """
    by.require(Permission.DEATH_CONFIRM)
    found = get_death(by, death)
    with writing(by):
        subjects = [found.person.uuid, found.mention]
        record(by, "death.viewed", found.pk, subjects=subjects, reason=found.entry_label)
    return DeathView(
        death=found,
        state=state_of_death(found),
        entry=Entry.objects.filter(pk=found.entry).first(),
        values=person_values(found.person.uuid),
        later=later_than(found),
        steps=tuple(found.steps.select_related("by").order_by("pk")),
        is_linker=found.linker_id == by.officer,
    )


def confirm(*, by: Actor, death: UUID, seal: str, note: str = "") -> None:
    """Write the date of death after everything dated later was seen.

    `seal` says what was shown; where something has come since, nothing is written. A date that
    was held already stays, and the difference goes on the tracking list.

    Raises: NotPermittedError; LinkerConfirmsError; ReasonMissingError without a note where
    anything is dated later; NewsSinceError; WrongStateError; DeathConfirmation.DoesNotExist.
    """
    by.require(Permission.DEATH_CONFIRM)
    with writing(by):
        found = get_death(by, death)
        shown = _seen(found, seal)
        population.confirm_death(by=by, death=death, shown=shown, note=note)
        # Another death entry of the same person may say otherwise.
        for one in deaths_of(found.person.uuid):
            track_conflicts(by=by, mention=one.mention)


def refuse(*, by: Actor, death: UUID, seal: str, reason: str) -> None:
    """Say why the date is not written; the difference goes on the tracking list.

    Raises: NotPermittedError; LinkerConfirmsError; ReasonMissingError; NewsSinceError;
    WrongStateError; DeathConfirmation.DoesNotExist.
    """
    by.require(Permission.DEATH_CONFIRM)
    with writing(by):
        found = get_death(by, death)
        shown = _seen(found, seal)
        population.refuse_death(by=by, death=death, reason=reason, shown=shown)
        track_conflicts(by=by, mention=found.mention)


def seal_of(later: Iterable[Later]) -> str:
    """Return a digest of what was shown; the same things give the same."""
    lines = ["|".join((*one.shown, str(one.is_sure))) for one in later]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _seen(death: DeathConfirmation, seal: str) -> list[tuple[str, str, str]]:
    later = later_than(death)
    if state_of_death(death) in OPEN and seal_of(later) != seal:
        raise NewsSinceError
    return [one.shown for one in later]
