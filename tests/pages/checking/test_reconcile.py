"""Reconciling, locking and reporting a book: works, then each refusal."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.checking.models import Completion, Excess, Gap, Reconciliation
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.typed import EntryInput
from hotich.apps.jobs.models import Job
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import state_of
from tests.support.books import entering_book
from tests.support.checks import check_all, locked_book, typed_book
from tests.support.entries import given_person, saved_linked, typed
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

GAP = {
    "gap-year": "1998",
    "gap-kind": "missing",
    "gap-number": "2-3",
    "gap-page": "",
    "gap-reason": "rách trang 12",
}
EXCESS = {"excess-year": "1998", "excess-count": "-1", "excess-reason": "khóa sổ đếm nhầm"}


def url(name: str, uuid: object) -> str:
    return reverse(f"checking:{name}", args=[uuid])


def short_book(staff: Staff) -> Book:
    """Return a book that declares three entries and holds one."""
    book = entering_book(staff, years=((1998, 10, 3),))
    saved_linked(staff.actor("congan"), book, given_person())
    return book


def test_the_page_says_what_is_missing(page, staff: Staff):
    book = short_book(staff)
    text = page("tuphap").get(url("reconcile", book.pk)).content.decode()
    assert "thiếu 2" in text
    assert "1 trường hợp chưa được hộ tịch chấp nhận" in text
    assert "Chưa ghi nhận nhập xong" in text


def test_numbers_that_stand_nowhere_come_first(page, staff: Staff):
    book = short_book(staff)
    saved_at(staff, book, "9")
    text = page("tuphap").get(url("reconcile", book.pk)).content.decode()
    assert "2–8" in text
    assert text.index("2–8") < text.index("Số khóa sổ so với số đã nhập")


def saved_at(staff: Staff, book: Book, number: str) -> None:
    by = staff.actor("congan")
    held = entry_actions.reserve_number(by=by, book=book.pk, number=number)
    given = EntryInput(held.pk, uuid4(), typed())
    entry_actions.save_entry(by=by, given=given)


def test_gaps_are_recorded_and_taken_back(page, staff: Staff):
    book = short_book(staff)
    client = page("tuphap")
    assert client.post(url("gap", book.pk), GAP).status_code == 303
    assert Gap.objects.count() == 2
    text = client.get(url("reconcile", book.pk)).content.decode()
    assert "rách trang 12" in text
    assert "khớp" in text
    row = Gap.objects.get(number=3)
    assert client.get(url("void_gap", row.pk)).status_code == 200
    assert client.post(url("void_gap", row.pk), {"reason": " "}).status_code == 422
    assert client.post(url("void_gap", row.pk), {"reason": "đọc nhầm"}).status_code == 303
    assert client.get(url("void_gap", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"gap-year": ""}, "Chưa nhập mục này"),
        ({"gap-year": "2020"}, "không có trong danh sách"),
        ({"gap-kind": "lost"}, "không có trong danh sách"),
        ({"gap-number": "hai"}, "Không đọc được số này"),
        ({"gap-number": "x" * 41}, "Dài quá 40 ký tự"),
        ({"gap-number": ""}, "Hãy nhập số đăng ký"),
        ({"gap-number": "1"}, "Số 1 đã có trường hợp"),
        ({"gap-reason": ""}, "Chưa nhập mục này"),
        ({"gap-reason": "x" * 501}, "Dài quá 500 ký tự"),
        ({"gap-page": "p" * 21}, "Dài quá 20 ký tự"),
    ],
)
def test_a_wrong_gap_is_said_at_the_field(page, staff: Staff, sent, message: str):
    book = short_book(staff)
    answer = page("tuphap").post(url("gap", book.pk), GAP | sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert message in text
    if "gap-reason" not in sent:
        assert 'value="rách trang 12"' in text
    assert not Gap.objects.exists()


def test_a_gap_twice_is_said(page, staff: Staff):
    book = short_book(staff)
    client = page("tuphap")
    client.post(url("gap", book.pk), GAP)
    answer = client.post(url("gap", book.pk), GAP)
    assert answer.status_code == 422
    assert "2 đã được ghi nhận rồi" in answer.content.decode()


def test_an_excess_is_recorded_and_taken_back(page, staff: Staff):
    book = short_book(staff)
    client = page("tuphap")
    assert client.post(url("excess", book.pk), EXCESS).status_code == 303
    row = Excess.objects.get()
    assert "khóa sổ đếm nhầm" in client.get(url("void_excess", row.pk)).content.decode()
    assert client.post(url("void_excess", row.pk), {"reason": "nhầm"}).status_code == 303
    assert client.post(url("void_excess", row.pk), {"reason": "nhầm"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"excess-count": ""}, "Chưa nhập mục này"),
        ({"excess-count": "một"}, "Hãy nhập một số nguyên"),
        ({"excess-count": "10000"}, "Giá trị lớn nhất là 9999"),
        ({"excess-count": "0"}, "khác 0"),
        ({"excess-reason": " "}, "Chưa nhập mục này"),
        ({"excess-year": "x"}, "không có trong danh sách"),
    ],
)
def test_a_wrong_excess_is_said_at_the_field(page, staff: Staff, sent, message: str):
    book = short_book(staff)
    answer = page("tuphap").post(url("excess", book.pk), EXCESS | sent)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Excess.objects.exists()


def test_the_result_is_kept(page, staff: Staff):
    book = typed_book(staff)
    client = page("tuphap")
    assert client.post(url("keep", book.pk)).status_code == 303
    assert Reconciliation.objects.get().settled
    assert "Kết quả đã lưu gần nhất" in client.get(url("reconcile", book.pk)).content.decode()


def test_a_book_is_finished_locked_and_reported(page, staff: Staff):
    book = typed_book(staff)
    check_all(staff, book)
    client = page("tuphap")
    assert client.post(url("finish", book.pk)).status_code == 303
    assert client.post(url("lock", book.pk)).status_code == 303
    assert state_of(book) is State.LOCKED
    text = client.get(url("reconcile", book.pk)).content.decode()
    assert "Mai Thị Tư đã chốt lúc" in text
    assert client.post(url("complete", book.pk)).status_code == 303
    assert client.post(url("complete", book.pk)).status_code == 303
    job = Job.objects.get()
    assert Completion.objects.get().job == job.pk
    text = client.get(url("reconcile", book.pk)).content.decode()
    assert reverse("jobs:progress", args=[job.pk]) in text
    assert "Ghi nhận</button>" not in text


def test_a_lock_too_early_says_what_is_missing(page, staff: Staff):
    book = short_book(staff)
    answer = page("tuphap").post(url("lock", book.pk))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chưa chốt được dữ liệu" in text
    assert "năm 1998" in text
    assert state_of(book) is State.ENTERING


def test_a_lock_of_totals_that_do_not_add_up_asks_why(page, staff: Staff):
    book = typed_book(staff)
    client = page("tuphap")
    short = {"excess-year": "1998", "excess-count": "2", "excess-reason": "thử"}
    client.post(url("excess", book.pk), short)
    check_all(staff, book)
    client.post(url("finish", book.pk))
    assert "Chốt dù số chưa khớp" in client.get(url("reconcile", book.pk)).content.decode()
    for sent in ({}, {"lock-reason": " "}, {"lock-reason": "x" * 501}):
        answer = client.post(url("lock", book.pk), sent)
        assert answer.status_code == 422
        assert state_of(book) is State.ENTERED
    assert client.post(url("lock", book.pk), {"lock-reason": "đếm nhầm"}).status_code == 303
    assert state_of(book) is State.LOCKED
    assert (
        "Lý do chốt khi chưa khớp: đếm nhầm"
        in client.get(url("reconcile", book.pk)).content.decode()
    )


def test_each_line_stands_on_the_page(page, staff: Staff):
    book = short_book(staff)
    text = page("tuphap").get(url("reconcile", book.pk)).content.decode()
    for words in ("Chưa kết luận", "Bỏ cách số", "Số kèm chữ", "Chờ cấp số", "Trang trống"):
        assert words in text


def test_a_report_too_early_is_refused(page, staff: Staff):
    book = typed_book(staff)
    answer = page("tuphap").post(url("complete", book.pk))
    assert answer.status_code == 422
    assert "khi sổ đã chốt dữ liệu" in answer.content.decode()


def test_finishing_twice_changes_nothing_and_too_late_is_said(page, staff: Staff):
    book = locked_book(staff)
    answer = page("tuphap").post(url("finish", book.pk))
    assert answer.status_code == 422
    assert "đã chốt dữ liệu" in answer.content.decode()


def test_the_police_read_and_do_not_record(page, staff: Staff):
    book = short_book(staff)
    client = page("congan2")
    text = client.get(url("reconcile", book.pk)).content.decode()
    assert "Đã nhập xong quyển sổ" in text
    assert url("gap", book.pk) not in text
    assert url("lock", book.pk) not in text
    for name, sent in (("gap", GAP), ("excess", EXCESS), ("lock", {}), ("complete", {})):
        assert client.post(url(name, book.pk), sent).status_code == 404
    assert client.post(url("finish", book.pk)).status_code == 303


def test_another_office_finds_nothing(page, staff: Staff, other_commune: Staff):
    book = short_book(staff)
    mine = page("tuphap")
    mine.post(url("gap", book.pk), GAP)
    mine.post(url("excess", book.pk), EXCESS)
    client = page("tuphap-khac")
    assert client.get(url("reconcile", book.pk)).status_code == 404
    acts = {"gap": GAP, "excess": EXCESS, "keep": {}, "finish": {}, "lock": {}, "complete": {}}
    for name, sent in acts.items():
        assert client.post(url(name, book.pk), sent).status_code == 404
    for name, row in (("void_gap", Gap.objects.first()), ("void_excess", Excess.objects.first())):
        assert row is not None
        assert client.get(url(name, row.pk)).status_code == 404
        assert client.post(url(name, row.pk), {"reason": "x"}).status_code == 404
