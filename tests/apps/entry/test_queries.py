"""Counts that hold for their moment, the one find box, and whose entries are seen."""

import pytest
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, EntryName, Outcome, Reservation
from tests.support.books import entering_book
from tests.support.entries import (
    given_person,
    looked_up,
    saved_linked,
    saved_not_found,
    saved_undecided,
)

pytestmark = pytest.mark.django_db


def test_counts_by_the_last_decision_of_their_moment(book, clerk):
    person = given_person()
    clean = saved_linked(clerk, book, person)
    saved_linked(clerk, book, person, {"mother.birth_date": "1976"})
    saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    saved_not_found(clerk, book)
    waiting = saved_undecided(clerk, book, waiting=True)
    then = timezone.now()
    found = queries.counts([book], as_of=then)
    assert (found.entered, found.consistent_clean, found.consistent_other) == (5, 1, 1)
    assert (found.inconsistent, found.not_found, found.undecided, found.waiting) == (1, 1, 1, 1)
    assert found.entered == (
        found.consistent + found.inconsistent + found.not_found + found.undecided
    )
    actions.undo_link(by=clerk, mention=clean.decisions[0].mention_id, reason="nhầm")
    actions.void_entry(by=clerk, entry=waiting.entry.pk, reason="nhập nhầm")
    now = queries.counts_by_type([book], as_of=timezone.now())["KS"]
    assert (now.entered, now.consistent_clean, now.undecided) == (4, 0, 1)
    assert queries.counts([book], as_of=then) == found
    assert queries.outcome_of(clean.entry, as_of=then) is Outcome.CONSISTENT


def test_nothing_entered_counts_nothing(book):
    assert queries.counts([book], as_of=timezone.now()).entered == 0


def test_one_box_finds_by_number_name_and_page(book, clerk):
    first = saved_undecided(clerk, book, {"entry.page": "12"}).entry
    second = saved_undecided(
        clerk, book, {"child.full_name": "Lê Hoà An", "entry.page": "013"}
    ).entry
    assert queries.find(clerk, "1") == [first]
    assert queries.find(clerk, "2/1998") == [second]
    assert queries.find(clerk, "2/1997") == []
    assert queries.find(clerk, "tr. 12") == [first]
    assert queries.find(clerk, "Trang 13") == [second]
    assert queries.find(clerk, "phuong") == [first]
    assert queries.find(clerk, "lê hòa") == [second]
    assert set(queries.find(clerk, "trần thị huyền")) == {first, second}
    assert queries.find(clerk, "không ai") == []
    assert queries.find(clerk, "  ") == []


def test_the_very_name_comes_before_one_without_its_accents(book, clerk):
    saved_undecided(clerk, book, {"child.full_name": "Lê Thị Hoa"})
    exact = saved_undecided(clerk, book, {"child.full_name": "Lê Thị Hòa"}).entry
    assert queries.find(clerk, "Lê Thị Hoà")[0] == exact


def test_a_corrected_name_is_found_by_its_new_text(book, clerk):
    from hotich.apps.entry.typed import TypedValue

    entry = saved_undecided(clerk, book).entry
    actions.correct_entry(
        by=clerk,
        entry=entry.pk,
        expected_version=1,
        values={"child.full_name": TypedValue("Đỗ Văn Tèo")},
        reason="đọc lại",
    )
    assert queries.find(clerk, "do van teo") == [entry]
    assert EntryName.objects.filter(entry=entry).count() == 3


def test_suffixes_and_repeats_are_told_apart(book, clerk):
    saved_undecided(clerk, book)
    actions.reserve_number(by=clerk, book=book.pk, number="1bis")
    bis = saved_undecided(clerk, book).entry
    assert queries.find(clerk, "1bis") == [bis]
    assert queries.number_label(bis) == "1bis/1998"
    assert queries.entry_label(bis) == "KS 1bis/1998, UBND xã Nga Trường (đến 30/06/2025)"


def test_entries_of_a_book_come_in_order(book, clerk):
    entries = [saved_undecided(clerk, book).entry for _ in range(2)]
    assert list(queries.entries_of(clerk, book)) == entries
    assert list(queries.entries_of(clerk, book, year=1997)) == []


def test_the_queues(book, clerk):
    waiting = saved_undecided(clerk, book, waiting=True).entry
    plain = saved_undecided(clerk, book).entry
    saved_linked(clerk, book, given_person())
    assert set(queries.undecided_entries(clerk)) == {waiting, plain}
    assert list(queries.undecided_entries(clerk, waiting=True)) == [waiting]
    assert list(queries.undecided_entries(clerk, waiting=False)) == [plain]


def test_typists_are_all_who_typed_a_value(book, clerk, staff):
    entry = saved_undecided(clerk, book).entry
    assert queries.typists_of(entry) == {clerk.officer}


def test_other_offices_and_rights_see_nothing(book, clerk, staff, other_commune):
    entry = saved_undecided(clerk, book).entry
    stranger = other_commune.actor("congan-khac")
    assert queries.find(stranger, "1") == []
    with pytest.raises(Entry.DoesNotExist):
        queries.get_entry(stranger, entry.pk)
    with pytest.raises(NotPermittedError):
        queries.get_entry(staff.actor("lanhdao"), entry.pk)
    assert queries.get_entry(staff.actor("tuphap"), entry.pk) == entry
    with pytest.raises(Reservation.DoesNotExist):
        queries.get_reservation(stranger, Reservation.objects.get().pk)


def test_two_old_offices_with_the_same_number_are_two_entries(staff, book, clerk):
    other = entering_book(staff, office=staff.old_ba_dinh)
    first = saved_undecided(clerk, book).entry
    held = actions.reserve_next(by=clerk, book=other.pk)
    assert held.number == first.number
    looked_up(clerk, held)
    second = saved_undecided(clerk, other).entry
    assert {queries.entry_label(one) for one in queries.find(clerk, "1")} == {
        "KS 1/1998, UBND xã Nga Trường (đến 30/06/2025)",
        "KS 1/1998, UBND xã Ba Đình (đến 30/06/2025)",
    }
    assert first.pk != second.pk
