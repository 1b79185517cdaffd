"""Pages of the plans: recording one, the plan of 2023, voiding, and each refusal."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.campaign.actions import record_plan_of_2023
from hotich.apps.campaign.models import Plan
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
PLANS, RECORD = "campaign:plans", "campaign:record_plan"


def typed(staff: Staff, **changes: str) -> dict[str, str]:
    return {
        "office": str(staff.commune.pk),
        "number": "15/KH-UBND",
        "title": "Kế hoạch năm 2026",
        "starts_on": "01/01/2026",
        "ends_on": "31/12/2026",
        "legal_basis": "Công văn của tỉnh",
        "token": str(uuid4()),
    } | changes


def test_a_plan_is_recorded(page, staff: Staff):
    response = page("lanhdao").post(reverse(RECORD), typed(staff))
    plan = Plan.objects.get()
    assert response.status_code == 303
    assert (plan.starts_on, plan.ends_on, plan.law) == (date(2026, 1, 1), date(2026, 12, 31), "")
    text = page("congan").get(reverse(PLANS)).content.decode()
    assert "15/KH-UBND" in text
    assert "Thêm kế hoạch" not in text


def test_the_plan_of_2023_is_offered_and_known(page, staff: Staff):
    response = page("tuphap").get(reverse(RECORD) + "?mau=2023")
    text = response.content.decode()
    assert "25/06/2023" in text
    assert "31/12/2023" in text
    shown = response.context["form"].initial
    page("tuphap").post(
        reverse(RECORD) + "?mau=2023",
        typed(
            staff,
            office=str(staff.nga_truong.pk),
            title=shown["title"],
            number=shown["number"],
            starts_on="25/06/2023",
            ends_on="31/12/2023",
        ),
    )
    assert Plan.objects.get().law == "KH_NGA_TRUONG_2023"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Chưa nhập mục này"),
        ({"title": "x" * 301}, "Dài quá 300 ký tự"),
        ({"starts_on": "31/02/2026"}, "Ngày này không có trên lịch"),
        ({"starts_on": "2026"}, "Hãy nhập đủ ngày, tháng, năm"),
        ({"ends_on": "31/12/2025"}, "Ngày kết thúc trước ngày bắt đầu"),
        ({"office": str(uuid4())}, "Lựa chọn này không có trong danh sách"),
    ],
)
def test_bad_input_is_said_and_kept(page, staff: Staff, changes, message: str):
    response = page("lanhdao").post(reverse(RECORD), typed(staff, **changes))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Công văn của tỉnh" in response.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_is_voided(page, staff: Staff, other_commune: Staff):
    plan = record_plan_of_2023(by=staff.actor("tuphap"), office=staff.nga_truong)
    address = reverse("campaign:void_plan", args=[plan.pk])
    assert page("lanhdao-khac").post(address, {"reason": "x"}).status_code == 404
    assert page("congan").post(address, {"reason": "x"}).status_code == 404
    client = page("lanhdao")
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "ghi nhầm"}).status_code == 303
    assert client.post(address, {"reason": "ghi nhầm"}).status_code == 404
    assert "ghi nhầm" in client.get(reverse(PLANS)).content.decode()


def test_only_those_who_report_record_plans(page, staff: Staff):
    for login in ("congan", "truongca", "c06", "so"):
        assert page(login).post(reverse(RECORD), typed(staff)).status_code == 404
    assert page("so").get(reverse(PLANS)).status_code == 404
