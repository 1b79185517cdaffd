"""The pages of oversight: work, then each refusal."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.accounts.models import WorkstationCheck
from hotich.apps.accounts.workstations import CHECKLIST
from hotich.apps.audit.models import AuditHead, AuditRow
from hotich.apps.audit.verify import head_of
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked
from tests.support.neighbours import make_neighbours
from tests.support.tampering import drop_triggers

pytestmark = pytest.mark.django_db

AUDIT, VERIFY, VIEWERS, OF_PERSON, OF_MENTION, COMPUTERS = (
    reverse(f"oversight:{name}")
    for name in (
        "audit",
        "verify",
        "viewers",
        "viewers_of_person",
        "viewers_of_mention",
        "computers",
    )
)


def text_of(response) -> str:
    return response.content.decode()


def day(offset: int) -> str:
    return f"{timezone.localdate() + timezone.timedelta(days=offset):%d/%m/%Y}"


def test_the_log_and_its_filter(page, staff):
    entering_book(staff)
    client = page("truongca")
    text = text_of(client.get(AUDIT))
    assert "Kiểm kê quyển sổ" in text
    assert head_of(staff.commune.pk) in text
    narrowed = text_of(client.get(AUDIT, {"action": "book.registered", "since": day(0)}))
    assert narrowed.count('<th scope="row">') == 1
    assert "Không có dòng nhật ký" in text_of(client.get(AUDIT, {"until": "01/01/2020"}))


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"since": "31/02/2026"}, "không có trên lịch"),
        ({"until": "hôm qua"}, "Không đọc được ngày"),
        ({"action": "x"}, "không có trong danh sách"),
        ({"officer": str(uuid4())}, "không có trong danh sách"),
        ({"object": "87"}, "Mã không đúng"),
    ],
)
def test_a_wrong_filter_is_said_and_narrows_nothing(page, staff, sent, message):
    entering_book(staff)
    response = page("lanhdao").get(AUDIT, sent)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Kiểm kê quyển sổ" in text_of(response)


def test_the_chain_is_verified(page, staff):
    entering_book(staff)
    client = page("lanhdao")
    printed = head_of(staff.commune.pk)
    assert "nguyên vẹn: đã kiểm tra" in text_of(client.post(VERIFY, {"anchor": f" {printed} "}))
    assert "nguyên vẹn: đã kiểm tra" in text_of(client.post(VERIFY, {"anchor": ""}))
    sequence = printed.partition(":")[0]
    text = text_of(client.post(VERIFY, {"anchor": f"{sequence}:{'0' * 64}"}))
    assert f"bắt đầu từ dòng {sequence}" in text
    drop_triggers()
    AuditHead.objects.filter(pk=staff.commune.pk).update(sequence=900)
    assert "bị cắt mất phần cuối" in text_of(client.post(VERIFY))


def test_a_printed_head_that_is_none_is_refused(page, staff):
    rows = AuditRow.objects.count()
    response = page("lanhdao").post(VERIFY, {"anchor": "12:abc"})
    assert response.status_code == 422
    assert "Mã này không đúng" in text_of(response)
    assert AuditRow.objects.count() == rows


def test_from_a_number_to_who_looked(page, staff):
    saved_linked(staff.actor("congan"), entering_book(staff), given_person())
    client = page("lanhdao")
    assert client.get(VIEWERS).status_code == 200
    text = text_of(client.post(VIEWERS, {"text": "1/1998", "reason": "công dân hỏi"}))
    assert "KS 1/1998" in text
    assert "Mai Thị Phượng" not in text
    mention = text.split('name="mention" value="')[1].split('"')[0]
    shown = text_of(client.post(OF_MENTION, {"mention": mention, "reason": "công dân hỏi"}))
    assert "Lê Văn Công" in shown
    assert "Lưu trường hợp đăng ký" in shown
    none = client.post(VIEWERS, {"text": "99/1998", "reason": "công dân hỏi"})
    assert "Không có trường hợp nào" in text_of(none)


def test_from_a_person_after_a_reason(page, staff):
    person = given_person()
    saved_linked(staff.actor("congan"), entering_book(staff), person)
    client = page("truongca")
    asked = client.post(OF_PERSON, {"subject": person.uuid})
    assert asked.status_code == 200
    assert str(person.uuid) in text_of(asked)
    refused = client.post(OF_PERSON, {"subject": person.uuid, "reason": ""})
    assert refused.status_code == 422
    assert "Chưa nhập mục này" in text_of(refused)
    shown = client.post(OF_PERSON, {"subject": person.uuid, "reason": "công dân hỏi"})
    assert "Lê Văn Công" in text_of(shown)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (VIEWERS, {"text": "1", "reason": ""}),
        (VIEWERS, {"text": "", "reason": "x"}),
        (VIEWERS, {"text": "1\x00", "reason": "x"}),
        (OF_MENTION, {"mention": "1", "reason": "x"}),
        (OF_MENTION, {"mention": str(uuid4())}),
        (OF_PERSON, {"subject": "1", "reason": "x"}),
        (OF_PERSON, {"reason": "x"}),
    ],
)
def test_a_question_without_whom_or_why_is_refused(page, staff, address, sent):
    rows = AuditRow.objects.count()
    response = page("lanhdao").post(address, sent)
    assert response.status_code == 422
    assert AuditRow.objects.count() == rows


def test_what_is_not_there_is_not_there(page, staff):
    make_neighbours(staff)
    saved = saved_linked(staff.actor("congan"), entering_book(staff), given_person())
    mention = saved.entry.mentions.get(principal=True).pk
    for login, found in (("lanhdao-khac", mention), ("lanhdao", uuid4())):
        sent = {"mention": found, "reason": "x"}
        assert page(login).post(OF_MENTION, sent).status_code == 404


def test_who_may_not_finds_no_page(page, staff):
    for login in ("tuphap", "congan", "so", "c06"):
        client = page(login)
        for address in (AUDIT, VIEWERS, COMPUTERS):
            assert client.get(address).status_code == 404
        for address in (VERIFY, VIEWERS, OF_PERSON, OF_MENTION, COMPUTERS):
            assert client.post(address).status_code == 404


def test_a_check_of_a_computer_is_recorded(page, staff):
    client = page("truongca")
    assert "Chưa ghi máy tính nào" in text_of(client.get(COMPUTERS))
    sent = {"name": " Máy  1", "checked_on": day(0), "expires_on": day(10), "note": "đã dán tem"}
    sent["met"] = [code for code, _words in CHECKLIST]
    assert client.post(COMPUTERS, sent)["Location"] == COMPUTERS
    text = text_of(client.get(COMPUTERS))
    assert "Máy 1" in text
    assert "Còn 10 ngày" in text
    assert "Ghi lần kiểm tra" not in text_of(page("lanhdao").get(COMPUTERS))
    assert page("lanhdao").post(COMPUTERS, sent).status_code == 404
    assert WorkstationCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Chưa nhập mục này"),
        ({"name": "x" * 101}, "Dài quá 100"),
        ({"checked_on": "ngày mai"}, "Không đọc được ngày"),
        ({"checked_on": day(1)}, "Ngày này chưa đến"),
        ({"expires_on": day(0)}, "phải sau ngày kiểm tra"),
        ({"note": "x" * 501}, "Dài quá 500"),
    ],
)
def test_a_refused_check_is_said_at_the_field(page, staff, change, message):
    sent = {"name": "Máy 1", "checked_on": day(0), "expires_on": day(9), "note": "tem 12"} | change
    response = page("truongca").post(COMPUTERS, sent)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "tem 12" in text_of(response) or "note" in change
    assert not WorkstationCheck.objects.exists()
