"""The database of an installation under test: a file of its own, or one on the run's PostgreSQL."""

import os
from urllib.parse import urlsplit
from uuid import uuid4

from hotich.config import database


def is_postgres() -> bool:
    """Return whether this run of the tests is on PostgreSQL."""
    return os.environ.get("HOTICH_TEST_DATABASE") == "postgres"


def own_database() -> str:
    """Return the URL of a new empty PostgreSQL database where the run is on one, else ""."""
    if not is_postgres():
        return ""
    import psycopg

    url = os.environ["HOTICH_DATABASE_URL"]
    server = database.from_url(url)
    name = f"hotich_{uuid4().hex}"
    with psycopg.connect(
        host=server["HOST"], user=server["USER"], dbname=server["NAME"], autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def engine() -> str:
    """Return the name of the database for the figures."""
    return "PostgreSQL" if is_postgres() else "SQLite"
