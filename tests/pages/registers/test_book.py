"""The page of a book: what it shows, to whom, and marking it ready."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.registers import actions, queries
from hotich.apps.registers.models import State
from tests.support.books import entering_book, given_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def url(name: str, book, *more) -> str:
    return reverse(f"registers:{name}", args=[book.pk, *more])


def test_the_page_tells_the_whole_history(page, staff: Staff):
    by = staff.actor("tuphap")
    book = entering_book(staff, state=State.ENTERING)
    actions.declare_year(by=by, book=book, year=1998, pages=11, entries=40, reason="đếm lại")
    actions.set_state(by=by, book=book, state=State.READY, reason="chưa nhập gì")
    text = page("tuphap").get(url("book", book)).content.decode()
    for words in (
        "UBND xã Nga Trường (đến 30/06/2025)",
        "đếm lại",
        "chưa nhập gì",
        "Tổ nhập dữ liệu số 1",
        "chưa có nguồn xác nhận mẫu này",
        "Mai Thị Tư",
    ):
        assert words in text


def test_the_police_see_it_without_the_acts(page, staff: Staff):
    book = given_book(staff)
    text = page("congan").get(url("book", book)).content.decode()
    assert "Sẵn sàng để nhập" not in text
    assert url("void", book) not in text


def test_a_void_book_is_shown_as_such(page, staff: Staff):
    book = given_book(staff)
    actions.void_book(by=staff.actor("tuphap"), book=book, reason="kiểm kê hai lần")
    text = page("tuphap").get(url("book", book)).content.decode()
    assert "đã hủy bỏ khỏi kiểm kê" in text
    assert "kiểm kê hai lần" in text
    assert url("declare", book) not in text


def test_ready_needs_a_year(page, staff: Staff):
    book = given_book(staff)
    response = page("tuphap").post(url("ready", book))
    assert response.status_code == 422
    assert "Sổ phải có ít nhất một năm" in response.content.decode()
    assert queries.state_of(book) is State.UNPREPARED


def test_ready_with_a_year(page, staff: Staff):
    book = given_book(staff, years=((1998, 1, 1),))
    assert page("tuphap").post(url("ready", book)).status_code == 303
    assert queries.state_of(book) is State.READY


PAGES = ("book", "ready", "declare", "describe", "assign", "back", "transfer", "void", "page_fault")


@pytest.mark.parametrize("name", PAGES)
def test_another_offices_book_does_not_exist(page, staff: Staff, other_commune: Staff, name: str):
    book = entering_book(staff)
    client = page("tuphap-khac")
    assert client.get(url(name, book)).status_code in {404, 405}
    assert client.post(url(name, book), {"reason": "x"}).status_code in {404, 405}
    assert page("tuphap").post(url(name, type("B", (), {"pk": uuid4()}))).status_code in {404, 405}


@pytest.mark.parametrize("name", PAGES[1:])
@pytest.mark.parametrize("login", ["congan", "lanhdao", "c06"])
def test_only_the_justice_officer_acts(page, staff: Staff, name: str, login: str):
    book = entering_book(staff)
    assert page(login).post(url(name, book), {"reason": "x"}).status_code == 404
    assert queries.state_of(book) is State.READY


def test_withdrawing_is_guarded_too(page, staff: Staff, other_commune: Staff):
    book = entering_book(staff)
    for login in ("congan", "tuphap-khac"):
        response = page(login).post(url("withdraw", book, 1998), {"reason": "x"})
        assert response.status_code == 404
