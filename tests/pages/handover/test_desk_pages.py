"""The desk in the browser's stead: each office does its part, and each refusal says why."""

import hashlib
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hotich.apps.accounts.models import Office
from hotich.apps.audit.models import AuditRow
from hotich.apps.handover import files, keys
from hotich.apps.handover.models import Arrival, OutgoingFile, Package, RefusedFile
from hotich.apps.records.models import Record
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

DESK = "/chuyen-du-lieu/"


def text_of(response) -> str:
    return response.content.decode()


def read(client, name: str):
    return client.post(reverse("handover:read"), {"name": name}, follow=True)


def read_all(client, office: Office) -> None:
    for name in road.inbox(office):
        assert read(client, name).status_code == 200


def make(page, book) -> Package:
    response = page("c06").post(reverse("handover:make", args=[book.pk]))
    assert response.status_code == 303
    lease = road.take_job()
    road.packing.run(lease)
    road.finish(lease)
    return Package.objects.get(book=book)


def test_every_office_does_its_part_on_its_own_page(page, staff: Staff, book):
    centre, department, office = page("c06"), page("so"), page("tuphap")
    desk = text_of(centre.get(DESK))
    assert "chờ lập gói" in desk
    assert "UBND xã Nga Trường (đến 30/06/2025)" in desk
    package = make(page, book)
    assert "đã gửi, chờ Sở Tư pháp nhận" in text_of(centre.get(DESK))
    (name,) = road.inbox(staff.justice_department)
    came = read(department, name)
    assert "Đã tiếp nhận gói 1" in text_of(came)
    assert "Mai Thị Phượng" not in text_of(came)
    arrival = Arrival.objects.get(office=staff.justice_department)
    sent = department.post(reverse("handover:forward", args=[arrival.pk]), follow=True)
    assert "Đã chuyển tiếp gói cho UBND xã Ba Đình" in text_of(sent)
    read_all(office, staff.commune)
    mine = Arrival.objects.get(office=staff.commune)
    address = reverse("handover:arrival", args=[mine.pk])
    shown = text_of(office.get(address))
    assert "Mai Thị Phượng A" in shown
    assert "=1+1;" in shown
    first = mine.lines.get(position=1)
    body = {
        "shown": [str(line.entry) for line in mine.lines.all()],
        f"reason-{first.entry}": "Sai họ tên mẹ",
    }
    assert office.post(address, body).status_code == 303
    made = office.post(reverse("handover:receipt", args=[mine.pk]), follow=True)
    assert "nhận 4, không nhận 1" in text_of(made)
    assert Record.objects.count() == 4
    read_all(department, staff.justice_department)
    read_all(centre, staff.centre)
    text = text_of(centre.get(reverse("handover:package", args=[package.pk])))
    assert "Sai họ tên mẹ" in text
    assert "KS 1/1998, UBND xã Nga Trường (đến 30/06/2025)" in text
    assert state_of(book) is State.LOCKED
    assert "đã chuyển trả xác nhận" in text_of(department.get(DESK))
    assert "nhận 4, không nhận 1" in text_of(office.get(DESK))


def test_all_can_be_accepted_at_once(page, staff: Staff, book):
    road.made(staff, book)
    mine = road.at_commune(staff)
    office = page("tuphap")
    early = office.post(reverse("handover:receipt", args=[mine.pk]), follow=True)
    assert "Còn 5 trường hợp chưa quyết định" in text_of(early)
    done = office.post(reverse("handover:accept_all", args=[mine.pk]), follow=True)
    assert "Đã tiếp nhận 5 trường hợp" in text_of(done)
    office.post(reverse("handover:receipt", args=[mine.pk]))
    again = office.post(reverse("handover:receipt", args=[mine.pk]), follow=True)
    assert "không lập lần thứ hai" in text_of(again)
    late = office.post(reverse("handover:accept_all", args=[mine.pk]), follow=True)
    assert "không sửa được nữa" in text_of(late)


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "Chưa ghi lý do không nhận"), ("x" * 501, "Dài quá 500 ký tự"), ("a\x07b", "ký tự")],
)
def test_a_rejection_says_why(page, staff: Staff, book, reason: str, message: str):
    road.made(staff, book)
    mine = road.at_commune(staff)
    line = mine.lines.get(position=2)
    body = {"shown": [str(line.entry)], f"reject-{line.entry}": "on"}
    body[f"reason-{line.entry}"] = reason
    answer = page("tuphap").post(reverse("handover:arrival", args=[mine.pk]), body)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert line.decisions.count() == 0


def test_nonsense_in_the_form_writes_nothing(page, staff: Staff, book):
    road.made(staff, book)
    mine = road.at_commune(staff)
    address = reverse("handover:arrival", args=[mine.pk])
    body = {"shown": ["x", str(uuid4())], f"reason-{uuid4()}": "lạ"}
    assert page("tuphap").post(address, body).status_code == 303
    assert road.deciding_count(mine) == 0


def test_the_views_of_entries_are_recorded(page, staff: Staff, book):
    road.made(staff, book)
    mine = road.at_commune(staff)
    page("tuphap").get(reverse("handover:arrival", args=[mine.pk]))
    row = AuditRow.objects.filter(action="handover.lines_viewed").get()
    mentions = {one["mention"] for line in mine.lines.all() for one in line.content["mentions"]}
    assert {str(one.subject) for one in row.subjects.all()} == mentions


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Đây không phải tệp chuyển dữ liệu"),
        (b"PK\x03\x04", "Đây không phải tệp chuyển dữ liệu"),
        (b"hotich-file 1\nxx", "Tệp đã hỏng"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(page, staff: Staff, content: bytes, message: str):
    road.give_keys(staff.justice_department)
    sent = {"file": SimpleUploadedFile("goi.hotich", content)}
    answer = page("so").post(reverse("handover:read"), sent)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert Arrival.objects.count() == 0
    row = RefusedFile.objects.get()
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert row.file_name == "goi.hotich"


def test_a_refused_file_leaves_the_inbox_and_one_that_may_be_read_later_stays(
    page, staff: Staff, book
):
    road.made(staff, book)
    content = road.content_for(staff.justice_department)
    folder = road.files._inbox(staff.justice_department.pk)
    (folder / "hong.hotich").write_bytes(content[:-1])
    answer = read(page("so"), "hong.hotich")
    assert answer.status_code == 422
    assert road.inbox(staff.justice_department) == []
    (folder / "goi.hotich").write_bytes(content)
    Office.objects.filter(pk=staff.centre.pk).update(signing_key="")
    answer = read(page("so"), "goi.hotich")
    assert "không phải cơ quan được tin cậy" in text_of(answer)
    assert road.inbox(staff.justice_department) == ["goi.hotich"]


@pytest.mark.parametrize("name", ["../x.hotich", "khong-co.hotich", "a/b.hotich", ".x.hotich"])
def test_a_name_that_is_not_in_the_inbox_is_refused(page, staff: Staff, name: str):
    answer = read(page("so"), name)
    assert answer.status_code == 422
    assert "không còn trong hộp nhận" in text_of(answer)


def test_nothing_chosen_is_said_at_the_field(page, staff: Staff):
    answer = page("so").post(reverse("handover:read"), {})
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in text_of(answer)


def test_keys_are_made_once(page, staff: Staff):
    centre = page("c06")
    assert "Chưa có khóa" in text_of(centre.get(DESK))
    done = centre.post(reverse("handover:keys"), follow=True)
    assert "Đã có khóa" in text_of(done)
    before = Office.objects.get(pk=staff.centre.pk).signing_key
    centre.post(reverse("handover:keys"))
    assert Office.objects.get(pk=staff.centre.pk).signing_key == before
    assert before
    Office.objects.filter(pk=staff.commune.pk).update(signing_key=before)
    other = page("tuphap").post(reverse("handover:keys"), follow=True)
    assert "nằm ở hệ thống khác" in text_of(other)


def card(client) -> bytes:
    response = client.get(reverse("handover:card"))
    assert "attachment" in response.headers["Content-Disposition"]
    return response.content


def test_a_card_is_taken_with_its_fingerprint(page, staff: Staff):
    road.give_keys(staff.centre)
    content = card(page("c06"))
    read_out = keys.read_card(content).fingerprint
    Office.objects.filter(pk=staff.centre.pk).update(signing_key="", encryption_key="")
    so, address = page("so"), reverse("handover:trust")
    assert so.get(address).status_code == 200
    wrong = so.post(
        address,
        {"card": SimpleUploadedFile("the.json", content), "fingerprint": "0000 1111"},
    )
    assert wrong.status_code == 422
    assert "Không khớp với thẻ" in text_of(wrong)
    sent = {"card": SimpleUploadedFile("the.json", content), "fingerprint": read_out.upper()}
    assert "Đã nhận thẻ" in text_of(so.post(address, sent, follow=True))
    assert Office.objects.get(pk=staff.centre.pk).signing_key


@pytest.mark.parametrize("content", [b"x", b"{}", b"[" * 9000, b'{"format": "x"}', b"y" * 30_000])
def test_what_is_no_card_is_refused(page, staff: Staff, content: bytes):
    sent = {"card": SimpleUploadedFile("the.json", content), "fingerprint": ""}
    answer = page("so").post(reverse("handover:trust"), sent)
    assert answer.status_code == 422
    assert "không phải thẻ cơ quan" in text_of(answer)


def test_other_keys_of_a_known_office_are_refused(page, staff: Staff):
    road.give_keys(staff.centre)
    content = card(page("c06")).decode()
    mine = Office.objects.get(pk=staff.centre.pk)
    road.give_keys(staff.commune)
    other = Office.objects.get(pk=staff.commune.pk)
    content = content.replace(mine.signing_key, other.signing_key)
    read_out = keys.read_card(content.encode()).fingerprint
    sent = {"card": SimpleUploadedFile("t.json", content.encode()), "fingerprint": read_out}
    answer = page("so").post(reverse("handover:trust"), sent)
    assert answer.status_code == 422
    assert "đã có khóa khác" in text_of(answer)


@pytest.mark.parametrize("why", ["incomplete", "no_key", "no_department", "nothing", "making"])
def test_a_package_that_cannot_be_made_says_why(page, staff: Staff, why: str):
    if why == "incomplete":
        book, words = road.entering_book(staff), "chưa được báo hoàn thành"
    else:
        book = road.complete_book(staff, linked=1)
        words = {
            "no_key": "chưa có khóa công khai",
            "no_department": "chưa gắn với Sở Tư pháp",
            "nothing": "không có gì thay đổi",
            "making": "Đang lập một gói",
        }[why]
    if why == "no_key":
        Office.objects.filter(pk=staff.justice_department.pk).update(encryption_key="")
    elif why == "no_department":
        Office.objects.filter(pk=staff.commune.pk).update(superior=None)
    elif why == "nothing":
        road.made(staff, book)
    elif why == "making":
        road.sending.request_package(by=staff.actor("c06"), book=book.pk)
    before = Package.objects.count()
    answer = page("c06").post(reverse("handover:make", args=[book.pk]), follow=True)
    assert words in text_of(answer)
    assert Package.objects.count() == before


def test_a_file_can_be_taken_out_and_sent_again(page, staff: Staff, book):
    road.made(staff, book)
    row = OutgoingFile.objects.get()
    answer = page("c06").get(reverse("handover:file", args=[row.pk]))
    assert hashlib.sha256(answer.content).hexdigest() == row.sha256
    assert answer.headers["Cache-Control"] == "no-store"
    road.content_for(staff.justice_department)
    page("c06").post(reverse("handover:send_again", args=[row.pk]))
    assert road.inbox(staff.justice_department) == [row.file_name]
    assert page("so").get(reverse("handover:file", args=[row.pk])).status_code == 404
    assert AuditRow.objects.filter(action="handover.file_taken").count() == 1


def test_a_lost_file_is_not_found(page, staff: Staff, book):
    road.made(staff, book)
    row = OutgoingFile.objects.get()
    files._kept("out", row.file_name).unlink()
    assert page("c06").get(reverse("handover:file", args=[row.pk])).status_code == 404
    again = page("c06").post(reverse("handover:send_again", args=[row.pk]), follow=True)
    assert "Không ghi được" in text_of(again)


def test_other_offices_see_nothing(page, staff: Staff, book, other_commune: Staff):
    package = road.made(staff, book)
    mine = road.at_commune(staff)
    for login in ("tuphap-khac", "so"):
        assert page(login).get(reverse("handover:arrival", args=[mine.pk])).status_code == 404
    assert page("so").get(reverse("handover:package", args=[package.pk])).status_code == 404
    stranger = page("tuphap-khac")
    for name in ("receipt", "accept_all"):
        assert stranger.post(reverse(f"handover:{name}", args=[mine.pk])).status_code == 404
    assert "Chưa có gói nào đến" in text_of(stranger.get(DESK))
    assert page("congan").get(DESK).status_code == 404


def test_the_department_cannot_decide(page, staff: Staff, book):
    road.made(staff, book)
    arrival = road.at_department(staff)
    address = reverse("handover:arrival", args=[arrival.pk])
    assert page("so").post(address, {}).status_code == 404


def test_a_package_is_not_forwarded_twice(page, staff: Staff, book):
    road.made(staff, book)
    arrival = road.at_department(staff)
    address = reverse("handover:forward", args=[arrival.pk])
    page("so").post(address)
    assert "đã được chuyển tiếp" in text_of(page("so").post(address, follow=True))
    assert OutgoingFile.objects.filter(kind="forwarded").count() == 1


def test_overdue_is_shown(page, staff: Staff, book):
    package = road.made(staff, book)
    Package.objects.filter(pk=package.pk).update(due_on="2025-01-02")
    assert "quá hạn" in text_of(page("c06").get(DESK))
    assert "quá hạn" in text_of(page("c06").get(reverse("handover:package", args=[package.pk])))


def test_the_pages_speak_english(page, staff: Staff, book):
    package = road.made(staff, book)
    mine = road.at_commune(staff)
    passing = Arrival.objects.get(office=staff.justice_department)
    for login, name, thing, words in (
        ("c06", "desk", None, "Packages made"),
        ("c06", "trust", None, "Take in an office card"),
        ("c06", "package", package, "Way of the data"),
        ("so", "desk", None, "Packages that arrived"),
        ("so", "arrival", passing, "Receipts passed back"),
        ("tuphap", "arrival", mine, "Accept all remaining entries"),
    ):
        client = page(login)
        client.cookies["django_language"] = "en"
        address = reverse(f"handover:{name}", args=[thing.pk] if thing else [])
        assert words in text_of(client.get(address)), name
