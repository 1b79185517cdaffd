"""The way of a number request: asked for, confirmed, completed, released or ended."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.timezone import localtime

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.gate import (
    LIFE,
    given_values,
    life_of,
    missing_items,
    none_by_rule,
    normalised,
)
from hotich.apps.population.models import (
    LifeState,
    NumberRequest,
    NumberRequestItem,
    NumberRequestStep,
    RequestState,
)
from hotich.apps.population.problems import (
    ItemsMissingError,
    LifeNotKnownError,
    ReasonMissingError,
    RequesterReleasesError,
    ValueNotStorableError,
    WrongStateError,
)
from hotich.apps.population.queries import is_confirmed, requests_of, state_of_request

S = RequestState
OPEN: Final = frozenset({S.REQUESTED, S.INCOMPLETE, S.CONFIRMED})
_LONGEST: Final = 1000


def request_number(
    *,
    by: Actor,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    office: UUID,
    facts: Mapping[str, str],
    life: LifeState,
    basis: str,
    register_type: str = "",
    book: UUID | None = None,
) -> NumberRequest:
    """Ask for a new person and number for a mention nobody was found for, and return the request.

    `facts` are keyed by the names of core.registers.NUMBER_FACTS ("full_name", "parentage" …),
    whichever register they come from, or by person field ("commune_code"); `register_type` and
    `book` say who of the office sees it. Asking again while a
    request lives returns that one. No number is asked for a foreigner, nor for the dead where the
    law's switch says none: the request ends at once, the note of its state saying why.

    Raises: NotPermittedError, ReasonMissingError without a basis for the life state.
    """
    by.require(Permission.ENTRY_TYPE)
    if by.office_id != office:
        raise NumberRequest.DoesNotExist
    if not basis.strip():
        raise ReasonMissingError
    with writing(by) as at:
        latest = NumberRequest.objects.filter(mention=mention).order_by("recorded_at").last()
        if latest is not None and _is_the_same(latest, facts, life, localtime(at).date()):
            return latest
        request = NumberRequest.objects.create(
            mention=mention,
            entry=entry,
            entry_label=entry_label,
            register_type=register_type,
            book=book,
            office=office,
            facts=dict(facts),
            life=life,
            basis=basis.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        add_step(request, S.REQUESTED, by=by, at=at)
        _settle(request, by, at)
        record(by, "number.requested", request.pk, subjects=[mention], after=dict(facts))
    return request


def confirm_request(*, by: Actor, request: NumberRequest | UUID) -> None:
    """Say, as the justice officer, that the entry stands in the book; twice changes nothing.

    Raises: NotPermittedError, NumberRequest.DoesNotExist, WrongStateError.
    """
    by.require(Permission.NUMBER_CONFIRM)
    with writing(by) as at:
        found = locked_request(by, request, Permission.NUMBER_CONFIRM)
        if is_confirmed(found):
            return
        require_state(found, OPEN)
        add_step(found, S.CONFIRMED, by=by, at=at)
        _settle(found, by, at)
        record(by, "number.confirmed", found.pk, subjects=[found.mention])


def give_item(
    *, by: Actor, request: NumberRequest | UUID, field: str, value: str, document: str
) -> None:
    """Give an item of the legal gate that the book lacks, with the document it is taken from.

    It is never register text. The request is judged anew.

    Raises: NotPermittedError, ReasonMissingError without a document, ValueNotStorableError,
        NumberRequest.DoesNotExist, WrongStateError.
    """
    _require_any(by, Permission.ENTRY_TYPE, Permission.NUMBER_CONFIRM)
    if not document.strip():
        raise ReasonMissingError
    if not value.strip() or not normalised(field, value):
        raise ValueNotStorableError(field, "blank" if not value.strip() else "unreadable")
    if len(value) > _LONGEST:
        raise ValueNotStorableError(field, "too_long")
    with writing(by) as at:
        found = locked_request(by, request)
        require_state(found, OPEN)
        _add_item(found, field, value.strip(), document, by=by, at=at)
        _settle(found, by, at)
        record(by, "number.item_given", found.pk, subjects=[found.mention], reason=field)


def record_life(*, by: Actor, request: NumberRequest | UUID, life: LifeState, basis: str) -> None:
    """Record what has been found out about the person's life, with its basis.

    Raises: NotPermittedError, ReasonMissingError, NumberRequest.DoesNotExist, WrongStateError.
    """
    _require_any(by, Permission.ENTRY_TYPE, Permission.NUMBER_CONFIRM)
    if not basis.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = locked_request(by, request)
        require_state(found, OPEN)
        _add_item(found, LIFE, life.value, basis, by=by, at=at)
        _settle(found, by, at)
        record(by, "number.life_recorded", found.pk, subjects=[found.mention], reason=life.value)


def release_request(
    *, by: Actor, request: NumberRequest | UUID, hands: Collection[UUID] = ()
) -> None:
    """Let the person be created and numbered: a second police officer, never the requester.

    `hands` are officers who typed the entry or decided on it; none of them releases either. Rows
    only; `allot` then asks the register. Releasing again changes nothing.

    Raises: NotPermittedError, NumberRequest.DoesNotExist, RequesterReleasesError,
        LifeNotKnownError, ItemsMissingError, WrongStateError.
    """
    by.require(Permission.NUMBER_RELEASE)
    with writing(by) as at:
        found = locked_request(by, request, Permission.NUMBER_RELEASE)
        state = state_of_request(found)
        if state in {S.RELEASED, S.WAITING, S.ALLOTTED}:
            return
        if by.officer_id in {found.by_id, *hands}:
            raise RequesterReleasesError
        if life_of(found) is LifeState.UNKNOWN and state in OPEN:
            raise LifeNotKnownError
        if state == S.INCOMPLETE:
            raise ItemsMissingError(missing_items(found, localtime(at).date()))
        require_state(found, {S.CONFIRMED})
        add_step(found, S.RELEASED, by=by, at=at)
        record(by, "number.released", found.pk, subjects=[found.mention])


def refuse_request(*, by: Actor, request: NumberRequest | UUID, reason: str) -> None:
    """End the request with a reason: by the justice officer or by who may release.

    Raises: NotPermittedError, ReasonMissingError, NumberRequest.DoesNotExist, WrongStateError.
    """
    _require_any(by, Permission.NUMBER_CONFIRM, Permission.NUMBER_RELEASE)
    _end(by, request, S.REFUSED, reason)


def withdraw_request(*, by: Actor, request: NumberRequest | UUID, reason: str) -> None:
    """Take the request back, because the entry was corrected, linked or voided.

    One that has been allotted is not withdrawn: `void_person` ends it. A number that a silent
    register allots meanwhile stays with the mention.

    Raises: NotPermittedError, ReasonMissingError, NumberRequest.DoesNotExist, WrongStateError.
    """
    by.require(Permission.ENTRY_TYPE)
    _end(by, request, S.WITHDRAWN, reason)


def locked_request(by: Actor, request: NumberRequest | UUID, *rights: Permission) -> NumberRequest:
    """Return the request of the actor's office, locked; a process sees those of all offices.

    Raises: NumberRequest.DoesNotExist, also in a book that his posts do not cover.
    """
    key = request.pk if isinstance(request, NumberRequest) else request
    return locked(requests_of(by, *rights).filter(pk=key)).get()


def require_state(
    request: NumberRequest, states: frozenset[RequestState] | set[RequestState]
) -> None:
    """Do nothing if the request is in one of the states; raises WrongStateError if not."""
    state = state_of_request(request)
    if state not in states:
        raise WrongStateError(state.value)


def add_step(
    request: NumberRequest, state: RequestState, *, by: Actor, at: datetime, note: str = ""
) -> None:
    """Write a dated state; one that ends the request frees its mention."""
    NumberRequestStep.objects.create(
        request=request, state=state, note=note[:500], by_id=by.officer, recorded_at=at
    )
    if state in {S.REFUSED, S.NONE_BY_RULE, S.WITHDRAWN}:
        request.ended_at = at
        request.save(update_fields=["ended_at"])


def _is_the_same(
    latest: NumberRequest, facts: Mapping[str, str], life: LifeState, day: date
) -> bool:
    if latest.ended_at is None:
        return True
    last = latest.steps.order_by("pk").last()
    if last is None or last.state != S.NONE_BY_RULE:
        return False
    return last.note == none_by_rule(facts, LifeState(life), day)


def _settle(request: NumberRequest, by: Actor, at: datetime) -> None:
    """Write the state that follows from what is known, where it is another than before."""
    day = localtime(at).date()
    why_none = none_by_rule(given_values(request), life_of(request), day)
    if why_none:
        add_step(request, S.NONE_BY_RULE, by=by, at=at, note=why_none)
        return
    missing = missing_items(request, day)
    settled = S.CONFIRMED if is_confirmed(request) else S.REQUESTED
    note = ",".join(missing)
    wanted = (S.INCOMPLETE if missing else settled, note)
    last = request.steps.order_by("pk").last()
    if last is None or (last.state, last.note) != wanted:
        add_step(request, wanted[0], by=by, at=at, note=note)


def _end(by: Actor, request: NumberRequest | UUID, state: RequestState, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = locked_request(by, request)
        require_state(found, OPEN | {S.RELEASED, S.WAITING})
        add_step(found, state, by=by, at=at, note=reason.strip())
        record(
            by, f"number.{state.value}", found.pk, subjects=[found.mention], reason=reason.strip()
        )


def _add_item(
    request: NumberRequest, field: str, value: str, document: str, *, by: Actor, at: datetime
) -> None:
    NumberRequestItem.objects.create(
        request=request,
        field=field[:60],
        value=value,
        document=document.strip()[:500],
        by_id=by.officer_id,
        recorded_at=at,
    )


def _require_any(by: Actor, *permissions: Permission) -> None:
    if not any(by.may(permission) for permission in permissions):
        raise NotPermittedError(permissions[0])
