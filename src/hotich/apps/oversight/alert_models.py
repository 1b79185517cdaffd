"""Tables of what is odd about how persons are looked up: alerts, their answers, a watch-list.

No row holds a name or a number of a person.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

_OFFICER = "accounts.Officer"


class AccessAlertKind(models.TextChoices):
    """What was odd."""

    VOLUME = "volume", _("Nhiều lượt bất thường")
    HOUR = "hour", _("Ngoài giờ làm việc")
    SURNAME = "surname", _("Nhiều lượt người cùng họ với cán bộ")
    FAMILY = "family", _("Thấy người thân của cán bộ")
    WATCHED = "watched", _("Thấy người trong danh sách cần chú ý")
    REFUSED = "refused", _("Bị từ chối, hoặc nhiều lần tìm theo số không thấy ai")


class AccessAlert(models.Model):
    """Something odd about what an officer saw on a day; found again, it stays one row.

    `about` tells two alerts of a kind and day apart: a keyed digest, or empty. `figures` are
    counts and times of day.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.UUIDField()
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AccessAlertKind.choices)
    day = models.DateField()
    about = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        """What the database keeps true."""

        constraints = [
            models.UniqueConstraint(
                fields=["officer", "kind", "day", "about"], name="access_alert_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="access_alert_office")]


class AlertAnswer(models.Model):
    """What was found to be behind an alert, by somebody else than the one it concerns."""

    alert = models.OneToOneField(AccessAlert, on_delete=models.PROTECT, related_name="answer")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """What the database keeps true."""

        constraints = [
            models.CheckConstraint(condition=~Q(officer=F("by")), name="alert_answer_by_another"),
        ]


class WatchedNumber(models.Model):
    """A person whose every view is told at once; known by a keyed digest of his number only."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.UUIDField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """What the database keeps true."""

        constraints = [
            models.UniqueConstraint(
                fields=["office", "digest"],
                condition=Q(ended_at__isnull=True),
                name="watched_number_once",
            ),
        ]
