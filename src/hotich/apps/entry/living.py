"""What does the register itself say of a person's life, before anybody is asked?"""

from django.utils.translation import gettext

from hotich.apps.population.models import LifeState
from hotich.core.registers import EventKind, RegisterType


def tells_of_death(definition: RegisterType, role: str) -> bool:
    """Return whether an entry of the register says that the role's person has died."""
    event = definition.event
    return event is not None and event.kind is EventKind.DEATH and role in event.roles


def default_life(definition: RegisterType, role: str) -> tuple[LifeState, str] | None:
    """Return the state of life with its basis where the entry itself is the basis, else None.

    Who is registered as deceased is dead; of all others the clerk has to find out.
    """
    if not tells_of_death(definition, role):
        return None
    return LifeState.DEAD, gettext("theo chính trường hợp khai tử này")
