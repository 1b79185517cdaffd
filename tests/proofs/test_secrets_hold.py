"""Nobody gets in by guessing, by a session planted before, or by what was used before."""

import random
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.contrib.auth import base_user
from django.test import Client
from django.utils import timezone

from hotich.apps.accounts import second_factor, sessions
from hotich.apps.accounts.models import Attempt, OfficerSession
from hotich.apps.accounts.second_factor import new_secret, set_up_app, set_up_list
from hotich.apps.accounts.sessions import set_unlock_code
from hotich.apps.audit.models import AuditRow
from tests.support.faults import chain_faults
from tests.support.office import PASSWORD, Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
SIGN_IN, CODE = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-nhap/ma-xac-nhan/"
MINE, UNLOCK = "/tai-khoan/cua-toi/", "/tai-khoan/mo-khoa/"
FEW, MANY = 200, 10_000
MOST = 10  # what is promised, whatever the program thinks


@pytest.fixture
def looked_at(monkeypatch) -> list[str]:
    """Every password that the program compared with an officer's."""
    seen: list[str] = []
    compare = base_user.check_password

    def noting(password, encoded, setter=None, preferred="default"):
        seen.append(password)
        return compare(password, encoded, setter, preferred)

    monkeypatch.setattr(base_user, "check_password", noting)
    return seen


def guess_passwords(count: int) -> None:
    """Guess as somebody does who knows what is counted: other names, browsers and addresses."""
    chance = random.Random(6)
    names = ("congan", "CONGAN", " congan ", "ｃｏｎｇａｎ", "Congan")
    for number in range(count):
        browser = Client(REMOTE_ADDR=f"10.0.{number % 250}.{chance.randrange(250)}")
        if number % 3 == 0:
            browser.cookies["browser"] = f"forged{number}:1:x"
        browser.post(
            SIGN_IN,
            {"login": names[number % len(names)], "password": f"đoán {number}"},
            headers={"x-forwarded-for": f"192.0.2.{number % 250}"},
        )


def test_of_many_guesses_ten_are_looked_at(staff: Staff, looked_at: list[str]):
    guess_passwords(FEW)
    assert 1 <= len([one for one in looked_at if one.startswith("đoán")]) <= MOST


@pytest.mark.soak
def test_of_ten_thousand_guesses_ten_are_looked_at(staff: Staff, looked_at: list[str]):
    with time_machine.travel(timezone.now(), tick=False):
        guess_passwords(MANY)
    assert 1 <= len([one for one in looked_at if one.startswith("đoán")]) <= MOST


def test_codes_are_not_guessed_either(staff: Staff, settings, monkeypatch):
    settings.SECOND_FACTOR = True
    set_unlock_code(by=staff.actor("congan"), officer=staff.officer("congan"), code="493027")
    set_up_app(by=staff.actor("congan"), **_proof(new_secret()))
    asked: list[str] = []
    step_of = second_factor._step_of
    monkeypatch.setattr(
        second_factor,
        "_step_of",
        lambda *given, **more: asked.append("") or step_of(*given, **more),
    )
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(FEW):
            client = Client()  # the password is known to who guesses here
            client.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
            assert client.post(CODE, {"code": f"{number:06}"}).status_code == 422
            assert client.get(MINE).status_code == 302
    assert 1 <= len(asked) <= MOST


def _proof(secret: str) -> dict[str, object]:
    now = timezone.now()
    return {"secret": secret, "code": pyotp.TOTP(secret).at(now), "now": now}


def test_a_planted_session_is_nobodys_after_a_sign_in(staff: Staff):
    for login in staff.officers:
        planted = Client()
        planted.get(SIGN_IN)
        planted.session.save()
        planted.post(SIGN_IN, {"login": "nobody", "password": "x"})
        victim = Client()
        victim.cookies["sessionid"] = "planted0planted0planted0planted0"
        victim.post(SIGN_IN, {"login": login, "password": PASSWORD})
        assert victim.get(MINE).status_code == 200, login
        assert victim.cookies["sessionid"].value != "planted0planted0planted0planted0"
        for key in ("planted0planted0planted0planted0", planted.session.session_key or "none"):
            stranger = Client()
            stranger.cookies["sessionid"] = key
            assert stranger.get(MINE).status_code == 302, login


def cookies_of(client: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}


def signed_in_again(cookies: dict[str, str]) -> bool:
    browser = Client()
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser.get(MINE).status_code == 200


def enter(login: str = "congan") -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": login, "password": PASSWORD, "workstation": "Máy số 1"})
    assert client.get(MINE).status_code == 200
    return client


def test_old_cookies_open_nothing(staff: Staff):
    first = enter()
    kept = cookies_of(first)
    assert signed_in_again(kept)
    first.post("/tai-khoan/dang-xuat/")
    assert not signed_in_again(kept)
    second = enter()
    kept = cookies_of(second)
    enter()  # elsewhere
    assert not signed_in_again(kept)
    third = enter()
    kept = cookies_of(third)
    staff.officer("congan").set_password("mật khẩu mới tinh")
    staff.officer("congan").save()
    assert not signed_in_again(kept)


def test_a_code_that_was_used_opens_nothing_a_hundred_times(staff: Staff, settings):
    settings.SECOND_FACTOR = True
    by = staff.actor("congan")
    set_unlock_code(by=by, officer=staff.officer("congan"), code="493027")
    code = set_up_list(by=by).codes[0]
    for turn in range(100):
        client = Client()
        client.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
        client.post(CODE, {"code": code})
        assert (client.get(MINE).status_code == 200) is (turn == 0), turn
        Attempt.objects.all().delete()  # so that each of them is looked at


def test_a_form_of_another_session_is_refused(staff: Staff):
    """The token of a form belongs to the browser that was given it."""
    other = Client(enforce_csrf_checks=True)
    other.get(SIGN_IN)
    token = other.cookies["csrftoken"].value
    mine = Client(enforce_csrf_checks=True)
    given = {"login": "congan", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert mine.post(SIGN_IN, given).status_code == 403
    mine.get(SIGN_IN)
    assert mine.post(SIGN_IN, given).status_code == 403
    own = given | {"csrfmiddlewaretoken": mine.cookies["csrftoken"].value}
    assert mine.post(SIGN_IN, own).status_code == 302


@pytest.mark.parametrize("days", [-1, 365], ids=["a day back", "a year on"])
def test_a_clock_that_is_wrong_opens_nothing(staff: Staff, settings, days: int):
    """Neither a used code, nor a locked account, nor a session; and the chain stays whole."""
    settings.SECOND_FACTOR = True
    now = timezone.now()
    secret = new_secret()
    by = staff.actor("congan")
    set_unlock_code(by=by, officer=staff.officer("congan"), code="493027")
    set_up_app(by=by, **_proof(secret))
    with time_machine.travel(now + sessions.IDLE, tick=False):
        code = pyotp.TOTP(secret).at(timezone.now())
        officer = Client()
        officer.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
        officer.post(CODE, {"code": code})
        assert officer.get(MINE).status_code == 200
        for number in range(MOST + 1):
            Client().post(SIGN_IN, {"login": "truongca", "password": f"đoán {number}"})
    wrong = now + timedelta(days=days)
    with time_machine.travel(wrong, tick=False):
        assert officer.get(MINE).status_code == 302
        again = Client()
        again.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
        assert again.post(CODE, {"code": code}).status_code == 422
        assert again.get(MINE).status_code == 302
        if days < 0:
            closed = Client().post(SIGN_IN, {"login": "truongca", "password": PASSWORD})
            assert closed.status_code == 422
        entered = Client()
        entered.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
    assert chain_faults() == []
    with time_machine.travel(now + 2 * sessions.IDLE, tick=False):
        entered = Client()
        entered.post(SIGN_IN, {"login": "lanhdao", "password": PASSWORD})
    assert chain_faults() == []
    times = list(AuditRow.objects.order_by("chain", "sequence").values_list("chain", "at"))
    assert times == sorted(times, key=lambda one: (str(one[0]), one[1]))


def test_a_clock_set_right_again_closes_no_account(staff: Staff):
    """After a time in the future, guesses are forgotten in their quarter of an hour as ever."""
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=365), tick=False):
        Client().post(SIGN_IN, {"login": "congan", "password": "đoán"})
    for number in range(MOST + 1):
        with time_machine.travel(now + timedelta(seconds=number), tick=False):
            Client().post(SIGN_IN, {"login": "congan", "password": "đoán"})
    later = now + timedelta(minutes=20)
    with time_machine.travel(later, tick=False):
        client = Client()
        client.post(SIGN_IN, {"login": "congan", "password": PASSWORD})
        assert client.get(MINE).status_code == 200
    assert OfficerSession.objects.filter(officer=staff.officer("congan")).count() == 1
