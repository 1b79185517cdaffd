"""Tables of the scans: images of pages, tied to their book; voided, never deleted."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 80_000_000


class MediaType(models.TextChoices):
    """What kinds of image are kept."""

    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"


class Axis(models.TextChoices):
    """How much of a book is scanned; apart from the states of its data."""

    NONE = "none", _("chưa quét")
    PARTLY = "partly", _("quét một phần")
    COMPLETE = "complete", _("đã quét đủ")


class PageImage(models.Model):
    """The image of one page, or of facing pages (label 12-13), under a name of the server's."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="images")
    page = models.CharField(max_length=20)
    # The pages the label speaks of; null for a cover or another leaf without a number.
    first_page = models.PositiveIntegerField(null=True)
    last_page = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=12, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "page"],
                condition=models.Q(voided_at__isnull=True),
                name="scan_one_per_page",
            ),
            models.UniqueConstraint(
                fields=["book", "sha256"],
                condition=models.Q(voided_at__isnull=True),
                name="scan_once_in_book",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=LARGEST, width__gt=0, height__gt=0),
                name="scan_size_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(first_page__isnull=True, last_page__isnull=True)
                | models.Q(first_page__lte=models.F("last_page")),
                name="scan_pages_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (
                    models.Q(voided_at__isnull=False, voided_by__isnull=False)
                    & ~models.Q(void_reason="")
                ),
                name="scan_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="scan_sha256")]

    def __str__(self) -> str:
        return self.page
