"""When data are locked: what is missing is said, and two officers at once lock once."""

import threading

import pytest
from django.db import connection

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.checking import actions, queries
from hotich.apps.checking.models import Completion, Reconciliation, Side
from hotich.apps.checking.problems import NotLockedError, NotReadyError
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import Entry
from hotich.apps.entry.problems import NotCorrectableError
from hotich.apps.jobs.models import Job
from hotich.apps.registers.models import Book, BookState, State
from hotich.apps.registers.problems import WrongStateError
from hotich.apps.registers.queries import state_of
from tests.support.books import entering_book, states_of
from tests.support.checks import check_all, completed_book, lock, locked_book, typed_book
from tests.support.entries import (
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
    typed,
)
from tests.support.office import Staff, make_staff

pytestmark = pytest.mark.django_db


def finish(staff: Staff, book: Book) -> None:
    actions.finish_entry(by=staff.actor("congan"), book=book.pk)


def lock_now(staff: Staff, book: Book) -> BookState:
    return actions.lock_book(by=staff.actor("tuphap"), book=book.pk)


def refused(staff: Staff, book: Book) -> queries.Obstacles:
    with pytest.raises(NotReadyError) as fault:
        lock_now(staff, book)
    assert state_of(book) not in {State.CHECKED, State.LOCKED}
    assert not Reconciliation.objects.exists()
    return fault.value.obstacles


def test_a_checked_and_reconciled_book_is_locked(staff: Staff):
    book = locked_book(staff)
    assert states_of(book)[-3:] == ["entered", "checked", "locked"]
    kept = queries.last_reconciliation(book)
    assert kept is not None
    assert kept.settled
    (year,) = kept.years.all()
    assert (year.year, year.declared, year.entered, year.gaps, year.excess) == (1998, 3, 3, 0, 0)
    row = queries.locked_row(book)
    assert row is not None
    assert row.by == staff.officer("tuphap")


def test_typing_must_be_finished_first(staff: Staff):
    book = typed_book(staff)
    check_all(staff, book)
    missing = refused(staff, book)
    assert (missing.state, missing.has_state) == (State.ENTERING, False)
    finish(staff, book)
    assert lock_now(staff, book)


def test_every_entry_and_every_link_must_be_accepted(staff: Staff):
    book = typed_book(staff)
    finish(staff, book)
    missing = refused(staff, book)
    assert (missing.unchecked, missing.unchecked_links) == (3, 3)
    entry = Entry.objects.filter(book=book).first()
    assert entry is not None
    check_all(staff, book)
    entry_actions.correct_entry(
        by=staff.actor("congan"),
        entry=entry.pk,
        expected_version=1,
        values=typed({"entry.page": "2", "child.full_name": None}),
        reason="đọc lại",
    )
    missing = refused(staff, book)
    assert (missing.unchecked, missing.unchecked_links) == (1, 1)


def test_a_return_must_be_answered(staff: Staff):
    book = typed_book(staff, ["Mai Thị Phượng"])
    check_all(staff, book)
    entry = Entry.objects.get(book=book)
    actions.check_entry(
        by=staff.actor("congan2"),
        entry=entry.pk,
        side=Side.POLICE,
        accepted=False,
        reason="không phải người này",
    )
    finish(staff, book)
    missing = refused(staff, book)
    assert (missing.unchecked, missing.unchecked_links, missing.being_corrected) == (0, 1, 1)


def test_the_totals_must_be_explained(staff: Staff):
    book = entering_book(staff, years=((1998, 10, 2), (1999, 3, None)))
    saved_linked(staff.actor("congan"), book, given_person())
    check_all(staff, book)
    finish(staff, book)
    by = staff.actor("tuphap")
    assert [one.year for one in refused(staff, book).unsettled] == [1998, 1999]
    actions.record_gap(
        by=by, book=book.pk, year=1998, kind="missing", number="2", reason="rách trang 12"
    )
    assert [one.year for one in refused(staff, book).unsettled] == [1999]
    actions.record_excess(by=by, book=book.pk, year=1999, count=0, reason="sổ không có lời khóa sổ")
    assert lock_now(staff, book)


def test_open_questions_do_not_block(staff: Staff):
    book = entering_book(staff, years=((1998, 10, 3),))
    by = staff.actor("congan")
    saved_undecided(by, book)
    saved_not_found(by, book, {"child.full_name": "Trịnh Đức Tâm"})
    person = given_person(full_name="Lê Thị Hoà", ethnicity="Mường")
    saved_linked(by, book, person, {"child.full_name": "Lê Thị Hoà"})
    lock(staff, book)
    assert state_of(book) is State.LOCKED


def test_locked_data_are_not_corrected_or_locked_again(staff: Staff):
    book = locked_book(staff)
    entry = Entry.objects.filter(book=book)[0]
    with pytest.raises(NotCorrectableError):
        entry_actions.correct_entry(
            by=staff.actor("congan"),
            entry=entry.pk,
            expected_version=1,
            values=typed(),
            reason="sửa",
        )
    with pytest.raises(NotReadyError) as fault:
        lock_now(staff, book)
    assert fault.value.obstacles.state is State.LOCKED


def test_a_result_is_kept_whenever_it_is_asked_for(staff: Staff):
    book = typed_book(staff)
    by = staff.actor("tuphap")
    assert actions.reconcile(by=by, book=book.pk).settled
    actions.record_excess(by=by, book=book.pk, year=1998, count=2, reason="thử")
    assert not actions.reconcile(by=by, book=book.pk).settled
    assert Reconciliation.objects.filter(book=book).count() == 2


def test_typing_is_finished_from_entering_only(staff: Staff):
    book = entering_book(staff)
    with pytest.raises(WrongStateError):
        finish(staff, book)


def test_a_locked_book_is_reported_once(staff: Staff):
    book, report = completed_book(staff)
    again = actions.report_complete(by=staff.actor("tuphap2"), book=book.pk)
    assert again == report
    assert queries.completion_of(book) == report
    job = Job.objects.get(kind="checking.deliver")
    assert (job.pk, job.parameters) == (report.job, {"book": str(book.pk)})


def test_only_a_locked_book_is_reported(staff: Staff):
    book = typed_book(staff)
    with pytest.raises(NotLockedError):
        actions.report_complete(by=staff.actor("tuphap"), book=book.pk)
    assert not Completion.objects.exists()


def test_who_may_and_whose_book(staff: Staff, other_commune: Staff):
    book = typed_book(staff)
    for act in (actions.lock_book, actions.report_complete, actions.reconcile):
        with pytest.raises(NotPermittedError):
            act(by=staff.actor("congan"), book=book.pk)
    other = other_commune.actor("tuphap-khac")
    for act in (
        actions.lock_book,
        actions.report_complete,
        actions.reconcile,
        actions.finish_entry,
    ):
        with pytest.raises(Book.DoesNotExist):
            act(by=other, book=book.pk)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_lock_once():
    staff = make_staff()
    book = typed_book(staff)
    check_all(staff, book)
    finish(staff, book)
    start = threading.Barrier(2)
    ends: list[str] = []

    def attempt(login: str) -> None:
        by = staff.actor(login)
        start.wait()
        try:
            actions.lock_book(by=by, book=book.pk)
            ends.append("locked")
        except NotReadyError as fault:
            ends.append(fault.obstacles.state.value)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[one]) for one in ("tuphap", "tuphap2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends.count("locked") >= 1
    assert len(ends) == 2
    assert states_of(book).count("locked") == 1
