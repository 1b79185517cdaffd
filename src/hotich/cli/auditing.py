"""Verify the audit: every chain, held against the anchors kept outside the database."""

import argparse
import sys
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hotich.apps.audit.anchors import anchor_heads, read_anchors
from hotich.apps.audit.protection import weak_points
from hotich.apps.audit.verify import Verification, chains, verify_chain

FAULTS = {
    "missing": "this row is missing; later ones stand",
    "changed": "the row was changed: it no longer gives its own hash",
    "moved": "the row does not follow the one before it: rows were exchanged, taken out or put in",
    "subjects": "the persons whom the row concerns were changed",
    "anchor": "the row is not the one that was written down outside: rows {since} to {at} were"
    " changed and hashed anew",
    "truncated": "the end is missing: the head or an anchor knows later rows",
    "head": "the head of the chain is not that of its last row",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the act; to verify, the chain, an anchor as printed, and the file of anchors."""
    parser.add_argument("act", choices=["verify", "anchor"])
    parser.add_argument("--chain", type=UUID, help="one chain only")
    parser.add_argument("--anchor", help='head kept outside, as printed: "sequence:hash"')
    parser.add_argument(
        "--anchors", type=Path, metavar="FILE", help="file of anchors; default: HOTICH_ANCHORS"
    )


def run(options: argparse.Namespace) -> int:
    """Print what was found for each chain; return 1 if one is broken."""
    if options.act == "anchor":
        print(f"{anchor_heads('asked')} heads written to {settings.ANCHORS}")
        return 0
    if options.anchor and not options.chain:
        print("--anchor belongs to one chain; give --chain too.", file=sys.stderr)
        return 2
    if options.anchors is not None and not options.anchors.is_file():
        print(f"No file of anchors at {options.anchors}.", file=sys.stderr)
        return 2
    anchor = None
    if options.anchor:
        sequence, digest = options.anchor.split(":")
        anchor = (int(sequence), digest)
    held = read_anchors(options.anchors)
    wanted = [options.chain] if options.chain else sorted({*chains(), *held.heads}, key=str)
    found = [verify_chain(chain, anchor=anchor, anchors=held.of(chain)) for chain in wanted]
    for one in found:
        print(told(one))
    if held.unreadable:
        print(f"{held.unreadable} of {held.lines} lines in the file of anchors cannot be read.")
    if not held.lines:
        print("No anchors yet: a chain rewritten as a whole would not be seen. hotich audit anchor")
    if any(point != "file" for point in weak_points()):
        print("The role that serves may change the audit; see docs/howto/prove-the-audit.md.")
    return 1 if any(one.broken_at is not None for one in found) else 0


def told(found: Verification) -> str:
    """Return what was found of a chain in words."""
    if found.broken_at is None:
        return f"{found.chain}  whole, {found.rows} rows, {found.compared} anchors agree"
    words = FAULTS[found.fault].format(since=found.since, at=found.broken_at)
    stands = found.row
    who = f" ({stands.at}, {stands.action}, {stands.actor_name})" if stands else ""
    return f"{found.chain}  BROKEN at row {found.broken_at}{who}: {words}"
