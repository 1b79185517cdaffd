"""The way of one difference to its result: established, guided, lodged, decided, carried out."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.population.models import PopulationChange
from hotich.apps.tracking.demands import need, not_after, open_case
from hotich.apps.tracking.models import (
    Case,
    Difference,
    Remedy,
    RemedyKind,
    RightSide,
    Step,
)
from hotich.apps.tracking.problems import (
    DecisionMissingError,
    FutureDayError,
    MissingFactError,
    NoResultYetError,
    ResultGivenError,
    SameOfficerError,
    WrongRemedyError,
    WrongStepError,
)
from hotich.apps.tracking.queries import Tracked, standing, tracked
from hotich.apps.tracking.recording import add_step, close_if_done, subjects_of
from hotich.apps.tracking.showing import written_value
from hotich.apps.tracking.steps import (
    NOTED,
    POPULATION_SIDE,
    REMEDIES,
    WITHOUT_FILE,
    may_follow,
    step_after,
)
from hotich.core.names import verbatim


def establish(
    *,
    by: Actor,
    difference: UUID,
    right_side: RightSide,
    value: str = "",
    evidence: str,
    note: str = "",
) -> Tracked:
    """Record which side is right, its value and the evidence; return the difference.

    The value is the right side's own unless neither is right; then it must be given. A typing
    error needs no minutes: it is seen by reading the book again.

    Raises: MissingFactError; WrongStepError; CaseClosedError; Difference.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    side = RightSide(right_side)
    with writing(by) as at:
        one = _difference(by, difference)
        _may(one, Step.ESTABLISHED, side)
        need(evidence, "evidence")
        given = verbatim(value).strip()
        if side is RightSide.NEITHER:
            need(given, "value")
        own = {
            RightSide.BOOK: one.difference.register_text,
            RightSide.POPULATION: _written(one),
            RightSide.UNKNOWN: "",
        }
        facts = {
            "right_side": side.value,
            "value": own.get(side, given)[:1000],
            "evidence": verbatim(evidence).strip()[:1000],
            "note": verbatim(note).strip()[:1000],
        }
        add_step(one.difference, Step.ESTABLISHED, by, at, **facts)
        return _recorded(by, one, "difference.established", facts)


def guide(*, by: Actor, difference: UUID, note: str) -> Tracked:
    """Record what the citizen was told to do; return the difference.

    Raises: MissingFactError; WrongStepError; CaseClosedError; Difference.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        one = _difference(by, difference)
        _may(one, Step.GUIDED)
        need(note, "text")
        add_step(one.difference, Step.GUIDED, by, at, note=verbatim(note).strip()[:1000])
        return _recorded(by, one, "difference.guided", {"note": note})


def lodge(
    *,
    by: Actor,
    difference: UUID,
    kind: RemedyKind,
    target: str = "",
    number: str = "",
    lodged_on: date | None = None,
    citizen_asked: bool = False,
    note: str = "",
) -> Remedy:
    """Record a file lodged for the difference and return the remedy.

    The kind must mend a side that is wrong. "None needed" asks for its reason and no file, and
    is its own result; so is a typing error corrected by an amendment, once it is noted.

    Raises: WrongRemedyError; MissingFactError; FutureDayError; WrongStepError; CaseClosedError;
    Difference.DoesNotExist.

    Law: LUAT_HO_TICH_2014 art. 27-31, 46; ND_70_2024 art. 6(3), 11(7).
    """
    by.require(Permission.CASE_WORK)
    wanted = RemedyKind(kind)
    with writing(by) as at:
        one = _difference(by, difference)
        at_once = wanted in WITHOUT_FILE
        if at_once and one.step in {Step.ESTABLISHED, Step.GUIDED}:
            pass  # the officers decide it themselves: nobody is guided, nothing is lodged
        else:
            _may(one, Step.LODGED)
        if one.right_side is None or wanted not in REMEDIES[one.right_side]:
            raise WrongRemedyError(wanted.value)
        if any(each.kind == wanted and standing(each).is_pending for each in one.remedies):
            raise WrongStepError(one.step.value)  # sent twice, or the file waits already
        if at_once:
            need(note, "reason")
        else:
            need(target, "target")
            if lodged_on is None:
                raise MissingFactError("day")
            not_after(lodged_on, at, "lodged_on")
        if wanted is RemedyKind.NEW_NUMBER and not citizen_asked:
            raise MissingFactError("citizen_asked")
        remedy = Remedy.objects.create(
            difference=one.difference,
            kind=wanted,
            target=verbatim(target).strip()[:200],
            number=verbatim(number).strip()[:100],
            lodged_on=lodged_on,
            citizen_asked=citizen_asked,
            by_id=by.officer_id,
            recorded_at=at,
        )
        if at_once:
            _set_result(remedy, by, at, granted=True, number="", on_day=None, note=note)
        after = {"kind": wanted.value, "target": target, "number": number, "day": lodged_on}
        _recorded(by, one, "difference.lodged", after)
        _move(by, one, at)
        return remedy


def record_result(
    *,
    by: Actor,
    remedy: UUID,
    granted: bool,
    number: str = "",
    on_day: date | None = None,
    note: str = "",
) -> Remedy:
    """Record what the authority decided on a file; return the remedy.

    Granted: number and day of the decision. Refused: the reason. A remedy of the population
    database is granted only once a police officer has recorded the police chief's decision with
    the changed value; one of the book is carried out when a second officer has noted it.

    Raises: ResultGivenError; MissingFactError; FutureDayError; DecisionMissingError;
    NotPermittedError; CaseClosedError; Remedy.DoesNotExist.

    Law: ND_70_2024 art. 6(3) (a refusal states its reasons).
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        found, one = _remedy(by, remedy)
        if found.granted is not None:
            raise ResultGivenError
        if granted:
            need(number, "number")
        else:
            need(note, "reason")
        if on_day is None:
            raise MissingFactError("day")
        not_after(on_day, at, "on_day")
        if found.lodged_on is not None and on_day < found.lodged_on:
            raise FutureDayError("before_file")
        if granted and found.kind in POPULATION_SIDE:
            by.require(Permission.POPULATION_CHANGE)
            changed = PopulationChange.objects.filter(
                difference=one.difference.pk, recorded_at__gte=found.recorded_at
            )
            if not changed.exists():
                raise DecisionMissingError
        _set_result(found, by, at, granted=granted, number=number, on_day=on_day, note=note)
        after = {"granted": granted, "number": number, "day": on_day}
        _recorded(by, one, "difference.result", after, reason=note)
        _move(by, one, at, note="" if granted else note)
        return found


def note_remedy(*, by: Actor, remedy: UUID) -> Remedy:
    """Record that a second officer has noted a granted remedy on the entry; return the remedy.

    Called by the room of the entry, which writes the note in the same write.

    Raises: NoResultYetError; ResultGivenError when it is noted already; SameOfficerError;
    CaseClosedError; Remedy.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        found, one = _remedy(by, remedy)
        if not found.granted or found.kind not in NOTED:
            raise NoResultYetError
        if found.noted_at is not None:
            raise ResultGivenError
        if found.result_by_id == by.officer:
            raise SameOfficerError
        found.noted_at, found.noted_by_id = at, by.officer_id
        found.save(update_fields=["noted_at", "noted_by"])
        _recorded(by, one, "difference.noted", {"remedy": found.pk})
        _move(by, one, at)
        return found


def not_possible(*, by: Actor, difference: UUID, reason: str) -> Tracked:
    """Record why the difference cannot be settled; it is finished so.

    Raises: MissingFactError; WrongStepError, also while a file is pending; CaseClosedError;
    Difference.DoesNotExist.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        one = _difference(by, difference)
        _may(one, Step.NOT_POSSIBLE)
        need(reason, "reason")
        add_step(one.difference, Step.NOT_POSSIBLE, by, at, note=verbatim(reason).strip()[:1000])
        now = _recorded(by, one, "difference.not_possible", {}, reason=reason)
        close_if_done(by, one.difference.case, at)
        return now


def _written(one: Tracked) -> str:
    held = one.difference
    return written_value(held.case.register_type, held.field, held.population_value)


def _difference(by: Actor, uuid: UUID) -> Tracked:
    rows = Difference.objects.filter(pk=uuid, voided_at__isnull=True)
    found = locked(rows).get()
    try:
        found.case = open_case(by, found.case_id)
    except Case.DoesNotExist as fault:
        raise Difference.DoesNotExist from fault
    return tracked(found)


def _remedy(by: Actor, uuid: UUID) -> tuple[Remedy, Tracked]:
    found = locked(Remedy.objects.filter(pk=uuid)).get()
    try:
        return found, _difference(by, found.difference_id)
    except Difference.DoesNotExist as fault:
        raise Remedy.DoesNotExist from fault


def _move(by: Actor, before: Tracked, at: datetime, note: str = "") -> None:
    """Append the step that the remedies have brought the difference to; close what is done."""
    now = tracked(before.difference)
    if now.right_side is not None:
        reached = step_after(now.right_side, [standing(one) for one in now.remedies])
        add_step(before.difference, reached, by, at, note=note[:1000])
    close_if_done(by, before.difference.case, at)


def _set_result(
    remedy: Remedy,
    by: Actor,
    at: datetime,
    *,
    granted: bool,
    number: str,
    on_day: date | None,
    note: str,
) -> None:
    remedy.granted, remedy.result_on = granted, on_day
    remedy.result_number = verbatim(number).strip()[:100]
    remedy.result_note = verbatim(note).strip()[:1000]
    remedy.result_by_id, remedy.result_at = by.officer_id, at
    remedy.save()


def _recorded(
    by: Actor,
    one: Tracked,
    action: str,
    after: Mapping[str, object],
    reason: str = "",
) -> Tracked:
    case = one.difference.case
    before = {"step": one.step.value, "right_side": one.last.right_side}
    record(
        by,
        action,
        one.difference.pk,
        subjects=subjects_of(case),
        reason=reason,
        before=before,
        after=after,
    )
    return tracked(one.difference)


def _may(one: Tracked, wanted: Step, side: RightSide | None = None) -> None:
    known = side or one.right_side or ""
    if not may_follow(one.step, wanted, known):
        raise WrongStepError(one.step.value)
