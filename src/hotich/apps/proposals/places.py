"""Compare again all whose written place was resolved, beyond what one press does."""

from typing import Final

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.entry.comparing_again import compare_again, due_of
from hotich.apps.jobs.actions import Lease
from hotich.apps.proposals.models import Ending, Run
from hotich.apps.proposals.steps import Steps

_TOGETHER: Final = 10


def compare_places(run: Run, lease: Lease, *, by: Actor) -> Ending | None:
    """Weigh again, by the resolution the officer pressed for, all whom it concerns.

    Raises: LostLeaseError.
    """
    resolution = run.resolution
    if resolution is None:
        return Ending.DONE
    steps = Steps(run, lease, len(due_of(by, resolution).mentions))
    left = steps.waiting
    while left:
        if steps.is_stopped():
            return Ending.STOPPED
        came_to = compare_again(by=by, resolution=resolution.pk, most=_TOGETHER)
        with writing(by) as at:
            steps.move(at, came_to.done)
        left = came_to.left if came_to.done else 0
        if steps.must_wait():
            return None
    return Ending.DONE
