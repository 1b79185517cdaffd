"""Bring the database to this version, with the catalogue and the static files beside it."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from hotich.apps.audit.actor import process
from hotich.apps.audit.protection import NoRolesError, grant_to
from hotich.apps.training.installation import mark_installation
from hotich.web.catalogue import compile_catalogues


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the role under which the installation will serve, on PostgreSQL."""
    parser.add_argument(
        "--app-role",
        metavar="ROLE",
        help="PostgreSQL: let this role serve; it cannot change the audit",
    )


def run(options: argparse.Namespace) -> int:
    """Prepare the installation and return 0; 2 for a role where there are none."""
    prepare()
    if options.app_role:
        try:
            grant_to(options.app_role)
        except NoRolesError:
            print("--app-role belongs to PostgreSQL; SQLite knows no roles.", file=sys.stderr)
            return 2
    print(f"Cơ sở dữ liệu sẵn sàng trong {settings.HOME}.")
    return 0


def prepare() -> None:
    """Migrate, compile the English catalogue and collect static files."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    compile_catalogues(settings.PACKAGE)
    call_command("migrate", interactive=False, verbosity=0)
    mark_installation(by=process("hotich migrate"))
    call_command("collectstatic", interactive=False, verbosity=0)
