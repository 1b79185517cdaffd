"""The person page: a reason first, then the recorded view, and each refusal."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.population.actions import (
    change_value,
    deliver_event,
    deliver_facts,
    propose_death,
    void_person,
    withdraw_facts,
)
from hotich.core.registers import EventKind
from tests.support.office import Staff
from tests.support.population import REGISTRAR, make_person

pytestmark = pytest.mark.django_db


def url(person) -> str:
    return reverse("population:person", args=[person.uuid])


def views() -> list[str]:
    return list(AuditRow.objects.filter(action="person.viewed").values_list("reason", flat=True))


def test_the_page_asks_why_and_shows_nothing_before(page):
    person = make_person(1)
    response = page("congan").get(url(person))
    assert response.status_code == 200
    assert "Mai Thị Lan" not in response.content.decode()
    assert views() == []


def test_a_reason_in_the_address_opens_nothing(page):
    person = make_person(1)
    response = page("congan").get(url(person), {"reason": "kiểm tra giấy tờ"})
    assert "Mai Thị Lan" not in response.content.decode()
    assert views() == []


def test_with_a_reason_the_person_is_shown_and_the_view_recorded(page, staff: Staff):
    person = make_person(1, father_pin="000070123456", residence="", death_date="2020")
    mention = uuid4()
    deliver_facts(
        by=REGISTRAR,
        person=person.uuid,
        mention=mention,
        values={"father_birth": "1970-03"},
        label="KS 87/1998",
    )
    change_value(
        by=staff.actor("congan"),
        person=person.uuid,
        field="sex",
        new_value="male",
        decision_number="15/QĐ-CAX",
        decision_date=date(2025, 9, 1),
        decided_by="Hoàng Văn Trưởng",
    )
    response = page("congan").post(url(person), {"reason": "đối chiếu giấy tờ"})
    text = response.content.decode()
    assert response.status_code == 200
    assert f"000 198 {(person.pin or '')[6:]}" in text
    for shown in ("Mai Thị Lan", "Xã Nga Trường (đến 30/06/2025)", "03/1970", "15/QĐ-CAX"):
        assert shown in text
    assert "000•••••••56" in text
    assert "000070123456" not in text
    assert "không có" in text
    assert views() == ["đối chiếu giấy tờ"]


def test_a_voided_person_says_so(page, staff: Staff):
    person = make_person(1, pin="000198000001")
    person.created_for = uuid4()
    person.save()
    void_person(by=staff.actor("congan"), person=person.uuid, reason="gỡ liên kết")
    text = page("congan").post(url(person), {"reason": "xem lại"}).content.decode()
    assert "gỡ liên kết" in text


@pytest.mark.parametrize(
    ("reason", "message"),
    [("   ", "Chưa nhập mục này"), ("x" * 501, "Dài quá 500 ký tự"), ("a\tb", "không lưu được")],
)
def test_without_a_good_reason_nothing_is_shown(page, reason: str, message: str):
    person = make_person(1)
    response = page("congan").post(url(person), {"reason": reason})
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert "Mai Thị Lan" not in text
    assert views() == []


def test_who_may_not_see_persons_finds_no_page(page):
    person = make_person(1)
    for login in ("tuphap", "lanhdao", "c06"):
        assert page(login).post(url(person), {"reason": "xem"}).status_code == 404
    assert views() == []


def test_nobody_unknown_is_shown(page, client: Client):
    person = make_person(1)
    answer = page("congan").post(reverse("population:person", args=[uuid4()]), {"reason": "xem"})
    assert answer.status_code == 404
    assert client.get(url(person)).status_code == 302


def event(person, kind: EventKind, role: str, day: str, **more: object) -> None:
    given = {
        "mention": uuid4(),
        "register_type": "KH",
        "told": [("Họ, chữ đệm, tên chồng", "TRẦN  văn Khoa")],
        "label": "KH 3/1999, UBND xã Nga Trường",
        **more,
    }
    deliver_event(
        by=REGISTRAR,
        person=person.uuid,
        entry=uuid4(),
        kind=kind,
        role=role,
        date=day,
        **given,  # type: ignore[arg-type]
    )


def test_the_time_line_stands_in_the_order_of_the_days(page, staff: Staff):
    person = make_person(1)
    gone, dead = uuid4(), uuid4()
    event(person, EventKind.DEATH, "deceased", "2001-02-03", register_type="KT", mention=dead)
    event(person, EventKind.MARRIAGE, "wife", "1999-05")
    event(person, EventKind.OTHER, "lạ", "", register_type="LA", told=[])
    event(person, EventKind.BIRTH, "child", "1998-09-02", register_type="KS")
    event(person, EventKind.ADOPTION, "child", "2000", register_type="CN", mention=gone)
    withdraw_facts(by=REGISTRAR, mention=gone, reason="gỡ nhầm người")
    propose_death(
        by=REGISTRAR,
        person=person.uuid,
        mention=dead,
        entry=uuid4(),
        entry_label="KT 1/2001",
        office=staff.commune.pk,
        field="deceased.death_date",
        date="2001-02-03",
        text="03/02/2001",
        linker=None,
    )
    answer = page("congan").post(url(person), {"reason": "đối chiếu"})
    days = [one.day for one in answer.context["events"]]
    assert days == ["02/09/1998", "05/1999", "03/02/2001", ""]
    assert [one.role for one in answer.context["events"]][1:] == ["Người vợ", "Người chết", "lạ"]
    assert [one.is_pending for one in answer.context["events"]] == [False, False, True, False]
    (withdrawn,) = answer.context["withdrawn"]
    text = answer.content.decode()
    for shown in ("TRẦN  văn Khoa", "gỡ nhầm người", "<s>2000</s>", "ngày chết chờ xác nhận"):
        assert shown in text
    assert f'href="{answer.context["events"][0].url}"' in text
    assert withdrawn.death is None
