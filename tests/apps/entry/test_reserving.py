"""Numbers: the next, a given one, one that stands twice; two clerks never hold the same."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.entry import actions, reserving
from hotich.apps.entry.models import Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    NotTypingError,
    NumberTakenError,
    OccurrenceReasonError,
    UnreadableNumberError,
)
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db


def sixteen_minutes_later():
    return time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False)


def test_it_takes_the_number_after_the_highest(book, clerk, other_clerk):
    first = actions.reserve_next(by=clerk, book=book.pk)
    second = actions.reserve_next(by=other_clerk, book=book.pk)
    assert (first.number, second.number, first.year) == (1, 2, 1998)
    assert set(first.mentions) == {"child:0", "mother:0", "father:0"}


def test_an_officer_who_holds_a_number_gets_it_back(book, clerk):
    first = actions.reserve_next(by=clerk, book=book.pk)
    assert actions.reserve_next(by=clerk, book=book.pk).pk == first.pk


def test_the_next_goes_on_after_a_saved_entry(book, clerk):
    saved_undecided(clerk, book)
    assert actions.reserve_next(by=clerk, book=book.pk).number == 2


def test_a_given_number_is_kept_as_written(book, clerk):
    held = actions.reserve_number(by=clerk, book=book.pk, number="087 bis")
    assert (held.number, held.suffix, held.number_written) == (87, "bis", "087 bis")


def test_the_smallest_missing_number_comes_first(book, clerk, other_clerk):
    actions.reserve_number(by=other_clerk, book=book.pk, number="3")
    assert reserving.missing_numbers(book, 1998) == [1, 2]
    assert actions.reserve_missing(by=clerk, book=book.pk).number == 1


def test_without_a_gap_nothing_is_missing(book, clerk):
    assert actions.reserve_missing(by=clerk, book=book.pk) is None


def test_a_number_held_by_another_is_refused_with_his_name(book, clerk, other_clerk):
    held = actions.reserve_number(by=other_clerk, book=book.pk, number="5")
    with pytest.raises(NumberTakenError) as caught:
        actions.reserve_number(by=clerk, book=book.pk, number="5/1998")
    assert (caught.value.holder, caught.value.until) == ("Trần Thị An", held.until)


def test_a_number_entered_is_refused_with_its_entry(book, clerk):
    saved = saved_undecided(clerk, book)
    with pytest.raises(AlreadyEnteredError) as caught:
        actions.reserve_number(by=clerk, book=book.pk, number="1")
    assert caught.value.entry == saved.entry.pk


def test_a_repeated_number_needs_a_reason(book, clerk):
    saved_undecided(clerk, book)
    with pytest.raises(OccurrenceReasonError):
        actions.reserve_number(by=clerk, book=book.pk, number="1", occurrence=1)
    held = actions.reserve_number(
        by=clerk, book=book.pk, number="1", occurrence=1, reason="sổ ghi hai lần số 1"
    )
    assert held.occurrence == 1
    saved = saved_undecided(clerk, book)
    assert (saved.entry.occurrence, saved.entry.occurrence_reason) == (1, "sổ ghi hai lần số 1")


def test_a_text_without_a_number_is_refused(book, clerk):
    with pytest.raises(UnreadableNumberError):
        actions.reserve_number(by=clerk, book=book.pk, number="bis")


def test_a_reservation_runs_out_after_fifteen_minutes(book, clerk, other_clerk):
    old = actions.reserve_number(by=clerk, book=book.pk, number="7")
    with sixteen_minutes_later():
        new = actions.reserve_number(by=other_clerk, book=book.pk, number="7")
    old.refresh_from_db()
    assert old.released_at is not None
    assert new.entry != old.entry


def test_activity_renews_it(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    assert actions.renew(by=clerk, reservation=held.pk).until > held.until


def test_one_that_ran_out_is_taken_again_if_nobody_else_did(book, clerk, other_clerk):
    held = actions.reserve_number(by=clerk, book=book.pk, number="7")
    with sixteen_minutes_later():
        actions.reserve_number(by=other_clerk, book=book.pk, number="8")
        assert Reservation.objects.get(pk=held.pk).released_at is not None
        assert actions.renew(by=clerk, reservation=held.pk).released_at is None


def test_one_that_another_took_is_lost(book, clerk, other_clerk):
    held = actions.reserve_number(by=clerk, book=book.pk, number="7")
    with sixteen_minutes_later():
        actions.reserve_number(by=other_clerk, book=book.pk, number="7")
        with pytest.raises(NumberTakenError):
            actions.renew(by=clerk, reservation=held.pk)


def test_a_released_number_is_free(book, clerk, other_clerk):
    held = actions.reserve_number(by=clerk, book=book.pk, number="7")
    actions.release(by=clerk, reservation=held.pk)
    assert actions.reserve_number(by=other_clerk, book=book.pk, number="7").number == 7


def test_another_officers_reservation_does_not_exist(book, clerk, other_clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(Reservation.DoesNotExist):
        actions.release(by=other_clerk, reservation=held.pk)


def test_volumes_that_number_for_themselves_have_numbers_of_their_own(staff, clerk):
    first = entering_book(staff, volume="01/1998", numbers_by_volume=True)
    second = entering_book(staff, volume="02/1998", numbers_by_volume=True)
    actions.reserve_number(by=clerk, book=first.pk, number="1")
    assert actions.reserve_number(by=clerk, book=second.pk, number="1").number == 1


def test_two_books_of_one_year_share_the_numbers(staff, book, clerk, other_clerk):
    second = entering_book(staff, volume="02/1998")
    actions.reserve_number(by=clerk, book=book.pk, number="1")
    with pytest.raises(NumberTakenError):
        actions.reserve_number(by=other_clerk, book=second.pk, number="1")


def test_two_old_offices_hold_the_same_number(staff, book, clerk):
    other = entering_book(staff, office=staff.old_ba_dinh)
    actions.reserve_number(by=clerk, book=book.pk, number="1")
    assert actions.reserve_number(by=clerk, book=other.pk, number="1").number == 1


def test_the_database_holds_a_live_number_once(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    held.pk = None
    held.entry = held.book_id
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_who_may_not_type_is_refused(staff, book):
    with pytest.raises(NotTypingError):
        actions.reserve_next(by=staff.actor("truongca"), book=book.pk)
    with pytest.raises(NotPermittedError):
        actions.reserve_next(by=staff.actor("tuphap"), book=book.pk)


def test_a_book_of_another_office_does_not_exist(book, other_commune):
    with pytest.raises(Book.DoesNotExist):
        actions.reserve_next(by=other_commune.actor("congan-khac"), book=book.pk)


def test_a_year_the_book_does_not_hold_is_refused(book, clerk):
    for take in (actions.reserve_next, actions.reserve_missing):
        with pytest.raises(NotTypingError):
            take(by=clerk, book=book.pk, year=1997)
    with pytest.raises(NotTypingError):
        actions.reserve_number(by=clerk, book=book.pk, number="1", year=1997)
