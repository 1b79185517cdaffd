"""Tables of the handover: what was sent, what arrived, and the receipts between them.

Sender and receiver keep rows of their own, also inside one database: no table of the receiving
side points to a table of the sending side, or to a room above `records`.
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
OFFICE = "accounts.Office"


class Package(models.Model):
    """A package made for one book: a file, encrypted to its receiver. Sequence 1 is the whole book.

    It is asked for first; what it is comes to it when the job has made it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="packages")
    sequence = models.PositiveIntegerField()
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    via = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    # Receipts repeat it: they answer this package and no other.
    nonce = models.CharField(max_length=32)
    job = models.UUIDField(null=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # Fixed when every entry has been collected; the file made from them is always the same.
    as_of = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    clock_from = models.DateField(null=True)
    due_on = models.DateField(null=True)
    counts = models.JSONField(default=dict)
    audit_source = models.CharField(max_length=140, blank=True)
    audit_holder = models.CharField(max_length=140, blank=True)
    bag_sha256 = models.CharField(max_length=64, blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "sequence"],
                condition=models.Q(voided_at__isnull=True),
                name="package_sequence_once",
            ),
            models.UniqueConstraint(
                fields=["book"],
                condition=models.Q(voided_at__isnull=True, made_at__isnull=True),
                name="package_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True) | ~models.Q(bag_sha256=""),
                name="package_made_has_digest",
            ),
        ]


class PackageEntry(models.Model):
    """One entry in a package, whole, as it was said there."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="entries")
    entry = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "entry"], name="package_entry_once"),
        ]
        indexes = [models.Index(fields=["entry"], name="package_entry_entry")]


class ReceivedReceipt(models.Model):
    """A receipt that came back for a package, read once."""

    uuid = models.UUIDField(primary_key=True)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10)
    maker = models.UUIDField()
    maker_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    way = models.JSONField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "kind"],
                condition=models.Q(kind__in=["arrived", "decided"]),
                name="receipt_once_of_a_kind",
            ),
        ]


class ReceiptLine(models.Model):
    """What a receipt says of one entry; a rejected one names the case opened for it."""

    receipt = models.ForeignKey(ReceivedReceipt, on_delete=models.PROTECT, related_name="lines")
    entry = models.UUIDField()
    accepted = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    case = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "entry"], name="receipt_line_once"),
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(reason=""),
                name="receipt_rejected_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["entry", "recorded_at"], name="receipt_line_entry")]


class OutgoingKind(models.TextChoices):
    """What a file made here is."""

    PACKAGE = "package", _("gói dữ liệu")
    FORWARDED = "forwarded", _("gói dữ liệu chuyển tiếp")
    ARRIVED = "arrived", _("xác nhận đã nhận gói")
    DECIDED = "decided", _("xác nhận tiếp nhận từng trường hợp")
    FAULT = "fault", _("báo sai sót phát hiện sau")
    PASSED = "passed", _("xác nhận chuyển trả")


class OutgoingFile(models.Model):
    """A file that an office made for another; kept, so that it can be sent again."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=OutgoingKind.choices)
    # The package it is, or answers.
    package = models.UUIDField()
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "package"], name="outgoing_office_package")]


class RefusedFile(models.Model):
    """A file from which nothing was loaded, and why."""

    office = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    problem = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Arrival(models.Model):
    """A package that reached an office of this installation; all of it comes from the file."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    # Whether this office decides on the entries, or sends the package on.
    is_destination = models.BooleanField()
    package = models.UUIDField()
    sequence = models.PositiveIntegerField()
    previous = models.UUIDField(null=True)
    source = models.UUIDField()
    source_name = models.CharField(max_length=200)
    destination = models.UUIDField()
    destination_name = models.CharField(max_length=200)
    book = models.UUIDField()
    book_label = models.CharField(max_length=300)
    register_type = models.CharField(max_length=6)
    facts = models.JSONField()
    counts = models.JSONField()
    way = models.JSONField()
    bag_sha256 = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32)
    due_on = models.DateField()
    file_name = models.CharField(max_length=120)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "package"], name="arrival_once"),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="arrival_office")]


class ArrivalLine(models.Model):
    """One entry of an arrival, as the file says it."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    entry = models.UUIDField()
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    # Only the readers that the office has named see it.
    sealed = models.BooleanField(default=False)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrival", "entry"], name="arrival_line_once"),
            models.UniqueConstraint(fields=["arrival", "position"], name="arrival_place_once"),
        ]


class LineDecision(models.Model):
    """Accepted, or rejected with its reason; the last one before the receipt holds."""

    id = models.BigAutoField(primary_key=True)  # orders decisions of one moment
    line = models.ForeignKey(ArrivalLine, on_delete=models.PROTECT, related_name="decisions")
    accepted = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(reason=""),
                name="line_rejected_has_reason",
            ),
        ]


class IssuedReceipt(models.Model):
    """A receipt that an office of this installation made, with the file it went out in."""

    uuid = models.UUIDField(primary_key=True)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10)
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    file = models.ForeignKey(OutgoingFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arrival", "kind"],
                condition=models.Q(kind__in=["arrived", "decided"]),
                name="issued_once_of_a_kind",
            ),
        ]


class PassedReceipt(models.Model):
    """A receipt that came back through this office and was sent on."""

    receipt = models.UUIDField()
    office = models.ForeignKey(OFFICE, on_delete=models.PROTECT, related_name="+")
    package = models.UUIDField()
    kind = models.CharField(max_length=10)
    maker_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    file = models.ForeignKey(OutgoingFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "receipt"], name="passed_once"),
        ]
