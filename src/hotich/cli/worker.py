"""Run queued work, one job at a time, until told to stop."""

import logging
import threading
from datetime import date, timedelta

from django.db import close_old_connections
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.jobs.actions import (
    LEASE,
    Lease,
    LostLeaseError,
    claim,
    enqueue_daily,
    fail,
    finish,
    keep,
)
from hotich.config.jobs import DAILY, function_of

log = logging.getLogger(__name__)


def run_one() -> bool:
    """Run the next job, if any, and return whether there was one."""
    lease = claim(timezone.now())
    if lease is None:
        return False
    stop = threading.Event()
    beat = threading.Thread(target=_keep_alive, args=(lease, stop), daemon=True)
    beat.start()
    try:
        function_of(lease.job.kind)(lease)
        finish(lease)
    except LostLeaseError:
        log.warning("job %s was taken over by another worker", lease.job.pk)
    except Exception as error:  # the boundary of the worker: a job's fault must not end it
        log.exception("job %s failed", lease.job.pk)
        fail(lease, f"{type(error).__name__}")
    finally:
        stop.set()
        beat.join()
    return True


def put_daily_work() -> int:
    """Put the work of the day in the queue, unless it is there; return how many jobs that were."""
    begun = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return enqueue_daily(by=process("hotich worker"), kinds=DAILY, since=begun)


def run_worker(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Run jobs until `stop` is set, looking for new ones every `pause` seconds."""
    day: date | None = None
    while not stop.is_set():
        try:
            if day != timezone.localdate():
                put_daily_work()
                day = timezone.localdate()
            busy = run_one()
        except Exception:  # the database may be away for a moment; try again
            log.exception("worker could not take a job")
            busy = False
        if not busy:
            close_old_connections()
            stop.wait(pause)


def _keep_alive(lease: Lease, stop: threading.Event) -> None:
    every = LEASE / timedelta(seconds=3)
    while not stop.wait(every):
        if not keep(lease, timezone.now()):
            return
    close_old_connections()
