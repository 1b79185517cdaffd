"""Tables of what happened to a person: his time line, deaths to be confirmed, alerts."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICER = "accounts.Officer"
PERSON = "population.Person"


class LifeEventKind(models.TextChoices):
    """The kinds of core.registers.EventKind with the screen's words."""

    BIRTH = "birth", _("khai sinh")
    MARRIAGE = "marriage", _("kết hôn")
    DIVORCE = "divorce", _("ly hôn")
    ADOPTION = "adoption", _("nuôi con nuôi")
    DEATH = "death", _("khai tử")
    RECOGNITION = "recognition", _("nhận cha, mẹ, con")
    GUARDIANSHIP = "guardianship", _("giám hộ")
    GUARDIANSHIP_ENDED = "guardianship_ended", _("chấm dứt giám hộ")
    SUPERVISION = "supervision", _("giám sát việc giám hộ")
    CHANGE = "change", _("thay đổi, cải chính, bổ sung hộ tịch")
    MARITAL_STATUS = "marital_status", _("xác nhận tình trạng hôn nhân")
    OTHER = "other", _("việc hộ tịch khác")


class LifeEvent(models.Model):
    """What an entry says happened to the person; voided when the link is undone.

    It stands beside the person's values and changes none of them.
    """

    uuid = models.UUIDField(unique=True, default=uuid4)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=LifeEventKind.choices)
    role = models.CharField(max_length=20)
    register_type = models.CharField(max_length=6)
    date = models.CharField(max_length=10, blank=True)  # ISO of any precision
    told = models.JSONField(default=list)  # [[label, text as written], ...]
    mention = models.UUIDField()
    entry = models.UUIDField()
    label = models.CharField(max_length=200)
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(voided_at__isnull=True),
                name="life_event_once_per_mention",
            ),
        ]


class DeathState(models.TextChoices):
    """Steps of a date of death on its way into the register."""

    PROPOSED = "proposed", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    REFUSED = "refused", _("không xác nhận")
    WITHDRAWN = "withdrawn", _("đã rút")


class DeathConfirmation(models.Model):
    """A date of death that an entry proposes for a person; one alive for a mention.

    Confirmed or refused it stays alive; it ends when the link is undone or the entry's date
    becomes another.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="deaths")
    mention = models.UUIDField()
    entry = models.UUIDField()
    entry_label = models.CharField(max_length=200)
    # The entry's book and its type: who is appointed to other books does not see it.
    register_type = models.CharField(max_length=6, blank=True)
    book = models.UUIDField(null=True)
    office = models.UUIDField()
    field = models.CharField(max_length=60)  # of the entry, where the date stands
    date = models.CharField(max_length=10)  # ISO of any precision
    text = models.CharField(max_length=1000)  # as written
    # Who said that the dead is this person; he never confirms the death.
    linker = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["mention"],
                condition=models.Q(ended_at__isnull=True),
                name="death_one_alive_per_mention",
            ),
        ]
        indexes = [models.Index(fields=["office", "ended_at"], name="death_office")]


class DeathStep(models.Model):
    """A dated state of a proposed death, and what dated later was shown to who decided."""

    death = models.ForeignKey(DeathConfirmation, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=DeathState.choices)
    note = models.CharField(max_length=500, blank=True)
    shown = models.JSONField(default=list)  # [[kind, UUID, ISO date], ...]
    by = models.ForeignKey(OFFICER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class AlertKind(models.TextChoices):
    """Why an officer is alerted."""

    DEATH_OF_NEW_PERSON = "death_of_new_person", _("khai tử của người mới nhập, đã cấp số")


class Alert(models.Model):
    """Something an officer must look at; it stays on his desk until he has seen it."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=AlertKind.choices)
    person = models.UUIDField()
    mention = models.UUIDField()
    entry = models.UUIDField()
    entry_label = models.CharField(max_length=200)
    # The entry for which the person was created.
    other_label = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        """Rules the database keeps."""

        constraints = [
            models.UniqueConstraint(
                fields=["officer", "kind", "mention", "person"], name="alert_once"
            ),
        ]
        indexes = [models.Index(fields=["officer", "seen_at"], name="alert_officer")]
