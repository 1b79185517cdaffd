"""Which pages of a book are scanned, and how much of it?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book, YearlyClosing
from hotich.apps.registers.queries import Declared, declared, sum_declared
from hotich.apps.scans.labels import pages_of
from hotich.apps.scans.models import Axis, PageImage


@dataclass(frozen=True, slots=True)
class ScanState:
    """How much of a book is scanned; `declared_pages` None when the book does not say it all."""

    axis: Axis
    pages: int
    images: int
    declared_pages: int | None


def images_of(book: Book, *, at: datetime | None = None) -> QuerySet[PageImage]:
    """Return the images of the book in page order, voided ones left out."""
    rows = PageImage.objects.filter(book=book)
    if at is None:
        rows = rows.filter(voided_at__isnull=True)
    else:
        rows = rows.filter(Q(voided_at__isnull=True) | Q(voided_at__gt=at), recorded_at__lte=at)
    return rows.order_by(F("first_page").asc(nulls_first=True), "page", "pk")


def every_image_of(book: Book) -> QuerySet[PageImage]:
    """Return all images of the book, voided ones last, with how many rows each has marked."""
    in_force = Count("marks__rows", filter=Q(marks__replaced_at__isnull=True))
    return (
        PageImage.objects.filter(book=book)
        .select_related("by", "voided_by")
        .annotate(marked_rows=in_force)
        .order_by(
            F("voided_at").asc(nulls_first=True), F("first_page").asc(nulls_first=True), "page"
        )
    )


def page_image(book: Book, page: str) -> PageImage | None:
    """Return the image of the page as labelled, else the one whose pages hold its number."""
    label = page.strip()
    images = images_of(book)
    exact = images.filter(page=label).first()
    span = pages_of(label)
    if exact is not None or span is None:
        return exact
    return images.filter(first_page__lte=span[0], last_page__gte=span[0]).first()


def beside(image: PageImage) -> tuple[PageImage | None, PageImage | None]:
    """Return the images before and after this one in its book, None at either end."""
    images = list(images_of(image.book))
    at = next((place for place, one in enumerate(images) if one.pk == image.pk), None)
    if at is None:
        return None, None
    before = images[at - 1] if at else None
    return before, images[at + 1] if at + 1 < len(images) else None


def get_image(by: Actor, uuid: UUID, *rights: Permission) -> PageImage:
    """Return an image, voided ones too, of a book the actor's office holds.

    The book must lie where the actor may view, or has any of `rights`.

    Raises: PageImage.DoesNotExist, also for an image of another office's book.
    """
    by.require(Permission.BOOK_VIEW)
    images = PageImage.objects.select_related("book", "book__original_office")
    return images.filter(of_books(by, *rights)).get(pk=uuid)


def of_books(by: Actor, *rights: Permission) -> Q:
    """Return the condition that an image is of a book the actor's office holds and he may see."""
    if by.officer is None:
        return Q()
    covered = within(
        by, *(rights or (Permission.BOOK_VIEW,)), register_type="book__register_type", book="book"
    )
    return covered & Q(book__holding_office=by.office_id)


def scan_state(book: Book, *, at: datetime | None = None) -> ScanState:
    """Return how much of the book is scanned against the pages it declares."""
    return _state(list(images_of(book, at=at)), declared(book, at=at))


def scan_states(books: Sequence[Book]) -> dict[UUID, ScanState]:
    """Return the same for many books, in two queries."""
    images: dict[UUID, list[PageImage]] = defaultdict(list)
    closings: dict[UUID, list[YearlyClosing]] = defaultdict(list)
    for image in PageImage.objects.filter(book__in=books, voided_at__isnull=True):
        images[image.book_id].append(image)
    for closing in YearlyClosing.objects.filter(book__in=books, replaced_at__isnull=True):
        closings[closing.book_id].append(closing)
    return {book.pk: _state(images[book.pk], sum_declared(closings[book.pk])) for book in books}


def _state(images: Sequence[PageImage], said: Declared) -> ScanState:
    covered = sum(
        one.last_page - one.first_page + 1
        for one in images
        if one.first_page is not None and one.last_page is not None
    )
    total = said.pages if said.pages_complete else None
    if not images:
        axis = Axis.NONE
    elif total is not None and covered >= total > 0:
        axis = Axis.COMPLETE
    else:
        axis = Axis.PARTLY
    return ScanState(axis, covered, len(images), total)
