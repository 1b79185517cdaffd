"""How is what happened to a person told on his page? In the order of the days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from hotich.apps.population.matched import read_birth
from hotich.apps.population.models import DeathState, LifeEvent
from hotich.core.registers import REGISTER_TYPES

# After every date that can be read.
_UNDATED: Final = "~"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the page shows it; `death` is the state of the date of death it proposes."""

    event: LifeEvent
    day: str
    role: str
    told: tuple[tuple[str, str], ...]
    url: str
    death: DeathState | None

    @property
    def is_pending(self) -> bool:
        """Whether the date of death waits for a second police officer."""
        return self.death is DeathState.PROPOSED

    @property
    def is_refused(self) -> bool:
        """Whether a police officer has not confirmed the date of death."""
        return self.death is DeathState.REFUSED


def told_in_order(
    events: Iterable[LifeEvent], deaths: Mapping[UUID, DeathState], *, may_open: bool
) -> list[Told]:
    """Return the events by their day, those without one last; precision as the entry gives it.

    `deaths` holds by mention the state of a date of death; `may_open` gives the entry's address.
    """
    shown = [
        Told(
            event=event,
            day=read_birth(event.date).vietnamese() or event.date,
            role=role_label(event.register_type, event.role),
            told=tuple((gettext(label), text) for label, text in event.told),
            url=_entry_url(event.entry) if may_open else "",
            death=deaths.get(event.mention) if event.voided_at is None else None,
        )
        for event in events
    ]
    return sorted(shown, key=lambda one: (one.event.date or _UNDATED, one.event.pk))


def role_label(register_type: str, role: str) -> str:
    """Return what the role is called; its code where the register is not known."""
    for known in REGISTER_TYPES:
        if known.code == register_type:
            return next((gettext(one.label) for one in known.roles if one.code == role), role)
    return role


def _entry_url(entry: UUID) -> str:
    """Return the entry's page; "" where the room of entries is absent."""
    try:
        return reverse("entry:entry", args=[entry])
    except NoReverseMatch:
        return ""
