"""Tables of entry: reservations, drafts, entries, mentions, values, links, decisions."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class Reservation(models.Model):
    """A number taken by an officer until a time; it makes the UUIDs of entry and mentions.

    Unique while live, and kept for ever, so a look-up has its mention even if nothing is saved.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="+")
    original_office = models.UUIDField()
    register_type = models.CharField(max_length=6)
    volume_key = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=10, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=0)
    occurrence_reason = models.CharField(max_length=300, blank=True)
    # The number as the clerk wrote it; empty when the next one was taken.
    number_written = models.CharField(max_length=40, blank=True)
    entry = models.UUIDField(unique=True, default=uuid4)
    # {"child:0": uuid, "mother:0": uuid, ...}
    mentions = models.JSONField()
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    until = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "original_office",
                    "register_type",
                    "volume_key",
                    "year",
                    "number",
                    "suffix",
                    "occurrence",
                ],
                condition=models.Q(released_at__isnull=True),
                name="reservation_unique_while_live",
            ),
        ]
        indexes = [
            models.Index(fields=["book", "year", "released_at"], name="reservation_book_year"),
        ]


class PassingKind(models.TextChoices):
    """How a number left the officer who typed it."""

    HANDED_ON = "handed_on", _("để lại cho người khác nhập tiếp")
    RELEASED = "released", _("người phụ trách cho thôi giữ")
    TAKEN_OVER = "taken_over", _("người khác nhập tiếp")


class Passing(models.Model):
    """A half-typed number that left an officer: handed on, released by the chief, taken over.

    Whoever had it is told until he has read it (`seen_at`).
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid4)
    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="passings")
    kind = models.CharField(max_length=12, choices=PassingKind.choices)
    from_officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    to_officer = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["from_officer", "seen_at"], name="passing_told")]


class Draft(models.Model):
    """What an officer has typed of an entry so far; overwritten, outside the audit."""

    officer = models.ForeignKey(OFFICER, on_delete=models.CASCADE, related_name="+")
    entry = models.UUIDField()
    values = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "entry"], name="draft_one_per_officer"),
        ]


class PinnedField(models.Model):
    """Whether an officer keeps a field's text from entry to entry of a book (F4), or lets it go.

    A preference like a draft: outside the audit, and never register text by itself.
    """

    officer = models.ForeignKey(OFFICER, on_delete=models.CASCADE, related_name="+")
    book = models.ForeignKey("registers.Book", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=60)
    held = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "book", "field"], name="pin_one_per_field"),
        ]


class Entry(models.Model):
    """One act in a book (trường hợp đăng ký). Its key is unique among entries not voided."""

    uuid = models.UUIDField(primary_key=True)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="entries")
    original_office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="+"
    )
    register_type = models.CharField(max_length=6)
    volume_key = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    number_written = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=10, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=0)
    occurrence_reason = models.CharField(max_length=300, blank=True)
    page = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # Found after the lock and added by two officers.
    late_second = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "original_office",
                    "register_type",
                    "volume_key",
                    "year",
                    "number",
                    "suffix",
                    "occurrence",
                ],
                condition=models.Q(voided_at__isnull=True),
                name="entry_key_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(occurrence=0) | ~models.Q(occurrence_reason=""),
                name="entry_repeat_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["book", "year", "number"], name="entry_book_number"),
            models.Index(fields=["recorded_at"], name="entry_recorded_at"),
        ]


class EntryVersion(models.Model):
    """One saving of an entry: who, when, and the reason of a correction."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    # The form's token: a save sent twice is one save.
    token = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField()
    # What the page counted while it was typed, pauses left out; for the officer alone.
    keys = models.PositiveIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="entry_version_once"),
        ]


class BlockConfirmation(models.Model):
    """How long the clerk looked at a block before he said that he had read it in the book.

    `offered` fields were taken over as they were offered. Shown to the clerk himself, and to him
    alone; it never stops a save.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveIntegerField()
    section = models.CharField(max_length=40)
    offered = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "version", "section"], name="confirmation_once"
            ),
        ]


class Mention(models.Model):
    """A person named in an entry, in a role."""

    uuid = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mentions")
    role = models.CharField(max_length=20)
    ordinal = models.PositiveSmallIntegerField(default=0)
    principal = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "role", "ordinal"], name="mention_once"),
        ]


class FieldValue(models.Model):
    """A field of an entry as written, in one version; the highest version holds."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="values")
    mention = models.ForeignKey(Mention, null=True, on_delete=models.PROTECT, related_name="values")
    field = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    reading = models.CharField(max_length=12, default="clear")
    origin = models.CharField(max_length=12)
    normalised = models.CharField(max_length=1000, blank=True)
    # For a worded date that was not typed, whether it agrees with the digits: yes, no, not_read.
    agrees = models.CharField(max_length=8, blank=True)
    # Read against the book: typed, or confirmed with its block. Differences wait for it.
    confirmed = models.BooleanField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field", "version"], name="value_once"),
        ]


class EntryName(models.Model):
    """A name in an entry, folded for search without accents; follows the values as they hold."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="names")
    field = models.CharField(max_length=60)
    folded = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="entry_name_once"),
        ]
        indexes = [models.Index(fields=["folded"], name="entry_name_folded")]


class Link(models.Model):
    """A mention recognised as a person. Undone once with a reason, never deleted."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="links")
    person = models.UUIDField()
    lookup = models.ForeignKey(
        "population.Lookup", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.CharField(max_length=500, blank=True)
    # Who allowed it, when the data of the book were locked already.
    second = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    undone_second = models.ForeignKey(
        OFFICER, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(undone_at__isnull=True),
                name="link_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="link_undone_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="link_person")]


class Outcome(models.TextChoices):
    """Code words of design.md with the screen's words."""

    CONSISTENT = "consistent", _("thống nhất")
    INCONSISTENT = "inconsistent", _("chưa thống nhất")
    NOT_FOUND = "not_found", _("không tìm thấy")
    UNDECIDED = "undecided", _("chưa kết luận")


class Decision(models.Model):
    """What was concluded for a mention, from which look-up and link; the last one holds."""

    id = models.BigAutoField(primary_key=True)  # orders decisions of one moment
    uuid = models.UUIDField(unique=True, default=uuid4)
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="decisions")
    entry_version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    # Facts beyond the basic ones differ and are on the tracking list.
    other_differences = models.BooleanField(default=False)
    # The register was silent: the entry waits for its look-up.
    waiting = models.BooleanField(default=False)
    lookup = models.ForeignKey(
        "population.Lookup", null=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    # Codes of what the reader should know, with commas; words in concluding.REMARKS.
    remark = models.CharField(max_length=300, blank=True)
    # The clerk's word where book and population database may mean the same: {field: agrees}.
    agreements = models.JSONField(default=dict)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mention", "recorded_at"], name="decision_mention")]


class EntryReturn(models.Model):
    """An entry sent back to be corrected (trả lại để sửa); answered by the next version."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="returns")
    field = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="return_answered_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["entry", "answered_at"], name="return_entry")]


class Permit(models.Model):
    """A second officer's leave to act in a book whose data are locked; used once.

    Without `entry` it lets a late entry be added under the number; with it, the entry's person
    be linked or unlinked, or a note of the book be added or voided.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    book = models.ForeignKey("registers.Book", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="permits")
    year = models.PositiveSmallIntegerField(null=True)
    number_written = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_by__isnull=True) | ~models.Q(used_by=models.F("by")),
                name="permit_two_officers",
            ),
        ]


class Amendment(models.Model):
    """A dated note on a locked entry (phiếu sửa dữ liệu sau chốt); the text as written stays."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="amendments")
    field = models.CharField(max_length=60)
    before = models.CharField(max_length=1000, blank=True)
    after = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=500)
    document = models.CharField(max_length=300)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by=models.F("second")), name="amendment_two_officers"
            ),
        ]


class EntryNote(models.Model):
    """A note (ghi chú) of the book on an entry: a dated event, or a correction of the writing.

    `text` is as written; of a correction struck in the book, `struck_text` is what was crossed out
    of `field` and `text` what stands instead. Voided with a reason, never changed.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=30)
    field = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    struck_text = models.TextField(blank=True)
    dated_text = models.CharField(max_length=100, blank=True)
    dated = models.CharField(max_length=10, blank=True)  # ISO, as far as it was read
    basis = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=12, default="clear")
    entry_version = models.PositiveIntegerField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # Who allowed it, when the data of the book were locked already.
    second = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)
    voided_second = models.ForeignKey(
        OFFICER, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "entry_version"], name="note_one_a_version"),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True)
                | models.Q(voided_at__isnull=False, voided_by__isnull=False),
                name="note_voided_by_someone",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="struck") | ~models.Q(field=""),
                name="note_struck_has_field",
            ),
        ]
        indexes = [models.Index(fields=["entry", "voided_at"], name="note_entry")]


class PlaceMeaning(models.TextChoices):
    """What a written place was found to be."""

    UNIT = "unit", _("một đơn vị hành chính")
    NOT_A_UNIT = "not_a_unit", _("không phải tên đơn vị hành chính")
    UNRESOLVABLE = "unresolvable", _("không xác định được")


class PlaceResolution(models.Model):
    """What a place, as an office's books write it, means: found out once for all its entries.

    `key` is the written form as the core compares places; the texts themselves are never touched.
    The unit's key is its code with its first day; None: no source gives it. A year of 0, and of
    9999, is no limit. Voided with a reason, never changed.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    sample = models.CharField(max_length=1000)
    first_year = models.PositiveSmallIntegerField(default=0)
    last_year = models.PositiveSmallIntegerField(default=9999)
    meaning = models.CharField(max_length=12, choices=PlaceMeaning.choices)
    unit_code = models.CharField(max_length=10, blank=True)
    unit_from = models.DateField(null=True)
    basis = models.CharField(max_length=500)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key", "first_year", "last_year"],
                condition=models.Q(voided_at__isnull=True),
                name="place_resolved_once",
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")),
                name="place_years_in_order",
            ),
            models.CheckConstraint(
                condition=(models.Q(meaning="unit") & ~models.Q(unit_code=""))
                | (~models.Q(meaning="unit") & models.Q(unit_code="")),
                name="place_unit_has_code",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="place_void_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["office", "key"], name="place_office_key")]
