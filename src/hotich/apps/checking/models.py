"""Tables of the cross-check: checks, gaps, excesses, reconciliations, completions."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class Side(models.TextChoices):
    """Whose signature a check is."""

    JUSTICE = "justice", _("Hộ tịch")
    POLICE = "police", _("Công an")


class Check(models.Model):
    """One signature (đối soát): accepted, or returned with field and reason. Never changed.

    The justice officer's is of an entry in a version, the police officer's of one link of it. It
    is stale once the entry has a higher version, and means nothing for a link that was undone.
    """

    id = models.BigAutoField(primary_key=True)  # orders checks of one moment
    uuid = models.UUIDField(unique=True, default=uuid4)
    entry = models.ForeignKey("entry.Entry", on_delete=models.PROTECT, related_name="checks")
    entry_version = models.PositiveIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices)
    link = models.ForeignKey(
        "entry.Link", null=True, on_delete=models.PROTECT, related_name="checks"
    )
    accepted = models.BooleanField()
    field = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    # What a return put in the typist's queue.
    sent_back = models.ForeignKey(
        "entry.EntryReturn", null=True, on_delete=models.PROTECT, related_name="checks"
    )
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side="justice", link__isnull=True)
                | models.Q(side="police", link__isnull=False),
                name="check_police_of_link",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=True, sent_back__isnull=True)
                | (models.Q(accepted=False, sent_back__isnull=False) & ~models.Q(reason="")),
                name="check_return_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["entry", "side", "recorded_at"], name="check_entry_side")]


class GapKind(models.TextChoices):
    """Why nothing was entered from a number or a page. Which ones count: `reconciling`."""

    BLANK = "blank", _("để trống")
    MISSING = "missing", _("mất")
    CANCELLED = "cancelled", _("gạch bỏ, hủy")
    JUMP = "jump", _("bỏ cách số")


class Gap(models.Model):
    """A number, or a page, from which nothing can be entered; voided with a reason."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="gaps")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    suffix = models.CharField(max_length=10, blank=True)
    page = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=GapKind.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year", "number", "suffix"],
                condition=models.Q(voided_at__isnull=True, number__isnull=False),
                name="gap_number_once",
            ),
            models.UniqueConstraint(
                fields=["book", "year", "page"],
                condition=models.Q(voided_at__isnull=True, number__isnull=True),
                name="gap_page_once",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False) | ~models.Q(page=""),
                name="gap_names_number_or_page",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="gap_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["book", "year"], name="gap_book_year")]


class Excess(models.Model):
    """By how many acts the book holds more (+) or fewer (-) than its closing declares, and why.

    Nought says of a year that declares nothing that it was reconciled by its numbers alone.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="excesses")
    year = models.PositiveSmallIntegerField()
    count = models.IntegerField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="excess_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["book", "year"], name="excess_book_year")]


class Reconciliation(models.Model):
    """What a book came to against its declared totals, at a moment; kept as it was.

    `reason` says why the data were locked although the totals do not add up.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey(
        "registers.Book", on_delete=models.PROTECT, related_name="reconciliations"
    )
    settled = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["book", "recorded_at"], name="reconciliation_time")]


class ReconciledYear(models.Model):
    """One year of a reconciliation; null declared is "not declared"."""

    reconciliation = models.ForeignKey(
        Reconciliation, on_delete=models.PROTECT, related_name="years"
    )
    year = models.PositiveSmallIntegerField()
    declared = models.PositiveIntegerField(null=True)
    entered = models.PositiveIntegerField()
    gaps = models.PositiveIntegerField()
    excess = models.IntegerField()
    unexplained = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField()
    contradicted = models.PositiveIntegerField()
    settled = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "year"], name="reconciled_year_once"),
        ]


class Completion(models.Model):
    """A book reported complete (báo hoàn thành sổ), once; its facts go out by the job."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.OneToOneField(
        "registers.Book", on_delete=models.PROTECT, related_name="completion"
    )
    job = models.UUIDField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class FindingSeen(models.Model):
    """Somebody has looked at a remark on several entries, as it stood; it is never changed.

    `fingerprint` is a digest of all that the remark rested on, `subject` of its rule and entries:
    when something changed meanwhile, the remark comes again and shows what was said before.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    remark = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "fingerprint"], name="finding_seen_once"),
        ]
