"""A file came in: whose is it to read, and by which side?"""

from typing import TypeAlias

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor
from hotich.apps.handover import sending
from hotich.apps.handover.keys import KeysMissingError, require_right
from hotich.apps.handover.models import Arrival, PassedReceipt, ReceivedReceipt
from hotich.apps.handover.opening import FileRefusedError, open_file
from hotich.apps.handover.parcel import Kind
from hotich.apps.handover.receiving.arriving import receive_package
from hotich.apps.handover.receiving.forwarding import pass_receipt

Read: TypeAlias = Arrival | PassedReceipt | ReceivedReceipt
# A file refused for one of these may be read once something is put right here.
FOR_NOW = frozenset({"no_keys", "no_receiver_key", "foreign_signer"})


def read_file(*, by: Actor, content: bytes) -> Read:
    """Read a file that reached the actor's office: a package, or a receipt on its way back.

    Raises: FileRefusedError, with nothing loaded; NotPermittedError.
    """
    require_right(by)
    opened = open_file(by.office_id, content)
    try:
        if opened.parcel.kind is Kind.PACKAGE:
            return receive_package(by=by, opened=opened)
        if by.may(Permission.HANDOVER_SEND):
            return sending.receive_receipt(by=by, opened=opened)
        return pass_receipt(by=by, opened=opened)
    except KeysMissingError as error:
        name = get_office(error.office).dated_name
        raise FileRefusedError("no_receiver_key", name) from error
