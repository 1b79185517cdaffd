"""Blank, missing and torn pages: facts of the paper, taken back only with a reason."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.registers import actions, queries
from hotich.apps.registers.models import Book, BookPageFault, State
from hotich.apps.registers.problems import NotCountedError, YearNotInBookError
from tests.support.books import given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return given_book(staff, years=((1998, 100, 150),))


def test_pages_are_recorded_with_year_and_numbers(staff: Staff, book: Book):
    by = staff.actor("tuphap")
    row = actions.record_page_fault(
        by=by, book=book, kind="missing", count=3, year=1998, pages="45–47", note="mối ăn"
    )
    whole = actions.record_page_fault(by=by, book=book, kind="blank", count=1)
    assert queries.page_faults_of(book) == [whole, row]
    said = AuditRow.objects.filter(object=book.pk, action="book.page_fault_recorded")
    assert said.count() == 2
    again = actions.record_page_fault(by=by, book=book, kind="blank", count=1)
    assert (again, said.count()) == (whole, 2)


def test_a_locked_book_takes_them_still(staff: Staff):
    book = given_book(staff, years=((1998, 1, 1),), state=State.LOCKED)
    actions.record_page_fault(by=staff.actor("tuphap"), book=book, kind="torn", count=1)
    assert book.page_faults.count() == 1


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_a_count_that_no_book_has_is_refused(staff: Staff, book: Book, count: int):
    with pytest.raises(NotCountedError):
        actions.record_page_fault(by=staff.actor("tuphap"), book=book, kind="torn", count=count)


def test_a_year_of_another_book_is_refused(staff: Staff, book: Book):
    with pytest.raises(YearNotInBookError):
        actions.record_page_fault(
            by=staff.actor("tuphap"), book=book, kind="torn", count=1, year=1999
        )


def test_it_is_taken_back_with_a_reason_and_kept(staff: Staff, book: Book):
    by = staff.actor("tuphap")
    row = actions.record_page_fault(by=by, book=book, kind="torn", count=1)
    with pytest.raises(actions.ReasonMissingError):
        actions.void_page_fault(by=by, fault=row.pk, reason=" ")
    actions.void_page_fault(by=by, fault=row.pk, reason="đếm nhầm")
    actions.void_page_fault(by=by, fault=row.pk, reason="lần hai")
    row.refresh_from_db()
    assert (row.void_reason, queries.page_faults_of(book)) == ("đếm nhầm", [])


def test_who_may_and_whose_book(staff: Staff, other_commune: Staff, book: Book):
    row = actions.record_page_fault(by=staff.actor("tuphap"), book=book, kind="torn", count=1)
    with pytest.raises(NotPermittedError):
        actions.record_page_fault(by=staff.actor("congan"), book=book, kind="torn", count=1)
    stranger = other_commune.actor("tuphap-khac")
    with pytest.raises(Book.DoesNotExist):
        actions.record_page_fault(by=stranger, book=book, kind="torn", count=1)
    with pytest.raises(BookPageFault.DoesNotExist):
        actions.void_page_fault(by=stranger, fault=row.pk, reason="x")
