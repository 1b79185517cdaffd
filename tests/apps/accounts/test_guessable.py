"""Passwords of names, offices, places and the work's words are refused; sentences are not."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from hotich.apps.accounts.forms import NewPasswordForm
from hotich.apps.accounts.guessable import WORDS, GuessableWordsValidator, is_guessable
from tests.support.office import Staff


@pytest.mark.parametrize(
    "password",
    [
        "hotich2026!!",
        "BaDinh@2025",
        "Thanh Hóa 123456",
        "khaisinhkethon",
        "Công an xã Nga Sơn 1",
        "UBND-Ba-Đình-2026",
    ],
)
def test_words_of_the_work_and_of_places_are_refused(password: str):
    assert is_guessable(password)


def test_the_words_are_written_down():
    page = Path(__file__).resolve().parents[3] / "docs" / "reference" / "settings.md"
    told = page.read_text(encoding="utf-8").partition("## Words no password is made of")[2]
    assert [word for word in WORDS if f"*{word}*" not in told] == []


@pytest.mark.parametrize(
    "password",
    [
        "con mèo nhà tôi thích ngủ trưa",
        "1357924680 24680",
        "!@#$%^&*()_+{}",
        "hotich xanh lè lè",
        "4829 1735 9902 Ba Đình",
        "chỉ chữ thường thôi",
    ],
)
def test_what_is_more_than_such_words_is_taken(password: str):
    assert not is_guessable(password)


@pytest.mark.django_db
def test_own_name_login_and_office_are_refused(staff: Staff):
    officer = staff.officer("congan")
    office = officer.appointments.get().office.name
    for password in (f"{officer.full_name} 1990", "congan1234567", f"{office} 2026"):
        with pytest.raises(ValidationError):
            GuessableWordsValidator().validate(password, officer)
    other = "Tôn Nữ Quỳnh Giao 1990"
    GuessableWordsValidator().validate(other, officer)
    assert is_guessable(other, {"Tôn Nữ Quỳnh Giao"})


@pytest.mark.django_db
def test_the_form_says_why(staff: Staff):
    given = {"password": "BaDinh@2025", "again": "BaDinh@2025"}
    form = NewPasswordForm(given, officer=staff.officer("congan"))
    assert not form.is_valid()
    assert "dễ đoán" in str(form.errors["password"])
