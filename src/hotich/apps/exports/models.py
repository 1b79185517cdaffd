"""Tables of exports: who asked for which file, who let it go; and what citizens asked to know."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from hotich.apps.accounts.models import Office, Officer


class ExportRequest(models.Model):
    """A file with personal data that leaves the program.

    `kind` names the writer of the file, `parameters` what goes into it, by codes and UUIDs only.
    The file is made once, after a second person has confirmed, and kept closed for its receiver:
    nobody here can read it. `sha256` is that of the closed file.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    parameters = models.JSONField(default=dict)
    rows_asked = models.PositiveIntegerField()
    purpose = models.CharField(max_length=500)
    receiver = models.CharField(max_length=200)
    receiver_key = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refuse_reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="export_by_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="export_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(refused_at__isnull=True),
                name="export_confirmed_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, content__isnull=True)
                | (Q(confirmed_at__isnull=False, rows__isnull=False) & ~Q(sha256="")),
                name="export_made_once_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="export_office_time")]

    def __str__(self) -> str:
        return self.label


class RightRequest(models.Model):
    """A citizen asked who looked at his data; the law says by when he is answered.

    `subjects` are the UUIDs under which the audit names him; his name is not kept here.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=300)
    subjects = models.JSONField(default=list)
    reference = models.CharField(max_length=200)
    received_on = models.DateField()
    due_on = models.DateField()
    registered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answered_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("received_on")), name="right_due_later"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="right_answered_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["office", "due_on"], name="right_office_due")]

    def __str__(self) -> str:
        return self.label
