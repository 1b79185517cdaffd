"""What entries say together, on its pages: works, then each refusal."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.models import FindingSeen
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

WORDS = "Việc sinh của người này có thể đã được đăng ký ở một trường hợp khác."


@pytest.fixture
def twice(staff: Staff) -> Book:
    """Return a book in which the same birth stands twice."""
    book = entering_book(staff)
    for _ in range(2):
        saved_undecided(staff.actor("congan"), book)
    return book


def url(book: Book) -> str:
    return reverse("checking:findings", args=[book.pk])


def text_of(answer) -> str:
    return answer.content.decode()


def fingerprint(text: str) -> str:
    return re.search(r'name="finding" value="([0-9a-f]{64})"', text)[1]


def test_both_pages_show_it_and_the_view_is_on_record(page, twice: Book):
    for login in ("tuphap", "congan2"):
        for address in (url(twice), reverse("checking:all_findings")):
            text = text_of(page(login).get(address))
            assert WORDS in text
            assert "KS 1/1998" in text
            assert "KS 2/1998" in text
            assert "Không có điều luật" in text
    rows = AuditRow.objects.filter(action="check.findings_viewed")
    assert (rows.count(), rows.filter(object=twice.pk).count()) == (4, 2)


def test_looked_at_it_moves_to_the_other_tab(page, twice: Book):
    client = page("tuphap")
    sent = {"finding": fingerprint(text_of(client.get(url(twice)))), "remark": "hai bản, một việc"}
    answer = client.post(url(twice), sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, url(twice))
    assert "Không có điểm nào cần xem lại" in text_of(client.get(url(twice)))
    seen = text_of(client.get(url(twice) + "?muc=da-xem"))
    assert "hai bản, một việc" in seen
    assert client.post(url(twice), sent).status_code == 303  # sent twice
    assert FindingSeen.objects.count() == 1


def test_the_reconciliation_says_how_many_and_does_not_wait(page, twice: Book):
    client, address = page("tuphap"), reverse("checking:reconcile", args=[twice.pk])
    text = text_of(client.get(address))
    assert "1 chưa xem" in text
    assert url(twice) in text
    sent = {"finding": fingerprint(text_of(client.get(url(twice)))), "remark": "đúng như sổ"}
    client.post(reverse("checking:all_findings"), sent)
    assert "đã xem hết" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"remark": " "}, "Chưa nhập mục này"),
        ({"remark": "x" * 501}, "Dài quá 500"),
        ({"finding": "0" * 64, "remark": "xem rồi"}, "không còn như đã hiện"),
        ({"finding": "", "remark": "xem rồi"}, "xem rồi"),
    ],
)
def test_each_refusal_keeps_what_was_typed(page, twice: Book, given, said):
    client = page("tuphap")
    sent = {"finding": fingerprint(text_of(client.get(url(twice))))} | given
    answer = client.post(url(twice), sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert FindingSeen.objects.count() == 0


def test_other_offices_and_rights_have_no_such_page(page, twice: Book, other_commune):
    assert page("tuphap-khac").get(url(twice)).status_code == 404
    assert WORDS not in text_of(page("tuphap-khac").get(reverse("checking:all_findings")))
    assert page("tuphap").get(reverse("checking:findings", args=[uuid4()])).status_code == 404
    for login in ("lanhdao", "c06", "so"):
        assert page(login).get(url(twice)).status_code == 404
        assert page(login).get(reverse("checking:all_findings")).status_code == 404
