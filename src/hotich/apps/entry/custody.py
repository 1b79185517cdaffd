"""What is open about a book's entries goes along when the book passes to another office."""

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Entry, Reservation
from hotich.apps.family.actions import move_exclusions
from hotich.apps.population.actions.moving import move_entries
from hotich.apps.registers.models import Book
from hotich.apps.tracking.moving import move_cases
from hotich.apps.tracking.sealing import move_seals


def follow_book(by: Actor, book: Book, to_office: Office) -> None:
    """Move cases, number requests and deaths to confirm of the book's entries, voided ones too.

    What is sealed or kept from officers goes along, numbers not saved yet among it.
    """
    entries = list(Entry.objects.filter(book=book).values_list("pk", flat=True))
    move_cases(by=by, entries=entries, office=to_office.pk)
    move_entries(by=by, entries=entries, office=to_office.pk)
    move_seals(by=by, entries=entries, office=to_office.pk)
    held = Reservation.objects.filter(book=book).values_list("entry", flat=True)
    move_exclusions(by=by, entries={*entries, *held}, office=to_office.pk)
