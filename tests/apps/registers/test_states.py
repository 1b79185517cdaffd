"""States of a book: forward by one, back with a reason, and by whom."""

import pytest

from hotich.apps.audit.actor import NotPermittedError, process
from hotich.apps.audit.models import AuditRow
from hotich.apps.registers import actions, queries
from hotich.apps.registers.models import ORDER, Book, State
from tests.support.books import entering_book, given_book, states_of
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_a_book_without_years_is_not_ready(staff: Staff):
    with pytest.raises(actions.NoYearError):
        actions.mark_ready(by=staff.actor("tuphap"), book=given_book(staff))


def test_a_book_goes_forward_one_state_at_a_time(staff: Staff):
    by = staff.actor("tuphap")
    book = given_book(staff, years=((1998, 1, 1),))
    with pytest.raises(actions.WrongStateError):
        actions.set_state(by=by, book=book, state=State.ENTERING)
    for state in ORDER[1:]:
        actions.set_state(by=by, book=book, state=state)
    assert states_of(book) == [state.value for state in ORDER]


def test_the_state_it_has_already_is_written_once(staff: Staff):
    by, book = staff.actor("tuphap"), given_book(staff, years=((1998, 1, 1),), state=State.READY)
    first = actions.mark_ready(by=by, book=book)
    assert actions.mark_ready(by=by, book=book).pk == first.pk
    assert states_of(book) == ["unprepared", "ready"]


def test_back_only_with_a_reason_and_dated(staff: Staff):
    by, book = staff.actor("tuphap"), given_book(staff, years=((1998, 1, 1),), state=State.ENTERED)
    with pytest.raises(actions.ReasonMissingError):
        actions.set_state(by=by, book=book, state=State.ENTERING, reason="  ")
    entered = queries.BookState.objects.filter(book=book).order_by("pk").reverse()[0]
    row = actions.set_state(by=by, book=book, state=State.ENTERING, reason="còn trang 40")
    assert queries.state_of(book) is State.ENTERING
    assert queries.state_of(book, at=entered.recorded_at) is State.ENTERED
    assert row.reason == "còn trang 40"
    audit = AuditRow.objects.filter(object=book.pk).order_by("sequence").reverse()[0]
    assert (audit.action, audit.reason) == ("book.state_set", "còn trang 40")


@pytest.mark.parametrize("state", [State.LOCKED, State.HANDED_OVER])
def test_locked_data_have_no_way_back(staff: Staff, state: State):
    by, book = staff.actor("tuphap"), given_book(staff, years=((1998, 1, 1),), state=state)
    with pytest.raises(actions.WrongStateError):
        actions.set_state(by=by, book=book, state=State.CHECKED, reason="nhầm")
    with pytest.raises(actions.WrongStateError):
        actions.declare_year(by=by, book=book, year=1999)


def test_the_right_belongs_to_the_state(staff: Staff):
    book = entering_book(staff)
    police = staff.actor("congan")
    actions.set_state(by=police, book=book, state=State.ENTERING)
    actions.set_state(by=police, book=book, state=State.ENTERED)
    with pytest.raises(NotPermittedError):
        actions.set_state(by=police, book=book, state=State.CHECKED)
    with pytest.raises(NotPermittedError):
        actions.set_state(by=staff.actor("lanhdao"), book=book, state=State.ENTERING, reason="x")


def test_the_population_side_marks_a_book_handed_over(staff: Staff):
    book = given_book(staff, years=((1998, 1, 1),), state=State.LOCKED)
    actions.set_state(by=staff.actor("c06"), book=book, state=State.HANDED_OVER)
    assert queries.state_of(book) is State.HANDED_OVER


def test_a_process_with_the_right_may_too(staff: Staff):
    book = given_book(staff, years=((1998, 1, 1),), state=State.LOCKED)
    job = process("handover", "handover.send")
    actions.set_state(by=job, book=book, state=State.HANDED_OVER)
    row = queries.BookState.objects.filter(book=book, state="handed_over").get()
    assert row.by is None


def test_many_books_are_annotated_as_they_were(staff: Staff):
    by = staff.actor("tuphap")
    first = given_book(staff, years=((1998, 1, 1),), state=State.READY)
    second = given_book(staff, volume="02/1998")
    seen = {book.pk: book.state for book in queries.with_state(queries.books_of(by))}
    assert seen == {first.pk: "ready", second.pk: "unprepared"}
    early = first.recorded_at
    seen = {book.pk: book.state for book in queries.with_state(queries.books_of(by), at=early)}
    assert set(seen.values()) == {"unprepared"}


def test_a_state_of_another_offices_book_is_not_set(staff: Staff, other_commune: Staff):
    book = entering_book(staff)
    with pytest.raises(Book.DoesNotExist):
        actions.set_state(by=other_commune.actor("congan-khac"), book=book, state=State.ENTERING)
