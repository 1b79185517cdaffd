"""What a book says reaches the person, beside what is there, and goes back when withdrawn."""

from datetime import date
from uuid import uuid4

import pytest

from hotich.apps.audit.actor import NotPermittedError, process
from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import change_value, deliver_facts, withdraw_facts
from hotich.apps.population.models import Person, PersonFact
from hotich.apps.population.problems import ReasonMissingError, UnknownPersonFieldError
from hotich.apps.population.queries import person_values
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db
JOB = process("test delivery")
LABEL = "KS 87/1998, UBND xã Nga Trường (đến 30/06/2025)"


def test_a_blank_value_is_filled_and_another_stands_beside():
    person = make_person(1, father_name="", ethnicity="Kinh")
    mention = uuid4()
    values = {"father_name": "Mai Văn Hùng", "ethnicity": "Mường", "hometown": ""}
    deliver_facts(by=JOB, person=person.uuid, mention=mention, values=values, label=LABEL)
    held = person_values(person.uuid)
    assert (held["father_name"], held["ethnicity"]) == ("Mai Văn Hùng", "Kinh")
    facts = {fact.field: fact.applied for fact in PersonFact.objects.filter(person=person)}
    assert facts == {"father_name": True, "ethnicity": False}


def test_delivering_again_changes_nothing():
    person = make_person(1, father_name="")
    mention = uuid4()
    for _ in range(3):
        deliver_facts(
            by=JOB,
            person=person.uuid,
            mention=mention,
            values={"father_name": "Mai Văn Hùng"},
            label=LABEL,
        )
    assert PersonFact.objects.count() == 1
    assert AuditRow.objects.filter(action="person.facts_delivered").count() == 1


def test_another_value_from_the_same_mention_replaces_the_first():
    person = make_person(1, father_name="")
    mention = uuid4()
    for name in ("Mai Văn Hùng", "Mai Văn Hưng"):
        deliver_facts(
            by=JOB, person=person.uuid, mention=mention, values={"father_name": name}, label=LABEL
        )
    assert person_values(person.uuid)["father_name"] == "Mai Văn Hưng"
    live = PersonFact.objects.filter(voided_at__isnull=True)
    assert [fact.value for fact in live] == ["Mai Văn Hưng"]
    withdraw_facts(by=JOB, mention=mention, reason="gỡ liên kết")
    assert person_values(person.uuid)["father_name"] == ""


def test_withdrawing_returns_what_was_there():
    person = make_person(1, father_name="", sex="unknown")
    mention = uuid4()
    values = {"father_name": "Mai Văn Hùng", "sex": "female", "mother_name": "Lê Thị Khác"}
    deliver_facts(by=JOB, person=person.uuid, mention=mention, values=values, label=LABEL)
    withdraw_facts(by=JOB, mention=mention, reason="gỡ liên kết")
    held = person_values(person.uuid)
    assert (held["father_name"], held["sex"]) == ("", "unknown")
    assert held["mother_name"] == "Trịnh Thị Thơm"
    assert PersonFact.objects.filter(voided_at__isnull=True).count() == 0
    assert set(PersonFact.objects.values_list("void_reason", flat=True)) == {"gỡ liên kết"}
    withdraw_facts(by=JOB, mention=mention, reason="gỡ liên kết")
    assert AuditRow.objects.filter(action="person.facts_withdrawn").count() == 1


def test_a_decision_outlives_what_the_book_had_filled(staff: Staff):
    person = make_person(1, father_name="")
    mention = uuid4()
    deliver_facts(
        by=JOB,
        person=person.uuid,
        mention=mention,
        values={"father_name": "Mai Văn Hùng"},
        label=LABEL,
    )
    change_value(
        by=staff.actor("congan"),
        person=person.uuid,
        field="father_name",
        new_value="Mai Văn Hưng",
        decision_number="1/QĐ",
        decision_date=date(2025, 9, 1),
        decided_by="Trưởng Công an xã",
    )
    withdraw_facts(by=JOB, mention=mention, reason="gỡ liên kết")
    assert person_values(person.uuid)["father_name"] == "Mai Văn Hưng"


def test_what_stood_beside_takes_the_place_of_what_is_withdrawn():
    person = make_person(1, father_name="")
    first, second = uuid4(), uuid4()
    for mention, name in ((first, "Mai Văn Hùng"), (second, "Mai Văn Hưng")):
        deliver_facts(
            by=JOB, person=person.uuid, mention=mention, values={"father_name": name}, label=LABEL
        )
    withdraw_facts(by=JOB, mention=first, reason="gỡ liên kết")
    assert person_values(person.uuid)["father_name"] == "Mai Văn Hưng"
    withdraw_facts(by=JOB, mention=second, reason="gỡ liên kết")
    assert person_values(person.uuid)["father_name"] == ""


def test_some_values_are_never_delivered():
    person = make_person(1, death_date="", residence="")
    before = person_values(person.uuid)
    values = {
        "death_date": "2001-02-03",
        "residence": "Xã Nga Trường",
        "pin": "000098000001",
        "birth_date": "31/02/1998",
    }
    deliver_facts(by=JOB, person=person.uuid, mention=uuid4(), values=values, label=LABEL)
    assert person_values(person.uuid) == before
    assert not PersonFact.objects.exists()


def test_delivery_is_refused(staff: Staff):
    person = make_person(1)
    with pytest.raises(NotPermittedError):
        deliver_facts(
            by=staff.actor("tuphap"),
            person=person.uuid,
            mention=uuid4(),
            values={"ethnicity": "Kinh"},
            label=LABEL,
        )
    with pytest.raises(UnknownPersonFieldError):
        deliver_facts(
            by=JOB, person=person.uuid, mention=uuid4(), values={"child.sex": "x"}, label=LABEL
        )
    with pytest.raises(Person.DoesNotExist):
        deliver_facts(by=JOB, person=uuid4(), mention=uuid4(), values={"sex": "male"}, label=LABEL)
    with pytest.raises(NotPermittedError):
        withdraw_facts(by=staff.actor("tuphap"), mention=uuid4(), reason="gỡ")
    with pytest.raises(ReasonMissingError):
        withdraw_facts(by=JOB, mention=uuid4(), reason="")
