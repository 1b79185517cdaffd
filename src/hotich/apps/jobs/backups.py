"""When was the last good backup?"""

from datetime import datetime, timedelta

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.models import Backup

# A commune types about a day's work into the file every day; a week is the most to lose twice.
OLD = timedelta(days=7)


def record_backup(*, by: Actor, file_name: str, sha256: str, size: int, rows: int) -> Backup:
    """Record a backup that was opened again and found equal."""
    with writing(by) as at:
        backup = Backup.objects.create(
            file_name=file_name, sha256=sha256, size=size, rows=rows, recorded_at=at
        )
        record(by, "backup.written", backup.pk, after={"sha256": sha256})
    return backup


def last_backup() -> Backup | None:
    """Return the newest good backup, or None."""
    return Backup.objects.order_by("-recorded_at").first()


def is_old(backup: Backup | None, now: datetime) -> bool:
    """Return whether a new backup is due."""
    return backup is None or now - backup.recorded_at > OLD
