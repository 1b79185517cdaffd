"""The acts on a book, each on a page of its own: works, then each refusal."""

import pytest
from django.urls import reverse

from hotich.apps.registers import queries
from hotich.apps.registers.models import Assignment, Custody, State, YearlyClosing
from tests.support.books import entering_book, given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
SIGNATURES = {
    "given_by": "Mai Thị Tư",
    "given_post": "Công chức",
    "received_by": "Bùi Thị Khác",
    "received_post": "Công chức",
}


def url(name: str, book, *more) -> str:
    return reverse(f"registers:{name}", args=[book.pk, *more])


def test_a_year_is_declared(page, staff: Staff):
    book = given_book(staff)
    sent = {"year": "1998", "pages": "", "entries": "150", "reason": ""}
    assert page("tuphap").post(url("declare", book), sent).status_code == 303
    assert queries.declared(book).entries == 150


def test_the_page_for_a_year_shows_what_is_declared(page, staff: Staff):
    book = given_book(staff, years=((1998, 100, 150),))
    text = page("tuphap").get(url("declare", book) + "?nam=1998").content.decode()
    assert 'value="150"' in text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"year": "", "pages": "1"}, "Chưa nhập năm"),
        ({"year": "mười"}, "Hãy nhập một số nguyên"),
        ({"year": "2999"}, "Giá trị lớn nhất là 2100"),
        ({"year": "2100"}, "Năm này chưa đến"),
        ({"year": "1998", "pages": "1", "entries": "2"}, "Chưa nhập lý do"),
        ({"year": "1999", "reason": "x" * 501}, "Dài quá 500 ký tự"),
    ],
)
def test_a_wrong_declaration_is_said_at_the_field(page, staff: Staff, sent, message: str):
    book = given_book(staff, years=((1998, 100, 150),))
    response = page("tuphap").post(url("declare", book), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert YearlyClosing.objects.count() == 1


def test_a_locked_book_declares_nothing_more(page, staff: Staff):
    book = entering_book(staff, state=State.LOCKED)
    response = page("tuphap").post(url("declare", book), {"year": "1999"})
    assert response.status_code == 422
    assert "đã chốt dữ liệu" in response.content.decode()


def test_a_year_is_withdrawn_with_a_reason(page, staff: Staff):
    book = given_book(staff, years=((1998, 1, 1), (1999, 1, 1)))
    client = page("tuphap")
    assert client.get(url("withdraw", book, 1999)).status_code == 200
    assert client.post(url("withdraw", book, 1999), {"reason": " "}).status_code == 422
    assert client.post(url("withdraw", book, 1999), {"reason": "quyển khác"}).status_code == 303
    assert queries.years_of(book) == [1998]
    assert client.post(url("withdraw", book, 1999), {"reason": "lại"}).status_code == 404


def test_the_only_year_of_a_ready_book_stays(page, staff: Staff):
    book = entering_book(staff)
    response = page("tuphap").post(url("withdraw", book, 1998), {"reason": "nhầm"})
    assert response.status_code == 422
    assert "Sổ phải có ít nhất một năm" in response.content.decode()


def test_condition_is_written_anew(page, staff: Staff):
    book = given_book(staff)
    client = page("tuphap")
    assert client.post(url("describe", book), {"condition": "x", "note": "a"}).status_code == 422
    sent = {"condition": "damaged", "note": "mất trang 1"}
    assert client.post(url("describe", book), sent).status_code == 303
    book.refresh_from_db()
    assert (book.condition, book.note) == ("damaged", "mất trang 1")


def test_a_team_gets_the_book(page, staff: Staff):
    book = entering_book(staff, team=None)
    response = page("tuphap").post(url("assign", book), {"team": str(staff.team.pk)})
    assert response.status_code == 303
    assert queries.assigned_team(book) == staff.team


def test_no_other_team_and_no_unprepared_book(page, staff: Staff, other_commune: Staff):
    book = given_book(staff)
    client = page("tuphap")
    for team in (str(other_commune.team.pk), "", "x"):
        assert client.post(url("assign", book), {"team": team}).status_code == 422
    response = client.post(url("assign", book), {"team": str(staff.team.pk)})
    assert response.status_code == 422
    assert "chưa chuẩn bị" in response.content.decode()
    assert not Assignment.objects.exists()


def test_a_book_goes_back_with_a_reason(page, staff: Staff):
    book = entering_book(staff, state=State.ENTERED)
    client = page("tuphap")
    for sent in ({"state": "entering"}, {"state": "locked", "reason": "x"}, {"reason": "x"}):
        assert client.post(url("back", book), sent).status_code == 422
    sent = {"state": "entering", "reason": "còn trang 40"}
    assert client.post(url("back", book), sent).status_code == 303
    assert queries.state_of(book) is State.ENTERING


def test_there_is_no_way_back_from_locked(page, staff: Staff):
    book = entering_book(staff, state=State.LOCKED)
    assert page("tuphap").get(url("back", book)).status_code == 404


def test_custody_is_handed_over(page, staff: Staff, other_commune: Staff):
    book = entering_book(staff)
    sent = {
        "to_office": str(other_commune.commune.pk),
        "on_day": "01/08/2025",
        "document": "Biên bản số 7",
        **SIGNATURES,
    }
    response = page("tuphap").post(url("transfer", book), sent)
    assert (response.status_code, response.url) == (303, reverse("registers:overview"))
    assert page("tuphap").get(url("book", book)).status_code == 404
    assert page("tuphap-khac").get(url("book", book)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"on_day": ""}, "Chưa nhập mục này"),
        ({"on_day": "01/01/2999"}, "Ngày này chưa đến"),
        ({"on_day": "2025"}, "Hãy nhập đủ ngày, tháng, năm"),
        ({"document": ""}, "Chưa nhập mục này"),
        ({"given_by": " "}, "Chưa nhập mục này"),
        ({"received_post": "x" * 201}, "Dài quá 200 ký tự"),
        ({"to_office": "own"}, "Lựa chọn này không có trong danh sách"),
    ],
)
def test_a_wrong_transfer_is_said_at_the_field(
    page, staff: Staff, other_commune: Staff, changes, message: str
):
    book = entering_book(staff)
    sent = {
        "to_office": str(other_commune.commune.pk),
        "on_day": "01/08/2025",
        "document": "Biên bản số 7",
        **SIGNATURES,
    } | changes
    response = page("tuphap").post(url("transfer", book), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Custody.objects.count() == 1


def test_a_book_is_voided_only_before_typing(page, staff: Staff):
    client = page("tuphap")
    book = given_book(staff)
    assert client.post(url("void", book), {"reason": ""}).status_code == 422
    assert client.post(url("void", book), {"reason": "hai lần"}).status_code == 303
    typed = entering_book(staff, volume="2", state=State.ENTERING)
    response = client.post(url("void", typed), {"reason": "nhầm"})
    assert response.status_code == 422
    assert "đã bắt đầu nhập" in response.content.decode()


def test_pages_are_recorded_and_taken_back(page, staff: Staff):
    client, book = page("tuphap"), given_book(staff, years=((1998, 1, 1),))
    sent = {"kind": "missing", "count": "3", "year": "1998", "pages": "45–47", "note": ""}
    assert client.post(url("page_fault", book), sent).status_code == 303
    fault = book.page_faults.get()
    assert "45–47" in client.get(url("book", book)).content.decode()
    back = reverse("registers:void_page_fault", args=[fault.pk])
    assert client.get(back).status_code == 200
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "đếm nhầm"}).status_code == 303
    assert client.post(back, {"reason": "đếm nhầm"}).status_code == 404
    assert "đếm nhầm" in client.get(url("book", book)).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"count": ""}, "Chưa nhập mục này"),
        ({"count": "0"}, "Giá trị nhỏ nhất là 1"),
        ({"count": "10001"}, "Giá trị lớn nhất là"),
        ({"kind": "eaten"}, "Lựa chọn này không có trong danh sách"),
        ({"year": "1999"}, "Lựa chọn này không có trong danh sách"),
        ({"pages": "x" * 201}, "Dài quá 200 ký tự"),
    ],
)
def test_wrong_pages_are_said_at_the_field(page, staff: Staff, changes, message: str):
    book = given_book(staff, years=((1998, 1, 1),))
    sent = {"kind": "missing", "count": "3", "year": "", "pages": "", "note": ""} | changes
    response = page("tuphap").post(url("page_fault", book), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not book.page_faults.exists()


def test_days_of_an_assignment_are_checked(page, staff: Staff):
    client, book = page("tuphap"), entering_book(staff, team=None)
    sent = {"team": str(staff.team.pk), "from_day": "02/08/2025", "planned_until": "01/08/2025"}
    response = client.post(url("assign", book), sent)
    assert response.status_code == 422
    assert "không được trước ngày giao" in response.content.decode()
    sent["planned_until"] = "31/08/2025"
    assert client.post(url("assign", book), sent).status_code == 303
    assert "31/08/2025" in client.get(url("book", book)).content.decode()
