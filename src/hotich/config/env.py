"""Which settings does the environment give, and are they usable?"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or `default` where it is not set."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; only 1/0, true/false, yes/no are taken."""
    given = os.environ.get(name)
    if given is None:
        return default
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    try:
        return known[given.strip().lower()]
    except KeyError:
        message = f"{name}={given!r} is not a yes or no; write 1 or 0."
        raise ImproperlyConfigured(message) from None


def number(name: str, default: int) -> int:
    """Return a whole number; raises ImproperlyConfigured for anything else."""
    given = text(name)
    if not given:
        return default
    if not given.isdecimal():
        message = f"{name} must be a whole number."
        raise ImproperlyConfigured(message)
    return int(given)


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """Return the comma-separated list in the variable."""
    given = os.environ.get(name)
    if given is None:
        return list(default)
    return [word.strip() for word in given.split(",") if word.strip()]


def secret(name: str, file: Path) -> str:
    """Return the secret in the variable, else in `file`, which is made once if missing.

    The file is readable by its owner only. Losing it makes sessions, look-up keys and audit
    digests unverifiable, so `hotich backup` carries it.
    """
    given = os.environ.get(name)
    if given:
        return given
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii").strip()
