"""A page of the book at once: works, then each refusal."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.models import Check
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.checks import typed_book
from tests.support.entries import given_person, saved_linked, typed
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def url(book: Book) -> str:
    return reverse("checking:sheet", args=[book.pk])


def two_pages(staff: Staff) -> Book:
    book = entering_book(staff, years=((1998, 10, 3),))
    for name, page in (("Mai Thị Phượng", "12"), ("Trịnh Đức Tâm", "12"), ("Lê Thị Hoà", "13")):
        texts = {"child.full_name": name, "entry.page": page}
        saved_linked(staff.actor("congan"), book, given_person(full_name=name), texts)
    return book


def tokens(client: Client, address: str) -> list[str]:
    return re.findall(r'name="shown" value="([^"]+)"', client.get(address).content.decode())


@pytest.mark.parametrize("login", ["tuphap", "congan2"])
def test_a_page_is_read_and_accepted_at_once(page, staff: Staff, login: str):
    book = two_pages(staff)
    client = page(login)
    text = client.get(url(book)).content.decode()
    assert "Trang 12, năm 1998" in text
    assert "Lê Thị Hoà" not in text
    third = Entry.objects.get(book=book, number=3)
    answer = client.post(url(book), {"shown": tokens(client, url(book))})
    assert answer.status_code == 303
    assert f"truong-hop={third.pk}" in answer.headers["Location"]
    assert Check.objects.filter(entry__page="12", accepted=True).count() == 2
    following = client.get(answer.headers["Location"]).content.decode()
    assert "Trang 13, năm 1998" in following
    assert "Đã chấp nhận 2 trường hợp" in following
    last = client.post(
        answer.headers["Location"], {"shown": tokens(client, answer.headers["Location"])}
    )
    assert last.headers["Location"].startswith(reverse("checking:book", args=[book.pk]))


def test_every_entry_of_the_page_is_recorded_as_seen(page, staff: Staff):
    book = two_pages(staff)
    page("congan2").get(url(book))
    row = AuditRow.objects.get(action="check.links_viewed")
    on_page = Entry.objects.filter(book=book, page="12")
    mentions = {one for entry in on_page for one in entry.mentions.values_list("pk", flat=True)}
    seen = set(row.subjects.values_list("subject", flat=True))
    assert mentions < seen
    assert len(seen - mentions) == 2  # the two persons


def test_what_changed_meanwhile_is_left(page, staff: Staff):
    book = two_pages(staff)
    client = page("tuphap")
    shown = tokens(client, url(book))
    first = Entry.objects.get(book=book, number=1)
    entry_actions.correct_entry(
        by=staff.actor("congan"),
        entry=first.pk,
        expected_version=1,
        values=typed({"child.ethnicity": "Mường"}),
        reason="đọc lại",
    )
    answer = client.post(url(book), {"shown": shown}, follow=True)
    assert "1 trường hợp để lại" in answer.content.decode()
    assert Check.objects.count() == 1


@pytest.mark.parametrize("shown", [[], ["x"], ["a:b:c"], [""]])
def test_broken_tokens_sign_nothing(page, staff: Staff, shown: list[str]):
    book = two_pages(staff)
    answer = page("tuphap").post(url(book), {"shown": shown})
    assert answer.status_code == 422
    assert "Trang đã cũ" in answer.content.decode()
    assert not Check.objects.exists()


def test_an_entry_of_another_office_on_the_list_signs_nothing(
    page, staff: Staff, other_commune: Staff
):
    book = two_pages(staff)
    client = page("tuphap")
    shown = tokens(client, url(book))
    foreign = "00000000-0000-0000-0000-000000000000:1:"
    assert client.post(url(book), {"shown": [*shown, foreign]}).status_code == 404
    assert not Check.objects.exists()
    assert page("tuphap-khac").get(url(book)).status_code == 404
    assert page("tuphap-khac").post(url(book), {"shown": shown}).status_code == 404


def test_a_book_without_entries_and_an_unknown_entry_have_no_page(page, staff: Staff):
    empty = entering_book(staff, volume="02/1998")
    book = typed_book(staff)
    client = page("tuphap")
    assert client.get(url(empty)).status_code == 404
    assert client.get(f"{url(book)}?truong-hop=x").status_code == 404


def test_when_nothing_waits_the_page_leads_on(page, staff: Staff):
    book = two_pages(staff)
    text = page("congan").get(url(book)).content.decode()
    assert "không còn trường hợp nào chờ" in text
    assert "Chấp nhận cả trang" not in text
