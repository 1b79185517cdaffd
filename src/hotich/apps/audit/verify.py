"""Is a chain whole? Recompute it and name the first row that does not fit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.audit.hashing import digest_of, hash_of
from hotich.apps.audit.models import AuditHead, AuditRow
from hotich.apps.audit.reading import ReadRow, read_chain

Anchors = Mapping[int, Collection[str]]  # by sequence, the hashes that were written down


@dataclass(frozen=True, slots=True)
class Named:
    """A row by what a person knows it by; `at` in UTC."""

    at: str
    actor_name: str
    action: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of one chain found.

    `broken_at` is the first bad number, None for a whole chain; `fault` is a code: "missing",
    "changed", "moved", "subjects", "anchor", "truncated", "head". What an anchor shows may have
    been done from `since` on. `row` is the row that stands there, if there is one; `compared`
    tells how many anchors the rows were held against.
    """

    chain: UUID
    rows: int
    broken_at: int | None
    fault: str
    since: int | None = None
    row: Named | None = None
    compared: int = 0


def verify_chain(
    chain: UUID, *, anchor: tuple[int, str] | None = None, anchors: Anchors | None = None
) -> Verification:
    """Return whether the chain is whole, and agrees with the anchors kept outside.

    `anchor` is (sequence, hash) as printed on a report or carried by a package, `anchors` what
    the file of anchors holds: without any, a chain rewritten as a whole cannot be told from a
    true one. Rows that are appended meanwhile are left for the next check.
    """
    held = {sequence: set(hashes) for sequence, hashes in (anchors or {}).items()}
    if anchor is not None:
        held.setdefault(anchor[0], set()).add(anchor[1])
    head = _head(chain)
    previous, expected, compared, agreed = "", 1, 0, 0
    last: ReadRow | None = None
    for row in read_chain(chain, upto=head.sequence if head else None):
        fault = _fault(row, expected, previous)
        if fault:
            stands = None if fault == "missing" else _named(row)
            return Verification(chain, expected - 1, expected, fault, None, stands, compared)
        said = held.get(expected)
        if said is not None:
            if said != {row.hash}:
                return Verification(
                    chain, expected - 1, expected, "anchor", agreed + 1, _named(row), compared
                )
            agreed, compared = expected, compared + 1
        previous, expected, last = row.hash, expected + 1, row
    rows = expected - 1
    if max((*held, head.sequence if head else 0)) > rows:
        return Verification(chain, rows, expected, "truncated", None, None, compared)
    if not _fits(chain, head, last):
        return Verification(
            chain, rows, expected, "head", None, _named(last) if last else None, compared
        )
    return Verification(chain, rows, None, "", None, None, compared)


def chains() -> list[UUID]:
    """Return every chain that has a head or a row, also one whose head was taken away."""
    found = set(AuditHead.objects.values_list("pk", flat=True))
    rows = AuditRow.objects.order_by("chain").values_list("chain", flat=True)
    after = rows.first()
    while after is not None:  # from chain to chain by the index, not row by row
        found.add(after)
        after = rows.filter(chain__gt=after).first()
    return sorted(found, key=str)


def head_of(chain: UUID) -> str:
    """Return the head as printed on reports and carried by packages: "sequence:hash"."""
    head = _head(chain)
    return f"{head.sequence}:{head.hash}" if head else "0:"


def _head(chain: UUID) -> AuditHead | None:
    return AuditHead.objects.filter(pk=chain).first()


def _fault(row: ReadRow, expected: int, previous: str) -> str:
    """Return what is wrong with a row that should be the next one; "" if nothing is."""
    if row.sequence > expected:
        return "missing"
    if row.hash != hash_of(row.content):
        return "changed"
    if row.sequence < expected or row.previous_hash != previous:
        return "moved"
    if row.subjects_digest != digest_of(row.subjects):
        return "subjects"
    return ""


def _fits(chain: UUID, head: AuditHead | None, last: ReadRow | None) -> bool:
    """Return whether the head is that of the last row, and no row stands beyond it."""
    if head is None:
        return last is None
    said = (head.sequence, head.hash, head.at.isoformat() if head.at else "")
    if said != ((last.sequence, last.hash, last.at) if last else (0, "", "")):
        return False
    beyond = AuditRow.objects.filter(chain=chain, sequence__gt=head.sequence).exists()
    # Rows and their head are committed together: what stands beyond came with a newer head.
    return not beyond or AuditHead.objects.filter(pk=chain, sequence__gt=head.sequence).exists()


def _named(row: ReadRow) -> Named:
    return Named(row.at, row.actor_name, row.action)
