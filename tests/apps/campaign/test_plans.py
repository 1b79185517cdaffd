"""The plan an office follows, by day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.campaign import actions, queries
from hotich.apps.campaign.models import Plan
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def recorded(staff: Staff, **changes) -> Plan:
    facts = {
        "by": staff.actor("lanhdao"),
        "office": staff.commune,
        "title": "Kế hoạch năm 2026",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 6, 30),
    } | changes
    return actions.record_plan(**facts)


@pytest.mark.parametrize(
    ("day", "runs"),
    [
        (date(2023, 6, 24), False),
        (date(2023, 6, 25), True),
        (date(2023, 9, 1), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_the_plan_of_2023_runs_from_25_june_to_31_december(staff: Staff, day: date, runs: bool):
    plan = actions.record_plan_of_2023(by=staff.actor("tuphap"), office=staff.nga_truong)
    assert queries.plan_on(staff.nga_truong.pk, day) == (plan if runs else None)
    assert queries.plan_on(staff.commune.pk, day) is None
    assert (plan.law, "Nga Trường" in plan.title) == ("KH_NGA_TRUONG_2023", True)


def test_the_plan_begun_last_is_followed(staff: Staff):
    recorded(staff)
    longer = recorded(staff, starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31))
    assert queries.plan_on(staff.commune.pk, date(2026, 4, 1)) == longer
    assert queries.plan_on(staff.commune.pk, date(2026, 2, 1)) != longer


def test_a_void_plan_is_followed_no_more_but_was(staff: Staff):
    plan = recorded(staff)
    with pytest.raises(actions.TextMissingError):
        actions.void_plan(by=staff.actor("lanhdao"), plan=plan, reason=" ")
    gone = actions.void_plan(by=staff.actor("lanhdao"), plan=plan, reason="ghi nhầm")
    day = date(2026, 4, 1)
    assert queries.plan_on(staff.commune.pk, day) is None
    assert queries.plan_on(staff.commune.pk, day, as_of=plan.recorded_at) == plan
    assert gone.voided_at is not None
    assert queries.plan_on(staff.commune.pk, day, as_of=gone.voided_at) is None
    early = plan.recorded_at - timedelta(seconds=1)
    assert queries.plan_on(staff.commune.pk, day, as_of=early) is None
    with pytest.raises(Plan.DoesNotExist):
        actions.void_plan(by=staff.actor("lanhdao"), plan=plan, reason="lại")


def test_sent_twice_it_is_recorded_once(staff: Staff):
    key = uuid4()
    assert recorded(staff, key=key).pk == recorded(staff, key=key).pk
    assert Plan.objects.count() == 1
    assert AuditRow.objects.filter(action="plan.recorded").count() == 1


def test_what_is_refused(staff: Staff, other_commune: Staff):
    with pytest.raises(actions.PlanEndsBeforeItStartsError):
        recorded(staff, ends_on=date(2025, 12, 31))
    with pytest.raises(actions.TextMissingError):
        recorded(staff, title=" ")
    with pytest.raises(Office.DoesNotExist):
        recorded(staff, office=other_commune.commune)
    with pytest.raises(NotPermittedError):
        recorded(staff, by=staff.actor("congan"))
    plan = recorded(staff)
    with pytest.raises(Plan.DoesNotExist):
        actions.void_plan(by=other_commune.actor("lanhdao-khac"), plan=plan, reason="x")
    assert list(queries.plans_of(other_commune.actor("lanhdao-khac"))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_on": date(2025, 1, 1)},
        {"title": ""},
        {"void_reason": "nhầm"},
    ],
)
def test_the_database_refuses(staff: Staff, broken):
    plan = recorded(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(voided_at=plan.recorded_at)
