"""Number requests: two hands, the register, the link."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import queries
from hotich.apps.entry.models import Link, Outcome
from hotich.apps.entry.number_requests import (
    Todo,
    ask_register,
    queue,
    release,
    view_request,
    withdraw,
)
from hotich.apps.population import actions as population
from hotich.apps.population.models import LifeState, NumberRequest, Person, RequestState
from hotich.apps.population.port import replaced
from hotich.apps.population.problems import (
    ItemsMissingError,
    LifeNotKnownError,
    RequesterReleasesError,
    WrongStateError,
)
from hotich.apps.population.queries import number_state
from tests.support.books import entering_book
from tests.support.entries import saved_not_found
from tests.support.register import SilentRegister

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(book, clerk):
    return saved_not_found(clerk, book)


@pytest.fixture
def request_(saved):
    return NumberRequest.objects.get()


def confirmed(staff, request):
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)


def todo(staff, login="tuphap"):
    (one,) = queue(staff.actor(login))
    return one.todo, one.mine


def test_two_hands_then_the_number_and_the_link(staff, saved, request_):
    assert todo(staff) == (Todo.CONFIRM, True)
    assert todo(staff, "congan") == (Todo.CONFIRM, False)
    confirmed(staff, request_)
    assert todo(staff, "truongca") == (Todo.RELEASE, True)
    allotted = release(by=staff.actor("truongca"), request=request_.pk)
    person = Person.objects.get(uuid=allotted.person)
    assert person.pin == allotted.pin
    assert Link.objects.get().person == person.uuid
    assert queries.outcome_of(saved.entry) is Outcome.NOT_FOUND
    assert queue(staff.actor("tuphap")) == []
    found = view_request(by=staff.actor("congan"), request=request_.pk)
    assert (found.pin, found.is_linked, found.todo) == (person.pin, True, Todo.NOTHING)


def test_releasing_again_changes_nothing(staff, request_):
    confirmed(staff, request_)
    first = release(by=staff.actor("truongca"), request=request_.pk)
    assert release(by=staff.actor("truongca"), request=request_.pk) == first
    assert (Person.objects.count(), Link.objects.count()) == (1, 1)


def test_it_is_released_only_when_confirmed(staff, request_):
    with pytest.raises(WrongStateError):
        release(by=staff.actor("truongca"), request=request_.pk)


@pytest.mark.parametrize("login", ["congan2", "tuphap", "lanhdao"])
def test_who_may_not_release_does_not(staff, request_, login):
    confirmed(staff, request_)
    with pytest.raises(NotPermittedError):
        release(by=staff.actor(login), request=request_.pk)
    assert not Person.objects.exists()


def test_the_requester_never_releases(staff, book):
    chief = staff.actor("truongca")
    staff.team.members.create(officer=staff.officer("truongca"), valid_from="2020-01-01")
    saved_not_found(chief, book)
    request = NumberRequest.objects.get()
    confirmed(staff, request)
    assert todo(staff, "truongca") == (Todo.RELEASE, False)
    with pytest.raises(RequesterReleasesError):
        release(by=chief, request=request.pk)


def test_what_is_missing_is_given_with_its_document(staff, book, clerk):
    saved_not_found(clerk, book, {"father.nationality": None})
    request = NumberRequest.objects.get()
    confirmed(staff, request)
    assert todo(staff, "congan") == (Todo.GIVE, True)
    with pytest.raises(ItemsMissingError) as refused:
        release(by=staff.actor("truongca"), request=request.pk)
    assert refused.value.fields == ("father_nationality",)
    found = view_request(by=clerk, request=request.pk)
    assert [fact.field for fact in found.facts if fact.is_missing] == ["father_nationality"]
    population.give_item(
        by=clerk,
        request=request.pk,
        field="father_nationality",
        value="Việt Nam",
        document="hộ khẩu",
    )
    assert todo(staff, "truongca") == (Todo.RELEASE, True)
    found = view_request(by=clerk, request=request.pk)
    (given,) = [fact for fact in found.facts if fact.item]
    assert (given.value, given.item.document) == ("Việt Nam", "hộ khẩu")


def test_no_number_while_the_state_of_life_is_not_known(staff, book, clerk):
    saved_not_found(clerk, book, life="unknown", basis="chưa hỏi được ai")
    request = NumberRequest.objects.get()
    confirmed(staff, request)
    assert todo(staff) == (Todo.LIFE, True)
    with pytest.raises(LifeNotKnownError):
        release(by=staff.actor("truongca"), request=request.pk)
    population.record_life(by=clerk, request=request.pk, life=LifeState.ALIVE, basis="gặp tại nhà")
    assert todo(staff, "truongca") == (Todo.RELEASE, True)


def test_a_silent_register_is_asked_again(staff, request_):
    confirmed(staff, request_)
    with replaced(SilentRegister()):
        assert release(by=staff.actor("truongca"), request=request_.pk) is None
        assert number_state(request_.mention) is RequestState.WAITING
        assert todo(staff, "congan") == (Todo.RETRY, True)
    allotted = ask_register(by=staff.actor("congan"), request=request_.pk)
    assert Link.objects.get().person == allotted.person


def test_a_number_without_its_link_is_linked_later(staff, request_):
    confirmed(staff, request_)
    population.release_request(by=staff.actor("truongca"), request=request_.pk)
    allotted = population.allot(by=staff.actor("truongca"), request=request_.pk)
    found = view_request(by=staff.actor("congan"), request=request_.pk)
    assert (found.todo, found.is_linked) == (Todo.LINK, False)
    assert ask_register(by=staff.actor("congan"), request=request_.pk) == allotted
    assert Link.objects.get().person == allotted.person


def test_a_request_is_refused_with_a_reason(staff, request_):
    population.refuse_request(by=staff.actor("tuphap"), request=request_.pk, reason="trùng")
    assert queue(staff.actor("tuphap")) == []
    assert todo_of_ended(staff, request_) is Todo.NOTHING


def todo_of_ended(staff, request):
    return view_request(by=staff.actor("tuphap"), request=request.pk).todo


def test_withdrawing_leaves_the_person_undecided(staff, clerk, saved, request_):
    withdraw(by=clerk, request=request_.pk, reason="tra cứu lại")
    assert number_state(request_.mention) is RequestState.WITHDRAWN
    assert queries.outcome_of(saved.entry) is Outcome.UNDECIDED


def test_a_view_is_on_record(staff, request_):
    view_request(by=staff.actor("tuphap"), request=request_.pk)
    row = AuditRow.objects.get(action="number.request_viewed")
    assert request_.mention in set(row.subjects.values_list("subject", flat=True))


def test_another_commune_has_no_such_request(staff, request_, other_commune):
    by = other_commune.actor("tuphap-khac")
    assert queue(by) == []
    for act in (
        lambda: view_request(by=by, request=request_.pk),
        lambda: ask_register(by=other_commune.actor("congan-khac"), request=request_.pk),
        lambda: withdraw(by=other_commune.actor("congan-khac"), request=request_.pk, reason="x"),
    ):
        with pytest.raises(NumberRequest.DoesNotExist):
            act()


@pytest.mark.parametrize("login", ["lanhdao", "so"])
def test_who_has_no_part_in_it_sees_nothing(staff, request_, login):
    with pytest.raises(NotPermittedError):
        queue(staff.actor(login))
    with pytest.raises(NotPermittedError):
        view_request(by=staff.actor(login), request=request_.pk)


def test_each_commune_has_its_queue(staff, request_, other_commune):
    entering_book(staff, volume="02/1998")
    assert len(queue(staff.actor("tuphap"))) == 1
