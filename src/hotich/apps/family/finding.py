"""Who in the population register is an officer's kin? By what he declared and by existing ties.

Never by the surname: one by his number, or by his whole name and full birth date; and those whose
numbers or entries tie them to the officer's own person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hotich.apps.family.models import Ground, Relation, Relative
from hotich.apps.population.models import FormerNumber, LifeEvent, LifeEventKind, Person
from hotich.core.names import fold

_DAY = 10
_FAMILY_EVENTS = (
    LifeEventKind.BIRTH,
    LifeEventKind.MARRIAGE,
    LifeEventKind.ADOPTION,
    LifeEventKind.RECOGNITION,
)


@dataclass(frozen=True, slots=True)
class Term:
    """What tells a declared person: the name without accents, the birth date, the number.

    `ground` says which declared person it is.
    """

    folded: str
    birth: str
    pin: str
    ground: str

    @property
    def is_full(self) -> bool:
        """Whether name and birth date tell him: the date has its day."""
        return len(self.birth) == _DAY

    def is_told_by(self, *, folded: str, birth: str, pin: str) -> bool:
        """Return whether these facts are his: the same number, or name and full birth date."""
        if self.pin and pin == self.pin:
            return True
        return self.is_full and (folded, birth) == (self.folded, self.birth)


def term_of(relative: Relative) -> Term:
    """Return what tells the declared person."""
    ground = f"relative {relative.pk}"
    return Term(relative.folded, relative.birth, relative.pin, ground)


def found_persons(relatives: Iterable[Relative]) -> dict[UUID, Ground]:
    """Return the people of the register who are these relatives, or are tied to the officer."""
    declared = list(relatives)
    persons = _declared(declared)
    own = [one for one in declared if one.relation == Relation.SELF]
    tied = _tied(_declared(own)) if own else set()
    found = {one.uuid: Ground.DECLARED for one in persons}
    return found | {uuid: Ground.TIE for uuid in tied if uuid not in found}


def _declared(relatives: Iterable[Relative]) -> list[Person]:
    terms = [term_of(one) for one in relatives]
    pins = {term.pin for term in terms if term.pin}
    pins |= _numbers_now(pins)
    names = {(term.folded, term.birth) for term in terms if term.is_full}
    live = Person.objects.filter(voided_at__isnull=True)
    found = {one.pk: one for one in live.filter(pin__in=pins)} if pins else {}
    if names:
        for one in live.filter(birth_date__in={birth for _name, birth in names}):
            if (fold(one.full_name), one.birth_date) in names:
                found[one.pk] = one
    return list(found.values())


def _numbers_now(pins: Iterable[str]) -> set[str]:
    """Return the numbers that those who once had one of these have now."""
    rows = FormerNumber.objects.filter(pin__in=list(pins), person__pin__isnull=False)
    return {pin for pin in rows.values_list("person__pin", flat=True) if pin}


def _tied(own: Iterable[Person]) -> set[UUID]:
    """Return parents, spouse, children and those of the same parent, by number and by entry."""
    found: set[UUID] = set()
    live = Person.objects.filter(voided_at__isnull=True)
    for one in own:
        parents = {pin for pin in (one.mother_pin, one.father_pin) if pin}
        near = Q(pin__in=parents | {one.spouse_pin} - {""})
        below = {pin for pin in (one.pin, *parents) if pin}
        if below:
            near |= Q(mother_pin__in=below) | Q(father_pin__in=below)
        found |= set(live.filter(near).values_list("uuid", flat=True))
        events = LifeEvent.objects.filter(voided_at__isnull=True, kind__in=_FAMILY_EVENTS)
        entries = events.filter(person=one).values("entry")
        found |= set(events.filter(entry__in=entries).values_list("person__uuid", flat=True))
        found.discard(one.uuid)
    return found
