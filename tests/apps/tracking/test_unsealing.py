"""A seal whose ground has gone is lifted by two readers; what is new seals the entry again."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.accounts.models import Officer
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import queries
from hotich.apps.entry.descent import seal_if_told
from hotich.apps.entry.models import Entry, Link, Mention
from hotich.apps.tracking import lifting
from hotich.apps.tracking.models import Case, Difference, Seal, SealLifting
from hotich.apps.tracking.problems import (
    LiftingProposedError,
    MissingFactError,
    SameOfficerError,
    SealStandsError,
)
from hotich.apps.tracking.queries import cases_of, sealed_cases
from hotich.apps.tracking.sealing import count_sealed, sealed_among
from tests.apps.tracking.test_sealing import OTHER_MOTHER, link_child, named
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(staff):
    """Return book, person and entry: typed by congan, sealed by an adoption that he linked."""
    book, person = entering_book(staff), given_person()
    entry = saved_linked(staff.actor("congan"), book, person, OTHER_MOTHER).entry
    link_child(staff.actor("congan"), book, person, "CN")
    for login in ("congan2", "tuphap"):
        named(staff, login)
    return book, person, entry


def undo_adoption() -> None:
    rows = Link.objects.filter(mention__entry__register_type="CN")
    by = Officer.objects.get(login="congan2")
    rows.update(undone_at=timezone.now(), undone_by=by, undone_reason="sai người")


def propose(staff, login="congan2") -> SealLifting:
    seal = Seal.objects.get(lifted_at__isnull=True).pk
    return lifting.propose_unsealing(by=staff.actor(login), seal=seal, reason="đã gỡ liên kết")


def confirm(staff, login="tuphap") -> SealLifting:
    seal = Seal.objects.get(lifted_at__isnull=True).pk
    return lifting.confirm_unsealing(by=staff.actor(login), seal=seal)


def test_two_readers_lift_it_once_the_adoption_is_undone(staff, world):
    _book, _person, entry = world
    undo_adoption()
    propose(staff)
    assert sealed_among([entry.pk]) == {entry.pk}
    confirm(staff)
    assert sealed_among([entry.pk]) == frozenset()
    assert queries.get_entry(staff.actor("truongca"), entry.pk) == entry
    assert cases_of(staff.actor("truongca")).count() == 1
    assert sealed_cases(staff.actor("congan2")).count() == 0
    assert count_sealed(staff.actor("truongca")) == 0
    told = AuditRow.objects.filter(
        object=entry.pk, action__in=("seal.lifting_proposed", "entry.unsealed")
    )
    assert {row.reason for row in told} == {""}
    assert told.count() == 2


def test_one_set_by_a_false_link_is_lifted_when_that_is_undone(staff, world):
    undo = {"voided_at": timezone.now(), "void_reason": "gỡ liên kết"}
    Difference.objects.update(**undo)
    propose(staff)
    confirm(staff)
    assert not Seal.objects.filter(lifted_at__isnull=True).exists()


def test_as_long_as_it_is_told_nobody_lifts_it(staff, world):
    with pytest.raises(SealStandsError):
        propose(staff)
    undo_adoption()
    propose(staff)
    Link.objects.update(undone_at=None, undone_by=None, undone_reason="")
    with pytest.raises(SealStandsError):
        confirm(staff)


def test_it_does_not_come_back_by_itself_but_for_a_new_adoption(staff, world):
    book, person, entry = world
    undo_adoption()
    propose(staff)
    confirm(staff)
    mention = Mention.objects.get(entry=entry, principal=True)
    fields = list(Difference.objects.values_list("field", flat=True))
    seal_if_told(by=staff.actor("congan2"), mention=mention, person=person.uuid, fields=fields)
    assert sealed_among([entry.pk]) == frozenset()
    Entry.objects.filter(register_type="CN").update(number=2)
    link_child(staff.actor("congan2"), book, person, "CN")
    assert sealed_among([entry.pk]) == {entry.pk}
    assert Seal.objects.count() == 2


def test_one_reader_is_not_two_and_who_sealed_it_is_neither(staff, world):
    named(staff, "congan")
    undo_adoption()
    with pytest.raises(SameOfficerError):
        propose(staff, "congan")
    propose(staff)
    for login in ("congan2", "congan"):
        with pytest.raises(SameOfficerError):
            confirm(staff, login)
    with pytest.raises(LiftingProposedError):
        propose(staff, "tuphap")


@pytest.mark.parametrize("login", ["truongca", "lanhdao", "tuphap2", "so"])
def test_for_who_is_no_reader_there_is_no_seal(staff, world, login):
    undo_adoption()
    with pytest.raises(Seal.DoesNotExist):
        propose(staff, login)
    propose(staff)
    with pytest.raises(Seal.DoesNotExist):
        confirm(staff, login)
    with pytest.raises(Seal.DoesNotExist):
        lifting.drop_unsealing(by=staff.actor(login), seal=Seal.objects.get().pk)


def test_a_proposal_is_dropped_and_a_reason_needed(staff, world):
    undo_adoption()
    seal = Seal.objects.get().pk
    with pytest.raises(MissingFactError):
        lifting.propose_unsealing(by=staff.actor("congan2"), seal=seal, reason=" ")
    propose(staff)
    lifting.drop_unsealing(by=staff.actor("tuphap"), seal=seal)
    with pytest.raises(SealLifting.DoesNotExist):
        confirm(staff)
    assert Case.objects.exists()


@pytest.mark.parametrize("second", ["congan2", "congan"])
def test_the_database_wants_two_who_did_not_seal_it(staff, world, second):
    undo_adoption()
    row = propose(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        SealLifting.objects.filter(pk=row.pk).update(
            confirmed_by=staff.officer(second), confirmed_at=timezone.now()
        )
