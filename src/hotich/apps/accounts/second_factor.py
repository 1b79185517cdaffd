"""Has the officer what only he has? Codes of an app, or of a list printed for him.

Where phones are forbidden at the desk the list takes the app's place. Either is set up once, at
the first sign-in, and again after it was given anew; what was before stays as a row.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from hotich.apps.accounts.digests import keyed_digest
from hotich.apps.accounts.models import FactorKind, ListedCode, Officer, SecondFactor
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing

ISSUER = "hotich"
CODES = 20
STEP_SECONDS = 30
# A phone's clock may be half a minute off, either way.
_STEPS_OFF = 1
# Letters and digits that are not taken for each other on paper.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8


class WrongCodeError(Exception):
    """The code is not right, was used before, or its time has passed."""


@dataclass(frozen=True, slots=True)
class NewList:
    """A printed list that was just made; its codes can be shown this once only."""

    factor: UUID
    codes: tuple[str, ...]


def new_secret() -> str:
    """Return a secret for an app, not yet kept."""
    return pyotp.random_base32()


def app_address(secret: str, officer: Officer) -> str:
    """Return what the app reads from the picture, an otpauth address."""
    return pyotp.TOTP(secret).provisioning_uri(name=officer.login, issuer_name=ISSUER)


def factor_of(officer: UUID) -> SecondFactor | None:
    """Return the officer's second factor in force, or None."""
    return SecondFactor.objects.filter(officer=officer, ended_at__isnull=True).first()


def codes_left(factor: SecondFactor) -> int:
    """Return how many codes of a printed list are unused; 0 for an app."""
    return factor.codes.filter(used_at__isnull=True).count()


def set_up_app(*, by: Actor, secret: str, code: str, now: datetime) -> SecondFactor:
    """Keep an app's secret, proved by a code of it, in place of what was before.

    Raises: WrongCodeError.
    """
    step = _step_of(secret, code, after=0, now=now)
    if step is None:
        raise WrongCodeError
    with writing(by) as at:
        factor = _begin(by, FactorKind.APP, at)
        factor.secret, factor.last_step = _seal(secret), step
        factor.save(update_fields=["secret", "last_step"])
    return factor


def set_up_list(*, by: Actor) -> NewList:
    """Make a new list of one-time codes in place of what was before, and return it to print."""
    codes = tuple(
        "".join(secrets.choice(_LETTERS) for _place in range(_CODE_LENGTH)) for _row in range(CODES)
    )
    with writing(by) as at:
        factor = _begin(by, FactorKind.LIST, at)
        ListedCode.objects.bulk_create(
            ListedCode(factor=factor, position=place, digest=_digest(factor.pk, code))
            for place, code in enumerate(codes, start=1)
        )
    return NewList(factor.pk, codes)


def use_code(*, by: Actor, code: str, now: datetime) -> None:
    """Use up a code of the officer's second factor; the same code opens nothing again.

    Raises: WrongCodeError.
    """
    given = "".join(code.split()).upper()
    with writing(by) as at:
        factor = locked(
            SecondFactor.objects.filter(officer=by.officer_id, ended_at__isnull=True)
        ).first()
        if factor is None:
            raise WrongCodeError
        if factor.kind == FactorKind.LIST:
            digest = _digest(factor.pk, given)
            unused = factor.codes.filter(digest=digest, used_at__isnull=True)
            if not unused.update(used_at=at):
                raise WrongCodeError
            record(by, "second_factor.used", factor.pk)
            return
        step = _step_of(_open(factor.secret), given, after=factor.last_step, now=now)
        if step is None:
            raise WrongCodeError
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        record(by, "second_factor.used", factor.pk)


def end_factor(*, by: Actor, officer: Officer) -> None:
    """End what the officer has, so that his next sign-in sets it up anew."""
    with writing(by) as at:
        live = SecondFactor.objects.filter(officer=officer, ended_at__isnull=True)
        if live.update(ended_at=at):
            record(by, "second_factor.ended", officer.pk)


def _begin(by: Actor, kind: FactorKind, at: datetime) -> SecondFactor:
    officer = by.officer_id
    SecondFactor.objects.filter(officer=officer, ended_at__isnull=True).update(ended_at=at)
    factor = SecondFactor.objects.create(officer_id=officer, kind=kind, recorded_at=at)
    record(by, "second_factor.set_up", officer, after={"kind": kind})
    return factor


def _step_of(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """Return the step of the clock the code belongs to, later than `after`; None for none."""
    clock = pyotp.TOTP(secret, interval=STEP_SECONDS)
    here = int(now.timestamp()) // STEP_SECONDS
    fits = [
        step
        for step in range(here - _STEPS_OFF, here + _STEPS_OFF + 1)
        if hmac.compare_digest(clock.generate_otp(step).encode(), code.strip().encode())
    ]
    return next((step for step in fits if step > after), None)


def _digest(factor: UUID, code: str) -> str:
    return keyed_digest("listed code", f"{factor}{code}")


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"hotich second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def _open(sealed: str) -> str:
    """Return an app's secret; raises WrongCodeError when the installation's key was changed."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise WrongCodeError from None
