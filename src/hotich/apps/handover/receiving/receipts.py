"""The receipts that an office makes for what it received, and sends back the way it came."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.anchors import anchor_after
from hotich.apps.audit.writing import writing
from hotich.apps.handover.keys import private_keys
from hotich.apps.handover.models import Arrival, IssuedReceipt, OutgoingKind
from hotich.apps.handover.outgoing import send
from hotich.apps.handover.parcel import Kind, make_parcel
from hotich.apps.handover.receipt_file import Line, Receipt, ReceiptKind, write_receipt


def issue(
    *,
    by: Actor,
    arrival: Arrival,
    kind: ReceiptKind,
    at: datetime,
    lines: Sequence[Line] = (),
    uuid: UUID | None = None,
) -> IssuedReceipt:
    """Make a receipt for an arrival, send it to whoever the package came from, and return it.

    Inside a write; the caller lays the file out once that is committed.

    Raises: KeysMissingError.
    """
    office = get_office(arrival.office_id)
    receipt = Receipt(
        uuid=uuid or uuid4(),
        kind=kind,
        package=arrival.package,
        digest=arrival.bag_sha256,
        nonce=arrival.nonce,
        maker=office.pk,
        maker_name=office.dated_name,
        to=arrival.source,
        made_at=at,
        lines=tuple(lines),
    )
    private = private_keys(office.pk)
    parcel = make_parcel(
        Kind.RECEIPT, write_receipt(receipt), office.pk, private, practice=settings.PRACTICE
    )
    with writing(by):
        anchor_after(office.pk, "receipt")
        file = send(
            by=by,
            parcel=parcel,
            sender=office.pk,
            receiver=UUID(arrival.way[-1]["sender"]),
            kind=OutgoingKind(kind.value),
            package=arrival.package,
            file_name=f"xac-nhan-{receipt.uuid}.hotich",
            at=at,
        )
        accepted = sum(line.accepted for line in lines)
        return IssuedReceipt.objects.create(
            uuid=receipt.uuid,
            arrival=arrival,
            kind=kind.value,
            accepted=accepted,
            rejected=len(lines) - accepted,
            file=file,
            by_id=by.officer_id,
            recorded_at=at,
        )
