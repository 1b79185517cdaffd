"""A number request on its way: the gate, two hands, and one number whatever happens."""

from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from hotich.apps.audit.actor import NotPermittedError, process
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.writing import writing
from hotich.apps.population.actions import (
    allot,
    confirm_request,
    give_item,
    record_life,
    refuse_request,
    release_request,
    request_number,
    void_person,
    withdraw_request,
)
from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import (
    Allotment,
    LifeState,
    NumberRequest,
    Person,
    PersonFact,
    RequestState,
)
from hotich.apps.population.port import NumberWanted, replaced
from hotich.apps.population.problems import (
    AllotmentNotConfiguredError,
    ItemsMissingError,
    LifeNotKnownError,
    NotCreatedHereError,
    ReasonMissingError,
    RegisterCalledInWriteError,
    RegisterSilentError,
    RequesterReleasesError,
    ValueNotStorableError,
    WrongStateError,
)
from hotich.apps.population.queries import (
    count_numbers,
    created_person,
    live_request,
    number_requests,
    number_state,
    person_values,
    waiting_requests,
)
from hotich.core.dates import from_iso
from hotich.core.pin import is_practice, structure
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.population import make_person, number_facts

pytestmark = pytest.mark.django_db


def ask(
    staff: Staff,
    *,
    facts: dict[str, str] | None = None,
    life: LifeState = LifeState.ALIVE,
    mention: UUID | None = None,
    by: str = "congan",
) -> NumberRequest:
    return request_number(
        by=staff.actor(by),
        mention=mention or uuid4(),
        entry=uuid4(),
        entry_label="KS 87/1998, UBND xã Nga Trường (đến 30/06/2025)",
        office=staff.commune.pk,
        facts=number_facts() if facts is None else facts,
        life=life,
        basis="gia đình cho biết",
    )


def released(staff: Staff, **more: object) -> NumberRequest:
    request = ask(staff, **more)  # type: ignore[arg-type]
    confirm_request(by=staff.actor("tuphap"), request=request)
    release_request(by=staff.actor("truongca"), request=request)
    return request


def state(request: NumberRequest) -> RequestState | None:
    return number_state(request.mention)


def test_the_whole_way(staff: Staff):
    request = ask(staff)
    assert state(request) == RequestState.REQUESTED
    confirm_request(by=staff.actor("tuphap"), request=request)
    assert state(request) == RequestState.CONFIRMED
    release_request(by=staff.actor("truongca"), request=request.pk)
    assert state(request) == RequestState.RELEASED
    given = allot(by=staff.actor("truongca"), request=request.pk)
    assert state(request) == RequestState.ALLOTTED
    assert is_practice(given.pin)
    assert (structure(given.pin).sex, structure(given.pin).birth_year) == ("male", 1998)
    held = person_values(given.person)
    assert (held["full_name"], held["father_name"]) == ("Trịnh Văn Mới", "Trịnh Văn Cha")
    assert (held["commune_code"], held["pin"]) == ("16171", given.pin)
    person = created_person(request.mention)
    assert person is not None
    assert person.uuid == given.person
    fact = PersonFact.objects.get(person=person, field="full_name")
    assert (fact.source, fact.source_uuid) == ("new_person", request.pk)
    row = AuditRow.objects.get(action="number.allotted")
    assert {each.subject for each in row.subjects.all()} == {given.person, request.mention}


def test_the_new_person_is_found_afterwards(staff: Staff):
    given = allot(by=staff.actor("truongca"), request=released(staff))
    terms = LookupTerms("Trịnh Văn Mới", from_iso("1998-05-04"), father_name="Trịnh Văn Cha")
    found = look_up(
        by=staff.actor("congan2"), mention=uuid4(), entry=uuid4(), terms=terms, reason="nhập sổ"
    )
    assert [each.person for each in found.candidates] == [given.person]


def test_asking_again_gives_the_same_request_and_number(staff: Staff):
    request = released(staff)
    first = allot(by=staff.actor("truongca"), request=request)
    assert allot(by=staff.actor("truongca"), request=request) == first
    assert ask(staff, mention=request.mention).pk == request.pk
    release_request(by=staff.actor("truongca"), request=request)
    assert (Person.objects.count(), NumberRequest.objects.count()) == (1, 1)


def test_an_incomplete_request_lists_what_is_missing_and_goes_on_when_given(staff: Staff):
    request = ask(staff, facts=number_facts(hometown="", birth_date="không rõ"))
    assert state(request) == RequestState.INCOMPLETE
    row = number_requests(staff.actor("tuphap"))[0]
    assert row.missing == ("birth_date", "hometown")
    confirm_request(by=staff.actor("tuphap"), request=request)
    assert state(request) == RequestState.INCOMPLETE
    with pytest.raises(ItemsMissingError) as missing:
        release_request(by=staff.actor("truongca"), request=request)
    assert missing.value.fields == ("birth_date", "hometown")
    by = staff.actor("congan")
    give_item(
        by=by,
        request=request,
        field="hometown",
        value="Xã Nga Trường",
        document="sổ hộ khẩu số 12",
    )
    give_item(by=by, request=request, field="birth_date", value="4/5/1998", document="học bạ")
    assert state(request) == RequestState.CONFIRMED
    release_request(by=staff.actor("truongca"), request=request)
    given = allot(by=by, request=request)
    assert person_values(given.person)["birth_date"] == "1998-05-04"


def test_an_undetermined_father_is_not_asked_for(staff: Staff):
    facts = number_facts(father_name="", father_nationality="", parentage="father_unknown")
    assert state(ask(staff, facts=facts)) == RequestState.REQUESTED


def test_an_item_needs_a_document_and_a_value_that_can_be_read(staff: Staff):
    request = ask(staff, facts=number_facts(birth_date=""))
    by = staff.actor("congan")
    with pytest.raises(ReasonMissingError):
        give_item(by=by, request=request, field="hometown", value="x", document=" ")
    for value in ("", "hôm nọ"):
        with pytest.raises(ValueNotStorableError):
            give_item(by=by, request=request, field="birth_date", value=value, document="học bạ")
    assert not request.items.exists()


def test_not_known_whether_alive_is_never_released(staff: Staff):
    request = ask(staff, life=LifeState.UNKNOWN)
    confirm_request(by=staff.actor("tuphap"), request=request)
    with pytest.raises(LifeNotKnownError):
        release_request(by=staff.actor("truongca"), request=request)
    with pytest.raises(WrongStateError):
        allot(by=staff.actor("truongca"), request=request)
    record_life(
        by=staff.actor("congan"), request=request, life=LifeState.ABROAD, basis="thư của gia đình"
    )
    release_request(by=staff.actor("truongca"), request=request)
    assert state(request) == RequestState.RELEASED


def test_the_dead_get_no_number_by_rule(staff: Staff):
    mention = uuid4()
    request = ask(staff, life=LifeState.DEAD, mention=mention)
    assert state(request) == RequestState.NONE_BY_RULE
    assert live_request(mention) is None
    assert ask(staff, life=LifeState.DEAD, mention=mention).pk == request.pk
    found_dead = ask(staff, life=LifeState.UNKNOWN)
    record_life(
        by=staff.actor("congan"), request=found_dead, life=LifeState.DEAD, basis="giấy báo tử"
    )
    assert state(found_dead) == RequestState.NONE_BY_RULE


def test_the_requester_never_releases(staff: Staff):
    request = ask(staff, by="truongca")
    confirm_request(by=staff.actor("tuphap"), request=request)
    with pytest.raises(RequesterReleasesError):
        release_request(by=staff.actor("truongca"), request=request)
    assert state(request) == RequestState.CONFIRMED


def test_each_step_belongs_to_its_officer(staff: Staff):
    request = ask(staff)
    with pytest.raises(NotPermittedError):
        ask(staff, by="tuphap")
    with pytest.raises(NotPermittedError):
        confirm_request(by=staff.actor("congan"), request=request)
    with pytest.raises(NotPermittedError):
        release_request(by=staff.actor("congan2"), request=request)
    with pytest.raises(NotPermittedError):
        refuse_request(by=staff.actor("congan"), request=request, reason="x")
    with pytest.raises(NotPermittedError):
        withdraw_request(by=staff.actor("tuphap"), request=request, reason="x")
    with pytest.raises(NotPermittedError):
        give_item(
            by=staff.actor("lanhdao"), request=request, field="sex", value="nam", document="x"
        )
    with pytest.raises(NotPermittedError):
        allot(by=staff.actor("tuphap"), request=request)
    assert state(request) == RequestState.REQUESTED


def test_another_communes_request_does_not_exist(staff: Staff):
    request = ask(staff)
    other = make_neighbours(staff)
    with pytest.raises(NumberRequest.DoesNotExist):
        confirm_request(by=other.actor("tuphap-khac"), request=request)
    with pytest.raises(NumberRequest.DoesNotExist):
        withdraw_request(by=other.actor("congan-khac"), request=request, reason="x")
    assert number_requests(other.actor("congan-khac")) == []
    with pytest.raises(NumberRequest.DoesNotExist):
        request_number(
            by=other.actor("congan-khac"),
            mention=uuid4(),
            entry=uuid4(),
            entry_label="",
            office=staff.commune.pk,
            facts=number_facts(),
            life=LifeState.ALIVE,
            basis="x",
        )


def test_nothing_is_released_before_it_is_confirmed(staff: Staff):
    with pytest.raises(WrongStateError) as refused:
        release_request(by=staff.actor("truongca"), request=ask(staff))
    assert refused.value.state == "requested"


def test_a_request_ends_with_a_reason(staff: Staff):
    request = ask(staff)
    with pytest.raises(ReasonMissingError):
        refuse_request(by=staff.actor("tuphap"), request=request, reason=" ")
    refuse_request(by=staff.actor("tuphap"), request=request, reason="không có trong sổ")
    assert state(request) == RequestState.REFUSED
    with pytest.raises(WrongStateError):
        withdraw_request(by=staff.actor("congan"), request=request, reason="x")
    again = ask(staff, mention=request.mention)
    assert again.pk != request.pk
    withdraw_request(by=staff.actor("congan"), request=again, reason="đã tìm thấy")
    assert state(again) == RequestState.WITHDRAWN
    assert live_request(request.mention) is None


class SilentRegister(EmbeddedRegister):
    """A register that allots the number and loses its voice before it says so."""

    def allot(self, key: UUID, wanted: NumberWanted) -> str:
        super().allot(key, wanted)
        raise RegisterSilentError


def test_a_silent_register_leaves_the_request_waiting_and_is_asked_again(staff: Staff):
    request = released(staff)
    with replaced(SilentRegister()), pytest.raises(RegisterSilentError):
        allot(by=staff.actor("truongca"), request=request)
    assert state(request) == RequestState.WAITING
    assert not Person.objects.exists()
    assert [each.pk for each in waiting_requests(staff.commune.pk)] == [request.pk]
    allot(by=process("test retry"), request=request)
    assert state(request) == RequestState.ALLOTTED
    assert Person.objects.count() == 1


def test_a_number_allotted_to_a_withdrawn_request_stays_with_the_mention(staff: Staff):
    request = released(staff)
    with replaced(SilentRegister()), pytest.raises(RegisterSilentError):
        allot(by=staff.actor("truongca"), request=request)
    withdraw_request(by=staff.actor("congan"), request=request, reason="sửa lại")
    again = released(staff, mention=request.mention)
    given = allot(by=staff.actor("truongca"), request=again)
    assert [each.pin for each in Allotment.objects.all()] == [given.pin]


def test_a_voided_persons_number_is_never_given_again(staff: Staff):
    request = released(staff)
    first = allot(by=staff.actor("truongca"), request=request)
    with pytest.raises(WrongStateError):
        withdraw_request(by=staff.actor("congan"), request=request, reason="x")
    for _ in range(2):
        void_person(by=staff.actor("congan"), person=first.person, reason="gỡ liên kết")
    assert state(request) == RequestState.WITHDRAWN
    assert created_person(request.mention) is None
    again = released(staff, mention=request.mention)
    second = allot(by=staff.actor("truongca"), request=again)
    assert second.person != first.person
    assert second.pin != first.pin


def test_voiding_is_refused(staff: Staff):
    imported = make_person(1)
    with pytest.raises(NotCreatedHereError):
        void_person(by=staff.actor("congan"), person=imported.uuid, reason="x")
    given = allot(by=staff.actor("truongca"), request=released(staff))
    with pytest.raises(ReasonMissingError):
        void_person(by=staff.actor("congan"), person=given.person, reason="")
    with pytest.raises(NotPermittedError):
        void_person(by=staff.actor("tuphap"), person=given.person, reason="x")
    assert created_person(Person.objects.get(uuid=given.person).created_for) is not None


@override_settings(PRACTICE=False, ALLOT=False)
def test_a_production_register_must_be_configured_to_allot(staff: Staff):
    request = released(staff)
    with pytest.raises(AllotmentNotConfiguredError):
        allot(by=staff.actor("truongca"), request=request)
    assert state(request) == RequestState.RELEASED
    with override_settings(ALLOT=True):
        assert allot(by=staff.actor("truongca"), request=request).pin


def test_the_register_is_not_asked_inside_a_write(staff: Staff):
    request = released(staff)
    by = staff.actor("truongca")
    with writing(by), pytest.raises(RegisterCalledInWriteError):
        allot(by=by, request=request)


def test_a_year_no_number_can_say_is_refused(staff: Staff):
    request = released(staff, facts=number_facts(birth_date="1893"))
    with pytest.raises(ValueNotStorableError) as refused:
        allot(by=staff.actor("truongca"), request=request)
    assert refused.value.problem == "year_out_of_range"


def test_counts_are_dated(staff: Staff):
    first, second = ask(staff), ask(staff, life=LifeState.DEAD)
    before = first.recorded_at
    confirm_request(by=staff.actor("tuphap"), request=first)
    release_request(by=staff.actor("truongca"), request=first)
    allot(by=staff.actor("truongca"), request=first)
    now = count_numbers(office=staff.commune.pk)
    assert (now.given, now.pending, now.none_by_rule) == (1, 0, 1)
    assert count_numbers(entries=[first.entry]).given == 1
    assert count_numbers(entries=[second.entry]).given == 0
    then = count_numbers(entries=[first.entry, second.entry], as_of=before)
    assert (then.given, then.pending) == (0, 1)
    rows = NumberRequest.objects.filter(pk=first.pk).values_list("entry", flat=True)
    assert count_numbers(entries=rows).given == 1


def test_a_foreigner_gets_no_number_and_is_counted_apart_from_the_dead(staff: Staff):
    foreign = ask(staff, facts=number_facts(nationality="Lào"))
    dead = ask(staff, life=LifeState.DEAD)
    both = ask(staff, facts=number_facts(nationality="Lào"), life=LifeState.DEAD)
    for request in (foreign, dead, both):
        assert state(request) == RequestState.NONE_BY_RULE
    counts = count_numbers(office=staff.commune.pk)
    assert (counts.none_by_rule, counts.none_for_dead, counts.none_for_foreign) == (3, 2, 1)
    again = ask(staff, facts=number_facts(nationality="Lào"), mention=foreign.mention)
    assert again.pk == foreign.pk
    other = ask(staff, facts=number_facts(), mention=foreign.mention)
    assert (other.pk == foreign.pk, state(other)) == (False, RequestState.REQUESTED)


@pytest.mark.parametrize("nationality", ["", "Việt Nam", "VIỆT  NAM", "không rõ"])
def test_a_blank_or_doubtful_nationality_is_no_foreign_one(staff: Staff, nationality: str):
    request = ask(staff, facts=number_facts(nationality=nationality))
    assert state(request) in {RequestState.REQUESTED, RequestState.INCOMPLETE}


def test_a_foreign_nationality_given_later_ends_the_request(staff: Staff):
    request = ask(staff, facts=number_facts(nationality=""))
    give_item(
        by=staff.actor("congan"),
        request=request,
        field="nationality",
        value="Lào",
        document="hộ chiếu",
    )
    assert state(request) == RequestState.NONE_BY_RULE
    assert request.steps.order_by("pk").last().note == "foreign"


def test_who_typed_or_decided_does_not_release(staff: Staff):
    request = ask(staff)
    confirm_request(by=staff.actor("tuphap"), request=request)
    chief = staff.actor("truongca")
    with pytest.raises(RequesterReleasesError):
        release_request(by=chief, request=request, hands=[chief.officer_id])
    release_request(by=chief, request=request, hands=[staff.actor("congan").officer_id])
    assert state(request) == RequestState.RELEASED
