"""The page where the differences of a case are settled: works, then each refusal."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.actions import undo_link
from hotich.apps.entry.settling import Act
from hotich.apps.population.models import PopulationChange
from hotich.apps.population.queries import person_values
from hotich.apps.tracking.models import Case, Remedy, RemedyKind, RightSide, Step
from hotich.core.pin import format_pin
from tests.support.books import entering_book
from tests.support.cases import (
    established,
    granted,
    guided,
    lodged,
    only,
    step_of,
    today,
    verified,
)
from tests.support.entries import given_person, saved_linked
from tests.support.neighbours import make_neighbours

pytestmark = pytest.mark.django_db
TODAY = f"{today():%d/%m/%Y}"


@pytest.fixture
def person(staff):
    return given_person(mother_name="Trần Thị Hiền")


@pytest.fixture
def saved(staff, person):
    return saved_linked(staff.actor("congan"), entering_book(staff), person)


@pytest.fixture
def case(saved):
    return Case.objects.get()


@pytest.fixture
def difference(case):
    return only(case)


def settle(case):
    return reverse("entry:settle", args=[case.pk])


def send(client, case, on, act, **given):
    url = reverse("entry:settle_act", args=[case.pk, on.pk, act.value])
    prefix = f"{act.value}-{str(on.pk)[:8]}"
    return client.post(url, {f"{prefix}-{name}": value for name, value in given.items()})


def offered(response) -> list[Act]:
    return [act.possible.act for each in response.context["shown"] for act in each.acts]


# --- the page --------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["tuphap", "congan", "truongca"])
def test_both_texts_stand_side_by_side_and_the_view_is_on_record(page, case, person, login):
    text = page(login).get(settle(case)).text
    assert "KS 1/1998, UBND xã Nga Trường (đến 30/06/2025)" in text
    assert "Họ, chữ đệm, tên người mẹ" in text
    assert "<mark" in text  # the letters that differ
    assert "Lập biên bản" in text
    row = AuditRow.objects.get(action="case.viewed")
    assert set(row.subjects.values_list("subject", flat=True)) == {case.mention, person.uuid}


def test_only_the_next_steps_have_forms(page, staff, case, difference):
    clerk = page("tuphap")
    assert offered(clerk.get(settle(case))) == [Act.ESTABLISH]
    verified(staff, case)
    assert offered(clerk.get(settle(case))) == [Act.ESTABLISH, Act.NOT_POSSIBLE]
    lodged(staff, difference)
    assert offered(clerk.get(settle(case))) == [Act.RESULT]
    assert offered(page("congan").get(settle(case))) == [Act.DECISION, Act.RESULT]


def test_the_typist_finds_the_way_to_correct_his_entry(page, staff, case, difference):
    established(staff, difference, RightSide.TYPING)
    assert "Sửa trường hợp đã nhập" in page("congan").get(settle(case)).text
    text = page("tuphap").get(settle(case)).text
    assert "Sửa trường hợp đã nhập" not in text
    assert "Người đã nhập trường hợp này sửa lỗi" in text


@pytest.mark.parametrize("login", ["lanhdao", "c06", "so"])
def test_for_others_it_does_not_exist(page, case, difference, login):
    assert page(login).get(settle(case)).status_code == 404
    assert send(page(login), case, difference, Act.GUIDE, text="x").status_code == 404


def test_for_another_commune_it_does_not_exist(page, staff, case, difference):
    make_neighbours(staff)
    clerk = page("congan-khac")
    assert clerk.get(settle(case)).status_code == 404
    assert send(clerk, case, difference, Act.ESTABLISH, evidence="x").status_code == 404
    undo = reverse("entry:settle_undo", args=[case.pk])
    assert clerk.post(undo, {"undo-reason": "x"}).status_code == 404


# --- the whole road --------------------------------------------------------------------------


def test_from_minutes_to_the_chiefs_decision(page, staff, case, difference, person):
    justice, police = page("tuphap"), page("congan")
    verified(staff, case)
    sent = {"right_side": "book", "value": "", "evidence": "Giấy chứng sinh", "note": ""}
    assert send(justice, case, difference, Act.ESTABLISH, **sent).status_code == 303
    assert send(justice, case, difference, Act.GUIDE, text="Mời ra xã").status_code == 303
    sent = {"kind": "adjustment", "target": "Công an xã", "number": "1", "lodged_on": TODAY}
    assert send(justice, case, difference, Act.LODGE, **sent).status_code == 303
    remedy = Remedy.objects.get()
    shown = police.get(settle(case)).text
    assert 'value="Trần Thị Huyền"' in shown  # what was established is offered
    assert 'value="Hoàng Văn Trưởng"' in shown
    sent = {
        "new_value": "Trần Thị Huyền",
        "number": "5/QĐ-CAX",
        "on_day": TODAY,
        "decided_by": "Hoàng Văn Trưởng",
    }
    response = send(police, case, remedy, Act.DECISION, **sent)
    assert response.status_code == 303
    assert person_values(person.uuid)["mother_name"] == "Trần Thị Huyền"
    text = police.get(settle(case)).text
    assert "Mục theo dõi đã đóng" in text
    assert "5/QĐ-CAX" in text


def test_a_rectification_and_its_note_by_a_second_officer(page, staff, case, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    sent = {"granted": "granted", "number": "34/QĐ", "on_day": TODAY, "note": ""}
    assert send(page("tuphap"), case, remedy, Act.RESULT, **sent).status_code == 303
    assert offered(page("tuphap").get(settle(case))) == []
    assert send(page("congan"), case, remedy, Act.NOTE, note="").status_code == 303
    text = page("tuphap").get(settle(case)).text
    assert "Ghi chú trên dữ liệu" in text
    assert "Mục theo dõi đã đóng" in text


def test_a_refused_file_leads_back_to_guiding(page, staff, case, difference):
    remedy = lodged(staff, difference)
    sent = {"granted": "refused", "number": "", "on_day": TODAY, "note": "thiếu giấy tờ"}
    assert send(page("tuphap"), case, remedy, Act.RESULT, **sent).status_code == 303
    assert step_of(difference) is Step.GUIDED


def test_not_possible_and_none_needed(page, staff, case, difference):
    verified(staff, case)
    response = send(page("tuphap"), case, difference, Act.NOT_POSSIBLE, note="ở nước ngoài")
    assert response.status_code == 303
    case.refresh_from_db()
    assert case.closed_at is not None


def test_none_needed_closes_too(page, staff, case, difference):
    established(staff, difference)
    response = send(page("tuphap"), case, difference, Act.NONE_NEEDED, note="đều hợp lệ")
    assert response.status_code == 303
    assert step_of(difference) is Step.RESULT


def test_a_wrong_link_is_undone(page, case):
    undo = reverse("entry:settle_undo", args=[case.pk])
    clerk = page("congan")
    response = clerk.post(undo, {"undo-reason": " "})
    assert response.status_code == 422
    assert "Chưa nhập mục này" in response.text
    assert clerk.post(undo, {"undo-reason": "nhầm người"}).status_code == 303
    case.refresh_from_db()
    assert case.closing == "link_undone"
    assert clerk.post(undo, {"undo-reason": "lần nữa"}).status_code == 422


def test_the_justice_officer_cannot_undo_a_link(page, case):
    undo = reverse("entry:settle_undo", args=[case.pk])
    assert page("tuphap").post(undo, {"undo-reason": "x"}).status_code == 404
    assert "Gỡ liên kết" not in page("tuphap").get(settle(case)).text


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"right_side": "", "evidence": "x"}, "Chưa nhập mục này"),
        ({"right_side": "sổ", "evidence": "x"}, "không có trong danh sách"),
        ({"right_side": "book", "evidence": " "}, "Chưa nhập mục này"),
        ({"right_side": "neither", "evidence": "x"}, "phải ghi nội dung đúng"),
        ({"right_side": "book", "evidence": "x" * 1001}, "Dài quá"),
        ({"right_side": "book", "evidence": "x", "value": "a\nb"}, "ký tự không lưu được"),
    ],
)
def test_establishing_with_bad_input_says_it_and_keeps_it(
    page, staff, case, difference, given, message
):
    verified(staff, case)
    response = send(page("tuphap"), case, difference, Act.ESTABLISH, note="còn giữ", **given)
    assert response.status_code == 422
    assert message in response.text
    assert 'value="còn giữ"' in response.text
    assert step_of(difference) is Step.VERIFYING


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "rectification"}, "không có trong danh sách"),
        ({"target": ""}, "Chưa nhập mục này"),
        ({"lodged_on": "32/13/2025"}, "không"),
        ({"lodged_on": "01/01/2999"}, "Ngày này chưa đến"),
        ({"kind": "new_number"}, "khi chính công dân đề nghị"),
    ],
)
def test_lodging_with_bad_input_says_it_and_keeps_it(page, staff, case, difference, given, message):
    guided(staff, difference)
    sent = {"kind": "adjustment", "target": "CAX", "number": "SỐ-7", "lodged_on": TODAY} | given
    response = send(page("tuphap"), case, difference, Act.LODGE, **sent)
    assert response.status_code == 422
    assert message in response.text
    assert 'value="SỐ-7"' in response.text
    assert not Remedy.objects.exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"granted": ""}, "Chưa nhập mục này"),
        ({"number": ""}, "Chưa nhập số văn bản"),
        ({"on_day": ""}, "Chưa nhập mục này"),
        ({"on_day": "01/01/2999"}, "Ngày này chưa đến"),
        ({"on_day": "01/01/2000"}, "trước ngày nộp hồ sơ"),
        ({"granted": "refused"}, "Chưa nhập lý do"),
    ],
)
def test_a_result_with_bad_input_says_it_and_keeps_it(
    page, staff, case, difference, given, message
):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    sent = {"granted": "granted", "number": "SỐ-9", "on_day": TODAY, "note": ""} | given
    response = send(page("tuphap"), case, remedy, Act.RESULT, **sent)
    assert response.status_code == 422
    assert message in response.text
    assert sent["number"] in response.text
    remedy.refresh_from_db()
    assert remedy.granted is None


def test_a_justice_officer_cannot_grant_an_adjustment(page, staff, case, difference):
    remedy = lodged(staff, difference)
    clerk = page("tuphap")
    sent = {"granted": "granted", "number": "1", "on_day": TODAY}
    assert send(clerk, case, remedy, Act.RESULT, **sent).status_code == 422
    assert send(clerk, case, remedy, Act.DECISION, new_value="x").status_code == 404
    assert not PopulationChange.objects.exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"new_value": ""}, "Chưa nhập mục này"),
        ({"number": ""}, "Chưa nhập mục này"),
        ({"on_day": ""}, "Chưa nhập mục này"),
        ({"on_day": "01/01/2999"}, "Ngày này chưa đến"),
        ({"decided_by": ""}, "Chưa nhập mục này"),
        ({"new_value": "x" * 600}, "không lưu được"),
    ],
)
def test_a_decision_with_bad_input_says_it_and_changes_nothing(
    page, staff, case, difference, person, given, message
):
    remedy = lodged(staff, difference)
    sent = {
        "new_value": "Trần Thị Huyền",
        "number": "5/QĐ",
        "on_day": TODAY,
        "decided_by": "Hoàng Văn Trưởng",
        "note": "giữ lại",
    } | given
    response = send(page("congan"), case, remedy, Act.DECISION, **sent)
    assert response.status_code == 422
    assert message in response.text
    assert "giữ lại" in response.text
    assert person_values(person.uuid)["mother_name"] == "Trần Thị Hiền"
    assert not PopulationChange.objects.exists()


def test_who_recorded_the_result_has_no_note_to_write(page, staff, case, difference):
    remedy = lodged(staff, difference, RightSide.POPULATION, RemedyKind.RECTIFICATION)
    granted(staff, remedy, noted_by="")
    response = send(page("tuphap"), case, remedy, Act.NOTE)
    assert response.status_code == 422


def test_an_act_out_of_turn_says_that_the_page_is_old(page, case, difference):
    response = send(page("tuphap"), case, difference, Act.GUIDE, text="x")
    assert response.status_code == 422
    assert "đã sang bước khác" in response.text
    assert step_of(difference) is Step.NEW


def test_an_unknown_act_or_target_does_not_exist(page, case, difference):
    clerk = page("tuphap")
    url = reverse("entry:settle_act", args=[case.pk, difference.pk, "pha"])
    assert clerk.post(url).status_code == 404
    assert send(clerk, case, case, Act.GUIDE, text="x").status_code == 404
    assert clerk.get(url).status_code == 405


def test_a_date_is_changed_as_the_database_keeps_it(page, staff):
    person = given_person(birth_date="1998-02-09")
    saved_linked(staff.actor("congan"), entering_book(staff), person)
    case = Case.objects.get()
    difference = only(case)
    remedy = lodged(staff, difference)
    clerk = page("congan")
    assert 'value="02/09/1998"' in clerk.get(settle(case)).text
    sent = {"number": "5/QĐ", "on_day": TODAY, "decided_by": "Hoàng Văn Trưởng"}
    response = send(clerk, case, remedy, Act.DECISION, new_value="31/02/1998", **sent)
    assert response.status_code == 422
    assert "không có trên lịch" in response.text
    response = send(clerk, case, remedy, Act.DECISION, new_value="2/9/1998", **sent)
    assert response.status_code == 303
    assert person_values(person.uuid)["birth_date"] == "1998-09-02"


def test_a_person_who_was_unlinked_is_no_longer_shown(page, staff, saved, case, person):
    shown = page("tuphap").get(settle(case)).text
    assert format_pin(person.pin) in shown
    undo_link(by=staff.actor("congan"), mention=case.mention, reason="không phải người này")
    shown = page("tuphap").get(settle(case)).text
    assert format_pin(person.pin) not in shown
    assert "Người đã liên kết" not in shown
