"""Gaps and excesses: recorded once, refused when they contradict, taken back with a reason."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.checking import actions, problems, queries
from hotich.apps.checking.models import Excess, Gap
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from tests.support.checks import lock, typed_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def gap(staff: Staff, book: Book, login: str = "tuphap", **facts):
    given = {"year": 1998, "kind": "blank", "number": "7", "reason": "trang gạch chéo"} | facts
    return actions.record_gap(by=staff.actor(login), book=book.pk, **given)


def excess(staff: Staff, book: Book, login: str = "tuphap", **facts):
    given = {"year": 1998, "count": -1, "reason": "khóa sổ đếm nhầm"} | facts
    return actions.record_excess(by=staff.actor(login), book=book.pk, **given)


def test_a_number_is_a_gap(staff: Staff):
    book = typed_book(staff)
    (row,) = gap(staff, book)
    assert (row.number, row.suffix, row.kind) == (7, "", "blank")
    assert AuditRow.objects.filter(action="check.gap_recorded", object=book.pk).exists()


def test_a_range_is_a_gap_for_each_number(staff: Staff):
    book = typed_book(staff)
    assert [one.number for one in gap(staff, book, number="5 – 7")] == [5, 6, 7]
    assert [(one.number, one.suffix) for one in gap(staff, book, number="8bis")] == [(8, "bis")]


def test_a_page_is_a_gap(staff: Staff):
    book = typed_book(staff)
    (row,) = gap(staff, book, number="", page="14", kind="missing")
    assert (row.number, row.page) == (None, "14")


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"number": "không"}, problems.NumberUnreadableError),
        ({"number": "9-5"}, problems.NumberUnreadableError),
        ({"number": "1-500"}, problems.NumberUnreadableError),
        ({"number": "", "page": " "}, problems.GapNamesNothingError),
        ({"number": "", "page": "3", "kind": "jump"}, problems.GapNamesNothingError),
        ({"number": "2"}, problems.NumberEnteredError),
        ({"number": "2-9"}, problems.NumberEnteredError),
        ({"year": 1950}, problems.YearNotInBookError),
        ({"reason": " "}, problems.ReasonMissingError),
    ],
)
def test_a_wrong_gap_is_refused(staff: Staff, facts: dict[str, object], problem: type[Exception]):
    book = typed_book(staff)
    with pytest.raises(problem):
        gap(staff, book, **facts)
    assert not Gap.objects.exists()


def test_a_gap_is_recorded_once(staff: Staff):
    book = typed_book(staff)
    gap(staff, book)
    gap(staff, book, number="", page="9")
    for again in ({"number": "5-7"}, {"number": "", "page": "9"}):
        with pytest.raises(problems.GapExistsError):
            gap(staff, book, **again)


def test_a_gap_is_taken_back_with_a_reason_and_may_come_again(staff: Staff):
    book = typed_book(staff)
    (row,) = gap(staff, book)
    by = staff.actor("tuphap")
    with pytest.raises(problems.ReasonMissingError):
        actions.void_gap(by=by, gap=row.pk, reason=" ")
    actions.void_gap(by=by, gap=row.pk, reason="đọc nhầm")
    assert actions.void_gap(by=by, gap=row.pk, reason="lần nữa").void_reason == "đọc nhầm"
    assert queries.live_gaps(book) == []
    assert gap(staff, book)


def test_an_excess_counts_until_it_is_taken_back(staff: Staff):
    book = typed_book(staff)
    row = excess(staff, book)
    assert excess(staff, book) == row
    assert queries.results_of(book)[0].difference == -1
    actions.void_excess(by=staff.actor("tuphap"), excess=row.pk, reason="nhầm")
    assert queries.results_of(book)[0].difference == 0
    assert queries.live_excesses(book) == []


def test_nought_is_for_years_that_declare_nothing(staff: Staff):
    book = typed_book(staff)
    with pytest.raises(problems.NothingExceedsError):
        excess(staff, book, count=0)
    with pytest.raises(problems.ReasonMissingError):
        excess(staff, book, reason="")


def test_locked_data_take_no_gap_and_no_excess(staff: Staff):
    book = typed_book(staff)
    (row,) = gap(staff, book, number="4", kind="jump")
    lock(staff, book)
    for act in (lambda: gap(staff, book, number="9"), lambda: excess(staff, book)):
        with pytest.raises(problems.DataLockedError):
            act()
    with pytest.raises(problems.DataLockedError):
        actions.void_gap(by=staff.actor("tuphap"), gap=row.pk, reason="nhầm")


def test_who_may_and_whose_book(staff: Staff, other_commune: Staff):
    book = typed_book(staff)
    (row,) = gap(staff, book)
    short = excess(staff, book)
    other = other_commune.actor("tuphap-khac")
    with pytest.raises(NotPermittedError):
        gap(staff, book, "congan", number="9")
    with pytest.raises(Book.DoesNotExist):
        gap(other_commune, book, "tuphap-khac", number="9")
    with pytest.raises(Book.DoesNotExist):
        excess(other_commune, book, "tuphap-khac")
    with pytest.raises(Gap.DoesNotExist):
        actions.void_gap(by=other, gap=row.pk, reason="nhầm")
    with pytest.raises(Excess.DoesNotExist):
        actions.void_excess(by=other, excess=short.pk, reason="nhầm")


def test_numbers_of_another_volume_are_explained(staff: Staff):
    first = typed_book(staff)
    second = typed_book(staff, ["Bùi Thị Hạnh"], volume="02/1998")
    entry = Entry.objects.get(book=second)
    assert entry.number == 4
    assert [one.is_settled for one in queries.results_of(second)] == [True]
    assert [one.is_settled for one in queries.results_of(first)] == [True]
