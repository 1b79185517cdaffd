"""The job that makes a package: collect the entries, fix what it is, seal it, lay it out.

Each part of the entries is committed with the job's cursor, so a job that was killed goes on
where it stood. Once all are collected, what the package is stands in its row, and the same bag
comes of it however often it is made again.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from hotich.apps.audit.anchors import anchor_after
from hotich.apps.audit.verify import head_of
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.models import Mention
from hotich.apps.handover.clock import clock_of
from hotich.apps.handover.contents import EntryContent, as_json, count, from_json
from hotich.apps.handover.gathering import entries_to_tell, untold
from hotich.apps.handover.import_file import sheets
from hotich.apps.handover.keys import private_keys
from hotich.apps.handover.models import OutgoingFile, OutgoingKind, Package, PackageEntry
from hotich.apps.handover.outgoing import lay_out, send
from hotich.apps.handover.package_file import BookFacts, PackageFacts, write_package
from hotich.apps.handover.parcel import Kind, make_parcel
from hotich.apps.jobs.actions import Lease, enqueue
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, closings_of

KIND = "handover.package"
NOTHING = "nothing_changed"
_PART = 100

__all__ = ["KIND", "enqueue", "run"]


def run(lease: Lease) -> None:
    """Make the package that the job names, and lay it out for the Justice Department."""
    package = _package(lease)
    if package.voided_at is not None:
        return
    if package.as_of is None:
        _collect(lease, package)
        _fix(lease, package)
    if package.made_at is None and package.voided_at is None:
        _seal(lease, package, _bag(package))
    sent = OutgoingFile.objects.filter(package=package.pk, kind=OutgoingKind.PACKAGE)
    for file in sent.filter(office=package.source_id):
        lay_out(file)


def _package(lease: Lease) -> Package:
    rows = Package.objects.select_related(
        "book__original_office", "book__holding_office", "source", "via", "destination", "previous"
    )
    return rows.get(pk=UUID(str(lease.job.parameters["package"])))


def _collect(lease: Lease, package: Package) -> None:
    entries = entries_to_tell(package.book)
    total = entries.count()
    after = str(lease.job.cursor.get("after", ""))
    while True:
        part = list((entries.filter(pk__gt=UUID(after)) if after else entries)[:_PART])
        if not part:
            return
        rows = [_row(package, one) for one in untold(part)]
        after = str(part[-1].pk)
        with transaction.atomic():
            PackageEntry.objects.bulk_create(rows)
            done = lease.job.done + len(part)
            lease.advance(cursor={"after": after}, done=done, total=total)


def _row(package: Package, content: EntryContent) -> PackageEntry:
    return PackageEntry(
        package=package,
        entry=content.uuid,
        year=int(content.entry.year),
        number=int(content.entry.number),
        kind=content.change.value,
        label=content.entry.label,
        digest=content.digest,
        content=as_json(content),
    )


def _fix(lease: Lease, package: Package) -> None:
    """Write down what the package is: as of when, by when, its figures and the audit's heads."""
    contents = _contents(package)
    with writing(lease.by) as at:
        mine = locked(Package.objects.filter(pk=package.pk)).get()
        if not contents:
            mine.voided_at, mine.void_reason = at, NOTHING
            mine.save(update_fields=["voided_at", "void_reason"])
            record(lease.by, "handover.package_voided", mine.pk, reason=NOTHING)
        else:
            _write_facts(mine, package.book, contents, at)
        lease.advance(cursor={"collected": True}, done=lease.job.done)
    package.refresh_from_db(fields=_FACTS)


_FACTS = (
    "as_of", "clock_from", "due_on", "counts", "audit_source", "audit_holder", "voided_at",
)  # fmt: skip


def _write_facts(mine: Package, book: Book, contents: list[EntryContent], at: datetime) -> None:
    clock = clock_of(book, [one.uuid for one in contents], mine.previous)
    mine.as_of, mine.clock_from, mine.due_on = at, clock.start, clock.due_on
    mine.counts = count(contents)
    mine.audit_source = _anchor(mine.source_id)
    mine.audit_holder = _anchor(mine.destination_id)
    mine.save(update_fields=[name for name in _FACTS if name != "voided_at"])
    for chain in {mine.source_id, mine.destination_id}:
        anchor_after(chain, "package")


def _anchor(chain: UUID) -> str:
    return f"{chain} {head_of(chain)}"


def _contents(package: Package) -> list[EntryContent]:
    rows = package.entries.values_list("content", flat=True)
    found = [from_json(kept) for kept in rows.iterator(chunk_size=200)]
    return sorted(found, key=_order)


def _order(one: EntryContent) -> tuple[int, int, str, int, str]:
    row = one.entry
    return int(row.year), int(row.number), row.suffix, int(row.occurrence), row.entry


def _bag(package: Package) -> bytes:
    """Return the bag; outside any transaction, for a large book takes seconds."""
    contents = _contents(package)
    book = facts_of(package.book)
    return write_package(_facts(package), book, contents, sheets(book, contents))


def _facts(package: Package) -> PackageFacts:
    assert package.as_of and package.clock_from and package.due_on  # noqa: S101, PT018  # by _fix
    return PackageFacts(
        package=package.pk,
        sequence=package.sequence,
        previous=package.previous_id,
        source=package.source_id,
        source_name=package.source.dated_name,
        via=package.via_id,
        via_name=package.via.dated_name,
        destination=package.destination_id,
        destination_name=package.destination.dated_name,
        book_label=book_label(package.book),
        made_on=localdate(package.as_of),
        as_of=package.as_of,
        clock_from=package.clock_from,
        due_on=package.due_on,
        nonce=package.nonce,
        audit_source=package.audit_source,
        audit_holder=package.audit_holder,
    )


def facts_of(book: Book) -> BookFacts:
    """Return what a package says of the book."""
    return BookFacts(
        uuid=str(book.pk),
        register_type=book.register_type,
        edition=book.edition,
        volume_label=book.volume_label,
        original_office=str(book.original_office_id),
        original_office_name=book.original_office.name,
        holding_office=str(book.holding_office_id),
        holding_office_name=book.holding_office.name,
        condition=book.condition,
        years=tuple(
            (str(one.year), _figure(one.declared_pages), _figure(one.declared_entries))
            for one in closings_of(book)
        ),
    )


def _figure(declared: int | None) -> str:
    return "" if declared is None else str(declared)


def _seal(lease: Lease, package: Package, bag: bytes) -> None:
    private = private_keys(package.source_id)
    parcel = make_parcel(Kind.PACKAGE, bag, package.source_id, private, practice=settings.PRACTICE)
    with writing(lease.by) as at:
        send(
            by=lease.by,
            parcel=parcel,
            sender=package.source_id,
            receiver=package.via_id,
            kind=OutgoingKind.PACKAGE,
            package=package.pk,
            file_name=f"goi-{package.pk}.hotich",
            at=at,
        )
        package.made_at, package.bag_sha256 = at, parcel.digest
        package.save(update_fields=["made_at", "bag_sha256"])
        mentions = Mention.objects.filter(entry__in=package.entries.values("entry"))
        subjects = list(mentions.values_list("pk", flat=True))
        after = {"sha256": parcel.digest, "entries": package.counts["entries"]}
        record(lease.by, "handover.package_made", package.pk, subjects=subjects, after=after)
        lease.advance(cursor={"sealed": True}, done=lease.job.done)
