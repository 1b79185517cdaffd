"""A person's time line: what entries say happened to him, and what is taken back."""

from uuid import UUID, uuid4

import pytest

from hotich.apps.audit.actor import NotPermittedError, process
from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import deliver_event, deliver_facts, withdraw_facts
from hotich.apps.population.life_queries import events_of
from hotich.apps.population.models import LifeEvent, LifeEventKind, Person
from hotich.apps.population.queries import person_values
from hotich.core.registers import EventKind
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db
JOB = process("test delivery")
LABEL = "KH 3/1999, UBND xã Nga Trường (đến 30/06/2025)"


def deliver(person: Person, mention: UUID, **changed: object) -> None:
    given: dict[str, object] = {
        "kind": EventKind.MARRIAGE,
        "role": "wife",
        "register_type": "KH",
        "date": "1999-05",
        "told": [("Họ, chữ đệm, tên chồng", "TRẦN  văn Khoa")],
        "label": LABEL,
        "entry": UUID(int=7),
        "by": JOB,
        **changed,
    }
    deliver_event(person=person.uuid, mention=mention, **given)  # type: ignore[arg-type]


def test_an_event_stands_beside_the_values_and_changes_none():
    person, mention = make_person(1, spouse_name=""), uuid4()
    before = person_values(person.uuid)
    deliver(person, mention)
    (event,) = events_of(person.uuid)
    assert (event.kind, event.date, event.mention) == ("marriage", "1999-05", mention)
    assert event.told == [["Họ, chữ đệm, tên chồng", "TRẦN  văn Khoa"]]
    assert person_values(person.uuid) == before
    row = AuditRow.objects.get(action="person.event_delivered")
    assert {one.subject for one in row.subjects.all()} == {person.uuid, mention}


def test_the_same_again_is_one_event_and_another_content_replaces_it():
    person, mention = make_person(1), uuid4()
    for _ in range(3):
        deliver(person, mention)
    assert LifeEvent.objects.count() == 1
    deliver(person, mention, date="1999-05-04")
    first, second = LifeEvent.objects.order_by("pk")
    assert first.voided_at is not None
    assert (second.voided_at, second.date) == (None, "1999-05-04")


def test_every_kind_of_event_has_its_words():
    assert {one.value for one in EventKind} == set(LifeEventKind.values)


def test_one_person_has_many_events_and_one_entry_tells_of_many_persons():
    wife, husband = make_person(1), make_person(2, sex="male")
    deliver(wife, uuid4())
    deliver(wife, uuid4(), kind=EventKind.BIRTH, role="mother", date="2001")
    deliver(husband, uuid4(), role="husband")
    assert [each.kind for each in events_of(wife.uuid)] == ["marriage", "birth"]
    assert [each.role for each in events_of(husband.uuid)] == ["husband"]


def test_an_undone_link_takes_the_event_back_with_the_values():
    person, mention = make_person(1, ethnicity=""), uuid4()
    deliver(person, mention)
    values = {"ethnicity": "Mường"}
    deliver_facts(by=JOB, person=person.uuid, mention=mention, values=values, label=LABEL)
    withdraw_facts(by=JOB, mention=mention, reason="gỡ nhầm người")
    (event,) = events_of(person.uuid)
    assert event.voided_at is not None
    assert event.void_reason == "gỡ nhầm người"
    assert person_values(person.uuid)["ethnicity"] == ""
    deliver(person, mention)
    assert [each.voided_at is None for each in events_of(person.uuid)] == [False, True]


def test_adoptive_parents_are_values_of_a_person():
    person = make_person(1)
    values = {"adoptive_father_name": "Lê Văn Nuôi", "adoptive_mother_name": "Mai Thị Dưỡng"}
    deliver_facts(by=JOB, person=person.uuid, mention=uuid4(), values=values, label=LABEL)
    held = person_values(person.uuid)
    assert {key: held[key] for key in values} == values


def test_a_voided_person_gets_no_event():
    person = make_person(1)
    Person.objects.update(voided_at=person.recorded_at)
    with pytest.raises(Person.DoesNotExist):
        deliver(person, uuid4())


@pytest.mark.parametrize("login", ["tuphap", "lanhdao", "so"])
def test_who_types_no_entries_delivers_no_event(staff: Staff, login: str):
    person = make_person(1)
    with pytest.raises(NotPermittedError):
        deliver(person, uuid4(), by=staff.actor(login))
    assert not LifeEvent.objects.exists()
