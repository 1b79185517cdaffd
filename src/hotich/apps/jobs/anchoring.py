"""The job that writes the heads of all chains into the file of anchors, once a day."""

from hotich.apps.audit.anchors import anchor_heads
from hotich.apps.jobs.actions import Lease

KIND = "audit.anchor"


def run(lease: Lease) -> None:
    """Write every head that is not in the file yet."""
    written = anchor_heads("daily")
    lease.advance(cursor={"done": True}, done=written)
