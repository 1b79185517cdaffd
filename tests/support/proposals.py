"""Bulk look-ups as a test needs them: entries that wait, and the road of a run."""

from datetime import date
from pathlib import Path

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry, Mention
from hotich.apps.jobs.actions import Lease, finish
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.population.actions import change_value
from hotich.apps.proposals import actions, running
from hotich.apps.proposals.acting import KIND
from hotich.apps.proposals.due import PRINCIPAL
from hotich.apps.proposals.models import Proposal, Run
from hotich.apps.proposals.scopes import EVERYTHING, Scope
from hotich.apps.registers.models import Book
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import open_case_of
from tests.support import sheets
from tests.support.entries import given_person, saved_linked
from tests.support.office import Staff

# Who stands in the rows of `sheets`, as the population register has her.
SEN = {
    "full_name": "Lê Thị Sen",
    "birth_date": "1998-02-27",
    "sex": "female",
    "mother_name": "Mai Thị Cúc",
    "father_name": "Lê Văn Tùng",
}


def given_sen(**values: str):
    """Put the person of the sheets' rows into the population register."""
    return given_person(**SEN | values)


def recorded(staff: Staff, folder: Path, *rows: dict[str, str]) -> list[Entry]:
    """Take rows of a sheet in as entries already recorded; return them by number."""
    wanted = list(rows) or [sheets.row("30/1998")]
    upload = sheets.taken_in(staff, sheets.sheet_file(folder, wanted))
    made = [line.entry for line in upload.lines.order_by("line")]
    assert None not in made
    return made


def started(by: Actor, scope: Scope = EVERYTHING, causes=PRINCIPAL, reason="đợt 1") -> Run:
    """Start a run of look-ups."""
    return actions.start_look_ups(by=by, scope=scope, causes=causes, reason=reason)


def work() -> None:
    """Run the bulk look-ups in the queue, as a worker does."""
    waiting = Job.objects.filter(kind=KIND, state=JobState.QUEUED).order_by("recorded_at")
    while (job := waiting.first()) is not None:
        lease = held(job)
        running.run(lease)
        finish(lease)


def held(job: Job) -> Lease:
    """Take a job up, as a worker does."""
    job.state, job.attempt = JobState.RUNNING, job.attempt + 1
    job.save(update_fields=["state", "attempt"])
    return Lease(job, job.attempt)


def ran(by: Actor, scope: Scope = EVERYTHING, **given) -> Run:
    """Start a run of look-ups and let it end."""
    run = started(by, scope, **given)
    work()
    run.refresh_from_db()
    return run


def child(entry: Entry) -> Mention:
    """Return the child of a birth."""
    return entry.mentions.get(role="child")


def proposal_of(entry: Entry) -> Proposal:
    """Return the newest proposal of a birth's child."""
    return Proposal.objects.filter(mention=child(entry)).latest("recorded_at")


def change(by: Actor, person, field: str, value: str) -> None:
    """Record a decision that gives a person another value."""
    change_value(
        by=by,
        person=person.uuid,
        field=field,
        new_value=value,
        decision_number=f"{field} {value}",
        decision_date=date(2026, 1, 1),
        decided_by="Trưởng Công an xã",
    )


def changed_case(by: Actor, book: Book) -> Case:
    """Put an entry on the tracking list whose only difference a decision has removed."""
    person = given_person(ethnicity="Mường")
    entry = saved_linked(by, book, person).entry
    case = open_case_of(child(entry).pk)
    assert case is not None
    change(by, person, "ethnicity", "Kinh")
    return case


def compared(by: Actor, scope: Scope = EVERYTHING) -> Run:
    """Start a run over changed cases and let it end."""
    run = actions.start_comparing(by=by, scope=scope, reason="đợt 1")
    work()
    run.refresh_from_db()
    return run
