"""A proposal is confirmed as a link on the page is, or refused; it is shown only while it holds."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry.actions import correct_entry, link_mention, undo_link
from hotich.apps.entry.models import Decision, Link, Mention, Outcome
from hotich.apps.entry.problems import SecondOfficerError
from hotich.apps.entry.queries import outcome_of, values_of
from hotich.apps.entry.typed import TypedValue
from hotich.apps.population.actions import change_value
from hotich.apps.population.lookups import LookupTerms, look_up
from hotich.apps.population.models import ImportBatch
from hotich.apps.proposals import actions, queries
from hotich.apps.proposals.models import Identity, Proposal, Standing
from hotich.apps.proposals.problems import OverError
from hotich.apps.registers.models import Book
from hotich.apps.tracking.queries import open_case_of
from hotich.core.registers import Origin
from tests.support import handover, sheets
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_undecided
from tests.support.office import Staff
from tests.support.proposals import child, given_sen, proposal_of, ran, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff):
    return staff.actor("congan")


@pytest.fixture
def proposed(staff: Staff, book, clerk, tmp_path):
    """Return an entry already recorded whose person is proposed."""
    given_sen()
    (entry,) = recorded(staff, tmp_path)
    ran(clerk)
    return entry


def is_shown(clerk, wanted: str = "link") -> bool:
    return queries.proposals_in(clerk, wanted).exists()


def test_confirmed_it_is_a_link_like_any_other(clerk, proposed):
    proposal = proposal_of(proposed)
    decision = actions.confirm_proposal(by=clerk, proposal=proposal.pk)
    link = Link.objects.get(mention=child(proposed))
    assert (link.person, link.lookup_id) == (proposal.person, proposal.lookup_id)
    assert (link.by_id, decision.link_id) == (clerk.officer, link.pk)
    proposal.refresh_from_db()
    assert (proposal.standing, proposal.decision_id) == (Standing.CONFIRMED, decision.pk)
    told = AuditRow.objects.filter(officer=clerk.officer).values_list("action", flat=True)
    assert set(told) >= {"entry.linked", "entry.decided", "proposals.confirmed"}
    assert not is_shown(clerk)


def test_what_was_not_read_in_the_book_gives_no_outcome(clerk, proposed):
    decision = actions.confirm_proposal(by=clerk, proposal=proposal_of(proposed).pk)
    assert decision.outcome == Outcome.UNDECIDED
    assert outcome_of(proposed) is Outcome.UNDECIDED
    assert open_case_of(child(proposed).pk) is None
    texts = {
        field: TypedValue(value.text, origin=Origin.IMPORTED, confirmed=True)
        for field, value in values_of(proposed).items()
    }
    correct_entry(
        by=clerk, entry=proposed.pk, expected_version=1, values=texts, reason="đọc lại sổ"
    )
    assert outcome_of(proposed) is not Outcome.UNDECIDED


def test_a_typed_entry_gets_its_outcome_as_on_the_page(staff: Staff, book, clerk):
    given_person()
    entry = saved_undecided(clerk, book, waiting=True).entry
    ran(clerk)
    decision = actions.confirm_proposal(by=clerk, proposal=proposal_of(entry).pk)
    assert decision.outcome == Outcome.CONSISTENT


def test_confirmed_twice_it_is_once(clerk, proposed):
    proposal = proposal_of(proposed)
    actions.confirm_proposal(by=clerk, proposal=proposal.pk)
    with pytest.raises(OverError):
        actions.confirm_proposal(by=clerk, proposal=proposal.pk)
    assert Link.objects.count() == 1


def test_refused_a_clerk_must_look_and_it_is_not_proposed_again(clerk, proposed):
    proposal = proposal_of(proposed)
    actions.refuse_proposal(by=clerk, proposal=proposal.pk)
    assert not is_shown(clerk)
    assert is_shown(clerk, "look")
    assert not Link.objects.exists()
    assert outcome_of(proposed) is Outcome.UNDECIDED
    assert not list(queries.proposals_in(clerk, "link"))
    for act in (actions.confirm_proposal, actions.refuse_proposal):
        with pytest.raises(OverError):
            act(by=clerk, proposal=proposal.pk)


def test_only_a_typist_answers(staff: Staff, proposed):
    for act in (actions.confirm_proposal, actions.refuse_proposal):
        with pytest.raises(NotPermittedError):
            act(by=staff.actor("tuphap"), proposal=proposal_of(proposed).pk)


def later_look_up(clerk, entry):
    terms = LookupTerms(full_name="Lê Thị Sen")
    look_up(by=clerk, mention=child(entry).pk, entry=entry.pk, terms=terms, reason="xem lại")


def correction(clerk, entry):
    texts = {"child.full_name": TypedValue("Lê Thị Sên")}
    correct_entry(by=clerk, entry=entry.pk, expected_version=1, values=texts, reason="đọc lại")


def changed_person(clerk, entry):
    change_value(
        by=clerk,
        person=proposal_of(entry).person,
        field="mother_name",
        new_value="Mai Thị Cúc Hoa",
        decision_number="1/QĐ",
        decision_date=date(2026, 1, 1),
        decided_by="Trưởng Công an xã",
    )


def loaded_people(clerk, entry):
    now = timezone.now()
    ImportBatch.objects.create(pk=entry.pk, file_name="a", recorded_at=now, finished_at=now)


def linked_by_hand(clerk, entry):
    found = proposal_of(entry)
    link_mention(by=clerk, mention=found.mention_id, person=found.person, lookup=found.lookup_id)


def linked_and_undone(clerk, entry):
    linked_by_hand(clerk, entry)
    undo_link(by=clerk, mention=child(entry).pk, reason="nhầm")


@pytest.mark.parametrize(
    "happens",
    [later_look_up, correction, changed_person, loaded_people, linked_by_hand, linked_and_undone],
)
def test_it_is_never_shown_once_something_has_happened(clerk, proposed, happens):
    proposal = proposal_of(proposed)
    assert is_shown(clerk)
    happens(clerk, proposed)
    assert not any(is_shown(clerk, one) for one in queries.LISTS)
    with pytest.raises(OverError):
        actions.confirm_proposal(by=clerk, proposal=proposal.pk)


@pytest.mark.parametrize("happens", [correction, changed_person, loaded_people, linked_and_undone])
def test_the_next_run_looks_again_and_overtakes_it(clerk, proposed, happens):
    first = proposal_of(proposed)
    happens(clerk, proposed)
    ran(clerk, causes=["recorded_already", "waiting", "left"])
    first.refresh_from_db()
    assert first.standing == Standing.OVERTAKEN
    assert proposal_of(proposed).pk != first.pk
    assert Proposal.objects.filter(standing=Standing.OPEN).count() == 1


def test_nobody_near_is_a_proposal_that_only_a_clerk_concludes(staff: Staff, book, clerk, tmp_path):
    given_sen()
    stranger = {"nksHoTen": "Hoàng Phi Yến", "nksNgaySinh": "11.11.1998"}
    kin = {"meHoTen": "Cao Thị Én", "chaHoTen": "Hoàng Phi Hạc"}
    (entry,) = recorded(staff, tmp_path, sheets.row("30/1998", **stranger, **kin))
    ran(clerk)
    proposal = proposal_of(entry)
    assert proposal.identity == Identity.ABSENT
    assert is_shown(clerk, "absent")
    assert Decision.objects.filter(mention=child(entry)).count() == 1
    for act in (actions.confirm_proposal, actions.refuse_proposal):
        with pytest.raises(OverError):
            act(by=clerk, proposal=proposal.pk)


def test_in_a_locked_book_a_second_officer_must_allow_the_link(staff: Staff, clerk):
    book = entering_book(staff, years=((1998, 10, 1),))
    given_person()
    entry = saved_undecided(clerk, book, waiting=True).entry
    handover.lock(staff, book)
    ran(clerk)
    with pytest.raises(SecondOfficerError):
        actions.confirm_proposal(by=clerk, proposal=proposal_of(entry).pk)
    assert proposal_of(entry).standing == Standing.OPEN


def test_the_lists_stand_in_book_order(staff: Staff, book, clerk, tmp_path):
    given_sen()
    rows = [sheets.row(f"{number}/1998") for number in (10, 9, 2)]
    recorded(staff, tmp_path, *rows)
    ran(clerk)
    shown = [one.mention.entry.number for one in queries.proposals_in(clerk, "link", book)]
    assert shown == [2, 9, 10]
    assert queries.count_lists(clerk) == {book.pk: {"link": 3}}


def test_a_view_is_put_on_record_with_all_who_are_on_it(clerk, proposed):
    rows = list(queries.proposals_in(clerk, "link"))
    actions.view_proposals(by=clerk, proposals=rows)
    row = AuditRow.objects.get(action="proposals.viewed")
    subjects = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert subjects == {child(proposed).pk, rows[0].person}
    actions.view_proposals(by=clerk, proposals=[])
    assert AuditRow.objects.filter(action="proposals.viewed").count() == 1


def test_a_mention_has_one_open_proposal(clerk, proposed):
    proposal = proposal_of(proposed)
    mention = Mention.objects.exclude(pk=proposal.mention_id).first()
    lookup = look_up(
        by=clerk,
        mention=mention.pk,
        entry=proposed.pk,
        terms=LookupTerms(full_name="Lê Thị Sen"),
        reason="thử",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(
            run=proposal.run,
            mention=proposal.mention,
            lookup_id=lookup.lookup,
            entry_version=1,
            identity="look",
            model_version="x",
            recorded_at=timezone.now(),
        )
