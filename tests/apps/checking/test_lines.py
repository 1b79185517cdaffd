"""Each line of the cross-check, and the lock of a book whose totals do not add up."""

from uuid import uuid4

import pytest

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking import actions, queries
from hotich.apps.checking.lines import BookLine, lines_of
from hotich.apps.checking.problems import NotReadyError
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.typed import EntryInput
from hotich.apps.registers import actions as registers
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import state_of
from tests.support.books import entering_book
from tests.support.checks import check_all, typed_book
from tests.support.entries import (
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
    typed,
)
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff, years=((1998, 10, 20), (1999, 2, None)))


def line(book: Book, year: int | None = 1998) -> BookLine:
    return next(one for one in lines_of(book) if one.year == year)


def saved_at(staff: Staff, book: Book, number: str, **more: object) -> None:
    by = staff.actor("congan")
    held = entry_actions.reserve_number(by=by, book=book.pk, number=number, **more)
    entry_actions.save_entry(by=by, given=EntryInput(held.pk, uuid4(), typed()))


def test_declared_and_entered_stand_by_year_and_in_sum(staff: Staff, book: Book):
    saved_linked(staff.actor("congan"), book, given_person())
    assert [(one.year, one.declared, one.entered) for one in lines_of(book)] == [
        (1998, 20, 1),
        (1999, None, 0),
        (None, 20, 1),
    ]


def test_undecided_entries(staff: Staff, book: Book):
    saved_linked(staff.actor("congan"), book, given_person())
    saved_undecided(staff.actor("congan"), book, {"child.full_name": "Lê Văn Bốn"})
    assert (line(book).entered, line(book).undecided, line(book, None).undecided) == (2, 1, 1)


@pytest.mark.parametrize("kind", ["blank", "missing", "cancelled", "jump"])
def test_numbers_without_an_act_by_kind(staff: Staff, book: Book, kind: str):
    by = staff.actor("tuphap")
    actions.record_gap(by=by, book=book.pk, year=1998, kind=kind, number="3-5", reason="thử")
    (taken, *_rest) = actions.record_gap(
        by=by, book=book.pk, year=1998, kind=kind, number="9", reason="thử"
    )
    actions.void_gap(by=by, gap=taken.pk, reason="nhầm")
    assert {name.value: count for name, count in line(book).gaps.items()} == {kind: 3}
    assert sum(line(book, None).gaps.values()) == 3


def test_numbers_that_stand_twice_and_those_with_a_letter(staff: Staff, book: Book):
    saved_at(staff, book, "87")
    saved_at(staff, book, "87bis")
    saved_at(staff, book, "87", occurrence=1, reason="sổ ghi hai lần")
    found = line(book)
    assert [(one.number, one.suffix) for one in found.repeated] == [(87, "")]
    assert [(one.number, one.suffix) for one in found.suffixed] == [(87, "bis")]
    assert [str(one) for one in found.unexplained] == ["1–86"]


def test_open_cases_and_pending_numbers(staff: Staff, book: Book):
    by = staff.actor("congan")
    person = given_person(full_name="Lê Thị Hoà", ethnicity="Mường")
    saved_linked(by, book, person, {"child.full_name": "Lê Thị Hoà"})
    saved_not_found(by, book, {"child.full_name": "Trịnh Đức Tâm"})
    assert (line(book).open_cases, line(book).pending_numbers) == (1, 1)


def test_pages_of_the_inventory_stand_beside(staff: Staff, book: Book):
    by = staff.actor("tuphap")
    registers.record_page_fault(by=by, book=book, kind="blank", count=2, year=1998)
    registers.record_page_fault(by=by, book=book, kind="missing", count=1)
    assert dict(line(book).faulty_pages) == {"blank": 2}
    assert dict(line(book, None).faulty_pages) == {"blank": 2, "missing": 1}


def short_book(staff: Staff) -> Book:
    """Return a checked book that declares four entries and holds three."""
    book = typed_book(staff)
    by = staff.actor("tuphap")
    registers.declare_year(by=by, book=book, year=1998, pages=10, entries=4, reason="đọc lại")
    return book


def test_totals_that_do_not_add_up_are_locked_with_a_reason_only(staff: Staff):
    book = short_book(staff)
    by = staff.actor("tuphap")
    with pytest.raises(NotReadyError) as early:
        actions.lock_book(by=by, book=book.pk, reason="không rõ")
    assert not early.value.obstacles.only_totals
    check_all(staff, book)
    actions.finish_entry(by=by, book=book.pk)
    for reason in ("", " \t"):
        with pytest.raises(NotReadyError) as refused:
            actions.lock_book(by=by, book=book.pk, reason=reason)
        assert refused.value.obstacles.only_totals
    row = actions.lock_book(by=by, book=book.pk, reason="khóa sổ đếm nhầm, đã đếm lại")
    kept = queries.last_reconciliation(book)
    assert kept is not None
    assert (kept.settled, kept.reason) == (False, "khóa sổ đếm nhầm, đã đếm lại")
    assert (row.state, row.reason) == (State.LOCKED, "khóa sổ đếm nhầm, đã đếm lại")
    said = AuditRow.objects.get(action="check.data_locked", object=book.pk)
    assert said.reason == "khóa sổ đếm nhầm, đã đếm lại"


def test_totals_that_add_up_need_no_reason_and_keep_none(staff: Staff):
    book = typed_book(staff)
    check_all(staff, book)
    by = staff.actor("tuphap")
    actions.finish_entry(by=by, book=book.pk)
    assert actions.lock_book(by=by, book=book.pk, reason="thừa").reason == ""
    assert state_of(book) is State.LOCKED
