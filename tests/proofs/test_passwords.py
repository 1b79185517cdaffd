"""Passwords as they should be: any letters, long ones whole, masked, kept slowly digested."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

import hotich
from hotich.apps.accounts.forms import NewPasswordForm
from hotich.config import settings as real
from tests.support.office import PASSWORD, Staff

SOURCE = Path(hotich.__file__).parent
SIGN_IN = "/tai-khoan/dang-nhap/"


def enters(password: str) -> bool:
    client = Client()
    client.post(SIGN_IN, {"login": "congan", "password": password})
    return client.get("/tai-khoan/cua-toi/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["chỉ chữ thường thôi", "1357924680 24680", "!@#$%^&*()_+{}", "dài " * 49 + "hết"]
)
def test_any_letters_will_do_and_long_ones_are_taken_whole(staff: Staff, password: str):
    officer = staff.officer("congan")
    form = NewPasswordForm({"password": password, "again": password}, officer=officer)
    assert form.is_valid(), form.errors
    officer.set_password(form.cleaned_data["password"])
    officer.save()
    assert enters(password)
    assert not enters(password[:-1])
    assert not enters(password.upper() if password != password.upper() else password + "x")


@pytest.mark.django_db
def test_every_password_is_masked_and_may_be_pasted(staff: Staff, page):
    pages = [Client().get(SIGN_IN), page("congan").get("/tai-khoan/cua-toi/")]
    for answer in pages:
        fields = re.findall(r'<input[^>]*name="[^"]*password[^"]*"[^>]*>', answer.text)
        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert "onpaste" not in field
            assert 'autocomplete="off"' not in field


@pytest.mark.django_db
def test_an_old_password_stays_good(staff: Staff):
    with time_machine.travel(timezone.now() + timedelta(days=1_000), tick=False):
        assert enters(PASSWORD)


def test_passwords_are_kept_by_argon2id():
    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hasher = Argon2PasswordHasher()
    kept = hasher.encode("một mật khẩu", hasher.salt())
    assert kept.startswith("argon2$argon2id$")
    assert hasher.decode(kept)["memory_cost"] >= 64 * 1024


def _sources(*folders: str) -> list[tuple[Path, str]]:
    files = [file for folder in folders for file in (SOURCE / folder).rglob("*.py")]
    return [(file, file.read_text(encoding="utf-8")) for file in files]


def test_no_weak_digest_stands_in_the_source():
    weak = re.compile(r"\b(?:md5|sha1|SHA1|MD5|DES|RC4|ECB)\b")
    assert [file for file, text in _sources("") if weak.search(text)] == []


def test_nothing_secret_comes_from_a_weak_generator():
    """Chance is for invented people and for samples; what is secret comes from `secrets`."""
    weak = re.compile(r"^(?:import random|from random)", re.MULTILINE)
    found = [file for file, text in _sources("apps/accounts", "apps/handover") if weak.search(text)]
    assert found == []


@pytest.mark.django_db
def test_trace_is_not_answered():
    answer = Client().generic("TRACE", SIGN_IN, headers={"x-own": "đọc lại".encode().hex()})
    assert answer.status_code == 405
    assert "đọc lại".encode().hex() not in answer.text
