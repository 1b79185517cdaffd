"""Add an officer: a named person, an office, a role, and a password asked for at the terminal."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from hotich.apps.accounts import actions
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Role
from hotich.apps.audit.actor import process
from hotich.apps.audit.writing import writing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who, where and as what; the password never stands on the command line."""
    parser.add_argument("--login", required=True)
    parser.add_argument("--full-name", required=True)
    parser.add_argument("--office", required=True, help="UUID of the office")
    parser.add_argument("--role", choices=[role.value for role in Role], required=True)


def run(options: argparse.Namespace) -> int:
    """Create the account and return 0; 1 with the reason where the password is too weak."""
    password = getpass.getpass("Mật khẩu: ")
    try:
        validate_password(password)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1
    by = process("hotich officer")
    with writing(by):
        officer = actions.add_officer(
            by=by, login=options.login, full_name=options.full_name, password=password
        )
        actions.appoint(
            by=by,
            officer=officer,
            office=Office.objects.get(pk=options.office),
            role=Role(options.role),
            valid_from=timezone.localdate(),
        )
    print(officer.pk)
    return 0
