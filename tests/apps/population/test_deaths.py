"""A date of death: proposed by an entry, written only by a second police officer's hand."""

from uuid import UUID, uuid4

import pytest

from hotich.apps.audit.actor import NotPermittedError, process
from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import (
    alert_of_death,
    allot,
    confirm_death,
    confirm_request,
    mark_alert_seen,
    propose_death,
    refuse_death,
    release_request,
    request_number,
    withdraw_facts,
)
from hotich.apps.population.life_queries import alerts_for, deaths, deaths_of, state_of_death
from hotich.apps.population.models import (
    Alert,
    DeathConfirmation,
    DeathState,
    LifeState,
    Person,
    PersonFact,
)
from hotich.apps.population.problems import (
    LinkerConfirmsError,
    ReasonMissingError,
    WrongStateError,
)
from hotich.apps.population.queries import person_values
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.population import make_person, number_facts

pytestmark = pytest.mark.django_db
JOB = process("test delivery", "death.confirm")
LABEL = "KT 9/2001, UBND xã Nga Trường (đến 30/06/2025)"


def propose(
    staff: Staff, person: Person, *, mention: UUID | None = None, date: str = "2001-02", **more
) -> DeathConfirmation | None:
    given = {
        "by": JOB,
        "entry": UUID(int=9),
        "entry_label": LABEL,
        "office": staff.commune.pk,
        "field": "deceased.death_date",
        "text": "tháng 2 năm 2001",
        "linker": staff.officer("congan").pk,
        **more,
    }
    return propose_death(person=person.uuid, mention=mention or uuid4(), date=date, **given)


def date_of_death(person: Person) -> str:
    return person_values(person.uuid)["death_date"]


def test_a_job_proposes_and_never_writes(staff: Staff):
    """A bulk job never proposes a death without a second look: it can do no more than propose."""
    person = make_person(1)
    death = propose(staff, person)
    assert death is not None
    assert state_of_death(death) is DeathState.PROPOSED
    assert date_of_death(person) == ""
    with pytest.raises(NotPermittedError):
        confirm_death(by=JOB, death=death.pk)
    assert not PersonFact.objects.exists()


@pytest.mark.parametrize("login", ["congan2", "truongca"])
def test_a_second_police_officer_confirms(staff: Staff, login: str):
    person = make_person(1)
    death = propose(staff, person)
    fact = confirm_death(by=staff.actor(login), death=death.pk)
    assert date_of_death(person) == "2001-02"
    assert (fact.applied, fact.source, fact.source_uuid) == (True, "register", death.mention)
    assert confirm_death(by=staff.actor(login), death=death.pk) == fact
    row = AuditRow.objects.get(action="death.confirmed")
    assert {one.subject for one in row.subjects.all()} == {person.uuid, death.mention}


@pytest.mark.parametrize("login", ["congan", "truongca"])
def test_the_linker_never_confirms_and_never_refuses(staff: Staff, login: str):
    death = propose(staff, make_person(1), linker=staff.officer(login).pk)
    with pytest.raises(LinkerConfirmsError):
        confirm_death(by=staff.actor(login), death=death.pk)
    with pytest.raises(LinkerConfirmsError):
        refuse_death(by=staff.actor(login), death=death.pk, reason="sai người")


@pytest.mark.parametrize("login", ["tuphap", "lanhdao", "c06", "so"])
def test_who_may_not_confirm_does_not(staff: Staff, login: str):
    death = propose(staff, make_person(1))
    for act in (
        lambda: confirm_death(by=staff.actor(login), death=death.pk),
        lambda: refuse_death(by=staff.actor(login), death=death.pk, reason="x"),
    ):
        with pytest.raises(NotPermittedError):
            act()


def test_what_is_dated_later_asks_for_a_word(staff: Staff):
    person = make_person(1)
    death = propose(staff, person)
    shown = [("marriage", str(uuid4()), "2004")]
    with pytest.raises(ReasonMissingError):
        confirm_death(by=staff.actor("truongca"), death=death.pk, shown=shown)
    confirm_death(by=staff.actor("truongca"), death=death.pk, shown=shown, note="ghi nhầm năm")
    last = death.steps.order_by("pk").last()
    assert (last.note, last.shown) == ("ghi nhầm năm", [list(shown[0])])


def test_a_refusal_has_its_reason_and_may_be_overcome(staff: Staff):
    person = make_person(1)
    death = propose(staff, person)
    with pytest.raises(ReasonMissingError):
        refuse_death(by=staff.actor("truongca"), death=death.pk, reason=" ")
    refuse_death(by=staff.actor("truongca"), death=death.pk, reason="còn sống")
    assert state_of_death(death) is DeathState.REFUSED
    with pytest.raises(WrongStateError):
        refuse_death(by=staff.actor("truongca"), death=death.pk, reason="còn sống")
    propose(staff, person, mention=death.mention)
    assert [one.state_now for one in deaths_of(person.uuid)] == ["refused"]
    confirm_death(by=staff.actor("truongca"), death=death.pk)
    assert date_of_death(person) == "2001-02"


def test_a_date_held_already_stays_and_the_other_stands_beside(staff: Staff):
    person = make_person(1, death_date="1999")
    death = propose(staff, person)
    fact = confirm_death(by=staff.actor("truongca"), death=death.pk)
    assert not fact.applied
    assert date_of_death(person) == "1999"


def test_the_same_again_is_one_proposal_and_another_date_ends_it(staff: Staff):
    person, mention = make_person(1), uuid4()
    first = propose(staff, person, mention=mention)
    assert propose(staff, person, mention=mention) == first
    confirm_death(by=staff.actor("truongca"), death=first.pk)
    second = propose(staff, person, mention=mention, date="2001-02-03")
    assert date_of_death(person) == ""
    assert state_of_death(first) is DeathState.WITHDRAWN
    assert state_of_death(second) is DeathState.PROPOSED


def test_an_undone_link_takes_a_confirmed_death_back(staff: Staff):
    person = make_person(1)
    death = propose(staff, person)
    confirm_death(by=staff.actor("truongca"), death=death.pk)
    withdraw_facts(by=staff.actor("congan"), mention=death.mention, reason="nhầm người")
    assert date_of_death(person) == ""
    assert state_of_death(death) is DeathState.WITHDRAWN
    with pytest.raises(DeathConfirmation.DoesNotExist):
        confirm_death(by=staff.actor("truongca"), death=death.pk)


@pytest.mark.parametrize("date", ["", "2001-13", "năm ngoái"])
def test_what_is_no_date_proposes_nothing(staff: Staff, date: str):
    assert propose(staff, make_person(1), date=date) is None
    assert not DeathConfirmation.objects.exists()


def test_each_office_has_its_queue(staff: Staff):
    death = propose(staff, make_person(1))
    elsewhere = make_neighbours(staff).actor("truongca-khac")
    assert list(deaths(staff.actor("truongca"), state=DeathState.PROPOSED)) == [death]
    assert not deaths(elsewhere, state=DeathState.PROPOSED)
    with pytest.raises(DeathConfirmation.DoesNotExist):
        confirm_death(by=elsewhere, death=death.pk)


def new_person(staff: Staff) -> Person:
    request = request_number(
        by=staff.actor("congan"),
        mention=uuid4(),
        entry=uuid4(),
        entry_label="KS 1/1998",
        office=staff.commune.pk,
        facts=number_facts(),
        life=LifeState.ALIVE,
        basis="gia đình cho biết",
    )
    confirm_request(by=staff.actor("tuphap"), request=request)
    release_request(by=staff.actor("truongca"), request=request)
    return Person.objects.get(uuid=allot(by=staff.actor("truongca"), request=request).person)


def alert(staff: Staff, person: Person, mention: UUID) -> int:
    clerk = staff.actor("congan2")
    return alert_of_death(
        by=clerk,
        person=person.uuid,
        mention=mention,
        entry=uuid4(),
        entry_label=LABEL,
        officers=[clerk.officer_id],
    )


def test_a_death_of_a_new_person_alerts_both_sides_once(staff: Staff):
    person, mention = new_person(staff), uuid4()
    assert alert(staff, person, mention) == 3
    assert alert(staff, person, mention) == 0
    for login in ("congan", "congan2", "truongca"):
        (one,) = alerts_for(staff.actor(login))
        assert (one.entry_label, one.other_label) == (LABEL, "KS 1/1998")
    (mine,) = alerts_for(staff.actor("congan"))
    with pytest.raises(Alert.DoesNotExist):
        mark_alert_seen(by=staff.actor("congan2"), alert=mine.pk)
    for _ in range(2):
        mark_alert_seen(by=staff.actor("congan"), alert=mine.pk)
    assert not alerts_for(staff.actor("congan"))
    assert AuditRow.objects.filter(action="death.alert_seen").count() == 1


def test_nobody_is_alerted_to_the_death_of_one_who_was_there_before(staff: Staff):
    assert alert(staff, make_person(1), uuid4()) == 0
    assert not Alert.objects.exists()
