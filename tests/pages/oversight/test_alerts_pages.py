"""The pages of alerts and of the watch-list: they work, and refuse whom they must."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.oversight.models import AccessAlert, AccessAlertKind, AlertAnswer, WatchedNumber
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db

K = AccessAlertKind
ALERTS = reverse("oversight:alerts")
WATCH = reverse("oversight:watch_list")
FIGURES = {
    K.VOLUME: ({"count": 400, "usual": 90}, "lookup"),
    K.HOUR: ({"count": 3, "first": "22:10", "last": "23:05"}, ""),
    K.SURNAME: ({"count": 9, "total": 20}, ""),
    K.FAMILY: ({"count": 1}, ""),
    K.WATCHED: ({}, "ab" * 32),
    K.REFUSED: ({"refused": 2, "missed": 19}, "number"),
}


def given_alert(staff: Staff, kind: AccessAlertKind = K.HOUR, login: str = "congan") -> AccessAlert:
    figures, about = FIGURES[kind]
    return AccessAlert.objects.create(
        office=staff.commune.pk,
        officer=staff.officer(login),
        kind=kind,
        day=date(2026, 3, 11),
        about=about,
        figures=figures,
        recorded_at=timezone.now(),
    )


def answer(alert: AccessAlert) -> str:
    return reverse("oversight:answer_alert", args=[alert.pk])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_is_told_in_words(page, staff: Staff, language: str):
    for kind in K:
        given_alert(staff, kind)
    client = page("lanhdao")
    client.cookies["django_language"] = language
    html = client.get(ALERTS).content.decode()
    for told in ("Lê Văn Công", "22:10", "400", "abababab…", "19"):
        assert told in html
    assert "%(" not in html


def test_it_is_answered_with_what_was_found(page, staff: Staff):
    alert = given_alert(staff)
    assert page("lanhdao").post(answer(alert), {"text": "trực tối theo lịch"}).status_code == 303
    html = page("truongca").get(ALERTS).content.decode()
    assert "trực tối theo lịch" in html
    assert "Nguyễn Thị Lãnh" in html


def test_an_empty_answer_or_a_second_one_is_refused(page, staff: Staff):
    alert = given_alert(staff)
    assert page("lanhdao").post(answer(alert), {"text": " "}).status_code == 422
    page("lanhdao").post(answer(alert), {"text": "đã hỏi"})
    assert page("truongca").post(answer(alert), {"text": "nữa"}).status_code == 422
    assert AlertAnswer.objects.get().text == "đã hỏi"


def test_nobody_sees_or_answers_what_concerns_himself(page, staff: Staff):
    alert = given_alert(staff, login="truongca")
    assert "22:10" not in page("truongca").get(ALERTS).content.decode()
    assert page("truongca").post(answer(alert), {"text": "tôi trực"}).status_code == 404
    assert not AlertAnswer.objects.exists()


def test_another_office_s_alert_does_not_exist(page, staff: Staff):
    alert = given_alert(staff)
    AccessAlert.objects.update(office=staff.centre.pk)
    assert page("lanhdao").post(answer(alert), {"text": "x"}).status_code == 404
    assert "22:10" not in page("lanhdao").get(ALERTS).content.decode()


@pytest.mark.parametrize("login", ["congan", "tuphap", "so", "c06", "quantri"])
def test_who_may_not_read_the_log_sees_no_alerts(page, staff: Staff, login: str):
    assert page(login).get(ALERTS).status_code == 404
    assert page(login).post(answer(given_alert(staff)), {"text": "x"}).status_code == 404


@pytest.fixture
def auditor(page):
    return page("kiemtra")


def test_a_number_is_put_on_the_list_and_not_kept(auditor):
    person = make_person(1)
    done = auditor.post(WATCH, {"pin": str(person.pin), "reason": "theo văn bản 12"})
    assert done.status_code == 303
    html = auditor.get(WATCH).content.decode()
    assert "theo văn bản 12" in html
    assert str(person.pin) not in html
    again = {"pin": str(person.pin), "reason": "lần nữa"}
    assert auditor.post(WATCH, again).status_code == 303
    row = WatchedNumber.objects.get()
    assert auditor.post(reverse("oversight:unwatch", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_list_answers_alike_whether_somebody_has_the_number(auditor):
    person = make_person(1)
    for pin in (str(person.pin), "000198999999"):
        assert auditor.post(WATCH, {"pin": pin, "reason": "văn bản"}).status_code == 303
    assert WatchedNumber.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"pin": "123"}, {"pin": ""}, {"reason": " "}])
def test_a_wrong_number_or_no_reason_is_refused(auditor, wrong):
    assert auditor.post(WATCH, {"pin": "000198000001", "reason": "x"} | wrong).status_code == 422
    assert not WatchedNumber.objects.exists()


def test_a_row_that_is_not_the_office_s_does_not_exist(auditor):
    assert auditor.post(reverse("oversight:unwatch", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("login", ["congan", "tuphap", "lanhdao", "truongca", "so", "quantri"])
def test_nobody_else_keeps_the_list(page, login: str):
    assert page(login).get(WATCH).status_code == 404
    assert page(login).post(WATCH, {"pin": "000198000001", "reason": "x"}).status_code == 404
