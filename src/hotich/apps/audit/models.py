"""Tables of the audit: append-only rows, their subjects, and the head of each chain."""

from uuid import UUID

from django.db import models

# Jobs, failed sign-ins and set-up have no office; their rows form the installation's own chain.
INSTALLATION = UUID(int=0)


class AuditHead(models.Model):
    """The last row of one office's chain; locking it orders the office's writers."""

    chain = models.UUIDField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
    at = models.DateTimeField(null=True)


class AuditRow(models.Model):
    """One act or view. No foreign keys: nothing blocks it and it outlives what it names."""

    format = models.PositiveSmallIntegerField(default=1)
    chain = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    officer = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    workstation = models.CharField(max_length=100, blank=True)
    action = models.CharField(max_length=60)
    object = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    subjects_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_chain_sequence"),
        ]
        indexes = [
            models.Index(fields=["object"], name="audit_object"),
            models.Index(fields=["officer", "at"], name="audit_officer_at"),
        ]


class AuditSubject(models.Model):
    """A person or mention whom a row concerns."""

    row = models.ForeignKey(AuditRow, on_delete=models.PROTECT, related_name="subjects")
    subject = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["subject", "row"], name="audit_subject_row")]
