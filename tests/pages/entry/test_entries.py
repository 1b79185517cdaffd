"""A saved entry: read, put right, voided, linked again; every refusal keeps what was typed."""

import re

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, Outcome, Permit
from hotich.apps.entry.typed import TypedValue
from hotich.apps.population.models import Lookup, NumberRequest
from hotich.apps.population.queries import live_request
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.apps.tracking.queries import open_case_of
from hotich.web.register_form import input_name
from tests.support.entries import (
    BIRTH,
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
)

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"entry:{name}", args=args)


def lock(staff, book):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def correction(client, entry, more=None, **texts):
    """Send the correction page back with some texts replaced."""
    shown = html(client.get(url("correct", entry.pk)))
    said = BIRTH | {key.replace("__", "."): text for key, text in texts.items()}
    data = {input_name(key): text for key, text in said.items()}
    for name in ("token", "version"):
        data[name] = re.search(rf'name="{name}" value="([^"]+)"', shown)[1]
    return data | {"reason": "đọc lại sổ"} | (more or {})


def test_the_page_tells_everything_and_is_on_record(page, book, clerk, staff):
    person = given_person()
    saved = saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    shown = html(page("tuphap").get(url("entry", saved.entry.pk)))
    for words in ("Trần Thị Hiền", "nhập tay", "Chưa thống nhất", "Bản 1", "Lê Văn Công"):
        assert words in shown
    assert "Mở lại để sửa" not in shown
    assert person.pin not in shown
    row = AuditRow.objects.filter(action="entry.viewed").latest("pk")
    subjects = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert subjects == set(saved.entry.mentions.values_list("pk", flat=True))


def test_the_typist_reopens_and_corrects(page, book, clerk):
    entry = saved_linked(clerk, book, given_person(), {"mother.full_name": "Trần Thị Hiền"}).entry
    client = page("congan")
    shown = html(client.get(url("correct", entry.pk)))
    assert 'value="Trần Thị Hiền"' in shown
    assert "Chưa nhập mục này" not in shown
    data = correction(client, entry)
    assert client.post(url("correct", entry.pk), data).status_code == 303
    assert queries.outcome_of(entry) is Outcome.CONSISTENT
    assert queries.versions_of(entry)[0].reason == "đọc lại sổ"


def test_a_correction_without_a_reason_keeps_what_was_typed(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    client = page("congan")
    data = correction(client, entry, {"reason": ""}, child__hometown="Xóm 5")
    answer = client.post(url("correct", entry.pk), data)
    assert answer.status_code == 422
    assert "Chưa nhập mục này" in html(answer)
    assert 'value="Xóm 5"' in html(answer)
    assert Entry.objects.get().version == 1


def test_a_stale_correction_shows_both_texts_and_saves_the_one_chosen(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    client = page("congan")
    data = correction(client, entry, child__hometown="Xóm 5")
    actions.correct_entry(
        by=clerk,
        entry=entry.pk,
        expected_version=1,
        values={"child.hometown": TypedValue("Xóm 3")},
        reason="ở máy khác",
    )
    answer = client.post(url("correct", entry.pk), data)
    assert answer.status_code == 422
    assert 'data-text="Xóm 3"' in html(answer)
    assert 'value="Xóm 5"' in html(answer)
    data["held-child-hometown"] = "mine:2"
    assert client.post(url("correct", entry.pk), data).status_code == 303
    assert queries.values_of(entry)["child.hometown"].text == "Xóm 5"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "x"},
        {"token": "x"},
        {"child-hometown": "x" * 1001},
        {"child-sex-reading": "bogus"},
        {"entry-number": "9"},
        {"child-full_name-reading": "blank"},
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(page, book, clerk, wrong):
    entry = saved_undecided(clerk, book).entry
    client = page("congan")
    answer = client.post(url("correct", entry.pk), correction(client, entry, wrong))
    assert answer.status_code == 422
    assert "Mai Thị Phượng" in html(answer)
    assert Entry.objects.get().version == 1


def test_the_verdict_follows_a_correction(page, book, clerk):
    entry = saved_linked(clerk, book, given_person()).entry
    client = page("congan")
    data = correction(client, entry, father__full_name="Mai Văn Thái")
    answer = html(client.post(url("correct_verdict", entry.pk), data))
    assert "Chưa thống nhất" in answer
    assert client.post(url("correct_verdict", entry.pk), {}).status_code == 200
    assert page("congan2").post(url("correct_verdict", entry.pk), data).status_code == 404


def test_another_typist_may_not_correct(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    client = page("congan2")
    assert client.get(url("correct", entry.pk)).status_code == 422
    assert client.post(url("correct", entry.pk), {}).status_code == 422
    answer = client.post(url("void", entry.pk), {"reason": "thử"})
    assert answer.status_code == 422
    assert "chỉ người đã nhập mới sửa" in html(answer)


def test_an_entry_is_voided_with_a_reason(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    client = page("congan")
    refused = client.post(url("void", entry.pk), {"reason": ""})
    assert refused.status_code == 422
    assert Entry.objects.get().voided_at is None
    assert client.post(url("void", entry.pk), {"reason": "nhầm quyển"}).status_code == 303
    assert client.get(url("entry", entry.pk)).status_code == 404


def test_a_link_is_undone_and_made_again(page, book, clerk):
    person = given_person()
    saved = saved_linked(clerk, book, person)
    mention = saved.decisions[0].mention_id
    client = page("congan")
    assert client.post(url("undo", mention), {"reason": " "}).status_code == 422
    assert client.post(url("undo", mention), {"reason": "nhầm người"}).status_code == 303
    assert queries.live_link(mention) is None
    assert "Tra cứu và kết luận" in html(client.get(url("entry", saved.entry.pk)))
    assert "Tra cứu" in html(client.get(url("decide", mention)))
    found = html(client.post(url("decide", mention), {"do": "narrow"}))
    assert str(person.uuid) in found
    lookup = re.search(r'name="lookup" value="([^"]+)"', found)[1]
    data = {"lookup": lookup, "person": str(person.uuid)}
    assert client.post(url("decide", mention), data).status_code == 303
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT
    again = client.post(url("decide", mention), data)
    assert again.status_code == 422
    assert "Hãy gỡ liên kết trước" in html(again)


def test_an_undecided_entry_is_found_absent(page, book, clerk):
    saved = saved_undecided(clerk, book)
    mention = saved.decisions[0].mention_id
    client = page("congan")
    found = html(client.post(url("decide", mention), {"do": "wide"}))
    lookup = re.search(r'name="lookup" value="([^"]+)"', found)[1]
    asked = client.post(url("decide", mention), {"do": "none", "lookup": lookup})
    assert asked.status_code == 200
    data = {"do": "none", "lookup": lookup, "life": "alive", "basis": ""}
    refused = client.post(url("decide", mention), data)
    assert refused.status_code == 422
    assert 'value="alive" selected' in html(refused)
    assert live_request(mention) is None
    done = client.post(url("decide", mention), data | {"basis": "gặp trực tiếp"})
    assert done.status_code == 303
    assert live_request(mention) is not None


def test_a_narrow_look_up_carries_no_absence(page, book, clerk, monkeypatch):
    saved = saved_undecided(clerk, book)
    given_person()
    mention = saved.decisions[0].mention_id
    client = page("congan")
    found = html(client.post(url("decide", mention), {"do": "narrow"}))
    assert 'value="wide"' in found
    lookup = Lookup.objects.get().pk
    data = {"do": "none", "lookup": str(lookup), "life": "alive", "basis": "gặp"}
    assert client.post(url("decide", mention), data).status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "none"},
        {"lookup": "x", "person": "y"},
        {"person": "3f333df6-90a4-4fda-8dd3-9485d27cee36"},
        {
            "lookup": "3f333df6-90a4-4fda-8dd3-9485d27cee36",
            "person": "3f333df6-90a4-4fda-8dd3-9485d27cee36",
        },
    ],
)
def test_a_conclusion_without_evidence_is_refused(page, book, clerk, data):
    saved = saved_undecided(clerk, book)
    answer = page("congan").post(url("decide", saved.decisions[0].mention_id), data)
    assert answer.status_code == 422
    assert queries.outcome_of(saved.entry) is Outcome.UNDECIDED


def test_undoing_not_found_withdraws_the_request(page, book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.decisions[0].mention_id
    shown = html(page("congan").get(url("entry", saved.entry.pk)))
    assert "Gỡ kết luận không tìm thấy" in shown
    page("congan").post(url("undo", mention), {"reason": "đã thấy"})
    assert live_request(mention) is None


def test_after_the_lock_the_justice_officer_allows_it_first(page, staff, book, clerk):
    saved = saved_linked(clerk, book, given_person())
    mention = saved.decisions[0].mention_id
    lock(staff, book)
    typist, justice = page("congan"), page("tuphap")
    refused = typist.post(url("undo", mention), {"reason": "nhầm"})
    assert refused.status_code == 422
    assert "Công chức hộ tịch phải cho phép trước" in html(refused)
    assert typist.post(url("permit", saved.entry.pk), {"reason": "x"}).status_code == 404
    assert justice.post(url("permit", saved.entry.pk), {"reason": ""}).status_code == 422
    assert not Permit.objects.exists()
    assert justice.post(url("permit", saved.entry.pk), {"reason": "có đơn"}).status_code == 303
    assert typist.post(url("undo", mention), {"reason": "nhầm"}).status_code == 303


def test_a_permit_before_the_lock_is_refused(page, book, clerk):
    saved = saved_undecided(clerk, book)
    answer = page("tuphap").post(url("permit", saved.entry.pk), {"reason": "x"})
    assert answer.status_code == 422


def test_other_offices_and_roles_see_nothing(page, book, clerk, other_commune):
    saved = saved_undecided(clerk, book)
    mention = saved.decisions[0].mention_id
    for login in ("congan-khac", "lanhdao"):
        client = page(login)
        for name in ("entry", "correct"):
            assert client.get(url(name, saved.entry.pk)).status_code == 404
        for name in ("correct", "correct_verdict", "void", "permit"):
            assert client.post(url(name, saved.entry.pk), {"reason": "x"}).status_code == 404
        for name in ("undo", "decide"):
            assert client.post(url(name, mention), {"reason": "x"}).status_code == 404
    assert page("tuphap").get(url("correct", saved.entry.pk)).status_code == 404


def test_the_verdict_of_a_correction_is_a_view_of_the_person(page, book, clerk):
    person = given_person()
    entry = saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"}).entry
    client = page("congan")
    data = correction(client, entry)
    before = AuditRow.objects.filter(action="person.viewed").count()
    assert "Trần Thị Huyền" in html(client.post(url("correct_verdict", entry.pk), data))
    rows = AuditRow.objects.filter(action="person.viewed")
    assert rows.count() == before + 1
    assert AuditSubject.objects.get(row=rows.latest("pk")).subject == person.uuid


def test_a_mother_is_looked_up_and_linked_by_herself(page, book, clerk):
    mother = given_person(full_name="Trần Thị Huyền", birth_date="1974-05-01", ethnicity="Mường")
    child = given_person(mother_pin=mother.pin)
    entry = saved_linked(clerk, book, child, {"mother.ethnicity": "Kinh"}).entry
    mention = entry.mentions.get(role="mother")
    client = page("congan")
    shown = html(client.get(url("decide", mention.pk)))
    assert "Trần Thị Huyền" in shown
    answer = client.post(url("decide", mention.pk), {"do": "narrow"})
    lookup = Lookup.objects.get(mention=mention.pk)
    assert lookup.terms["pin"] == mother.pin  # the child's own row names her number
    assert mother.pin not in html(answer)
    data = {"lookup": str(lookup.pk), "person": str(mother.uuid)}
    assert client.post(url("decide", mention.pk), data).status_code == 303
    assert queries.live_link(mention.pk).person == mother.uuid
    assert queries.outcome_of(entry) == Outcome.CONSISTENT  # hers is no outcome of the entry
    fields = open_case_of(mention.pk).differences.values_list("field", flat=True)
    assert list(fields) == ["mother.ethnicity"]


def test_of_a_mother_nobody_concludes_that_she_was_not_found(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    mention = entry.mentions.get(role="mother")
    client = page("congan")
    wide = client.post(url("decide", mention.pk), {"do": "wide"})
    assert "nhập là không tìm thấy" not in html(wide)
    lookup = Lookup.objects.get(mention=mention.pk)
    refused = client.post(url("decide", mention.pk), {"do": "none", "lookup": str(lookup.pk)})
    assert refused.status_code == 422
    assert queries.last_decision(mention.pk) is None
    assert not NumberRequest.objects.exists()
