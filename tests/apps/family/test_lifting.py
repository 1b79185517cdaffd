"""An exclusion by a false match is lifted by two people, neither concerned nor of his family."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.family import lifting, queries
from hotich.apps.family.actions import declare_relative, keep_apart
from hotich.apps.family.models import Exclusion, Lifting, Relation, Why
from hotich.apps.family.problems import (
    LiftingProposedError,
    ReasonMissingError,
    SamePersonError,
    UnfitLifterError,
)
from hotich.apps.population.apart import is_apart
from tests.support.neighbours import make_neighbours
from tests.support.office import SETUP, Staff

pytestmark = pytest.mark.django_db
ENTRY = uuid4()


def keep(staff: Staff, login: str = "congan", grounds=("relative a",), entry=ENTRY) -> bool:
    return keep_apart(
        by=SETUP,
        officer=staff.officer(login).pk,
        entry=entry,
        office=staff.commune.pk,
        number="87/1998",
        book="quyển 01/1998",
        why=Why.TYPED,
        grounds=grounds,
    )


@pytest.fixture
def kept(staff: Staff) -> Exclusion:
    """Return what is kept from congan."""
    keep(staff)
    return Exclusion.objects.get()


def propose(staff: Staff, kept: Exclusion, login: str = "truongca") -> Lifting:
    return lifting.propose_lifting(by=staff.actor(login), exclusion=kept.pk, reason="trùng tên")


def confirm(staff: Staff, kept: Exclusion, login: str = "lanhdao") -> Lifting:
    return lifting.confirm_lifting(by=staff.actor(login), exclusion=kept.pk)


def test_two_leaders_lift_it_and_all_of_it_stays_on_record(staff: Staff, kept):
    clerk = staff.actor("congan")
    assert is_apart(clerk, ENTRY)
    propose(staff, kept)
    assert is_apart(clerk, ENTRY)
    row = confirm(staff, kept)
    assert not is_apart(clerk, ENTRY)
    kept.refresh_from_db()
    assert (kept.lifted_at, row.reason) == (row.confirmed_at, "trùng tên")
    assert list(queries.exclusions(staff.actor("kiemtra"))) == [kept]
    told = AuditRow.objects.filter(object=ENTRY).order_by("sequence")
    assert {one.action for one in told} >= {"family.lifting_proposed", "family.lifted"}


def test_it_does_not_come_back_for_the_same_ground_but_for_a_new_one(staff: Staff, kept):
    propose(staff, kept)
    confirm(staff, kept)
    assert not keep(staff)
    assert not is_apart(staff.actor("congan"), ENTRY)
    assert keep(staff, grounds=("relative a", "relative b"))
    assert is_apart(staff.actor("congan"), ENTRY)
    again = Exclusion.objects.get(lifted_at__isnull=True)
    assert [one.ground for one in again.grounds.all()] == ["relative b"]
    assert not keep(staff, grounds=("relative a",))
    assert keep(staff, login="congan2")  # lifted for one officer alone


def test_a_ground_that_joins_later_is_lifted_with_the_others(staff: Staff, kept):
    assert not keep(staff, grounds=("person b",))
    propose(staff, kept)
    confirm(staff, kept)
    assert not keep(staff, grounds=("person b",))
    assert not is_apart(staff.actor("congan"), ENTRY)


def test_one_leader_is_not_two(staff: Staff, kept):
    propose(staff, kept)
    with pytest.raises(SamePersonError):
        confirm(staff, kept, "truongca")
    with pytest.raises(LiftingProposedError):
        propose(staff, kept, "lanhdao")
    assert is_apart(staff.actor("congan"), ENTRY)


@pytest.mark.parametrize("login", ["congan2", "tuphap", "kiemtra", "quantri"])
def test_only_leaders_lift(staff: Staff, kept, login: str):
    with pytest.raises(NotPermittedError):
        propose(staff, kept, login)
    propose(staff, kept)
    with pytest.raises(NotPermittedError):
        confirm(staff, kept, login)


def test_the_officer_concerned_has_no_part_in_it(staff: Staff):
    keep(staff, login="truongca")
    row = Exclusion.objects.get()
    with pytest.raises(Exclusion.DoesNotExist):
        propose(staff, row, "truongca")
    propose(staff, row, "lanhdao")
    with pytest.raises(Exclusion.DoesNotExist):
        confirm(staff, row, "truongca")
    confirm(staff, row, "totruong")


def test_nor_has_one_of_his_family(staff: Staff, kept):
    for login in ("congan", "lanhdao"):
        declare_relative(
            by=staff.actor(login),
            relation=Relation.SIBLING,
            full_name="Lê Thị Chung",
            birth="1970-01-02",
        )
    with pytest.raises(UnfitLifterError):
        propose(staff, kept, "lanhdao")
    propose(staff, kept)
    with pytest.raises(UnfitLifterError):
        confirm(staff, kept)
    with pytest.raises(UnfitLifterError):
        lifting.drop_lifting(by=staff.actor("lanhdao"), exclusion=kept.pk)


def test_nor_one_from_whom_the_same_entry_is_kept(staff: Staff, kept):
    keep(staff, login="lanhdao")
    with pytest.raises(UnfitLifterError):
        propose(staff, kept, "lanhdao")


def test_a_proposal_is_dropped_and_another_made(staff: Staff, kept):
    propose(staff, kept)
    lifting.drop_lifting(by=staff.actor("totruong"), exclusion=kept.pk)
    with pytest.raises(Lifting.DoesNotExist):
        confirm(staff, kept)
    propose(staff, kept, "totruong")
    confirm(staff, kept, "truongca")
    assert Lifting.objects.count() == 2


def test_a_reason_is_needed_and_an_exclusion_of_the_own_office(staff: Staff, kept):
    with pytest.raises(ReasonMissingError):
        lifting.propose_lifting(by=staff.actor("truongca"), exclusion=kept.pk, reason=" ")
    make_neighbours(staff)
    kept.office = staff.justice_department.pk
    kept.save()
    with pytest.raises(Exclusion.DoesNotExist):
        propose(staff, kept)


@pytest.mark.parametrize(
    ("by", "confirmer"), [("truongca", "truongca"), ("truongca", "congan"), ("congan", "truongca")]
)
def test_the_database_refuses_fewer_than_two_who_are_not_concerned(
    staff: Staff, kept, by: str, confirmer: str
):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lifting.objects.create(
            exclusion=kept,
            officer=staff.officer("congan"),
            reason="trùng tên",
            by=staff.officer(by),
            recorded_at=timezone.now(),
            confirmed_by=staff.officer(confirmer),
            confirmed_at=timezone.now(),
        )
