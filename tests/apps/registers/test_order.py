"""The campaign's order: shown, and left only with a reason; never a wall."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hotich.apps.accounts import actions as accounts
from hotich.apps.registers import actions, ordering
from hotich.apps.registers.definitions import definitions, rank
from hotich.apps.registers.models import Assignment, Book, State
from hotich.apps.registers.problems import EndsBeforeItBeginsError, OutOfOrderError
from tests.support.books import given_book
from tests.support.office import SETUP, Staff

pytestmark = pytest.mark.django_db
LATER = next((one for one in definitions() if rank(one.code) > 0), None)
needs_two_types = pytest.mark.skipif(LATER is None, reason="only births are defined")


def later_book(staff: Staff, **facts: object) -> Book:
    assert LATER is not None
    kind = {"register_type": LATER.code, "edition": LATER.editions[0].code}
    return given_book(staff, years=((2001, 5, 9),), volume="khác", **kind, **facts)


def test_births_come_first_and_the_rest_are_alike():
    codes = [one.code for one in definitions()]
    assert codes[0] == "KS"
    assert [rank(code) for code in ("KS", "KH", "CN", "KT", "HN", "GH")] == [0, 1, 2, 3, 4, 4]
    assert sorted(codes, key=rank) == codes


@needs_two_types
def test_a_later_kind_needs_a_reason_while_births_are_open(staff: Staff):
    by = staff.actor("tuphap")
    births = given_book(staff, years=((1998, 1, 1),))
    book = later_book(staff)
    with pytest.raises(OutOfOrderError) as refused:
        actions.mark_ready(by=by, book=book)
    assert [one.books for one in refused.value.earlier] == [1]
    row = actions.mark_ready(by=by, book=book, reason="sổ khai sinh đang cho mượn")
    assert row.reason == "sổ khai sinh đang cho mượn"
    # The reason was given; the team gets the book without another.
    assert actions.assign_book(by=by, book=book, team=staff.team)
    actions.mark_ready(by=by, book=births)  # the first kind never asks


@needs_two_types
def test_births_that_came_later_make_assigning_ask(staff: Staff):
    by = staff.actor("tuphap")
    book = later_book(staff, state=State.READY)
    given_book(staff, years=((1998, 1, 1),))
    with pytest.raises(OutOfOrderError):
        actions.assign_book(by=by, book=book, team=staff.team)
    assert not Assignment.objects.exists()
    row = actions.assign_book(by=by, book=book, team=staff.team, reason="tổ đang rảnh")
    assert row.reason == "tổ đang rảnh"


@needs_two_types
def test_entered_births_and_those_of_others_do_not_stand_before(staff: Staff, other_commune: Staff):
    given_book(staff, years=((1998, 1, 1),), state=State.ENTERED)
    given_book(
        other_commune, login="tuphap-khac", office=other_commune.commune, years=((1998, 1, 1),)
    )
    assert ordering.earlier_unentered(later_book(staff)) == []


def test_the_queue_begins_with_what_is_begun(staff: Staff):
    given_book(staff, volume="c", years=((1999, 1, 1),))
    given_book(staff, volume="b", years=((1998, 1, 1),), state=State.READY)
    given_book(staff, volume="a", years=((1997, 1, 1),), state=State.ENTERING, team=staff.team)
    given_book(staff, volume="xong", years=((1990, 1, 1),), state=State.ENTERED)
    queue = ordering.next_books(staff.actor("lanhdao"), on=date(2025, 8, 1))
    assert [one.book.volume_label for one in queue] == ["a", "b", "c"]
    assert all(one.is_first for one in queue)
    assert "Giao cho tổ nhập" in queue[1].next_words


def test_an_assignment_has_its_days_and_its_history(staff: Staff):
    by, today = staff.actor("tuphap"), timezone.localdate()
    book = given_book(staff, years=((1998, 1, 1),), state=State.READY)
    first = actions.assign_book(by=by, book=book, team=staff.team)
    assert (first.from_day, first.planned_until) == (today, None)
    until = today + timedelta(days=9)
    second = actions.assign_book(by=by, book=book, team=staff.team, planned_until=until)
    assert Assignment.objects.filter(book=book).count() == 2
    assert actions.assign_book(by=by, book=book, team=staff.team, planned_until=until) == second
    assert not ordering.next_books(by, on=until)[0].is_late
    assert ordering.next_books(by, on=until + timedelta(days=1))[0].is_late
    other = accounts.add_team(by=SETUP, office=staff.commune, name="Tổ số 2", members=[])
    with pytest.raises(EndsBeforeItBeginsError):
        actions.assign_book(by=by, book=book, team=other, planned_until=today - timedelta(days=1))
