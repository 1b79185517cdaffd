"""How does a run move on, and when does it stop?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hotich.apps.jobs.actions import Lease, others_wait
from hotich.apps.proposals.models import Run

# So many at least, before other work in the queue goes first: a package must not wait for hours.
FAIR_PART: Final = 50


@dataclass
class Steps:
    """The count of a run: what is done of what there is."""

    run: Run
    lease: Lease
    waiting: int

    def __post_init__(self) -> None:
        """Go on from the job's cursor; what waits now comes to what was done before."""
        self.done = int(str(self.lease.job.cursor.get("done", 0)))
        self.began = self.done
        self.total = self.done + self.waiting

    def is_stopped(self) -> bool:
        """Return whether an officer has asked for the end."""
        return Run.objects.filter(pk=self.run.pk, stop_asked_at__isnull=False).exists()

    def must_wait(self) -> bool:
        """Return whether other work waits, and this has done a fair part of its own."""
        moved = self.done - self.began
        return moved >= FAIR_PART and moved < self.waiting and others_wait(self.lease)

    def move(self, at: datetime, by: int = 1) -> None:
        """Move on inside the write of what was done; raises LostLeaseError."""
        self.done += by
        cursor: Mapping[str, object] = {"done": self.done}
        self.lease.advance(cursor=cursor, done=self.done, total=max(self.total, self.done))
        Run.objects.filter(pk=self.run.pk).update(moved_at=at)
