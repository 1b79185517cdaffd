"""Number requests: two hands, the register, the link."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import actions, queries
from hotich.apps.entry.living import default_life
from hotich.apps.entry.models import Link, Outcome, Reservation
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
from hotich.apps.population.queries import count_numbers, number_requests, number_state
from hotich.apps.registers.definitions import definition
from tests.support.acts import other_book, saved_act
from tests.support.books import entering_book
from tests.support.entries import given_person, looked_up, saved_not_found, saved_undecided
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


def mine(staff, *logins):
    for login in logins:
        staff.team.members.create(officer=staff.officer(login), valid_from="2020-01-01")


def test_who_decided_on_the_person_never_releases(staff, book, clerk):
    mine(staff, "truongca")
    saved = saved_undecided(clerk, book)
    held = Reservation.objects.get(entry=saved.entry.pk)
    chief = staff.actor("truongca")
    actions.conclude_not_found(
        by=chief,
        mention=saved.decisions[0].mention_id,
        lookup=looked_up(chief, held, wide=True).lookup,
        life="alive",
        basis="có mặt",
    )
    request = NumberRequest.objects.get()
    NumberRequest.objects.update(by=clerk.officer)
    confirmed(staff, request)
    assert view_request(by=chief, request=request.pk).hands == {clerk.officer, chief.officer}
    assert todo(staff, "truongca") == (Todo.RELEASE, False)
    with pytest.raises(RequesterReleasesError):
        release(by=chief, request=request.pk)


def test_a_death_entry_with_the_name_is_shown_with_the_request(staff, book, clerk, request_):
    assert view_request(by=clerk, request=request_.pk).deaths == ()
    died = saved_act(clerk, other_book(staff, "KT"), {"deceased": given_person()})
    (found,) = view_request(by=clerk, request=request_.pk).deaths
    assert (found.entry, found.label[:4]) == (died.entry.pk, "KT 1")


def test_a_spouse_has_a_number_asked_for_by_what_a_marriage_says(staff, clerk):
    saved_act(clerk, other_book(staff, "KH"), {"husband": None, "wife": None})
    husband = request_of("Trần Văn Khoa")
    assert husband.facts == {
        "full_name": "Trần Văn Khoa",
        "birth_date": "1970",
        "sex": "male",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
    }
    assert request_of("Mai Thị Phượng").facts["sex"] == "female"
    (row,) = [one for one in number_requests(clerk) if one.request == husband]
    assert row.missing == (
        "place_of_registration",
        "place_of_birth",
        "hometown",
        "father_name",
        "father_nationality",
        "mother_name",
        "mother_nationality",
    )


def test_a_foreign_spouse_gets_no_number(staff, clerk):
    texts = {"husband.nationality": "Lào"}
    saved_act(clerk, other_book(staff, "KH"), {"husband": None, "wife": None}, texts)
    assert number_state(request_of("Trần Văn Khoa").mention) is RequestState.NONE_BY_RULE
    assert number_state(request_of("Mai Thị Phượng").mention) is RequestState.INCOMPLETE
    assert count_numbers().none_for_foreign == 1


def test_the_deceased_get_no_number_while_the_law_gives_none(staff, clerk):
    life, basis = default_life(definition("KT"), "deceased")
    assert (life, bool(basis)) == (LifeState.DEAD, True)
    saved_act(clerk, other_book(staff, "KT"), {"deceased": None}, life=life.value)
    assert number_state(request_of("Mai Thị Phượng").mention) is RequestState.NONE_BY_RULE
    assert count_numbers().none_for_dead == 1


@pytest.mark.parametrize(("code", "role"), [("KS", "child"), ("KH", "wife"), ("CN", "child")])
def test_no_other_register_says_whether_the_person_lives(code, role):
    assert default_life(definition(code), role) is None


def test_an_adopted_child_is_asked_for_by_its_own_facts(staff, clerk):
    saved_act(clerk, other_book(staff, "CN"), {"child": None})
    facts = request_of("Mai Thị Phượng").facts
    assert set(facts) == {"full_name", "birth_date", "sex", "ethnicity", "nationality"}


def request_of(name):
    (found,) = [one for one in NumberRequest.objects.all() if one.facts["full_name"] == name]
    return found
