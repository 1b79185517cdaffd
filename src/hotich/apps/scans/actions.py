"""Writes on page images: attach, void, and the record of each view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book
from hotich.apps.scans.apart import is_withheld
from hotich.apps.scans.files import StoredFile, store
from hotich.apps.scans.labels import pages_of
from hotich.apps.scans.marking import add_marks
from hotich.apps.scans.models import PageImage, Source
from hotich.apps.scans.queries import get_image, of_books
from hotich.core.names import verbatim
from hotich.documents.page_boxes import RowBoxes


class PageTakenError(Exception):
    """The book has an image of this page already."""

    def __init__(self, existing: PageImage, position: int) -> None:
        super().__init__(existing.pk)
        self.existing, self.position = existing, position


class SameImageError(Exception):
    """The very same image is attached already; `existing` says to which page."""

    def __init__(self, existing: PageImage, position: int) -> None:
        super().__init__(existing.pk)
        self.existing, self.position = existing, position


class ReasonMissingError(Exception):
    """Voiding an image needs a reason."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """A file to attach, the page label it gets, and what a printed page says of its entries."""

    label: str
    file: IO[bytes]
    rows: Sequence[RowBoxes] = ()
    year: int | None = None


def attach_page(*, by: Actor, book: Book, page: str, file: IO[bytes]) -> PageImage:
    """Attach one image to the book and return it."""
    return attach_pages(by=by, book=book, pages=[NewPage(page, file)])[0]


def attach_pages(*, by: Actor, book: Book, pages: Sequence[NewPage]) -> list[PageImage]:
    """Attach images to pages of the book, all or none, and return them.

    The files are written before the transaction, so that no clerk waits for a disk.

    Raises: ImageRefusedError; PageTakenError; SameImageError.
    """
    by.require(Permission.SCAN_ATTACH)
    get_book(by, book.pk, Permission.SCAN_ATTACH)
    stored: list[StoredFile] = []
    try:
        for page in pages:
            stored.append(store(page.file))  # noqa: PERF401 - what is on disk must be known if one fails
        with writing(by):
            mine = locked(
                Book.objects.filter(pk=book.pk, voided_at__isnull=True, holding_office=by.office_id)
            ).get()
            return [
                _attach(by, mine, page, file, position)
                for position, (page, file) in enumerate(zip(pages, stored, strict=True))
            ]
    except BaseException:
        for file in stored:
            file.path.unlink(missing_ok=True)
        raise


def void_image(*, by: Actor, image: PageImage, reason: str) -> PageImage:
    """Void an image attached by mistake; the file stays.

    Raises: ReasonMissingError; PageImage.DoesNotExist when it is another office's, or void.
    """
    by.require(Permission.SCAN_ATTACH)
    with writing(by) as at:
        mine = locked(
            PageImage.objects.filter(
                of_books(by, Permission.SCAN_ATTACH), pk=image.pk, voided_at__isnull=True
            )
        ).get()
        if not reason.strip():
            raise ReasonMissingError
        mine.voided_at, mine.voided_by_id = at, by.officer_id
        mine.void_reason = verbatim(reason).strip()
        mine.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(by, "scan.voided", mine.pk, reason=reason)
    return mine


def view_image(*, by: Actor, image: PageImage) -> PageImage:
    """Record that the officer looks at the page, which shows people, and return the image.

    Raises: PageImage.DoesNotExist, also for a page that holds an entry kept from him.
    """
    by.require(Permission.ENTRY_VIEW)
    seen = get_image(by, image.pk, Permission.ENTRY_VIEW)
    if is_withheld(by, seen):
        raise PageImage.DoesNotExist
    with writing(by):
        record(by, "scan.viewed", seen.pk)
    return seen


def _attach(by: Actor, book: Book, new: NewPage, file: StoredFile, position: int) -> PageImage:
    page = verbatim(new.label).strip()
    live = PageImage.objects.filter(voided_at__isnull=True).select_related("book")
    of_office = live.filter(book__holding_office=by.office_id, sha256=file.sha256)
    if same := of_office.select_related("book__original_office").first():
        raise SameImageError(same, position)
    if taken := live.filter(book=book, page=page).first():
        raise PageTakenError(taken, position)
    span = pages_of(page)
    with writing(by) as at:
        image = PageImage.objects.create(
            pk=file.uuid,
            book=book,
            page=page,
            first_page=span[0] if span else None,
            last_page=span[1] if span else None,
            sha256=file.sha256,
            media_type=file.facts.media_type,
            size=file.facts.size,
            width=file.facts.width,
            height=file.facts.height,
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "scan.attached", image.pk, after={"book": book.pk, "sha256": file.sha256})
        if new.rows:
            add_marks(by=by, image=image, rows=new.rows, year=new.year, source=Source.PRINTED)
    return image
