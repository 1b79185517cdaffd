"""Add an office, today's or abolished."""

import argparse
from datetime import date

from hotich.apps.accounts import actions
from hotich.apps.accounts.models import Office, OfficeKind
from hotich.apps.audit.actor import process


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what an office is known by."""
    parser.add_argument("--kind", choices=OfficeKind.values, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--unit-code", default="")
    parser.add_argument("--valid-from", type=date.fromisoformat)
    parser.add_argument("--valid-to", type=date.fromisoformat)
    parser.add_argument("--superior", help="UUID of the office above")
    parser.add_argument("--successor", help="UUID of the office that holds its books today")


def run(options: argparse.Namespace) -> int:
    """Record the office, print its UUID and return 0."""
    office = actions.add_office(
        by=process("hotich office"),
        kind=OfficeKind(options.kind),
        name=options.name,
        unit_code=options.unit_code,
        valid_from=options.valid_from,
        valid_to=options.valid_to,
        superior=Office.objects.get(pk=options.superior) if options.superior else None,
        successor=Office.objects.get(pk=options.successor) if options.successor else None,
    )
    print(office.pk)
    return 0
