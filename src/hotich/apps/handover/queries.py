"""Where is each package, what is due, and what has been handed over? The sending side's rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.checking.models import Completion
from hotich.apps.entry.models import Entry
from hotich.apps.handover.clock import Clock, clock_of
from hotich.apps.handover.models import (
    OutgoingFile,
    OutgoingKind,
    Package,
    ReceiptLine,
    ReceivedReceipt,
)
from hotich.apps.handover.receipt_file import ReceiptKind
from hotich.apps.population.apart import without_apart
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label


@dataclass(frozen=True, slots=True)
class WaitingBook:
    """A book reported complete of which no package has been made."""

    book: Book
    label: str
    completed_at: datetime
    entries: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of the way as a page shows it; no `at` yet: it is still to come."""

    code: str
    at: datetime | None
    due_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Tracked:
    """A package with how far it is, and what came back for it."""

    package: Package
    label: str
    file: OutgoingFile | None
    arrived: ReceivedReceipt | None
    decided: ReceivedReceipt | None
    accepted: int
    rejected: int
    faults: int

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Return the legs of the way, done ones with their time."""
        due, arrived = self.package.due_on, self.arrived
        late = bool(arrived and due and localdate(arrived.made_at) > due)
        return (
            Leg("made", self.package.made_at),
            Leg("arrived", arrived.made_at if arrived else None, due, late),
            Leg("decided", self.decided.made_at if self.decided else None),
            Leg("read", self.decided.recorded_at if self.decided else None),
        )

    def is_overdue(self, day: date) -> bool:
        """Return whether the Justice Department should have it by now and has not said so."""
        return bool(self.package.due_on and not self.arrived and day > self.package.due_on)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of an office's audit chain as a package carried it out of the installation."""

    sequence: int
    hash: str
    package: UUID
    at: datetime


def waiting_books(by: Actor) -> list[WaitingBook]:
    """Return the books reported complete that wait for their first package, oldest limit first."""
    by.require(Permission.HANDOVER_SEND)
    made = Package.objects.filter(book=OuterRef("book"), voided_at__isnull=True)
    rows = Completion.objects.filter(~Exists(made)).select_related(
        "book__original_office", "book__holding_office"
    )
    found = []
    for row in rows:
        entries = list(
            Entry.objects.filter(book=row.book, voided_at__isnull=True).values_list("pk", flat=True)
        )
        clock = clock_of(row.book, entries)
        label = book_label(row.book)
        found.append(WaitingBook(row.book, label, row.recorded_at, len(entries), clock))
    return sorted(found, key=lambda one: (one.clock.due_on, one.label))


def packages_of(by: Actor) -> QuerySet[Package]:
    """Return the packages that the actor's office made, newest first."""
    by.require(Permission.HANDOVER_SEND)
    rows = Package.objects.filter(source=by.office_id).select_related(
        "book__original_office", "book__holding_office", "via", "destination", "by", "previous"
    )
    return rows.order_by("-recorded_at", "pk")


def get_package(by: Actor, uuid: UUID) -> Package:
    """Return a package of the actor's office; raises Package.DoesNotExist."""
    return packages_of(by).get(pk=uuid)


def tracked(package: Package) -> Tracked:
    """Return how far a package is."""
    receipts = list(package.receipts.select_related("by").order_by("recorded_at", "pk"))
    by_kind = {one.kind: one for one in receipts}
    decided = by_kind.get(ReceiptKind.DECIDED.value)
    lines = list(decided.lines.values_list("accepted", flat=True)) if decided else []
    files = OutgoingFile.objects.filter(package=package.pk, kind=OutgoingKind.PACKAGE)
    return Tracked(
        package=package,
        label=book_label(package.book),
        file=files.filter(office=package.source_id).first(),
        arrived=by_kind.get(ReceiptKind.ARRIVED.value),
        decided=decided,
        accepted=sum(lines),
        rejected=len(lines) - sum(lines),
        faults=sum(one.kind == ReceiptKind.FAULT.value for one in receipts),
    )


def rejected_lines(by: Actor, package: Package) -> QuerySet[ReceiptLine]:
    """Return what was rejected or found faulty later in a package, in the order it came back.

    Of an entry that is kept from the officer there is nothing.
    """
    rows = ReceiptLine.objects.filter(receipt__package=package, accepted=False)
    return without_apart(by, rows.select_related("receipt").order_by("recorded_at", "pk"))


def labels_of(package: Package, entries: Iterable[UUID]) -> dict[UUID, str]:
    """Return by entry the label under which the package told of it."""
    rows = package.entries.filter(entry__in=list(entries))
    return dict(rows.values_list("entry", "label"))


def counts_by_type(books: Iterable[Book], *, as_of: datetime) -> dict[str, int]:
    """Return by register type how many entries were handed over at `as_of`.

    Handed over is what the last receipt read by then accepts, of entries not voided by then.
    """
    return _counted(books, "register_type", as_of)


def counts_by_book(books: Iterable[Book], *, as_of: datetime) -> dict[str, int]:
    """Return by book's UUID, as text, how many entries were handed over at `as_of`."""
    return _counted(books, "book", as_of)


def counts(books: Iterable[Book], *, as_of: datetime) -> int:
    """Return how many entries of the books were handed over at `as_of`."""
    return sum(counts_by_type(books, as_of=as_of).values())


def last_anchor(office: UUID, *, as_of: datetime | None = None) -> Anchor | None:
    """Return the newest head of the office's chain that a package carried out, or None."""
    rows = Package.objects.filter(made_at__isnull=False, voided_at__isnull=True)
    if as_of is not None:
        rows = rows.filter(made_at__lte=as_of)
    for package in rows.order_by("-made_at", "-pk").iterator():
        for said in (package.audit_holder, package.audit_source):
            chain, _blank, head = said.partition(" ")
            sequence, _colon, digest = head.partition(":")
            if chain == str(office) and package.made_at and int(sequence):
                return Anchor(int(sequence), digest, package.pk, package.made_at)
    return None


def _counted(books: Iterable[Book], key: str, as_of: datetime) -> dict[str, int]:
    wanted = [book.pk for book in books]
    lines = ReceiptLine.objects.filter(
        receipt__kind=ReceiptKind.DECIDED.value,
        receipt__package__book__in=wanted,
        recorded_at__lte=as_of,
    ).order_by("receipt__package__sequence")
    said = dict(lines.values_list("entry", "accepted"))
    rows = Entry.objects.filter(book__in=wanted).exclude(voided_at__lte=as_of)
    found: dict[str, int] = {}
    for entry, group in rows.values_list("pk", key):
        if said.get(entry):
            found[str(group)] = found.get(str(group), 0) + 1
    return found
