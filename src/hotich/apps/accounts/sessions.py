"""Is this session the officer's, and may it go on?

One account is at one computer at a time: signing in ends what was open elsewhere. After a quarter
of an hour without a request the screen locks and asks for the officer's own unlock code; after ten
hours, or when the account is disabled, the session has ended.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from hotich.apps.accounts.digests import keyed_digest
from hotich.apps.accounts.models import Officer, OfficerSession, SessionEnd
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
MOST_WRONG_CODES = 5
UNLOCK_CODE_DIGITS = 6
# A session is noted as seen at most once a minute: typing is not slowed by it.
_NOTED_EVERY = timedelta(minutes=1)
# A clock that goes back by more is not believed: the screen locks.
_CLOCK_BACK = timedelta(minutes=2)
# Two places at once: the other one was at work this short a time ago.
_AT_WORK = timedelta(minutes=5)


class Standing(StrEnum):
    """What a session may do now."""

    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


class WrongUnlockCodeError(Exception):
    """The unlock code is not right; `left` tries remain before the session ends."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was opened; `elsewhere` is the one it ended while somebody worked in it."""

    session: UUID
    elsewhere: OfficerSession | None


def digest_of(session_key: str) -> str:
    """Return under which key a browser's session stands in the table."""
    return keyed_digest("session", session_key)


def open_session(*, by: Actor, session_key: str, address: str) -> Opened:
    """Open the officer's one session and end whatever he had open."""
    with writing(by) as at:
        held = locked(OfficerSession.objects.filter(officer=by.officer_id, ended_at__isnull=True))
        before = held.first()
        if before is not None:
            _end(by, before, at, SessionEnd.ELSEWHERE)
        session = OfficerSession.objects.create(
            officer_id=by.officer_id,
            key=digest_of(session_key),
            workstation=by.workstation,
            address=address,
            started_at=at,
            seen_at=at,
        )
        record(by, "signed_in", by.officer_id)
        elsewhere = before if before is not None and _is_elsewhere(before, session, at) else None
        if elsewhere is not None:
            record(by, "sign_in.two_places", by.officer_id, reason=elsewhere.workstation)
    return Opened(session.pk, elsewhere)


def session_of(session_key: str) -> OfficerSession | None:
    """Return the row of a browser's session, or None."""
    return OfficerSession.objects.filter(key=digest_of(session_key)).first()


def standing(session: OfficerSession | None, now: datetime) -> Standing:
    """Return what the session may do now; a session without a row may do nothing."""
    if session is None or session.ended_at is not None or now - session.started_at > LONGEST:
        return Standing.ENDED
    if session.locked_at is not None or not -_CLOCK_BACK <= now - session.seen_at <= IDLE:
        return Standing.LOCKED
    return Standing.OPEN


def keep_open(session: OfficerSession, now: datetime) -> None:
    """Note that the officer is at work."""
    if now - session.seen_at > _NOTED_EVERY:
        live = OfficerSession.objects.filter(pk=session.pk, ended_at__isnull=True)
        live.update(seen_at=now)


def lock_session(*, by: Actor, session: OfficerSession) -> None:
    """Lock the screen until its unlock code is given."""
    with writing(by) as at:
        fresh = locked(OfficerSession.objects.filter(pk=session.pk, locked_at__isnull=True))
        if fresh.update(locked_at=at):
            record(by, "session.locked", by.officer_id)


def unlock_session(*, by: Actor, session: OfficerSession, officer: Officer, code: str) -> None:
    """Unlock the screen; after five wrong codes the session ends.

    An officer who has set no code yet gives his password.

    Raises: WrongUnlockCodeError.
    """
    if officer.unlock_code:
        right = check_password(code.strip(), officer.unlock_code)
    else:
        right = officer.check_password(code)
    with writing(by) as at:
        held = locked(OfficerSession.objects.filter(pk=session.pk, ended_at__isnull=True)).first()
        if held is None:
            raise WrongUnlockCodeError(0)
        if right:
            held.locked_at, held.wrong_codes, held.seen_at = None, 0, at
            record(by, "session.unlocked", by.officer_id)
        else:
            held.wrong_codes += 1
            record(by, "session.wrong_code", by.officer_id)
        left = MOST_WRONG_CODES - held.wrong_codes
        held.save(update_fields=["locked_at", "wrong_codes", "seen_at"])
        if left <= 0:
            _end(by, held, at, SessionEnd.WRONG_CODE)
    if not right:
        raise WrongUnlockCodeError(max(left, 0))


def end_sessions(*, by: Actor, officer: UUID, why: SessionEnd) -> None:
    """End whatever the officer has open, at once and wherever it is."""
    with writing(by) as at:
        for session in locked(
            OfficerSession.objects.filter(officer=officer, ended_at__isnull=True)
        ):
            _end(by, session, at, why)


def move_session(*, by: Actor, session: OfficerSession, session_key: str) -> None:
    """Let the session go on under the browser's new key, after the password was changed."""
    with writing(by):
        OfficerSession.objects.filter(pk=session.pk).update(key=digest_of(session_key))
        record(by, "session.moved", by.officer_id)


def end_if_too_long(*, by: Actor, session: OfficerSession) -> None:
    """End the session's row when its longest time has passed; the row says why."""
    with writing(by) as at:
        held = locked(OfficerSession.objects.filter(pk=session.pk, ended_at__isnull=True)).first()
        if held is not None:
            _end(by, held, at, SessionEnd.TOO_LONG)
            session.ended_why = held.ended_why


def sign_out_officer(*, by: Actor) -> None:
    """End the officer's session at his own wish."""
    with writing(by):
        end_sessions(by=by, officer=by.officer_id, why=SessionEnd.SIGNED_OUT)
        record(by, "signed_out", by.officer_id)


def set_unlock_code(*, by: Actor, officer: Officer, code: str) -> None:
    """Set the officer's own code with which he opens a locked screen."""
    with writing(by):
        officer.unlock_code = make_password(code)
        officer.save(update_fields=["unlock_code"])
        record(by, "unlock_code.set", officer.pk)


def _is_elsewhere(before: OfficerSession, now: OfficerSession, at: datetime) -> bool:
    same = (before.workstation, before.address) == (now.workstation, now.address)
    return not same and at - before.seen_at < _AT_WORK


def _end(by: Actor, session: OfficerSession, at: datetime, why: SessionEnd) -> None:
    session.ended_at, session.ended_why = at, why
    session.save(update_fields=["ended_at", "ended_why"])
    record(by, "session.ended", session.officer_id, after={"why": why})
