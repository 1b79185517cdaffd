"""Tables of the reports: the lines along which an office reports, and the reports themselves."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
_DRAFT = Q(sent_at__isnull=True)
_PERIODIC = Q(kind="periodic")
_FIRST = Q(corrects__isnull=True)


class ReportLine(models.Model):
    """Who reports to whom each week and by when, from a day on; a change is a new row.

    Without `by` the row is a copy of the default of `core.law`, made when a report first needed
    it. `code` stays through every change: it tells which reports follow one another.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="report_lines"
    )
    code = models.CharField(max_length=30)
    reporter = models.CharField(max_length=30)
    weekday = models.PositiveSmallIntegerField()  # 1 = Monday
    time = models.TimeField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    confirmed = models.BooleanField()
    basis = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="line_weekday_of_a_week"
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | Q(confirmed=False) | ~Q(basis=""),
                name="line_confirmed_by_paper",
            ),
        ]
        indexes = [models.Index(fields=["office", "code", "valid_from"], name="line_office_code")]


class Part(models.TextChoices):
    """What an office has to do with a line."""

    RECIPIENT = "recipient", _("nơi nhận")
    THROUGH = "through", _("qua")
    COPY = "copy", _("đồng gửi")


class LineParty(models.Model):
    """An office of a line, by its name; `office` where it works in this installation too."""

    line = models.ForeignKey(ReportLine, on_delete=models.PROTECT, related_name="parties")
    part = models.CharField(max_length=10, choices=Part.choices)
    ordinal = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, blank=True)  # as core.law names it; "" when typed
    name = models.CharField(max_length=200)
    office = models.ForeignKey(
        "accounts.Office", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "part", "ordinal"], name="line_party_once"),
            models.CheckConstraint(condition=~Q(name=""), name="line_party_named"),
        ]


class Kind(models.TextChoices):
    """Whether a report is the week's or an occasion's."""

    PERIODIC = "periodic", _("định kỳ hằng tuần")
    AD_HOC = "adhoc", _("đột xuất")


class Report(models.Model):
    """One report of a line: a draft until it is sent, frozen since (also by a trigger).

    `figures` are kept as `figures.Figures` writes them. `previous` is the periodic report from
    whose `as_of` the week counts; `corrects` the report that this one replaces.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="reports")
    line = models.ForeignKey(ReportLine, on_delete=models.PROTECT, related_name="reports")
    line_code = models.CharField(max_length=30)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    week = models.DateField(null=True)  # its Monday; null for an ad hoc report
    due = models.DateTimeField(null=True)
    occasion = models.CharField(max_length=300, blank=True)
    sections = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    edited_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    correct_reason = models.CharField(max_length=500, blank=True)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateTimeField(null=True)
    figures = models.JSONField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    sent_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    audit_head = models.CharField(max_length=90, blank=True)
    discarded_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sent_at__isnull=True,
                    sent_by__isnull=True,
                    as_of__isnull=True,
                    figures__isnull=True,
                    sequence__isnull=True,
                )
                | Q(
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                    as_of__isnull=False,
                    figures__isnull=False,
                    sequence__isnull=False,
                    discarded_at__isnull=True,
                ),
                name="report_sent_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="periodic", week__isnull=False, due__isnull=False)
                | Q(kind="adhoc", week__isnull=True, due__isnull=True),
                name="report_periodic_has_week",
            ),
            models.CheckConstraint(
                condition=_FIRST | ~Q(correct_reason=""), name="report_corrected_why"
            ),
            models.UniqueConstraint(
                fields=["office", "line_code", "sequence"], name="report_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["office", "line_code", "week"],
                condition=_PERIODIC & _FIRST & Q(discarded_at__isnull=True),
                name="report_one_of_a_week",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(discarded_at__isnull=True),
                name="report_corrected_once",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "line_code", "as_of"], name="report_line_as_of"),
        ]
