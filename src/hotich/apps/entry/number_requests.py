"""How does one who was not found get his number? Two hands, then the register, then the link."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.concluding import live_link
from hotich.apps.entry.linking import person_created, undo_link
from hotich.apps.entry.living import tells_of_death
from hotich.apps.entry.models import Decision, Entry, EntryVersion
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.seeing import visible_entries
from hotich.apps.population import actions as population
from hotich.apps.population.actions import Allotted
from hotich.apps.population.gate import DEAD, FOREIGN, given_values
from hotich.apps.population.models import (
    ENDED,
    LifeState,
    NumberRequest,
    NumberRequestItem,
    NumberRequestStep,
    RequestState,
)
from hotich.apps.population.problems import RegisterSilentError
from hotich.apps.population.queries import (
    RequestRow,
    created_person,
    get_request,
    number_requests,
    request_row,
)
from hotich.apps.registers.definitions import definitions
from hotich.core.names import fold
from hotich.core.registers import NUMBER_FACTS, NumberFact
from hotich.core.words import vi

S = RequestState
RIGHTS: Final = (
    Permission.NUMBER_CONFIRM,
    Permission.ENTRY_TYPE,
    Permission.NUMBER_RELEASE,
)
GOING: Final = (S.REQUESTED, S.INCOMPLETE, S.CONFIRMED, S.RELEASED, S.WAITING)
_MOST: Final = 10
BEFORE_RELEASE: Final = (S.REQUESTED, S.INCOMPLETE, S.CONFIRMED)
REASON_WORDS: Final = {
    DEAD: vi("người đã chết: không cấp số định danh theo quy định"),
    FOREIGN: vi("không có quốc tịch Việt Nam: không cấp số định danh"),
}


class Todo(StrEnum):
    """What a request waits for."""

    CONFIRM = "confirm"
    GIVE = "give"
    LIFE = "life"
    RELEASE = "release"
    RETRY = "retry"
    LINK = "link"
    NOTHING = "nothing"


TODO_WORDS: Final = {
    Todo.CONFIRM: vi("Công chức hộ tịch xác nhận trường hợp có trong sổ"),
    Todo.GIVE: vi("Bổ sung thông tin còn thiếu"),
    Todo.LIFE: vi("Xác minh còn sống hay đã chết"),
    Todo.RELEASE: vi("Công an duyệt cấp số"),
    Todo.RETRY: vi("Chờ hệ thống trả số, hỏi lại"),
    Todo.LINK: vi("Đã có số, liên kết với trường hợp"),
    Todo.NOTHING: "",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as the queue shows it; `mine` when the officer at the page can do what it needs."""

    row: RequestRow
    todo: Todo
    mine: bool
    pin: str

    @property
    def words(self) -> str:
        """What is to be done next."""
        return TODO_WORDS[self.todo]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the legal gate: its value, and the item that gave it when the book did not."""

    spec: NumberFact
    value: str
    item: NumberRequestItem | None
    is_missing: bool

    @property
    def label(self) -> str:
        """What the fact is called."""
        return self.spec.label

    @property
    def field(self) -> str:
        """The name of the fact."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class SameName:
    """A death entry with somebody of the name for whom a number is asked."""

    entry: UUID
    label: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with everything its page shows."""

    row: RequestRow
    todo: Todo
    entry: Entry | None
    facts: tuple[Fact, ...]
    steps: tuple[NumberRequestStep, ...]
    pin: str
    is_linked: bool
    # Who may not release it: who asked, typed the entry or decided on it.
    hands: frozenset[UUID]
    deaths: tuple[SameName, ...]


def queue(by: Actor, states: tuple[RequestState, ...] = GOING) -> list[Waiting]:
    """Return the office's requests in these states, those the officer can act on first."""
    _require_any(by)
    found = [_waiting(by, row) for row in number_requests(by, states=states)]
    return sorted(found, key=lambda one: (not one.mine, one.row.request.recorded_at))


def view_request(*, by: Actor, request: UUID) -> RequestView:
    """Return the request after its view, and that of the person, is on record.

    Raises: NotPermittedError; NumberRequest.DoesNotExist, also for another office's.
    """
    _require_any(by)
    found = get_request(by, request)
    person = created_person(found.mention)
    with writing(by):
        subjects = [found.mention, *([person.uuid] if person else [])]
        record(by, "number.request_viewed", found.pk, subjects=subjects)
    row = request_row(found)
    link = live_link(found.mention)
    return RequestView(
        row=row,
        todo=todo_of(row, is_linked=link is not None),
        entry=Entry.objects.filter(pk=found.entry).select_related("book").first(),
        facts=_facts(row),
        steps=tuple(found.steps.select_related("by").order_by("pk")),
        pin=(person.pin or "") if person else "",
        is_linked=link is not None and person is not None and link.person == person.uuid,
        hands=hands_of(found),
        deaths=_deaths(by, found, row),
    )


def hands_of(request: NumberRequest) -> frozenset[UUID]:
    """Return the officers who asked for the number, typed the entry or decided on the person."""
    typed = EntryVersion.objects.filter(entry=request.entry).values_list("by", flat=True)
    decided = Decision.objects.filter(mention=request.mention, by__isnull=False)
    return frozenset({request.by_id, *typed, *decided.values_list("by", flat=True)})


def release(*, by: Actor, request: UUID) -> Allotted | None:
    """Let the person be created and numbered, and link him; None while the register is silent.

    Neither who asked, nor who typed the entry or decided on it, releases the number.

    Raises: NotPermittedError; RequesterReleasesError; LifeNotKnownError; ItemsMissingError;
    WrongStateError; NumberRequest.DoesNotExist; AllotmentNotConfiguredError.
    """
    with writing(by):
        hands = hands_of(get_request(by, request))
        population.release_request(by=by, request=request, hands=hands)
    return ask_register(by=by, request=request)


def ask_register(*, by: Actor, request: UUID) -> Allotted | None:
    """Ask the register (again) for the number of a released request, and link the person.

    However often it is called there is one person, one number and one link. Never inside a write.

    Raises: NotPermittedError; WrongStateError; ItemsMissingError; AlreadyLinkedError;
    NumberRequest.DoesNotExist; AllotmentNotConfiguredError; NumbersExhaustedError.
    """
    found = get_request(by, request)
    try:
        allotted = population.allot(by=by, request=request)
    except RegisterSilentError:
        return None
    person_created(by=by, mention=found.mention, person=allotted.person)
    return allotted


def withdraw(*, by: Actor, request: UUID, reason: str) -> None:
    """Take the request back; the person in the book is undecided again.

    Raises: NotPermittedError; ReasonMissingError; NotLinkedError; SecondOfficerError;
    NumberRequest.DoesNotExist; Mention.DoesNotExist.
    """
    by.require(Permission.ENTRY_TYPE)
    undo_link(by=by, mention=get_request(by, request).mention, reason=reason)


def todo_of(row: RequestRow, *, is_linked: bool = False) -> Todo:
    """Return what the request waits for now."""
    if row.state in ENDED:
        return Todo.NOTHING
    if row.state == S.ALLOTTED:
        return Todo.NOTHING if is_linked else Todo.LINK
    if row.state in {S.RELEASED, S.WAITING}:
        return Todo.RETRY
    if not row.confirmed:
        return Todo.CONFIRM
    if row.missing:
        return Todo.GIVE
    return Todo.LIFE if row.life is LifeState.UNKNOWN else Todo.RELEASE


def may_do(by: Actor, todo: Todo, request: NumberRequest) -> bool:
    """Return whether the officer may do what the request waits for."""
    match todo:
        case Todo.CONFIRM:
            return by.may(Permission.NUMBER_CONFIRM)
        case Todo.GIVE | Todo.LIFE:
            return by.may(Permission.ENTRY_TYPE) or by.may(Permission.NUMBER_CONFIRM)
        case Todo.RELEASE:
            return by.may(Permission.NUMBER_RELEASE) and by.officer not in hands_of(request)
        case Todo.RETRY | Todo.LINK:
            return by.may(Permission.NUMBER_RELEASE) or by.may(Permission.ENTRY_TYPE)
        case Todo.NOTHING:
            return False


def _waiting(by: Actor, row: RequestRow) -> Waiting:
    request = row.request
    person = created_person(request.mention) if row.state == S.ALLOTTED else None
    link = live_link(request.mention) if person else None
    todo = todo_of(row, is_linked=link is not None)
    return Waiting(row, todo, may_do(by, todo, request), (person.pin or "") if person else "")


def _facts(row: RequestRow) -> tuple[Fact, ...]:
    values = given_values(row.request)
    items = {item.field: item for item in row.items}
    return tuple(
        Fact(spec, values.get(spec.name, ""), items.get(spec.name), spec.name in row.missing)
        for spec in NUMBER_FACTS
        if spec.name in values or spec.name in row.missing
    )


def _deaths(by: Actor, request: NumberRequest, row: RequestRow) -> tuple[SameName, ...]:
    """Return the death entries with the very name, so that nobody dead is taken for living."""
    name = fold(given_values(request).get("full_name", ""))
    if not name or row.state not in GOING:
        return ()
    kinds = [
        one.code
        for one in definitions()
        if any(tells_of_death(one, role.code) for role in one.roles)
    ]
    rows = visible_entries(by).filter(register_type__in=kinds, names__folded=name)
    found = rows.exclude(pk=request.entry).select_related("original_office").distinct()
    return tuple(SameName(one.pk, entry_label(one)) for one in found.order_by("-year")[:_MOST])


def _require_any(by: Actor) -> None:
    if not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(Permission.NUMBER_CONFIRM)
