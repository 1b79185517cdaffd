"""Tables of the books: inventory, declared totals, dated states, custody, assignment."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
FIRST_YEAR = 1900


class Condition(models.TextChoices):
    """How well a book can be read."""

    GOOD = "good", _("tốt")
    WORN = "worn", _("cũ, rách mép")
    FADED = "faded", _("mờ chữ")
    DAMAGED = "damaged", _("hư hỏng")
    INCOMPLETE = "incomplete", _("thiếu trang")


class Book(models.Model):
    """One physical book. It may span years; a year may have several books."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    register_type = models.CharField(max_length=6)
    edition = models.CharField(max_length=30)
    original_office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="original_books"
    )
    holding_office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="held_books"
    )
    volume_label = models.CharField(max_length=60)
    # Entry numbers start again in each volume, so the volume label belongs to an entry's key.
    numbers_by_volume = models.BooleanField(default=False)
    condition = models.CharField(max_length=12, choices=Condition.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register_type", "original_office", "volume_label"],
                condition=models.Q(voided_at__isnull=True),
                name="book_once",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="book_void_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(volume_label=""), name="book_volume_label_written"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_type} {self.volume_label}"


class BookCondition(models.Model):
    """A dated description of the book: condition and note as they were seen; the last one holds.

    The same two stand on the book itself, for lists.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="conditions")
    condition = models.CharField(max_length=12, choices=Condition.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["book", "recorded_at"], name="book_condition_time")]


class FaultKind(models.TextChoices):
    """What is wrong with pages of the book as a thing of paper."""

    BLANK = "blank", _("trang trống")
    MISSING = "missing", _("trang mất")
    TORN = "torn", _("trang rách")


class BookPageFault(models.Model):
    """Pages that the inventory found blank, missing or torn; voided with a reason.

    `year` is null where the pages belong to no year that can be told. `pages` names them as far
    as they have numbers. Which act stands under no number is a gap of the cross-check, not this.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="page_faults")
    year = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=FaultKind.choices)
    count = models.PositiveIntegerField()
    pages = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=1), name="page_fault_counts"),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="page_fault_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["book", "year"], name="page_fault_book_year")]


class YearlyClosing(models.Model):
    """What the book declares for one year: pages and entries, as written at the closing.

    A corrected declaration is a new row that replaces the one before it; null is "not declared".
    A year withdrawn by mistake of the inventory is replaced by nothing, with a reason.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closings")
    year = models.PositiveSmallIntegerField()
    declared_pages = models.PositiveIntegerField(null=True)
    declared_entries = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    replace_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year"],
                condition=models.Q(replaced_at__isnull=True),
                name="closing_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=2100), name="closing_year_sane"
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_at__isnull=True) | ~models.Q(replace_reason=""),
                name="closing_replaced_has_reason",
            ),
        ]


class State(models.TextChoices):
    """How far the work on a book is."""

    UNPREPARED = "unprepared", _("chưa chuẩn bị")
    READY = "ready", _("sẵn sàng")
    ENTERING = "entering", _("đang nhập")
    ENTERED = "entered", _("đã nhập xong")
    CHECKED = "checked", _("đã đối soát")
    LOCKED = "locked", _("đã chốt dữ liệu")
    HANDED_OVER = "handed_over", _("đã chuyển dữ liệu")


ORDER = tuple(State)


class BookState(models.Model):
    """A dated state of a book; the last one holds."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["book", "recorded_at"], name="book_state_time")]


class Custody(models.Model):
    """A custody transfer (bàn giao sổ): who gave the book to whom, when, on what paper.

    The first row is the inventory's: `from_office` is null where the book never left its office,
    `on_day` where the day of the transfer is not known. The row last recorded says who holds it.
    Who gave and who received signed by name and post; both are text, for they may be of offices
    that have ended.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="custody")
    from_office = models.ForeignKey(
        "accounts.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField(null=True)
    document = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    given_post = models.CharField(max_length=200, blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    received_post = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_office__isnull=True)
                | ~models.Q(from_office=models.F("to_office")),
                name="custody_changes_hands",
            ),
        ]


class Assignment(models.Model):
    """A book given to a team for entry from a day, until a planned one; ended, never deleted.

    `reason` says why the campaign's order was left, where it was.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="assignments")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="books")
    from_day = models.DateField()
    planned_until = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book"],
                condition=models.Q(ended_at__isnull=True),
                name="assignment_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(planned_until__isnull=True)
                | models.Q(planned_until__gte=models.F("from_day")),
                name="assignment_ends_later",
            ),
        ]
