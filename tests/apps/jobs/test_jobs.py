"""Background work: claimed once, fenced, carried on after a crash."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.jobs.actions import (
    ATTEMPTS,
    LEASE,
    LostLeaseError,
    claim,
    enqueue,
    fail,
    finish,
    keep,
    retry,
)
from hotich.apps.jobs.backups import OLD, is_old, last_backup, record_backup
from hotich.apps.jobs.models import Job, JobState
from hotich.cli import worker

pytestmark = pytest.mark.django_db
JOB = process("test")


@pytest.fixture
def job() -> Job:
    return enqueue(by=JOB, kind="population.import", parameters={"path": "x"})


def test_a_job_is_claimed_once(job: Job):
    now = timezone.now()
    assert claim(now).job.pk == job.pk
    assert claim(now) is None


def test_a_dead_workers_job_is_taken_over_and_the_dead_one_fenced(job: Job):
    now = timezone.now()
    first = claim(now)
    second = claim(now + LEASE + timedelta(seconds=1))
    assert second.attempt == 2
    with pytest.raises(LostLeaseError):
        first.advance(cursor={"row": 5}, done=5)
    second.advance(cursor={"row": 5}, done=5, total=9)
    assert not keep(first, now)
    job.refresh_from_db()
    assert (job.done, job.total, job.cursor) == (5, 9, {"row": 5})


def test_a_job_that_keeps_dying_is_shown_as_failed(job: Job):
    now = timezone.now()
    for n in range(ATTEMPTS):
        assert claim(now + (LEASE + timedelta(seconds=1)) * n)
    assert claim(now + (LEASE + timedelta(seconds=1)) * ATTEMPTS) is None
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_a_failed_job_goes_on_from_its_cursor(job: Job):
    lease = claim(timezone.now())
    lease.advance(cursor={"row": 3}, done=3)
    fail(lease, "ValueError")
    retry(by=JOB, job=job.pk)
    again = claim(timezone.now())
    assert again.job.cursor == {"row": 3}
    finish(again)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_the_worker_names_the_fault_without_its_text(job: Job, monkeypatch):
    def broken(lease):
        raise ValueError("Nguyễn Văn Thử")

    monkeypatch.setattr(worker, "function_of", lambda kind: broken)
    assert worker.run_one()
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, "ValueError")
    assert not worker.run_one()


def test_progress_belongs_to_the_office(page, staff):
    job = enqueue(by=staff.actor("c06"), kind="population.import", parameters={})
    assert page("c06").get(f"/cong-viec/{job.pk}/").status_code == 200
    assert page("congan").get(f"/cong-viec/{job.pk}/").status_code == 404
    assert page("c06").get(f"/cong-viec/{uuid4()}/").status_code == 404


def test_a_backup_is_the_last_one_until_a_week_has_passed():
    assert is_old(last_backup(), timezone.now())
    written = record_backup(by=JOB, file_name="sao-luu.sqlite3", sha256="0" * 64, size=9, rows=3)
    assert last_backup() == written
    assert not is_old(written, written.recorded_at + OLD)
    assert is_old(written, written.recorded_at + OLD + timedelta(seconds=1))
