"""May a file that came in be used? Opened, its signatures and its way checked, or refused."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.handover.keys import KeysMissingError, private_keys, signing_key_of
from hotich.apps.handover.models import RefusedFile
from hotich.apps.handover.parcel import (
    Hop,
    Parcel,
    ParcelError,
    ParcelProblem,
    read_parcel,
    verify_parcel,
)
from hotich.apps.handover.sealing import SealError, SealProblem, open_as


class FileRefusedError(Exception):
    """A file of which nothing is loaded; `problem` is a code, `detail` what it is about."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified parcel with the file it came in."""

    parcel: Parcel
    file: bytes

    @property
    def last_hop(self) -> Hop:
        """Return the leg that led here."""
        return self.parcel.hops[-1]


def open_file(office: UUID, file: bytes) -> Opened:
    """Return what the file holds for the office, every signature on its way checked.

    What was made for practice stays there, and no real person gets into a practice installation.

    Raises: FileRefusedError.
    """
    try:
        content = open_as(office, private_keys(office), file)
        parcel = read_parcel(content)
        verify_parcel(parcel, signing_key_of)
    except KeysMissingError as error:
        raise FileRefusedError("no_keys") from error
    except SealError as error:
        raise FileRefusedError(error.problem.value) from error
    except ParcelError as error:
        raise FileRefusedError(error.problem.value, _name(error.office)) from error
    if parcel.practice != settings.PRACTICE:
        raise FileRefusedError("practice_file" if parcel.practice else "real_file")
    if parcel.hops[-1].receiver != office:
        raise FileRefusedError(SealProblem.OTHER_RECEIVER.value)
    return Opened(parcel, file)


def require_kind(office: UUID, *kinds: str) -> None:
    """Do nothing when the office is one of these kinds.

    Raises: FileRefusedError: a package comes from the population side, a receipt from its
    receiver, and not from whoever has a key.
    """
    if not Office.objects.filter(pk=office, kind__in=kinds).exists():
        raise FileRefusedError(ParcelProblem.FOREIGN_SIGNER.value, _name(office))


def shown_way(hops: Sequence[Hop]) -> list[dict[str, str]]:
    """Return the way as it is kept with a row: the hops, with the offices' names beside them."""
    wanted = {office for hop in hops for office in (hop.sender, hop.receiver)}
    names = {office.pk: office.dated_name for office in Office.objects.filter(pk__in=wanted)}
    return [
        {
            "sender": str(hop.sender),
            "sender_name": names.get(hop.sender, str(hop.sender)),
            "receiver": str(hop.receiver),
            "receiver_name": names.get(hop.receiver, str(hop.receiver)),
            "sent_at": hop.sent_at,
            "received_at": hop.received_at,
        }
        for hop in hops
    ]


def note_refusal(
    *, by: Actor, file: bytes, file_name: str, refused: FileRefusedError
) -> RefusedFile:
    """Keep that a file was refused, and why; nothing of the file itself is kept."""
    with writing(by) as at:
        row = RefusedFile.objects.create(
            office_id=by.office_id,
            file_name=file_name.replace("\x00", "")[:200],
            sha256=hashlib.sha256(file).hexdigest(),
            problem=refused.problem,
            detail=refused.detail[:200],
            by_id=by.officer_id,
            recorded_at=at,
        )
        record(by, "handover.file_refused", None, reason=refused.problem)
    return row


def _name(office: UUID | None) -> str:
    found = Office.objects.filter(pk=office).first() if office else None
    return found.dated_name if found else str(office or "")
