"""An own entry before the cross-check: versions with a reason, differences weighed anew."""

from uuid import uuid4

import pytest

from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, EntryReturn, FieldValue, Outcome
from hotich.apps.entry.problems import (
    NotCorrectableError,
    ReasonMissingError,
    StaleVersionError,
    ValuesRefusedError,
)
from hotich.apps.entry.typed import TypedValue
from hotich.apps.population import actions as population
from hotich.apps.population.actions import refuse_request
from hotich.apps.population.queries import live_request
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.apps.tracking.queries import open_case_of
from tests.support.entries import given_person, saved_linked, saved_not_found, saved_undecided

pytestmark = pytest.mark.django_db


def correct(by, entry, texts, *, version=1, reason="đọc lại sổ", **more):
    return actions.correct_entry(
        by=by,
        entry=entry.pk,
        expected_version=version,
        values={field: TypedValue(text) for field, text in texts.items()},
        reason=reason,
        **more,
    )


def test_a_correction_is_a_version_with_its_reason(book, clerk):
    entry = saved_undecided(clerk, book).entry
    saved = correct(clerk, entry, {"child.hometown": "Xã Ba Đình"})
    assert saved.version == 2
    assert queries.values_of(entry)["child.hometown"].text == "Xã Ba Đình"
    assert FieldValue.objects.filter(entry=entry, field="child.hometown").count() == 2
    assert FieldValue.objects.filter(entry=entry, field="child.sex").count() == 1
    newest = queries.versions_of(entry)[0]
    assert (newest.version, newest.reason, newest.by.full_name) == (2, "đọc lại sổ", "Lê Văn Công")


def test_a_correction_refreshes_the_case_and_the_outcome(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"mother.full_name": "Trần Thị Hiền"})
    mention = saved.decisions[0].mention_id
    assert open_case_of(mention) is not None
    correct(clerk, saved.entry, {"mother.full_name": "Trần Thị Huyền"})
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT
    assert open_case_of(mention) is None


def test_a_correction_may_open_a_case(book, clerk):
    saved = saved_linked(clerk, book, given_person())
    correct(clerk, saved.entry, {"father.full_name": "Mai Văn Thái"})
    assert queries.outcome_of(saved.entry) is Outcome.INCONSISTENT
    assert open_case_of(saved.decisions[0].mention_id) is not None


def test_what_was_not_found_keeps_its_request_up_to_date(book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    first = live_request(mention)
    correct(clerk, saved.entry, {"child.hometown": "Xã Ba Đình"})
    second = live_request(mention)
    assert second.pk != first.pk
    assert second.facts["hometown"] == "Xã Ba Đình"
    assert (second.life, second.basis) == (first.life, first.basis)


def test_a_refused_request_is_asked_anew_only_when_the_facts_change(staff, book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    refused = live_request(mention)
    refuse_request(by=staff.actor("truongca"), request=refused.pk, reason="thiếu căn cứ")
    correct(clerk, saved.entry, {"entry.signer": "Lê Văn Ký"})
    assert live_request(mention) is None
    correct(clerk, saved.entry, {"child.hometown": "Xã Nga Văn, Nga Sơn, Thanh Hóa"}, version=2)
    again = live_request(mention)
    assert (again.life, again.basis) == (refused.life, refused.basis)


def test_another_name_needs_another_look_up(book, clerk):
    saved = saved_not_found(clerk, book)
    again = correct(clerk, saved.entry, {"child.full_name": "Mai Thị Phương"})
    assert (again.decisions[0].outcome, again.decisions[0].remark) == ("undecided", "search_again")
    assert live_request(saved.decisions[0].mention_id) is None


def test_a_parent_named_later_becomes_a_mention(book, clerk):
    saved = saved_undecided(clerk, book, {"father.full_name": None})
    assert not saved.entry.mentions.filter(role="father").exists()
    correct(clerk, saved.entry, {"father.full_name": "Mai Văn Khải"})
    father = saved.entry.mentions.get(role="father")
    assert queries.values_of(saved.entry)["father.full_name"].mention_id == father.pk


def test_a_stale_version_shows_both_texts_and_writes_nothing(book, clerk):
    entry = saved_undecided(clerk, book).entry
    correct(clerk, entry, {"child.hometown": "Xã Ba Đình"})
    with pytest.raises(StaleVersionError) as caught:
        correct(clerk, entry, {"child.hometown": "Xã Nga Thành"})
    assert caught.value.version == 2
    assert caught.value.texts == {"child.hometown": ("Xã Ba Đình", "Xã Nga Thành")}
    assert queries.values_of(entry)["child.hometown"].text == "Xã Ba Đình"


def test_the_same_token_corrects_once(book, clerk):
    entry = saved_undecided(clerk, book).entry
    token = uuid4()
    correct(clerk, entry, {"child.hometown": "Xã Ba Đình"}, token=token)
    assert correct(clerk, entry, {"child.hometown": "Xã Ba Đình"}, token=token).version == 2


def test_a_reason_is_needed(book, clerk):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(ReasonMissingError):
        correct(clerk, entry, {"child.hometown": "x"}, reason=" ")
    with pytest.raises(ReasonMissingError):
        actions.void_entry(by=clerk, entry=entry.pk, reason="")


def test_a_text_that_cannot_be_stored_is_refused(book, clerk):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(ValuesRefusedError):
        correct(clerk, entry, {"child.hometown": "a\x00b"})
    assert Entry.objects.get(pk=entry.pk).version == 1


def test_only_the_typist_may_correct(book, clerk, other_clerk):
    entry = saved_undecided(clerk, book).entry
    assert actions.may_correct(clerk, entry)
    with pytest.raises(NotCorrectableError):
        correct(other_clerk, entry, {"child.hometown": "x"})


def test_after_the_cross_check_only_what_was_returned(staff, book, clerk):
    entry = saved_undecided(clerk, book).entry
    justice = staff.actor("tuphap")
    set_state(by=clerk, book=book, state=State.ENTERED)
    correct(clerk, entry, {"child.hometown": "Xã Ba Đình"})
    set_state(by=justice, book=book, state=State.CHECKED)
    with pytest.raises(NotCorrectableError):
        correct(clerk, entry, {"child.hometown": "x"}, version=2)
    actions.mark_returned(by=justice, entry=entry.pk, field="child.hometown", reason="sai chữ")
    assert list(queries.returned_entries(clerk)) == [entry]
    correct(clerk, entry, {"child.hometown": "Xã Nga Trường"}, version=2)
    assert EntryReturn.objects.get().answered_at is not None
    assert not queries.returned_entries(clerk).exists()


def test_nobody_returns_his_own_entry(book, clerk):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(NotCorrectableError):
        actions.mark_returned(by=clerk, entry=entry.pk, reason="thử")


def test_a_voided_entry_frees_its_number_and_its_links(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"mother.full_name": "Trần Thị Hiền"})
    actions.void_entry(by=clerk, entry=saved.entry.pk, reason="nhập nhầm quyển")
    assert open_case_of(saved.decisions[0].mention_id) is None
    assert queries.live_link(saved.decisions[0].mention_id) is None
    with pytest.raises(Entry.DoesNotExist):
        queries.get_entry(clerk, saved.entry.pk)
    assert actions.reserve_next(by=clerk, book=book.pk).number == 1


def test_another_offices_entry_does_not_exist(book, clerk, other_commune):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(Entry.DoesNotExist):
        correct(other_commune.actor("congan-khac"), entry, {"child.hometown": "x"})


def test_an_entry_whose_person_waits_for_his_link_can_be_corrected(staff, book, clerk):
    """The number was allotted and the link is not made yet: nothing is asked for again."""
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    request = live_request(mention)
    population.confirm_request(by=staff.actor("tuphap"), request=request.pk)
    population.release_request(by=staff.actor("truongca"), request=request.pk)
    population.allot(by=staff.actor("truongca"), request=request.pk)
    correct(clerk, saved.entry, {"child.ethnicity": "Mường"})
    assert live_request(mention).pk == request.pk
