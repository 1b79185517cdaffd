"""Which bytes are hashed? One canonical form, for writing a row and for verifying it alike."""

import hashlib
import json
from collections.abc import Sequence

# Made once: a check of a long chain encodes every row.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def canonical(content: object) -> bytes:
    """Return the one form of a content in which it is hashed."""
    return _encode(content).encode()


def hash_of(content: Sequence[object]) -> str:
    """Return the hash of a row's content: its columns in order, the hash before it last."""
    return hashlib.sha256(_encode(content).encode()).hexdigest()


def digest_of(subjects: Sequence[str]) -> str:
    """Return the digest of the subjects, given as sorted texts; empty for none."""
    return hashlib.sha256(_encode(subjects).encode()).hexdigest() if subjects else ""
