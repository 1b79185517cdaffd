"""Tables of what an officer may look up in a day: what he has used, and what he is allowed.

They are counters of their own; the audit is not read for it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

_OFFICER = "accounts.Officer"


class QuotaKind(models.TextChoices):
    """What is counted."""

    LOOKUP = "lookup", _("lượt tra cứu khi nhập")
    PERSON = "person", _("lượt xem thông tin một người")
    NUMBER = "number", _("lượt tra cứu theo số định danh")


class DailyUse(models.Model):
    """What an officer used on a day.

    `missed` counts what brought nobody, `refused` what was asked when nothing was left.
    """

    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    office = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=QuotaKind.choices)
    used = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        """What the database keeps true."""

        constraints = [
            models.UniqueConstraint(fields=["officer", "day", "kind"], name="daily_use_once"),
        ]
        indexes = [models.Index(fields=["office", "day"], name="daily_use_office")]


class QuotaLimit(models.Model):
    """How many of a kind each officer of an office may use in a day; the newest row holds."""

    office = models.UUIDField()
    kind = models.CharField(max_length=8, choices=QuotaKind.choices)
    most = models.PositiveIntegerField()
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class QuotaRaise(models.Model):
    """More for one officer on one day, given by somebody else."""

    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    office = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=QuotaKind.choices)
    extra = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """What the database keeps true."""

        constraints = [
            models.CheckConstraint(
                condition=~models.Q(officer=models.F("by")), name="quota_raise_by_another"
            ),
        ]
        indexes = [models.Index(fields=["officer", "day"], name="quota_raise_of_day")]
