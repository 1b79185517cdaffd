"""The last saved entry is taken back into typing, unless somebody else's work rests on it."""

import pytest

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.actions import check_entry
from hotich.apps.checking.models import Side
from hotich.apps.entry import actions, queries
from hotich.apps.entry.drafting import draft_of
from hotich.apps.entry.models import Entry, FieldValue, Reservation
from hotich.apps.entry.problems import UndoRefusedError
from hotich.apps.entry.typed import EntryInput
from hotich.apps.population import actions as population
from hotich.apps.population.models import NumberRequest
from hotich.apps.population.queries import live_request
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.apps.tracking.actions import take_case
from hotich.apps.tracking.queries import open_case_of
from tests.support.entries import (
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
    typed,
)

pytestmark = pytest.mark.django_db


def refused(by, entry):
    with pytest.raises(UndoRefusedError) as caught:
        actions.undo_entry(by=by, entry=entry.pk)
    assert Entry.objects.get(pk=entry.pk).voided_at is None
    return caught.value.why


def test_it_is_voided_held_again_and_its_texts_are_a_draft(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"mother.full_name": "Trần Thị Hiền"})
    mention = saved.decisions[0].mention_id
    held = actions.undo_entry(by=clerk, entry=saved.entry.pk)
    entry = Entry.objects.get(pk=saved.entry.pk)
    assert (entry.void_reason, entry.voided_by_id) == ("undo", clerk.officer)
    assert (held.number, held.year, held.officer_id) == (1, 1998, clerk.officer)
    assert held.released_at is None
    assert held.entry != entry.pk
    fields = draft_of(clerk, held.entry).values["fields"]
    assert fields["mother-full_name"] == "Trần Thị Hiền"
    assert fields["child-birth_date"] == "02/09/1998"
    assert queries.live_link(mention) is None
    assert open_case_of(mention) is None
    assert FieldValue.objects.filter(entry=entry).exists()  # nothing is deleted
    row = AuditRow.objects.get(action="entry.undone")
    assert (row.object, row.reason) == (entry.pk, "undo")


def test_it_is_saved_again_under_the_same_number(book, clerk):
    first = saved_undecided(clerk, book).entry
    actions.reserve_next(by=clerk, book=book.pk)  # number 2, as the screen does after a save
    held = actions.undo_entry(by=clerk, entry=first.pk)
    again = actions.save_entry(by=clerk, given=EntryInput(held.pk, held.pk, typed()))
    assert (again.entry.number, again.entry.pk) == (1, held.entry)
    assert actions.reserve_next(by=clerk, book=book.pk).number == 2


def test_a_number_asked_for_is_withdrawn_with_it(book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    actions.undo_entry(by=clerk, entry=saved.entry.pk)
    assert live_request(mention) is None
    assert NumberRequest.objects.get().ended_at is not None


def test_only_the_typist_and_only_his_last_one(book, clerk, other_clerk):
    first = saved_undecided(clerk, book).entry
    assert refused(other_clerk, first) == "not_own"
    saved_undecided(clerk, book)
    assert refused(clerk, first) == "not_last"


def test_not_after_the_book_is_entered(book, clerk):
    entry = saved_undecided(clerk, book).entry
    set_state(by=clerk, book=book, state=State.ENTERED)
    assert refused(clerk, entry) == "closed"


def test_not_after_a_signature_or_a_return(staff, book, clerk):
    entry = saved_undecided(clerk, book).entry
    check_entry(by=staff.actor("tuphap"), entry=entry.pk, side=Side.JUSTICE, accepted=True)
    assert refused(clerk, entry) == "checked"
    actions.mark_returned(by=staff.actor("tuphap"), entry=entry.pk, reason="sai chữ")
    assert refused(clerk, entry) == "returned"


def test_not_after_somebody_acted_on_the_number_request(staff, book, clerk):
    saved = saved_not_found(clerk, book)
    request = live_request(saved.decisions[0].mention_id)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    assert refused(clerk, saved.entry) == "request"
    population.release_request(by=staff.actor("truongca"), request=request.pk)
    population.allot(by=staff.actor("truongca"), request=request.pk)
    assert refused(clerk, saved.entry) == "allotted"


def test_not_while_somebody_works_on_the_case(staff, book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"mother.full_name": "Trần Thị Hiền"})
    case = open_case_of(saved.decisions[0].mention_id)
    take_case(by=staff.actor("tuphap"), case=case.pk)
    assert refused(clerk, saved.entry) == "case"


def test_not_after_another_officer_linked_or_undid(book, clerk, other_clerk):
    saved = saved_linked(clerk, book, given_person())
    actions.undo_link(by=other_clerk, mention=saved.decisions[0].mention_id, reason="không phải")
    assert refused(clerk, saved.entry) == "decided"


def test_an_entry_of_another_office_does_not_exist(book, clerk, other_commune):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(Entry.DoesNotExist):
        actions.undo_entry(by=other_commune.actor("congan-khac"), entry=entry.pk)
    assert Reservation.objects.filter(released_at__isnull=True).count() == 0
