"""How often may a secret be tried? Ten times in a quarter of an hour, then nobody looks at it.

What is counted is the account, never the address of an office: colleagues behind one line do not
lock each other out. A browser in which the officer has signed in before counts apart, so that a
stranger who guesses elsewhere does not keep him from his work.
"""

from datetime import datetime, timedelta
from uuid import UUID

from hotich.apps.accounts.digests import keyed_digest
from hotich.apps.accounts.models import Attempt
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing

MOST = 10
WINDOW = timedelta(minutes=15)
_KEPT = timedelta(days=1)


class TooManyAttemptsError(Exception):
    """The secret was tried too often; it is not looked at until the window has passed."""


def bucket_of(secret: str, account: str, known_browser: str = "") -> str:
    """Return what the tries are counted under: the kind of secret, the account, its browser."""
    return keyed_digest("attempts", f"{secret}\n{account.casefold()}\n{known_browser}")


def count_attempt(*, by: Actor, bucket: str, now: datetime) -> None:
    """Count a try before the secret is looked at; nothing is given away by who counts first.

    It is counted by the clock as it stands: the time of the audit never runs back, and after a
    clock that was ahead the window would not pass for as long.

    Raises: TooManyAttemptsError, and nothing is counted.
    """
    with writing(by):
        Attempt.objects.filter(at__lt=now - _KEPT).delete()  # counters, not records
        tried = Attempt.objects.filter(bucket=bucket, at__gt=now - WINDOW).count()
        if tried < MOST:
            Attempt.objects.create(bucket=bucket, at=now)
            if tried == MOST - 1:
                record(by, "sign_in.last_attempt", None)
    if tried >= MOST:
        raise TooManyAttemptsError


def forget_attempts(*, bucket: str) -> None:
    """Begin counting anew, after the right secret was given."""
    Attempt.objects.filter(bucket=bucket).delete()


def record_failure(*, by: Actor, officer: UUID | None = None) -> None:
    """Record that a sign-in failed; of whom is kept only where the password was right."""
    with writing(by):
        record(by, "sign_in.failed", officer)
