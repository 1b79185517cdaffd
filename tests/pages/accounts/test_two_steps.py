"""Signing in by two steps: nothing opens in between, and nothing is given away."""

import re

import pyotp
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hotich.apps.accounts.attempts import MOST
from hotich.apps.accounts.managing import change_password
from hotich.apps.accounts.models import OfficerSession
from hotich.apps.accounts.second_factor import set_up_list
from hotich.apps.accounts.sessions import set_unlock_code
from hotich.apps.audit.models import AuditRow
from tests.support.office import PASSWORD, Staff

pytestmark = pytest.mark.django_db
URL = "/tai-khoan/dang-nhap/"
CODE, FACTOR, NEW, UNLOCK = (
    URL + part for part in ("ma-xac-nhan/", "hai-buoc/", "mat-khau/", "ma-mo-khoa/")
)
OWN = "bốn con vịt bơi qua sông"


@pytest.fixture(autouse=True)
def two_steps(settings) -> None:
    settings.SECOND_FACTOR = True


def given(login: str = "congan", password: str = PASSWORD) -> dict[str, str]:
    return {"login": login, "password": password, "workstation": "Máy số 1"}


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/cua-toi/").status_code == 200


@pytest.fixture
def codes(staff: Staff) -> tuple[str, ...]:
    """An officer who has a printed list and an unlock code."""
    set_unlock_code(by=staff.actor("congan"), officer=staff.officer("congan"), code="493027")
    return set_up_list(by=staff.actor("congan")).codes


def test_the_first_sign_in_sets_everything_up_by_an_app(client: Client, staff: Staff):
    officer = staff.officer("congan")
    officer.must_change_password = True
    officer.save()
    assert client.post(URL, given()).headers["Location"] == NEW
    for path in (FACTOR, UNLOCK):  # a later step is not reached by its address
        assert client.get(path).headers["Location"] == URL
    assert "khác mật khẩu cũ" in client.post(NEW, {"password": PASSWORD, "again": PASSWORD}).text
    assert client.post(NEW, {"password": "password123", "again": "password123"}).status_code == 422
    assert client.post(NEW, {"password": OWN, "again": "khác"}).status_code == 422
    assert client.post(NEW, {"password": OWN, "again": OWN}).headers["Location"] == FACTOR
    assert client.post(FACTOR, {"kind": "tin nhắn"}).status_code == 422
    assert client.post(FACTOR, {"kind": "app"}).headers["Location"] == FACTOR
    page = client.get(FACTOR)
    found = re.search(r'class="secret">([A-Z2-7]+)<', page.text)
    assert found
    assert 'd="M' in page.text
    assert client.post(FACTOR, {"code": "123"}).status_code == 422
    right = pyotp.TOTP(found[1]).at(timezone.now())
    assert client.post(FACTOR, {"code": right}).headers["Location"] == UNLOCK
    for weak in ("123456", "111111", "12345", "abcdef", "９９９９９９"):
        assert client.post(UNLOCK, {"unlock_code": weak, "again": weak}).status_code == 422
    assert not is_in(client)
    client.post(URL, given(password=OWN))
    assert client.get(UNLOCK).headers["Location"] == URL  # asked for the second proof again first


def test_the_first_sign_in_by_a_printed_list(client: Client, staff: Staff):
    assert client.post(URL, given()).headers["Location"] == FACTOR
    page = client.post(FACTOR, {"kind": "list"})
    shown = re.findall(r"<li><code>([0-9A-Z]{8})</code>", page.text)
    assert len(shown) == 20
    assert not is_in(client)
    assert client.post(CODE, {"code": shown[0]}).headers["Location"] == UNLOCK
    done = client.post(UNLOCK, {"unlock_code": "493027", "again": "493027"})
    assert done.headers["Location"] == "/"
    assert is_in(client)
    row = AuditRow.objects.get(action="signed_in")
    assert (row.workstation, row.chain) == ("Máy số 1", staff.commune.pk)


def test_the_password_alone_opens_nothing(client: Client, codes):
    assert client.post(URL, given()).headers["Location"] == CODE
    assert not is_in(client)
    assert client.get("/").headers["Location"].startswith(URL)
    assert client.post(CODE, {"code": "ABCD2345"}).status_code == 422
    assert client.post(CODE, {"code": "１２３４５６"}).status_code == 422
    assert not is_in(client)
    assert client.post(CODE, {"code": codes[0]}).headers["Location"] == "/"
    assert is_in(client)
    again = Client()
    again.post(URL, given())
    assert again.post(CODE, {"code": codes[0]}).status_code == 422  # used


def test_codes_are_tried_ten_times(client: Client, codes):
    client.post(URL, given())
    for _try in range(MOST):
        assert "Mã không đúng" in client.post(CODE, {"code": "ABCD2345"}).text
    assert "quá nhiều lần" in client.post(CODE, {"code": codes[0]}).text
    assert not is_in(client)


def test_passwords_are_tried_ten_times_and_the_answer_is_the_same_for_nobody(client: Client, codes):
    for login in ("congan", "khong-co-ai"):
        texts = set()
        for _try in range(MOST):
            answer = Client().post(URL, given(login, "sai"))
            texts.add(re.sub(r'value="[^"]*"', "", answer.text))
        assert len(texts) == 1
        assert "quá nhiều lần" in Client().post(URL, given(login)).text
    assert AuditRow.objects.filter(action="sign_in.last_attempt").count() == 2


def test_a_stranger_cannot_lock_the_officer_out_of_his_own_browser(client: Client, codes):
    client.post(URL, given())
    client.post(CODE, {"code": codes[0]})
    client.post("/tai-khoan/dang-xuat/")
    for _try in range(MOST + 1):
        Client().post(URL, given(password="sai"))
    assert client.post(URL, given()).headers["Location"] == CODE
    assert client.post(CODE, {"code": codes[1]}).status_code == 302
    assert is_in(client)


def test_a_session_that_was_planted_before_is_not_the_officers(client: Client, codes):
    client.get(URL)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key or ""
    client.post(URL, given())
    between = client.cookies["sessionid"].value
    client.post(CODE, {"code": codes[0]})
    assert len({planted, between, client.cookies["sessionid"].value}) == 3
    assert "planted" not in client.session
    for old in (planted, between):
        stranger = Client()
        stranger.cookies["sessionid"] = old
        assert not is_in(stranger)


def test_what_began_with_an_old_password_ends_when_it_is_changed(client: Client, staff, codes):
    client.post(URL, given())
    change_password(by=staff.actor("congan"), officer=staff.officer("congan"), password=OWN)
    assert client.post(CODE, {"code": codes[0]}).headers["Location"] == URL


def test_the_second_step_waits_a_quarter_of_an_hour(client: Client, codes):
    with time_machine.travel("2026-11-20T01:00:00Z", tick=False) as clock:
        client.post(URL, given())
        clock.shift(16 * 60)
        assert client.post(CODE, {"code": codes[0]}).headers["Location"] == URL


def test_signing_in_elsewhere_ends_the_first_and_both_are_told(client: Client, codes):
    client.post(URL, given())
    client.post(CODE, {"code": codes[0]})
    second = Client()
    second.post(URL, given() | {"workstation": "Máy số 2"})
    second.post(CODE, {"code": codes[1]})
    assert "vừa được dùng ở nơi khác (máy Máy số 1)" in second.get("/tai-khoan/cua-toi/").text
    ended = client.get("/tai-khoan/cua-toi/")
    assert ended.headers["Location"].startswith(URL)
    assert "đăng nhập ở nơi khác" in client.get(ended.headers["Location"]).text
    assert OfficerSession.objects.filter(ended_at=None).count() == 1


def test_a_practice_installation_may_do_without(client: Client, staff: Staff, settings):
    settings.SECOND_FACTOR = False
    assert client.post(URL, given()).headers["Location"] == "/"
    assert is_in(client)
