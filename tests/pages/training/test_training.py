"""The practice pages: own books, own score, nobody else's, and only where people are invented."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.training.actions import start_book
from hotich.apps.training.models import PracticeBook
from tests.support.practice import prepared, type_all

pytestmark = pytest.mark.django_db
OWN = "/luyen-tap/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA = tmp_path


def html(response):
    return response.content.decode()


def score_url(practice):
    return reverse("training:score", args=[practice.pk])


def test_an_officer_starts_a_book_and_finds_it_there(page, staff):
    client = page("congan")
    assert "Chưa có quyển luyện tập nào." in html(client.get(OWN))
    answer = client.post(OWN + "bat-dau/", {"kind": "KS/older"}, follow=True)
    assert "Đang in quyển sổ luyện tập" in html(answer)
    assert "đang chuẩn bị" in html(answer)
    assert PracticeBook.objects.get().officer == staff.officer("congan")


@pytest.mark.parametrize("kind", ["", "KS", "XX/older", "KS/nope"])
def test_what_is_no_type_and_form_is_refused(page, kind):
    assert page("congan").post(OWN + "bat-dau/", {"kind": kind}).status_code == 422
    assert not PracticeBook.objects.exists()


def test_a_second_book_of_the_type_waits_for_the_first(page, staff):
    start_book(by=staff.actor("congan"), register_type="KS")
    answer = page("congan").post(OWN + "bat-dau/", {"kind": "KS/older"})
    assert answer.status_code == 422
    assert "chưa nhập hết" in html(answer)


def test_the_score_shows_both_texts_and_puts_the_view_on_record(page, staff):
    clerk = staff.actor("congan")
    practice = prepared(clerk)
    type_all(clerk, practice, reads=False)
    client = page("congan")
    shown = html(client.get(score_url(practice)))
    assert "xác nhận theo dữ liệu dân cư dù sổ ghi khác" in shown
    assert "Đã nhập hết quyển." in shown
    assert AuditRow.objects.filter(reason="xem kết quả luyện tập").count() == 1
    client.cookies["django_language"] = "en"
    english = html(client.get(score_url(practice)))
    assert "Practice score" in english
    assert "fields as in the book" in english


def test_nobody_opens_anothers_score(page, staff):
    practice = start_book(by=staff.actor("congan"), register_type="KS")
    assert page("congan").get(score_url(practice)).status_code == 200
    for login in ("congan2", "truongca", "lanhdao", "tuphap", "c06", "so"):
        assert page(login).get(score_url(practice)).status_code == 404


def test_where_the_data_are_real_there_is_no_practice(page, staff, settings):
    practice = start_book(by=staff.actor("congan"), register_type="KS")
    settings.PRACTICE = False
    client = page("congan")
    assert client.get(OWN).status_code == 404
    assert client.post(OWN + "bat-dau/", {"kind": "KS/older"}).status_code == 404
    assert client.get(score_url(practice)).status_code == 404
    assert "Luyện tập" not in html(client.get(reverse("entry:desk")))
