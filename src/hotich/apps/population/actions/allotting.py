"""Create the person and have his number allotted: once, whatever fails on the way."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import is_writing, record, writing
from hotich.apps.population import gate
from hotich.apps.population.actions.numbers import add_step, locked_request, require_state
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.models import (
    FactSource,
    NumberRequest,
    Person,
    PersonFact,
    RequestState,
)
from hotich.apps.population.port import NumberWanted, register, require_allotment
from hotich.apps.population.problems import (
    ItemsMissingError,
    RegisterCalledInWriteError,
    ValueNotStorableError,
)
from hotich.apps.population.queries import state_of_request

S = RequestState
# A number can only say a year of these centuries.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2399
_GOING: Final = frozenset({S.RELEASED, S.WAITING, S.ALLOTTED})


@dataclass(frozen=True, slots=True)
class Allotted:
    """The person who was created and the number allotted to him."""

    person: UUID
    pin: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    request: NumberRequest
    key: UUID
    number: NumberWanted


def allot(*, by: Actor, request: NumberRequest | UUID) -> Allotted:
    """Ask the register for the number of a released request and create the person.

    Called after `release_request`, outside any transaction, and again for a request that waits.
    However often and in however many threads it is called, there is one person and one number.
    When the register is silent the request waits.

    Raises: NotPermittedError, NumberRequest.DoesNotExist, WrongStateError, RegisterSilentError,
        AllotmentNotConfiguredError, ItemsMissingError, RegisterCalledInWriteError in a write.
    """
    if by.officer is not None and not (
        by.may(Permission.NUMBER_RELEASE) or by.may(Permission.ENTRY_TYPE)
    ):
        raise NotPermittedError(Permission.NUMBER_RELEASE)
    if is_writing():
        raise RegisterCalledInWriteError
    require_allotment()
    wanted = _begin(by, request)
    if isinstance(wanted, Allotted):
        return wanted
    pin = register().allot(wanted.key, wanted.number)
    return _create(by, wanted, pin)


def _begin(by: Actor, request: NumberRequest | UUID) -> _Wanted | Allotted:
    """Write that the register is asked; a request already allotted gives its number."""
    with writing(by) as at:
        found = locked_request(by, request)
        require_state(found, _GOING)
        if state_of_request(found) == S.ALLOTTED:
            return _allotted(found)
        values = gate.person_values(found)
        sex, year = values.get("sex", ""), gate.birth_year(values)
        if sex not in {"male", "female"} or year is None:
            raise ItemsMissingError(["sex" if year else "birth_date"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueNotStorableError("birth_date", "year_out_of_range")
        if state_of_request(found) != S.WAITING:
            add_step(found, S.WAITING, by=by, at=at)
            record(by, "number.asked_for", found.pk, subjects=[found.mention])
        return _Wanted(found, _key(found.mention), NumberWanted(sex, year))


def _create(by: Actor, wanted: _Wanted, pin: str) -> Allotted:
    with writing(by) as at:
        request = locked_request(by, wanted.request)
        if state_of_request(request) == S.ALLOTTED:
            return _allotted(request)
        require_state(request, {S.WAITING})
        values = gate.person_values(request)
        person = Person.objects.create(
            **values, pin=pin, created_for=request.mention, recorded_at=at
        )
        PersonFact.objects.bulk_create(
            PersonFact(
                person=person,
                field=field,
                value=value,
                applied=True,
                source=FactSource.NEW_PERSON,
                source_uuid=request.pk,
                source_label=request.entry_label,
                by_id=request.by_id,
                recorded_at=at,
            )
            for field, value in {**values, "pin": pin}.items()
        )
        refresh_keys([person])
        add_step(request, S.ALLOTTED, by=by, at=at)
        record(
            by,
            "number.allotted",
            request.pk,
            subjects=[person.uuid, request.mention],
            after={**values, "pin": pin},
        )
    return Allotted(person.uuid, pin)


def _allotted(request: NumberRequest) -> Allotted:
    person = Person.objects.get(created_for=request.mention, voided_at__isnull=True)
    return Allotted(person.uuid, person.pin or "")


def _key(mention: UUID) -> UUID:
    """Return the key towards the register: the mention, or a new one after a person was voided."""
    voided = Person.objects.filter(created_for=mention, voided_at__isnull=False).count()
    return uuid5(mention, f"after {voided}") if voided else mention
