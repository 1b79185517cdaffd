"""Which database, with which settings? SQLite by default, PostgreSQL by URL."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Older versions can corrupt a database in WAL mode when two connections checkpoint together.
MENDED_SQLITE = (3, 51, 3)

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-64000;"
)


def use_packaged_sqlite() -> None:
    """Put the wheel's SQLite in place of the interpreter's, before Django imports it."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite_is_mended() -> bool:
    """Return whether the SQLite in use is past the WAL-reset corruption."""
    import sqlite3

    return sqlite3.sqlite_version_info >= MENDED_SQLITE


def sqlite(file: Path) -> dict[str, Any]:
    """Return settings under which an acknowledged save survives a power cut.

    IMMEDIATE takes the write lock at the start of a transaction, so a waiting clerk waits in line
    in place of failing; WAL with FULL syncs each commit. An older SQLite falls back to a
    rollback journal that is synced as well.
    """
    pragmas = SQLITE_PRAGMAS
    if not sqlite_is_mended():
        pragmas = pragmas.replace("journal_mode=WAL", "journal_mode=TRUNCATE")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def from_url(url: str) -> dict[str, Any]:
    """Return the settings of `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        message = "HOTICH_DATABASE_URL must begin with postgresql://; leave it out for SQLite."
        raise ImproperlyConfigured(message)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or query.get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }
