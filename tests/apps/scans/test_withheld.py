"""The image of a page with an entry kept from an officer is none for him, wherever he meets it."""

from io import BytesIO

import pytest

from hotich.apps.entry.models import Entry
from hotich.apps.entry.places_apart import places_apart
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Why
from hotich.apps.scans import actions, viewing
from hotich.apps.scans.apart import withheld
from hotich.apps.scans.boxes import rows_between
from hotich.apps.scans.marking import mark_page
from hotich.apps.scans.models import PageImage
from hotich.apps.tracking.models import SealReason
from hotich.apps.tracking.sealing import seal_entry
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.office import SETUP, Staff
from tests.support.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff):
    """Return a book of five numbers, the third without a page, and images of its pages."""
    book = entering_book(staff)
    for page in ("1", "2", "", "4", "bìa"):
        saved_undecided(staff.actor("congan"), book, {"entry.page": page or "9"})
    Entry.objects.filter(page="9").update(page="")
    for shade, page in enumerate(("1", "2", "3", "4", "5", "bìa")):
        actions.attach_page(
            by=staff.actor("tuphap"), book=book, page=page, file=BytesIO(png(shade=shade))
        )
    return book


def keep(staff: Staff, book, number: int) -> Entry:
    """Keep the entry from congan, as one about his family."""
    entry = Entry.objects.get(book=book, number=number)
    keep_apart(
        by=SETUP,
        officer=staff.officer("congan").pk,
        entry=entry.pk,
        office=staff.commune.pk,
        number=str(number),
        book="Sổ",
        why=Why.DECLARED,
    )
    return entry


def unseen(staff: Staff, login: str, book) -> set[str]:
    images = PageImage.objects.filter(pk__in=withheld(staff.actor(login), book.pk))
    return {one.page for one in images}


@pytest.mark.parametrize(
    ("number", "pages"),
    [(2, {"2"}), (3, {"2", "3", "4", "bìa"}), (5, {"bìa"})],
    ids=["typed", "between its neighbours", "not numbered"],
)
def test_the_pages_on_which_it_may_stand_are_withheld(staff, book, number: int, pages: set[str]):
    keep(staff, book, number)
    assert unseen(staff, "congan", book) == pages
    assert unseen(staff, "congan2", book) == set()
    assert places_apart(staff.actor("congan2"), book.pk) == []
    assert withheld(SETUP, book.pk) == frozenset()


def test_a_marked_page_is_withheld_whatever_page_was_typed(staff, book):
    image = PageImage.objects.get(page="5")
    mark_page(by=staff.actor("tuphap"), image=image, rows=rows_between([0, 5000, 9000], "2"))
    keep(staff, book, 2)
    assert unseen(staff, "congan", book) == {"2", "5"}


def test_a_sealed_entry_withholds_its_page_from_all_but_its_readers(staff, book):
    entry = Entry.objects.get(book=book, number=2)
    seal_entry(by=SETUP, entry=entry.pk, office=staff.commune.pk, reason=SealReason.ADOPTION)
    for login in ("congan", "congan2", "tuphap"):
        assert unseen(staff, login, book) == {"2"}


def test_no_way_leads_to_the_image_and_the_typing_goes_on(staff, book):
    keep(staff, book, 2)
    clerk = staff.actor("congan")
    image = PageImage.objects.get(page="2")
    with pytest.raises(PageImage.DoesNotExist):
        actions.view_image(by=clerk, image=image)
    seen = viewing.viewer(clerk, book, image, number="9", year=1998)
    assert seen is not None
    assert (seen.shown.withheld, seen.shown.rows, seen.shown.year) == (True, "[]", "")
    other = viewing.viewer(staff.actor("congan2"), book, image)
    assert other is not None
    assert not other.shown.withheld
    assert actions.view_image(by=staff.actor("congan2"), image=image) == image
