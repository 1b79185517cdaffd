"""The population side asks for packages, and reads the receipts that come back for them."""

from datetime import datetime
from uuid import UUID, uuid4

from hotich.apps.accounts.models import Office, OfficeKind
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.checking.models import Completion
from hotich.apps.entry.models import Entry
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.queries import live_link
from hotich.apps.handover.gathering import entries_to_tell, untold
from hotich.apps.handover.keys import ensure_keys
from hotich.apps.handover.models import Package, PackageEntry, ReceiptLine, ReceivedReceipt
from hotich.apps.handover.opening import FileRefusedError, Opened, shown_way
from hotich.apps.handover.outgoing import require_keys
from hotich.apps.handover.packing import KIND
from hotich.apps.handover.problems import (
    InTheMakingError,
    NoDepartmentError,
    NotCompleteError,
    NothingChangedError,
)
from hotich.apps.handover.receipt_file import (
    Line,
    Receipt,
    ReceiptError,
    ReceiptKind,
    read_receipt,
)
from hotich.apps.jobs.actions import enqueue
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import Book, State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.actions import open_rejected

_PART = 200


def request_package(*, by: Actor, book: UUID) -> Package:
    """Put the making of a book's package into the queue and return its row.

    The first holds the whole book; every later one what has changed since, whatever its state.

    Raises: NotCompleteError; InTheMakingError; NothingChangedError;
    NoDepartmentError; KeysMissingError for the Justice Department; Book.DoesNotExist.
    """
    by.require(Permission.HANDOVER_SEND)
    source = get_office(by.office_id)
    if source.kind != OfficeKind.POPULATION_CENTRE:
        raise NotPermittedError(Permission.HANDOVER_SEND)
    rows = Book.objects.filter(voided_at__isnull=True).select_related("holding_office")
    found = rows.get(pk=book)
    last = last_package(found)
    if last is not None and last.made_at is not None and not has_changes(found):
        raise NothingChangedError
    with writing(by) as at:
        locked(Book.objects.filter(pk=book)).get()
        last = last_package(found)
        _refuse_untimely(found, last)
        via = department_of(found.holding_office)
        require_keys(via.pk)
        ensure_keys(by=by, office=source)
        package = Package(
            book=found,
            sequence=last.sequence + 1 if last else 1,
            previous=last,
            source=source,
            via=via,
            destination=found.holding_office,
            nonce=uuid4().hex,
            by_id=by.officer_id,
            recorded_at=at,
        )
        package.job = enqueue(by=by, kind=KIND, parameters={"package": str(package.pk)}).pk
        package.save(force_insert=True)
        after = {"book": found.pk, "sequence": package.sequence}
        record(by, "handover.package_requested", package.pk, after=after)
    return package


def last_package(book: Book) -> Package | None:
    """Return the book's last package that holds, made or in the making."""
    rows = Package.objects.filter(book=book, voided_at__isnull=True)
    return rows.order_by("sequence").last()


def has_changes(book: Book) -> bool:
    """Return whether a supplementary package would have anything to say."""
    entries = entries_to_tell(book)
    last: UUID | None = None
    while True:
        part = list((entries.filter(pk__gt=last) if last else entries)[:_PART])
        if not part:
            return False
        if untold(part):
            return True
        last = part[-1].pk


def department_of(office: Office) -> Office:
    """Return the Justice Department above an office.

    Raises: NoDepartmentError.
    """
    seen = set()
    above: Office | None = office
    while above is not None and above.pk not in seen:
        if above.kind == OfficeKind.PROVINCE_JUSTICE:
            return above
        seen.add(above.pk)
        above = above.superior
    raise NoDepartmentError


def receive_receipt(*, by: Actor, opened: Opened) -> ReceivedReceipt:
    """Read a receipt that came back for a package of the actor's office; once.

    What was accepted counts as handed over. What was rejected, or found faulty later, opens a
    case. A book all of whose entries are accepted is handed over.

    Raises: FileRefusedError, with nothing written.
    """
    by.require(Permission.HANDOVER_SEND)
    receipt = _read(opened)
    with writing(by) as at:
        rows = Package.objects.filter(
            pk=receipt.package, source=by.office_id, made_at__isnull=False
        )
        package = locked(rows).first()
        if package is None:
            raise FileRefusedError("unknown_package")
        _refuse_foreign(opened, receipt, package)
        _refuse_used(receipt, package)
        _refuse_lines(receipt, package)
        row = ReceivedReceipt.objects.create(
            uuid=receipt.uuid,
            package=package,
            kind=receipt.kind.value,
            maker=receipt.maker,
            maker_name=receipt.maker_name,
            made_at=receipt.made_at,
            way=shown_way(opened.parcel.hops),
            by_id=by.officer_id,
            recorded_at=at,
        )
        _write_lines(by, row, receipt.lines, at)
        if receipt.kind is ReceiptKind.DECIDED and is_all_accepted(package.book):
            _hand_over(by, package.book)
        after = {"kind": row.kind, "lines": len(receipt.lines)}
        record(by, "handover.receipt_read", package.pk, after=after)
    return row


def is_all_accepted(book: Book) -> bool:
    """Return whether the last decision on every entry of the book is that it was accepted."""
    entries = Entry.objects.filter(book=book, voided_at__isnull=True)
    lines = ReceiptLine.objects.filter(
        receipt__package__book=book, receipt__kind=ReceiptKind.DECIDED.value
    )
    said = {row.entry: row.accepted for row in lines.order_by("receipt__package__sequence")}
    return all(said.get(uuid, False) for uuid in entries.values_list("pk", flat=True))


def _refuse_untimely(book: Book, last: Package | None) -> None:
    if not Completion.objects.filter(book=book).exists():
        raise NotCompleteError
    if last is not None and last.made_at is None:
        raise InTheMakingError


def _read(opened: Opened) -> Receipt:
    try:
        return read_receipt(opened.parcel.body)
    except ReceiptError as error:
        raise FileRefusedError("receipt_unreadable") from error


def _refuse_foreign(opened: Opened, receipt: Receipt, package: Package) -> None:
    """Refuse a receipt that answers another file, or was made or sent by whoever should not."""
    arrived = receipt.kind is ReceiptKind.ARRIVED
    maker = package.via_id if arrived else package.destination_id
    back = [(package.via_id, package.source_id)]
    way = back if arrived else [(package.destination_id, package.via_id), *back]
    answers = (receipt.digest, receipt.nonce, receipt.to, receipt.maker, opened.parcel.maker)
    if answers != (package.bag_sha256, package.nonce, package.source_id, maker, maker):
        raise FileRefusedError("other_package")
    if [(hop.sender, hop.receiver) for hop in opened.parcel.hops] != way:
        raise FileRefusedError("broken_way")


def _refuse_used(receipt: Receipt, package: Package) -> None:
    used = ReceivedReceipt.objects.filter(pk=receipt.uuid).exists()
    same = package.receipts.filter(kind=receipt.kind.value)
    if used or (receipt.kind is not ReceiptKind.FAULT and same.exists()):
        raise FileRefusedError("receipt_used")


def _refuse_lines(receipt: Receipt, package: Package) -> None:
    """Refuse a receipt that does not speak of what the package holds."""
    told = set(PackageEntry.objects.filter(package=package).values_list("entry", flat=True))
    said = {line.entry for line in receipt.lines}
    fits = {
        ReceiptKind.ARRIVED: not said,
        ReceiptKind.DECIDED: said == told,
        ReceiptKind.FAULT: bool(said)
        and said <= told
        and not any(line.accepted for line in receipt.lines),
    }
    if not fits[receipt.kind]:
        raise FileRefusedError("receipt_lines")


def _write_lines(by: Actor, row: ReceivedReceipt, lines: tuple[Line, ...], at: datetime) -> None:
    rejected = [line.entry for line in lines if not line.accepted]
    entries = Entry.objects.filter(pk__in=rejected, voided_at__isnull=True)
    cases = {
        entry.pk: _open_case(by, entry, line.reason)
        for line in lines
        if not line.accepted
        for entry in entries.filter(pk=line.entry).select_related("book", "original_office")
    }
    ReceiptLine.objects.bulk_create(
        (
            ReceiptLine(
                receipt=row,
                entry=line.entry,
                accepted=line.accepted,
                reason=line.reason,
                case=cases.get(line.entry),
                recorded_at=at,
            )
            for line in lines
        ),
        batch_size=500,
    )


def _open_case(by: Actor, entry: Entry, reason: str) -> UUID:
    mention = entry.mentions.filter(principal=True).order_by("ordinal")[0]
    link = live_link(mention.pk)
    case = open_rejected(
        by=by,
        mention=mention.pk,
        entry=entry.pk,
        entry_label=entry_label(entry),
        person=link.person if link else None,
        office=entry.book.holding_office_id,
        original_office=entry.original_office_id,
        book=entry.book_id,
        note=reason,
    )
    return case.pk


def _hand_over(by: Actor, book: Book) -> None:
    if state_of(book) is State.LOCKED:
        set_state(by=by, book=book, state=State.HANDED_OVER)
