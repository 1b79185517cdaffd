"""What does a receipt (xác nhận tiếp nhận) say? Bound to one package, its maker and its reader."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hotich.apps.handover.json_text import read_object, text_of

FORMAT = "hotich-receipt-1"
_MOST_LINES = 100_000


class ReceiptKind(StrEnum):
    """What the receipt is about."""

    ARRIVED = "arrived"  # the Justice Department has the package; stops the clock
    DECIDED = "decided"  # the office holding the book accepted or rejected each entry
    FAULT = "fault"  # a fault found later in accepted records


class ReceiptError(Exception):
    """A receipt that does not say what it must."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: accepted, or rejected with its reason."""

    entry: UUID
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt; `digest` and `nonce` are those of the package it answers, `to` who sent that."""

    uuid: UUID
    kind: ReceiptKind
    package: UUID
    digest: str
    nonce: str
    maker: UUID
    maker_name: str
    to: UUID
    made_at: datetime
    lines: tuple[Line, ...] = ()


def write_receipt(receipt: Receipt) -> bytes:
    """Return the receipt as the JSON that its maker signs."""
    said = {
        "format": FORMAT,
        "uuid": str(receipt.uuid),
        "kind": receipt.kind.value,
        "package": str(receipt.package),
        "sha256": receipt.digest,
        "nonce": receipt.nonce,
        "maker": str(receipt.maker),
        "maker_name": receipt.maker_name,
        "to": str(receipt.to),
        "made_at": receipt.made_at.isoformat(),
        "lines": [
            {"entry": str(line.entry), "accepted": line.accepted, "reason": line.reason}
            for line in receipt.lines
        ],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_receipt(body: bytes) -> Receipt:
    """Return the receipt in the body of a parcel.

    Raises: ReceiptError.
    """
    try:
        said = read_object(body)
        rows = said["lines"]
        if said["format"] != FORMAT or not isinstance(rows, list) or len(rows) > _MOST_LINES:
            raise ReceiptError
        receipt = Receipt(
            uuid=UUID(text_of(said, "uuid")),
            kind=ReceiptKind(text_of(said, "kind")),
            package=UUID(text_of(said, "package")),
            digest=text_of(said, "sha256"),
            nonce=text_of(said, "nonce"),
            maker=UUID(text_of(said, "maker")),
            maker_name=text_of(said, "maker_name", 200),
            to=UUID(text_of(said, "to")),
            made_at=datetime.fromisoformat(text_of(said, "made_at")),
            lines=tuple(_line(row) for row in rows),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise ReceiptError from error
    if receipt.made_at.tzinfo is None or len({one.entry for one in receipt.lines}) != len(
        receipt.lines
    ):
        raise ReceiptError
    return receipt


def _line(row: object) -> Line:
    if not isinstance(row, dict):
        raise ReceiptError
    accepted, reason = row["accepted"], text_of(row, "reason", 500)
    if not isinstance(accepted, bool) or (not accepted and not reason.strip()):
        raise ReceiptError
    return Line(UUID(text_of(row, "entry")), accepted, reason)
