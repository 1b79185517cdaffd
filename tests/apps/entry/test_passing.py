"""A number left in the middle is taken up by another of the team, with what was typed of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry import actions, passing
from hotich.apps.entry.drafting import draft_of
from hotich.apps.entry.models import Draft, Passing, Reservation
from hotich.apps.entry.passing import Standing
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    HalfTypedError,
    NotTypingError,
    NumberTakenError,
    ReasonMissingError,
    TakenOverError,
)
from hotich.apps.entry.reserving import missing_numbers
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db


def sixteen_minutes_later():
    return time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False)


@pytest.fixture
def half(book, clerk):
    """Return the clerk's number 1, half typed."""
    held = actions.reserve_next(by=clerk, book=book.pk)
    people = {"people": {"child": {"identity": "undecided"}}, "step": "rest"}
    typed = {"child-full_name": "Mai Thị Phượng"}
    actions.save_draft(by=clerk, entry=held.entry, fields=typed, state=people)
    return held


def standings(by, book):
    told = passing.unfinished_of(by, book, at=timezone.now())
    return [(one.number, one.holder, one.standing) for one in told]


def test_others_see_who_types_which_number_until_when(book, clerk, other_clerk, half):
    (one,) = passing.unfinished_of(other_clerk, book, at=timezone.now())
    assert (one.number, one.holder) == ("1/1998", "Lê Văn Công")
    assert (one.standing, one.may_be_taken, one.is_mine) == (Standing.TYPING, False, False)
    assert one.until == Draft.objects.get().updated_at + timedelta(minutes=15)
    assert passing.being_typed(other_clerk, "1", at=timezone.now()) == [one]
    assert passing.being_typed(other_clerk, "2", at=timezone.now()) == []
    assert passing.being_typed(other_clerk, "Mai", at=timezone.now()) == []


def test_one_that_ran_out_is_taken_over_with_its_draft(book, clerk, other_clerk, half):
    with sixteen_minutes_later():
        assert standings(other_clerk, book) == [("1/1998", "Lê Văn Công", Standing.RAN_OUT)]
        taken = actions.take_over(by=other_clerk, reservation=half.pk)
    assert (taken.pk, taken.entry, taken.mentions) == (half.pk, half.entry, half.mentions)
    kept = draft_of(other_clerk, half.entry).values
    assert kept["fields"] == {"child-full_name": "Mai Thị Phượng"}
    assert kept["step"] == "rest"
    assert draft_of(clerk, half.entry) is None
    row = AuditRow.objects.get(action="entry.take_over")
    assert (row.officer, row.object) == (other_clerk.officer, half.entry)
    subjects = {str(one.subject) for one in AuditSubject.objects.filter(row=row)}
    assert subjects == set(half.mentions.values())


def test_the_first_one_is_told_until_he_has_read_it(book, clerk, other_clerk, half):
    with sixteen_minutes_later():
        actions.take_over(by=other_clerk, reservation=half.pk)
        with pytest.raises(TakenOverError) as caught:
            actions.save_draft(by=clerk, entry=half.entry, fields={"child-full_name": "x"})
        assert caught.value.holder == "Trần Thị An"
        (told,) = passing.passings_to_tell(clerk)
        assert told.to_officer.full_name == "Trần Thị An"
        assert passing.passings_to_tell(other_clerk) == []
        actions.mark_passings_read(by=other_clerk, passings=[told.uuid])
        assert passing.passings_to_tell(clerk) == [told]
        actions.mark_passings_read(by=clerk, passings=[told.uuid])
        assert passing.passings_to_tell(clerk) == []
    assert passing.taken_from(other_clerk, half).from_officer.full_name == "Lê Văn Công"


def test_while_it_is_held_nobody_takes_it(other_clerk, half):
    with pytest.raises(NumberTakenError) as caught:
        actions.take_over(by=other_clerk, reservation=half.pk)
    assert caught.value.holder == "Lê Văn Công"


def test_one_handed_on_may_be_taken_at_once(book, clerk, other_clerk, half):
    actions.hand_on(by=clerk, reservation=half.pk)
    actions.hand_on(by=clerk, reservation=half.pk)  # once more changes nothing
    assert standings(other_clerk, book) == [("1/1998", "Lê Văn Công", Standing.HANDED_ON)]
    assert actions.reserve_next(by=clerk, book=book.pk).number == 2
    actions.take_over(by=other_clerk, reservation=half.pk)
    assert draft_of(other_clerk, half.entry) is not None
    assert Passing.objects.count() == 2


def test_one_half_typed_is_neither_the_next_nor_a_missing_one(book, clerk, other_clerk, half):
    with sixteen_minutes_later():
        assert actions.reserve_next(by=other_clerk, book=book.pk).number == 2
        assert missing_numbers(book, 1998) == []
        with pytest.raises(HalfTypedError) as caught:
            actions.reserve_number(by=other_clerk, book=book.pk, number="1")
        assert (caught.value.holder, caught.value.reservation) == ("Lê Văn Công", half.pk)


def test_who_comes_back_finds_his_half_typed_number_first(book, clerk, other_clerk, half):
    with sixteen_minutes_later():
        actions.reserve_next(by=other_clerk, book=book.pk)
        assert actions.reserve_next(by=clerk, book=book.pk).pk == half.pk


def test_one_given_free_is_free_and_its_draft_still_there(book, clerk, other_clerk, half):
    actions.release(by=clerk, reservation=half.pk)
    assert standings(other_clerk, book) == [("1/1998", "Lê Văn Công", Standing.GIVEN_UP)]
    assert actions.reserve_number(by=clerk, book=book.pk, number="1").pk == half.pk
    actions.release(by=clerk, reservation=half.pk)
    assert actions.take_over(by=other_clerk, reservation=half.pk).officer_id == other_clerk.officer


def test_one_that_another_began_anew_is_no_longer_half_typed(book, clerk, other_clerk, half):
    actions.release(by=clerk, reservation=half.pk)
    assert actions.reserve_next(by=other_clerk, book=book.pk).number == 1
    told = standings(other_clerk, book)
    assert told == [("1/1998", "Trần Thị An", Standing.TYPING)]


def test_the_chief_lets_others_type_a_number(staff, book, clerk, other_clerk, half):
    chief = staff.actor("truongca")
    actions.release_held(by=chief, reservation=half.pk, reason="đồng chí Công nghỉ ốm")
    actions.release_held(by=chief, reservation=half.pk, reason="lần nữa")
    assert standings(other_clerk, book) == [("1/1998", "Lê Văn Công", Standing.RELEASED)]
    row = AuditRow.objects.get(action="entry.number_released")
    assert (row.officer, row.reason) == (chief.officer, "đồng chí Công nghỉ ốm")
    (told,) = passing.passings_to_tell(clerk)
    assert told.reason == "đồng chí Công nghỉ ốm"
    actions.take_over(by=other_clerk, reservation=half.pk)
    assert draft_of(other_clerk, half.entry) is not None


def test_the_chief_gives_a_reason_and_others_have_no_such_right(staff, clerk, other_clerk, half):
    with pytest.raises(ReasonMissingError):
        actions.release_held(by=staff.actor("truongca"), reservation=half.pk, reason=" ")
    for login in ("congan2", "tuphap", "lanhdao"):
        with pytest.raises(NotPermittedError):
            actions.release_held(by=staff.actor(login), reservation=half.pk, reason="x")


def test_what_was_saved_is_neither_taken_over_nor_released(staff, book, clerk, other_clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    saved_undecided(clerk, book)
    with pytest.raises(AlreadyEnteredError):
        actions.take_over(by=other_clerk, reservation=held.pk)
    with pytest.raises(AlreadyEnteredError):
        actions.release_held(by=staff.actor("truongca"), reservation=held.pk, reason="x")


def test_only_the_team_goes_on_and_only_while_the_book_is_typed(staff, book, clerk, half):
    saved_undecided(staff.actor("congan2"), book)
    with sixteen_minutes_later():
        with pytest.raises(NotTypingError):
            actions.take_over(by=staff.actor("truongca"), reservation=half.pk)
        with pytest.raises(NotPermittedError):
            actions.take_over(by=staff.actor("tuphap"), reservation=half.pk)
        set_state(by=clerk, book=book, state=State.ENTERED)
        with pytest.raises(NotTypingError):
            actions.take_over(by=staff.actor("congan2"), reservation=half.pk)


def test_a_number_of_another_office_does_not_exist(half, other_commune, other_clerk):
    stranger = other_commune.actor("congan-khac")
    with pytest.raises(Reservation.DoesNotExist):
        actions.take_over(by=stranger, reservation=half.pk)
    with pytest.raises(Reservation.DoesNotExist):
        actions.hand_on(by=other_clerk, reservation=half.pk)
    assert passing.being_typed(stranger, "1", at=timezone.now()) == []
