"""Tables of the campaign: the plans it follows, and the difficulties met on the way."""

from uuid import uuid4

from django.db import models

OFFICER = "accounts.Officer"


class Plan(models.Model):
    """A plan (kế hoạch) for entering the books, of one office, with its first and last day.

    `law` is the key of the instrument in core.law where the plan is one that it knows.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="plans")
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    legal_basis = models.TextField(blank=True)
    law = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="plan_ends_later"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="plan_has_title"),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="plan_void_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Difficulty(models.Model):
    """A difficulty (khó khăn, vướng mắc) with its proposal, and the answer once there is one."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(
        "accounts.Office", on_delete=models.PROTECT, related_name="difficulties"
    )
    text = models.TextField()
    proposal = models.TextField(blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "difficulties"
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="difficulty_has_text"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (
                    models.Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~models.Q(answer="")
                ),
                name="difficulty_answer_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdraw_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdraw_reason="")),
                name="difficulty_withdrawn_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["office", "recorded_at"], name="difficulty_office_time")]

    def __str__(self) -> str:
        return str(self.uuid)
