"""Which marks are offered on a page that has none: those of the page before, counted on."""

from dataclasses import dataclass, field

from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import years_of
from hotich.apps.scans.apart import withheld
from hotich.apps.scans.boxes import lines_of
from hotich.apps.scans.models import MarkedRow, PageImage, PageMarks, Source
from hotich.apps.scans.queries import images_of
from hotich.apps.scans.viewing import marks_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form starts with, and the page it was taken from; "" when from the page itself."""

    initial: dict[str, object] = field(default_factory=dict)
    from_page: str = ""


def proposal(image: PageImage) -> Proposal:
    """Return the page's own marks, else those of the nearest page before it, numbers counted on."""
    own = marks_of(image)
    if own is not None:
        return Proposal(_initial(own, own.rows.order_by("place").first()))
    for earlier in reversed(_before(image)):
        marks = marks_of(earlier)
        if marks is not None:
            last = marks.rows.order_by("place").last()
            following = str(int(last.number) + 1) if last and last.number.isdecimal() else ""
            return Proposal({**_initial(marks, None), "first": following}, earlier.page)
    years = years_of(image.book)
    return Proposal({"columns": 1, "year": years[0] if len(years) == 1 else None})


def next_unmarked(by: Actor, image: PageImage) -> PageImage | None:
    """Return the next image of a numbered page after this one, seen by him, without marks."""
    images = list(images_of(image.book).filter(first_page__isnull=False))
    marked = set(
        PageMarks.objects.filter(image__in=images, replaced_at__isnull=True).values_list(
            "image", flat=True
        )
    )
    place = next((place for place, one in enumerate(images) if one.pk == image.pk), -1)
    passed = marked | withheld(by, image.book_id)
    return next((one for one in images[place + 1 :] if one.pk not in passed), None)


def sample_row(by: Actor, book: Book) -> MarkedRow | None:
    """Return the first row marked by hand in the book on a page he sees, to mark fields in."""
    return (
        MarkedRow.objects.filter(
            marks__replaced_at__isnull=True,
            marks__source=Source.HAND,
            marks__image__in=images_of(book).order_by(),
        )
        .exclude(marks__image__in=withheld(by, book.pk))
        .select_related("marks__image")
        .order_by("marks__image__first_page", "place")
        .first()
    )


def _before(image: PageImage) -> list[PageImage]:
    images = list(images_of(image.book))
    place = next((place for place, one in enumerate(images) if one.pk == image.pk), 0)
    return images[:place]


def _initial(marks: PageMarks, first: MarkedRow | None) -> dict[str, object]:
    lines = lines_of([row.box for row in marks.rows.all()])
    return {
        "lines": ",".join(map(str, lines)),
        "columns": marks.columns,
        "first": first.number if first else "",
        "year": marks.year,
    }
