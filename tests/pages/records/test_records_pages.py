"""Records: found without accents, read with their way, and a fault that goes back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.records.models import Fault, Record
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

SEARCH = "/ho-tich-dien-tu/"


@pytest.fixture
def held(staff: Staff, book):
    """Return the accepted records of the book."""
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    return Record.objects.order_by("number")


def find(client, **asked: str):
    return client.post(SEARCH, asked)


def text_of(response) -> str:
    return response.content.decode()


def labels(response) -> list[str]:
    return [row["record"].label.split(",")[0] for row in response.context["rows"]]


def test_a_record_is_found_without_accents(page, held):
    client = page("tuphap")
    assert client.get(SEARCH).status_code == 200
    assert labels(find(client, name="trinh duc tam")) == ["KS 3/1998"]
    assert labels(find(client, name="Phượng", year="1998")) == ["KS 1/1998", "KS 2/1998"]
    assert len(labels(find(client, name="tran thi huyen"))) == 5
    assert labels(find(client, name="phuong", year="1997")) == []
    assert "Không có trường hợp nào như vậy" in text_of(find(client, name="không có ai"))


def test_what_stands_in_an_address_is_not_searched_for(page, held):
    answer = page("tuphap").get(SEARCH, {"name": "trinh duc tam", "reason": "kiểm tra"})
    assert answer.status_code == 200
    assert "KS 3/1998" not in text_of(answer)
    assert not AuditRow.objects.filter(action="record.searched").exists()


def test_a_record_is_found_by_its_numbers(page, held):
    client = page("tuphap")
    key = held[0].keys.exclude(number="").get()
    name = held[0].keys.filter(field=f"{key.field}.full_name").get().name
    number = f"{key.number[:6]} {key.number[6:]}"
    found = find(client, number=number, name=name)
    assert labels(found) == ["KS 1/1998"]
    assert key.number not in text_of(found)
    assert labels(find(client, number=number, name="không phải người này")) == []
    assert labels(find(client, entry_number="4/1998", register_type="KS", book="01/")) == [
        "KS 4/1998"
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "Hãy nhập họ tên, số định danh hoặc số đăng ký"),
        ({"name": "  . "}, "Hãy nhập họ tên"),
        ({"name": "a"}, "ít nhất hai chữ"),
        ({"name": "x" * 201}, "Dài quá 200"),
        ({"number": "123"}, "đủ 12 chữ số"),
        ({"number": "000198000001"}, "nhập cả họ tên"),
        ({"number": "000198000001", "name": "Mai"}, "nhập cả họ tên"),
        ({"entry_number": "tám bảy"}, "Không đọc được số này"),
        ({"entry_number": "1", "year": "98"}, "nhỏ nhất là"),
        ({"entry_number": "1", "register_type": "XX"}, "không có trong danh sách"),
        ({"name": "a\x00b"}, "ký tự"),
        ({"entry_number": "9" * 40}, "số"),
    ],
)
def test_a_search_for_nothing_is_refused(page, staff: Staff, asked, message: str):
    answer = find(page("tuphap"), **asked)
    assert answer.status_code == 422, text_of(answer)
    assert message in text_of(answer)
    assert not AuditRow.objects.filter(action="record.searched").exists()


def test_searches_and_views_are_recorded_with_their_people(page, held):
    client = page("tuphap")
    find(client, name="trinh duc tam")
    row = AuditRow.objects.filter(action="record.searched").get()
    assert row.reason == "name"
    assert row.subjects.count() == 3
    client.get(reverse("records:record", args=[held[0].pk]))
    assert AuditRow.objects.filter(action="record.viewed", object=held[0].pk).count() == 1


def test_a_record_shows_what_was_written_and_its_way(page, held):
    text = text_of(page("tuphap").get(reverse("records:record", args=[held[3].pk])))
    for words in (
        "=Lê “Văn”, Én",
        "=1+1;",
        "C06 (giả lập)",
        "Sở Tư pháp tỉnh Thanh Hóa",
        "UBND xã Ba Đình",
        "Phiên bản 1, gói thứ 1",
        "chưa có số định danh",
        "Báo sai sót",
    ):
        assert words in text


def test_the_department_sees_its_offices_records_and_others_none(page, held, other_commune: Staff):
    address = reverse("records:record", args=[held[0].pk])
    text = text_of(page("so").get(address))
    assert "Mai Thị Phượng A" in text
    assert "Báo sai sót" not in text
    assert page("tuphap-khac").get(address).status_code == 404
    assert page("congan").get(address).status_code == 404
    assert labels(find(page("tuphap-khac"), name="phuong")) == []


def test_a_fault_goes_back(page, staff: Staff, held):
    client = page("tuphap")
    address = reverse("handover:fault", args=[held[1].pk])
    assert client.get(address).status_code == 200
    for reason, message in (("  ", "Chưa nhập mục này"), ("x" * 501, "Dài quá 500")):
        answer = client.post(address, {"reason": reason})
        assert answer.status_code == 422
        assert message in text_of(answer)
    done = client.post(address, {"reason": "Năm sinh của mẹ"}, follow=True)
    assert "Đã gửi báo sai sót" in text_of(done)
    assert "Năm sinh của mẹ" in text_of(done)
    assert Fault.objects.get().record_id == held[1].pk
    assert len(road.inbox(staff.justice_department)) == 2
    stranger = page("tuphap")
    assert stranger.get(reverse("handover:fault", args=[uuid4()])).status_code == 404
    assert page("so").get(address).status_code == 404
