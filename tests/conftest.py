"""Fixtures shared by all tests: offices, officers, and a clerk at the page."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from tests.support.office import Staff, make_staff

# A busy machine is slow, and nothing is wrong: no example is timed.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Let tests with real transactions empty the audit tables, whose triggers refuse it.

    SQLite empties tables by DELETE; the triggers are dropped for it and made again at once.
    """
    if connection.vendor != "sqlite":
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


@pytest.fixture
def staff(db: None) -> Staff:
    """Return xã Ba Đình with its predecessors, officers of each role and a team."""
    return make_staff()


@pytest.fixture
def page(client: Client, staff: Staff):
    """Return a function that signs an officer in and returns his client."""

    def sign_in(login: str) -> Client:
        signed_in = Client()
        signed_in.force_login(staff.officer(login))
        return signed_in

    return sign_in
