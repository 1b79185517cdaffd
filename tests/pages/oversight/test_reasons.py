"""The reasons of audit rows are words on the page, whatever code a room gave."""

import pytest
from django.urls import reverse

from hotich.apps.audit.writing import record, writing
from hotich.apps.oversight.reasons import CODES, JOBS, reason_words
from hotich.config.jobs import KINDS
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "code", "words"),
    [
        ("job.done", "population.import", "nạp tệp dân cư"),
        ("installation.marked", "practice", "hệ thống luyện tập"),
        ("training.started", "KS", "Sổ đăng ký khai sinh"),
        ("number.life_recorded", "alive", "còn sống"),
        ("person.value_changed", "birth_date: 12/QĐ", "Ngày, tháng, năm sinh: 12/QĐ"),
        ("handover.file_refused", "bad_signature", "Chữ ký không khớp"),
        ("entry.corrected", "đọc nhầm số 1", "đọc nhầm số 1"),
        ("job.done", "", ""),
        ("job.done", "unknown.kind", "unknown.kind"),
    ],
)
def test_codes_are_put_into_words(action: str, code: str, words: str):
    assert reason_words(action, code).lower().startswith(words.lower())


def test_the_page_shows_words(page, staff: Staff):
    by = staff.actor("congan")
    with writing(by):
        record(by, "job.queued", by.officer_id, reason="proposals.run")
    shown = page("lanhdao").get(reverse("oversight:audit")).content.decode()
    assert "tra cứu hàng loạt" in shown
    assert "proposals.run" not in shown


def test_each_job_has_words_and_none_that_is_gone():
    assert set(JOBS) == set(KINDS)


def test_no_code_stands_for_itself():
    assert all(word and word != code for table in CODES.values() for code, word in table.items())
