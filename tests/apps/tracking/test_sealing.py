"""What differs of an adopted or recognised child's parents is on the sealed list, now or later."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.writing import writing
from hotich.apps.entry import queries
from hotich.apps.entry.linking import make_link
from hotich.apps.entry.models import Entry, Link, Mention
from hotich.apps.entry.queues import Queue, rows_of
from hotich.apps.existing.exporting import export_book
from hotich.apps.population.models import LifeEvent, Person
from hotich.apps.tracking import sealing
from hotich.apps.tracking.models import Case, Seal, SealReader, SealReason
from hotich.apps.tracking.printing import write_list
from hotich.apps.tracking.problems import (
    MissingFactError,
    ReaderNamedError,
    SameOfficerError,
    UnfitReaderError,
)
from hotich.apps.tracking.queries import CaseFilter, cases, cases_of, counts_of, sealed_cases
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_undecided

pytestmark = pytest.mark.django_db
OTHER_MOTHER = {"mother.full_name": "Lê Thị Sinh"}


@pytest.fixture
def book(staff):
    return entering_book(staff)


def named(staff, login):
    row = sealing.name_reader(
        by=staff.actor("truongca"), officer=staff.officer(login).pk, reason="phụ trách"
    )
    return sealing.confirm_reader(by=staff.actor("lanhdao"), reader=row.pk)


def event(person, kind="adoption", role="child", **facts):
    return LifeEvent.objects.create(
        person=Person.objects.get(uuid=person.uuid),
        kind=kind,
        role=role,
        register_type="CN",
        mention=uuid4(),
        entry=uuid4(),
        label="CN 1/2001",
        recorded_at=timezone.now(),
        **facts,
    )


def test_an_entry_is_sealed_once_and_keeps_its_first_reason(staff, book):
    entry = saved_undecided(staff.actor("congan"), book).entry
    told = {"by": staff.actor("congan"), "entry": entry.pk, "office": staff.commune.pk}
    assert sealing.seal_entry(reason=SealReason.ADOPTION, **told)
    assert not sealing.seal_entry(reason=SealReason.RECOGNITION, **told)
    assert Seal.objects.get().reason == SealReason.ADOPTION


@pytest.mark.parametrize("kind", ["adoption", "recognition"])
def test_an_event_of_the_child_seals_what_differs_of_his_parents(staff, book, kind):
    clerk = staff.actor("congan")
    person = given_person()
    event(person, kind)
    entry = saved_linked(clerk, book, person, OTHER_MOTHER).entry
    assert Seal.objects.get().entry == entry.pk
    assert Seal.objects.get().reason == kind
    assert Case.objects.count() == 1
    assert cases_of(clerk).count() == 0


def test_adoptive_parents_in_the_population_database_seal_it_too(staff, book):
    person = given_person(adoptive_mother_name="Trần Thị Huyền")
    saved_linked(staff.actor("congan"), book, person, OTHER_MOTHER)
    assert Seal.objects.get().reason == "adoption"


@pytest.mark.parametrize(
    ("texts", "facts"),
    [
        ({"child.full_name": "Mai Thị Phương"}, {}),  # it does not tell who the parents are
        (OTHER_MOTHER, {"role": "adoptive_father"}),  # he has adopted somebody
        (OTHER_MOTHER, {"kind": "marriage"}),
        (OTHER_MOTHER, {"voided_at": timezone.now(), "void_reason": "gỡ"}),
        ({}, {}),  # nothing differs
    ],
)
def test_what_tells_nothing_stays_on_the_common_list(staff, book, texts, facts):
    clerk = staff.actor("congan")
    person = given_person()
    event(person, **facts)
    saved_linked(clerk, book, person, texts)
    assert not Seal.objects.exists()
    assert cases_of(clerk).count() == (1 if texts else 0)


@pytest.mark.parametrize(("code", "reason"), [("CN", "adoption"), ("CMC", "recognition")])
def test_an_adoption_typed_later_takes_the_case_out_at_once(staff, book, code, reason):
    clerk = staff.actor("congan")
    person = given_person()
    entry = saved_linked(clerk, book, person, OTHER_MOTHER).entry
    assert cases_of(clerk).count() == 1
    assert queries.get_entry(clerk, entry.pk)
    link_child(clerk, book, person, code)
    assert Seal.objects.get().entry == entry.pk
    assert Seal.objects.get().reason == reason
    assert cases_of(clerk).count() == 0
    with pytest.raises(Entry.DoesNotExist):
        queries.get_entry(clerk, entry.pk)


def link_child(clerk, book, person, code):
    """Link the child of an entry of another register, as its typing does."""
    other = Entry.objects.create(
        uuid=uuid4(),
        book=book,
        original_office=book.original_office,
        register_type=code,
        year=2001,
        number_written="1",
        number=1,
        by_id=clerk.officer,
        recorded_at=timezone.now(),
    )
    mention = Mention.objects.create(uuid=uuid4(), entry=other, role="child", principal=True)
    with writing(clerk) as at:
        return make_link(mention, person.uuid, by=clerk, at=at)


def test_the_other_order_is_the_same(staff, book):
    clerk = staff.actor("congan")
    person = given_person()
    link_child(clerk, book, person, "CN")
    assert Link.objects.count() == 1
    entry = saved_linked(clerk, book, person, OTHER_MOTHER).entry
    assert Seal.objects.get().entry == entry.pk


def sealed_one(staff, book, login="congan"):
    person = given_person(full_name="Mai Thị Kín")
    event(person)
    texts = OTHER_MOTHER | {"child.full_name": "Mai Thị Kín"}
    return saved_linked(staff.actor(login), book, person, texts).entry


def test_it_is_in_no_common_list_for_anybody(staff, book):
    sealed_one(staff, book)
    named(staff, "congan2")
    now = timezone.now()
    for login in ("congan", "congan2", "truongca", "tuphap"):
        actor = staff.actor(login)
        for wanted in (CaseFilter(), CaseFilter(state=""), CaseFilter(text="1/1998")):
            assert cases(actor, wanted, at=now).count() == 0, login
        assert counts_of(actor).open == 0
    reader = staff.actor("congan2")
    for queue in Queue:
        assert rows_of(reader, queue, at=now).count() == 0, queue


def test_it_is_in_no_file_that_goes_out_whoever_asks(staff, book):
    sealed_one(staff, book)
    saved_undecided(staff.actor("congan2"), book, {"child.full_name": "Lê Văn Chung"})
    named(staff, "tuphap")
    for login in ("tuphap", "tuphap2"):
        made = export_book(by=staff.actor(login), book=book.pk, sheet="158-KS70")
        assert made.entries == 1, login


def test_a_print_asked_for_before_holds_it_no_more(staff, book):
    """A second person lets the file go out, perhaps a day later."""
    sealed_one(staff, book)
    named(staff, "tuphap")
    asked = {"cases": [str(Case.objects.get().pk)], "chosen": [], "form": "xlsx"}
    assert write_list(staff.actor("tuphap"), asked, timezone.now()).rows == 0


def test_named_readers_read_it_and_nobody_else(staff, book):
    entry = sealed_one(staff, book)
    named(staff, "congan2")
    reader = staff.actor("congan2")
    assert sealed_cases(reader).count() == 1
    assert queries.get_entry(reader, entry.pk) == entry
    for login in ("congan", "truongca", "tuphap"):
        assert sealed_cases(staff.actor(login)).count() == 0
        with pytest.raises(Entry.DoesNotExist):
            queries.get_entry(staff.actor(login), entry.pk)


def test_a_search_answers_alike_for_sealed_absent_and_not_yours(staff, book):
    clerk = staff.actor("congan")
    sealed_one(staff, book)
    asked = {}
    for text in ("1/1998", "99/1998", "Mai Thị Kín", "Mai Thị Không"):
        with CaptureQueriesContext(connection) as kept:
            assert queries.find(clerk, text) == []
        asked[text] = len(kept)
    assert asked["1/1998"] == asked["99/1998"]
    assert asked["Mai Thị Kín"] == asked["Mai Thị Không"]


def test_two_people_name_a_reader_and_he_is_neither(staff):
    chief, leader = staff.actor("truongca"), staff.actor("lanhdao")
    with pytest.raises(NotPermittedError):
        sealing.name_reader(by=staff.actor("congan"), officer=chief.officer, reason="x")
    with pytest.raises(MissingFactError):
        sealing.name_reader(by=chief, officer=staff.officer("congan").pk, reason=" ")
    for login in ("so", "quantri", "lanhdao"):
        with pytest.raises(UnfitReaderError):
            sealing.name_reader(by=chief, officer=staff.officer(login).pk, reason="x")
    row = sealing.name_reader(by=chief, officer=staff.officer("congan").pk, reason="phụ trách")
    assert not sealing.is_reader(staff.actor("congan"))
    with pytest.raises(ReaderNamedError):
        sealing.name_reader(by=leader, officer=staff.officer("congan").pk, reason="lại")
    with pytest.raises(SameOfficerError):
        sealing.confirm_reader(by=chief, reader=row.pk)
    sealing.confirm_reader(by=leader, reader=row.pk)
    assert sealing.is_reader(staff.actor("congan"))
    sealing.end_reader(by=chief, reader=row.pk, reason="chuyển việc")
    assert not sealing.is_reader(staff.actor("congan"))
    own = sealing.name_reader(by=leader, officer=chief.officer, reason="phụ trách")
    with pytest.raises(SameOfficerError):
        sealing.confirm_reader(by=chief, reader=own.pk)


@pytest.mark.parametrize("second", ["truongca", "congan"])
def test_the_database_wants_two_people_too(staff, second):
    row = sealing.name_reader(
        by=staff.actor("truongca"), officer=staff.officer("congan").pk, reason="phụ trách"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SealReader.objects.filter(pk=row.pk).update(
            confirmed_by=staff.officer(second), confirmed_at=timezone.now()
        )


def test_the_audit_does_not_say_what_is_sealed(staff, book):
    sealed_one(staff, book)
    row = AuditRow.objects.get(action="entry.sealed")
    assert row.reason == ""


def test_the_number_of_a_sealed_entry_is_taken_all_the_same(staff, book):
    """Find is not read: the book stays whole, and nobody types the number a second time."""
    sealed_one(staff, book)
    assert saved_undecided(staff.actor("congan2"), book).entry.number == 2


def test_the_sealed_list_goes_along_with_the_book(staff, book):
    entry = sealed_one(staff, book)
    by = staff.actor("tuphap")
    assert sealing.move_seals(by=by, entries=[entry.pk], office=staff.old_ba_dinh.pk) == 1
    assert sealing.move_seals(by=by, entries=[entry.pk], office=staff.old_ba_dinh.pk) == 0
    assert Seal.objects.get().office_id == staff.old_ba_dinh.pk
    named(staff, "congan2")
    assert sealed_cases(staff.actor("congan2")).count() == 0
