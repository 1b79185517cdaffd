"""The daily job that lets the bytes of closed files go which nobody may take any more.

What was asked for, by whom, for whom, how many rows and the fingerprint stay.
"""

from django.db.models import QuerySet

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.exports.models import ExportRequest
from hotich.apps.exports.queries import KEPT
from hotich.apps.jobs.actions import Lease


def run(lease: Lease) -> None:
    """Clear what is over by now."""
    lease.advance(cursor={"done": True}, done=clear_over(by=lease.by))


def clear_over(*, by: Actor) -> int:
    """Take the bytes of files whose days are over out of the database; return of how many."""
    with writing(by) as at:
        kept: QuerySet[ExportRequest] = ExportRequest.objects.filter(content__isnull=False)
        over = list(locked(kept.filter(confirmed_at__lt=at - KEPT).defer("content")))
        for one in over:
            one.content = None
            one.save(update_fields=["content"])
            record(by, "export.cleared", one.pk, reason=f"sha256 {one.sha256} rows {one.rows}")
    return len(over)
