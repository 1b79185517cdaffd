"""Whom is an officer kin to? By what he declared and by ties that exist, never by the surname."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.family import actions, queries
from hotich.apps.family.models import Declaration, Kin, Relation, Relative
from hotich.apps.family.problems import (
    DeclaredAlreadyError,
    NothingDeclaredError,
    ReasonMissingError,
)
from hotich.apps.population.models import Person
from tests.support.entries import given_person

pytestmark = pytest.mark.django_db
OWN_PIN, MOTHER_PIN, FATHER_PIN = "000090000011", "000160000012", "000060000013"


def himself(by, **said):
    facts = {"full_name": "Lê Văn Công", "birth": "1990-03-04", "pin": OWN_PIN} | said
    return actions.declare_relative(by=by, relation=Relation.SELF, **facts)


def person(name, **values):
    """Put somebody into the register with just these values."""
    uuid = given_person(full_name=name).uuid
    blank = {"mother_pin": "", "father_pin": "", "spouse_pin": ""}
    Person.objects.filter(uuid=uuid).update(**(blank | values))
    return uuid


def test_a_declared_number_finds_the_person(staff):
    clerk = staff.actor("congan")
    sister = person("Lê Thị Chị", pin="000188000001", birth_date="1988-01-02")
    person("Lê Thị Khác", pin="000188000002", birth_date="1988-01-02")
    actions.declare_relative(
        by=clerk, relation=Relation.SIBLING, full_name="Lê Thị Chị", pin="000188000001"
    )
    assert queries.own_family(clerk.officer) == {sister}
    assert queries.is_own_family(clerk, [sister])
    assert not queries.is_own_family(staff.actor("congan2"), [sister])
    assert not queries.is_own_family(clerk, [])


def test_a_whole_name_and_a_full_birth_date_find_him_and_less_does_not(staff):
    clerk = staff.actor("congan")
    brother = person("LÊ VĂN  ANH", pin="000088000003", birth_date="1988-05-06")
    person("Lê Văn Anh", pin="000088000004", birth_date="1988-05-07")
    person("Lê Văn Anh", pin="000088000005", birth_date="1988")
    declare = actions.declare_relative
    declare(by=clerk, relation=Relation.SIBLING, full_name="Lê Văn Anh", birth="1988-05-06")
    assert queries.own_family(clerk.officer) == {brother}
    declare(by=clerk, relation=Relation.COUSIN, full_name="Lê Văn Anh", birth="1988")
    assert queries.own_family(clerk.officer) == {brother}


def test_ties_of_the_officers_own_person_are_followed(staff):
    clerk = staff.actor("congan")
    own = person(
        "Lê Văn Công",
        pin=OWN_PIN,
        mother_pin=MOTHER_PIN,
        father_pin=FATHER_PIN,
        spouse_pin="000192000014",
    )
    family = {
        own,
        person("Mai Thị Mẹ", pin=MOTHER_PIN),
        person("Lê Văn Bố", pin=FATHER_PIN),
        person("Trần Thị Vợ", pin="000192000014"),
        person("Lê Thị Con", pin="000315000015", father_pin=OWN_PIN),
        person("Lê Thị Em", pin="000193000016", mother_pin=MOTHER_PIN),
    }
    person("Lê Văn Hàng Xóm", pin="000080000017", mother_pin="000155000018")
    himself(clerk)
    assert queries.own_family(clerk.officer) == family


def test_a_shared_surname_is_nobody(staff):
    clerk = staff.actor("congan")
    for number in range(3):
        person(f"Lê Văn {'ABC'[number]}", pin=f"00008800010{number}", birth_date="1990-03-04")
    himself(clerk)
    assert queries.own_family(clerk.officer) == frozenset()


def test_a_relative_of_a_relative_is_not_followed(staff):
    """Only the officer's own person has ties: a spouse's cousin is no reason to stop."""
    clerk = staff.actor("congan")
    wife = person("Trần Thị Vợ", pin="000192000014", mother_pin="000160000020")
    person("Trần Thị Em Vợ", pin="000195000021", mother_pin="000160000020")
    actions.declare_relative(
        by=clerk, relation=Relation.SPOUSE, full_name="Trần Thị Vợ", pin="000192000014"
    )
    assert queries.own_family(clerk.officer) == {wife}


def test_what_is_withdrawn_stays_with_its_reason_and_finds_nobody(staff):
    clerk = staff.actor("congan")
    person("Lê Thị Chị", pin="000188000001")
    row = actions.declare_relative(
        by=clerk, relation=Relation.SIBLING, full_name="Lê Thị Chị", pin="000188000001"
    )
    with pytest.raises(ReasonMissingError):
        actions.withdraw_relative(by=clerk, relative=row.pk, reason=" ")
    with pytest.raises(Relative.DoesNotExist):
        actions.withdraw_relative(by=staff.actor("congan2"), relative=row.pk, reason="nhầm")
    actions.withdraw_relative(by=clerk, relative=row.pk, reason="khai nhầm người")
    assert Relative.objects.get().void_reason == "khai nhầm người"
    assert queries.own_family(clerk.officer) == frozenset()
    assert Kin.objects.get().ended_at is not None


def test_a_list_is_complete_for_a_year(staff):
    clerk = staff.actor("congan")
    today = timezone.localdate()
    assert queries.is_due(clerk.officer, day=today)
    with pytest.raises(NothingDeclaredError):
        actions.declare_complete(by=clerk)
    himself(clerk)
    actions.declare_complete(by=clerk)
    assert not queries.is_due(clerk.officer, day=today)
    Declaration.objects.update(recorded_at=timezone.now() - timedelta(days=366))
    assert queries.is_due(clerk.officer, day=today)


def test_nobody_is_declared_twice(staff):
    clerk = staff.actor("congan")
    himself(clerk)
    for said in ({}, {"full_name": "Lê Công", "pin": ""}):
        with pytest.raises(DeclaredAlreadyError):
            himself(clerk, **said)


def test_the_audit_names_the_people_found_and_keeps_no_name(staff):
    clerk = staff.actor("congan")
    sister = person("Lê Thị Chị", pin="000188000001")
    actions.declare_relative(
        by=clerk, relation=Relation.SIBLING, full_name="Lê Thị Chị", pin="000188000001"
    )
    rows = AuditRow.objects.filter(action__startswith="family.")
    assert list(rows.order_by("pk").values_list("action", flat=True)) == [
        "family.declared",
        "family.found",
    ]
    assert AuditSubject.objects.filter(row__in=rows).get().subject == sister
    assert not any("Chị" in row.reason for row in rows)
