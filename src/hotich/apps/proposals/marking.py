"""How do runs and proposals change? Inside a write of the caller."""

from datetime import datetime
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record
from hotich.apps.proposals.models import Ending, Proposal, Run, Standing


def end_run(run: Run, ending: Ending, *, by: Actor, at: datetime) -> None:
    """End a run that is alive; one that has ended stays as it is."""
    alive = Run.objects.filter(pk=run.pk, ended_at__isnull=True)
    if alive.update(ended_at=at, ending=ending):
        record(by, "proposals.run_ended", run.pk, reason=ending.value)
    run.refresh_from_db()


def overtake(mention: UUID, at: datetime) -> None:
    """Put the mention's open proposal aside: another one takes its place."""
    open_one = Proposal.objects.filter(mention=mention, standing=Standing.OPEN)
    open_one.update(standing=Standing.OVERTAKEN, ended_at=at)
