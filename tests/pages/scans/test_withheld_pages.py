"""A page that holds an entry kept from the officer is a page without an image; he types on."""

from io import BytesIO

import pytest
from django.urls import reverse

from hotich.apps.entry.actions import reserve_next
from hotich.apps.entry.models import Entry
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Why
from hotich.apps.scans.actions import attach_page
from hotich.apps.scans.models import PageImage
from hotich.apps.tracking.models import SealReason
from hotich.apps.tracking.sealing import seal_entry
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.office import SETUP, Staff
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
INSTEAD = "Trang này không có ảnh xem được. Hãy nhập từ sổ giấy."


@pytest.fixture
def image(staff: Staff) -> PageImage:
    """Return the only image of a book whose first entry is kept from congan."""
    book = entering_book(staff)
    entry = saved_undecided(staff.actor("congan2"), book, {"entry.page": "1"}).entry
    found = attach_page(by=staff.actor("tuphap"), book=book, page="1", file=BytesIO(png()))
    keep_apart(
        by=SETUP,
        officer=staff.officer("congan").pk,
        entry=entry.pk,
        office=staff.commune.pk,
        number="1/1998",
        book="Sổ",
        why=Why.DECLARED,
    )
    return found


def url(name: str, thing) -> str:
    return reverse(f"scans:{name}", args=[thing.pk])


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_image_is_none_for_him_and_one_for_the_others(page, image):
    clerk, other = page("congan"), page("congan2")
    assert clerk.get(url("image", image)).status_code == 404
    seen = other.get(url("image", image))
    assert (seen.status_code, b"".join(seen.streaming_content)) == (200, png())
    pane = text(clerk.get(url("pane", image)))
    assert INSTEAD in pane
    assert url("image", image) not in pane
    assert url("image", image) in text(other.get(url("pane", image)))
    assert "không có ảnh xem được" in text(clerk.get(url("book", image.book)))
    assert "không có ảnh xem được" not in text(other.get(url("book", image.book)))


def test_the_next_entry_of_the_page_is_typed_without_the_image(page, staff, image):
    held = reserve_next(by=staff.actor("congan"), book=image.book_id)
    sheet = text(page("congan").get(reverse("entry:type", args=[held.pk])))
    assert INSTEAD in sheet
    assert url("image", image) not in sheet


def test_the_reason_cannot_be_told(page, staff, image):
    kept = text(page("congan").get(url("pane", image)))
    entry = Entry.objects.get()
    seal_entry(by=SETUP, entry=entry.pk, office=staff.commune.pk, reason=SealReason.ADOPTION)
    assert text(page("congan2").get(url("pane", image))) == kept


def test_a_page_kept_from_the_officer_is_not_marked_by_him(page, staff, image):
    assert page("tuphap").get(url("mark", image)).status_code == 200
    entry = Entry.objects.get()
    seal_entry(by=SETUP, entry=entry.pk, office=staff.commune.pk, reason=SealReason.ADOPTION)
    assert page("tuphap").get(url("mark", image)).status_code == 404
