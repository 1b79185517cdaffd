"""Which pages show what is told of persons, and whose eyes do they name?

Such a page, and every print made of it, bears who opened it, when and at which computer.
"""

from collections.abc import Collection
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.workstations import WITHOUT_PERSONAL_DATA

# Rights that open books, figures and accounts, but nobody's name or number. Any other right is
# taken to show persons, so that a new one is marked until somebody has looked.
SHOWS_NOBODY: Final = WITHOUT_PERSONAL_DATA | frozenset(
    permission.value
    for permission in (
        Permission.BOOK_PREPARE,
        Permission.BOOK_VIEW,
        Permission.REPORT_WRITE,
        Permission.REPORT_VIEW,
        Permission.DIFFICULTY_RAISE,
        Permission.POPULATION_IMPORT,
        Permission.QUOTA_RAISE,
        Permission.MONEY_VIEW,
    )
)


def shows_persons(needed: Collection[str]) -> bool:
    """Return whether a page that opens to any of these rights may show what is told of persons."""
    return any(permission not in SHOWS_NOBODY for permission in needed)


def trace_of(request: OfficerRequest) -> str:
    """Return the words that tell whose page this is: account, name, minute, computer."""
    now = date_format(timezone.localtime(), "d/m/Y H:i")
    who = request.actor
    parts = (request.user.get_username(), who.name, now, who.workstation)
    return " · ".join(part for part in parts if part)
