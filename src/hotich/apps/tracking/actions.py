"""Writes of the tracking list; the way of a single difference is in `differences`."""

from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import officers_of
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.tracking.demands import need, not_after, open_case
from hotich.apps.tracking.differences import (
    establish,
    guide,
    lodge,
    not_possible,
    note_remedy,
    record_result,
)
from hotich.apps.tracking.models import Case, CaseOwner, Minutes, Rejection, Step
from hotich.apps.tracking.problems import (
    CaseTakenError,
    MinutesOfficersError,
    ResultGivenError,
    WrongStepError,
)
from hotich.apps.tracking.queries import get_case, owners_of, tracked_of
from hotich.apps.tracking.recording import (
    add_step,
    close_if_done,
    end_case,
    open_rejected,
    record_differences,
    subjects_of,
)
from hotich.core.names import verbatim

__all__ = [
    "add_minutes",
    "answer_rejection",
    "end_case",
    "establish",
    "guide",
    "lodge",
    "not_possible",
    "note_remedy",
    "open_rejected",
    "record_differences",
    "record_result",
    "take_case",
    "view_case",
]

JUSTICE = (Role.JUSTICE_OFFICER,)
POLICE = (Role.POLICE_OFFICER, Role.POLICE_CHIEF)


def view_case(*, by: Actor, case: UUID) -> Case:
    """Return the case after its view, and that of the person, is on record.

    Raises: NotPermittedError; Case.DoesNotExist, also for a case of another office.
    """
    found = get_case(by, case)
    with writing(by):
        record(by, "case.viewed", found.pk, subjects=subjects_of(found))
    return found


def take_case(*, by: Actor, case: UUID, from_officer: UUID | None = None) -> CaseOwner:
    """Make the actor the one who works on the case; return the row.

    Taking it over from an officer must name him, so two who take it at once cannot both have it.

    Raises: CaseTakenError; CaseClosedError; Case.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        found = open_case(by, case)
        held = owners_of([found.pk]).get(found.pk)
        if held is not None and held.officer_id == by.officer:
            return held
        if held is not None and held.officer_id != from_officer:
            raise CaseTakenError(held.officer_id, held.officer.full_name)
        row = CaseOwner.objects.create(
            case=found, officer_id=by.officer_id, by_id=by.officer_id, recorded_at=at
        )
        before = {"owner": held.officer_id if held else None}
        after = {"owner": by.officer_id}
        record(by, "case.taken", found.pk, subjects=subjects_of(found), before=before, after=after)
        return row


def add_minutes(
    *, by: Actor, case: UUID, other: UUID, on_day: date, text: str, place: str = ""
) -> Minutes:
    """Record minutes of the actor and the other officer; every new difference is being verified.

    One of the two is a justice officer and one of the police, both of the office on that day.

    Raises: MinutesOfficersError; MissingFactError; FutureDayError; WrongStepError when no
    difference waits for minutes; CaseClosedError; Case.DoesNotExist.

    Law: QT_1292_2022 (verification by the justice officer with the commune police).
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        found = open_case(by, case)
        need(text, "text")
        not_after(on_day, at, "on_day")
        justice, police = _two_sides(by, other, localdate(at))
        new = [one for one in tracked_of([found])[found.pk] if one.step is Step.NEW]
        if not new and not found.rejections.filter(answered_at__isnull=True).exists():
            raise WrongStepError("")
        minutes = Minutes.objects.create(
            case=found,
            on_day=on_day,
            place=verbatim(place).strip()[:300],
            text=verbatim(text).strip(),
            justice_officer_id=justice,
            police_officer_id=police,
            by_id=by.officer_id,
            recorded_at=at,
        )
        for one in new:
            add_step(one.difference, Step.VERIFYING, by, at)
        after = {"day": on_day, "text": minutes.text, "officers": [justice, police]}
        record(by, "case.minutes", found.pk, subjects=subjects_of(found), after=after)
        return minutes


def answer_rejection(*, by: Actor, rejection: UUID, answer: str) -> Rejection:
    """Record what was done about a receiver's rejection; the case closes when all is done.

    Raises: MissingFactError; ResultGivenError; CaseClosedError; Rejection.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        found = locked(Rejection.objects.filter(pk=rejection)).get()
        try:
            case = open_case(by, found.case_id)
        except Case.DoesNotExist as fault:
            raise Rejection.DoesNotExist from fault
        if found.answered_at is not None:
            raise ResultGivenError
        need(answer, "text")
        found.answer = verbatim(answer).strip()[:1000]
        found.answered_by_id, found.answered_at = by.officer_id, at
        found.save(update_fields=["answer", "answered_by", "answered_at"])
        after = {"answer": found.answer}
        record(by, "case.rejection_answered", case.pk, subjects=subjects_of(case), after=after)
        close_if_done(by, case, at)
        return found


def _two_sides(by: Actor, other: UUID, day: date) -> tuple[UUID, UUID]:
    """Return the justice officer and the police officer of the two."""
    if other == by.officer:
        raise MinutesOfficersError("same")
    pair = (by.officer_id, other)
    justice = _among(pair, by.office_id, JUSTICE, day)
    police = _among(pair, by.office_id, POLICE, day)
    if not {one.pk for one in justice} | {one.pk for one in police} >= set(pair):
        raise MinutesOfficersError("other_office")
    for one in justice:
        for another in police:
            if one.pk != another.pk:
                return one.pk, another.pk
    raise MinutesOfficersError("same_side")


def _among(
    pair: tuple[UUID, UUID], office: UUID, roles: tuple[Role, ...], day: date
) -> list[Officer]:
    found: list[Officer] = []
    for role in roles:
        found += officers_of(office, role=role, day=day).filter(pk__in=pair)
    return found
