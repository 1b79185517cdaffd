"""Seeing a person, changing a value by decision, and the history both leave."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import change_value, persons, view_person
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import Person, PersonFact, PopulationChange
from hotich.apps.population.problems import (
    DecisionIncompleteError,
    ReasonMissingError,
    UnknownPersonFieldError,
    ValueNotStorableError,
)
from hotich.apps.population.queries import facts_of, person_values
from hotich.core.dates import from_iso
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db
DECISION = {
    "decision_number": "15/QĐ-CAX",
    "decision_date": date(2025, 9, 1),
    "decided_by": "Hoàng Văn Trưởng",
}


def test_a_view_is_on_record_and_shows_all(staff: Staff):
    person = make_person(1)
    by = staff.actor("congan")
    look_up(
        by=by,
        mention=uuid4(),
        entry=uuid4(),
        terms=LookupTerms("Mai Thị Lan", from_iso("1998-09-02")),
        reason="nhập sổ",
    )
    seen = view_person(by=by, person=person.uuid, reason="đối chiếu giấy tờ")
    assert (seen.pin, seen.values["full_name"]) == (person.pin, "Mai Thị Lan")
    assert [each.reason for each in seen.lookups] == ["nhập sổ"]
    row = AuditRow.objects.get(action="person.viewed")
    assert (row.object, row.reason) == (person.uuid, "đối chiếu giấy tờ")
    assert [each.subject for each in row.subjects.all()] == [person.uuid]


def test_nothing_is_returned_when_the_view_cannot_be_recorded(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
):
    person = make_person(1)

    def fails(*_args: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(persons, "record", fails)
    with pytest.raises(OSError):  # noqa: PT011 - the very fault that was put in
        view_person(by=staff.actor("congan"), person=person.uuid, reason="xem")


def test_views_are_refused(staff: Staff):
    person = make_person(1)
    with pytest.raises(NotPermittedError):
        view_person(by=staff.actor("tuphap"), person=person.uuid, reason="xem")
    with pytest.raises(ReasonMissingError):
        view_person(by=staff.actor("congan"), person=person.uuid, reason="  ")
    with pytest.raises(Person.DoesNotExist):
        view_person(by=staff.actor("congan"), person=uuid4(), reason="xem")
    assert not AuditRow.objects.filter(action="person.viewed").exists()


def test_a_decision_changes_the_value_and_keeps_the_old_one(staff: Staff):
    person = make_person(1)
    by = staff.actor("congan")
    change = change_value(
        by=by, person=person.uuid, field="birth_date", new_value="1998-02-09", **DECISION
    )
    assert (change.old_value, change.new_value) == ("1998-09-02", "1998-02-09")
    assert person_values(person.uuid)["birth_date"] == "1998-02-09"
    fact = PersonFact.objects.get(person=person, field="birth_date")
    assert (fact.previous, fact.applied, fact.source_label) == ("1998-09-02", True, "15/QĐ-CAX")


def test_the_keys_follow_the_change(staff: Staff):
    person = make_person(1, father_name="", mother_name="", commune_code="")
    by = staff.actor("congan")
    change_value(by=by, person=person.uuid, field="full_name", new_value="Mai Thị Huệ", **DECISION)
    terms = LookupTerms("Mai Thị Huệ", from_iso("1998-09-02"))
    found = look_up(by=by, mention=uuid4(), entry=uuid4(), terms=terms, reason="nhập sổ")
    assert [each.person for each in found.candidates] == [person.uuid]
    assert facts_of(person.uuid).full_name == "Mai Thị Huệ"


def test_the_same_decision_sent_twice_is_recorded_once(staff: Staff):
    person = make_person(1)
    for _ in range(2):
        change_value(
            by=staff.actor("congan"),
            person=person.uuid,
            field="ethnicity",
            new_value="Mường",
            **DECISION,
        )
    assert PopulationChange.objects.count() == 1


def test_the_justice_officer_changes_nothing(staff: Staff):
    person = make_person(1)
    with pytest.raises(NotPermittedError):
        change_value(
            by=staff.actor("tuphap"), person=person.uuid, field="sex", new_value="male", **DECISION
        )
    assert person_values(person.uuid)["sex"] == "female"


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("birth_date", "02/09/1998", "unreadable_date"),
        ("sex", "nữ", "unknown_sex"),
        ("pin", "12345", "invalid_pin"),
        ("mother_pin", "x", "invalid_pin"),
        ("full_name", "A" * 501, "too_long"),
    ],
)
def test_values_that_cannot_be_kept_are_refused(staff: Staff, field: str, value: str, problem: str):
    person = make_person(1)
    with pytest.raises(ValueNotStorableError) as refused:
        change_value(
            by=staff.actor("congan"), person=person.uuid, field=field, new_value=value, **DECISION
        )
    assert refused.value.problem == problem
    assert not PopulationChange.objects.exists()


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("number", {"decision_number": " "}),
        ("decided_by", {"decided_by": ""}),
        ("date", {"decision_date": timezone.localdate() + timedelta(days=1)}),
    ],
)
def test_a_decision_must_be_whole(staff: Staff, part: str, changed: dict[str, object]):
    person = make_person(1)
    with pytest.raises(DecisionIncompleteError) as refused:
        change_value(
            by=staff.actor("congan"),
            person=person.uuid,
            field="ethnicity",
            new_value="Mường",
            **(DECISION | changed),
        )
    assert refused.value.part == part
    assert not PopulationChange.objects.exists()


def test_an_unknown_field_is_refused(staff: Staff):
    with pytest.raises(UnknownPersonFieldError):
        change_value(
            by=staff.actor("congan"),
            person=make_person(1).uuid,
            field="voided_at",
            new_value="x",
            **DECISION,
        )


def test_a_number_changes_and_the_former_one_goes_to_nobody(staff: Staff):
    by = staff.actor("congan")
    person, other = make_person(1), make_person(2)
    former = person.pin or ""
    change_value(by=by, person=person.uuid, field="pin", new_value="000198999999", **DECISION)
    for taken in (former, "000198999999"):
        with pytest.raises(ValueNotStorableError) as refused:
            change_value(by=by, person=other.uuid, field="pin", new_value=taken, **DECISION)
        assert refused.value.problem == "pin_taken"
    again = DECISION | {"decision_number": "16/QĐ-CAX"}
    change_value(by=by, person=person.uuid, field="pin", new_value=former, **again)
    assert person_values(person.uuid)["pin"] == former
