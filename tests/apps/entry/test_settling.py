"""Settling a difference where more than one room has a hand in it."""

import pytest

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import queries
from hotich.apps.entry.actions import correct_entry, undo_link
from hotich.apps.entry.models import Amendment, Outcome
from hotich.apps.entry.settling import (
    Act,
    amendments_of,
    note_on_entry,
    possible,
    record_decision,
    settling,
    settling_act,
)
from hotich.apps.entry.typed import TypedValue
from hotich.apps.population.models import PopulationChange
from hotich.apps.population.problems import ValueNotStorableError
from hotich.apps.population.queries import person_values
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking.models import Case, Remedy, RemedyKind, RightSide, Step
from hotich.apps.tracking.problems import (
    CaseClosedError,
    FutureDayError,
    NoResultYetError,
    ResultGivenError,
    SameOfficerError,
    WrongRemedyError,
)
from hotich.apps.tracking.queries import tracked_of
from hotich.core.registers import Origin, Reading
from tests.support.cases import established, granted, lodged, only, step_of, today, verified
from tests.support.entries import given_person, saved_linked

pytestmark = pytest.mark.django_db
MOTHER = "mother.full_name"


@pytest.fixture
def person(staff):
    return given_person(mother_name="Trần Thị Hiền")


@pytest.fixture
def saved(book, clerk, person):
    return saved_linked(clerk, book, person)


@pytest.fixture
def case(saved):
    return Case.objects.get()


@pytest.fixture
def difference(case):
    return only(case)


def decision(staff, remedy, login="congan", **facts):
    given = {
        "new_value": "Trần Thị Huyền",
        "number": "5/QĐ-CAX",
        "on_day": today(),
        "decided_by": "Hoàng Văn Trưởng",
    } | facts
    return record_decision(by=staff.actor(login), remedy=remedy.pk, **given)


def acts(staff, case, login="tuphap", *, is_locked=False):
    (one,) = tracked_of([case])[case.pk]
    return [each.act for each in possible(staff.actor(login), one, is_locked=is_locked)]


# --- the police chief's decision -------------------------------------------------------------


def test_the_chiefs_decision_changes_the_value_and_closes_the_case(
    staff, saved, case, difference, person
):
    remedy = lodged(staff, difference)
    decision(staff, remedy)
    assert person_values(person.uuid)["mother_name"] == "Trần Thị Huyền"
    change = PopulationChange.objects.get()
    assert (change.difference, change.decision_number) == (difference.pk, "5/QĐ-CAX")
    assert step_of(difference) is Step.RESULT
    case.refresh_from_db()
    assert case.closing == "settled"
    rows = AuditRow.objects.filter(action__in=["person.value_changed", "difference.result"])
    assert len({row.at for row in rows}) == 1  # one write
    # What was concluded at entry stays on record as it was.
    assert queries.outcome_of(saved.entry) is Outcome.INCONSISTENT


@pytest.mark.parametrize("login", ["tuphap", "lanhdao", "c06"])
def test_only_the_police_record_the_decision(staff, difference, person, login):
    remedy = lodged(staff, difference)
    with pytest.raises(NotPermittedError):
        decision(staff, remedy, login)
    assert person_values(person.uuid)["mother_name"] == "Trần Thị Hiền"


def test_a_decision_that_cannot_be_carried_out_writes_nothing(staff, difference, person):
    remedy = lodged(staff, difference)
    with pytest.raises(ValueNotStorableError):
        decision(staff, remedy, new_value="x" * 2000)
    with pytest.raises(FutureDayError):
        decision(staff, remedy, on_day=remedy.lodged_on.replace(year=remedy.lodged_on.year - 1))
    assert not PopulationChange.objects.exists()
    assert step_of(difference) is Step.LODGED


def test_a_decision_is_for_a_file_of_the_population_side_without_result(staff, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    with pytest.raises(WrongRemedyError):
        decision(staff, remedy)


def test_a_decision_is_recorded_once(staff, difference):
    remedy = lodged(staff, difference)
    decision(staff, remedy)
    with pytest.raises((ResultGivenError, CaseClosedError)):
        decision(staff, remedy)


def test_a_decision_of_another_commune_does_not_exist(staff, difference, other_commune):
    remedy = lodged(staff, difference)
    with pytest.raises(Remedy.DoesNotExist):
        decision(other_commune, remedy, "congan-khac")


def test_a_number_made_anew_comes_with_its_decision(staff, difference, person):
    remedy = lodged(staff, difference, kind=RemedyKind.NEW_NUMBER, citizen_asked=True)
    decision(staff, remedy, new_number="000198999999")
    values = person_values(person.uuid)
    assert (values["pin"], values["mother_name"]) == ("000198999999", "Trần Thị Huyền")


# --- the note on the entry -------------------------------------------------------------------


def rectified(staff, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    granted(staff, remedy, noted_by="")
    return remedy


def test_a_rectification_is_a_dated_note_and_the_text_stays(staff, saved, case, difference):
    remedy = rectified(staff, difference)
    note_on_entry(by=staff.actor("congan"), remedy=remedy.pk, note="theo trích lục")
    (row,) = amendments_of(saved.entry)
    assert (row.field, row.before, row.after) == (MOTHER, "Trần Thị Huyền", "Trần Thị Hiền")
    assert {row.by.login, row.second.login} == {"tuphap", "congan"}
    assert "cải chính hộ tịch" in row.basis
    assert "34/QĐ" in row.document
    assert queries.values_of(saved.entry)[MOTHER].text == "Trần Thị Huyền"
    case.refresh_from_db()
    assert case.closing == "settled"


def test_the_note_needs_a_second_officer_and_a_granted_file(staff, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    with pytest.raises(NoResultYetError):
        note_on_entry(by=staff.actor("congan"), remedy=remedy.pk)
    granted(staff, remedy, noted_by="")
    with pytest.raises(SameOfficerError):
        note_on_entry(by=staff.actor("tuphap"), remedy=remedy.pk)
    assert not Amendment.objects.exists()


def test_a_note_is_written_once(staff, difference):
    remedy = rectified(staff, difference)
    note_on_entry(by=staff.actor("congan"), remedy=remedy.pk)
    with pytest.raises((ResultGivenError, CaseClosedError)):
        note_on_entry(by=staff.actor("congan2"), remedy=remedy.pk)
    assert Amendment.objects.count() == 1


def test_who_does_not_work_on_cases_writes_no_note(staff, difference, other_commune):
    remedy = rectified(staff, difference)
    with pytest.raises(NotPermittedError):
        note_on_entry(by=staff.actor("lanhdao"), remedy=remedy.pk)
    with pytest.raises(Remedy.DoesNotExist):
        note_on_entry(by=other_commune.actor("congan-khac"), remedy=remedy.pk)


# --- a typing error, a wrong link ------------------------------------------------------------


def test_a_corrected_entry_voids_the_difference_and_closes_the_case(
    staff, clerk, saved, case, difference
):
    established(staff, difference, RightSide.TYPING)
    corrected = TypedValue("Trần Thị Hiền", Reading.CLEAR, Origin.TYPED)
    correct_entry(
        by=clerk,
        entry=saved.entry.pk,
        expected_version=1,
        values={MOTHER: corrected},
        reason="đọc lại sổ",
    )
    difference.refresh_from_db()
    case.refresh_from_db()
    assert difference.void_reason == "vanished"
    assert difference.remedies.get().kind == RemedyKind.TYPING_CORRECTED
    assert case.closing == "none_left"
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT


def test_after_the_lock_a_typing_error_is_noted_by_two(staff, book, saved, case, difference):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)
    established(staff, difference, RightSide.TYPING, "Trần Thị Hiền")
    assert acts(staff, case, is_locked=True)[0] is Act.TYPING
    remedy = tracking.lodge(
        by=staff.actor("tuphap"),
        difference=difference.pk,
        kind=RemedyKind.TYPING_CORRECTED,
        note="đọc lại sổ",
    )
    assert acts(staff, case, "congan") == [Act.NOTE]
    note_on_entry(by=staff.actor("congan"), remedy=remedy.pk)
    assert amendments_of(saved.entry)[0].after == "Trần Thị Hiền"
    case.refresh_from_db()
    assert case.closing == "settled"


def test_what_a_case_held_back_goes_out_when_it_closes_after_the_lock(
    staff, book, saved, case, difference, person
):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)
    beside = person.facts.filter(field="mother_name", source="register", voided_at=None)
    established(staff, difference, RightSide.TYPING, "Trần Thị Hiền")
    clerk, police = staff.actor("tuphap"), staff.actor("congan")

    def lodge() -> None:
        kind = RemedyKind.TYPING_CORRECTED
        tracking.lodge(by=clerk, difference=difference.pk, kind=kind, note="đọc lại sổ")

    settling_act(by=clerk, case=case, act=lodge)
    assert not beside.exists()
    remedy = Remedy.objects.get()
    settling_act(by=police, case=case, act=lambda: note_on_entry(by=police, remedy=remedy.pk))
    assert beside.get().applied is False
    assert person_values(person.uuid)["mother_name"] == "Trần Thị Hiền"


def test_undoing_the_link_ends_the_case(clerk, saved, case, difference):
    (mention,) = saved.entry.mentions.filter(principal=True)
    undo_link(by=clerk, mention=mention.pk, reason="nhầm người")
    case.refresh_from_db()
    assert case.closing == "link_undone"
    difference.refresh_from_db()
    assert difference.voided_at is not None


def test_what_was_settled_stays_settled_when_another_field_is_corrected(
    staff, clerk, saved, case, difference
):
    note_on_entry(by=staff.actor("congan"), remedy=rectified(staff, difference).pk)
    page = TypedValue("13", Reading.CLEAR, Origin.TYPED)
    correct_entry(
        by=clerk,
        entry=saved.entry.pk,
        expected_version=1,
        values={"entry.page": page},
        reason="nhầm trang",
    )
    assert Case.objects.count() == 1
    assert not Case.objects.filter(closed_at__isnull=True).exists()


# --- what is possible ------------------------------------------------------------------------


def test_only_the_next_steps_are_offered(staff, case, difference):
    assert acts(staff, case) == [Act.ESTABLISH]
    verified(staff, case)
    assert acts(staff, case) == [Act.ESTABLISH, Act.NOT_POSSIBLE]
    established(staff, difference)
    assert acts(staff, case)[0] is Act.GUIDE
    tracking.guide(by=staff.actor("tuphap"), difference=difference.pk, note="x")
    assert acts(staff, case)[0] is Act.LODGE
    lodged(staff, difference)
    assert acts(staff, case, "tuphap") == [Act.RESULT]
    assert acts(staff, case, "congan") == [Act.DECISION, Act.RESULT]
    assert acts(staff, case, "lanhdao") == []
    decision(staff, difference.remedies.get())
    case.refresh_from_db()
    assert acts(staff, case) == []


def test_a_new_difference_can_only_be_a_typing_error(staff, case):
    (one,) = tracked_of([case])[case.pk]
    (each,) = possible(staff.actor("tuphap"), one, is_locked=False)
    assert each.sides == (RightSide.TYPING,)


def test_the_note_is_offered_to_another_officer_only(staff, case, difference):
    rectified(staff, difference)
    assert acts(staff, case, "tuphap") == []
    assert acts(staff, case, "congan") == [Act.NOTE]


def test_the_page_knows_the_entry(staff, saved, case):
    found = settling(staff.actor("congan"), case)
    assert (found.entry, found.is_locked, found.may_correct) == (saved.entry, False, True)
    assert not settling(staff.actor("tuphap"), case).may_correct
