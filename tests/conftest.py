"""Fixtures shared by all tests: offices, officers, and a clerk at the page."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings

from hotich.apps.accounts.models import OfficerSession
from hotich.apps.audit.protection import APPEND_ONLY, HEADS
from tests.support.asvs import (  # noqa: F401 - pytest finds its hooks here
    pytest_collection_modifyitems,
    pytest_runtest_logreport,
    pytest_sessionfinish,
)
from tests.support.given_staff import given_staff
from tests.support.office import Staff
from tests.support.populated import Places, populate
from tests.support.signing_in import signed_in

# A busy machine is slow, and nothing is wrong: no example is timed.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Let tests with real transactions empty the audit tables, whose triggers refuse it.

    SQLite empties tables by DELETE; the triggers are dropped for it and made again at once.
    PostgreSQL empties them by TRUNCATE; there they are put out of use for it.
    """
    if connection.vendor != "sqlite":
        _flush_past_triggers()
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND sql LIKE '%RAISE%'"
        )
        triggers = cursor.fetchall()
    flush = connection.ops.sql_flush

    def flush_without_triggers(*args, **kwargs) -> list[str]:
        drop = [f"DROP TRIGGER IF EXISTS {name}" for name, _sql in triggers]
        return [*drop, *flush(*args, **kwargs), *(sql for _name, sql in triggers)]

    connection.ops.sql_flush = flush_without_triggers


def _flush_past_triggers() -> None:
    flush = connection.ops.sql_flush

    def flush_past_triggers(*args, **kwargs) -> list[str]:
        tables = (*APPEND_ONLY, HEADS)
        off, on = (
            [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables]
            for word in ("DISABLE", "ENABLE")
        )
        return [*off, *flush(*args, **kwargs), *on]

    connection.ops.sql_flush = flush_past_triggers


@pytest.fixture
def staff(db: None) -> Staff:
    """Return xã Ba Đình with its predecessors, officers of each role and a team."""
    return given_staff()


@pytest.fixture
def page(staff: Staff):
    """Return a function that signs an officer in and returns his client.

    Asked again it returns another window of the same browser; he has been at work all the while.
    """
    first: dict[str, Client] = {}

    def sign_in(login: str) -> Client:
        if login not in first or "_auth_user_id" not in first[login].session:
            first[login] = signed_in(staff.officer(login))
            return first[login]
        now = timezone.now()
        OfficerSession.objects.filter(officer=staff.officer(login), ended_at=None).update(
            started_at=now, seen_at=now
        )
        window = Client()
        window.cookies.update(first[login].cookies)
        return window

    return sign_in


@pytest.fixture
def places(staff: Staff, settings, tmp_path: Path) -> Places:
    """Return the office in which everything there is stands, by the pages that show it."""
    settings.KEYS = tmp_path / "keys"
    settings.MEDIA = tmp_path / "media"
    settings.EXCHANGE = tmp_path / "exchange"
    return populate(staff, tmp_path)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep thousands of refused requests out of the log of the run."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
