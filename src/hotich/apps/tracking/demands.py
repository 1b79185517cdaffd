"""What every act on a case demands: an open case of the office, its facts, days that have come."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.problems import CaseClosedError, FutureDayError, MissingFactError
from hotich.apps.tracking.queries import get_case


def open_case(by: Actor, uuid: UUID) -> Case:
    """Return an open case of the actor's office, locked for the write.

    Raises: CaseClosedError; Case.DoesNotExist.
    """
    case = locked(Case.objects.filter(pk=get_case(by, uuid, Permission.CASE_WORK).pk)).get()
    if case.closed_at is not None:
        raise CaseClosedError
    return case


def need(text: str, what: str) -> None:
    """Do nothing if the text says something; raises MissingFactError."""
    if not text.strip():
        raise MissingFactError(what)


def not_after(day: date, at: datetime, what: str) -> None:
    """Do nothing if the day has come at `at`; raises FutureDayError."""
    if day > localdate(at):
        raise FutureDayError(what)
