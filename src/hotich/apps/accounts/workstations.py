"""May personal data be shown at this computer? Checked, in force, and bound by a secret of its own.

A browser's name for its computer can be typed by anybody; the secret cannot. Who sits at a computer
that is not bound, not checked or out of date keeps only rights that show nobody's data.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from hotich.apps.accounts.digests import keyed_digest
from hotich.apps.accounts.models import Workstation, WorkstationCheck, WorkstationDevice
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.core.words import vi

# No public text of the police's own check was found; these points are the program's.
CHECKLIST: tuple[tuple[str, str], ...] = (
    ("disk", vi("Ổ đĩa được mã hóa toàn bộ, có mật khẩu khi khởi động")),
    ("system", vi("Hệ điều hành còn được hỗ trợ và đã cập nhật")),
    ("antivirus", vi("Có phần mềm chống mã độc, đã cập nhật và quét sạch")),
    ("software", vi("Không có phần mềm lạ, phần mềm điều khiển từ xa")),
    ("network", vi("Không nối mạng không dây công cộng; mạng nội bộ có mật khẩu")),
    ("account", vi("Mỗi cán bộ một tài khoản hệ điều hành, tự khóa màn hình")),
    ("media", vi("Không dùng USB cá nhân; ổ rời do đơn vị quản lý")),
    ("place", vi("Màn hình quay khỏi nơi tiếp dân; phòng khóa được")),
)
# What remains at a computer that may show nobody's data.
WITHOUT_PERSONAL_DATA = frozenset(
    permission.value
    for permission in (
        Permission.WORKSTATION_CHECK,
        Permission.ACCOUNT_MANAGE,
        Permission.ACCOUNT_CONFIRM,
        Permission.BACKUP_VIEW,
    )
)


# The name of the cookie with a computer's secret.
COOKIE = "computer"


class NotCheckedError(Exception):
    """The computer has no check in force, so it cannot be bound."""


@dataclass(frozen=True, slots=True)
class Computer:
    """The computer a request comes from: its office, its name, and whether a check is in force."""

    office: UUID
    name: str
    is_checked: bool


def last_check(workstation: UUID) -> WorkstationCheck | None:
    """Return the computer's last check, by the day it took place."""
    rows = WorkstationCheck.objects.filter(workstation=workstation)
    return rows.order_by("checked_on", "pk").last()


def is_in_force(check: WorkstationCheck | None, day: date) -> bool:
    """Return whether the check was passed and has not run out."""
    return check is not None and not check.failed and check.checked_on <= day <= check.expires_on


def bind_computer(*, by: Actor, workstation: UUID, day: date) -> str:
    """Bind the computer to a new secret and return it for its browser; the old one ends.

    Raises: Workstation.DoesNotExist; NotCheckedError.
    """
    by.require(Permission.WORKSTATION_CHECK)
    secret = secrets.token_urlsafe(32)
    with writing(by) as at:
        found = Workstation.objects.get(pk=workstation, office=by.office_id)
        if not is_in_force(last_check(found.pk), day):
            raise NotCheckedError
        found.devices.filter(ended_at__isnull=True).update(ended_at=at)
        WorkstationDevice.objects.create(
            workstation=found,
            digest=keyed_digest("workstation", secret),
            bound_by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "workstation.bound", found.pk)
    return secret


def unbind_computer(*, by: Actor, workstation: UUID) -> None:
    """End what binds the computer: it was replaced, lost or given back.

    Raises: Workstation.DoesNotExist.
    """
    by.require(Permission.WORKSTATION_CHECK)
    with writing(by) as at:
        found = Workstation.objects.get(pk=workstation, office=by.office_id)
        if found.devices.filter(ended_at__isnull=True).update(ended_at=at):
            record(by, "workstation.unbound", found.pk)


def computer_of(secret: str, *, day: date) -> Computer | None:
    """Return the computer whose browser holds the secret, or None."""
    if not secret:
        return None
    devices = WorkstationDevice.objects.filter(
        digest=keyed_digest("workstation", secret), ended_at__isnull=True
    )
    device = devices.select_related("workstation").first()
    if device is None:
        return None
    place = device.workstation
    return Computer(place.office_id, place.name, is_in_force(last_check(place.pk), day))


def rights_at(
    permissions: frozenset[str], office: UUID | None, computer: Computer | None
) -> frozenset[str]:
    """Return which of the rights an officer of the office has at the computer."""
    if not settings.CHECKED_COMPUTERS:
        return permissions
    if computer is not None and computer.is_checked and computer.office == office:
        return permissions
    return permissions & WITHOUT_PERSONAL_DATA
