"""How does a file leave an office? Kept first, then laid out for its receiver."""

import hashlib
import logging
from datetime import datetime
from uuid import UUID, uuid4

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.handover.files import NoSuchFileError, deliver, keep
from hotich.apps.handover.keys import KeysMissingError, private_keys, public_keys_of
from hotich.apps.handover.models import OutgoingFile, OutgoingKind
from hotich.apps.handover.parcel import Hop, Parcel, send_on, write_parcel
from hotich.apps.handover.sealing import close_for

_log = logging.getLogger(__name__)


def require_keys(receiver: UUID) -> str:
    """Return the key by which files are closed for the office.

    Raises: KeysMissingError.
    """
    office = Office.objects.filter(pk=receiver).first()
    keys = public_keys_of(office) if office else None
    if keys is None:
        raise KeysMissingError(receiver)
    return keys.encryption


def send(
    *,
    by: Actor,
    parcel: Parcel,
    sender: UUID,
    receiver: UUID,
    kind: OutgoingKind,
    package: UUID,
    file_name: str,
    at: datetime,
    received_at: str = "",
) -> OutgoingFile:
    """Close the parcel for the receiver, keep the file, and return its row; inside a write.

    The file is there before the row says so. `lay_out` puts it into the receiver's folder once
    the row is committed.

    Raises: KeysMissingError.
    """
    encryption_key = require_keys(receiver)
    hop = Hop(sender, receiver, at.isoformat(), received_at, uuid4().hex)
    leaving = send_on(parcel, hop, private_keys(sender))
    content = close_for(receiver, encryption_key, write_parcel(leaving))
    keep("out", file_name, content)
    with writing(by):
        row = OutgoingFile.objects.create(
            office_id=sender,
            receiver_id=receiver,
            kind=kind,
            package=package,
            file_name=file_name,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            by_id=by.officer,
            recorded_at=at,
        )
        after = {"package": package, "receiver": receiver, "sha256": row.sha256}
        record(by, "handover.file_sent", row.pk, reason=kind.value, after=after)
    return row


def lay_out(row: OutgoingFile) -> bool:
    """Put a kept file into its receiver's folder, once its row is committed; again is as once.

    Returns False where the folder cannot be written; the file is kept and can be sent again.
    """
    try:
        deliver(row.receiver_id, row.file_name)
    except (OSError, NoSuchFileError):
        _log.exception("handover file %s could not be laid out", row.pk)
        return False
    return True
