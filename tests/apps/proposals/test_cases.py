"""Open cases are compared again where a side has changed; an officer confirms what is found."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.models import Outcome, PlaceMeaning
from hotich.apps.entry.places import resolve_place_once
from hotich.apps.entry.problems import SecondOfficerError
from hotich.apps.entry.queries import outcome_of
from hotich.apps.proposals import actions, cases
from hotich.apps.proposals.models import Comparison, ComparisonStanding, Ending
from hotich.apps.proposals.problems import NothingDueError, OverError, RunAliveError
from hotich.apps.proposals.scopes import Scope
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of
from hotich.apps.tracking.models import Closing
from hotich.apps.tracking.queries import open_case_of
from tests.support import handover
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.proposals import change, compared, started, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff):
    return staff.actor("congan")


def differing(clerk, book, **values: str):
    """Return an entry whose person has other values, and that person."""
    person = given_person(**{"ethnicity": "Mường"} | values)
    return saved_linked(clerk, book, person).entry, person


def case_of(entry):
    return open_case_of(entry.mentions.get(role="child").pk)


def told(comparison: Comparison) -> set[tuple[str, ...]]:
    return {
        (one.field, one.turn, one.population_before, one.population_value)
        for one in comparison.found.all()
    }


def test_only_cases_of_which_a_side_has_changed_are_compared(clerk, book):
    changed, person = differing(clerk, book)
    differing(clerk, book, full_name="Mai Thị Phương")
    assert not cases.due_cases(clerk, books_of(clerk)).exists()
    with pytest.raises(NothingDueError):
        compared(clerk)
    change(clerk, person, "ethnicity", "Kinh")
    due = cases.due_cases(clerk, books_of(clerk))
    assert [one.entry for one in due] == [changed.pk]
    run = compared(clerk)
    assert run.ending == Ending.DONE
    assert Comparison.objects.get().case == case_of(changed)
    assert not cases.due_cases(clerk, books_of(clerk)).exists()


def test_what_vanished_waits_for_an_officer_and_closes_nothing(clerk, book):
    entry, person = differing(clerk, book)
    change(clerk, person, "ethnicity", "Kinh")
    compared(clerk)
    (comparison,) = cases.open_comparisons(clerk)
    assert told(comparison) == {("child.ethnicity", "gone", "Mường", "Kinh")}
    case = case_of(entry)
    assert case is not None
    assert outcome_of(entry) is Outcome.INCONSISTENT
    cases.confirm_comparison(by=clerk, comparison=comparison.pk)
    case.refresh_from_db()
    assert (case.closing, case.closed_by_id) == (Closing.NONE_LEFT, clerk.officer)
    assert outcome_of(entry) is Outcome.CONSISTENT
    comparison.refresh_from_db()
    assert comparison.standing == ComparisonStanding.CONFIRMED
    assert comparison.ended_by_id == clerk.officer
    row = AuditRow.objects.get(action="proposals.comparison_confirmed")
    assert row.officer == clerk.officer
    with pytest.raises(OverError):
        cases.confirm_comparison(by=clerk, comparison=comparison.pk)


def test_new_and_changed_differences_are_listed(clerk, book):
    entry, person = differing(clerk, book)
    change(clerk, person, "ethnicity", "Thái")
    change(clerk, person, "mother_name", "Trần Thị Hiền")
    compared(clerk)
    (comparison,) = cases.open_comparisons(clerk)
    assert told(comparison) == {
        ("child.ethnicity", "changed", "Mường", "Thái"),
        ("mother.full_name", "new", "", "Trần Thị Hiền"),
    }
    cases.confirm_comparison(by=clerk, comparison=comparison.pk)
    live = case_of(entry).differences.filter(voided_at=None)
    assert {one.population_value for one in live} == {"Thái", "Trần Thị Hiền"}


def test_nothing_found_is_kept_for_its_date(clerk, book):
    _entry, person = differing(clerk, book)
    change(clerk, person, "old_id_number", "012345678")
    compared(clerk)
    assert Comparison.objects.get().standing == ComparisonStanding.NOTHING
    assert not cases.open_comparisons(clerk).exists()
    assert not cases.due_cases(clerk, books_of(clerk)).exists()


def test_it_holds_only_until_the_next_change(clerk, book):
    _entry, person = differing(clerk, book)
    change(clerk, person, "ethnicity", "Kinh")
    compared(clerk)
    (first,) = cases.open_comparisons(clerk)
    change(clerk, person, "ethnicity", "Tày")
    assert not cases.open_comparisons(clerk).exists()
    with pytest.raises(OverError):
        cases.confirm_comparison(by=clerk, comparison=first.pk)
    compared(clerk)
    first.refresh_from_db()
    assert first.standing == ComparisonStanding.OVERTAKEN
    assert told(cases.open_comparisons(clerk).get()) == {
        ("child.ethnicity", "changed", "Mường", "Tày")
    }


def test_scope_and_office_bound_it(staff: Staff, clerk, book):
    _entry, person = differing(clerk, book)
    change(clerk, person, "ethnicity", "Kinh")
    other = entering_book(staff, volume="02/1998")
    with pytest.raises(NothingDueError):
        compared(clerk, Scope(book=other))
    neighbour = make_neighbours(staff).actor("congan-khac")
    with pytest.raises(NothingDueError):
        compared(neighbour)
    compared(clerk, Scope(book=book))
    comparison = Comparison.objects.get()
    assert not cases.open_comparisons(neighbour).exists()
    with pytest.raises(Comparison.DoesNotExist):
        cases.confirm_comparison(by=neighbour, comparison=comparison.pk)
    with pytest.raises(NotPermittedError):
        cases.confirm_comparison(by=staff.actor("tuphap"), comparison=comparison.pk)
    with pytest.raises(NotPermittedError):
        compared(staff.actor("tuphap"))


def test_in_a_locked_book_a_second_officer_must_have_allowed_it(staff: Staff, clerk):
    book = entering_book(staff, years=((1998, 10, 1),))
    _entry, person = differing(clerk, book)
    handover.lock(staff, book)
    change(clerk, person, "ethnicity", "Kinh")
    compared(clerk)
    (comparison,) = cases.open_comparisons(clerk)
    with pytest.raises(SecondOfficerError):
        cases.confirm_comparison(by=clerk, comparison=comparison.pk)


def test_a_resolved_place_is_applied_to_all_by_one_press(clerk, book):
    entries = [
        saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"}).entry
        for _ in range(3)
    ]
    row = resolve_place_once(
        by=clerk,
        text="Nga Linh",
        meaning=PlaceMeaning.UNIT,
        unit=("16171", None),
        basis="xã cũ",
    )
    run = actions.start_places(by=clerk, resolution=row.pk)
    saved_undecided(clerk, book, {"child.full_name": "Lê Văn Chờ"}, waiting=True)
    with pytest.raises(RunAliveError):
        started(clerk)
    work()
    run.refresh_from_db()
    assert run.ending == Ending.DONE
    assert {outcome_of(one) for one in entries} == {Outcome.CONSISTENT}
    with pytest.raises(NothingDueError):
        actions.start_places(by=clerk, resolution=row.pk)
