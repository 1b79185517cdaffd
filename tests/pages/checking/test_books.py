"""The list of books, and the entries of one: works, then each refusal."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.checking import actions
from hotich.apps.checking.models import Side
from hotich.apps.entry.models import Entry
from tests.support.books import entering_book
from tests.support.checks import locked_book, typed_book
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def url(name: str, *args: object, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"checking:{name}", args=args) + (f"?{asked}" if asked else "")


def test_the_books_show_both_sides_progress(page, staff: Staff):
    book = typed_book(staff)
    entering_book(staff, volume="02/1998")
    for login in ("tuphap", "congan2"):
        text = page(login).get(url("books")).content.decode()
        assert "quyển 01/1998" in text
        assert "quyển 02/1998" not in text  # nothing typed in it yet
        assert url("next", book.pk) in text
        assert "0/3 (0 %)" in text


def test_without_a_typed_book_the_page_says_so(page, staff: Staff):
    assert "Chưa có quyển sổ nào để đối soát" in page("tuphap").get(url("books")).content.decode()


def test_the_book_lists_entries_with_their_marks(page, staff: Staff):
    book = typed_book(staff)
    first = Entry.objects.filter(book=book).order_by("number")[0]
    actions.check_entry(by=staff.actor("tuphap"), entry=first.pk, side=Side.JUSTICE, accepted=True)
    text = page("tuphap").get(url("book", book.pk)).content.decode()
    assert "Trịnh Đức Tâm" in text
    assert "đã chấp nhận" in text
    todo = page("tuphap").get(url("book", book.pk, loc="can")).content.decode()
    assert "Mai Thị Phượng" not in todo
    assert "Trịnh Đức Tâm" in todo
    assert "Không có trường hợp nào như vậy" in (
        page("tuphap").get(url("book", book.pk, loc="xong")).content.decode()
    )


def test_every_name_on_the_list_is_recorded_as_seen(page, staff: Staff):
    book = typed_book(staff)
    page("congan2").get(url("book", book.pk))
    row = AuditRow.objects.get(action="check.entries_viewed")
    seen = set(row.subjects.values_list("subject", flat=True))
    mentions = {
        mention
        for entry in Entry.objects.filter(book=book)
        for mention in entry.mentions.values_list("pk", flat=True)
    }
    assert seen == mentions


def test_going_on_leads_to_the_next_entry(page, staff: Staff):
    book = typed_book(staff)
    first = Entry.objects.filter(book=book).order_by("number")[0]
    answer = page("congan2").get(url("next", book.pk))
    assert answer.headers["Location"] == url("entry", first.pk, ben="police")
    own = page("congan").get(url("next", book.pk), follow=True)
    assert "Không còn trường hợp nào chờ anh/chị" in own.content.decode()


def test_a_locked_book_is_read_only(page, staff: Staff):
    book = locked_book(staff)
    text = page("tuphap").get(url("book", book.pk)).content.decode()
    assert url("next", book.pk) not in text


def test_a_wrong_filter_or_page_shows_the_list(page, staff: Staff):
    book = typed_book(staff)
    answer = page("tuphap").get(url("book", book.pk, loc="zzz", trang="x", ben="nobody"))
    assert answer.status_code == 200
    assert "Mai Thị Phượng" in answer.content.decode()


def test_other_posts_and_other_offices_see_nothing(page, staff: Staff, other_commune: Staff):
    book = typed_book(staff)
    for login in ("lanhdao", "c06", "so"):
        assert page(login).get(url("books")).status_code == 404
    for login in ("tuphap-khac", "congan-khac"):
        assert page(login).get(url("book", book.pk)).status_code == 404
        assert page(login).get(url("next", book.pk)).status_code == 404
        assert "01/1998" not in page(login).get(url("books")).content.decode()
