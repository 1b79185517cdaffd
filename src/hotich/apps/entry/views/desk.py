"""The clerk's desk: his books, what waits for him, and one box to find an entry."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions, queries
from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.forms import FindForm
from hotich.apps.entry.listing import ListedEntry, listed
from hotich.apps.entry.models import Draft, Entry, EntryReturn, Reservation
from hotich.apps.entry.reserving import LIVE, current_year
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_to_type, declared
from hotich.web.responses import UNPROCESSABLE

MOST = 20


@dataclass(frozen=True)
class Shelf:
    """One book on the desk."""

    book: Book
    label: str
    counts: queries.EntryCounts
    declared: int
    missing: list[int]
    bars: dict[str, int]


@dataclass(frozen=True)
class Held:
    """A number the officer holds, with whether he has typed anything."""

    reservation: Reservation
    number: str
    label: str
    begun: bool


@require_GET
@page(Permission.ENTRY_TYPE)
def desk(request: OfficerRequest) -> HttpResponse:
    """Show the officer's books and queues; the people in the queues are put on record first."""
    return _desk(request, FindForm())


@require_POST
@page(Permission.ENTRY_TYPE, Permission.ENTRY_VIEW)
def search(request: OfficerRequest) -> HttpResponse:
    """Find entries by number, name or page."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "entry/found.html", {"form": form}, status=UNPROCESSABLE)
    found = queries.find(request.actor, form.cleaned_data["text"])
    actions.record_view(request.actor, found, reason="tìm trường hợp")
    context = {"form": form, "found": listed(found), "most": len(found) == queries.MOST_FOUND}
    return render(request, "entry/found.html", context)


def _desk(request: OfficerRequest, form: FindForm) -> HttpResponse:
    actor = request.actor
    returned = list(queries.returned_entries(actor)[:MOST])
    undecided = list(queries.undecided_entries(actor, waiting=False)[:MOST])
    waiting = list(queries.undecided_entries(actor, waiting=True)[:MOST])
    actions.record_view(actor, [*returned, *undecided, *waiting], reason="danh sách chờ")
    context = {
        "form": form,
        "shelves": _shelves(request),
        "held": _held(request),
        "returned": _returned(returned),
        "undecided": listed(undecided),
        "waiting": listed(waiting),
        "most": MOST,
    }
    return render(request, "entry/desk.html", context)


def _shelves(request: OfficerRequest) -> list[Shelf]:
    last = Entry.objects.filter(book=OuterRef("pk"), by=request.actor.officer_id)
    touched = Subquery(last.order_by("-recorded_at").values("recorded_at")[:1])
    mine = books_to_type(request.actor).annotate(touched=touched)
    books = list(mine.order_by(F("touched").desc(nulls_last=True), "volume_label", "pk"))
    counted = queries.counts_by_book(books, as_of=timezone.now())
    return [_shelf(book, counted.get(book.pk, queries.EntryCounts())) for book in books]


def _shelf(book: Book, counts: queries.EntryCounts) -> Shelf:
    return Shelf(
        book=book,
        label=book_label(book),
        counts=counts,
        declared=declared(book).entries or 0,
        missing=queries.missing_numbers(book, current_year(book), limit=12),
        bars=bars(counts),
    )


def bars(counts: queries.EntryCounts) -> dict[str, int]:
    """Return the counts as the outcome bar wants them."""
    return {
        "consistent": counts.consistent,
        "inconsistent": counts.inconsistent,
        "not_found": counts.not_found,
        "undecided": counts.undecided - counts.waiting,
        "waiting": counts.waiting,
    }


def _held(request: OfficerRequest) -> list[Held]:
    live = Reservation.objects.filter(LIVE, officer=request.actor.officer_id)
    begun = set(
        Draft.objects.filter(officer=request.actor.officer_id).values_list("entry", flat=True)
    )
    rows = live.select_related("book__original_office").order_by("recorded_at")
    return [
        Held(
            reservation=row,
            number=f"{shown_number(row.number, row.suffix, row.occurrence)}/{row.year}",
            label=book_label(row.book),
            begun=row.entry in begun,
        )
        for row in rows
    ]


def _returned(entries: list[Entry]) -> list[ListedEntry]:
    sent = EntryReturn.objects.filter(entry__in=entries, answered_at__isnull=True)
    notes = {row.entry_id: row.reason for row in sent.order_by("recorded_at")}
    return listed(entries, notes)
