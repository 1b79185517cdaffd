"""Background work: put in the queue, taken by a worker, carried on after a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.jobs.models import Job, JobState

LEASE = timedelta(seconds=30)
# A job that broke off this often has a fault of its own; it is shown as failed.
ATTEMPTS = 5


class LostLeaseError(Exception):
    """Another worker has taken the job over; this one must stop."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on one job, fenced by the attempt's number."""

    job: Job
    attempt: int

    @property
    def by(self) -> Actor:
        """Return the named process that acts in this job."""
        return process(f"job {self.job.kind}")

    def advance(self, *, cursor: Mapping[str, object], done: int, total: int | None = None) -> None:
        """Move the cursor; call it in the transaction that writes the rows it stands for.

        Raises: LostLeaseError if another worker holds the job now; the rows roll back with it.
        """
        values: dict[str, object] = {"cursor": dict(cursor), "done": done}
        if total is not None:
            values["total"] = total
        held = Job.objects.filter(
            pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING
        ).update(**values)
        if held == 0:
            raise LostLeaseError
        self.job.cursor = dict(cursor)
        self.job.done = done


def enqueue(*, by: Actor, kind: str, parameters: Mapping[str, object]) -> Job:
    """Put a job in the queue, in the caller's transaction if one is open, and return it."""
    with writing(by) as at:
        job = Job.objects.create(
            kind=kind,
            parameters=dict(parameters),
            officer=by.officer,
            office=by.office,
            recorded_at=at,
        )
        record(by, "job.queued", job.pk, reason=kind)
    return job


def enqueue_daily(*, by: Actor, kinds: Sequence[str], since: datetime) -> int:
    """Put in the queue what was not put there since the day began; return how many jobs."""
    known = Job.objects.filter(kind__in=kinds, recorded_at__gte=since)
    wanted = sorted(set(kinds) - set(known.values_list("kind", flat=True)))
    for kind in wanted:
        enqueue(by=by, kind=kind, parameters={})
    return len(wanted)


def claim(now: datetime) -> Lease | None:
    """Return a lease on the oldest job that waits or whose worker died; None if there is none."""
    with transaction.atomic():
        ready = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
        job = locked(Job.objects.filter(ready)).order_by("recorded_at").first()
        if job is None:
            return None
        job.attempt += 1
        job.lease_until = now + LEASE
        job.state = JobState.RUNNING if job.attempt <= ATTEMPTS else JobState.FAILED
        job.save(update_fields=["attempt", "lease_until", "state"])
    return Lease(job, job.attempt) if job.state == JobState.RUNNING else None


def keep(lease: Lease, now: datetime) -> bool:
    """Renew the lease; return False if it is lost."""
    mine = Job.objects.filter(pk=lease.job.pk, attempt=lease.attempt, state=JobState.RUNNING)
    return mine.update(lease_until=now + LEASE) == 1


def finish(lease: Lease) -> None:
    """Mark the job done."""
    _end(lease, JobState.DONE, "")


def fail(lease: Lease, fault: str) -> None:
    """Mark the job failed with what went wrong; the fault names no person."""
    _end(lease, JobState.FAILED, fault)


def others_wait(lease: Lease) -> bool:
    """Return whether other work waits in the queue; long work may step aside for it."""
    return Job.objects.filter(state=JobState.QUEUED).exclude(pk=lease.job.pk).exists()


def step_aside(lease: Lease) -> None:
    """Put a running job behind what waits; it goes on from its cursor when its turn comes again.

    The lease is given up: the caller returns at once and writes nothing more.
    """
    with writing(lease.by) as at:
        mine = Job.objects.filter(pk=lease.job.pk, attempt=lease.attempt, state=JobState.RUNNING)
        if mine.update(state=JobState.QUEUED, attempt=0, lease_until=None, recorded_at=at):
            record(lease.by, "job.stepped_aside", lease.job.pk, reason=lease.job.kind)


def retry(*, by: Actor, job: UUID) -> None:
    """Put a failed job back into the queue; it goes on from its cursor."""
    with writing(by):
        failed = Job.objects.filter(pk=job, state=JobState.FAILED)
        if failed.update(state=JobState.QUEUED, attempt=0, fault="", finished_at=None):
            record(by, "job.retried", job)


def _end(lease: Lease, state: JobState, fault: str) -> None:
    with writing(lease.by) as at:
        mine = Job.objects.filter(pk=lease.job.pk, attempt=lease.attempt)
        if mine.update(state=state, fault=fault[:2000], finished_at=at):
            record(lease.by, f"job.{state.value}", lease.job.pk, reason=lease.job.kind)
