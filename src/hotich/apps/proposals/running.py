"""The job: one mention after the other, or one case, until all is done or somebody stops it."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.jobs.actions import Lease
from hotich.apps.proposals.acting import take_up
from hotich.apps.proposals.cases import compare_cases
from hotich.apps.proposals.marking import end_run
from hotich.apps.proposals.models import Ending, Run, Work
from hotich.apps.proposals.places import compare_places
from hotich.apps.proposals.proposing import look_up_mentions

WORKS: Final[Mapping[str, Callable[[Run, Actor, Lease], Ending]]] = {
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
    ending = WORKS[found.work](found, by, lease)
    with writing(by) as at:
        end_run(found, ending, by=by, at=at)
