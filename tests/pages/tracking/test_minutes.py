"""Minutes of a check and the answer to a rejection: works, then each refusal."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.tracking import actions
from hotich.apps.tracking.models import Minutes, Step
from tests.support.cases import step_of, today, verified

pytestmark = pytest.mark.django_db


def url(case):
    return reverse("tracking:minutes", args=[case.pk])


def given(staff, **facts):
    return {
        "other": str(staff.officer("congan").pk),
        "on_day": f"{today():%d/%m/%Y}",
        "place": "",
        "text": "Đã đọc lại sổ.",
    } | facts


def test_minutes_are_recorded(page, staff, case):
    assert page("tuphap").post(url(case), given(staff)).status_code == 303
    assert step_of(case.differences.get()) is Step.VERIFYING
    assert Minutes.objects.get().text == "Đã đọc lại sổ."


def test_the_page_shows_what_is_checked_and_is_on_record(page, staff, case):
    text = page("tuphap").get(url(case)).text
    assert "Mai Thị Phượng" in text
    assert "Lê Văn Công" in text
    assert "Phạm Văn Pháp" not in text  # the same side
    row = AuditRow.objects.get(action="case.viewed")
    assert case.person in set(row.subjects.values_list("subject", flat=True))


def test_the_police_choose_a_justice_officer(page, staff, case):
    text = page("congan").get(url(case)).text
    assert "Mai Thị Tư" in text
    assert "Trần Thị An" not in text


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"other": ""}, "Chưa nhập mục này"),
        ({"other": "x"}, "không có trong danh sách"),
        ({"on_day": ""}, "Chưa nhập mục này"),
        ({"on_day": "31/02/2025"}, "không có trên lịch"),
        ({"on_day": "2025"}, "Hãy nhập đủ ngày, tháng, năm"),
        ({"on_day": "01/01/2999"}, "Ngày này chưa đến"),
        ({"text": " \n "}, "Chưa nhập mục này"),
        ({"text": "x" * 10_001}, "Dài quá 10.000 ký tự"),
    ],
)
def test_bad_input_is_said_at_the_field_and_kept(page, staff, case, facts, message):
    response = page("tuphap").post(url(case), given(staff, place="Trụ sở UBND xã", **facts))
    assert response.status_code == 422
    assert message.replace(".", "") in response.text.replace(".", "")
    assert "Trụ sở UBND xã" in response.text
    assert not Minutes.objects.exists()


def test_minutes_twice_are_refused(page, staff, case):
    verified(staff, case)
    response = page("tuphap").post(url(case), given(staff))
    assert response.status_code == 422
    assert "Không còn thông tin nào chờ biên bản" in response.text


def test_who_does_not_work_on_cases_has_no_such_page(page, staff, case, other_commune):
    assert page("lanhdao").get(url(case)).status_code == 404
    assert page("tuphap-khac").get(url(case)).status_code == 404
    assert page("tuphap-khac").post(url(case), given(staff)).status_code == 404


@pytest.fixture
def rejection(staff, case):
    actions.open_rejected(
        by=staff.actor("tuphap"),
        mention=case.mention,
        entry=case.entry,
        entry_label=case.entry_label,
        person=case.person,
        office=case.office_id,
        original_office=case.original_office_id,
        note="Trang 12 không có trường hợp này",
    )
    return case.rejections.get()


def test_a_rejection_is_answered_once(page, case, rejection):
    address = reverse("tracking:answer", args=[case.pk, rejection.pk])
    clerk = page("tuphap")
    assert "Trang 12 không có trường hợp này" in clerk.get(address).text
    assert clerk.post(address, {"answer": " "}).status_code == 422
    assert clerk.post(address, {"answer": "Đã đọc lại sổ"}).status_code == 303
    response = clerk.post(address, {"answer": "lần nữa"})
    assert response.status_code == 422
    assert "đã có kết quả" in response.text


def test_a_rejection_of_another_case_or_commune_does_not_exist(
    page, case, rejection, other_commune
):
    address = reverse("tracking:answer", args=[case.pk, rejection.pk])
    assert page("tuphap-khac").get(address).status_code == 404
    wrong = reverse("tracking:answer", args=[case.pk, case.pk])
    assert page("tuphap").get(wrong).status_code == 404
