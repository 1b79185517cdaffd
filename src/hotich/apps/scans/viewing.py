"""What does the pane of a page show, and how does an officer like to look at it?"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import get_book, is_held
from hotich.apps.scans.apart import is_withheld
from hotich.apps.scans.boxes import fields_within, number_key
from hotich.apps.scans.models import (
    WHOLE,
    FormBoxes,
    Look,
    MarkedRow,
    PageImage,
    PageMarks,
    ViewerSetting,
)
from hotich.apps.scans.queries import beside, images_of, page_image
from hotich.documents.page_boxes import Box
from hotich.web.register_form import input_name

MOST_ZOOM = 16  # steps of 1.15: about ninefold
PANES = range(30, 75, 5)


@dataclass(frozen=True, slots=True)
class Setting:
    """Zoom in steps, rotation in degrees, look, width of the pane in percent, middle of view."""

    zoom: int = 0
    rotation: int = 0
    look: str = Look.PLAIN.value
    pane: int = 55
    x: int = WHOLE // 2
    y: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The image of a page, the images beside it, and its entries as the viewer reads them.

    Of a page that is `withheld` from the officer there is neither image nor entry.
    """

    image: PageImage
    before: PageImage | None
    after: PageImage | None
    rows: str
    year: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """A page in the pane, the entry it follows, and the officer's way of looking."""

    shown: Shown
    setting: Setting
    number: str
    year: str

    @property
    def state(self) -> str:
        """Return the setting as the viewer reads it."""
        return json.dumps(asdict(self.setting))


def viewer(
    by: Actor,
    book: Book,
    image: PageImage | None,
    *,
    number: str = "",
    year: int | None = None,
    whole: bool = False,
) -> Viewer | None:
    """Return what the pane shows of the image, following an entry; None without image or right.

    The fields are told of that entry only, of every one on the page where it is shown `whole`.
    """
    if image is None or not is_held(by, book, Permission.ENTRY_VIEW):
        return None
    key = number_key(number)
    found = shown(by, image, "" if whole else key)
    return Viewer(found, setting_of(by, book), key, str(year or ""))


def shown(by: Actor, image: PageImage, number: str = "") -> Shown:
    """Return the image with its neighbours and its entries, fields of all or of one number."""
    before, after = beside(image)
    if is_withheld(by, image):
        return Shown(image, before, after, "[]", "", withheld=True)
    marks = marks_of(image)
    rows = list(marks.rows.order_by("place")) if marks else []
    shares = form_boxes(image.book) if any(not row.fields for row in rows) else {}
    told = [
        {
            "number": row.number,
            "box": row.box,
            "fields": {
                input_name(name): box
                for name, box in (row.fields or fields_within(_box(row.box), shares)).items()
                if number in {"", row.number}
            },
        }
        for row in rows
    ]
    year = str(marks.year) if marks and marks.year else ""
    return Shown(image, before, after, json.dumps(told, separators=(",", ":")), year)


def marks_of(image: PageImage) -> PageMarks | None:
    """Return the marks of the image that hold."""
    return PageMarks.objects.filter(image=image, replaced_at__isnull=True).first()


def form_boxes(book: Book) -> dict[str, Box]:
    """Return where the fields stand in a row of the book's printed form, as shares of the row."""
    held = FormBoxes.objects.filter(
        office=book.holding_office_id,
        register_type=book.register_type,
        edition=book.edition,
        replaced_at__isnull=True,
    ).first()
    return {name: _box(box) for name, box in held.boxes.items()} if held else {}


def page_with(book: Book, number: str, year: int | None) -> PageImage | None:
    """Return the image on which an entry of that number is marked, or None."""
    rows = MarkedRow.objects.filter(
        number=number_key(number),
        marks__replaced_at__isnull=True,
        marks__image__in=images_of(book).order_by(),
    ).select_related("marks__image")
    found = [row.marks for row in rows if year is None or row.marks.year in (None, year)]
    return found[0].image if number_key(number) and len(found) == 1 else None


def page_of_entry(book: Book, page: str, number: str, year: int | None) -> PageImage | None:
    """Return the image of the page as it was typed, else the one that has the entry marked."""
    return (page_image(book, page) if page.strip() else None) or page_with(book, number, year)


def setting_of(by: Actor, book: Book) -> Setting:
    """Return how the officer looked at this book last, else at any book."""
    rows = ViewerSetting.objects.filter(officer=by.officer_id)
    kept = rows.filter(book=book).first()
    if kept is None:
        last = rows.order_by("-updated_at").first()
        return Setting(pane=last.pane) if last else Setting()
    return Setting(kept.zoom, kept.rotation, kept.look, kept.pane, kept.x, kept.y)


def keep_setting(*, by: Actor, book: Book, setting: Setting) -> None:
    """Remember how the officer looks at the pages of a book. Raises: Book.DoesNotExist."""
    by.require(Permission.ENTRY_VIEW)
    with writing(by) as at:
        mine = get_book(by, book.pk, Permission.ENTRY_VIEW)
        ViewerSetting.objects.update_or_create(
            officer_id=by.officer_id, book=mine, defaults={**asdict(setting), "updated_at": at}
        )


def read_setting(sent: Mapping[str, str]) -> Setting | None:
    """Return the setting that the viewer sent, or None when it is none."""
    try:
        numbers = {name: int(sent[name]) for name in ("zoom", "rotation", "pane", "x", "y")}
    except (KeyError, ValueError):
        return None
    look = sent.get("look", "")
    is_known = look in Look.values and numbers["rotation"] in {0, 90, 180, 270}
    on_page = all(0 <= numbers[name] <= WHOLE for name in ("x", "y"))
    in_reach = numbers["pane"] in PANES and 0 <= numbers["zoom"] <= MOST_ZOOM
    if not (is_known and on_page and in_reach):
        return None
    return Setting(look=look, **numbers)


def _box(numbers: object) -> Box:
    left, top, width, height = cast("list[int]", numbers)
    return left, top, width, height
