"""In whose name does a run act? In that of the officer who started it, while he may."""

from typing import Final

from django.utils.timezone import localtime

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import Lease
from hotich.apps.proposals.marking import end_run
from hotich.apps.proposals.models import Ending, Run

KIND: Final = "proposals.run"


def take_up(run: Run, lease: Lease) -> Actor | None:
    """Return the officer as an actor with the rights he has today; None ends the run.

    Whoever lost his post, or the right, since he started it looks nobody up any more.
    """
    return _take_up(run, lease)


def put_down(run: Run, ending: Ending, *, by: Actor) -> None:
    """End the run that has done its work, or stopped."""
    with writing(by) as at:
        end_run(run, ending, by=by, at=at)


def _take_up(run: Run, lease: Lease) -> Actor | None:
    officer = run.by
    named = Actor(officer.pk, officer.full_name, run.office_id, f"job {KIND}")
    with writing(named) as at:
        by = actor_of(officer, day=localtime(at).date(), workstation=named.workstation)
        may = officer.is_active and by.office == run.office_id and by.may(Permission.ENTRY_TYPE)
        if not may:
            end_run(run, Ending.NOT_ALLOWED, by=named, at=at)
            return None
        run.started_at, run.moved_at, run.started_done = at, at, lease.job.done
        run.save(update_fields=["started_at", "moved_at", "started_done"])
        record(by, "proposals.run_taken_up", run.pk, reason=run.reason)
    return by
