"""Answer an alert; keep the list of persons whose every view is told."""

from uuid import UUID

from django.db.models import F, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.oversight.alert_models import AccessAlert, AlertAnswer, WatchedNumber
from hotich.apps.oversight.alerting import number_digest
from hotich.core.pin import validate


class NotAnswerableError(Exception):
    """The alert cannot be answered. `problem` is own, answered or reason."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def alerts_of(by: Actor) -> QuerySet[AccessAlert]:
    """Return the alerts of the office, open ones first; never those that concern the actor."""
    by.require(Permission.AUDIT_VIEW)
    rows = AccessAlert.objects.filter(office=by.office_id).exclude(officer=by.officer)
    rows = rows.select_related("officer", "answer__by")
    return rows.order_by(F("answer__recorded_at").asc(nulls_first=True), "-day", "-recorded_at")


def answer_alert(*, by: Actor, alert: UUID, text: str) -> AlertAnswer:
    """Keep what was found to be behind an alert.

    Raises: NotPermittedError; NotAnswerableError; AccessAlert.DoesNotExist, also for an alert of
        another office.
    """
    by.require(Permission.AUDIT_VIEW)
    if not text.strip():
        raise NotAnswerableError("reason")
    with writing(by) as at:
        found = locked(AccessAlert.objects.filter(office=by.office_id)).get(pk=alert)
        if found.officer_id == by.officer_id:
            raise NotAnswerableError("own")
        if AlertAnswer.objects.filter(alert=found).exists():
            raise NotAnswerableError("answered")
        row = AlertAnswer.objects.create(
            alert=found,
            officer_id=found.officer_id,
            text=text.strip()[:1000],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "oversight.alert_answered", found.pk, reason=text.strip())
    return row


def watched(by: Actor) -> QuerySet[WatchedNumber]:
    """Return the watch-list of the office, newest first; ended rows too."""
    by.require(Permission.WATCH_KEEP)
    rows = WatchedNumber.objects.filter(office=by.office_id).select_related("by")
    return rows.order_by(F("ended_at").asc(nulls_first=True), "-recorded_at")


def watch(*, by: Actor, pin: str, reason: str) -> WatchedNumber:
    """Put the holder of a number on the watch-list; put there twice, he stands there once.

    The number itself is not kept, and nothing tells whether somebody has it.

    Raises: NotPermittedError, NotAnswerableError (reason), InvalidPin.
    """
    by.require(Permission.WATCH_KEEP)
    if not reason.strip():
        raise NotAnswerableError("reason")
    digest = number_digest(validate(pin))
    with writing(by) as at:
        rows = WatchedNumber.objects.filter(office=by.office_id, ended_at__isnull=True)
        already = rows.filter(digest=digest).first()
        if already is not None:
            return already
        row = WatchedNumber.objects.create(
            office=by.office_id,
            digest=digest,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "oversight.watched", row.pk, reason=reason.strip())
    return row


def unwatch(*, by: Actor, row: UUID) -> None:
    """End a place on the watch-list; the row stays. Doing it twice changes nothing.

    Raises: NotPermittedError; WatchedNumber.DoesNotExist.
    """
    by.require(Permission.WATCH_KEEP)
    with writing(by) as at:
        found = locked(WatchedNumber.objects.filter(office=by.office_id)).get(pk=row)
        if found.ended_at is not None:
            return
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        record(by, "oversight.unwatched", found.pk)
