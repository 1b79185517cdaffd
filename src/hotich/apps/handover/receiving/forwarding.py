"""The Justice Department sends on: packages to the office holding the book, receipts back."""

from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.accounts.models import OfficeKind
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.handover.files import kept
from hotich.apps.handover.models import Arrival, OutgoingFile, OutgoingKind, PassedReceipt
from hotich.apps.handover.opening import FileRefusedError, Opened, open_file, require_kind
from hotich.apps.handover.outgoing import lay_out, send
from hotich.apps.handover.receipt_file import Receipt, ReceiptError, ReceiptKind, read_receipt
from hotich.apps.handover.receiving.problems import AlreadySentError


def forward(*, by: Actor, arrival: UUID) -> OutgoingFile:
    """Send an arrived package on to the office holding the book, its bag as it came; once.

    Raises: AlreadySentError; KeysMissingError; FileRefusedError if the kept file is no longer
    what it was; Arrival.DoesNotExist.
    """
    by.require(Permission.HANDOVER_FORWARD)
    found = _mine(by).get(pk=arrival)
    opened = open_file(by.office_id, kept("in", found.file_name))
    if opened.parcel.digest != found.bag_sha256:
        raise FileRefusedError("other_content", found.book_label)
    with writing(by) as at:
        locked(_mine(by).filter(pk=arrival)).get()
        if _sent(by, found.package).exists():
            raise AlreadySentError
        file = send(
            by=by,
            parcel=opened.parcel,
            sender=by.office_id,
            receiver=found.destination,
            kind=OutgoingKind.FORWARDED,
            package=found.package,
            file_name=f"goi-{found.package}-tiep.hotich",
            at=at,
            received_at=found.recorded_at.isoformat(),
        )
    lay_out(file)
    return file


def pass_receipt(*, by: Actor, opened: Opened) -> PassedReceipt:
    """Send a receipt that came back from a package's receiver on to the package's sender; once.

    Raises: FileRefusedError.
    """
    by.require(Permission.HANDOVER_FORWARD)
    receipt = _read(opened)
    require_kind(receipt.maker, OfficeKind.COMMUNE, OfficeKind.DISTRICT)
    arrival = _mine(by).filter(package=receipt.package).first()
    if arrival is None:
        raise FileRefusedError("unknown_package")
    answers = (receipt.digest, receipt.nonce, receipt.maker, receipt.to)
    if answers != (arrival.bag_sha256, arrival.nonce, arrival.destination, arrival.source):
        raise FileRefusedError("other_package")
    with writing(by) as at:
        locked(_mine(by).filter(pk=arrival.pk)).get()
        if PassedReceipt.objects.filter(office=by.office_id, receipt=receipt.uuid).exists():
            raise FileRefusedError("receipt_used")
        file = send(
            by=by,
            parcel=opened.parcel,
            sender=by.office_id,
            receiver=receipt.to,
            kind=OutgoingKind.PASSED,
            package=receipt.package,
            file_name=f"xac-nhan-{receipt.uuid}-tiep.hotich",
            at=at,
            received_at=at.isoformat(),
        )
        accepted = sum(line.accepted for line in receipt.lines)
        row = PassedReceipt.objects.create(
            receipt=receipt.uuid,
            office_id=by.office_id,
            package=receipt.package,
            kind=receipt.kind.value,
            maker_name=receipt.maker_name,
            made_at=receipt.made_at,
            accepted=accepted,
            rejected=len(receipt.lines) - accepted,
            file=file,
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "handover.receipt_passed", receipt.package, reason=receipt.kind.value)
    lay_out(file)
    return row


def _read(opened: Opened) -> Receipt:
    try:
        receipt = read_receipt(opened.parcel.body)
    except ReceiptError as error:
        raise FileRefusedError("receipt_unreadable") from error
    if receipt.maker != opened.parcel.maker or receipt.kind is ReceiptKind.ARRIVED:
        raise FileRefusedError("other_package")
    return receipt


def _mine(by: Actor) -> QuerySet[Arrival]:
    return Arrival.objects.filter(office=by.office_id, is_destination=False)


def _sent(by: Actor, package: UUID) -> QuerySet[OutgoingFile]:
    return OutgoingFile.objects.filter(
        office=by.office_id, package=package, kind=OutgoingKind.FORWARDED
    )
