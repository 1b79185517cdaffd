"""Offices, officers, how they prove themselves, their appointments, sessions, teams, computers."""

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
    # The first password is known to whoever made the account: it opens the page of the own one.
    must_change_password = models.BooleanField(default=False)
    # Opens a screen that locked itself; argon2id like the password, "" until the officer set it.
    unlock_code = models.CharField(max_length=128, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[OfficerManager] = OfficerManager()

    def __str__(self) -> str:
        return self.full_name


class FactorKind(models.TextChoices):
    """What an officer has beside his password."""

    APP = "app", _("Ứng dụng tạo mã trên điện thoại")
    LIST = "list", _("Bảng mã dùng một lần, in ra giấy")


class SecondFactor(models.Model):
    """What an officer has beside his password; the last one not ended counts, the others stay.

    `secret` of an app is encrypted with a key of the installation. A step of an app's clock opens
    once: `last_step` is the last one used.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10, choices=FactorKind.choices)
    secret = models.CharField(max_length=300, blank=True)
    last_step = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(ended_at__isnull=True),
                name="second_factor_one_live",
            ),
        ]


class ListedCode(models.Model):
    """A code of a printed list; its keyed digest only, and when it was used."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.PROTECT, related_name="codes")
    position = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "position"], name="listed_code_once"),
        ]


class Attempt(models.Model):
    """A secret that somebody tried; counted for the lock-out and kept for a day.

    `bucket` is a keyed digest of the account and of the browser that is known to be its own, so
    that a stranger's tries never lock the officer out at his own computer.
    """

    bucket = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"], name="attempt_bucket_at")]


class SessionEnd(models.TextChoices):
    """Why a session ended."""

    SIGNED_OUT = "signed_out", _("đã đăng xuất")
    ELSEWHERE = "elsewhere", _("đăng nhập ở nơi khác")
    TOO_LONG = "too_long", _("quá thời gian cho phép của một phiên")
    DISABLED = "disabled", _("tài khoản bị ngừng")
    RESET = "reset", _("mật khẩu hoặc mã xác nhận được cấp lại")
    WRONG_CODE = "wrong_code", _("nhập sai mã mở khóa quá nhiều lần")


class OfficerSession(models.Model):
    """One stay of an officer at one computer; at most one per account is not ended.

    `key` is a keyed digest of the browser's session: the table opens nothing.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="sessions")
    key = models.CharField(max_length=64, unique=True)
    workstation = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=45, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, choices=SessionEnd.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(ended_at__isnull=True),
                name="officer_session_one_live",
            ),
        ]


class Appointment(models.Model):
    """An officer's post in an office, with its role and dates.

    What an administrator proposes takes effect when somebody else confirms it; set-up, which has
    no officers yet, confirms at once.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    # Codes of the register types it covers; none means all.
    register_types = models.JSONField(default=list)
    # The post that ends when this one, with other bounds, is confirmed.
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "office", "role", "valid_from"],
                condition=models.Q(refused_at__isnull=True),
                name="appointment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | models.Q(proposed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="appointment_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(refused_at__isnull=True),
                name="appointment_confirmed_or_refused",
            ),
        ]


class AppointmentBook(models.Model):
    """A book that an appointment covers; one without such rows covers every book.

    Books belong to a room above, so the UUID and a label are held.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="books")
    book = models.UUIDField()
    label = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "book"], name="appointment_book_once"),
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
    """A dated check of a computer by a named officer, with its expiry.

    `failed` lists the points of the checklist that were not met; one of them is enough for the
    computer to show no personal data.
    """

    workstation = models.ForeignKey(Workstation, on_delete=models.PROTECT, related_name="checks")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    checked_on = models.DateField()
    expires_on = models.DateField()
    failed = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("checked_on")),
                name="workstation_check_expires_later",
            ),
        ]


class KeyChoice(models.Model):
    """An officer's own combination for an action of the key map; "" is the table's again."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="key_choices")
    action = models.CharField(max_length=40)
    combo = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "action"], name="key_choice_once"),
            models.UniqueConstraint(
                fields=["officer", "combo"],
                condition=~models.Q(combo=""),
                name="key_choice_combo_once",
            ),
        ]


class WorkstationDevice(models.Model):
    """The browser of a computer, bound by a secret that only it holds; here its digest.

    The last one not ended counts: binding a computer again ends what was bound before.
    """

    workstation = models.ForeignKey(Workstation, on_delete=models.PROTECT, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    bound_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workstation"],
                condition=models.Q(ended_at__isnull=True),
                name="workstation_device_one_live",
            ),
        ]
