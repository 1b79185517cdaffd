"""Who may type in a book: its team, while it is open; one team at a time."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import close_old_connections, connection

from hotich.apps.accounts import actions as accounts
from hotich.apps.accounts.models import Team, TeamMember
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.registers import actions, queries
from hotich.apps.registers.models import Assignment, State
from tests.support.books import entering_book, given_book
from tests.support.office import SETUP, Staff, make_staff

pytestmark = pytest.mark.django_db


def second_team(staff: Staff) -> Team:
    return accounts.add_team(
        by=SETUP, office=staff.commune, name="Tổ số 2", members=[staff.officer("truongca")]
    )


def test_the_team_may_type_and_nobody_else(staff: Staff):
    book = entering_book(staff)
    assert queries.may_type(staff.actor("congan"), book)
    assert not queries.may_type(staff.actor("truongca"), book)
    assert not queries.may_type(staff.actor("tuphap"), book)
    assert list(queries.books_to_type(staff.actor("congan"))) == [book]
    assert not queries.books_to_type(staff.actor("truongca")).exists()


def test_a_new_team_ends_the_former_assignment(staff: Staff):
    book, team = entering_book(staff), second_team(staff)
    first = queries.assignment_of(book)
    assert first is not None
    row = actions.assign_book(by=staff.actor("tuphap"), book=book, team=team)
    first.refresh_from_db()
    assert first.ended_at == row.recorded_at
    assert queries.assigned_team(book) == team
    assert queries.assigned_team(book, at=first.recorded_at) == staff.team
    assert not queries.may_type(staff.actor("congan"), book)


def test_the_same_team_again_changes_nothing(staff: Staff):
    book = entering_book(staff)
    actions.assign_book(by=staff.actor("tuphap"), book=book, team=staff.team)
    assert Assignment.objects.count() == 1


def test_a_member_types_within_his_days(staff: Staff):
    book = entering_book(staff)
    today = TeamMember.objects.get(officer=staff.officer("congan")).valid_from
    congan = staff.actor("congan")
    assert not queries.may_type(congan, book, on=today - timedelta(days=1))
    TeamMember.objects.filter(officer=staff.officer("congan")).update(valid_to=today)
    assert queries.may_type(congan, book, on=today)
    assert not queries.may_type(congan, book, on=today + timedelta(days=1))
    assert not queries.may_type(congan, book)


@pytest.mark.parametrize("state", [State.ENTERED, State.CHECKED, State.LOCKED])
def test_a_finished_book_is_closed_for_typing(staff: Staff, state: State):
    book = entering_book(staff, state=state)
    assert not queries.may_type(staff.actor("congan"), book)


def test_an_unprepared_or_locked_book_is_given_to_nobody(staff: Staff):
    by = staff.actor("tuphap")
    locked = entering_book(staff, state=State.LOCKED)
    for book in (given_book(staff, volume="2"), locked):
        with pytest.raises(actions.WrongStateError):
            actions.assign_book(by=by, book=book, team=second_team_once(staff))


def second_team_once(staff: Staff) -> Team:
    return Team.objects.filter(name="Tổ số 2").first() or second_team(staff)


def test_a_team_of_another_office_is_none_of_ours(staff: Staff, other_commune: Staff):
    with pytest.raises(Team.DoesNotExist):
        actions.assign_book(
            by=staff.actor("tuphap"), book=entering_book(staff), team=other_commune.team
        )


def test_the_police_do_not_assign(staff: Staff):
    with pytest.raises(NotPermittedError):
        actions.assign_book(by=staff.actor("congan"), book=entering_book(staff), team=staff.team)


@pytest.mark.django_db(transaction=True)
def test_two_officers_assign_at_once_and_one_assignment_holds():
    staff = make_staff()
    book = given_book(staff, years=((1998, 1, 1),), state=State.READY)
    teams = (staff.team, second_team(staff))
    start, faults = Barrier(2), []

    def assign(login: str, team: Team) -> None:
        try:
            start.wait()
            actions.assign_book(by=staff.actor(login), book=book, team=team)
        except Exception as fault:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(fault)
        finally:
            close_old_connections()
            connection.close()

    threads = [
        Thread(target=assign, args=pair) for pair in zip(("tuphap", "tuphap2"), teams, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Assignment.objects.filter(book=book, ended_at=None).count() == 1
    assert Assignment.objects.filter(book=book).count() == 2
