"""Cases of the tracking list, as far along as a test needs them."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from hotich.apps.accounts.models import Office
from hotich.apps.tracking import actions, queries
from hotich.apps.tracking.models import (
    Case,
    Difference,
    Minutes,
    Remedy,
    RemedyKind,
    RightSide,
    Step,
)
from hotich.apps.tracking.queries import Tracked
from hotich.core.discrepancies import FieldComparison, FieldRelation
from tests.support.office import Staff

NAMES = ("child.full_name", "Mai Thị Phượng", "Mai Thị Phương")
MOTHERS = ("mother.full_name", "Trần Thị Huyền", "Trần Thị Hiền")
LABEL = "KS 87/1998, UBND xã Nga Trường (đến 30/06/2025)"


def today():
    return timezone.localdate()


def differing(field: str = NAMES[0], book: str = NAMES[1], population: str = NAMES[2]):
    """Return the comparison of a field in which both sides differ."""
    return FieldComparison(
        field_id=field,
        relation=FieldRelation.DIFFERS,
        register_text=book,
        population_value=population,
        reason="",
        basic=True,
        is_difference=True,
        needs_confirmation=False,
    )


def given_case(
    staff: Staff,
    *fields: tuple[str, str, str],
    mention: UUID | None = None,
    person: UUID | None = None,
    entry: UUID | None = None,
    label: str = LABEL,
    office: Office | None = None,
    original_office: Office | None = None,
    login: str = "congan",
) -> Case:
    """Put a mention's differences (by default its name) on the list of the commune."""
    case = actions.record_differences(
        by=staff.actor(login),
        mention=mention or uuid4(),
        entry=entry or uuid4(),
        entry_label=label,
        person=person or uuid4(),
        office=(office or staff.commune).pk,
        original_office=(original_office or staff.nga_truong).pk,
        comparisons=[differing(*one) for one in fields or (NAMES,)],
    )
    assert case is not None
    return case


def again(staff: Staff, case: Case, *fields: tuple[str, str, str]) -> Case | None:
    """Record what differs now, as a correction of the entry does."""
    return actions.record_differences(
        by=staff.actor("congan"),
        mention=case.mention,
        entry=case.entry,
        entry_label=case.entry_label,
        person=case.person or uuid4(),
        office=case.office_id,
        original_office=case.original_office_id,
        comparisons=[differing(*one) for one in fields],
    )


def only(case: Case) -> Difference:
    """Return the one difference of the case that holds."""
    return case.differences.get(voided_at__isnull=True)


def step_of(difference: Difference) -> Step:
    """Return the step the difference has reached."""
    return queries.tracked(difference).step


def verified(staff: Staff, case: Case, login: str = "tuphap", other: str = "congan") -> Minutes:
    """Record minutes of the justice and the police officer."""
    return actions.add_minutes(
        by=staff.actor(login),
        case=case.pk,
        other=staff.officer(other).pk,
        on_day=today(),
        text="Đã đọc lại sổ cùng công an xã.",
    )


def established(
    staff: Staff, difference: Difference, side: RightSide = RightSide.BOOK, value: str = ""
) -> Tracked:
    """Establish the right side after the minutes."""
    if step_of(difference) is Step.NEW and side is not RightSide.TYPING:
        verified(staff, difference.case)
    return actions.establish(
        by=staff.actor("tuphap"),
        difference=difference.pk,
        right_side=side,
        value=value,
        evidence="Giấy chứng sinh",
    )


def guided(staff: Staff, difference: Difference, side: RightSide = RightSide.BOOK, value: str = ""):
    """Establish the right side and guide the citizen."""
    established(staff, difference, side, value)
    return actions.guide(
        by=staff.actor("tuphap"), difference=difference.pk, note="Mời ông, bà đến bộ phận một cửa"
    )


def lodged(
    staff: Staff,
    difference: Difference,
    side: RightSide = RightSide.BOOK,
    kind: RemedyKind = RemedyKind.ADJUSTMENT,
    value: str = "",
    **facts: object,
) -> Remedy:
    """Bring the difference to a lodged file."""
    if step_of(difference) not in {Step.GUIDED, Step.LODGED}:
        guided(staff, difference, side, value)
    return actions.lodge(
        by=staff.actor("tuphap"),
        difference=difference.pk,
        kind=kind,
        target="Công an xã Ba Đình",
        number="12/HS",
        lodged_on=today() - timedelta(days=1),
        **facts,  # type: ignore[arg-type]
    )


def granted(staff: Staff, remedy: Remedy, login: str = "tuphap", noted_by: str = "tuphap2"):
    """Record that a file of the book side was granted, and its note by a second officer."""
    actions.record_result(
        by=staff.actor(login), remedy=remedy.pk, granted=True, number="34/QĐ", on_day=today()
    )
    if noted_by:
        actions.note_remedy(by=staff.actor(noted_by), remedy=remedy.pk)
