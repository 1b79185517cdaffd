"""The page on which an administrator proposes what a post covers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.accounts import managing
from hotich.apps.accounts.models import Appointment
from tests.support.books import entering_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def address(staff: Staff, login: str = "congan") -> str:
    post = staff.officer(login).appointments.get()
    return reverse("registers:bounds", kwargs={"post": post.pk})


def body(**given: object) -> dict[str, object]:
    return {"valid_from": f"{timezone.localdate():%d/%m/%Y}", "register_types": [], "books": []} | (
        given
    )


def test_an_administrator_proposes_and_the_chief_confirms(staff: Staff, page):
    book = entering_book(staff)
    other = entering_book(staff, years=((1999, 10, 40),), volume="01/1999")
    admin, clerk = page("quantri"), page("congan")
    shown = admin.get(address(staff)).content.decode()
    assert "01/1998" in shown
    assert clerk.get(reverse("registers:book", args=[other.pk])).status_code == 200
    sent = admin.post(address(staff), body(register_types=["KS"], books=[str(book.pk)]))
    assert sent.status_code == 303
    waiting = page("truongca").get(reverse("accounts:officers")).content.decode()
    assert "chỉ trong phạm vi" in waiting
    assert "01/1998" in waiting
    new = Appointment.objects.get(confirmed_at=None)
    confirm = reverse("accounts:decide_post", kwargs={"post": new.pk, "act": "xac-nhan"})
    assert clerk.get(reverse("registers:book", args=[other.pk])).status_code == 200
    assert page("truongca").post(confirm).status_code == 303
    assert clerk.get(reverse("registers:book", args=[book.pk])).status_code == 200
    for name in ("registers:book", "entry:book"):
        assert clerk.get(reverse(name, args=[other.pk])).status_code == 404
    shown = clerk.get(reverse("registers:inventory")).content.decode()
    assert "01/1998" in shown
    assert "01/1999" not in shown


def test_what_is_wrong_is_told_and_kept(staff: Staff, page):
    book = entering_book(staff)
    admin = page("quantri")
    wrong = admin.post(address(staff), body(register_types=["KH"], books=[str(book.pk)]))
    assert wrong.status_code == 422
    assert "không thuộc loại sổ đã chọn" in wrong.content.decode()
    same = admin.post(address(staff), body())
    assert same.status_code == 422
    assert "phạm vi khác hiện nay" in same.content.decode()
    unknown = admin.post(address(staff), body(books=["00000000-0000-4000-8000-000000000000"]))
    assert unknown.status_code == 422
    assert not managing.posts_waiting(staff.actor("truongca")).exists()


def test_the_page_is_an_administrators_of_the_office(staff: Staff, page):
    for login in ("truongca", "lanhdao", "tuphap", "kiemtra"):
        assert page(login).get(address(staff)).status_code == 404
    admin = page("quantri")
    for login in ("so", "quantri"):  # another office's, his own
        assert admin.get(address(staff, login)).status_code == 404
    assert admin.post(reverse("registers:bounds", kwargs={"post": 10**9})).status_code == 404
