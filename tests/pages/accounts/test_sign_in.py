"""The sign-in page: personal accounts only, a fresh session, and nothing given away."""

import unicodedata

import pytest
from django.test import Client

from hotich.apps.audit.models import AuditRow
from tests.support.office import PASSWORD, Staff

pytestmark = pytest.mark.django_db
URL = "/tai-khoan/dang-nhap/"


def test_it_works_and_is_recorded(client: Client, staff: Staff):
    given = {"login": "congan", "password": PASSWORD, "workstation": "Máy số 1"}
    answer = client.post(URL, given)
    assert answer.status_code == 302
    assert AuditRow.objects.filter(action="signed_in", workstation="Máy số 1").count() == 1


def test_a_password_typed_in_decomposed_letters_is_the_same(client: Client, staff: Staff):
    given = {"login": "congan", "password": unicodedata.normalize("NFD", PASSWORD)}
    assert client.post(URL, given).status_code == 302


def test_a_wrong_password_is_refused_recorded_and_the_name_kept(client: Client, staff: Staff):
    answer = client.post(URL, {"login": "congan", "password": "sai"})
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.text
    assert 'value="congan"' in answer.text
    assert "sai" not in answer.text.replace("không đúng", "").split("password")[1][:80]
    assert AuditRow.objects.filter(action="sign_in.failed").count() == 1


def test_a_disabled_account_cannot_enter(client: Client, staff: Staff):
    officer = staff.officer("congan")
    officer.is_active = False
    officer.save()
    assert client.post(URL, {"login": "congan", "password": PASSWORD}).status_code == 422


def test_it_does_not_lead_to_another_host(client: Client, staff: Staff):
    answer = client.post(URL + "?next=https://example.com/", {"login": "so", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_pages_lead_to_it_and_are_never_cached(page, client: Client, staff: Staff):
    assert client.get("/").headers["Location"].startswith(URL)
    assert page("congan").get("/").headers["Cache-Control"] == "no-store"


def test_signing_out_ends_the_session(page):
    officer = page("congan")
    assert officer.get("/tai-khoan/dang-xuat/").status_code == 405
    answer = officer.post("/tai-khoan/dang-xuat/")
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert officer.get("/").headers["Location"].startswith(URL)
