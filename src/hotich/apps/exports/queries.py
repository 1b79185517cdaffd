"""Which files were asked for, and in which state is each?"""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.exports.models import ExportRequest
from hotich.core.words import vi

# How long a confirmed file may be taken.
KEPT = timedelta(days=7)


class Standing(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN = "taken"
    OVER = "over"


STANDING_WORDS = {
    Standing.WAITING: vi("chờ người thứ hai xác nhận"),
    Standing.CONFIRMED: vi("đã xác nhận, chưa lấy tệp"),
    Standing.REFUSED: vi("không được đồng ý"),
    Standing.TAKEN: vi("đã giao tệp"),
    Standing.OVER: vi("hết hạn lấy tệp"),
}


def requests_of(by: Actor) -> QuerySet[ExportRequest]:
    """Return what the officer asked for; who confirms sees what his office asked for."""
    rows = ExportRequest.objects.filter(office=by.office_id).defer("content", "parameters")
    if not by.may(Permission.EXPORT_CONFIRM):
        rows = rows.filter(asked_by=by.officer_id)
    return rows.select_related("asked_by", "confirmed_by", "refused_by").order_by("-recorded_at")


def get_request(by: Actor, uuid: UUID) -> ExportRequest:
    """Return one of them; raises ExportRequest.DoesNotExist."""
    return requests_of(by).get(pk=uuid)


def waiting_for(by: Actor) -> int:
    """Return how many requests of the office wait for this officer's word."""
    if not by.may(Permission.EXPORT_CONFIRM):
        return 0
    open_ones = requests_of(by).filter(confirmed_at__isnull=True, refused_at__isnull=True)
    return open_ones.exclude(asked_by=by.officer_id).count()


def standing(request: ExportRequest, *, at: datetime) -> Standing:
    """Return where a request stands."""
    if request.refused_at is not None:
        return Standing.REFUSED
    if request.confirmed_at is None:
        return Standing.WAITING
    if at > request.confirmed_at + KEPT:
        return Standing.TAKEN if request.made_at else Standing.OVER
    return Standing.TAKEN if request.made_at else Standing.CONFIRMED


def may_be_taken(by: Actor, request: ExportRequest, *, at: datetime) -> bool:
    """Return whether the officer may take the file now: who asked for it, while it is kept."""
    return (
        request.asked_by_id == by.officer
        and request.confirmed_at is not None
        and at <= request.confirmed_at + KEPT
    )


def receivers(by: Actor) -> list[Office]:
    """Return the offices whose keys are known here, the officer's own first."""
    known = Office.objects.filter(~Q(encryption_key="")).order_by("name")
    return sorted(known, key=lambda one: one.pk != by.office)
