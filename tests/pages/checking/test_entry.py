"""One entry before the officer: read, accept, return; then each refusal."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.marks import Mark, marks_of
from hotich.apps.checking.models import Check
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import Entry, EntryReturn
from hotich.apps.entry.queries import live_link
from hotich.core.registers import BookNote
from tests.support.books import entering_book
from tests.support.checks import lock, typed_book
from tests.support.entries import given_person, saved_linked, saved_undecided, typed
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def url(entry: Entry, side: str = "") -> str:
    address = reverse("checking:entry", args=[entry.pk])
    return f"{address}?ben={side}" if side else address


def entries(staff: Staff, *names: str) -> list[Entry]:
    book = typed_book(staff, names or ("Mai Thị Phượng", "Trịnh Đức Tâm"))
    return list(Entry.objects.filter(book=book).order_by("number"))


def token(client: Client, entry: Entry) -> str:
    text = client.get(url(entry)).content.decode()
    found = re.search(r'name="shown" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def post(client: Client, entry: Entry, **sent: str):
    sent = {"shown": token(client, entry)} | sent
    return client.post(url(entry), sent)


def test_the_justice_officer_reads_what_stands_in_the_book(page, staff: Staff):
    first, _ = entries(staff)
    text = page("tuphap").get(url(first)).content.decode()
    assert "Số 1/1998" in text
    assert "Mai Văn Khải" in text
    assert "02/09/1998" in text
    assert "CSDLQGVDC" not in text.split("<main")[1].split("Các lần đối soát")[0]
    assert live_link(first.mentions.get(role="child").pk) is not None
    assert 'class="pin"' not in text


def test_the_police_officer_reads_the_link_with_the_number(page, staff: Staff):
    book = entering_book(staff)
    person = given_person(ethnicity="Mường")
    first = saved_linked(staff.actor("congan"), book, person).entry
    text = page("congan2").get(url(first)).content.decode()
    assert "Theo CSDLQGVDC" in text
    plain = re.sub(r"<[^>]+>", "", text)
    assert "Mường" in plain
    assert "1 mục khác nhau" in plain
    assert person.pin is not None
    assert person.pin in re.sub(r"\s", "", plain)


def test_what_is_shown_was_recorded_first(page, staff: Staff):
    first, _ = entries(staff)
    link = live_link(first.mentions.get(role="child").pk)
    assert link is not None
    page("congan2").get(url(first))
    row = AuditRow.objects.get(action="check.links_viewed")
    assert link.person in set(row.subjects.values_list("subject", flat=True))
    page("tuphap").get(url(first))
    row = AuditRow.objects.get(action="check.entries_viewed")
    assert link.person not in set(row.subjects.values_list("subject", flat=True))


def test_accepting_leads_to_the_next_and_then_to_the_book(page, staff: Staff):
    first, second = entries(staff)
    client = page("tuphap")
    answer = post(client, first, accept="1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == url(second, "justice")
    answer = post(client, second, accept="1")
    assert answer.headers["Location"].startswith(reverse("checking:book", args=[first.book_id]))
    assert Check.objects.filter(side="justice", accepted=True).count() == 2


def test_an_entry_is_returned_with_field_and_reason(page, staff: Staff):
    first, second = entries(staff)
    answer = post(
        page("congan2"),
        first,
        **{"return": "1", "field": "child.full_name", "reason": "không phải người này"},
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == url(second, "police")
    row = EntryReturn.objects.get()
    assert (row.entry, row.field) == (first, "child.full_name")
    text = page("tuphap").get(url(first)).content.decode()
    assert "không phải người này" in text
    assert "Đang trả lại để sửa" in text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"reason": "  "}, "Chưa nhập mục này"),
        ({"reason": "x" * 501}, "Dài quá 500 ký tự"),
        ({"reason": "sai\x07"}, "ký tự không lưu được"),
        ({"reason": "sai", "field": "child.shoes"}, "không có trong danh sách"),
    ],
)
def test_a_wrong_return_is_said_at_the_field(page, staff: Staff, sent, message: str):
    first, _ = entries(staff)
    answer = post(page("tuphap"), first, **{"return": "1"}, **sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert message in text
    if sent["reason"] == "sai":
        assert 'value="sai"' in text
    assert not EntryReturn.objects.exists()
    assert not Check.objects.exists()


def test_what_changed_meanwhile_is_read_again(page, staff: Staff):
    first, _ = entries(staff)
    client = page("tuphap")
    shown = token(client, first)
    entry_actions.correct_entry(
        by=staff.actor("congan"),
        entry=first.pk,
        expected_version=1,
        values=typed({"child.hometown": "Xã Ba Đình"}),
        reason="đọc lại",
    )
    answer = client.post(url(first), {"shown": shown, "accept": "1"})
    assert answer.status_code == 422
    assert "vừa được sửa" in answer.content.decode()
    assert "Xã Ba Đình" in answer.content.decode()
    assert marks_of([Entry.objects.get(pk=first.pk)])[first.pk].justice is Mark.NONE


@pytest.mark.parametrize(
    "shown", ["", "x", "x:y:z", "1:2", "00000000-0000-0000-0000-000000000000:1:"]
)
def test_a_broken_token_signs_nothing(page, staff: Staff, shown: str):
    first, _ = entries(staff)
    answer = page("tuphap").post(url(first), {"shown": shown, "accept": "1"})
    assert answer.status_code == 422
    assert not Check.objects.exists()


def test_a_post_without_an_act_signs_nothing(page, staff: Staff):
    first, _ = entries(staff)
    assert page("tuphap").post(url(first), {}).status_code == 422
    assert not Check.objects.exists()


def test_his_own_work_is_not_offered_and_not_accepted(page, staff: Staff):
    first, _ = entries(staff)
    client = page("congan")
    text = client.get(url(first)).content.decode()
    assert 'name="accept"' not in text
    assert 'name="return"' not in text
    answer = post(client, first, accept="1")
    assert answer.status_code == 422
    assert "do chính mình làm" in answer.content.decode()
    assert not Check.objects.exists()


def test_without_a_link_the_police_page_says_so(page, staff: Staff):
    book = entering_book(staff)
    entry = saved_undecided(staff.actor("congan"), book).entry
    client = page("congan2")
    text = client.get(url(entry)).content.decode()
    assert "chưa liên kết với ai" in text
    assert 'name="accept"' not in text
    answer = post(client, entry, accept="1")
    assert answer.status_code == 422


def test_locked_data_are_not_returned(page, staff: Staff):
    (first,) = entries(staff, "Mai Thị Phượng")
    client = page("tuphap")
    shown = token(client, first)
    lock(staff, first.book)
    assert 'name="return"' not in client.get(url(first)).content.decode()
    answer = client.post(url(first), {"shown": shown, "return": "1", "reason": "sai"})
    assert answer.status_code == 422
    assert "phiếu sửa dữ liệu" in answer.content.decode()


def test_another_office_finds_nothing(page, staff: Staff, other_commune: Staff):
    first, _ = entries(staff)
    for login in ("tuphap-khac", "congan-khac"):
        assert page(login).get(url(first)).status_code == 404
        sent = {"shown": f"{first.pk}:1:", "accept": "1"}
        assert page(login).post(url(first), sent).status_code == 404
    assert not Check.objects.exists()
    assert not AuditRow.objects.filter(action__startswith="check.").exists()


def test_accepted_and_returned_at_once_is_a_return(page, staff: Staff):
    first, _ = entries(staff)
    sent = {"accept": "1", "return": "1", "field": "", "reason": " "}
    answer = post(page("tuphap"), first, **sent)
    assert answer.status_code == 422
    assert "Chưa nhập mục này" in answer.content.decode()
    assert not Check.objects.exists()


def test_the_notes_of_the_book_are_read_and_signed_for(page, staff: Staff):
    first, _ = entries(staff)
    client = page("tuphap")
    seen = token(client, first)
    note = BookNote(kind="struck", field="child.full_name", struck_text="Phương", text="Phượng")
    entry_actions.add_note(by=staff.actor("congan"), entry=first.pk, token=uuid4(), note=note)
    assert client.post(url(first), {"shown": seen, "accept": "1"}).status_code == 422
    text = client.get(url(first)).content.decode()
    assert '<del class="verbatim">Phương</del>' in text
    assert post(client, first, accept="1").status_code == 303
    first.refresh_from_db()
    assert marks_of([first])[first.pk].justice is Mark.ACCEPTED
