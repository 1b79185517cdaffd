"""The officer's own keys: shown everywhere he works, refused in words, audited, taken back."""

import pytest
from django.test import Client

from hotich.apps.accounts import key_views
from hotich.apps.accounts.models import KeyChoice
from hotich.apps.accounts.own_keys import RefusedComboError, choose_key, keys_of
from hotich.apps.audit.models import AuditRow
from hotich.web import keys
from hotich.web.keys import UnknownKeyError, Why
from tests.documents.pdf_reading import page_count
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def test_a_key_is_changed_for_one_officer_alone(page, staff: Staff):
    clerk, other = page("congan"), page("congan2")
    answer = clerk.post("/phim-tat/ditto/", {"combo": "alt + u"}, follow=True)
    html = answer.content.decode()
    assert "Đã đổi phím." in html
    assert "<kbd>Alt+U</kbd>" in html
    assert '<data hidden data-action="ditto" data-combo="Alt+U">' in html
    assert 'data-action="ditto" data-combo="F8"' in other.get("/phim-tat/").content.decode()
    assert keys.get_key("ditto").combo == "F8"


def test_the_change_is_in_the_audit_log_without_anybody_else(page, staff: Staff):
    page("congan").post("/phim-tat/ditto/", {"combo": "Alt+U"})
    row = AuditRow.objects.get(action="officer.key_chosen")
    assert (row.officer, row.object) == (staff.officer("congan").pk, staff.officer("congan").pk)


@pytest.mark.parametrize(
    ("combo", "said"),
    [
        ("F9", "đang dùng cho: Chép từ người khác trong cùng trường hợp"),
        ("F5", "Trình duyệt hoặc Windows dùng tổ hợp này"),
        ("Alt+Z", "Bộ gõ tiếng Việt dùng tổ hợp này"),
        ("k", "Phím này dùng để gõ chữ"),
        ("nhanh lên", "Không đọc được tổ hợp này"),
        ("Alt+[", "Bàn phím tiếng Việt viết chữ bằng tổ hợp này"),
    ],
)
def test_a_refused_combination_says_why_and_is_kept_in_the_field(page, combo: str, said: str):
    answer = page("congan").post("/phim-tat/ditto/", {"combo": combo})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert f'value="{combo}"' in html
    assert not KeyChoice.objects.exists()


def test_keys_are_taken_back_one_by_one_and_all_together(page, staff: Staff):
    clerk, officer = page("congan"), staff.officer("congan").pk
    for action, combo in (("ditto", "Alt+U"), ("copy", "F8"), ("save", "Alt+M")):
        choose_key(by=staff.actor("congan"), action=action, combo=combo)
    refused = clerk.post("/phim-tat/ditto/mac-dinh/")
    assert refused.status_code == 422
    assert "đang dùng cho: Chép từ người khác" in refused.content.decode()
    clerk.post("/phim-tat/copy/mac-dinh/")
    assert clerk.post("/phim-tat/ditto/mac-dinh/").status_code == 302
    assert [key.action for key in keys_of(officer) if key not in keys.KEYS] == ["save"]
    clerk.post("/phim-tat/mac-dinh/")
    assert keys_of(officer) == keys.KEYS
    assert AuditRow.objects.filter(action="officer.keys_reset").count() == 3


def test_a_choice_of_the_tables_own_key_is_no_choice(staff: Staff):
    choose_key(by=staff.actor("congan"), action="ditto", combo="Alt+U")
    choose_key(by=staff.actor("congan"), action="ditto", combo="F8")
    assert KeyChoice.objects.get().combo == ""


def test_a_freed_key_can_be_given_to_another_action(staff: Staff):
    by = staff.actor("congan")
    choose_key(by=by, action="ditto", combo="Alt+U")
    choose_key(by=by, action="copy", combo="F8")
    choose_key(by=by, action="ditto", combo="Alt+V")
    found = {key.action: key.combo for key in keys_of(by.officer_id)}
    assert (found["ditto"], found["copy"]) == ("Alt+V", "F8")


def test_an_action_that_is_not_there_is_no_page(page, staff: Staff):
    assert page("congan").post("/phim-tat/bay/", {"combo": "Alt+U"}).status_code == 404
    assert page("congan").post("/phim-tat/bay/mac-dinh/").status_code == 404
    with pytest.raises(UnknownKeyError):
        choose_key(by=staff.actor("congan"), action="bay", combo="Alt+U")


def test_the_action_refuses_what_the_page_refuses(staff: Staff):
    with pytest.raises(RefusedComboError) as refused:
        choose_key(by=staff.actor("congan"), action="ditto", combo="F12")
    assert refused.value.refusal.why is Why.BROWSER


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_card_is_one_sheet(page, staff: Staff, language: str):
    choose_key(by=staff.actor("congan"), action="ditto", combo="Alt+U")
    clerk: Client = page("congan")
    clerk.cookies["django_language"] = language
    answer = clerk.get("/phim-tat/the/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert page_count(answer.content) == 1


def test_the_card_has_the_officers_own_keys(page, staff: Staff, monkeypatch):
    made = []
    monkeypatch.setattr(key_views, "card_pdf", lambda card, _words: made.append(card) or b"%PDF")
    choose_key(by=staff.actor("congan"), action="ditto", combo="Alt+U")
    page("congan").get("/phim-tat/the/")
    (card,) = made
    combos = {label: combo for place in card.places for combo, label in place.keys}
    assert combos["Chép mục này từ trường hợp trước"] == "Alt+U"
    assert card.officer == staff.officer("congan").full_name
    assert len(card.rules) == 4
