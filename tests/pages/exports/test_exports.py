"""The way of a file with personal data: works, then each refusal."""

import hashlib
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hotich.apps.audit.actor import process
from hotich.apps.audit.models import AuditRow
from hotich.apps.exports import clearing
from hotich.apps.exports.clearing import clear_over
from hotich.apps.exports.models import ExportRequest
from hotich.apps.jobs.actions import enqueue
from tests.support.books import entering_book
from tests.support.cases import NAMES, given_case
from tests.support.entries import given_person, saved_linked
from tests.support.exports import KEY, asked, given_out, opened, taken, wish
from tests.support.handover import take_job
from tests.support.neighbours import make_neighbours

pytestmark = pytest.mark.django_db
LIST, XLSX = reverse("exports:requests"), reverse("tracking:xlsx")
BOOK = reverse("existing:export")


@pytest.fixture
def case(staff):
    return given_case(staff, NAMES, person=given_person().uuid)


def request_of(name: str, request) -> str:
    return reverse(f"exports:{name}", args=[request])


def text_of(response) -> str:
    return response.content.decode()


def test_two_people_one_receiver_and_the_fingerprint_before(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    assert "chờ người thứ hai" in text_of(page("tuphap").get(request_of("export", request)))
    assert "1 yêu cầu chờ bạn" in text_of(page("lanhdao").get(LIST))
    answer = taken(page, "tuphap", request)
    assert answer["Content-Disposition"].endswith('.xlsx.age"')
    assert NAMES[1].encode() not in answer.content
    cells = {cell.value for row in load_workbook(io.BytesIO(opened(answer))).active for cell in row}
    assert NAMES[1] in cells
    digest = hashlib.sha256(answer.content).hexdigest()
    told = AuditRow.objects.filter(object=request).order_by("sequence")
    assert [row.action for row in told] == [
        "export.asked",
        "export.confirmed",
        "export.made",
        "export.handed_out",
    ]
    assert told[3].reason == f"sha256 {digest} rows 1"
    assert case.mention in set(told[2].subjects.values_list("subject", flat=True))
    again = page("tuphap").post(request_of("take", request))
    assert again.content == answer.content
    assert digest in text_of(page("lanhdao").get(request_of("export", request)))


def test_the_sheet_of_a_book_goes_the_same_way(page, staff):
    book = entering_book(staff)
    saved_linked(staff.actor("congan"), book, given_person())
    content = given_out(page, "tuphap", BOOK, {"book": f"{book.pk} 158-KS70"})
    assert load_workbook(io.BytesIO(content)).active.max_row == 2
    assert "Mai Thị Phượng" not in ExportRequest.objects.get().label


def test_nobody_lets_his_own_file_go(page, staff, case):
    request = asked(page("truongca"), XLSX, {})
    refused = page("truongca").post(request_of("confirm", request))
    assert refused.status_code == 422
    assert "không được tự xác nhận" in text_of(refused)
    assert page("truongca").post(request_of("take", request)).status_code == 422
    kept = ExportRequest.objects.get(pk=request)
    kept.confirmed_by, kept.confirmed_at = kept.asked_by, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


@pytest.mark.parametrize("login", ["tuphap", "tuphap2", "congan", "quantri"])
def test_only_who_may_confirms(page, staff, case, login):
    request = asked(page("tuphap"), XLSX, {})
    assert page(login).post(request_of("confirm", request)).status_code == 404
    assert ExportRequest.objects.get(pk=request).confirmed_at is None


def test_no_file_before_it_is_confirmed_or_after_its_time(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    answer = page("tuphap").post(request_of("take", request))
    assert answer.status_code == 422
    assert "Chưa có người thứ hai" in text_of(answer)
    page("lanhdao").post(request_of("confirm", request))
    late = timezone.now() - timedelta(days=8)
    ExportRequest.objects.filter(pk=request).update(confirmed_at=late)
    assert "Đã hết hạn" in text_of(page("tuphap").post(request_of("take", request)))
    assert not AuditRow.objects.filter(action="export.handed_out").exists()


def test_only_who_asked_takes_it(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    taken(page, "tuphap", request)
    for login in ("lanhdao", "tuphap2", "congan"):
        assert page(login).post(request_of("take", request)).status_code == 404


def test_a_refused_one_stays_refused(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    short = page("lanhdao").post(request_of("refuse", request), {"reason": ""})
    assert short.status_code == 422
    assert page("lanhdao").post(request_of("refuse", request), {"reason": "sai"}).status_code == 303
    again = page("truongca").post(request_of("confirm", request))
    assert again.status_code == 422
    assert "đã được quyết định" in text_of(again)
    assert "không được đồng ý" in text_of(page("tuphap").get(LIST))


def test_who_asked_may_take_it_back(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    sent = {"reason": "nhầm"}
    assert page("tuphap2").post(request_of("refuse", request), sent).status_code == 404
    assert page("tuphap").post(request_of("refuse", request), sent).status_code == 303


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"to": ""}, "Chưa nhập mục này"),
        ({"to": "x"}, "không có trong danh sách"),
        ({"purpose": ""}, "Chưa nhập mục này"),
        ({"purpose": "x" * 501}, "Dài quá 500"),
        ({"receiver": ""}, "Hãy ghi tên người nhận"),
        ({"key": ""}, "Khóa này không đúng"),
        ({"key": KEY[:-1]}, "Khóa này không đúng"),
    ],
)
def test_without_whom_and_what_for_nothing_is_asked(page, staff, case, change, message):
    sent = wish(**{"purpose": "công văn 77", **change})
    response = page("tuphap").post(XLSX, sent | {"older_than": ""})
    assert response.status_code == 422
    assert message in text_of(response)
    assert "công văn 77" in text_of(response) or "purpose" in change
    assert not ExportRequest.objects.exists()


def test_more_rows_than_a_file_may_hold_are_refused(page, staff, case, settings):
    settings.EXPORT_ROWS = 0
    response = page("tuphap").post(XLSX, wish())
    assert response.status_code == 422
    assert "mỗi tệp chỉ được giao 0 dòng" in text_of(response)
    settings.EXPORT_ROWS = 1
    request = asked(page("tuphap"), XLSX, {})
    settings.EXPORT_ROWS = 0  # meanwhile
    assert taken(page, "tuphap", request).status_code == 422
    assert ExportRequest.objects.get().content is None


def test_an_empty_file_is_not_asked_for(page, staff):
    response = page("tuphap").post(XLSX, wish())
    assert response.status_code == 422
    assert "Không có dòng nào" in text_of(response)


def test_the_file_holds_what_the_officer_may_see_when_it_is_made(page, staff, case):
    request = asked(page("tuphap"), XLSX, {})
    type(case).objects.filter(pk=case.pk).update(office=staff.centre)
    assert taken(page, "tuphap", request).status_code == 422
    assert not AuditRow.objects.filter(action="export.made").exists()


def test_another_office_finds_nothing(page, staff, case):
    make_neighbours(staff)
    request = asked(page("tuphap"), XLSX, {})
    other = page("lanhdao-khac")
    assert "Chưa có yêu cầu nào" in text_of(other.get(LIST))
    assert other.get(request_of("export", request)).status_code == 404
    for name in ("confirm", "refuse", "take"):
        assert other.post(request_of(name, request), {"reason": "x"}).status_code == 404
        assert page("lanhdao").post(request_of(name, uuid4())).status_code == 404


@pytest.mark.parametrize("login", ["so", "c06", "quantri"])
def test_who_may_not_finds_no_page(page, staff, case, login):
    request = asked(page("tuphap"), XLSX, {})
    assert page(login).get(LIST).status_code == 404
    assert page(login).get(request_of("export", request)).status_code == 404
    for name in ("confirm", "refuse", "take"):
        assert page(login).post(request_of(name, request)).status_code == 404


def test_an_office_whose_key_is_known_is_offered(page, staff, case):
    staff.justice_department.encryption_key = KEY
    staff.justice_department.save()
    request = asked(page("tuphap"), XLSX, {"to": str(staff.justice_department.pk), "key": ""})
    kept = ExportRequest.objects.get(pk=request)
    assert (kept.receiver, kept.receiver_key) == ("Sở Tư pháp tỉnh Thanh Hóa", KEY)


def test_after_seven_days_the_bytes_leave_and_the_fingerprint_stays(page, staff, case):
    old, new = (asked(page("tuphap"), XLSX, {}) for _each in range(2))
    digest = hashlib.sha256(taken(page, "tuphap", old).content).hexdigest()
    taken(page, "tuphap", new)
    assert clear_over(by=process("job")) == 0
    late = timezone.now() - timedelta(days=7, seconds=1)
    ExportRequest.objects.filter(pk=old).update(confirmed_at=late)
    enqueue(by=process("job"), kind="exports.clear", parameters={})
    clearing.run(take_job("exports.clear"))
    row = ExportRequest.objects.get(pk=old)
    assert (row.content, row.sha256, row.rows) == (None, digest, 1)
    assert ExportRequest.objects.get(pk=new).content is not None
    assert page("tuphap").post(request_of("take", old)).status_code != 200
    shown = page("lanhdao").get(request_of("export", old))
    assert digest in text_of(shown)
    told = AuditRow.objects.get(action="export.cleared")
    assert (told.object, told.reason) == (old, f"sha256 {digest} rows 1")
    assert clear_over(by=process("job")) == 0
