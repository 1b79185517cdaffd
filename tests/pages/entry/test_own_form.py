"""A printed form that the operator added: the pages have its words, its order and its columns."""

import re

import pytest
from django.urls import reverse

from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.handover.gathering import gather
from hotich.apps.registers.definitions import printed_form
from tests.support.any_register import People, marked, texts_of
from tests.support.books import entering_book
from tests.support.checks import check_all

pytestmark = pytest.mark.django_db

FORM = """
register = "KT"
code = "khai-tu-1976"
label = "Mẫu của tỉnh, năm 1976"
years = "1976–1985"
[[column]]
id = "entry.number"
[[column]]
id = "deceased.sex"
label = "Nam hay nữ"
[[column]]
id = "deceased.full_name"
label = "Tên họ người quá cố"
[[column]]
id = "deceased.birth_date"
[[column]]
id = "extra.nghe"
label = "Làm nghề gì"
kind = "text"
section = "deceased"
[[column]]
id = "deceased.death_date"
"""


@pytest.fixture
def own_form(settings, tmp_path):
    settings.EDITIONS_DIR = tmp_path
    (tmp_path / "khai-tu.toml").write_text(FORM, encoding="utf-8")


def html(response):
    return response.content.decode()


def test_form_pages_and_package_follow_the_printed_form(own_form, page, staff):
    book = entering_book(staff, register_type="KT", edition="khai-tu-1976", volume="01/1998")
    kind = printed_form("KT", "khai-tu-1976")
    people = People(kind)
    person = people.in_register(kind, "deceased")
    texts = texts_of(kind, "khai-tu-1976", people) | {"extra.nghe": "Làm ruộng"}
    client = page("congan")
    held = actions.reserve_next(by=staff.actor("congan"), book=book.pk)
    blind = marked(kind, texts) | {"role": "deceased"}
    first = html(client.get(reverse("entry:type", args=[held.pk])))
    assert "Tên họ người quá cố" in first
    assert first.index("Nam hay nữ") < first.index("Tên họ người quá cố")
    client.post(reverse("entry:look_up", args=[held.pk]), blind)
    client.post(reverse("entry:choose", args=[held.pk]), blind | {"person": str(person.uuid)})
    sheet = html(client.get(reverse("entry:type", args=[held.pk])))
    assert "Làm nghề gì" in sheet
    assert 'name="deceased-ethnicity"' not in sheet  # the form has no such column
    token = re.search(r'name="token" value="([^"]+)"', sheet)[1]
    saved = client.post(reverse("entry:save", args=[held.pk]), blind | {"token": token})
    assert saved.status_code == 303

    entry = Entry.objects.get()
    # What the form has no column for is not asked of it: nothing stays unread.
    assert queries.outcome_of(entry) == Outcome.CONSISTENT
    assert queries.values_of(entry)["extra.nghe"].text == "Làm ruộng"
    shown = html(client.get(reverse("entry:entry", args=[entry.pk])))
    assert "Tên họ người quá cố" in shown
    assert "Làm ruộng" in shown
    check_all(staff, book)
    (content,) = gather([entry])
    assert ("extra.nghe", "Làm ruộng") in {(row.field, row.text) for row in content.values}


def test_a_book_of_another_form_keeps_the_words_of_its_own(own_form, page, staff):
    book = entering_book(staff, register_type="KT", edition="2015", volume="02/2017")
    held = actions.reserve_next(by=staff.actor("congan"), book=book.pk)
    shown = html(page("congan").get(reverse("entry:type", args=[held.pk])))
    assert "Tên họ người quá cố" not in shown
