"""Taking a book in: the form, its rows of years, and each refusal."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.registers.models import Book, YearlyClosing
from tests.support.books import given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
URL = "registers:register"


def typed(staff: Staff, **changes: str) -> dict[str, str]:
    return {
        "register_type": "KS",
        "edition": "KS:older",
        "original_office": str(staff.nga_truong.pk),
        "volume_label": "01/1998",
        "condition": "worn",
        "received_on": "1/7/2025",
        "received_document": "Biên bản số 5",
        "note": "mất bìa",
        "rows": "5",
        "nam-0-year": "1998",
        "nam-0-pages": "100",
        "nam-0-entries": "150",
        "nam-2-year": "1999",
    } | changes


def test_a_book_is_taken_in_with_its_years(page, staff: Staff):
    response = page("tuphap").post(reverse(URL), typed(staff))
    book = Book.objects.get()
    assert (response.status_code, response.url) == (303, reverse("registers:book", args=[book.pk]))
    assert (book.volume_label, book.condition, book.note) == ("01/1998", "worn", "mất bìa")
    rows = YearlyClosing.objects.order_by("year").values_list(
        "year", "declared_pages", "declared_entries"
    )
    assert list(rows) == [(1998, 100, 150), (1999, None, None)]


def test_the_form_offers_what_is_defined_and_held(page, staff: Staff):
    text = page("tuphap").get(reverse(URL)).content.decode()
    assert "Sổ đăng ký khai sinh" in text
    assert "UBND xã Nga Trường (đến 30/06/2025)" in text
    assert "Mẫu cũ, chưa rõ mẫu in" in text
    assert "Sở Tư pháp" not in text.split("<form", 3)[-1]


def test_more_rows_come_without_losing_or_checking_anything(page, staff: Staff):
    sent = typed(staff, add_rows="1") | {"volume_label": "", "nam-0-year": "mười"}
    response = page("tuphap").post(reverse(URL), sent)
    text = response.content.decode()
    assert response.status_code == 200
    assert response.context["rows"].count == 10
    assert 'value="mười"' in text
    assert "mất bìa" in text
    assert "Chưa nhập mục này" not in text
    assert not Book.objects.exists()


def test_the_number_of_rows_has_an_end(page, staff: Staff):
    for sent in ("9999999", "-3", "x", "60"):
        response = page("tuphap").post(reverse(URL), typed(staff, add_rows="1", rows=sent))
        assert 5 <= response.context["rows"].count <= 60


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"register_type": "ZZ"}, "Lựa chọn này không có trong danh sách"),
        ({"edition": ""}, "Chưa nhập mục này"),
        ({"edition": "KH:2020"}, "Lựa chọn này không có trong danh sách"),
        ({"original_office": "0b3d6f5e-0000-4000-8000-000000000000"}, "Lựa chọn này không có"),
        ({"volume_label": "   "}, "Chưa nhập mục này"),
        ({"volume_label": "0" * 61}, "Dài quá 60 ký tự"),
        ({"volume_label": "01\x00/1998"}, "không lưu được"),
        ({"volume_label": "01\n/1998"}, "không lưu được"),
        ({"received_on": "31/02/2025"}, "Ngày này không có trên lịch"),
        ({"received_on": "01/01/2999"}, "Ngày này chưa đến"),
        ({"received_on": "2025"}, "Hãy nhập đủ ngày, tháng, năm"),
        ({"note": "x" * 501}, "Dài quá 500 ký tự"),
        ({"nam-0-year": "1799"}, "Giá trị nhỏ nhất là 1900"),
        ({"nam-0-year": "2099"}, "Năm này chưa đến"),
        ({"nam-0-year": "9" * 5000}, "Hãy nhập một số nguyên"),
        ({"nam-0-year": ""}, "Chưa nhập năm"),
        ({"nam-0-pages": "-1"}, "Giá trị nhỏ nhất là 0"),
        ({"nam-0-entries": "999999999"}, "Giá trị lớn nhất là"),
        ({"nam-0-entries": "1,5"}, "Hãy nhập một số nguyên"),
        ({"nam-1-year": "1998"}, "Năm này đã có ở dòng trên"),
    ],
)
def test_bad_input_is_said_at_the_field(page, staff: Staff, changes, message: str):
    rows = AuditRow.objects.count()
    response = page("tuphap").post(reverse(URL), typed(staff, **changes))
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert "Biên bản số 5" in text
    assert not Book.objects.exists()
    assert AuditRow.objects.count() == rows


def test_the_same_book_again_names_the_existing_one(page, staff: Staff):
    first = given_book(staff, volume="01/1998")
    response = page("tuphap").post(reverse(URL), typed(staff))
    text = response.content.decode()
    assert response.status_code == 422
    assert "đã có trong kiểm kê: Sổ đăng ký khai sinh, quyển 01/1998, UBND xã Nga Trường" in text
    assert reverse("registers:book", args=[first.pk]) in text
    assert Book.objects.count() == 1


@pytest.mark.parametrize("login", ["congan", "truongca", "lanhdao", "c06", "so"])
def test_only_the_justice_officer_has_the_page(page, staff: Staff, login: str):
    assert page(login).get(reverse(URL)).status_code == 404
    assert page(login).post(reverse(URL), typed(staff)).status_code == 404
    assert not Book.objects.exists()


def test_an_empty_form_is_refused(page, staff: Staff):
    assert page("tuphap").post(reverse(URL), {}).status_code == 422
