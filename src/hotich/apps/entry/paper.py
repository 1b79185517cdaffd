"""Which page of the book stands beside an entry?"""

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import Entry
from hotich.apps.scans.viewing import Viewer, page_of_entry, viewer


def row_number(entry: Entry) -> str:
    """Return the number by which the entry is found on a marked page."""
    return shown_number(entry.number, entry.suffix, entry.occurrence)


def paper_of(by: Actor, entry: Entry, *, whole: bool = False) -> Viewer | None:
    """Return the page of the entry as typed, else as marked; None without image or right.

    With `whole` the viewer can follow the other entries of the page too.
    """
    number = row_number(entry)
    image = page_of_entry(entry.book, entry.page, number, entry.year)
    return viewer(by, entry.book, image, number=number, year=entry.year, whole=whole)
