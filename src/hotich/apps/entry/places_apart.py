"""Where in a book do the entries stand that are kept from an officer? So that no image shows them.

The typed page says it. An entry without one, or a number that is not saved yet, stands between the
pages of the numbers before and after it.
"""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.population.apart import only_apart
from hotich.apps.scans.apart import Place
from hotich.apps.scans.labels import pages_of


def places_apart(by: Actor, book: UUID) -> list[Place]:
    """Return the places of the book's entries that are kept from the officer."""
    live = Entry.objects.filter(book=book, voided_at__isnull=True)
    taken = Reservation.objects.filter(book=book, released_at__isnull=True)
    held = taken.exclude(entry__in=Entry.objects.filter(book=book).values("pk"))
    found: list[tuple[Entry | Reservation, str]] = [
        (one, one.page.strip()) for one in only_apart(by, live, "pk")
    ]
    found += [(one, "") for one in only_apart(by, held)]
    if not found:
        return []
    pages = _pages(book)
    return [_place(one, page, pages.get(one.year, {})) for one, page in found]


def _place(one: Entry | Reservation, page: str, pages: dict[int, tuple[int, int]]) -> Place:
    shown, year = shown_number(one.number, one.suffix, one.occurrence), one.year
    span = pages_of(page)
    if page and span is None:
        return Place(shown, year, page, 1, 0)  # no numbered page
    if span is not None:
        return Place(shown, year, page, *span)
    before = [number for number in pages if number < one.number]
    after = [number for number in pages if number > one.number]
    return Place(
        shown,
        year,
        first=pages[max(before)][0] if before else None,
        last=pages[min(after)][1] if after else None,
    )


def _pages(book: UUID) -> dict[int, dict[int, tuple[int, int]]]:
    """Return by year and number on which pages the book's entries were typed to stand."""
    rows = Entry.objects.filter(book=book, voided_at__isnull=True).exclude(page="")
    found: dict[int, dict[int, tuple[int, int]]] = {}
    for year, number, page in rows.values_list("year", "number", "page"):
        span = pages_of(page)
        if span is not None:
            found.setdefault(year, {})[number] = span
    return found
