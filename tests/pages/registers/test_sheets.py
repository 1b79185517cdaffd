"""The inventory as Excel out and in, the statistics, the queue and the forms of the books."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from hotich.apps.audit.models import AuditRow
from hotich.apps.registers.models import Book, State
from hotich.documents.inventory import InventoryLine, inventory_xlsx
from tests.support.books import given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
EXPORT, IMPORT, CONFIRM = (f"registers:{name}" for name in ("export", "import", "confirm_import"))
LINE = InventoryLine(
    register_type="KS",
    edition="older",
    office="UBND xã Nga Trường",
    volume="01/1998",
    condition="tốt",
    year="1998",
    pages="100",
    entries="150",
)


def upload(client, *lines: InventoryLine, content: bytes | None = None):
    file = SimpleUploadedFile("kiem-ke.xlsx", content or inventory_xlsx(lines))
    return client.post(reverse(IMPORT), {"file": file})


def test_what_goes_out_holds_the_filtered_books(page, staff: Staff):
    given_book(staff, volume="01/1998", years=((1998, 100, 150), (1999, 1, 2)))
    given_book(staff, volume="02/2001", condition="faded")
    response = page("lanhdao").get(reverse(EXPORT), {"condition": "good"})
    sheet = load_workbook(BytesIO(response.content)).active
    texts = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert [row[3] for row in texts if "tốt" in row] == ["01/1998", "01/1998"]
    assert "attachment" in response["Content-Disposition"]
    assert AuditRow.objects.filter(action="book.inventory_exported").count() == 1


def test_a_file_is_looked_at_and_then_taken(page, staff: Staff):
    client = page("tuphap")
    looked = upload(client, LINE, InventoryLine(volume="lỗi"))
    assert looked.status_code == 200
    assert "Không có loại sổ này" in looked.content.decode()
    assert not Book.objects.exists()
    held = {"rows": looked.context["held"]}
    assert client.post(reverse(CONFIRM), held).status_code == 303
    assert Book.objects.get().volume_label == "01/1998"
    assert client.post(reverse(CONFIRM), held).status_code == 303
    assert Book.objects.count() == 1


@pytest.mark.parametrize("held", ["", "x", "a:b:c", "\x00", "9" * 5000])
def test_what_was_not_shown_is_not_taken(page, staff: Staff, held: str):
    response = page("tuphap").post(reverse(CONFIRM), {"rows": held})
    assert response.status_code == 422
    assert "Bản xem trước đã cũ" in response.content.decode()


def test_what_another_officer_was_shown_is_not_taken(page, staff: Staff):
    held = {"rows": upload(page("tuphap"), LINE).context["held"]}
    assert page("tuphap2").post(reverse(CONFIRM), held).status_code == 422
    assert not Book.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"khong phai xlsx", "Không đọc được bảng tính"),
        (b"x" * 5_000_001, "Tệp quá lớn"),
        (inventory_xlsx([]), "không có dòng nào"),
    ],
)
def test_a_bad_file_is_said_at_the_field(page, staff: Staff, content: bytes, message: str):
    response = upload(page("tuphap"), content=content)
    assert response.status_code == 422
    assert message in response.content.decode()


def test_no_file_at_all_is_said(page, staff: Staff):
    response = page("tuphap").post(reverse(IMPORT), {})
    assert response.status_code == 422
    assert "Chưa nhập mục này" in response.content.decode()


def test_the_leader_sees_the_statistics_and_takes_them_away(page, staff: Staff):
    given_book(staff, volume="a", years=((1998, 100, 150), (1999, 10, None)))
    given_book(staff, volume="b", condition="faded", years=((1998, 50, 60),))
    given_book(staff, volume="c", register_type="KH", years=((1998, 7, 9),))
    given_book(staff, volume="d", register_type="KH")
    client = page("lanhdao")
    found = client.get(reverse("registers:statistics")).context["found"]
    births = [one for one in found.by_year if one.title == "Sổ đăng ký khai sinh"]
    assert [(one.part, one.books, one.declared.entries) for one in births] == [
        ("1998", 2, 210),
        ("1999", 1, None),
        ("", 2, 210),
    ]
    assert births[-1].undeclared == 1
    total = found.by_year[-1]
    assert (total.title, total.books, total.declared.pages, total.undeclared) == ("", 4, 167, 2)
    assert [one.books for one in found.by_condition if one.is_total] == [2, 2, 4]
    file = client.get(reverse("registers:statistics_file"))
    sheet = load_workbook(BytesIO(file.content)).active
    assert [cell.value for cell in sheet[sheet.max_row]][3:6] == ["4", "167", "219"]


def test_the_queue_says_what_to_enter_first(page, staff: Staff):
    given_book(staff, volume="cưới", register_type="KH", years=((1998, 1, 1),), state=State.READY)
    given_book(staff, volume="sinh", years=((1999, 1, 1),))
    text = page("lanhdao").get(reverse("registers:queue")).content.decode()
    assert text.index("sinh</a>") < text.index("cưới</a>")
    assert "Nhập trước: Sổ đăng ký khai sinh" in text
    assert "nhập trước" in page("lanhdao").get(reverse("registers:overview")).content.decode()


def test_a_later_book_is_made_ready_with_a_reason(page, staff: Staff):
    given_book(staff, volume="sinh", years=((1999, 1, 1),))
    book = given_book(staff, volume="cưới", register_type="KH", years=((1998, 1, 1),))
    client, ready = page("tuphap"), reverse("registers:ready", args=[book.pk])
    refused = client.post(ready)
    assert refused.status_code == 422
    assert "Sổ đăng ký khai sinh (1)" in refused.content.decode()
    assert client.post(ready, {"reason": "sổ khai sinh đang phục chế"}).status_code == 303
    shown = client.get(reverse("registers:book", args=[book.pk])).content.decode()
    assert "sổ khai sinh đang phục chế" in shown


def test_every_type_and_form_is_shown_with_its_columns(page, staff: Staff):
    text = page("congan").get(reverse("registers:editions")).content.decode()
    assert text.index("Sổ đăng ký khai sinh") < text.index("Sổ đăng ký kết hôn")
    assert "chưa có nguồn xác nhận" in text
    assert "thông tin cơ bản" in text


@pytest.mark.parametrize("name", ["export", "statistics", "statistics_file", "queue", "editions"])
def test_without_the_right_there_is_no_such_page(page, client, staff: Staff, name: str):
    assert page("c06").get(reverse(f"registers:{name}")).status_code == 404
    assert client.get(reverse(f"registers:{name}")).status_code == 302


@pytest.mark.parametrize("name", ["import", "confirm_import"])
@pytest.mark.parametrize("login", ["congan", "lanhdao", "so"])
def test_only_who_prepares_books_brings_them_in(page, staff: Staff, name: str, login: str):
    assert page(login).post(reverse(f"registers:{name}"), {"rows": "x"}).status_code == 404
