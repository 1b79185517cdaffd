"""Snapshots of a database: taken while clerks type, opened again elsewhere, and counted."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection

SQLITE_NAME = "hotich.sqlite3"
POSTGRES_NAME = "hotich.pgdump"

# table -> rows; and "head <chain>" -> "sequence:hash" for every audit chain.
Contents = dict[str, str]

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname='public'",
}
_HEADS = "SELECT chain, sequence, hash FROM audit_audithead"


class MissingToolError(Exception):
    """A program of the PostgreSQL client is not installed."""


class DamagedSnapshotError(Exception):
    """The snapshot cannot be opened as a database."""


def take(folder: Path) -> Path:
    """Write a consistent copy of the running database into the folder and return the file.

    SQLite copies in one step under a read snapshot, PostgreSQL by pg_dump; writers go on.
    """
    if connection.vendor == "sqlite":
        file = folder / SQLITE_NAME
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        return file
    file = folder / POSTGRES_NAME
    _client("pg_dump", "--format=custom", f"--file={file}", str(connection.settings_dict["NAME"]))
    return file


def contents(file: Path) -> Contents:
    """Open the snapshot as a scratch database and return what it holds.

    Raises: DamagedSnapshotError if it does not open or is not whole.
    """
    return _of_sqlite(file) if file.name == SQLITE_NAME else _of_postgres(file)


def _of_sqlite(file: Path) -> Contents:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as scratch:
            found = scratch.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise DamagedSnapshotError(found)
            tables = [name for (name,) in scratch.execute(_TABLES["sqlite"])]
            held = {
                table: str(scratch.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608  # names come from the catalogue of the file
                for table in sorted(tables)
            }
            heads = scratch.execute(_HEADS).fetchall()
    except sqlite3.DatabaseError as error:
        raise DamagedSnapshotError(str(error)) from error
    return held | _heads(heads)


def _of_postgres(file: Path) -> Contents:
    with _scratch_database() as name:
        _client("pg_restore", "--no-owner", f"--dbname={name}", str(file))
        import psycopg

        with psycopg.connect(_connection_to(name)) as scratch:
            tables = [row[0] for row in scratch.execute(_TABLES["postgresql"]).fetchall()]
            held = {}
            for table in sorted(tables):
                counting = psycopg.sql.SQL("SELECT count(*) FROM {}").format(
                    psycopg.sql.Identifier(table)
                )
                row = scratch.execute(counting).fetchone()
                held[table] = str(row[0] if row else 0)
            heads = scratch.execute(_HEADS).fetchall()
    return held | _heads(heads)


def _heads(rows: list[tuple[object, ...]]) -> Contents:
    return {
        f"head {str(chain).replace('-', '')}": f"{sequence}:{digest}"
        for chain, sequence, digest in rows
    }


@contextmanager
def _scratch_database() -> Iterator[str]:
    name = f"hotich_scratch_{uuid4().hex[:12]}"
    _client("createdb", name)
    try:
        yield name
    finally:
        _client("dropdb", name)


def _connection_to(name: str) -> str:
    from psycopg.conninfo import make_conninfo

    given = connection.settings_dict
    known = {
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    return make_conninfo("", dbname=name, **{key: one for key, one in known.items() if one})


def _client(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise MissingToolError(program)
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    known = {name: str(given[key]) for name, key in names.items() if given[key]}
    done = subprocess.run(
        [found, *arguments], env=os.environ | known, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise DamagedSnapshotError(done.stderr.strip())
