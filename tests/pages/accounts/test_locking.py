"""A screen that locks itself, a session that ends, and what stays on the page meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hotich.apps.accounts.models import OfficerSession
from hotich.apps.accounts.sessions import set_unlock_code
from tests.support.office import PASSWORD, Staff
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
MINE, LOCK, UNLOCK = (f"/tai-khoan/{part}/" for part in ("cua-toi", "khoa", "mo-khoa"))
SIGN_IN = "/tai-khoan/dang-nhap/"
SCRIPT = {"Sec-Fetch-Mode": "cors"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-20T01:00:00Z", tick=False) as travelling:
        yield travelling


@pytest.fixture
def officer(clock, staff: Staff) -> Client:
    set_unlock_code(by=staff.actor("congan"), officer=staff.officer("congan"), code="493027")
    return signed_in(staff.officer("congan"))


def test_after_a_quarter_of_an_hour_the_screen_is_locked(officer: Client, clock):
    clock.shift(timedelta(minutes=15, seconds=1))
    for path in (MINE, "/", "/nhap-du-lieu/"):
        assert officer.get(path).headers["Location"].startswith(UNLOCK)
    assert "Màn hình đã khóa" in officer.get(UNLOCK).text
    assert "còn 4 lần" in officer.post(UNLOCK, {"unlock_code": "000000"}).text
    assert officer.get(MINE).status_code == 302
    back = officer.post(f"{UNLOCK}?next={MINE}", {"unlock_code": "493027"})
    assert back.headers["Location"] == MINE
    assert officer.get(MINE).status_code == 200


def test_work_keeps_it_open(officer: Client, clock):
    for _minutes in range(0, 60, 10):
        clock.shift(timedelta(minutes=10))
        assert officer.get(MINE).status_code == 200


def test_a_script_is_told_and_the_page_keeps_what_is_typed(officer: Client):
    assert officer.post(LOCK, headers=SCRIPT).status_code == 204
    answer = officer.post("/nhap-du-lieu/tim/", {"q": "8"}, headers=SCRIPT)
    assert (answer.status_code, answer.headers["Hotich-Session"]) == (401, "locked")
    assert answer.content == b""
    assert officer.post(UNLOCK, {"unlock_code": "x"}, headers=SCRIPT).status_code == 422
    assert officer.post(UNLOCK, {"unlock_code": "493027"}, headers=SCRIPT).status_code == 204
    assert officer.get(MINE).status_code == 200


def test_a_form_sent_from_a_locked_page_leads_back_to_that_page(officer: Client, staff: Staff):
    officer.post(LOCK)
    came = {"Referer": "http://testserver/nhap-du-lieu/?q=8"}
    answer = officer.post("/nhap-du-lieu/tim/", {"q": "8"}, headers=came)
    assert answer.headers["Location"] == f"{UNLOCK}?next=%2Fnhap-du-lieu%2F"
    elsewhere = {"Referer": "https://example.com/x"}
    answer = officer.post("/nhap-du-lieu/tim/", {"q": "8"}, headers=elsewhere)
    assert answer.headers["Location"] == f"{UNLOCK}?next=%2F"


def test_five_wrong_codes_lead_to_the_sign_in(officer: Client):
    officer.post(LOCK)
    for _try in range(4):
        assert officer.post(UNLOCK, {"unlock_code": "000000"}).status_code == 422
    assert officer.post(UNLOCK, {"unlock_code": "000000"}).headers["Location"].startswith(SIGN_IN)
    assert officer.get(MINE).headers["Location"].startswith(SIGN_IN)


def test_after_ten_hours_the_day_is_over(officer: Client, clock):
    for _minutes in range(0, 600, 14):
        assert officer.get(MINE).status_code == 200
        clock.shift(timedelta(minutes=14))
    answer = officer.get(MINE)
    assert answer.headers["Location"].startswith(SIGN_IN)
    assert "quá thời gian" in officer.get(answer.headers["Location"]).text
    assert OfficerSession.objects.get().ended_why == "too_long"


def test_a_clock_set_back_does_not_prolong_it(officer: Client, clock):
    clock.shift(timedelta(days=-1))
    assert officer.get(MINE).headers["Location"].startswith(UNLOCK)


def test_a_disabled_account_is_out_at_once(officer: Client, staff: Staff):
    congan = staff.officer("congan")
    congan.is_active = False
    congan.save()
    assert officer.get(MINE).headers["Location"].startswith(SIGN_IN)


def test_a_session_without_its_row_opens_nothing(officer: Client):
    OfficerSession.objects.all().delete()
    assert officer.get(MINE).headers["Location"].startswith(SIGN_IN)


def test_the_own_account_is_shown_and_changed(officer: Client, staff: Staff):
    assert "Những phiên gần đây" in officer.get(MINE).text
    new = "một câu thật dài để nhớ"
    sent = {"old": "sai", "password": new, "again": new}
    wrong = officer.post(MINE + "mat-khau/", sent)
    assert (wrong.status_code, "không đúng" in wrong.text) == (422, True)
    assert officer.post(MINE + "mat-khau/", sent | {"old": PASSWORD}).status_code == 303
    assert officer.get(MINE).status_code == 200  # the session goes on
    code = {"unlock_code": "805214", "again": "805214"}
    assert officer.post(MINE + "ma-mo-khoa/", code | {"again": "1"}).status_code == 422
    assert officer.post(MINE + "ma-mo-khoa/", code).status_code == 303
    assert officer.post(MINE + "bang-ma/", {"password": "sai"}).status_code == 422
    listed = officer.post(MINE + "bang-ma/", {"password": new})
    assert listed.text.count("<li><code>") == 20
    assert "còn 20 mã chưa dùng" in officer.get(MINE).text
