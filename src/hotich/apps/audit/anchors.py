"""What of the audit is kept outside the database? A file of anchors: one line for each head.

Whoever owns the database can rewrite a chain from any row on, and every hash fits again. A head
that was written down elsewhere before does not. The file is only appended to; it holds nothing
personal, so it can lie on another disk, be copied away each day, or be printed.
"""

import logging
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hotich.apps.audit.models import AuditHead

log = logging.getLogger(__name__)

_LINE = re.compile(
    r"(?P<at>\S+) (?P<chain>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r" (?P<sequence>\d{1,18}) (?P<hash>[0-9a-f]{64}) (?P<why>[a-z_]+)"
)


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """What the file holds: by chain and number the hashes, and how many lines are unreadable."""

    heads: Mapping[UUID, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    lines: int = 0
    unreadable: int = 0

    def of(self, chain: UUID) -> Mapping[int, frozenset[str]]:
        """Return the anchors of a chain, by number."""
        return self.heads.get(chain, {})


def read_anchors(file: Path | None = None) -> AnchorFile:
    """Return what the file holds; one that is not there holds nothing."""
    try:
        text = (file or Path(settings.ANCHORS)).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return AnchorFile()
    heads: dict[UUID, dict[int, frozenset[str]]] = {}
    lines = [line for line in text.splitlines() if line.strip()]
    unreadable = 0
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            unreadable += 1
            continue
        of_chain = heads.setdefault(UUID(found["chain"]), {})
        sequence = int(found["sequence"])
        # Two hashes for one number are kept both: the chain can only be one of them.
        of_chain[sequence] = of_chain.get(sequence, frozenset()) | {found["hash"]}
    return AnchorFile(heads, len(lines), unreadable)


def anchor_heads(why: str, chains: Iterable[UUID] | None = None) -> int:
    """Write the heads of these chains, or of all, and return how many lines were added.

    A head that is in the file already is not written again. Call it outside any transaction:
    what is written down must have been committed.

    Raises: OSError.
    """
    heads = AuditHead.objects.filter(sequence__gt=0).order_by("pk")
    if chains is not None:
        heads = heads.filter(pk__in=list(chains))
    known = read_anchors()
    lines = [
        f"{head.at.isoformat()} {head.pk} {head.sequence} {head.hash} {why}\n"
        for head in heads
        if head.at is not None and head.hash not in known.of(head.pk).get(head.sequence, ())
    ]
    if lines:
        _append(Path(settings.ANCHORS), "".join(lines))
    return len(lines)


def anchor_after(chain: UUID, why: str) -> None:
    """Write the head of a chain as soon as the write that is open has been committed.

    The act stands even when the file cannot be written: it is on record that it could not be,
    and the next anchor covers the same rows.
    """
    transaction.on_commit(partial(_try, chain, why))


def _try(chain: UUID, why: str) -> None:
    try:
        anchor_heads(why, [chain])
    except OSError:
        log.exception("the file of anchors could not be written")


def _append(file: Path, text: str) -> None:
    """Append whole lines with one call, and have them on the disk before going on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                text = f"\n{text}"  # a line that a power cut tore must not take the next with it
        os.write(descriptor, text.encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
