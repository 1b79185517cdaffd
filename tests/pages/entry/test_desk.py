"""The desk, the find box and a book: what waits, which number is next, which are missing."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import actions
from hotich.apps.entry.models import Entry, Permit, Reservation
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"entry:{name}", args=args)


def lock(staff, book):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def test_the_desk_shows_books_queues_and_numbers_held(page, book, clerk, staff):
    saved_undecided(clerk, book)
    waiting = saved_undecided(clerk, book, waiting=True)
    actions.mark_returned(by=staff.actor("tuphap"), entry=waiting.entry.pk, reason="sai ngày")
    actions.reserve_number(by=clerk, book=book.pk, number="5")
    shown = html(page("congan").get(url("desk")))
    assert "quyển 01/1998, UBND xã Nga Trường (đến 30/06/2025)" in shown
    assert "Số còn thiếu: 3, 4" in shown
    assert "Đang giữ số 5/1998" in shown
    assert "sai ngày" in shown
    assert AuditRow.objects.filter(action="entry.viewed").exists()


def test_an_empty_desk_says_who_assigns_books(page):
    assert "Chưa có quyển sổ nào được giao." in html(page("congan").get(url("desk")))


def test_the_next_number_opens_its_page(page, book):
    answer = page("congan").post(url("reserve", book.pk))
    assert answer.url == url("type", Reservation.objects.get().pk)


def test_the_first_missing_number_opens_its_page(page, book, clerk, staff):
    actions.reserve_number(by=staff.actor("congan2"), book=book.pk, number="3")
    client = page("congan")
    client.post(url("reserve", book.pk), {"which": "missing", "year": "1998"})
    assert Reservation.objects.get(officer=clerk.officer).number == 1


def test_without_a_gap_it_says_so(page, book):
    answer = page("congan").post(url("reserve", book.pk), {"which": "missing"}, follow=True)
    assert "Không còn số nào thiếu." in html(answer)


def test_a_book_not_open_for_typing_is_refused_with_a_sentence(page, staff, book, clerk):
    saved_undecided(clerk, book)
    set_state(by=clerk, book=book, state=State.ENTERED)
    answer = page("congan").post(url("reserve", book.pk))
    assert answer.status_code == 422
    assert "không còn mở để nhập" in html(answer)


def test_another_number_is_taken_as_written(page, book):
    data = {"number": "87 bis", "year": "1998"}
    assert page("congan").post(url("reserve_other", book.pk), data).status_code == 303
    assert Reservation.objects.get().number_written == "87 bis"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"number": "bis", "year": "1998"}, "Không đọc được số này"),
        ({"number": "", "year": "1998"}, "Chưa nhập mục này"),
        ({"number": "5", "year": "1800"}, "Lựa chọn này không có trong danh sách"),
        ({"number": "5", "year": "x"}, "Lựa chọn này không có trong danh sách"),
        ({"number": "1", "year": "1998", "again": "on"}, "Hãy ghi lý do số này có hai lần"),
        ({"number": "1", "year": "1998"}, "Số này đã được nhập"),
        ({"number": "7", "year": "1998"}, "Trần Thị An giữ đến"),
    ],
)
def test_a_number_that_cannot_be_taken_is_refused_at_its_field(
    page, staff, book, clerk, data, message
):
    saved_undecided(clerk, book)
    actions.reserve_number(by=staff.actor("congan2"), book=book.pk, number="7")
    before = Reservation.objects.count()
    answer = page("congan").post(url("reserve_other", book.pk), data)
    assert answer.status_code == 422
    assert message in html(answer)
    assert Reservation.objects.count() == before


def test_a_number_that_stands_twice_is_taken_with_its_reason(page, book, clerk):
    saved_undecided(clerk, book)
    data = {"number": "1", "year": "1998", "again": "on", "reason": "sổ ghi trùng"}
    page("congan").post(url("reserve_other", book.pk), data)
    held = Reservation.objects.get(released_at__isnull=True)
    assert (held.number, held.occurrence, held.occurrence_reason) == (1, 1, "sổ ghi trùng")


def test_one_box_finds_entries(page, book, clerk):
    saved_undecided(clerk, book)
    client = page("congan")
    for text in ("1", "phuong", "tr. 12"):
        assert "Mai Thị Phượng" in html(client.post(url("find"), {"text": text}))
    nothing = html(client.post(url("find"), {"text": "không ai"}))
    assert "Không tìm thấy trường hợp nào." in nothing
    assert AuditRow.objects.filter(action="entry.viewed", reason="tìm trường hợp").count() == 3


def test_an_empty_search_is_refused(page, book):
    answer = page("congan").post(url("find"), {"text": " "})
    assert answer.status_code == 422
    assert "Chưa nhập mục này" in html(answer)


def test_the_justice_officer_reads_a_book_but_takes_no_number(page, book, clerk):
    saved_undecided(clerk, book)
    client = page("tuphap")
    assert "Mai Thị Phượng" in html(client.get(url("book", book.pk)))
    assert client.post(url("reserve", book.pk)).status_code == 404
    assert client.get(url("desk")).status_code == 404


def test_a_late_entry_is_let_in_and_typed(page, staff, book, clerk):
    saved_undecided(clerk, book)
    lock(staff, book)
    justice, typist = page("tuphap"), page("congan")
    data = {"number": "2", "year": "1998", "reason": "trang bị dính"}
    assert typist.post(url("permit_late", book.pk), data).status_code == 404
    assert typist.post(url("reserve_other", book.pk), data).status_code == 422
    assert justice.post(url("permit_late", book.pk), data).status_code == 303
    assert "cho phép nhập sót số 2 năm 1998" in html(typist.get(url("book", book.pk)))
    assert typist.post(url("reserve_other", book.pk), data).status_code == 303


@pytest.mark.parametrize(
    "data",
    [
        {"number": "bis", "year": "1998", "reason": "x"},
        {"number": "2", "year": "1800", "reason": "x"},
        {"number": "2", "year": "1998", "reason": ""},
        {"number": "1", "year": "1998", "reason": "x"},
    ],
)
def test_a_late_entry_that_cannot_be_is_refused(page, staff, book, clerk, data):
    saved_undecided(clerk, book)
    lock(staff, book)
    assert page("tuphap").post(url("permit_late", book.pk), data).status_code == 422
    assert not Permit.objects.exists()


def test_other_offices_see_no_book_and_find_nothing(page, book, clerk, other_commune):
    saved_undecided(clerk, book)
    client = page("congan-khac")
    assert client.get(url("book", book.pk)).status_code == 404
    assert client.post(url("reserve", book.pk)).status_code == 404
    assert client.post(url("reserve_other", book.pk), {}).status_code == 404
    assert client.post(url("suggest", book.pk), {}).status_code == 404
    assert "Mai Thị Phượng" not in html(client.post(url("find"), {"text": "1"}))
    assert page("lanhdao").get(url("book", book.pk)).status_code == 404
    assert Entry.objects.count() == 1
