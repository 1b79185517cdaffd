"""The disk is full: what was acknowledged is there, what was typed is still on the screen."""

import random
from html import escape, unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.campaign.models import Difficulty
from hotich.apps.entry.models import Entry
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.faults import chain_faults
from tests.support.hostile import forms_in
from tests.support.office import Staff
from tests.support.signing_in import signed_in

FEW, MANY = 6, 100
URL = reverse("campaign:raise")


def fill(pages: int) -> None:
    """Let the database take so many more pages of 4 KiB; none are freed before."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        count = cursor.fetchone()[0]
        cursor.execute("PRAGMA freelist_count")
        free = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={count + pages - min(free, pages)}")


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1073741823")


def typed(number: int) -> str:
    """Return a text of several pages of the database, marked."""
    chance = random.Random(number)
    words = " ".join(chance.choice(("sổ", "trang", "rách", "mờ", "thiếu")) for _ in range(600))
    return f"<{number}> Máy hỏng & {words}"[:1900].strip()


def whole() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)


def sent(client: Client, text: str) -> object:
    page = client.get(URL)
    shape = forms_in(page.content.decode(), URL)[URL][0]
    hidden = {one.name: one.values[0] for one in shape.inputs.values() if one.values}
    return client.post(URL, hidden | {"text": text})


def sent_again(client: Client, page: str) -> object:
    """Press the button of the page that says it was not written."""
    (shape,) = forms_in(page, URL)[URL]
    values = {one.name: unescape(one.values[0]) for one in shape.inputs.values() if one.values}
    return client.post(URL, values)


def save_until_full(staff: Staff, book: Book) -> None:
    for _try in range(200):
        try:
            saved_undecided(staff.actor("congan"), book)
        except DatabaseError:
            return
    raise AssertionError


def fill_up(staff: Staff, points: int) -> int:
    """Fill the disk at random points while an officer works; return how often it was full."""
    client = signed_in(staff.officer("congan"), Client(raise_request_exception=False))
    book = entering_book(staff, years=((1999, 10, 2_000),))
    chance, full, kept = random.Random(4), 0, []
    for point in range(points):
        fill(chance.randrange(0, 24))
        for turn in range(200):
            text = typed(point * 1_000 + turn)
            answer = sent(client, text)
            if answer.status_code in {302, 303}:
                kept.append(text)
                continue
            assert answer.status_code == 503, answer.status_code
            assert "Chưa ghi được" in answer.text
            assert escape(text) in answer.text
            assert not Difficulty.objects.filter(text=text).exists()
            save_until_full(staff, book)
            full += 1
            empty()
            assert sent_again(client, answer.text).status_code in {302, 303}
            kept.append(text)
            break
        empty()
        assert set(kept) <= set(Difficulty.objects.values_list("text", flat=True))
        assert len(kept) == Difficulty.objects.count()
        assert chain_faults() == []
    assert whole()
    assert AuditRow.objects.filter(action="entry.saved").count() == Entry.objects.count() > 0
    return full


pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("quiet"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="its pages are counted by SQLite"),
]


def test_what_was_typed_stays_and_what_was_acknowledged_is_kept(staff: Staff):
    assert fill_up(staff, FEW) == FEW


@pytest.mark.soak
def test_a_hundred_times_over(staff: Staff):
    assert fill_up(staff, MANY) == MANY


def test_a_password_is_not_shown_again(staff: Staff, monkeypatch):
    def broken(**_given: object) -> None:
        raise DatabaseError(uuid4())

    monkeypatch.setattr("hotich.apps.accounts.views.signing_in.count_attempt", broken)
    client = Client(raise_request_exception=False)
    given = {"login": "congan", "password": "bí mật của tôi"}
    answer = client.post("/tai-khoan/dang-nhap/", given)
    assert answer.status_code == 503
    assert "bí mật của tôi" not in answer.text


def test_a_script_of_a_page_is_told(staff: Staff, monkeypatch):
    def broken(*_given: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("hotich.apps.accounts.middleware.standing", broken)
    client = signed_in(staff.officer("congan"), Client(raise_request_exception=False))
    answer = client.post(URL, {"text": "x"}, headers={"sec-fetch-mode": "cors"})
    assert (answer.status_code, answer.content) == (503, b"")
