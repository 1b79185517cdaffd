"""How differences come onto the list, follow the entry, and leave it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.tracking import actions, queries
from hotich.apps.tracking.models import (
    Case,
    Closing,
    Difference,
    Notice,
    RemedyKind,
    RightSide,
    Step,
)
from tests.support.cases import (
    MOTHERS,
    NAMES,
    again,
    differing,
    established,
    given_case,
    granted,
    lodged,
    only,
    step_of,
)

pytestmark = pytest.mark.django_db


def live(case):
    return {one.field: one for one in case.differences.filter(voided_at__isnull=True)}


def test_a_difference_opens_a_case_on_record(staff):
    case = given_case(staff, NAMES, MOTHERS)
    assert case.reason == "differences"
    assert case.register_type == "KS"
    assert queries.open_case_of(case.mention) == case
    assert {one.kind for one in live(case).values()} == {"name", "parent_name"}
    assert step_of(live(case)[NAMES[0]]) is Step.NEW
    row = AuditRow.objects.get(action="case.opened", object=case.pk)
    named = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert named == {case.mention, case.person}


def test_nothing_differs_nothing_is_opened(staff):
    case = given_case(staff)
    other = Case(mention=uuid4(), entry=uuid4(), entry_label="KS 1/1998, x", person=uuid4())
    other.office_id, other.original_office_id = case.office_id, case.original_office_id
    assert again(staff, other) is None
    assert Case.objects.count() == 1


def test_a_mention_has_one_open_case(staff, case):
    assert again(staff, case, NAMES) == case
    copy = Case.objects.get(pk=case.pk)
    copy.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_the_same_difference_keeps_its_steps(staff, case, difference):
    established(staff, difference)
    again(staff, case, NAMES)
    assert step_of(only(case)) is Step.ESTABLISHED


def test_a_new_difference_joins_the_case(staff, case):
    again(staff, case, NAMES, MOTHERS)
    assert set(live(case)) == {NAMES[0], MOTHERS[0]}


def test_a_changed_text_begins_anew_and_the_old_row_stays(staff, case, difference):
    again(staff, case, (NAMES[0], "Mai Thị Phượng Anh", NAMES[2]))
    fresh = only(case)
    assert fresh != difference
    assert step_of(fresh) is Step.NEW
    difference.refresh_from_db()
    assert (difference.void_reason, difference.register_text) == ("corrected", NAMES[1])


def test_a_difference_that_vanished_is_voided_and_the_empty_case_closes(staff, case, difference):
    again(staff, case)
    difference.refresh_from_db()
    case.refresh_from_db()
    assert difference.void_reason == "vanished"
    assert (case.closing, queries.open_case_of(case.mention)) == (Closing.NONE_LEFT, None)


def test_a_corrected_typing_error_leaves_its_remedy(staff, case, difference):
    established(staff, difference, RightSide.TYPING)
    again(staff, case)
    remedy = difference.remedies.get()
    assert (remedy.kind, remedy.granted) == (RemedyKind.TYPING_CORRECTED, True)


def test_what_is_settled_is_not_opened_again(staff, case, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    granted(staff, remedy)
    case.refresh_from_db()
    assert case.closing == Closing.SETTLED
    # The book's text stays as written, so the comparison still differs.
    assert again(staff, case, NAMES) is None
    fresh = again(staff, case, NAMES, MOTHERS)
    assert set(live(fresh)) == {MOTHERS[0]}


def test_what_is_settled_in_an_open_case_stays(staff):
    case = given_case(staff, NAMES, MOTHERS)
    name = live(case)[NAMES[0]]
    granted(staff, lodged(staff, name, RightSide.POPULATION, RemedyKind.RECTIFICATION))
    again(staff, case, MOTHERS)
    assert step_of(name) is Step.RESULT
    name.refresh_from_db()
    assert name.voided_at is None


def test_a_wrong_link_ends_the_case(staff, case, difference):
    ended = actions.end_case(by=staff.actor("congan"), mention=case.mention, reason="nhầm người")
    assert (ended.closing, ended.closing_note) == (Closing.LINK_UNDONE, "nhầm người")
    difference.refresh_from_db()
    assert difference.voided_at is not None
    assert actions.end_case(by=staff.actor("congan"), mention=case.mention, reason="x") is None


def test_a_mention_linked_to_another_person_gets_a_new_case(staff, case):
    person = uuid4()
    fresh = given_case(staff, mention=case.mention, person=person)
    assert fresh != case
    case.refresh_from_db()
    assert case.closing == Closing.LINK_UNDONE


def test_an_office_that_ended_gets_no_notice(staff, case):
    assert not Notice.objects.exists()


def test_an_office_that_still_stands_gets_a_notice(staff, other_commune):
    case = given_case(staff, original_office=other_commune.commune)
    notice = Notice.objects.get(case=case)
    assert notice.office == other_commune.commune
    assert AuditRow.objects.filter(action="case.notified", object=case.pk).exists()


def test_the_own_book_needs_no_notice(staff):
    given_case(staff, original_office=staff.commune)
    assert not Notice.objects.exists()


def rejected(staff, case):
    return actions.open_rejected(
        by=staff.actor("tuphap"),
        mention=case.mention,
        entry=case.entry,
        entry_label=case.entry_label,
        person=case.person,
        office=case.office_id,
        original_office=case.original_office_id,
        note="Trang 12 không có trường hợp này",
    )


def test_a_rejection_joins_the_open_case_and_keeps_it_open(staff, case):
    assert rejected(staff, case) == case
    again(staff, case)
    case.refresh_from_db()
    assert case.closed_at is None
    actions.answer_rejection(
        by=staff.actor("tuphap"), rejection=case.rejections.get().pk, answer="Đã kiểm tra lại sổ"
    )
    case.refresh_from_db()
    assert case.closed_at is not None


def test_a_rejection_opens_a_case_of_its_own(staff, case):
    actions.end_case(by=staff.actor("congan"), mention=case.mention, reason="x")
    fresh = rejected(staff, case)
    assert (fresh.reason, fresh.closed_at) == ("rejected", None)
    assert not Difference.objects.filter(case=fresh).exists()


def test_only_what_differs_is_recorded(staff, case):
    same = differing(*MOTHERS)
    object.__setattr__(same, "is_difference", False)
    actions.record_differences(
        by=staff.actor("congan"),
        mention=case.mention,
        entry=case.entry,
        entry_label=case.entry_label,
        person=case.person,
        office=case.office_id,
        original_office=case.original_office_id,
        comparisons=[differing(), same],
    )
    assert set(live(case)) == {NAMES[0]}
