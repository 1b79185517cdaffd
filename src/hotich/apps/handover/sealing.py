"""How is a file signed, closed for one receiver, and opened again?

Ed25519 (`cryptography`) says who made a file; age (`pyrage`) lets one office alone read it. The
closed file begins with three plain lines: what it is, for whom, and the digest of the rest, so
that a damaged file and another office's file can be told apart without a key.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

MAGIC = b"hotich-file 1\n"
# One file is opened in memory; a book of 10,000 births packs to a few megabytes.
MOST_BYTES = 256 * 1024 * 1024
_HEAD = len(MAGIC) + 37 + 65


class SealProblem(StrEnum):
    """Why a closed file could not be opened."""

    NOT_OURS = "not_ours"
    TOO_LARGE = "file_too_large"
    DAMAGED = "damaged"
    OTHER_RECEIVER = "other_receiver"


class SealError(Exception):
    """A file that cannot be opened here."""

    def __init__(self, problem: SealProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """The halves that never leave the installation of an office."""

    signing: str
    encryption: str


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The halves that others use: to check a signature, to close a file for the office."""

    signing: str
    encryption: str


def make_keys() -> PrivateKeys:
    """Return a new pair of private halves."""
    signing = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    return PrivateKeys(signing, str(pyrage.x25519.Identity.generate()))


def public_keys(private: PrivateKeys) -> PublicKeys:
    """Return the public halves that belong to the private ones."""
    public = _signer(private).public_key().public_bytes_raw()
    identity = pyrage.x25519.Identity.from_str(private.encryption)
    return PublicKeys(base64.b64encode(public).decode(), str(identity.to_public()))


def are_usable(keys: PublicKeys) -> bool:
    """Return whether both halves are well formed."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(keys.signing))
        pyrage.x25519.Recipient.from_str(keys.encryption)
    except (ValueError, pyrage.RecipientError):
        return False
    return True


def fingerprint(keys: PublicKeys) -> str:
    """Return 24 hex letters in groups of four by which people compare keys over the telephone."""
    digest = hashlib.sha256(f"{keys.signing}\n{keys.encryption}".encode()).hexdigest()[:24]
    return " ".join(digest[place : place + 4] for place in range(0, 24, 4))


def sign(private: PrivateKeys, content: bytes) -> str:
    """Return the signature of the content as text."""
    return base64.b64encode(_signer(private).sign(content)).decode()


def is_signed(signing_key: str, content: bytes, signature: str) -> bool:
    """Return whether the holder of the key signed exactly this content."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(signing_key))
        key.verify(_bytes(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def close_for(receiver: UUID, encryption_key: str, content: bytes) -> bytes:
    """Return the content as a file that only the receiver can open."""
    recipient = pyrage.x25519.Recipient.from_str(encryption_key)
    closed: bytes = pyrage.encrypt(content, [recipient])
    digest = hashlib.sha256(closed).hexdigest()
    return MAGIC + f"{receiver}\n{digest}\n".encode() + closed


def open_as(receiver: UUID, private: PrivateKeys, file: bytes) -> bytes:
    """Return what was closed for the receiver.

    Raises: SealError.
    """
    if len(file) > MOST_BYTES:
        raise SealError(SealProblem.TOO_LARGE)
    if not file.startswith(MAGIC):
        raise SealError(SealProblem.NOT_OURS)
    head, closed = file[len(MAGIC) : _HEAD], file[_HEAD:]
    if head != f"{_receiver(head)}\n{hashlib.sha256(closed).hexdigest()}\n".encode():
        raise SealError(SealProblem.DAMAGED)
    if _receiver(head) != str(receiver):
        raise SealError(SealProblem.OTHER_RECEIVER)
    try:
        identity = pyrage.x25519.Identity.from_str(private.encryption)
        opened: bytes = pyrage.decrypt(closed, [identity])
    except pyrage.DecryptError as error:
        # The digest is right, so the file is whole: it was closed for a key that is not ours.
        raise SealError(SealProblem.OTHER_RECEIVER) from error
    return opened


def _receiver(head: bytes) -> str:
    return head[:36].decode("ascii", errors="replace")


def _signer(private: PrivateKeys) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_bytes(private.signing))


def _bytes(text: str) -> bytes:
    """Return decoded base64.

    Raises: ValueError.
    """
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
