"""Tables of bulk look-ups: runs, what they propose of a mention, what changed in a case."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"


class Work(models.TextChoices):
    """What a run does."""

    LOOK_UP = "look_up", _("tra cứu người trong sổ")
    CASES = "cases", _("so sánh lại mục theo dõi")
    PLACES = "places", _("so sánh lại theo địa danh đã xác định")


class Ending(models.TextChoices):
    """How a run ended."""

    DONE = "done", _("xong")
    STOPPED = "stopped", _("cán bộ đã dừng")
    SILENT = "silent", _("CSDLQGVDC không trả lời")
    NOT_ALLOWED = "not_allowed", _("người bắt đầu không còn quyền")


class Run(models.Model):
    """A piece of bulk work an officer started; a job does it in his name. One alive per office.

    The scope is a book, else the books of a registering office, else all that he may see; a run
    over places belongs to the resolution of one.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    work = models.CharField(max_length=8, choices=Work.choices)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    book = models.ForeignKey(
        "registers.Book", null=True, on_delete=models.PROTECT, related_name="+"
    )
    original_office = models.ForeignKey(
        "accounts.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.ForeignKey(
        "entry.PlaceResolution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Values of due.Cause: why a mention is looked up.
    causes = models.JSONField(default=list)
    reason = models.CharField(max_length=150)
    job = models.UUIDField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # When a worker took it up, and what it had gone through by then: gives the rate.
    started_at = models.DateTimeField(null=True)
    started_done = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey(
        OFFICER, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=models.Q(ended_at__isnull=True),
                name="run_one_alive",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ending="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ending="")),
                name="run_ended_how",
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="run_office")]


class Standing(models.TextChoices):
    """What has become of a proposal."""

    OPEN = "open", _("chờ cán bộ")
    CONFIRMED = "confirmed", _("đã xác nhận")
    REFUSED = "refused", _("không phải người này")
    OVERTAKEN = "overtaken", _("đã cũ")


class Identity(models.TextChoices):
    """What the model says of a mention, in its code words (core.matching.Identity)."""

    LINK = "link", _("nhiều khả năng là người này")
    LOOK = "look", _("cần cán bộ xem và chọn")
    ABSENT = "absent", _("chưa thấy người nào gần giống")


class Proposal(models.Model):
    """What a bulk look-up proposes of a mention; it decides nothing. One open per mention.

    Whether an open one still holds is asked anew each time it is read (due.with_staleness).
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="proposals")
    mention = models.ForeignKey("entry.Mention", on_delete=models.PROTECT, related_name="+")
    lookup = models.OneToOneField("population.Lookup", on_delete=models.PROTECT, related_name="+")
    entry_version = models.PositiveIntegerField()
    identity = models.CharField(max_length=8, choices=Identity.choices)
    # The heaviest candidate, who is shown; None when nobody came near.
    person = models.UUIDField(null=True)
    bits = models.FloatField(null=True)
    lead = models.FloatField(null=True)  # None without a second candidate
    veto = models.CharField(max_length=40, blank=True)
    model_version = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "entry.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(standing="open"),
                name="proposal_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="open", ended_at__isnull=True)
                | (~models.Q(standing="open") & models.Q(ended_at__isnull=False)),
                name="proposal_ended_when",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="confirmed", decision__isnull=False)
                | (~models.Q(standing="confirmed") & models.Q(decision__isnull=True)),
                name="proposal_confirmed_by_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=["open", "overtaken"])
                | models.Q(ended_by__isnull=False),
                name="proposal_answered_by_officer",
            ),
        ]
        indexes = [models.Index(fields=["mention", "recorded_at"], name="proposal_mention")]


class ComparisonStanding(models.TextChoices):
    """What has become of a comparison; one that found nothing is kept for its date."""

    OPEN = "open", _("chờ cán bộ")
    CONFIRMED = "confirmed", _("đã xác nhận")
    OVERTAKEN = "overtaken", _("đã cũ")
    NOTHING = "nothing", _("không có thay đổi")


class Comparison(models.Model):
    """An open case compared again by a run; what it found waits for an officer. One open a case."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="comparisons")
    case = models.ForeignKey("tracking.Case", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    standing = models.CharField(
        max_length=10, choices=ComparisonStanding.choices, default=ComparisonStanding.OPEN
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(standing="open"),
                name="comparison_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="open", ended_at__isnull=True)
                | (~models.Q(standing="open") & models.Q(ended_at__isnull=False)),
                name="comparison_ended_when",
            ),
        ]
        indexes = [models.Index(fields=["case", "recorded_at"], name="comparison_case")]


class Turn(models.TextChoices):
    """How a field of a case turned."""

    GONE = "gone", _("không còn khác nhau")
    CHANGED = "changed", _("nội dung đã thay đổi")
    NEW = "new", _("mới khác nhau")


class Found(models.Model):
    """One field that a comparison found otherwise than the case has it.

    The texts are those of now; `…_before` what the case has, "" for a field it has not.
    """

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="found")
    field = models.CharField(max_length=60)
    turn = models.CharField(max_length=8, choices=Turn.choices)
    register_text = models.CharField(max_length=1000, blank=True)
    population_value = models.CharField(max_length=1000, blank=True)
    register_before = models.CharField(max_length=1000, blank=True)
    population_before = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "field"], name="found_once"),
        ]
