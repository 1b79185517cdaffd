"""How does a run move on, and when does it stop?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotich.apps.jobs.actions import Lease
from hotich.apps.proposals.models import Run


@dataclass
class Steps:
    """The count of a run: what is done of what there is."""

    run: Run
    lease: Lease
    waiting: int

    def __post_init__(self) -> None:
        """Go on from the job's cursor; what waits now comes to what was done before."""
        self.done = int(str(self.lease.job.cursor.get("done", 0)))
        self.total = self.done + self.waiting

    def is_stopped(self) -> bool:
        """Return whether an officer has asked for the end."""
        return Run.objects.filter(pk=self.run.pk, stop_asked_at__isnull=False).exists()

    def move(self, at: datetime, by: int = 1) -> None:
        """Move on inside the write of what was done; raises LostLeaseError."""
        self.done += by
        cursor: Mapping[str, object] = {"done": self.done}
        self.lease.advance(cursor=cursor, done=self.done, total=max(self.total, self.done))
        Run.objects.filter(pk=self.run.pk).update(moved_at=at)
