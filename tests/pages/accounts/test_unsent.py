"""A form that is sent when the session has ended: its texts are shown again after sign-in."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django import forms
from django.test import Client
from django.urls import reverse

from hotich.apps.accounts.sessions import set_unlock_code
from hotich.apps.accounts.unsent import KEPT_FOR, MOST_LETTERS
from hotich.apps.campaign.models import Difficulty
from hotich.web import forms as kit
from tests.support.office import PASSWORD, Staff
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
SIGN_IN, UNLOCK, LOCK = (f"/tai-khoan/{part}/" for part in ("dang-nhap", "mo-khoa", "khoa"))
CAME = {"Referer": "http://testserver/kho-khan/neu/?x=1"}
TEXT = 'Máy "hỏng"\n<b>từ</b> sáng'
SENT = {"text": TEXT, "proposal": "Cấp máy"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-20T01:00:00Z", tick=False) as travelling:
        yield travelling


@pytest.fixture
def officer(clock, staff: Staff) -> Client:
    set_unlock_code(by=staff.actor("congan"), officer=staff.officer("congan"), code="493027")
    return signed_in(staff.officer("congan"))


@pytest.fixture
def address() -> str:
    return reverse("campaign:raise")


def send(client: Client, address: str, sent: dict[str, str] | None = None, **headers: str):
    came = {"Referer": f"http://testserver{address}?x=1"}
    given = {"token": str(uuid4()), **(SENT if sent is None else sent)}
    return client.post(address, given, headers=came | headers)


def sign_in(client: Client, login: str = "congan") -> None:
    given = {"login": login, "password": PASSWORD, "workstation": "Máy số 1"}
    assert client.post(SIGN_IN, given).status_code == 302
    assert client.get("/tai-khoan/cua-toi/").status_code == 200


def holds(client: Client, address: str) -> bool:
    return 'data-name="text" data-text="Máy &quot;hỏng&quot;\n&lt;b&gt;' in client.get(address).text


def end_of_day(clock) -> None:
    clock.shift(timedelta(hours=10, minutes=1))


def test_what_was_typed_is_shown_again_after_sign_in(officer: Client, clock, address: str):
    end_of_day(clock)
    answer = send(officer, address)
    assert answer.headers["Location"].startswith(f"{SIGN_IN}?next=%2F")
    assert "M%C3%A1y" not in answer.headers["Location"]
    assert "hỏng" not in officer.get(answer.headers["Location"]).text
    assert not Difficulty.objects.exists()
    sign_in(officer)
    assert holds(officer, address)
    assert "hỏng" not in officer.get("/tai-khoan/cua-toi/").text
    assert send(officer, address).status_code == 303  # sent anew, and written once
    assert Difficulty.objects.get().text == TEXT
    assert not holds(officer, address)


def test_after_a_lock_it_is_shown_too(officer: Client, clock, address: str):
    officer.post(LOCK)
    answer = send(officer, address)
    assert answer.headers["Location"].startswith(UNLOCK)
    assert officer.post(answer.headers["Location"], {"unlock_code": "493027"}).url == address
    assert holds(officer, address)


def test_a_script_of_another_window_met_the_end_first(officer: Client, clock, address: str):
    end_of_day(clock)
    script = officer.post("/nhap-du-lieu/tim/", {"q": "8"}, headers={"Sec-Fetch-Mode": "cors"})
    assert script.status_code == 401
    assert send(officer, address).headers["Location"].startswith(SIGN_IN)
    sign_in(officer)
    assert holds(officer, address)


def test_another_officer_never_sees_it(officer: Client, clock, address: str):
    end_of_day(clock)
    send(officer, address)
    sign_in(officer, "congan2")
    assert not holds(officer, address)
    officer.post("/tai-khoan/dang-xuat/")
    sign_in(officer)
    assert not holds(officer, address)


def test_it_is_kept_for_two_hours(officer: Client, clock, address: str):
    end_of_day(clock)
    send(officer, address)
    sign_in(officer)
    clock.shift(timedelta(minutes=10))
    assert holds(officer, address)
    for _minutes in range(0, int(KEPT_FOR.total_seconds()) // 60, 10):
        clock.shift(timedelta(minutes=10))
        officer.get("/tai-khoan/cua-toi/")
    assert not holds(officer, address)


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (SENT, {"Referer": "https://example.com/x"}),  # not of this site
        (SENT, {"Sec-Fetch-Mode": "cors"}),  # a script keeps its page
        ({"text": "x" * (MOST_LETTERS + 1)}, {}),
        ({}, {"Referer": ""}),
    ],
)
def test_what_is_not_kept(officer: Client, clock, address: str, sent, headers):
    end_of_day(clock)
    send(officer, address, sent, **headers)
    sign_in(officer)
    assert "data-unsent" not in officer.get(address).text


def test_no_password_and_no_code_is_kept(officer: Client, clock):
    end_of_day(clock)
    own = "/tai-khoan/cua-toi/"
    given = {"old": PASSWORD, "password": "một câu thật dài", "again": "một câu thật dài"}
    officer.post(own + "mat-khau/", given, headers={"Referer": f"http://testserver{own}"})
    assert "unsent" not in officer.session
    sign_in(officer)
    assert "data-unsent" not in officer.get(own).text


def test_secrets_are_typed_on_the_pages_of_accounts_only():
    found, waiting = set(), [kit.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        widgets = [one.widget for one in getattr(form, "base_fields", {}).values()]
        if any(isinstance(one, forms.PasswordInput) for one in widgets):
            found.add(form.__module__)
    assert found == {"hotich.apps.accounts.forms"}
