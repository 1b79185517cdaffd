"""Is a chain whole? Recompute it and name the first row that does not fit."""

from dataclasses import dataclass
from uuid import UUID

from hotich.apps.audit.models import AuditHead, AuditRow
from hotich.apps.audit.writing import row_hash, subjects_digest


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of one chain found; `broken_at` is the first bad sequence number, or None."""

    chain: UUID
    rows: int
    broken_at: int | None
    fault: str


def verify_chain(chain: UUID, *, anchor: tuple[int, str] | None = None) -> Verification:
    """Return whether the chain is whole, and agrees with an anchor kept outside.

    `anchor` is (sequence, hash) as printed on a report or carried by a package: without it a
    chain rewritten as a whole cannot be told from a true one.
    """
    previous, expected = "", 1
    anchored = anchor is None
    rows = AuditRow.objects.filter(chain=chain).order_by("sequence").prefetch_related("subjects")
    for row in rows.iterator(chunk_size=2000):
        if row.sequence != expected:
            return Verification(chain, expected - 1, expected, "missing")
        named = sorted((one.subject for one in row.subjects.all()), key=str)
        if row.previous_hash != previous or row.hash != row_hash(row):
            return Verification(chain, expected - 1, expected, "changed")
        if row.subjects_digest != subjects_digest(named):
            return Verification(chain, expected - 1, expected, "subjects")
        if anchor is not None and row.sequence == anchor[0]:
            if row.hash != anchor[1]:
                return Verification(chain, expected - 1, expected, "anchor")
            anchored = True
        previous, expected = row.hash, expected + 1
    head = AuditHead.objects.filter(pk=chain).first()
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        return Verification(chain, expected - 1, expected, "truncated")
    if not anchored:
        return Verification(chain, expected - 1, expected, "truncated")
    return Verification(chain, expected - 1, None, "")


def head_of(chain: UUID) -> str:
    """Return the head as printed on reports and carried by packages: "sequence:hash"."""
    head = AuditHead.objects.filter(pk=chain).first()
    return f"{head.sequence}:{head.hash}" if head else "0:"
