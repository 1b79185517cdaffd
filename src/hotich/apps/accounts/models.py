"""Offices, officers, their appointments, teams and computers."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.permissions import Role


class OfficeKind(models.TextChoices):
    """Tier and branch of an office."""

    COMMUNE = "commune", _("UBND xã")
    DISTRICT = "district", _("UBND huyện")
    PROVINCE_JUSTICE = "province_justice", _("Sở Tư pháp")
    PROVINCE_POLICE = "province_police", _("Công an tỉnh")
    POPULATION_CENTRE = "population_centre", _("C06 (giả lập)")


class Office(models.Model):
    """A registering office or an authority along the way; abolished ones are kept.

    `successor` holds the books since `valid_to`. `unit_code` is valid as of `valid_to` or today.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=20, choices=OfficeKind.choices)
    name = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=8, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    superior = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    successor = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    # Public halves of the keys with which packages are encrypted to and signed by the office.
    encryption_key = models.CharField(max_length=200, blank=True)
    signing_key = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "valid_to"], name="office_once"),
        ]

    def __str__(self) -> str:
        return self.dated_name

    @property
    def dated_name(self) -> str:
        """Return the name; of an abolished office with the day it ended."""
        if self.valid_to is None:
            return self.name
        words = gettext("%(office)s (đến %(day)s)")
        return words % {"office": self.name, "day": f"{self.valid_to:%d/%m/%Y}"}


class OfficerManager(BaseUserManager["Officer"]):
    """Finds officers by login name, as Django's sign-in asks."""


class Officer(AbstractBaseUser):
    """One named person with a personal account."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    login = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[OfficerManager] = OfficerManager()

    def __str__(self) -> str:
        return self.full_name


class Appointment(models.Model):
    """An officer's post in an office, with its role and dates."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "office", "role", "valid_from"], name="appointment_once"
            ),
        ]


class Team(models.Model):
    """A data-entry team (tổ nhập dữ liệu) of a commune."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="team_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """An officer in a team, with dates."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="teams")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class Workstation(models.Model):
    """A computer by name, with the check that allows its use."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="workstations")
    name = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="workstation_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkstationCheck(models.Model):
    """A dated check of a computer by a named officer, with its expiry."""

    workstation = models.ForeignKey(Workstation, on_delete=models.PROTECT, related_name="checks")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    checked_on = models.DateField()
    expires_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("checked_on")),
                name="workstation_check_expires_later",
            ),
        ]
