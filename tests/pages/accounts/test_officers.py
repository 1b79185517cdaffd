"""The pages on which an office's accounts are kept."""

import re

import pytest
from django.urls import reverse

from hotich.apps.accounts.models import Officer
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Đặng Thị Mới",
    "login": "Moi",
    "role": "police_officer",
    "valid_from": "05/01/2026",
}


def test_an_account_is_made_confirmed_and_handed_over(page, staff: Staff):
    keeper, chief = page("quantri"), page("truongca")
    made = keeper.post(reverse("accounts:new_officer"), NEW)
    password = re.search(r'class="secret">([^<]+)<', made.text)
    assert password
    officer = Officer.objects.get(login="moi")
    assert officer.check_password(password[1])
    listed = keeper.get(reverse("accounts:officers")).text
    assert "chờ người thứ hai" in listed
    assert "Xác nhận</button>" not in listed
    waiting = officer.appointments.get()
    confirm = reverse("accounts:decide_post", args=[waiting.pk, "xac-nhan"])
    assert keeper.post(confirm).status_code == 404
    assert "Xác nhận</button>" in chief.get(reverse("accounts:officers")).text
    assert chief.post(confirm).status_code == 303
    assert chief.post(confirm).status_code == 404
    assert password[1] not in keeper.get(reverse("accounts:officer", args=[officer.pk])).text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("login", "có dấu"),
        ("login", "congan"),
        ("role", "vua"),
        ("valid_from", "31/02/2026"),
        ("full_name", " "),
    ],
)
def test_a_bad_account_is_refused_and_what_was_typed_stays(page, field: str, text: str):
    answer = page("quantri").post(reverse("accounts:new_officer"), NEW | {field: text})
    assert answer.status_code == 422
    assert Officer.objects.filter(full_name="Đặng Thị Mới").count() == 0
    assert field == "full_name" or "Đặng Thị Mới" in answer.text


def test_an_account_is_disabled_opened_and_given_anew(page, staff: Staff):
    keeper, officer = page("quantri"), staff.officer("congan")
    address = {
        act: reverse("accounts:officer_act", args=[officer.pk, act])
        for act in ("ngung", "mo-lai", "cap-lai", "gi-do")
    }
    assert keeper.post(address["ngung"], {"reason": ""}).status_code == 422
    assert keeper.post(address["ngung"], {"reason": "nghỉ"}).status_code == 303
    assert page("congan").get("/").status_code == 302
    assert keeper.post(address["mo-lai"], {"reason": "về"}).status_code == 303
    given = keeper.post(address["cap-lai"], {"reason": "mất điện thoại"})
    assert "Giao tận tay" in given.text
    assert keeper.post(address["gi-do"], {"reason": "x"}).status_code == 404


def test_posts_are_proposed_and_ended(page, staff: Staff):
    keeper, officer = page("quantri"), staff.officer("congan")
    propose = reverse("accounts:propose_post", args=[officer.pk])
    assert keeper.post(propose, {"role": "", "valid_from": "x"}).status_code == 422
    post = {"role": "police_chief", "valid_from": "05/01/2026"}
    assert keeper.post(propose, post).status_code == 303
    end = reverse("accounts:end_post", args=[officer.pk, officer.appointments.first().pk])
    assert keeper.post(end, {"last_day": "hôm qua"}).status_code == 422
    assert keeper.post(end, {"last_day": "05/01/2026"}).status_code == 303
    assert keeper.post(end, {"last_day": "05/01/2026"}).status_code == 404


def test_nobody_manages_himself_and_others_accounts_do_not_exist(page, staff: Staff):
    keeper, own = page("quantri"), staff.officer("quantri").pk
    assert "người quản trị khác" in keeper.get(reverse("accounts:officer", args=[own])).text
    act = reverse("accounts:officer_act", args=[own, "cap-lai"])
    assert keeper.post(act, {"reason": "x"}).status_code == 422
    other = reverse("accounts:officer", args=[staff.officer("so").pk])
    assert keeper.get(other).status_code == 404
