"""How do differences come onto the tracking list, stay true to the entry, and leave it?

Called by the rooms above inside their own writes; the outermost write gives the time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.registers.definitions import definition as definition_of
from hotich.apps.tracking.changing import Turn, changes_of, texts_of, unsettled
from hotich.apps.tracking.models import (
    Case,
    CaseReason,
    Closing,
    Difference,
    DifferenceStep,
    Notice,
    Rejection,
    Remedy,
    RemedyKind,
    RightSide,
    Step,
)
from hotich.apps.tracking.queries import current_steps, folded_label
from hotich.apps.tracking.steps import FINISHED
from hotich.core.discrepancies import DifferenceKind, FieldComparison, difference_kind
from hotich.core.registers import UnknownRegisterType

LINK_UNDONE = "link_undone"
CORRECTED = "corrected"
VANISHED = "vanished"


def record_differences(
    *,
    by: Actor,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    person: UUID,
    office: UUID,
    original_office: UUID,
    comparisons: Sequence[FieldComparison],
    book: UUID | None = None,
) -> Case | None:
    """Open or refresh the mention's one open case and return it; None when nothing differs.

    New differences are added; one whose texts changed is voided and written anew; one that is
    gone is voided. What has its result stays as it is, and what an earlier case settled with the
    same two texts is not opened again. A case with nothing left to settle is closed.
    """
    with writing(by) as at:
        case = _open_case(mention)
        if case is not None and case.person not in {None, person}:
            _end(by, case, "person_changed", at)
            case = None
        found = unsettled(mention, person, case, comparisons)
        if case is None and not found:
            return None
        if case is None:
            case = _open(
                by,
                at,
                mention=mention,
                entry=entry,
                entry_label=entry_label,
                person=person,
                office=office,
                original_office=original_office,
                book=book,
                reason=CaseReason.DIFFERENCES,
            )
        elif case.person is None:
            case.person = person
            case.save(update_fields=["person"])
        if _refresh(by, case, found, at):
            record(
                by,
                "case.differences",
                case.pk,
                subjects=subjects_of(case),
                after={one.field_id: [one.register_text, one.population_value] for one in found},
            )
        close_if_done(by, case, at)
        return case


def open_rejected(
    *,
    by: Actor,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    person: UUID | None,
    office: UUID,
    original_office: UUID,
    note: str,
    book: UUID | None = None,
) -> Case:
    """Put a receiver's rejection on the mention's open case, or open one for it; return it."""
    with writing(by) as at:
        case = _open_case(mention) or _open(
            by,
            at,
            mention=mention,
            entry=entry,
            entry_label=entry_label,
            person=person,
            office=office,
            original_office=original_office,
            book=book,
            reason=CaseReason.REJECTED,
        )
        Rejection.objects.create(case=case, note=note[:500], by_id=by.officer, recorded_at=at)
        record(by, "case.rejected", case.pk, subjects=subjects_of(case), reason=note)
        return case


def end_case(*, by: Actor, mention: UUID, reason: str) -> Case | None:
    """End the mention's open case because its link was undone; its differences are voided."""
    with writing(by) as at:
        case = _open_case(mention)
        if case is not None:
            _end(by, case, reason, at)
        return case


def close_if_done(by: Actor, case: Case, at: datetime) -> bool:
    """Close the case when every difference has its result and every rejection its answer."""
    live = list(case.differences.filter(voided_at__isnull=True))
    steps = current_steps(one.pk for one in live)
    if any(steps[one.pk].step not in FINISHED for one in live):
        return False
    if case.rejections.filter(answered_at__isnull=True).exists():
        return False
    _close(by, case, Closing.SETTLED if live else Closing.NONE_LEFT, "", at)
    return True


def subjects_of(case: Case) -> list[UUID]:
    """Return whom the case concerns: its mention and the person linked."""
    return [case.mention, *([case.person] if case.person else [])]


def add_step(
    difference: Difference,
    step: Step,
    by: Actor,
    at: datetime,
    **facts: str,
) -> DifferenceStep:
    """Append a dated step; what was established before is carried along unless given anew."""
    last = difference.steps.order_by("pk").last()
    kept = {"right_side": last.right_side, "value": last.value} if last else {}
    return DifferenceStep.objects.create(
        difference=difference, step=step, by_id=by.officer, recorded_at=at, **(kept | facts)
    )


def _open_case(mention: UUID) -> Case | None:
    return locked(Case.objects.filter(mention=mention, closed_at__isnull=True)).first()


def _open(
    by: Actor,
    at: datetime,
    *,
    mention: UUID,
    entry: UUID,
    entry_label: str,
    person: UUID | None,
    office: UUID,
    original_office: UUID,
    book: UUID | None,
    reason: CaseReason,
) -> Case:
    case = Case.objects.create(
        mention=mention,
        entry=entry,
        entry_label=entry_label[:200],
        label_folded=folded_label(entry_label),
        # The label begins with the code of the register type: "KS 87/1998, UBND xã …".
        register_type=entry_label.split(" ", maxsplit=1)[0][:6],
        book=book,
        person=person,
        reason=reason,
        office_id=office,
        original_office_id=original_office,
        opened_by_id=by.officer,
        recorded_at=at,
    )
    record(by, "case.opened", case.pk, subjects=subjects_of(case), reason=reason.value)
    _notify(by, case, at)
    return case


def _notify(by: Actor, case: Case, at: datetime) -> None:
    """Tell the office whose book it is, when that still exists and is not the holder.

    Law: LUAT_HO_TICH_2014 art. 28(3).
    """
    if case.original_office_id == case.office_id:
        return
    if get_office(case.original_office_id).valid_to is not None:
        return
    Notice.objects.create(case=case, office_id=case.original_office_id, recorded_at=at)
    record(by, "case.notified", case.pk, subjects=subjects_of(case))


def _refresh(by: Actor, case: Case, found: Iterable[FieldComparison], at: datetime) -> bool:
    """Bring the case's differences in line with what differs now; tell whether any changed."""
    changes = changes_of(case, found)
    for change in changes:
        if change.difference is not None and change.step is not None:
            reason = CORRECTED if change.turn is Turn.CHANGED else VANISHED
            _void(change.difference, change.step, reason, by, at)
        if change.now is not None:
            _add(by, case, change.now, at)
    return bool(changes)


def _add(by: Actor, case: Case, comparison: FieldComparison, at: datetime) -> None:
    text, value = texts_of(comparison)
    difference = Difference.objects.create(
        case=case,
        field=comparison.field_id,
        register_text=text,
        population_value=value,
        kind=_kind(case.register_type, comparison.field_id),
        reason=comparison.reason[:100],
        basic=comparison.basic,
        recorded_at=at,
    )
    add_step(difference, Step.NEW, by, at)


def _void(
    difference: Difference, last: DifferenceStep, reason: str, by: Actor, at: datetime
) -> None:
    if last.right_side == RightSide.TYPING and last.step == Step.ESTABLISHED:
        # The entry was corrected: that is the remedy, and it is carried out.
        Remedy.objects.create(
            difference=difference,
            kind=RemedyKind.TYPING_CORRECTED,
            by_id=by.officer_id,
            recorded_at=at,
            granted=True,
            result_by_id=by.officer_id,
            result_at=at,
        )
    difference.voided_at, difference.void_reason = at, reason[:500]
    difference.save(update_fields=["voided_at", "void_reason"])


def _end(by: Actor, case: Case, reason: str, at: datetime) -> None:
    case.differences.filter(voided_at__isnull=True).update(voided_at=at, void_reason=LINK_UNDONE)
    _close(by, case, Closing.LINK_UNDONE, reason, at)


def _close(by: Actor, case: Case, closing: Closing, note: str, at: datetime) -> None:
    case.closed_at, case.closed_by_id = at, by.officer
    case.closing, case.closing_note = closing, note[:500]
    case.save(update_fields=["closed_at", "closed_by", "closing", "closing_note"])
    record(
        by,
        "case.closed",
        case.pk,
        subjects=subjects_of(case),
        reason=note or closing.value,
        after={"closing": closing.value},
    )


def _kind(code: str, field: str) -> str:
    try:
        definition = definition_of(code)
    except UnknownRegisterType:
        return DifferenceKind.OTHER.value
    if not definition.has_field(field):
        return DifferenceKind.OTHER.value
    return difference_kind(definition.field(field)).value
