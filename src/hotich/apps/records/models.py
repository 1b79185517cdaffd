"""Tables of the electronic civil-status records: accepted entries, version by version."""

from uuid import uuid4

from django.db import models

OFFICER = "accounts.Officer"


class Record(models.Model):
    """An accepted entry, by its UUID; where it stands and which of its versions holds."""

    entry = models.UUIDField(primary_key=True)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    register_type = models.CharField(max_length=6)
    book = models.UUIDField()
    book_label = models.CharField(max_length=300)
    label = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=10, blank=True)
    number_written = models.CharField(max_length=40)
    page = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField()
    # Sequence of the package that the version in force came in.
    sequence = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)
    # Only the readers that the office has named see it: for others there is no such record.
    sealed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "register_type", "year", "number"], name="record_place"),
        ]


class RecordVersion(models.Model):
    """What a package said of the entry, with a copy of its way. Never changed."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    payload = models.JSONField()
    way = models.JSONField()
    package = models.UUIDField()
    sequence = models.PositiveIntegerField()
    withdrawn = models.BooleanField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="record_version_once"),
            models.UniqueConstraint(fields=["record", "package"], name="record_package_once"),
        ]


class RecordKey(models.Model):
    """By what a record is found: a person's name without accents, or his number."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="keys")
    # The field of the name, or the mention's role for a number.
    field = models.CharField(max_length=60)
    name = models.CharField(max_length=1000, blank=True)
    number = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="record_key_name"),
            models.Index(fields=["number"], name="record_key_number"),
        ]


class Fault(models.Model):
    """A fault found later in a record (sai sót phát hiện sau); it goes back the way it came."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="faults")
    version = models.PositiveIntegerField()
    package = models.UUIDField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
