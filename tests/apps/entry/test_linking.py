"""Links made, undone and made again; what they delivered goes with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.entry import actions, queries
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Link, Mention, Outcome, Reservation
from hotich.apps.entry.number_requests import release
from hotich.apps.entry.problems import (
    AlreadyLinkedError,
    EvidenceError,
    NotLinkedError,
    PersonSharedError,
    ReasonMissingError,
    SecondOfficerError,
)
from hotich.apps.entry.values import person_facts
from hotich.apps.population import actions as population
from hotich.apps.population.models import Person, PersonFact
from hotich.apps.population.queries import live_request, number_state
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.apps.tracking.queries import open_case_of
from tests.support.entries import (
    given_person,
    looked_up,
    saved_linked,
    saved_not_found,
    saved_undecided,
)

pytestmark = pytest.mark.django_db


def lookup_of(by, saved, **more):
    held = Reservation.objects.get(entry=saved.entry.pk)
    return looked_up(by, held, **more).lookup


def lock(staff, book):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def test_an_undecided_entry_is_linked_later(book, clerk):
    saved = saved_undecided(clerk, book)
    mention, person = saved.decisions[0].mention_id, given_person()
    decision = actions.link_mention(
        by=clerk, mention=mention, person=person.uuid, lookup=lookup_of(clerk, saved)
    )
    assert decision.outcome == Outcome.CONSISTENT
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT


def test_an_undecided_entry_is_found_absent_later(book, clerk):
    saved = saved_undecided(clerk, book)
    mention = saved.decisions[0].mention_id
    decision = actions.conclude_not_found(
        by=clerk,
        mention=mention,
        lookup=lookup_of(clerk, saved, wide=True),
        life="abroad",
        basis="theo lời khai của gia đình",
    )
    assert decision.outcome == Outcome.NOT_FOUND
    assert live_request(mention).life == "abroad"


def test_a_person_not_shown_is_refused(book, clerk):
    saved = saved_undecided(clerk, book)
    stranger = given_person(full_name="Hà Văn Lạ", birth_date="1950", sex="male")
    with pytest.raises(EvidenceError):
        actions.link_mention(
            by=clerk,
            mention=saved.decisions[0].mention_id,
            person=stranger.uuid,
            lookup=lookup_of(clerk, saved),
        )
    assert not Link.objects.exists()


def test_a_link_undone_takes_everything_back(book, clerk):
    person = given_person(hometown="")
    saved = saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    mention = saved.decisions[0].mention_id
    facts = person_facts(saved.entry, "child", queries.values_of(saved.entry))
    population.deliver_facts(
        by=clerk, person=person.uuid, mention=mention, values=facts, label="KS 1/1998"
    )
    decision = actions.undo_link(by=clerk, mention=mention, reason="nhầm người cùng tên")
    assert (decision.outcome, decision.remark) == ("undecided", "link_undone")
    assert open_case_of(mention) is None
    assert not PersonFact.objects.filter(source_uuid=mention, voided_at__isnull=True).exists()
    assert Person.objects.get(pk=person.pk).hometown == ""
    link = Link.objects.get()
    assert (link.undone_reason, link.undone_by.login) == ("nhầm người cùng tên", "congan")


def test_a_link_can_be_made_again(book, clerk):
    person = given_person()
    saved = saved_linked(clerk, book, person)
    mention = saved.decisions[0].mention_id
    actions.undo_link(by=clerk, mention=mention, reason="nhầm")
    actions.link_mention(
        by=clerk, mention=mention, person=person.uuid, lookup=lookup_of(clerk, saved)
    )
    assert Link.objects.filter(mention=mention).count() == 2
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT


def test_a_second_live_link_is_refused(book, clerk):
    person = given_person()
    saved = saved_linked(clerk, book, person)
    with pytest.raises(AlreadyLinkedError):
        actions.link_mention(
            by=clerk,
            mention=saved.decisions[0].mention_id,
            person=person.uuid,
            lookup=lookup_of(clerk, saved),
        )


def test_undoing_not_found_withdraws_the_request(book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    actions.undo_link(by=clerk, mention=mention, reason="tìm thấy trong hồ sơ khác")
    assert live_request(mention) is None
    assert number_state(mention) == "withdrawn"


def test_linking_withdraws_a_live_request(book, clerk):
    saved = saved_not_found(clerk, book)
    mention, person = saved.decisions[0].mention_id, given_person()
    actions.link_mention(
        by=clerk, mention=mention, person=person.uuid, lookup=lookup_of(clerk, saved)
    )
    assert live_request(mention) is None


def test_undoing_the_link_to_a_created_person_voids_him(staff, book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    request = live_request(mention)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    chief = staff.actor("truongca")
    population.release_request(by=chief, request=request.pk)
    allotted = population.allot(by=chief, request=request.pk)
    link = actions.person_created(by=chief, mention=mention, person=allotted.person)
    assert actions.person_created(by=chief, mention=mention, person=allotted.person) == link
    assert queries.outcome_of(saved.entry) is Outcome.NOT_FOUND
    actions.undo_link(by=clerk, mention=mention, reason="đã có người này")
    assert Person.objects.get(uuid=allotted.person).voided_at is not None
    assert queries.outcome_of(saved.entry) is Outcome.UNDECIDED


def test_undoing_needs_a_link_and_a_reason(book, clerk):
    mention = saved_undecided(clerk, book).decisions[0].mention_id
    with pytest.raises(NotLinkedError):
        actions.undo_link(by=clerk, mention=mention, reason="thử")
    with pytest.raises(ReasonMissingError):
        actions.undo_link(by=clerk, mention=mention, reason="  ")


def test_in_a_locked_book_a_second_officer_must_allow_it(staff, book, clerk):
    saved = saved_undecided(clerk, book)
    mention, person = saved.decisions[0].mention_id, given_person(hometown="")
    lookup = lookup_of(clerk, saved)
    lock(staff, book)
    wanted = {"by": clerk, "mention": mention, "person": person.uuid, "lookup": lookup}
    with pytest.raises(SecondOfficerError):
        actions.link_mention(**wanted)
    actions.permit_link_change(
        by=staff.actor("tuphap"), entry=saved.entry.pk, reason="có kết quả tra cứu"
    )
    decision = actions.link_mention(**wanted)
    assert decision.second.login == "tuphap"
    assert Person.objects.get(pk=person.pk).hometown.startswith("Xã Nga Trường")
    with pytest.raises(SecondOfficerError):
        actions.undo_link(by=clerk, mention=mention, reason="nhầm")


def test_a_late_entry_takes_two_officers(staff, book, clerk):
    saved_undecided(clerk, book)
    lock(staff, book)
    from hotich.apps.entry.problems import NotTypingError

    with pytest.raises(NotTypingError):
        actions.reserve_number(by=clerk, book=book.pk, number="2", year=1998)
    actions.permit_late_entry(
        by=staff.actor("tuphap"), book=book.pk, year=1998, number="2", reason="trang bị dính"
    )
    held = actions.reserve_number(by=clerk, book=book.pk, number="2", year=1998)
    from uuid import uuid4

    from hotich.apps.entry.typed import EntryInput
    from tests.support.entries import typed

    saved = actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), typed()))
    assert saved.entry.late_second.login == "tuphap"


def test_another_offices_mention_does_not_exist(book, clerk, other_commune):
    mention = saved_undecided(clerk, book).decisions[0].mention_id
    with pytest.raises(Mention.DoesNotExist):
        actions.undo_link(by=other_commune.actor("congan-khac"), mention=mention, reason="thử")


def test_a_person_voided_after_the_look_up_is_not_linked(book, clerk, other_clerk):
    saved, person = saved_undecided(clerk, book), given_person()
    lookup = lookup_of(clerk, saved)
    Person.objects.filter(uuid=person.uuid).update(voided_at=timezone.now(), void_reason="nhầm")
    with pytest.raises(EvidenceError) as refused:
        actions.link_mention(
            by=clerk, mention=saved.decisions[0].mention_id, person=person.uuid, lookup=lookup
        )
    assert refused.value.why == "not_shown"
    assert not Link.objects.exists()


def created_for(staff, saved):
    """Have a person created and numbered for a mention nobody was found for."""
    request = live_request(saved.decisions[0].mention_id)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    return release(by=staff.actor("truongca"), request=request.pk).person


def test_a_new_person_stays_while_another_entry_is_linked_to_him(staff, book, clerk, other_clerk):
    first = saved_not_found(clerk, book)
    person = created_for(staff, first)
    second = saved_undecided(other_clerk, book)
    mention = second.decisions[0].mention_id
    lookup = lookup_of(other_clerk, second)
    actions.link_mention(by=other_clerk, mention=mention, person=person, lookup=lookup)
    for take_back in (
        lambda: actions.undo_link(
            by=clerk, mention=first.decisions[0].mention_id, reason="nhầm người"
        ),
        lambda: actions.void_entry(by=clerk, entry=first.entry.pk, reason="nhầm số"),
    ):
        with pytest.raises(PersonSharedError) as refused:
            take_back()
        assert refused.value.entry == second.entry.pk
    assert Person.objects.get(uuid=person).voided_at is None
    actions.undo_link(by=other_clerk, mention=mention, reason="nhầm người")
    actions.undo_link(by=clerk, mention=first.decisions[0].mention_id, reason="nhầm người")
    assert Person.objects.get(uuid=person).voided_at is not None


def test_a_person_voided_before_his_link_is_not_linked(staff, book, clerk):
    """The register answered, and meanwhile "not found" was undone."""
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    request = live_request(mention)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    population.release_request(by=staff.actor("truongca"), request=request.pk)
    allotted = population.allot(by=staff.actor("truongca"), request=request.pk)
    for again in (
        lambda: actions.link_mention(
            by=clerk, mention=mention, person=allotted.person, lookup=lookup_of(clerk, saved)
        ),
        lambda: actions.conclude_not_found(
            by=clerk, mention=mention, lookup=lookup_of(clerk, saved), life="alive", basis="x"
        ),
    ):
        with pytest.raises(AlreadyLinkedError):
            again()
    actions.undo_link(by=clerk, mention=mention, reason="nhầm")
    with pytest.raises(NotLinkedError):
        actions.person_created(by=staff.actor("truongca"), mention=mention, person=allotted.person)
    assert not Link.objects.exists()


def test_only_whom_the_entry_is_about_is_not_found(book, clerk):
    saved = saved_undecided(clerk, book)
    mother = Mention.objects.get(entry=saved.entry, role="mother")
    with pytest.raises(Mention.DoesNotExist):
        actions.conclude_not_found(
            by=clerk, mention=mother.pk, lookup=lookup_of(clerk, saved), life="alive", basis="x"
        )


def test_a_delivery_locks_the_mention_before_it_looks_at_its_link(staff, book, clerk):
    """The job delivers under another chain; an unlinking at the same time must not be missed."""
    saved = saved_linked(clerk, book, given_person(hometown=""))
    lock(staff, book)
    with CaptureQueriesContext(connection) as asked:
        assert deliver_mention(
            by=process("job checking.deliver"), mention=saved.decisions[0].mention_id
        )
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    first = next(place for place, sql in enumerate(reads) if 'FROM "entry_mention"' in sql)
    link = next(place for place, sql in enumerate(reads) if 'FROM "entry_link"' in sql)
    assert first < link
    assert reads[first].endswith("FOR UPDATE") is connection.features.has_select_for_update
