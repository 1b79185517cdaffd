"""A date of death on its way: an entry proposes it, and a second police officer confirms it.

No job and no lock ever writes a date of death: what is delivered only proposes. The value comes
to be by `confirm_death` alone, which a process of the installation cannot call.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.actions.events import require_deliverer
from hotich.apps.population.life_queries import covered_deaths, state_of_death
from hotich.apps.population.models import (
    DeathConfirmation,
    DeathState,
    DeathStep,
    FactSource,
    Person,
    PersonFact,
)
from hotich.apps.population.problems import (
    LinkerConfirmsError,
    ReasonMissingError,
    ValueNotStorableError,
    WrongStateError,
)
from hotich.apps.population.projecting import add_fact, project
from hotich.apps.population.storing import storable

FIELD = "death_date"
_OTHER_DATE = "the entry gives another date"

# What dated later an officer saw: kind, UUID, ISO date.
Shown: TypeAlias = Sequence[tuple[str, str, str]]


def propose_death(
    *,
    by: Actor,
    person: UUID,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    office: UUID,
    field: str,
    date: str,
    text: str,
    linker: UUID | None,
    register_type: str = "",
    book: UUID | None = None,
) -> DeathConfirmation | None:
    """Put a date of death before the officers of the book's office; it is not written.

    `date` is ISO of any precision, `field` the entry's field with the `text` as written,
    `linker` who said that the dead is this person; `register_type` and `book` say who of the
    office may confirm it. Proposing the same again changes nothing, also
    after a refusal; another date ends the earlier proposal and what came of it. None for a date
    that cannot be kept.

    Raises: NotPermittedError, Person.DoesNotExist.
    """
    require_deliverer(by)
    try:
        day = storable(FIELD, date)
    except ValueNotStorableError:
        return None
    if not day:
        return None
    with writing(by) as at:
        found = locked(Person.objects.filter(uuid=person, voided_at__isnull=True)).get()
        held = _live(mention)
        if held is not None:
            if (held.person_id, held.date) == (found.pk, day):
                return held
            _end(held, _OTHER_DATE, by=by, at=at)
        death = DeathConfirmation.objects.create(
            person=found,
            mention=mention,
            entry=entry,
            entry_label=entry_label[:200],
            register_type=register_type,
            book=book,
            office=office,
            field=field,
            date=day,
            text=text[:1000],
            linker_id=linker,
            recorded_at=at,
        )
        _add_step(death, DeathState.PROPOSED, by=by, at=at)
        record(
            by,
            "death.proposed",
            death.pk,
            subjects=[found.uuid, mention],
            reason=entry_label,
            after={FIELD: day},
        )
    return death


def confirm_death(*, by: Actor, death: UUID, shown: Shown = (), note: str = "") -> PersonFact:
    """Write the date of death, as a police officer other than who linked; return the fact.

    A blank value is filled; one that is held stays, and the entry's stands beside it. `shown` is
    what is dated later than the death; where there is anything, `note` says why the death is
    confirmed all the same. One that was refused may be confirmed later. Confirming again changes
    nothing.

    Raises: NotPermittedError, DeathConfirmation.DoesNotExist, LinkerConfirmsError,
        ReasonMissingError, WrongStateError.
    """
    by.require(Permission.DEATH_CONFIRM)
    officer = by.officer_id
    with writing(by) as at:
        found = locked_death(by, death)
        if state_of_death(found) == DeathState.CONFIRMED:
            return _facts(found.mention).get()
        _require_second(found, officer, {DeathState.PROPOSED, DeathState.REFUSED})
        if shown and not note.strip():
            raise ReasonMissingError
        person = locked(Person.objects.filter(pk=found.person_id)).get()
        fact = add_fact(
            person,
            FIELD,
            found.date,
            source=FactSource.REGISTER,
            source_uuid=found.mention,
            label=found.entry_label,
            by=officer,
            at=at,
        )
        project(person, [FIELD], at=at)
        _add_step(found, DeathState.CONFIRMED, by=by, at=at, note=note, shown=shown)
        record(
            by,
            "death.confirmed",
            found.pk,
            subjects=[person.uuid, found.mention],
            reason=note.strip(),
            after={FIELD: found.date, "shown": [list(one) for one in shown]},
        )
    return fact


def refuse_death(*, by: Actor, death: UUID, reason: str, shown: Shown = ()) -> None:
    """Say why the date of death is not written, as a police officer other than who linked.

    Raises: NotPermittedError, ReasonMissingError, DeathConfirmation.DoesNotExist,
        LinkerConfirmsError, WrongStateError.
    """
    by.require(Permission.DEATH_CONFIRM)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = locked_death(by, death)
        _require_second(found, by.officer_id, {DeathState.PROPOSED})
        _add_step(found, DeathState.REFUSED, by=by, at=at, note=reason, shown=shown)
        subjects = [found.person.uuid, found.mention]
        record(by, "death.refused", found.pk, subjects=subjects, reason=reason.strip())


def withdraw_death(*, by: Actor, mention: UUID, reason: str, at: datetime) -> None:
    """End what the mention proposed, and void the date if it was written, inside a write."""
    held = _live(mention)
    if held is not None:
        _end(held, reason, by=by, at=at)


def locked_death(by: Actor, death: UUID) -> DeathConfirmation:
    """Return a proposed death of the actor's office that has not ended, locked for the write.

    Raises: DeathConfirmation.DoesNotExist.
    """
    rows = covered_deaths(by).select_related("person")
    return locked(rows).get(pk=death, ended_at__isnull=True)


def _require_second(death: DeathConfirmation, officer: UUID, states: set[DeathState]) -> None:
    state = state_of_death(death)
    if state not in states:
        raise WrongStateError(state.value)
    if death.linker_id == officer:
        raise LinkerConfirmsError


def _end(death: DeathConfirmation, reason: str, *, by: Actor, at: datetime) -> None:
    """End a proposal; a date it wrote is voided, and the value before it returns."""
    facts = _facts(death.mention)
    if facts.exists():
        person = locked(Person.objects.filter(pk=death.person_id)).get()
        facts.update(voided_at=at, void_reason=reason[:500])
        project(person, [FIELD], at=at)
    death.ended_at = at
    death.save(update_fields=["ended_at"])
    _add_step(death, DeathState.WITHDRAWN, by=by, at=at, note=reason)
    subjects = [death.person.uuid, death.mention]
    record(by, "death.withdrawn", death.pk, subjects=subjects, reason=reason)


def _facts(mention: UUID) -> QuerySet[PersonFact]:
    return PersonFact.objects.filter(
        source=FactSource.REGISTER, source_uuid=mention, field=FIELD, voided_at__isnull=True
    )


def _live(mention: UUID) -> DeathConfirmation | None:
    rows = DeathConfirmation.objects.filter(mention=mention, ended_at__isnull=True)
    return locked(rows.select_related("person")).first()


def _add_step(
    death: DeathConfirmation,
    state: DeathState,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    shown: Shown = (),
) -> None:
    DeathStep.objects.create(
        death=death,
        state=state,
        note=note.strip()[:500],
        shown=[list(one) for one in shown],
        by_id=by.officer,
        recorded_at=at,
    )
