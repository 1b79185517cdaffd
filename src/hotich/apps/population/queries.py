"""Reads of the population room.

Those that take a person give values without a record of their own: the caller has written why.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.population.apart import without_apart
from hotich.apps.population.facts import values_of
from hotich.apps.population.gate import DEAD, FOREIGN, life_of
from hotich.apps.population.matched import facts_from
from hotich.apps.population.models import (
    ImportBatch,
    ImportFinding,
    LifeState,
    Lookup,
    NumberRequest,
    NumberRequestItem,
    NumberRequestStep,
    Person,
    RequestState,
)
from hotich.core.matching import Facts

S = RequestState
PENDING: Final = frozenset({S.REQUESTED, S.CONFIRMED, S.INCOMPLETE, S.RELEASED, S.WAITING})
_LOOKUPS_SHOWN: Final = 100
# Fewer than the variables a statement may have, on both databases.
_TOGETHER: Final = 5000


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A number request as the lists show it. `missing` are names of facts."""

    request: NumberRequest
    state: RequestState
    since: datetime
    missing: tuple[str, ...]
    life: LifeState
    confirmed: bool
    items: tuple[NumberRequestItem, ...]


@dataclass(frozen=True, slots=True)
class NumberCounts:
    """How many number requests stood in which state."""

    by_state: Mapping[RequestState, int]
    # Those without a number by rule, by the reason: "dead" or "foreign".
    none_for: Mapping[str, int] = field(default_factory=dict)

    @property
    def given(self) -> int:
        """Return how many numbers were given (and not taken back)."""
        return self.by_state.get(S.ALLOTTED, 0)

    @property
    def pending(self) -> int:
        """Return how many are on their way."""
        return sum(self.by_state.get(state, 0) for state in PENDING)

    @property
    def none_by_rule(self) -> int:
        """Return for how many a rule gives no number."""
        return self.by_state.get(S.NONE_BY_RULE, 0)

    @property
    def none_for_dead(self) -> int:
        """Return for how many none is given because they are dead."""
        return self.none_for.get(DEAD, 0)

    @property
    def none_for_foreign(self) -> int:
        """Return for how many none is given because they are foreigners."""
        return self.none_for.get(FOREIGN, 0)

    @property
    def refused(self) -> int:
        """Return how many were refused."""
        return self.by_state.get(S.REFUSED, 0)


def get_person(person: UUID) -> Person:
    """Return the person, also a voided one; raises Person.DoesNotExist."""
    return Person.objects.get(uuid=person)


def person_values(person: UUID) -> dict[str, str]:
    """Return the person's values now, the whole number under "pin"; "" is missing.

    Raises: Person.DoesNotExist.
    """
    return values_of(get_person(person))


def facts_of(person: UUID) -> Facts:
    """Return what matching weighs of the person; raises Person.DoesNotExist."""
    return facts_from(person_values(person))


def created_person(mention: UUID) -> Person | None:
    """Return the person created for the mention, None when there is none or he was voided."""
    return Person.objects.filter(created_for=mention, voided_at__isnull=True).first()


def lookups_of(person: UUID) -> QuerySet[Lookup]:
    """Return the newest look-ups that showed the person, at most 100, officers fetched."""
    shown = Lookup.objects.filter(candidates__person=person)
    return shown.select_related("by", "answer").order_by("-recorded_at")[:_LOOKUPS_SHOWN]


def lookups_for(mention: UUID) -> QuerySet[Lookup]:
    """Return the look-ups made for a mention, newest first."""
    return Lookup.objects.filter(mention=mention).select_related("by").order_by("-recorded_at")


def get_lookup(by: Actor, lookup: UUID) -> Lookup:
    """Return a look-up of the actor's office; raises Lookup.DoesNotExist for another's."""
    return Lookup.objects.select_related("answer").get(pk=lookup, office=by.office_id)


def candidates_of(lookup: UUID) -> tuple[UUID, ...]:
    """Return the persons a look-up showed, in their order."""
    rows = Lookup.objects.get(pk=lookup).candidates.order_by("place")
    return tuple(rows.values_list("person", flat=True))


def live_request(mention: UUID) -> NumberRequest | None:
    """Return the mention's request that lives (an allotted one does), None when there is none."""
    return NumberRequest.objects.filter(mention=mention, ended_at__isnull=True).first()


def last_request(mention: UUID) -> NumberRequest | None:
    """Return the mention's newest request, ended or alive; None when there was none."""
    return NumberRequest.objects.filter(mention=mention).order_by("recorded_at").last()


def number_state(mention: UUID, *, as_of: datetime | None = None) -> RequestState | None:
    """Return the state of the mention's newest request, now or at `as_of`; None without one."""
    steps = NumberRequestStep.objects.filter(request__mention=mention)
    if as_of is not None:
        steps = steps.filter(recorded_at__lte=as_of)
    last = steps.order_by("pk").last()
    return RequestState(last.state) if last else None


def state_of_request(request: NumberRequest) -> RequestState:
    """Return the state the request is in now."""
    return RequestState(request.steps.order_by("pk").values_list("state", flat=True).reverse()[0])


def is_confirmed(request: NumberRequest) -> bool:
    """Return whether the justice officer has confirmed that the entry stands in the book."""
    return request.steps.filter(state=S.CONFIRMED).exists()


# What may be done with a request for a number; each of them shows it.
NUMBER_RIGHTS = (
    Permission.NUMBER_CONFIRM,
    Permission.ENTRY_TYPE,
    Permission.NUMBER_RELEASE,
)


def requests_of(by: Actor, *rights: Permission) -> QuerySet[NumberRequest]:
    """Return the requests of the actor's office in books that his posts cover.

    Covered for whatever he may do with a request, or for any of `rights`; a process sees all.

    Raises: NotPermittedError.
    """
    if by.officer is None:
        return NumberRequest.objects.all()
    asked = rights or NUMBER_RIGHTS
    if not any(by.may(right) for right in asked):
        raise NotPermittedError(asked[0])
    covered = within(by, *asked)
    return without_apart(by, NumberRequest.objects.filter(covered, office=by.office_id))


def get_request(by: Actor, request: UUID) -> NumberRequest:
    """Return a request of `requests_of`; raises NumberRequest.DoesNotExist for any other."""
    return requests_of(by).get(pk=request)


def number_requests(by: Actor, *, states: Collection[RequestState] = PENDING) -> list[RequestRow]:
    """Return the office's requests in these states, oldest first."""
    requests = (
        requests_of(by)
        .select_related("by")
        .prefetch_related("steps__by", "items__by")
        .annotate(state_now=_last_state(None))
        .filter(state_now__in=[state.value for state in states])
        .order_by("recorded_at")
    )
    return [request_row(request) for request in requests]


def request_row(request: NumberRequest) -> RequestRow:
    """Return a request with what its steps and items say."""
    steps = sorted(request.steps.all(), key=lambda step: step.pk)
    last = steps[-1]
    missing = tuple(filter(None, last.note.split(","))) if last.state == S.INCOMPLETE else ()
    return RequestRow(
        request=request,
        state=RequestState(last.state),
        since=last.recorded_at,
        missing=missing,
        life=life_of(request),
        confirmed=any(step.state == S.CONFIRMED for step in steps),
        items=tuple(request.items.all()),
    )


def waiting_requests(office: UUID | None = None) -> list[NumberRequest]:
    """Return the requests for which the register is to be asked (again): released or waiting."""
    requests = NumberRequest.objects.filter(ended_at__isnull=True)
    if office is not None:
        requests = requests.filter(office=office)
    going = requests.annotate(state_now=_last_state(None))
    return list(going.filter(state_now__in=[S.RELEASED, S.WAITING]).order_by("recorded_at"))


def count_numbers(
    *,
    entries: Iterable[UUID] | None = None,
    office: UUID | None = None,
    as_of: datetime | None = None,
) -> NumberCounts:
    """Return how many requests stood in which state, now or at `as_of`.

    `entries` is a query of entry UUIDs or any number of them; `office` the office of the requests.
    """
    requests = NumberRequest.objects.all()
    if office is not None:
        requests = requests.filter(office=office)
    if as_of is not None:
        requests = requests.filter(recorded_at__lte=as_of)
    parts = [requests]
    if isinstance(entries, QuerySet):
        parts = [requests.filter(entry__in=entries)]
    elif entries is not None:
        parts = [requests.filter(entry__in=part) for part in _parts(list(entries))]
    found: Counter[RequestState] = Counter()
    reasons: Counter[str] = Counter()
    for part in parts:
        then = part.annotate(state_then=_last(as_of, "state"), note_then=_last(as_of, "note"))
        for state, note in then.values_list("state_then", "note_then"):
            found[RequestState(state)] += 1
            if state == S.NONE_BY_RULE:
                reasons[note] += 1
    return NumberCounts(dict(found), dict(reasons))


def import_batches(by: Actor) -> QuerySet[ImportBatch]:
    """Return the files loaded by the actor's office, newest first."""
    rows = ImportBatch.objects.filter(office=by.office_id)
    return rows.select_related("by").order_by("-recorded_at")


def find_batch(by: Actor, job: UUID) -> ImportBatch | None:
    """Return the batch of a job of the actor's office; None before its first row."""
    return ImportBatch.objects.filter(pk=job, office=by.office_id).first()


def findings_of(batch: ImportBatch) -> QuerySet[ImportFinding]:
    """Return the rows refused or remarked upon, by line."""
    return batch.findings.order_by("line", "pk")


def _last_state(as_of: datetime | None) -> Subquery:
    return _last(as_of, "state")


def _last(as_of: datetime | None, column: str) -> Subquery:
    steps = NumberRequestStep.objects.filter(request=OuterRef("pk"))
    if as_of is not None:
        steps = steps.filter(recorded_at__lte=as_of)
    return Subquery(steps.order_by("-pk").values(column)[:1])


def _parts(entries: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(entries), _TOGETHER):
        yield entries[start : start + _TOGETHER]
