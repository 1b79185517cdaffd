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
from hotich.apps.entry.models import Entry
from hotich.apps.population import actions as population
from hotich.apps.population.actions import Allotted
from hotich.apps.population.gate import given_values
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
from hotich.apps.registers.definitions import definition as register_type
from hotich.core.registers import Field
from hotich.core.words import vi

S = RequestState
RIGHTS: Final = (
    Permission.NUMBER_CONFIRM,
    Permission.ENTRY_TYPE,
    Permission.NUMBER_RELEASE,
)
GOING: Final = (S.REQUESTED, S.INCOMPLETE, S.CONFIRMED, S.RELEASED, S.WAITING)
BEFORE_RELEASE: Final = (S.REQUESTED, S.INCOMPLETE, S.CONFIRMED)
PARENTAGE: Final = "child.parentage"


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

    label: str
    field: str
    value: str
    item: NumberRequestItem | None
    is_missing: bool


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

    @property
    def is_requester(self) -> UUID:
        """The officer who asked, who may not release it."""
        return self.row.request.by_id


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
    )


def release(*, by: Actor, request: UUID) -> Allotted | None:
    """Let the person be created and numbered, and link him; None while the register is silent.

    Raises: NotPermittedError; RequesterReleasesError; LifeNotKnownError; ItemsMissingError;
    WrongStateError; NumberRequest.DoesNotExist; AllotmentNotConfiguredError.
    """
    population.release_request(by=by, request=request)
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
            return by.may(Permission.NUMBER_RELEASE) and request.by_id != by.officer
        case Todo.RETRY | Todo.LINK:
            return by.may(Permission.NUMBER_RELEASE) or by.may(Permission.ENTRY_TYPE)
        case Todo.NOTHING:
            return False


def field_of(field: str) -> Field | None:
    """Return the definition of a fact of the gate, None when no register type has it."""
    definition = register_type("KS")
    return definition.field(field) if definition.has_field(field) else None


def _waiting(by: Actor, row: RequestRow) -> Waiting:
    request = row.request
    person = created_person(request.mention) if row.state == S.ALLOTTED else None
    link = live_link(request.mention) if person else None
    todo = todo_of(row, is_linked=link is not None)
    return Waiting(row, todo, may_do(by, todo, request), (person.pin or "") if person else "")


def _facts(row: RequestRow) -> tuple[Fact, ...]:
    values = given_values(row.request)
    items = {item.field: item for item in row.items}
    shown = [*values, *(field for field in row.missing if field not in values)]
    facts = []
    for field in shown:
        spec = field_of(field)
        if spec is None:
            continue
        missing = field in row.missing
        facts.append(Fact(spec.label, field, values.get(field, ""), items.get(field), missing))
    order = {field.id: place for place, field in enumerate(register_type("KS").fields)}
    return tuple(sorted(facts, key=lambda fact: order[fact.field]))


def _require_any(by: Actor) -> None:
    if not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(Permission.NUMBER_CONFIRM)
