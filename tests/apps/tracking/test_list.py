"""The list: who sees what, filters, ages, owners, counts."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hotich.apps.audit.models import AuditRow
from hotich.apps.tracking import actions, queries
from hotich.apps.tracking.models import CaseOwner, RemedyKind, RightSide
from hotich.apps.tracking.problems import CaseTakenError
from hotich.apps.tracking.queries import CaseFilter
from tests.support.cases import (
    LABEL,
    MOTHERS,
    NAMES,
    given_case,
    granted,
    lodged,
    only,
    verified,
)

pytestmark = pytest.mark.django_db


def found(staff, login="tuphap", **wanted):
    at = timezone.now()
    return list(queries.cases(staff.actor(login), CaseFilter(**wanted), at=at))


def test_an_office_sees_its_own_cases(staff, case, other_commune):
    assert found(staff) == [case]
    assert found(other_commune, "tuphap-khac") == []


def test_open_and_closed(staff, case):
    other = given_case(staff, MOTHERS)
    actions.end_case(by=staff.actor("congan"), mention=other.mention, reason="x")
    assert found(staff) == [case]
    assert found(staff, state="closed") == [other]
    assert set(found(staff, state="")) == {case, other}


def test_by_step_and_kind(staff, case):
    other = given_case(staff, MOTHERS)
    verified(staff, other)
    assert found(staff, state="new") == [case]
    assert found(staff, state="verifying") == [other]
    assert found(staff, kind="parent_name") == [other]


def test_by_age(staff, case):
    type(case).objects.filter(pk=case.pk).update(recorded_at=timezone.now() - timedelta(days=10))
    given_case(staff)
    assert found(staff, older_than=9) == [case]
    (row,) = queries.listed(found(staff, older_than=9), at=timezone.now())
    assert row.age == 10


def test_by_owner(staff, case):
    other = given_case(staff)
    actions.take_case(by=staff.actor("tuphap"), case=case.pk)
    assert found(staff, owner=staff.officer("tuphap").pk) == [case]
    assert found(staff, unowned=True) == [other]


@pytest.mark.parametrize("text", ["87", "87/1998", "nga truong", "NGA TRƯỜNG 1998", "ks 87"])
def test_by_words_of_the_label(staff, case, text):
    given_case(staff, label="KS 30/1999, UBND xã Ba Đình (đến 30/06/2025)")
    assert [one.entry_label for one in found(staff, text=text)] == [LABEL]


def test_a_number_is_not_found_in_a_longer_one_nor_in_the_day_an_office_ended(staff, case):
    assert found(staff, text="8") == []
    assert found(staff, text="30") == []


def test_by_register_type(staff, case):
    assert found(staff, register_type="KS") == [case]
    assert found(staff, register_type="KT") == []


def test_a_line_says_what_differs_what_comes_next_and_when(staff):
    case = given_case(staff, NAMES, MOTHERS)
    (row,) = queries.listed([case], at=timezone.now())
    assert row.fields == ("Họ, chữ đệm, tên", "Họ, chữ đệm, tên người mẹ")
    assert (row.owner, row.next_words, row.due) == ("", "Lập biên bản kiểm tra, xác minh", None)
    name = case.differences.get(field=NAMES[0])
    remedy = lodged(staff, name)
    (row,) = queries.listed([case], at=timezone.now())
    assert row.due is not None
    assert remedy.lodged_on < row.due


def test_counts_are_of_their_moment(staff, case):
    before = timezone.now()
    granted(staff, lodged(staff, only(case), RightSide.POPULATION, RemedyKind.RECTIFICATION))
    after = timezone.now()
    counts = queries.count_cases(staff.commune.pk, as_of=before)
    assert (counts.open, counts.closed) == (1, 0)
    counts = queries.count_cases(staff.commune.pk, as_of=after, register_type="KS")
    assert (counts.open, counts.closed) == (0, 1)
    assert queries.mentions_with_open_case([case.mention], as_of=before) == {case.mention}
    assert queries.mentions_with_open_case([case.mention], as_of=after) == frozenset()


def test_taking_a_case(staff, case):
    row = actions.take_case(by=staff.actor("tuphap"), case=case.pk)
    assert row.officer_id == staff.officer("tuphap").pk
    assert actions.take_case(by=staff.actor("tuphap"), case=case.pk) == row
    assert AuditRow.objects.filter(action="case.taken").count() == 1


def test_taking_over_names_who_had_it(staff, case):
    actions.take_case(by=staff.actor("tuphap"), case=case.pk)
    with pytest.raises(CaseTakenError) as refused:
        actions.take_case(by=staff.actor("congan"), case=case.pk)
    assert refused.value.name == "Mai Thị Tư"
    holder = staff.officer("tuphap").pk
    actions.take_case(by=staff.actor("congan"), case=case.pk, from_officer=holder)
    with pytest.raises(CaseTakenError):
        actions.take_case(by=staff.actor("tuphap2"), case=case.pk, from_officer=holder)


def test_a_view_of_a_case_names_its_person(staff, case):
    actions.view_case(by=staff.actor("congan"), case=case.pk)
    row = AuditRow.objects.get(action="case.viewed")
    assert set(row.subjects.values_list("subject", flat=True)) == {case.mention, case.person}


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_case_at_once_do_not_both_have_it(staff):
    case = given_case(staff)
    outcomes = []
    start = threading.Barrier(4)

    def take(login):
        by = staff.actor(login)
        start.wait()
        try:
            actions.take_case(by=by, case=case.pk)
            outcomes.append(login)
        except CaseTakenError:
            pass
        finally:
            connection.close()

    threads = [
        threading.Thread(target=take, args=(login,))
        for login in ("tuphap", "tuphap2", "congan", "truongca")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == CaseOwner.objects.count() == 1
