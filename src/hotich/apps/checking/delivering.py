"""How do the facts of a locked book reach the population register? By a job, entry by entry."""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.checking.problems import NotLockedError
from hotich.apps.checking.signing import LOCKED
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Entry
from hotich.apps.jobs.actions import Lease
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import state_of


def run(lease: Lease) -> None:
    """Deliver every entry of the job's book, on from the cursor; doing it again changes nothing.

    Raises: LostLeaseError; NotLockedError.
    """
    book = Book.objects.get(pk=UUID(lease.job.parameters["book"]))
    if state_of(book) not in LOCKED:
        raise NotLockedError
    entries = Entry.objects.filter(book=book, voided_at__isnull=True).order_by("pk")
    reached = lease.job.cursor.get("entry")
    left = entries.filter(pk__gt=UUID(str(reached))) if reached else entries
    total = entries.count()
    for entry in list(left.values_list("pk", flat=True)):
        _deliver(lease, entry, total)
    _finish(lease, book, total)


def deliver_entry(*, by: Actor, entry: UUID) -> int:
    """Give the persons an entry is linked to what it says of them; return how many there are."""
    found = Entry.objects.get(pk=entry, voided_at__isnull=True)
    delivered = 0
    with writing(by):
        for mention in found.mentions.order_by("role", "ordinal").values_list("pk", flat=True):
            delivered += deliver_mention(by=by, mention=mention)
    return delivered


def _deliver(lease: Lease, entry: UUID, total: int) -> None:
    with writing(lease.by):
        deliver_entry(by=lease.by, entry=entry)
        lease.advance(cursor={"entry": str(entry)}, done=lease.job.done + 1, total=total)


def _finish(lease: Lease, book: Book, total: int) -> None:
    with writing(lease.by):
        record(lease.by, "check.book_delivered", book.pk, after={"entries": total})
        lease.advance(cursor=lease.job.cursor, done=lease.job.done, total=total)
