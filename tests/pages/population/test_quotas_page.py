"""What an officer may look up in a day: counted, refused with words, raised by somebody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import view_person
from hotich.apps.population.models import DailyUse, QuotaKind, QuotaLimit, QuotaRaise
from hotich.apps.population.problems import QuotaExceededError, QuotaRefusedError
from hotich.apps.population.quotas import BOUNDS, raise_quota, set_limit, spend, uses_of
from tests.support.books import entering_book
from tests.support.entries import looked_up
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db

K = QuotaKind


def used_up(staff: Staff, kind: QuotaKind, login: str = "congan") -> None:
    DailyUse.objects.create(
        officer=staff.officer(login),
        office=staff.commune.pk,
        day=timezone.localdate(),
        kind=kind,
        used=BOUNDS[kind].usual,
    )


def test_a_look_up_at_an_entry_is_counted_and_refused_when_used_up(page, staff: Staff):
    from hotich.apps.entry import actions as entry

    clerk = staff.actor("congan")
    one = entry.reserve_next(by=clerk, book=entering_book(staff).pk)
    looked_up(clerk, one, {"child.full_name": "Mai Thị Lan"})
    assert DailyUse.objects.get(kind=K.LOOKUP).used == 1
    DailyUse.objects.update(used=BOUNDS[K.LOOKUP].usual)
    with pytest.raises(QuotaExceededError):
        looked_up(clerk, one, {"child.full_name": "Mai Thị Lan"})
    answer = page("congan").post(
        reverse("entry:look_up", args=[one.pk]),
        {"role": "child", "child-full_name": "Mai Thị Lan", "child-birth_date": "02/09/1998"},
    )
    assert answer.status_code == 422
    assert DailyUse.objects.get(kind=K.LOOKUP).refused >= 1


def test_a_view_of_a_person_is_refused_with_whom_to_ask(page, staff: Staff):
    person = make_person(1)
    address = reverse("population:person", args=[person.uuid])
    assert page("congan").post(address, {"reason": "đối chiếu"}).status_code == 200
    DailyUse.objects.update(used=BOUNDS[K.PERSON].usual)
    refused = page("congan").post(address, {"reason": "đối chiếu"})
    assert refused.status_code == 422
    assert "Hoàng Văn Trưởng" in refused.content.decode()
    assert 'value="đối chiếu"' in refused.content.decode()
    assert AuditRow.objects.filter(action="person.viewed").count() == 1
    assert page("congan2").post(address, {"reason": "đối chiếu"}).status_code == 200


def test_a_view_at_an_entry_is_not_counted_again(staff: Staff):
    person = make_person(1)
    view_person(by=staff.actor("congan"), person=person.uuid, reason="nhập")
    assert not DailyUse.objects.exists()


def test_tomorrow_begins_anew(staff: Staff):
    used_up(staff, K.PERSON)
    DailyUse.objects.update(day=timezone.localdate() - timedelta(days=1))
    spend(by=staff.actor("congan"), kind=K.PERSON)
    assert DailyUse.objects.count() == 2


def test_the_chief_gives_more_for_today_and_it_is_on_record(page, staff: Staff):
    used_up(staff, K.PERSON)
    congan = staff.officer("congan")
    done = page("truongca").post(
        reverse("population:quota_raise"),
        {"officer": congan.pk, "kind": "person", "extra": "2", "reason": "đối chiếu sổ 1998"},
    )
    assert done.status_code == 303
    for _ in range(2):
        spend(by=staff.actor("congan"), kind=K.PERSON)
    with pytest.raises(QuotaExceededError):
        spend(by=staff.actor("congan"), kind=K.PERSON)
    (row,) = AuditRow.objects.filter(action="quota.raised")
    assert (row.object, row.officer) == (congan.pk, staff.officer("truongca").pk)
    assert "đối chiếu sổ 1998" in row.reason


def test_nobody_gives_more_to_himself(page, staff: Staff):
    chief = staff.officer("truongca")
    asked = {"officer": chief.pk, "kind": "person", "extra": "2", "reason": "cần"}
    assert page("truongca").post(reverse("population:quota_raise"), asked).status_code == 422
    with pytest.raises(QuotaRefusedError):
        raise_quota(
            by=staff.actor("truongca"), officer=chief.pk, kind=K.PERSON, extra=2, reason="cần"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        QuotaRaise.objects.create(
            officer=chief,
            office=staff.commune.pk,
            day=timezone.localdate(),
            kind=K.PERSON,
            extra=2,
            reason="cần",
            by=chief,
            recorded_at=timezone.now(),
        )
    assert not QuotaRaise.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"extra": "0"}, {"extra": "100000"}, {"reason": ""}, {"kind": "x"}, {"officer": ""}]
)
def test_a_wrong_raise_is_refused_and_keeps_what_was_typed(page, staff: Staff, wrong):
    asked = {
        "officer": staff.officer("congan").pk,
        "kind": "person",
        "extra": "7",
        "reason": "tiếp dân",
    }
    answer = page("truongca").post(reverse("population:quota_raise"), asked | wrong)
    assert answer.status_code == 422
    if "reason" not in wrong:
        assert "tiếp dân" in answer.content.decode()
    assert not QuotaRaise.objects.exists()


def test_an_officer_of_another_office_is_given_nothing(page, staff: Staff):
    asked = {
        "officer": staff.officer("so").pk,
        "kind": "person",
        "extra": "7",
        "reason": "tiếp dân",
    }
    assert page("truongca").post(reverse("population:quota_raise"), asked).status_code == 422
    assert not QuotaRaise.objects.exists()


def test_an_office_sets_its_limits_within_bounds(page, staff: Staff):
    address = reverse("population:quota_limit")
    assert page("truongca").post(address, {"kind": "person", "most": "20"}).status_code == 303
    by_kind = {
        use.kind: use
        for use in uses_of(staff.commune.pk, staff.officer("congan").pk, timezone.localdate())
    }
    assert by_kind[K.PERSON].allowed == 20
    for most in ("9", "1001", "", "x"):
        assert page("truongca").post(address, {"kind": "person", "most": most}).status_code == 422
    with pytest.raises(QuotaRefusedError):
        set_limit(by=staff.actor("truongca"), kind=K.PERSON, most=5000)
    assert QuotaLimit.objects.count() == 1


def test_the_page_shows_what_was_used_and_nobody_looked_for(page, staff: Staff):
    used_up(staff, K.NUMBER)
    html = page("truongca").get(reverse("population:quotas")).content.decode()
    assert "40 / 40" in html
    assert "Lê Văn Công" in html


@pytest.mark.parametrize("login", ["congan", "tuphap", "lanhdao", "so", "quantri"])
def test_nobody_else_sees_or_sets_it(page, staff: Staff, login: str):
    client = page(login)
    assert client.get(reverse("population:quotas")).status_code == 404
    for name in ("quota_limit", "quota_raise"):
        assert client.post(reverse(f"population:{name}"), {}).status_code == 404
