"""Verify the audit: every chain, or one against an anchor printed on a report."""

import argparse
from uuid import UUID

from hotich.apps.audit.models import AuditHead
from hotich.apps.audit.verify import verify_chain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the act and, for an anchor, the chain it belongs to."""
    parser.add_argument("act", choices=["verify"])
    parser.add_argument("--chain", type=UUID, help="one chain only")
    parser.add_argument("--anchor", help='head kept outside, as printed: "sequence:hash"')


def run(options: argparse.Namespace) -> int:
    """Print what was found for each chain; return 1 if one is broken."""
    if options.anchor and not options.chain:
        print("--anchor belongs to one chain; give --chain too.")
        return 2
    anchor = None
    if options.anchor:
        sequence, digest = options.anchor.split(":")
        anchor = (int(sequence), digest)
    chains = [options.chain] if options.chain else AuditHead.objects.values_list("pk", flat=True)
    broken = False
    for chain in chains:
        found = verify_chain(chain, anchor=anchor)
        if found.broken_at is None:
            print(f"{chain}  whole, {found.rows} rows")
        else:
            broken = True
            print(f"{chain}  BROKEN at row {found.broken_at}: {found.fault}")
    return 1 if broken else 0
