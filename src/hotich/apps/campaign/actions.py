"""Writes of the campaign: plans recorded, difficulties raised and answered."""

from datetime import date
from uuid import UUID, uuid4

from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import held_offices
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.campaign.models import Difficulty, Plan
from hotich.core.law import INSTRUMENTS, value
from hotich.core.names import verbatim

PLAN_OF_2023 = "KH_NGA_TRUONG_2023"


class PlanEndsBeforeItStartsError(Exception):
    """The last day of the plan is before its first."""


class AlreadyAnsweredError(Exception):
    """The difficulty has been answered; `difficulty` carries the answer."""

    def __init__(self, difficulty: Difficulty) -> None:
        super().__init__(difficulty.pk)
        self.difficulty = difficulty


class WithdrawnError(Exception):
    """The difficulty has been withdrawn by the one who raised it."""


class TextMissingError(Exception):
    """A text that the act is about is empty."""


def record_plan(
    *,
    by: Actor,
    office: Office,
    title: str,
    starts_on: date,
    ends_on: date,
    number: str = "",
    legal_basis: str = "",
    law: str = "",
    key: UUID | None = None,
) -> Plan:
    """Record a plan of the actor's office or of a predecessor, and return it.

    The same `key` again returns the plan recorded first.

    Raises: Office.DoesNotExist; PlanEndsBeforeItStartsError; TextMissingError.
    """
    by.require(Permission.REPORT_WRITE)
    if office not in held_offices(by.office_id):
        raise Office.DoesNotExist
    if ends_on < starts_on:
        raise PlanEndsBeforeItStartsError
    if not title.strip():
        raise TextMissingError
    with writing(by) as at:
        first = Plan.objects.filter(pk=key).first() if key else None
        if first is not None and first.office_id == office.pk:
            return first
        plan = Plan.objects.create(
            pk=key if key and first is None else uuid4(),
            office=office,
            number=verbatim(number).strip(),
            title=verbatim(title).strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            legal_basis=verbatim(legal_basis).strip(),
            law=law,
            by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"office": office.pk, "starts_on": starts_on, "ends_on": ends_on}
        record(by, "plan.recorded", plan.pk, after=after)
    return plan


def record_plan_of_2023(*, by: Actor, office: Office) -> Plan:
    """Record the plan of 2023 for an office: days and name as core.law has them.

    Law: KH_NGA_TRUONG_2023 II.4.
    """
    instrument = INSTRUMENTS[PLAN_OF_2023]
    starts_on, ends_on = days_of_2023()
    return record_plan(
        by=by,
        office=office,
        title=instrument.title,
        number=instrument.number,
        starts_on=starts_on,
        ends_on=ends_on,
        law=PLAN_OF_2023,
    )


def days_of_2023() -> tuple[date, date]:
    """Return the first and last day of the plan of 2023. Law: KH_NGA_TRUONG_2023 II.4."""
    day = INSTRUMENTS[PLAN_OF_2023].in_force_from
    return value("campaign.start", day).day, value("campaign.end", day).day


def void_plan(*, by: Actor, plan: Plan, reason: str) -> Plan:
    """Void a plan recorded by mistake, with a reason.

    Raises: Plan.DoesNotExist for another office's plan or one already void; TextMissingError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        offices = [one.pk for one in held_offices(by.office_id)]
        mine = locked(
            Plan.objects.filter(pk=plan.pk, voided_at__isnull=True, office__in=offices)
        ).get()
        if not reason.strip():
            raise TextMissingError
        mine.voided_at, mine.void_reason = at, verbatim(reason).strip()
        mine.save(update_fields=["voided_at", "void_reason"])
        record(by, "plan.voided", mine.pk, reason=reason)
    return mine


def raise_difficulty(
    *, by: Actor, text: str, proposal: str = "", key: UUID | None = None
) -> Difficulty:
    """Record a difficulty of the actor's office, with what he proposes, and return it.

    The same `key` again returns the difficulty recorded first.

    Raises: TextMissingError.
    """
    by.require(Permission.DIFFICULTY_RAISE)
    if not text.strip():
        raise TextMissingError
    with writing(by) as at:
        first = Difficulty.objects.filter(pk=key).first() if key else None
        if first is not None and first.office_id == by.office_id:
            return first
        difficulty = Difficulty.objects.create(
            pk=key if key and first is None else uuid4(),
            office_id=by.office_id,
            text=verbatim(text).strip(),
            proposal=verbatim(proposal).strip(),
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "difficulty.raised", difficulty.pk)
    return difficulty


def answer_difficulty(*, by: Actor, difficulty: Difficulty, answer: str) -> Difficulty:
    """Answer a difficulty of the actor's office, which closes it.

    Raises: Difficulty.DoesNotExist; AlreadyAnsweredError; WithdrawnError; TextMissingError.
    """
    by.require(Permission.REPORT_WRITE)
    with writing(by) as at:
        mine = _open(by, difficulty)
        if not answer.strip():
            raise TextMissingError
        mine.answer, mine.answered_by_id, mine.answered_at = (
            verbatim(answer).strip(),
            by.officer_id,
            at,
        )
        mine.save(update_fields=["answer", "answered_by", "answered_at"])
        record(by, "difficulty.answered", mine.pk)
    return mine


def withdraw_difficulty(*, by: Actor, difficulty: Difficulty, reason: str) -> Difficulty:
    """Withdraw a difficulty; only the officer who raised it may, while it is open.

    Raises: Difficulty.DoesNotExist; AlreadyAnsweredError; WithdrawnError; TextMissingError.
    """
    by.require(Permission.DIFFICULTY_RAISE)
    with writing(by) as at:
        mine = _open(by, difficulty)
        if mine.by_id != by.officer_id:
            raise Difficulty.DoesNotExist
        if not reason.strip():
            raise TextMissingError
        mine.withdrawn_at, mine.withdraw_reason = at, verbatim(reason).strip()
        mine.save(update_fields=["withdrawn_at", "withdraw_reason"])
        record(by, "difficulty.withdrawn", mine.pk, reason=reason)
    return mine


def _open(by: Actor, difficulty: Difficulty) -> Difficulty:
    mine = locked(Difficulty.objects.filter(pk=difficulty.pk, office=by.office_id)).get()
    if mine.answered_at is not None:
        raise AlreadyAnsweredError(mine)
    if mine.withdrawn_at is not None:
        raise WithdrawnError
    return mine
