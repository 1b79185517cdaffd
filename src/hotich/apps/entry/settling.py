"""How is a difference settled? Acts that touch the entry, the tracking list and the population.

The tracking room holds the steps; here stand the two acts that need more than one room, and
what may be done next with each difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.correcting import may_correct
from hotich.apps.entry.delivering import LOCKED, deliver_mention
from hotich.apps.entry.models import Amendment, Entry, Mention
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.population import actions as population
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking.models import Case, Remedy, RemedyKind, RightSide, Step
from hotich.apps.tracking.problems import ResultGivenError, WrongRemedyError
from hotich.apps.tracking.queries import Tracked, get_case, open_case_of, tracked_of
from hotich.apps.tracking.queries import tracked as tracked_difference
from hotich.apps.tracking.steps import POPULATION_SIDE, REMEDIES, WITHOUT_FILE
from hotich.core.registers import Field

PIN: Final = "pin"


class Act(StrEnum):
    """What can be done with a difference or a remedy on its page."""

    ESTABLISH = "xac-dinh"
    GUIDE = "huong-dan"
    LODGE = "nop-ho-so"
    NONE_NEEDED = "khong-can"
    TYPING = "sua-loi-nhap"
    RESULT = "ket-qua"
    DECISION = "quyet-dinh"
    NOTE = "ghi-chu"
    NOT_POSSIBLE = "khong-thuc-hien"


@dataclass(frozen=True, slots=True)
class Possible:
    """An act that is open now; `remedy` when it is about a file, `kinds` what may be lodged."""

    act: Act
    target: UUID
    remedy: Remedy | None = None
    kinds: tuple[RemedyKind, ...] = ()
    sides: tuple[RightSide, ...] = ()


@dataclass(frozen=True, slots=True)
class Settling:
    """A case with its entry, as the page of the case needs it."""

    case: Case
    entry: Entry | None
    mention: Mention | None
    tracked: tuple[Tracked, ...]
    is_locked: bool
    may_correct: bool


def settling(by: Actor, case: Case) -> Settling:
    """Return the case with its entry and its differences; call `view_case` first."""
    mention = (
        Mention.objects.filter(pk=case.mention)
        .select_related("entry__book", "entry__original_office", "entry__by")
        .first()
    )
    entry = mention.entry if mention else None
    return Settling(
        case=case,
        entry=entry,
        mention=mention,
        tracked=tracked_of([case])[case.pk],
        is_locked=entry is not None and state_of(entry.book) in LOCKED,
        may_correct=entry is not None and may_correct(by, entry),
    )


def possible(by: Actor, one: Tracked, *, is_locked: bool) -> tuple[Possible, ...]:
    """Return what this officer may do next with the difference, the natural next act first."""
    if one.difference.case.closed_at is not None or not by.may(Permission.CASE_WORK):
        return ()
    target = one.difference.pk
    every = tuple(RightSide)
    establish = Possible(Act.ESTABLISH, target, sides=every)
    not_possible = Possible(Act.NOT_POSSIBLE, target)
    none_needed = Possible(Act.NONE_NEEDED, target, kinds=(RemedyKind.NONE,))
    if one.step is Step.NEW:
        return (Possible(Act.ESTABLISH, target, sides=(RightSide.TYPING,)),)
    if one.step is Step.VERIFYING:
        return (establish, not_possible)
    if one.step is Step.ESTABLISHED and one.right_side is RightSide.TYPING:
        corrected = (Possible(Act.TYPING, target, kinds=(RemedyKind.TYPING_CORRECTED,)),)
        return (*(corrected if is_locked else ()), establish)
    if one.step is Step.ESTABLISHED:
        return (Possible(Act.GUIDE, target), none_needed, establish, not_possible)
    if one.step is Step.GUIDED:
        return (_lodge(one), none_needed, establish, not_possible)
    if one.step is Step.LODGED:
        return _of_files(by, one)
    return ()


def settling_act(*, by: Actor, case: Case, act: Callable[[], object]) -> None:
    """Do one act of the case in one write.

    Where it closes the case of a book whose data are locked, the facts that were held back for
    it go out to the person in the same write.
    """
    with writing(by):
        act()
        if open_case_of(case.mention) is None:
            deliver_mention(by=by, mention=case.mention)


def record_decision(
    *,
    by: Actor,
    remedy: UUID,
    new_value: str,
    number: str,
    on_day: date,
    decided_by: str,
    new_number: str = "",
    note: str = "",
) -> Remedy:
    """Record the commune police chief's decision on a lodged file and carry it out.

    The population value becomes what the decision says, and the file has its result, in one
    write. `new_number` goes with a number that is cancelled and made anew.

    Raises: NotPermittedError; WrongRemedyError; ResultGivenError; MissingFactError;
    FutureDayError; ValueNotStorableError; DecisionIncompleteError; UnknownPersonFieldError;
    CaseClosedError; Remedy.DoesNotExist; Person.DoesNotExist.

    Law: ND_70_2024 art. 6(3), 11(7).
    """
    by.require(Permission.POPULATION_CHANGE)
    with writing(by):
        found, one = _file(by, remedy)
        if found.kind not in POPULATION_SIDE:
            raise WrongRemedyError(found.kind)
        if found.granted is not None:
            raise ResultGivenError
        case = one.difference.case
        field = person_field(case, one.difference.field)
        changes = {field: new_value} if field else {}
        if found.kind == RemedyKind.NEW_NUMBER and new_number.strip():
            changes[PIN] = new_number
        if case.person is None or not changes:
            raise WrongRemedyError(found.kind)
        for name, value in changes.items():
            population.change_value(
                by=by,
                person=case.person,
                field=name,
                new_value=value,
                decision_number=number,
                decision_date=on_day,
                decided_by=decided_by,
                difference=one.difference.pk,
            )
        return tracking.record_result(
            by=by, remedy=remedy, granted=True, number=number, on_day=on_day, note=note
        )


def note_on_entry(*, by: Actor, remedy: UUID, note: str = "") -> Amendment:
    """Write a granted remedy of the book as a dated note on the entry; return the note.

    The officer who recorded the result and the one who writes the note are two. The text as
    written stays.

    Raises: SameOfficerError; NoResultYetError; ResultGivenError; CaseClosedError;
    Mention.DoesNotExist; Remedy.DoesNotExist.

    Law: LUAT_HO_TICH_2014 art. 28, 29, 58.
    """
    by.require(Permission.CASE_WORK)
    with writing(by) as at:
        _, one = _file(by, remedy)
        noted = tracking.note_remedy(by=by, remedy=remedy)
        case, difference = one.difference.case, one.difference
        mention = Mention.objects.select_related("entry").get(pk=case.mention)
        held = current_values([mention.entry_id])[mention.entry_id].get(difference.field)
        words = [noted.get_kind_display(), noted.result_note, note]
        day = f"{noted.result_on:%d/%m/%Y}" if noted.result_on else ""
        amendment = Amendment.objects.create(
            entry=mention.entry,
            field=difference.field,
            before=(held.text if held else difference.register_text)[:1000],
            after=one.last.value,
            basis="; ".join(filter(None, (word.strip() for word in words)))[:500],
            document=" ".join(filter(None, (noted.result_number, day)))[:300],
            by_id=noted.result_by_id or by.officer_id,
            second_id=by.officer_id,
            recorded_at=at,
        )
        subjects = [case.mention, *([case.person] if case.person else [])]
        after = {"field": difference.field, "after": amendment.after}
        record(by, "entry.amended", mention.entry_id, subjects=subjects, after=after)
        return amendment


def person_field(case: Case, field: str) -> str | None:
    """Return the population value that a field of the case's mention is compared with."""
    mention = Mention.objects.select_related("entry").get(pk=case.mention)
    return type_of(mention.entry).field(field).person_field_of(mention.role)


def spec_of(case: Case, field: str) -> Field:
    """Return the definition of a field of the case's entry; raises Entry.DoesNotExist."""
    return type_of(Entry.objects.get(pk=case.entry)).field(field)


def amendments_of(entry: Entry) -> list[Amendment]:
    """Return the dated notes on an entry, oldest first."""
    return list(entry.amendments.select_related("by", "second").order_by("recorded_at", "pk"))


def _lodge(one: Tracked) -> Possible:
    offered = REMEDIES[one.right_side] if one.right_side else ()
    kinds = tuple(kind for kind in offered if kind not in WITHOUT_FILE)
    return Possible(Act.LODGE, one.difference.pk, kinds=kinds)


def _of_files(by: Actor, one: Tracked) -> tuple[Possible, ...]:
    found: list[Possible] = []
    for remedy in one.remedies:
        if remedy.granted is None:
            if remedy.kind in POPULATION_SIDE and by.may(Permission.POPULATION_CHANGE):
                found.append(Possible(Act.DECISION, remedy.pk, remedy))
            found.append(Possible(Act.RESULT, remedy.pk, remedy))
        elif remedy in one.to_note and remedy.result_by_id != by.officer:
            found.append(Possible(Act.NOTE, remedy.pk, remedy))
    if one.right_side is RightSide.NEITHER:
        found.append(_lodge(one))
    return tuple(found)


def _file(by: Actor, remedy: UUID) -> tuple[Remedy, Tracked]:
    found = Remedy.objects.select_related("difference__case").get(pk=remedy)
    try:
        found.difference.case = get_case(by, found.difference.case_id)
    except Case.DoesNotExist as fault:
        raise Remedy.DoesNotExist from fault
    return found, tracked_difference(found.difference)
