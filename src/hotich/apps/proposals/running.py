"""The job: one mention after the other, or one case, until all is done or somebody stops it."""

from collections.abc import Mapping
from typing import Final, Protocol
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.jobs.actions import Lease, step_aside
from hotich.apps.proposals.acting import put_down, take_up
from hotich.apps.proposals.cases import compare_cases
from hotich.apps.proposals.models import Ending, Run, Work
from hotich.apps.proposals.places import compare_places
from hotich.apps.proposals.proposing import look_up_mentions


class Doing(Protocol):
    """A kind of work: what it does of a run, and how that ended."""

    def __call__(self, run: Run, lease: Lease, *, by: Actor) -> Ending | None:
        """Go on with the run from the job's cursor; None to let other work go first."""
        ...


WORKS: Final[Mapping[str, Doing]] = {
    Work.LOOK_UP: look_up_mentions,
    Work.CASES: compare_cases,
    Work.PLACES: compare_places,
}


def run(lease: Lease) -> None:
    """Do a run's work, in its officer's name; called again after a crash it goes on.

    Raises: LostLeaseError.
    """
    rows = Run.objects.select_related("by", "office", "book", "original_office", "resolution")
    found = rows.get(pk=UUID(str(lease.job.parameters["run"])))
    if found.ended_at is not None:
        return
    by = take_up(found, lease)
    if by is None:
        return
    ending = WORKS[found.work](found, lease, by=by)
    if ending is None:
        step_aside(lease)
    else:
        put_down(found, ending, by=by)
