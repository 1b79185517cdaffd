"""What travels from office to office? A body that never changes, its signature, and its way.

The body is a bag (a package) or a receipt. Its maker signs it once. Every sender adds a hop to
the way and signs it together with the body's digest and the hop before it, so that neither a hop
nor the body can be exchanged, left out or put under another way.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from uuid import UUID

from hotich.apps.handover.bag import BagError, Limits, read_zip, write_zip
from hotich.apps.handover.json_text import read_json, read_object, text_of
from hotich.apps.handover.sealing import PrivateKeys, is_signed, sign

FORMAT = "hotich-parcel-2"
_BODY, _SEAL, _WAY = "body", "seal.json", "way.json"
# The body of a package is packed already; what lies around it is small.
_LIMITS = Limits(members=3, unpacked=512 * 1024**2, ratio=100)
_MOST_HOPS = 20


class Kind(StrEnum):
    """What the body is."""

    PACKAGE = "package"
    RECEIPT = "receipt"


class ParcelProblem(StrEnum):
    """Why a parcel is refused."""

    NOT_A_PARCEL = "not_a_parcel"
    FOREIGN_SIGNER = "foreign_signer"
    BAD_SIGNATURE = "bad_signature"
    BROKEN_WAY = "broken_way"


class ParcelError(Exception):
    """A parcel that must not be used; `office` is the signer concerned, if there is one."""

    def __init__(self, problem: ParcelProblem, office: UUID | None = None) -> None:
        super().__init__(problem, office)
        self.problem = problem
        self.office = office


@dataclass(frozen=True, slots=True)
class Hop:
    """One leg of the way; times are ISO, `received_at` is when its sender had received it."""

    sender: UUID
    receiver: UUID
    sent_at: str
    received_at: str
    nonce: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A body with its maker's signature and the way it has come.

    `practice` says that it was made where people are invented (luyện tập); the maker signs it.
    """

    kind: Kind
    body: bytes
    maker: UUID
    signature: str
    hops: tuple[Hop, ...]
    practice: bool

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the body, in hex."""
        return hashlib.sha256(self.body).hexdigest()


def make_parcel(
    kind: Kind, body: bytes, maker: UUID, private: PrivateKeys, *, practice: bool
) -> Parcel:
    """Return the body signed by its maker; it has not gone anywhere yet."""
    parcel = Parcel(kind, body, maker, "", (), practice)
    return replace(parcel, signature=sign(private, _seal(parcel)))


def send_on(parcel: Parcel, hop: Hop, private: PrivateKeys) -> Parcel:
    """Return the parcel with one more hop, signed by the hop's sender."""
    signed = replace(hop, signature=sign(private, _leg(parcel, len(parcel.hops), hop)))
    return replace(parcel, hops=(*parcel.hops, signed))


def write_parcel(parcel: Parcel) -> bytes:
    """Return the parcel as bytes, to be closed for its next receiver."""
    seal = {
        "format": FORMAT,
        "kind": parcel.kind.value,
        "maker": str(parcel.maker),
        "practice": parcel.practice,
        "signature": parcel.signature,
    }
    way = [{key: str(value) for key, value in asdict(hop).items()} for hop in parcel.hops]
    members = {_SEAL: _canonical(seal), _WAY: _canonical(way), _BODY: parcel.body}
    return write_zip(members)


def read_parcel(content: bytes) -> Parcel:
    """Return the parcel; nothing is verified yet.

    Raises: ParcelError.
    """
    try:
        members = read_zip(content, _LIMITS)
        seal = read_object(members[_SEAL])
        way = read_json(members[_WAY])
        if seal["format"] != FORMAT or len(members) != len((_BODY, _SEAL, _WAY)):
            raise ParcelError(ParcelProblem.NOT_A_PARCEL)
        hops = tuple(_hop(row) for row in way) if isinstance(way, list) else ()
        maker, signature = UUID(text_of(seal, "maker")), text_of(seal, "signature")
        practice = seal["practice"]
        if not isinstance(practice, bool):
            raise ParcelError(ParcelProblem.NOT_A_PARCEL)
        kind = Kind(text_of(seal, "kind"))
        return Parcel(kind, members[_BODY], maker, signature, hops, practice)
    except (BagError, LookupError, TypeError, ValueError) as error:
        raise ParcelError(ParcelProblem.NOT_A_PARCEL) from error


def verify_parcel(parcel: Parcel, key_of: Callable[[UUID], str]) -> None:
    """Do nothing when the maker and every sender are known and signed exactly this.

    `key_of` gives the public signing key of an office, "" for an office that is not known.

    Raises: ParcelError.
    """
    _verify(parcel.maker, _seal(parcel), parcel.signature, key_of)
    if not 1 <= len(parcel.hops) <= _MOST_HOPS:
        raise ParcelError(ParcelProblem.BROKEN_WAY)
    at = parcel.maker
    for place, hop in enumerate(parcel.hops):
        if hop.sender != at:
            raise ParcelError(ParcelProblem.BROKEN_WAY)
        before = replace(parcel, hops=parcel.hops[:place])
        _verify(hop.sender, _leg(before, place, hop), hop.signature, key_of)
        at = hop.receiver


def _verify(office: UUID, content: bytes, signature: str, key_of: Callable[[UUID], str]) -> None:
    key = key_of(office)
    if not key:
        raise ParcelError(ParcelProblem.FOREIGN_SIGNER, office)
    if not is_signed(key, content, signature):
        raise ParcelError(ParcelProblem.BAD_SIGNATURE, office)


def _seal(parcel: Parcel) -> bytes:
    return _canonical(
        {
            "format": FORMAT,
            "kind": parcel.kind.value,
            "maker": str(parcel.maker),
            "practice": parcel.practice,
            "sha256": parcel.digest,
        }
    )


def _leg(parcel: Parcel, place: int, hop: Hop) -> bytes:
    before = parcel.hops[-1].signature if parcel.hops else parcel.signature
    facts = {key: str(value) for key, value in asdict(hop).items() if key != "signature"}
    return _canonical(
        {"format": FORMAT, "sha256": parcel.digest, "place": place, "before": before, **facts}
    )


def _hop(row: object) -> Hop:
    if not isinstance(row, dict):
        raise TypeError
    return Hop(
        UUID(text_of(row, "sender")),
        UUID(text_of(row, "receiver")),
        text_of(row, "sent_at"),
        text_of(row, "received_at"),
        text_of(row, "nonce"),
        text_of(row, "signature"),
    )


def _canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
