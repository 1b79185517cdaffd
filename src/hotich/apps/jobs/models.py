"""Rows of background work: what is to be done, how far it is, and who holds it."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("xong")
    FAILED = "failed", _("lỗi")


class Job(models.Model):
    """One piece of work. `cursor` moves in the same transaction as the rows it stands for.

    `attempt` fences: a worker that lost its lease finds the number changed and stops.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    cursor = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    officer = models.UUIDField(null=True)
    office = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "recorded_at"], name="job_state_time")]


class Backup(models.Model):
    """A backup that was written, opened again and compared; rows are counted over all tables."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()
