"""A run proposes and decides nothing; it can be stopped, carried on and started again."""

from pathlib import Path

import pytest
from django.utils import timezone

from hotich.apps.accounts.models import Appointment
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.verify import verify_chain
from hotich.apps.entry.models import Decision, Link, Outcome
from hotich.apps.entry.queries import outcome_of
from hotich.apps.jobs.actions import LostLeaseError, claim, enqueue, finish
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.models import Lookup
from hotich.apps.population.port import RegisterSilentError, replaced
from hotich.apps.proposals import actions, proposing, queries, running, steps
from hotich.apps.proposals.due import Cause, count_due, due_mentions
from hotich.apps.proposals.models import Ending, Identity, Proposal, Run
from hotich.apps.proposals.problems import (
    CauseMissingError,
    NothingDueError,
    ReasonMissingError,
    RunAliveError,
)
from hotich.apps.proposals.scopes import Scope, books_in, read_scope
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of
from tests.support import sheets
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.proposals import (
    SEN,
    child,
    given_sen,
    held,
    proposal_of,
    ran,
    recorded,
    started,
    work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff):
    return staff.actor("congan")


def three(staff: Staff, folder: Path):
    """Take three entries in: one whose person is known, one like him, one nobody knows."""
    given_sen()
    for day in ("03", "04"):
        given_sen(full_name="Mai Thị Lan", birth_date=f"1998-05-{day}")
    return recorded(
        staff,
        folder,
        sheets.row("30/1998"),
        sheets.row("31/1998", nksHoTen="Mai Thị Lan", nksNgaySinh="1998"),
        sheets.row("32/1998", nksHoTen="Hoàng Phi Yến", nksNgaySinh="11.11.1998", meHoTen="A B",
                   chaHoTen="C D"),
    )  # fmt: skip


def test_it_proposes_and_decides_nothing(staff: Staff, book, clerk, tmp_path):
    entries = three(staff, tmp_path)
    before = Decision.objects.count()
    run = ran(clerk)
    assert run.ending == Ending.DONE
    found = [proposal_of(one) for one in entries]
    assert [one.identity for one in found] == ["link", "look", "absent"]
    assert [one.standing for one in found] == ["open"] * 3
    assert found[0].person is not None
    assert found[0].model_version
    assert Decision.objects.count() == before
    assert not Link.objects.exists()
    assert {outcome_of(one) for one in entries} == {Outcome.UNDECIDED}


def test_each_look_up_is_on_record_in_the_name_of_who_started_it(
    staff: Staff, book, clerk, tmp_path
):
    (entry,) = recorded(staff, tmp_path)
    given_sen()
    ran(clerk, reason="đợt tháng 11")
    lookup = Lookup.objects.get(mention=child(entry).pk)
    assert lookup.by_id == clerk.officer
    assert lookup.office == clerk.office
    assert lookup.reason == "tra cứu hàng loạt: đợt tháng 11"
    rows = AuditRow.objects.filter(chain=clerk.office, workstation="job proposals.run")
    told = set(rows.values_list("action", flat=True))
    assert told >= {"proposals.run_taken_up", "person.looked_up", "candidates.shown"}
    assert told >= {"proposals.proposed", "proposals.run_ended"}
    assert AuditRow.objects.filter(action="proposals.run_started").get().officer == clerk.officer
    assert verify_chain(clerk.office).broken_at is None


def test_done_twice_nobody_is_looked_up_twice(staff: Staff, book, clerk, tmp_path):
    three(staff, tmp_path)
    ran(clerk)
    asked = Lookup.objects.count()
    with pytest.raises(NothingDueError):
        started(clerk)
    assert Lookup.objects.count() == asked


def test_who_waits_and_why(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    saved_undecided(clerk, book, {"child.full_name": "Lê Văn Chờ"}, waiting=True)
    saved_linked(clerk, book, given_person())
    # One whom a clerk looked up and left is his to conclude.
    saved_undecided(clerk, book, {"child.full_name": "Lê Văn Bỏ"})
    counts = count_due(clerk, books_of(clerk))[book.pk]
    assert counts[Cause.RECORDED] == 1
    assert counts[Cause.WAITING] == 1
    due = due_mentions(clerk, books_of(clerk), [Cause.RELATED])
    assert {one.role for one in due} == {"mother", "father"}


def test_a_related_person_is_looked_up_when_asked_for(staff: Staff, book, clerk, tmp_path):
    (entry,) = recorded(staff, tmp_path)
    given_sen(full_name="Mai Thị Cúc", birth_date="1974-05-05", mother_name="", father_name="")
    ran(clerk)
    mother = entry.mentions.get(role="mother")
    assert not Proposal.objects.filter(mention=mother).exists()
    ran(clerk, causes=[Cause.RELATED])
    assert Proposal.objects.get(mention=mother).identity == Identity.LOOK


def test_a_scope_is_kept(staff: Staff, book, clerk, tmp_path):
    (entry,) = recorded(staff, tmp_path)
    other = entering_book(staff, volume="02/1998")
    left = saved_undecided(clerk, other, waiting=True).entry
    given_sen()
    ran(clerk, Scope(book=book))
    assert Proposal.objects.filter(mention=child(entry)).exists()
    assert not Proposal.objects.filter(mention=child(left)).exists()
    with pytest.raises(NothingDueError):
        started(clerk, Scope(original_office=staff.old_ba_dinh))
    ran(clerk, read_scope(clerk, f"office:{staff.nga_truong.pk}"))
    assert Proposal.objects.filter(mention=child(left)).exists()


def test_another_offices_books_are_out_of_reach(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    others = make_neighbours(staff).actor("congan-khac")
    assert not books_in(others, Scope(book=book)).exists()
    with pytest.raises(Book.DoesNotExist):
        read_scope(others, f"book:{book.pk}")
    with pytest.raises(NothingDueError):
        started(others)
    run = started(clerk)
    with pytest.raises(Run.DoesNotExist):
        queries.get_run(others, run.pk)
    work()
    proposal = Proposal.objects.get()
    for act in (actions.confirm_proposal, actions.refuse_proposal):
        with pytest.raises(Proposal.DoesNotExist):
            act(by=others, proposal=proposal.pk)


def test_who_may_not_type_may_not_start(staff: Staff, book, tmp_path):
    recorded(staff, tmp_path)
    for login in ("tuphap", "lanhdao", "c06"):
        with pytest.raises(NotPermittedError):
            started(staff.actor(login))


def test_a_run_needs_a_reason_and_a_cause_and_is_alone(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    with pytest.raises(ReasonMissingError):
        started(clerk, reason="  ")
    with pytest.raises(CauseMissingError):
        started(clerk, causes=["xyz"])
    run = started(clerk)
    with pytest.raises(RunAliveError) as alive:
        started(staff.actor("truongca"))
    assert alive.value.run == run.pk
    assert Job.objects.filter(kind="proposals.run").count() == 1


def test_a_silent_register_ends_it_with_what_is_done_kept(staff: Staff, book, clerk, tmp_path):
    entries = three(staff, tmp_path)

    class SilentForOthers(EmbeddedRegister):
        def look_up(self, facts, stage, sieve=None):
            if facts.full_name != SEN["full_name"]:
                raise RegisterSilentError
            return super().look_up(facts, stage, sieve)

    with replaced(SilentForOthers()):
        run = ran(clerk)
    assert run.ending == Ending.SILENT
    assert Job.objects.get(pk=run.job).state == JobState.DONE
    assert Proposal.objects.count() == 1
    again = ran(clerk)
    assert again.ending == Ending.DONE
    assert {proposal_of(one).run_id for one in entries[1:]} == {again.pk}
    assert proposal_of(entries[0]).run_id == run.pk


def test_it_goes_on_after_a_crash_and_nobody_is_proposed_twice(
    staff: Staff, book, clerk, tmp_path, monkeypatch
):
    three(staff, tmp_path)
    run = started(clerk)
    job = Job.objects.get(pk=run.job)
    plain = steps.Steps.move

    def breaks(self, at, by=1):
        plain(self, at, by)
        if self.done == 2:
            raise LostLeaseError

    monkeypatch.setattr(steps.Steps, "move", breaks)
    with pytest.raises(LostLeaseError):
        running.run(held(job))
    job.refresh_from_db()
    assert job.done == 1  # what was not committed is not counted
    assert Proposal.objects.count() == 1
    monkeypatch.setattr(steps.Steps, "move", plain)
    running.run(held(job))
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.ending, job.done, job.total) == (Ending.DONE, 3, 3)
    assert Proposal.objects.count() == 3
    running.run(held(job))  # a worker that comes too late does nothing
    assert Proposal.objects.count() == 3


def test_it_is_stopped_between_two_people(staff: Staff, book, clerk, tmp_path, monkeypatch):
    three(staff, tmp_path)
    run = started(clerk)
    job = Job.objects.get(pk=run.job)
    plain = steps.Steps.move

    def stops(self, at, by=1):
        plain(self, at, by)
        actions.stop_run(by=clerk, run=run.pk)

    monkeypatch.setattr(steps.Steps, "move", stops)
    running.run(held(job))
    run.refresh_from_db()
    assert run.ending == Ending.STOPPED
    assert Proposal.objects.count() == 1
    assert actions.stop_run(by=clerk, run=run.pk).ending == Ending.STOPPED


def test_one_that_no_worker_has_stops_at_once(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = actions.stop_run(by=clerk, run=started(clerk).pk)
    assert run.ending == Ending.STOPPED
    work()
    assert not Proposal.objects.exists()
    started(clerk)


def test_one_that_broke_off_is_carried_on(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = started(clerk)
    Job.objects.filter(pk=run.job).update(state=JobState.FAILED, fault="OSError")
    assert queries.progress_of(run).state == "failed"
    actions.carry_on(by=clerk, run=run.pk)
    work()
    run.refresh_from_db()
    assert run.ending == Ending.DONE


def test_who_lost_his_post_looks_nobody_up(staff: Staff, book, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = started(clerk)
    Appointment.objects.filter(officer=clerk.officer).update(valid_to="2020-01-01")
    work()
    run.refresh_from_db()
    assert run.ending == Ending.NOT_ALLOWED
    assert not Lookup.objects.exists()


def test_its_progress_tells_rate_and_time_left(staff: Staff, book, clerk, tmp_path):
    three(staff, tmp_path)
    run = started(clerk)
    waiting = queries.progress_of(run)
    assert (waiting.state, waiting.rate, waiting.left) == ("queued", None, None)
    work()
    run.refresh_from_db()
    done = queries.progress_of(run)
    assert (done.state, done.done, done.total) == ("ended", 3, 3)
    assert done.rate is not None
    assert done.rate > 0
    assert done.left is None
    assert queries.count_found(run) == {"link": 1, "look": 1, "absent": 1}


def test_who_is_concluded_while_he_is_looked_up_gets_no_proposal(
    staff: Staff, book, clerk, tmp_path
):
    (entry,) = recorded(staff, tmp_path)
    person = given_sen()

    class ClerkIsQuicker(EmbeddedRegister):
        def persons(self):
            mention = child(entry)
            if not Link.objects.filter(mention=mention).exists():
                Link.objects.create(
                    mention=mention,
                    person=person.uuid,
                    by_id=clerk.officer,
                    recorded_at=timezone.now(),
                )
            return super().persons()

    with replaced(ClerkIsQuicker()):
        run = ran(clerk)
    assert run.ending == Ending.DONE
    assert not Proposal.objects.exists()


def test_other_work_goes_first_and_the_run_goes_on(
    staff: Staff, book, clerk, tmp_path, monkeypatch
):
    three(staff, tmp_path)
    run = started(clerk)
    other = enqueue(by=clerk, kind="population.import", parameters={})
    monkeypatch.setattr(steps, "FAIR_PART", 2)
    monkeypatch.setattr(proposing, "_TOGETHER", 1)
    lease = claim(timezone.now())
    assert lease is not None
    running.run(lease)
    finish(lease)  # the lease is given up, so this ends nothing
    job = Job.objects.get(pk=run.job)
    assert (job.state, job.done, job.total) == (JobState.QUEUED, 2, 3)
    assert Proposal.objects.count() == 2
    assert claim(timezone.now()).job.pk == other.pk
    again = claim(timezone.now())
    assert again.job.pk == run.job
    running.run(again)
    finish(again)
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.ending, job.state, job.done, job.total) == ("done", JobState.DONE, 3, 3)
