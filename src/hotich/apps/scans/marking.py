"""Where do the entries stand on a page? Marked, marked anew, taken away: each on record."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book
from hotich.apps.scans.boxes import number_key
from hotich.apps.scans.models import FormBoxes, MarkedRow, PageImage, PageMarks, Source
from hotich.apps.scans.queries import of_books
from hotich.documents.page_boxes import Box, RowBoxes


class NothingMarkedError(Exception):
    """Marks without any entry were to be kept."""


def mark_page(
    *,
    by: Actor,
    image: PageImage,
    rows: Sequence[RowBoxes],
    year: int | None = None,
    columns: int = 1,
) -> PageMarks:
    """Keep where the entries stand on the page, in place of what was marked before.

    Raises: NothingMarkedError; PageImage.DoesNotExist when it is another office's, or void.
    """
    by.require(Permission.SCAN_ATTACH)
    with writing(by):
        mine = _mine(by, image.pk)
        if not rows:
            raise NothingMarkedError
        return add_marks(by=by, image=mine, rows=rows, year=year, columns=columns)


def unmark_page(*, by: Actor, image: PageImage) -> None:
    """Take the marks of a page out of use; they are kept.

    Raises: NothingMarkedError when there are none; PageImage.DoesNotExist.
    """
    by.require(Permission.SCAN_ATTACH)
    with writing(by) as at:
        mine = _mine(by, image.pk)
        if not PageMarks.objects.filter(image=mine, replaced_at__isnull=True).update(
            replaced_at=at
        ):
            raise NothingMarkedError
        record(by, "scan.unmarked", mine.pk)


def add_marks(
    *,
    by: Actor,
    image: PageImage,
    rows: Sequence[RowBoxes],
    year: int | None,
    columns: int = 1,
    source: Source = Source.HAND,
) -> PageMarks:
    """Write marks inside a write that has checked whose page it is."""
    with writing(by) as at:
        PageMarks.objects.filter(image=image, replaced_at__isnull=True).update(replaced_at=at)
        marks = PageMarks.objects.create(
            image=image,
            source=source,
            year=year,
            columns=columns,
            by_id=by.officer_id,
            recorded_at=at,
        )
        MarkedRow.objects.bulk_create(
            MarkedRow(
                marks=marks,
                place=place,
                number=number_key(row.number)[:30],
                box=list(row.box),
                fields={name: list(box) for name, box in row.fields.items()},
            )
            for place, row in enumerate(rows)
        )
        record(by, "scan.marked", image.pk, after={"rows": len(rows), "source": source})
    return marks


def mark_fields(*, by: Actor, book: Book, boxes: Mapping[str, Box]) -> FormBoxes | None:
    """Keep where the fields stand in a row of the book's printed form, for all its books here.

    Boxes are shares of the row; without any, the form has none from now on (None).
    """
    by.require(Permission.SCAN_ATTACH)
    with writing(by) as at:
        mine = get_book(by, book.pk, Permission.SCAN_ATTACH)
        form = {"register_type": mine.register_type, "edition": mine.edition}
        FormBoxes.objects.filter(office=by.office_id, replaced_at__isnull=True, **form).update(
            replaced_at=at
        )
        kept = None
        if boxes:
            kept = FormBoxes.objects.create(
                office_id=by.office_id,
                boxes={name: list(box) for name, box in boxes.items()},
                by_id=by.officer_id,
                recorded_at=at,
                **form,
            )
        record(by, "scan.fields_marked", mine.pk, after={"fields": len(boxes), **form})
    return kept


def _mine(by: Actor, image: UUID) -> PageImage:
    live = PageImage.objects.filter(of_books(by, Permission.SCAN_ATTACH), voided_at__isnull=True)
    return locked(live.filter(pk=image)).get()
