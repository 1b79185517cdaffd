"""The right to know: a request with its due day, the answer, its file; then each refusal."""

import io
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hotich.apps.audit.about import RowsAbout
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.writing import record, writing
from hotich.apps.exports.models import RightRequest
from hotich.apps.oversight.answering import due_on
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked
from tests.support.exports import asked, opened, taken
from tests.support.neighbours import make_neighbours

pytestmark = pytest.mark.django_db
REQUESTS, ASK, OF_MENTION = (
    reverse(f"oversight:{name}") for name in ("requests", "ask_right", "viewers_of_mention")
)
TODAY = f"{timezone.localdate():%d/%m/%Y}"


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def mention(staff) -> UUID:
    saved = saved_linked(staff.actor("congan"), entering_book(staff), given_person())
    return saved.entry.mentions.get(principal=True).pk


@pytest.fixture
def right(page, staff, mention) -> RightRequest:
    sent = {"mention": mention, "reference": "đơn số 3", "received_on": TODAY}
    assert page("lanhdao").post(ASK, sent).status_code == 303
    return RightRequest.objects.get()


def at(name: str, right) -> str:
    return reverse(f"oversight:{name}", args=[right.pk])


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 7, 1), date(2026, 7, 3)),
        (date(2026, 7, 3), date(2026, 7, 7)),  # over a weekend
        (date(2026, 8, 31), date(2026, 9, 4)),  # over the National Day
    ],
)
def test_the_answer_is_due_in_two_working_days(received: date, due: date):
    assert due_on(received) == due


def test_from_a_person_to_the_answer_in_a_file(page, staff, mention, right):
    officer = page("lanhdao")
    assert "đơn số 3" in text_of(officer.get(REQUESTS))
    assert f"hạn trả lời {right.due_on:%d/%m/%Y}" in text_of(officer.get(at("request", right)))
    assert "Lê Văn Công" in text_of(officer.get(at("request", right)))
    content = given_out_by(page, right)
    cells = [cell.value for row in load_workbook(io.BytesIO(content)).active for cell in row]
    assert "Lê Văn Công" in cells
    assert right.label in cells
    assert "Mai Thị Phượng" not in " ".join(str(cell) for cell in cells)
    done = officer.post(at("answered", right), {"answer": "giao tệp"})
    assert done.status_code == 303
    assert "giao tệp" in text_of(officer.get(REQUESTS))
    actions = set(AuditRow.objects.values_list("action", flat=True))
    assert {"right.asked", "right.shown", "right.answered", "export.handed_out"} <= actions


def given_out_by(page, right) -> bytes:
    request = asked(page("lanhdao"), at("request", right), {})
    return opened(taken(page, "lanhdao", request, confirmer="truongca"))


def test_the_page_of_a_person_asks_first_for_the_letter(page, staff, mention):
    shown = text_of(page("lanhdao").post(OF_MENTION, {"mention": mention, "reason": "đơn"}))
    assert f'name="mention" value="{mention}"' in shown
    form = page("lanhdao").post(ASK, {"mention": mention})
    assert form.status_code == 200
    assert f'value="{mention}"' in text_of(form)
    person = page("lanhdao").post(
        ASK, {"person": uuid4(), "reference": "đơn 4", "received_on": TODAY}
    )
    assert person.status_code == 303


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reference": ""}, "Chưa nhập mục này"),
        ({"reference": "x" * 201}, "Dài quá 200"),
        ({"received_on": "hôm qua"}, "Không đọc được ngày"),
        ({"received_on": "01/01/2999"}, "Ngày này chưa đến"),
    ],
)
def test_a_refused_request_is_said_at_the_field(page, staff, mention, change, message):
    sent = {"mention": mention, "reference": "đơn số 8", "received_on": TODAY} | change
    response = page("lanhdao").post(ASK, sent)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "đơn số 8" in text_of(response) or "reference" in change
    assert not RightRequest.objects.exists()


def test_it_is_answered_once_and_with_words(page, staff, right):
    officer = page("lanhdao")
    assert officer.post(at("answered", right), {"answer": ""}).status_code == 422
    assert officer.post(at("answered", right), {"answer": "công văn 5"}).status_code == 303
    assert officer.post(at("answered", right), {"answer": "nữa"}).status_code == 422
    assert RightRequest.objects.get().answer == "công văn 5"


def test_what_is_not_there_is_not_there(page, staff, mention, right):
    make_neighbours(staff)
    other = page("lanhdao-khac")
    assert "Chưa có yêu cầu nào" in text_of(other.get(REQUESTS))
    for name in ("request", "answered"):
        assert other.post(at(name, right), {"answer": "x"}).status_code in {404, 422}
    assert other.get(at("request", right)).status_code == 404
    assert other.post(at("answered", right), {"answer": "x"}).status_code == 404
    sent = {"reference": "đơn", "received_on": TODAY}
    assert other.post(ASK, sent | {"mention": mention}).status_code == 404
    assert page("lanhdao").post(ASK, sent | {"mention": uuid4()}).status_code == 404
    assert page("lanhdao").post(ASK, sent).status_code == 404


@pytest.mark.parametrize("login", ["tuphap", "congan", "so", "c06", "quantri"])
def test_who_may_not_finds_no_page(page, staff, right, login):
    client = page(login)
    assert client.get(REQUESTS).status_code == 404
    assert client.get(at("request", right)).status_code == 404
    for address in (ASK, at("request", right), at("answered", right)):
        assert client.post(address).status_code == 404


def test_rows_about_a_person_are_paged_and_of_one_chain(page, staff, mention):
    by, other, person = staff.actor("congan"), staff.actor("so"), uuid4()
    for number in range(120):
        with writing(by):
            record(by, "thing.done", None, subjects=[person, mention], reason=str(number))
    with writing(other):
        record(other, "thing.done", None, subjects=[person])
    about = RowsAbout(by.office_id, [person, mention, person])
    mine = AuditRow.objects.filter(chain=by.office_id, subjects__subject__in=[person, mention])
    assert len(about) == mine.distinct().count() >= 120
    assert [row.reason for row in about[:3]] == ["119", "118", "117"]
    assert [row.pk for row in about] == sorted((row.pk for row in about), reverse=True)
    assert {row.chain for row in about} == {by.office_id}
    sent = {"mention": mention, "reason": "đơn", "trang": "2"}
    second = text_of(page("lanhdao").post(OF_MENTION, sent))
    assert 'form="trang"' in second
    assert "119</td>" not in second
