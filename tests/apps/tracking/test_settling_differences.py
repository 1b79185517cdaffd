"""Each step of a difference to its result, and each refusal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import change_value
from hotich.apps.tracking import actions, queries
from hotich.apps.tracking.models import (
    Case,
    Closing,
    Difference,
    DifferenceStep,
    Minutes,
    Remedy,
    RemedyKind,
    RightSide,
    Step,
)
from hotich.apps.tracking.problems import (
    CaseClosedError,
    DecisionMissingError,
    FutureDayError,
    MinutesOfficersError,
    MissingFactError,
    NoResultYetError,
    ResultGivenError,
    SameOfficerError,
    WrongRemedyError,
    WrongStepError,
)
from tests.support.cases import (
    MOTHERS,
    NAMES,
    established,
    given_case,
    granted,
    guided,
    lodged,
    only,
    step_of,
    today,
    verified,
)
from tests.support.entries import given_person

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def minutes(staff, case, login="tuphap", other="congan", **facts):
    given = {"on_day": today(), "text": "Đã kiểm tra."} | facts
    return actions.add_minutes(
        by=staff.actor(login), case=case.pk, other=staff.officer(other).pk, **given
    )


def result(staff, remedy, *, login="tuphap", granted=True, **facts):
    given = {"number": "34/QĐ", "on_day": today(), "note": "" if granted else "thiếu giấy tờ"}
    return actions.record_result(
        by=staff.actor(login), remedy=remedy.pk, granted=granted, **(given | facts)
    )


# --- minutes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "other"),
    [("tuphap", "congan"), ("congan", "tuphap"), ("tuphap2", "truongca"), ("truongca", "tuphap")],
)
def test_minutes_of_both_officers_begin_the_verification(staff, case, difference, login, other):
    row = minutes(staff, case, login, other)
    assert step_of(difference) is Step.VERIFYING
    assert row.justice_officer_id != row.police_officer_id
    assert AuditRow.objects.filter(action="case.minutes", object=case.pk).exists()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("tuphap", "same"),
        ("tuphap2", "same_side"),
        ("lanhdao", "other_office"),
        ("so", "other_office"),
    ],
)
def test_minutes_need_one_officer_of_each_side(staff, case, difference, other, why):
    with pytest.raises(MinutesOfficersError) as refused:
        minutes(staff, case, other=other)
    assert refused.value.why == why
    assert step_of(difference) is Step.NEW
    assert not Minutes.objects.exists()


def test_minutes_with_an_officer_of_another_commune_are_refused(staff, case, other_commune):
    with pytest.raises(MinutesOfficersError):
        minutes(staff, case, other="congan-khac")


def test_minutes_say_something_about_a_day_that_has_come(staff, case):
    with pytest.raises(MissingFactError):
        minutes(staff, case, text=" \n")
    with pytest.raises(FutureDayError):
        minutes(staff, case, on_day=today() + TOMORROW)


def test_minutes_without_a_new_difference_are_refused(staff, case, difference):
    minutes(staff, case)
    with pytest.raises(WrongStepError):
        minutes(staff, case)


# --- established -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("side", "typed", "value"),
    [
        (RightSide.BOOK, "x", NAMES[1]),
        (RightSide.POPULATION, "x", NAMES[2]),
        (RightSide.NEITHER, "Mai Thị Phường", "Mai Thị Phường"),
        (RightSide.UNKNOWN, "x", ""),
    ],
)
def test_the_right_side_brings_its_value(staff, difference, side, typed, value):
    one = established(staff, difference, side, typed)
    assert (one.step, one.right_side, one.last.value) == (Step.ESTABLISHED, side, value)


@pytest.mark.parametrize(
    ("field", "held", "value"),
    [("child.birth_date", "1998-02-09", "09/02/1998"), ("child.sex", "male", "Nam")],
)
def test_the_population_databases_value_is_written_as_a_book_writes_it(staff, field, held, value):
    difference = only(given_case(staff, (field, "x", held)))
    with translation.override("en"):
        assert established(staff, difference, RightSide.POPULATION).last.value == value


@pytest.mark.parametrize("side", [one for one in RightSide if one is not RightSide.TYPING])
def test_without_minutes_only_a_typing_error_is_established(staff, difference, side):
    with pytest.raises(WrongStepError):
        actions.establish(
            by=staff.actor("tuphap"),
            difference=difference.pk,
            right_side=side,
            value="x",
            evidence="y",
        )
    established(staff, difference, RightSide.TYPING)


def test_evidence_and_the_value_of_neither_are_needed(staff, case, difference):
    verified(staff, case)
    by = staff.actor("tuphap")
    with pytest.raises(MissingFactError):
        actions.establish(by=by, difference=difference.pk, right_side=RightSide.BOOK, evidence="  ")
    with pytest.raises(MissingFactError):
        actions.establish(
            by=by, difference=difference.pk, right_side=RightSide.NEITHER, evidence="sổ hộ khẩu"
        )


def test_what_was_established_can_be_established_anew_until_a_file_is_lodged(staff, difference):
    guided(staff, difference, RightSide.BOOK)
    assert established(staff, difference, RightSide.POPULATION).right_side is RightSide.POPULATION
    guided(staff, difference, RightSide.BOOK)
    lodged(staff, difference)
    with pytest.raises(WrongStepError):
        established(staff, difference, RightSide.POPULATION)


# --- guided, lodged --------------------------------------------------------------------------


def test_guiding_needs_its_words_and_its_turn(staff, case, difference):
    by = staff.actor("congan")
    verified(staff, case)
    with pytest.raises(WrongStepError):
        actions.guide(by=by, difference=difference.pk, note="x")
    established(staff, difference)
    with pytest.raises(MissingFactError):
        actions.guide(by=by, difference=difference.pk, note=" ")
    assert actions.guide(by=by, difference=difference.pk, note="x").step is Step.GUIDED


def test_nothing_is_lodged_before_the_citizen_is_guided(staff, difference):
    established(staff, difference)
    with pytest.raises(WrongStepError):
        actions.lodge(
            by=staff.actor("tuphap"),
            difference=difference.pk,
            kind=RemedyKind.ADJUSTMENT,
            target="x",
            lodged_on=today(),
        )


@pytest.mark.parametrize(
    ("side", "kind"),
    [
        (RightSide.BOOK, RemedyKind.RECTIFICATION),
        (RightSide.POPULATION, RemedyKind.ADJUSTMENT),
        (RightSide.UNKNOWN, RemedyKind.ADJUSTMENT),
        (RightSide.BOOK, RemedyKind.TYPING_CORRECTED),
    ],
)
def test_a_remedy_mends_the_side_that_is_wrong(staff, difference, side, kind):
    guided(staff, difference, side)
    with pytest.raises(WrongRemedyError):
        lodged(staff, difference, side, kind)
    assert not Remedy.objects.exists()


def test_a_file_needs_where_and_when(staff, difference):
    guided(staff, difference)
    by, kind = staff.actor("tuphap"), RemedyKind.ADJUSTMENT
    with pytest.raises(MissingFactError, match="target"):
        actions.lodge(by=by, difference=difference.pk, kind=kind, lodged_on=today())
    with pytest.raises(MissingFactError, match="day"):
        actions.lodge(by=by, difference=difference.pk, kind=kind, target="x")
    with pytest.raises(FutureDayError):
        actions.lodge(
            by=by, difference=difference.pk, kind=kind, target="x", lodged_on=today() + TOMORROW
        )


def test_the_same_file_is_lodged_once(staff, difference):
    lodged(staff, difference, RightSide.NEITHER, value="Mai Thị Phường")
    with pytest.raises(WrongStepError):
        lodged(staff, difference, RightSide.NEITHER)
    lodged(staff, difference, RightSide.NEITHER, RemedyKind.RECTIFICATION)
    assert Remedy.objects.count() == 2


def test_a_number_is_made_anew_only_if_the_citizen_wants_it(staff, difference):
    guided(staff, difference)
    with pytest.raises(MissingFactError, match="citizen_asked"):
        lodged(staff, difference, kind=RemedyKind.NEW_NUMBER)
    assert lodged(staff, difference, kind=RemedyKind.NEW_NUMBER, citizen_asked=True).citizen_asked


def test_none_needed_asks_for_its_reason_and_settles_at_once(staff, case, difference):
    established(staff, difference)
    by, kind = staff.actor("tuphap"), RemedyKind.NONE
    with pytest.raises(MissingFactError):
        actions.lodge(by=by, difference=difference.pk, kind=kind)
    actions.lodge(by=by, difference=difference.pk, kind=kind, note="hai tên đều đã được công nhận")
    assert step_of(difference) is Step.RESULT
    case.refresh_from_db()
    assert case.closing == Closing.SETTLED


# --- result ----------------------------------------------------------------------------------


def test_a_rectification_is_carried_out_when_a_second_officer_has_noted_it(staff, case, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    result(staff, remedy)
    assert step_of(difference) is Step.LODGED
    with pytest.raises(SameOfficerError):
        actions.note_remedy(by=staff.actor("tuphap"), remedy=remedy.pk)
    actions.note_remedy(by=staff.actor("congan"), remedy=remedy.pk)
    assert step_of(difference) is Step.RESULT
    case.refresh_from_db()
    assert (case.closing, case.closed_by_id) == (Closing.SETTLED, staff.officer("congan").pk)
    assert AuditRow.objects.filter(action="case.closed", object=case.pk).exists()


def test_a_refused_remedy_has_nothing_to_note(staff, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    with pytest.raises(NoResultYetError):
        actions.note_remedy(by=staff.actor("congan"), remedy=remedy.pk)
    result(staff, remedy, granted=False)
    with pytest.raises(NoResultYetError):
        actions.note_remedy(by=staff.actor("congan"), remedy=remedy.pk)
    assert step_of(difference) is Step.GUIDED
    second = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    granted(staff, second)
    assert step_of(difference) is Step.RESULT


def test_a_result_is_given_once_with_number_and_day_or_with_its_reason(staff, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.SUPPLEMENT)
    for facts in (
        {"number": " "},
        {"on_day": None},
        {"granted": False, "note": ""},
    ):
        with pytest.raises(MissingFactError):
            result(staff, remedy, **facts)
    for day in (today() + TOMORROW, remedy.lodged_on - TOMORROW):
        with pytest.raises(FutureDayError):
            result(staff, remedy, on_day=day)
    result(staff, remedy)
    with pytest.raises(ResultGivenError):
        result(staff, remedy)


@pytest.fixture
def mistaken(staff):
    """Return a difference in which the population database is wrong, and its person."""
    person = given_person(full_name=NAMES[2])
    return only(given_case(staff, person=person.uuid)), person


def decide(staff, person, difference, login="congan"):
    return change_value(
        by=staff.actor(login),
        person=person.uuid,
        field="full_name",
        new_value=NAMES[1],
        decision_number="5/QĐ-CAX",
        decision_date=today(),
        decided_by="Hoàng Văn Trưởng",
        difference=difference.pk,
    )


def test_an_adjustment_is_granted_once_the_chiefs_decision_has_changed_the_value(staff, mistaken):
    difference, person = mistaken
    remedy = lodged(staff, difference)
    with pytest.raises(DecisionMissingError):
        result(staff, remedy, login="congan")
    decide(staff, person, difference)
    result(staff, remedy, login="congan")
    assert step_of(difference) is Step.RESULT
    assert Case.objects.get().closing == Closing.SETTLED


def test_a_justice_officer_cannot_grant_an_adjustment(staff, mistaken):
    difference, person = mistaken
    remedy = lodged(staff, difference)
    decide(staff, person, difference)
    with pytest.raises(NotPermittedError):
        result(staff, remedy)
    result(staff, remedy, granted=False)  # that it was refused, he may record


def test_a_decision_before_the_file_does_not_grant_it(staff, mistaken):
    difference, person = mistaken
    decide(staff, person, difference)
    remedy = lodged(staff, difference)
    with pytest.raises(DecisionMissingError):
        result(staff, remedy, login="congan")


def test_where_neither_is_right_both_sides_are_mended(staff, mistaken):
    difference, person = mistaken
    book = lodged(staff, difference, RightSide.NEITHER, RemedyKind.RECTIFICATION, "Mai Thị Phường")
    granted(staff, book)
    assert step_of(difference) is Step.GUIDED
    other = lodged(staff, difference, RightSide.NEITHER, RemedyKind.ADJUSTMENT)
    decide(staff, person, difference)
    result(staff, other, login="congan")
    assert step_of(difference) is Step.RESULT


# --- not possible, closing -------------------------------------------------------------------


def test_what_is_not_possible_says_why_and_finishes(staff, case, difference):
    verified(staff, case)
    by = staff.actor("tuphap")
    with pytest.raises(MissingFactError):
        actions.not_possible(by=by, difference=difference.pk, reason=" ")
    one = actions.not_possible(by=by, difference=difference.pk, reason="công dân ở nước ngoài")
    assert one.is_finished
    case.refresh_from_db()
    assert case.closed_at is not None


def test_not_possible_waits_for_minutes_and_for_a_pending_file(staff, difference):
    by = staff.actor("tuphap")
    with pytest.raises(WrongStepError):
        actions.not_possible(by=by, difference=difference.pk, reason="x")
    lodged(staff, difference)
    with pytest.raises(WrongStepError):
        actions.not_possible(by=by, difference=difference.pk, reason="x")


def test_a_case_closes_with_its_last_difference(staff):
    case = given_case(staff, NAMES, MOTHERS)
    verified(staff, case)
    first, second = case.differences.all()
    by = staff.actor("tuphap")
    actions.not_possible(by=by, difference=first.pk, reason="x")
    case.refresh_from_db()
    assert case.closed_at is None
    actions.not_possible(by=by, difference=second.pk, reason="x")
    case.refresh_from_db()
    assert case.closing == Closing.SETTLED


def test_nothing_is_recorded_on_a_closed_case(staff, case, difference):
    verified(staff, case)
    by = staff.actor("tuphap")
    actions.not_possible(by=by, difference=difference.pk, reason="x")
    for act in (
        lambda: minutes(staff, case),
        lambda: actions.take_case(by=by, case=case.pk),
        lambda: actions.guide(by=by, difference=difference.pk, note="x"),
        lambda: actions.not_possible(by=by, difference=difference.pk, reason="x"),
    ):
        with pytest.raises(CaseClosedError):
            act()


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["lanhdao", "c06", "so"])
def test_who_does_not_work_on_cases_writes_nothing(staff, case, difference, login):
    by = staff.actor(login)
    for act in (
        lambda: actions.take_case(by=by, case=case.pk),
        lambda: actions.add_minutes(by=by, case=case.pk, other=uuid4(), on_day=today(), text="x"),
        lambda: actions.establish(
            by=by, difference=difference.pk, right_side=RightSide.TYPING, evidence="x"
        ),
        lambda: actions.guide(by=by, difference=difference.pk, note="x"),
        lambda: actions.lodge(by=by, difference=difference.pk, kind=RemedyKind.NONE, note="x"),
        lambda: actions.record_result(by=by, remedy=uuid4(), granted=True),
        lambda: actions.note_remedy(by=by, remedy=uuid4()),
        lambda: actions.not_possible(by=by, difference=difference.pk, reason="x"),
        lambda: actions.answer_rejection(by=by, rejection=uuid4(), answer="x"),
        lambda: actions.view_case(by=by, case=case.pk),
        lambda: queries.get_case(by, case.pk),
    ):
        with pytest.raises(NotPermittedError):
            act()
    assert DifferenceStep.objects.count() == 1


def test_another_commune_has_no_such_case(staff, case, difference, other_commune):
    remedy = lodged(staff, difference)
    by = other_commune.actor("congan-khac")
    for act, missing in (
        (lambda: actions.view_case(by=by, case=case.pk), Case),
        (lambda: actions.take_case(by=by, case=case.pk), Case),
        (lambda: actions.guide(by=by, difference=difference.pk, note="x"), Difference),
        (
            lambda: actions.establish(
                by=by, difference=difference.pk, right_side=RightSide.BOOK, evidence="x"
            ),
            Difference,
        ),
        (lambda: actions.not_possible(by=by, difference=difference.pk, reason="x"), Difference),
        (
            lambda: actions.record_result(
                by=by, remedy=remedy.pk, granted=False, on_day=today(), note="x"
            ),
            Remedy,
        ),
        (lambda: actions.note_remedy(by=by, remedy=remedy.pk), Remedy),
    ):
        with pytest.raises(missing.DoesNotExist):
            act()


def test_a_voided_difference_is_gone(staff, case, difference):
    actions.end_case(by=staff.actor("congan"), mention=case.mention, reason="x")
    with pytest.raises(Difference.DoesNotExist):
        established(staff, difference, RightSide.TYPING)
