"""Tables of existing data: files handed in, and what became of each of their rows."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class Upload(models.Model):
    """One sheet handed in: read and judged first, taken in once an officer has confirmed it."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # The form's token: a file sent twice is one file.
    token = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    profile = models.CharField(max_length=20)
    register_type = models.CharField(max_length=6)
    # [[heading, column, misspelt], ...]; a heading names no person.
    headings = models.JSONField()
    missing = models.JSONField()
    repeated = models.JSONField()
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    original_office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="+"
    )
    # The year of rows that name none.
    year = models.PositiveSmallIntegerField(null=True)
    # The officer's word on volumes no book was found for: {"volume|year": book}.
    volumes = models.JSONField(default=dict)
    file_defects = models.JSONField(default=list)
    read_job = models.UUIDField(null=True)
    import_job = models.UUIDField(null=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    withdraw_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="upload_confirmed_or_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="upload_office")]


class Fate(models.TextChoices):
    """What becomes, or became, of a row."""

    NEW = "new", _("sẽ ghi nhận")
    CREATED = "created", _("đã ghi nhận")
    SAME = "same", _("đã nhập, giống nhau")
    DIFFERS = "differs", _("đã nhập, có mục khác")
    REPEATED = "repeated", _("lặp lại trong tệp")
    NO_BOOK = "no_book", _("không có quyển sổ")
    BOOK_CLOSED = "book_closed", _("quyển sổ không mở để nhập")
    NUMBER_HELD = "number_held", _("số đang được giữ để nhập")
    REFUSED = "refused", _("không nhận")


class UploadRow(models.Model):
    """One row of a sheet, kept as it came, with its defects and what became of it."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Every text of the row by column, and what was read from it by field: [text, normalised].
    cells = models.JSONField()
    values = models.JSONField()
    # Pairs of code and column.
    defects = models.JSONField()
    refused = models.CharField(max_length=30, blank=True)
    volume = models.CharField(max_length=500, blank=True)
    year = models.PositiveIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    suffix = models.CharField(max_length=10, blank=True)
    fate = models.CharField(max_length=12, choices=Fate.choices, blank=True)
    book = models.ForeignKey(
        "registers.Book", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The entry made of the row, or the one that stood under its number already.
    entry = models.ForeignKey("entry.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    # [[field, text of the sheet, text of the entry], ...]
    differing = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="upload_row_once"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(fate="created"),
                name="upload_row_makes_one_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["upload", "fate", "line"], name="upload_row_fate"),
            models.Index(fields=["upload", "year", "number"], name="upload_row_number"),
        ]
