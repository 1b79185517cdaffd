"""What must an officer still do before he is signed in?"""

from enum import StrEnum

from django.conf import settings

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.second_factor import factor_of


class Step(StrEnum):
    """A page of the sign-in; the value is its name among the addresses of the room."""

    SECOND_PROOF = "second_proof"
    PASSWORD = "first_password"  # noqa: S105  # the name of a page
    FACTOR = "first_factor"
    UNLOCK_CODE = "first_unlock_code"


def next_step(officer: Officer, *, proved: bool) -> Step | None:
    """Return the next step of signing in, None when the officer may enter.

    `proved` = the second proof was given in this sign-in. A second factor that exists is asked
    for before anything is changed; one that does not is set up after the password is his own.
    """
    has_factor = factor_of(officer.pk) is not None
    if has_factor and not proved:
        return Step.SECOND_PROOF
    if officer.must_change_password:
        return Step.PASSWORD
    if settings.SECOND_FACTOR and not has_factor:
        return Step.FACTOR
    if settings.SECOND_FACTOR and not officer.unlock_code:
        return Step.UNLOCK_CODE
    return None
