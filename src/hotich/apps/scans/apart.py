"""Which images of a book does an officer not see? Those of a page with an entry kept from him.

An image shows all that stands on its page. Where entries stand the room of entries knows:
`settings.PLACES_APART` names its function. An entry whose page nobody has typed or marked lies on
one of the pages between those of its neighbours, and none of them is shown.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.audit.actor import Actor
from hotich.apps.scans.boxes import number_key
from hotich.apps.scans.models import MarkedRow, PageImage


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: on the page of that label, else from the first page to the last.

    None is no bound.
    """

    number: str
    year: int
    page: str = ""
    first: int | None = None
    last: int | None = None


# Returns where the entries of a book stand that are kept from the officer.
Places = Callable[[Actor, UUID], Collection[Place]]


def withheld(by: Actor, book: UUID) -> frozenset[UUID]:
    """Return the images of the book that the officer does not see, voided ones too."""
    places_apart: Places = import_string(settings.PLACES_APART)
    places = places_apart(by, book) if by.officer is not None else ()
    if not places:
        return frozenset()
    images = PageImage.objects.filter(book=book)
    marked = _marked(book)
    return frozenset(
        one.pk for one in images if any(_shows(one, marked[one.pk], place) for place in places)
    )


def is_withheld(by: Actor, image: PageImage) -> bool:
    """Return whether the officer does not see the image."""
    return image.pk in withheld(by, image.book_id)


def _marked(book: UUID) -> defaultdict[UUID, set[tuple[str, int | None]]]:
    rows = MarkedRow.objects.filter(marks__image__book=book, marks__replaced_at__isnull=True)
    found: defaultdict[UUID, set[tuple[str, int | None]]] = defaultdict(set)
    for image, number, year in rows.values_list("marks__image", "number", "marks__year"):
        found[image].add((number, year))
    return found


def _shows(image: PageImage, marked: Collection[tuple[str, int | None]], place: Place) -> bool:
    """Return whether the entry may be seen on the image."""
    key = number_key(place.number)
    if (key, place.year) in marked or (key, None) in marked:
        return True
    if place.page and place.page == image.page:
        return True
    if image.first_page is None or image.last_page is None:
        return not place.page  # a page without a number may be any
    begins = place.first is None or image.last_page >= place.first
    return begins and (place.last is None or image.first_page <= place.last)
