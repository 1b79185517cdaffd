"""The notes on an entry's page: added, voided, refused with everything typed still there."""

import re
from html import escape
from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry import actions
from hotich.apps.entry.models import Entry, EntryNote, Permit
from hotich.apps.entry.notes import add_note
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.core.registers import BookNote
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "declared_missing",
    "text": "Tuyên bố mất tích “theo” <quyết định>",
    "dated_text": "15032005",
    "basis": "Quyết định số 12/2005/QĐDS-ST",
    "signer": "Mai Văn Ký",
    "field": "",
    "struck_text": "",
    "reading": "clear",
}
MISSING = BookNote(kind="declared_missing", text="Tuyên bố mất tích", dated_text="1990")


def html(response):
    return response.content.decode()


def shown(client, entry):
    return html(client.get(reverse("entry:entry", args=[entry.pk])))


def send(client, entry, **typed):
    """Send the form of a new note as the page shows it."""
    token = re.search(r'name="token" value="([^"]+)"', shown(client, entry))
    data = TYPED | {"token": token[1] if token else str(uuid4())} | typed
    return client.post(reverse("entry:add_note", args=[entry.pk]), data)


def void(client, note, reason):
    return client.post(reverse("entry:void_note", args=[note.pk]), {"reason": reason})


@pytest.fixture
def entry(book, clerk) -> Entry:
    return saved_undecided(clerk, book).entry


@pytest.fixture
def note(entry, clerk) -> EntryNote:
    return add_note(by=clerk, entry=entry.pk, token=uuid4(), note=MISSING)


def lock(staff, book):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def test_a_note_is_added_and_shown_with_its_remarks(page, entry):
    client = page("congan")
    answer = send(client, entry, signer="")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#ghi-chu")
    row = EntryNote.objects.get()
    assert (row.text, row.dated_text, row.dated) == (TYPED["text"], "15032005", "2005-03-15")
    told = shown(page("tuphap"), entry)
    for words in (
        "Tuyên bố mất tích",
        escape(TYPED["text"]),
        "(15/03/2005)",
        "Ghi chú không có người ký.",
        "ghi chú: Tuyên bố mất tích",
        "Lê Văn Công",
    ):
        assert words in told
    assert "Thêm ghi chú" not in told


def test_a_struck_correction_is_shown_as_such(page, entry):
    client = page("congan")
    struck = {"kind": "struck", "field": "child.full_name", "struck_text": "Phương"}
    assert send(client, entry, text="Phượng", **struck).status_code == 303
    told = shown(client, entry)
    assert '<del class="verbatim">Phương</del>' in told
    assert "ghi thay" in told


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": ""}, "Chưa nhập mục này."),
        ({"kind": "lạ"}, "Lựa chọn này không có trong danh sách."),
        ({"text": " "}, "Hãy ghi nội dung như trong sổ"),
        ({"kind": "struck", "field": ""}, "Hãy chọn mục có chữ bị gạch bỏ."),
        ({"kind": "struck", "field": "child.sex"}, "Hãy ghi chữ bị gạch bỏ"),
        ({"text": "x" * 1001}, "Dài quá 1000 ký tự"),
        ({"dated_text": "1" * 101}, "Dài quá 100 ký tự"),
        ({"dated_text": "1990\x01"}, "ký tự điều khiển"),
        ({"basis": "hai\ndòng"}, "ký tự không lưu được"),
        ({"reading": "blank"}, "Lựa chọn này không có trong danh sách."),
        ({"field": "child.nothing"}, "Lựa chọn này không có trong danh sách."),
        ({"token": "x"}, "Trang đã cũ."),
    ],
)
def test_bad_input_is_refused_and_nothing_is_lost(page, entry, wrong, message):
    answer = send(page("congan"), entry, **wrong)
    assert answer.status_code == 422
    told = html(answer)
    assert message in told
    assert re.search(r"data-focus[ >]", told) is None
    for name in ("signer", "dated_text"):
        assert f'value="{escape((TYPED | wrong)[name])}"' in told
    if "text" not in wrong:
        assert escape(TYPED["text"]) in told
    assert not EntryNote.objects.exists()
    assert Entry.objects.get().version == 1


def test_a_date_that_is_none_is_kept_with_a_remark(page, entry):
    client = page("congan")
    assert send(client, entry, dated_text="31/02/1990").status_code == 303
    assert EntryNote.objects.get().dated == ""
    assert "Chưa hiểu ngày ghi chú" in shown(client, entry)


def test_sent_twice_it_is_one_note(page, entry):
    client, token = page("congan"), str(uuid4())
    for _ in range(2):
        assert send(client, entry, token=token).status_code == 303
    assert EntryNote.objects.count() == 1


def test_a_note_is_voided_and_stays_in_the_history(page, entry, note):
    client = page("congan")
    refused = void(client, note, " ")
    assert refused.status_code == 422
    assert "Chưa nhập mục này." in html(refused)
    assert void(client, note, "nhầm trang").status_code == 303
    told = shown(client, entry)
    assert "Ghi chú đã hủy" in told
    assert "nhầm trang" in told
    assert "Hủy ghi chú này" not in told


def test_another_typist_is_refused(page, entry, note):
    client = page("congan2")
    assert "Thêm ghi chú" not in shown(client, entry)
    answer = send(client, entry)
    assert answer.status_code == 422
    assert "Không sửa được" in html(answer)
    answer = void(client, note, "lý do của tôi")
    assert answer.status_code == 422
    assert "Không sửa được" in html(answer)
    assert EntryNote.objects.get().voided_at is None


def test_others_find_no_such_page(page, entry, note, other_commune):
    for login in ("tuphap", "congan-khac"):
        client = page(login)
        token = {"token": str(uuid4())}
        answer = client.post(reverse("entry:add_note", args=[entry.pk]), TYPED | token)
        assert answer.status_code == 404
        assert void(client, note, "nhầm").status_code == 404
    assert EntryNote.objects.count() == 1


def test_a_locked_book_asks_for_a_second_officer(page, book, entry, staff):
    lock(staff, book)
    client = page("congan2")
    assert "thêm hoặc hủy ghi chú cần công chức hộ tịch cho phép" in shown(client, entry)
    refused = send(client, entry)
    assert refused.status_code == 422
    assert "Dữ liệu sổ đã chốt" in html(refused)
    assert escape(TYPED["text"]) in html(refused)
    allowed = page("tuphap").post(
        reverse("entry:permit", args=[entry.pk]), {"reason": "sổ có ghi chú chưa nhập"}
    )
    assert allowed.status_code == 303
    assert send(client, entry).status_code == 303
    assert Permit.objects.get().used_by.login == "congan2"
    assert "người cho phép: Mai Thị Tư" in shown(client, entry)


def test_a_returned_entry_asks_whether_that_was_it(page, book, entry, staff):
    client = page("congan")
    assert "answers_return" not in shown(client, entry)
    actions.mark_returned(by=staff.actor("tuphap"), entry=entry.pk, reason="thiếu ghi chú")
    assert "answers_return" in shown(client, entry)
    assert send(client, entry, answers_return="on").status_code == 303
    assert entry.returns.get().answered_by.login == "congan"


def test_the_page_speaks_english(page, entry, note):
    client = page("congan")
    client.cookies["django_language"] = "en"
    told = shown(client, entry)
    assert "Declared missing" in told
    assert "Add a note" in told
