"""Tables of the scans: images of pages, where entries stand on them, and how they are viewed."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
WHOLE = 10_000
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


class Source(models.TextChoices):
    """Who says where the entries stand."""

    PRINTED = "printed", _("máy in ra trang này")
    HAND = "hand", _("đánh dấu bằng tay")


class Look(models.TextChoices):
    """How the image of a page is shown."""

    PLAIN = "plain", _("như ảnh")
    CONTRAST = "contrast", _("tăng tương phản")
    INVERT = "invert", _("âm bản")


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


class PageMarks(models.Model):
    """Where the entries stand on an image; marked anew or taken away, the older marks are kept."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    image = models.ForeignKey(PageImage, on_delete=models.PROTECT, related_name="marks")
    source = models.CharField(max_length=8, choices=Source.choices)
    # Of the entries on it; null when the page does not say.
    year = models.PositiveSmallIntegerField(null=True)
    # 2 where an image shows facing pages whose entries go down the left one first.
    columns = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image"],
                condition=models.Q(replaced_at__isnull=True),
                name="scan_marks_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(columns__in=[1, 2]), name="scan_marks_columns"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.source}"


class MarkedRow(models.Model):
    """One entry on a marked page: its number, its box, and the boxes of its fields where known.

    A box is left, top, width, height in ten-thousandths of the image.
    """

    marks = models.ForeignKey(PageMarks, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=30, blank=True)
    box = models.JSONField()
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marks", "place"], name="scan_row_once"),
        ]
        indexes = [models.Index(fields=["number"], name="scan_row_number")]

    def __str__(self) -> str:
        return f"{self.place}: {self.number}"


class FormBoxes(models.Model):
    """Where the fields stand within a row of one printed form, as an office marked them.

    Boxes are in ten-thousandths of the row; the newest one in force holds.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    register_type = models.CharField(max_length=6)
    edition = models.CharField(max_length=30)
    boxes = models.JSONField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "register_type", "edition"],
                condition=models.Q(replaced_at__isnull=True),
                name="scan_form_boxes_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_type} {self.edition}"


class ViewerSetting(models.Model):
    """How an officer looks at the pages of a book: a preference, overwritten, outside the audit."""

    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="+")
    zoom = models.PositiveSmallIntegerField(default=0)
    rotation = models.PositiveSmallIntegerField(default=0)
    look = models.CharField(max_length=8, choices=Look.choices, default=Look.PLAIN)
    pane = models.PositiveSmallIntegerField(default=55)
    # The middle of what is seen, in ten-thousandths of the page.
    x = models.PositiveSmallIntegerField(default=WHOLE // 2)
    y = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "book"], name="scan_viewer_once"),
            models.CheckConstraint(
                condition=models.Q(rotation__in=[0, 90, 180, 270]), name="scan_viewer_rotation"
            ),
            models.CheckConstraint(
                condition=models.Q(x__lte=WHOLE, y__lte=WHOLE), name="scan_viewer_on_the_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.book_id}"
