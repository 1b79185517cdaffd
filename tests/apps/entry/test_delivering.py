"""What entries of every register add to the people they name, once their book is locked."""

import pytest

from hotich.apps.audit.actor import process
from hotich.apps.entry import actions
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Outcome, Reservation
from hotich.apps.entry.queries import last_decision
from hotich.apps.population import actions as population
from hotich.apps.population.life_queries import alerts_for, death_of_mention, state_of_death
from hotich.apps.population.models import DeathConfirmation, DeathState, LifeEvent, Person
from hotich.apps.population.queries import created_person, live_request, person_values
from hotich.apps.tracking.queries import open_case_of
from tests.support.acts import allow, found, lock, mention_of, other_book, saved_act
from tests.support.entries import BIRTH, given_person, saved_linked, saved_not_found

pytestmark = pytest.mark.django_db
JOB = process("job checking.deliver")


def deliver(saved) -> int:
    """Do for one entry what the job after the lock does."""
    mentions = saved.entry.mentions.order_by("role")
    return sum(deliver_mention(by=JOB, mention=one.pk) for one in mentions)


def events(person: Person) -> list[tuple[str, str, str]]:
    rows = LifeEvent.objects.filter(person=person, voided_at=None).order_by("pk")
    return list(rows.values_list("kind", "role", "date"))


@pytest.fixture
def wife():
    return given_person(birth_date="1975-09-02", spouse_name="", full_name="Mai Thị Phượng")


@pytest.fixture
def husband():
    return given_person(full_name="Trần Văn Khoa", birth_date="1970", sex="male", spouse_name="")


def test_a_marriage_reaches_both_spouses(staff, clerk, wife, husband):
    book = other_book(staff, "KH")
    saved = saved_act(clerk, book, {"husband": husband, "wife": wife})
    assert deliver(saved) == 0
    assert not LifeEvent.objects.exists()
    lock(staff, book)
    assert deliver(saved) == 2
    assert person_values(wife.uuid)["spouse_name"] == "Trần Văn Khoa"
    assert person_values(husband.uuid)["spouse_name"] == "Mai Thị Phượng"
    assert events(wife) == [("marriage", "wife", "1999-05-04")]
    assert events(husband) == [("marriage", "husband", "1999-05-04")]
    told = LifeEvent.objects.get(person=wife).told
    assert [text for _label, text in told] == ["Trần Văn Khoa", "Mai Thị Phượng"]
    deliver(saved)
    assert LifeEvent.objects.count() == 2


def test_a_spouse_known_already_stays_and_is_no_difference(staff, clerk, wife, husband):
    Person.objects.filter(pk=wife.pk).update(spouse_name="Lê Văn Sau")
    book = other_book(staff, "KH")
    saved = saved_act(clerk, book, {"husband": husband, "wife": wife})
    lock(staff, book)
    deliver(saved)
    assert person_values(wife.uuid)["spouse_name"] == "Lê Văn Sau"
    assert open_case_of(mention_of(saved, "wife").pk) is None


def test_a_birth_stands_on_the_time_line_of_child_and_mother(staff, book, clerk):
    child = given_person()
    mother = given_person(full_name="Trần Thị Huyền", birth_date="1974", mother_name="")
    saved = saved_linked(clerk, book, child)
    link_related(clerk, saved, "mother", mother)
    lock(staff, book)
    deliver(saved)
    assert events(child) == [("birth", "child", "1998-09-02")]
    assert events(mother) == [("birth", "mother", "1998-09-02")]
    mention = mention_of(saved, "mother").pk
    allow(staff, saved)
    actions.undo_link(by=clerk, mention=mention, reason="nhầm người mẹ")
    assert events(mother) == []
    assert LifeEvent.objects.get(person=mother).void_reason == "nhầm người mẹ"
    assert events(child) == [("birth", "child", "1998-09-02")]


def link_related(clerk, saved, role, person):
    held = Reservation.objects.get(entry=saved.entry.pk)
    lookup = found(clerk, held, role, BIRTH).lookup
    mention = mention_of(saved, role).pk
    actions.link_mention(by=clerk, mention=mention, person=person.uuid, lookup=lookup)


def test_adoptive_parents_are_filled_and_a_second_pair_goes_on_the_list(staff, clerk):
    child = given_person(father_name="", mother_name="")
    first_book = other_book(staff, "CN")
    second_book = other_book(staff, "CN", volume="02/1998")
    first = saved_act(clerk, first_book, {"child": child})
    second = saved_act(
        clerk, second_book, {"child": child}, {"adoptive_father.full_name": "Vũ Văn Khác"}
    )
    assert open_case_of(mention_of(second, "child").pk) is None
    for one in (first_book, second_book):
        lock(staff, one)
    deliver(first)
    deliver(second)
    values = person_values(child.uuid)
    assert values["adoptive_father_name"] == "Lê Văn Nuôi"
    assert values["adoptive_mother_name"] == "Hà Thị Dưỡng"
    assert len(events(child)) == 2
    case = open_case_of(mention_of(second, "child").pk)
    difference = case.differences.get(voided_at=None)
    assert difference.field == "adoptive_father.full_name"
    assert (difference.register_text, difference.population_value) == (
        "Vũ Văn Khác",
        "Lê Văn Nuôi",
    )
    decision = last_decision(case.mention)
    assert (decision.outcome, decision.other_differences) == (Outcome.CONSISTENT, True)
    assert decision.remark == "conflict_later"
    deliver(second)
    deliver(first)
    assert case.differences.count() == 1
    assert last_decision(case.mention) == decision
    assert open_case_of(mention_of(first, "child").pk) is None


def died(staff, clerk, person, texts=None, volume="01/1998"):
    book = other_book(staff, "KT", volume=volume)
    saved = saved_act(clerk, book, {"deceased": person}, texts)
    lock(staff, book)
    deliver(saved)
    return saved


def test_a_death_is_proposed_by_the_job_and_never_written(staff, clerk):
    """A bulk job never proposes a death without a second look: nothing is written by it."""
    person = given_person()
    saved = died(staff, clerk, person)
    deliver(saved)
    assert person_values(person.uuid)["death_date"] == ""
    death = DeathConfirmation.objects.get()
    assert state_of_death(death) is DeathState.PROPOSED
    assert (death.date, death.text) == ("2001-02-03", "03/02/2001")
    assert (death.field, death.linker_id) == ("deceased.death_date", clerk.officer)
    assert events(person) == [("death", "deceased", "2001-02-03")]


def test_a_death_without_a_day_is_an_event_and_proposes_nothing(staff, clerk):
    person = given_person()
    died(staff, clerk, person, {"deceased.death_date": None})
    assert not DeathConfirmation.objects.exists()
    assert events(person) == [("death", "deceased", "2001-02-05")]


def test_a_partial_date_of_death_is_proposed_as_it_is(staff, clerk):
    person = given_person()
    saved = died(staff, clerk, person, {"deceased.death_date": "2001"})
    death = death_of_mention(mention_of(saved, "deceased").pk)
    population.confirm_death(by=staff.actor("truongca"), death=death.pk)
    assert person_values(person.uuid)["death_date"] == "2001"


def test_another_date_of_death_held_already_goes_on_the_list(staff, clerk):
    person = given_person(death_date="1999-01-01")
    saved = died(staff, clerk, person)
    case = open_case_of(mention_of(saved, "deceased").pk)
    assert case.differences.get().field == "deceased.death_date"
    assert not DeathConfirmation.objects.exists()
    assert person_values(person.uuid)["death_date"] == "1999-01-01"


def test_an_unlinking_takes_the_proposal_back(staff, clerk):
    person = given_person()
    saved = died(staff, clerk, person)
    mention = mention_of(saved, "deceased").pk
    death = death_of_mention(mention)
    population.confirm_death(by=staff.actor("truongca"), death=death.pk)
    allow(staff, saved)
    actions.undo_link(by=clerk, mention=mention, reason="nhầm người")
    assert state_of_death(death) is DeathState.WITHDRAWN
    assert person_values(person.uuid)["death_date"] == ""
    assert events(person) == []


def test_a_death_of_a_new_person_alerts_both_sides_when_it_is_typed(staff, book, clerk):
    born = saved_not_found(clerk, book)
    request = live_request(born.decisions[0].mention_id)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    population.release_request(by=staff.actor("truongca"), request=request.pk)
    population.allot(by=staff.actor("truongca"), request=request.pk)
    person = created_person(request.mention)
    other = staff.actor("congan2")
    deaths = other_book(staff, "KT")
    saved_act(other, deaths, {"deceased": person})
    for login in ("congan", "congan2", "truongca"):
        (alert,) = alerts_for(staff.actor(login))
        assert alert.person == person.uuid
        assert alert.entry_label.startswith("KT 1/1998")
        assert alert.other_label.startswith("KS 1/1998")
    assert not alerts_for(staff.actor("tuphap"))
