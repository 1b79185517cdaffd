"""PostgreSQL's pg_trgm as a look-up: similar folded names, year of birth within two."""

import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.peers.entries import Find, population
from hotich.apps.population.matched import MATCHED_FIELDS
from hotich.core.matching import Facts, read_name

TOP = 400
WORK_MEMORY = "256MB"
_BATCH = 20_000
_USER = "postgres"


def server() -> Path | None:
    """Return the programs of a PostgreSQL of this machine that has pg_trgm, or None.

    The wheels that bring a server bring no pg_trgm, so it takes an installed one.
    """
    found = shutil.which("postgres")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        config = place / "pg_config"
        shared = Path("/usr/share/postgresql") / place.parent.name
        if config.exists():
            said = subprocess.run(
                [str(config), "--sharedir"], capture_output=True, text=True, check=False
            )
            shared = Path(said.stdout.strip() or shared)
        if (place / "initdb").exists() and (shared / "extension" / "pg_trgm.control").exists():
            return place
    return None


def _owner() -> str | None:
    """Return whom the server runs as: not root, which it refuses."""
    if os.geteuid() != 0:
        return None
    return _USER if any(each.pw_name == _USER for each in pwd.getpwall()) else "nobody"


@contextmanager
def running(folder: Path, programs: Path) -> Iterator[psycopg.Connection]:
    """Run a server in a folder, made when it is not there, and give a connection to it."""
    owner, data = _owner(), folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    if owner:
        shutil.chown(folder, owner)
    if not data.exists():
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8"],
            user=owner,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
    tuned = ("shared_buffers=1GB", "maintenance_work_mem=1GB", f"work_mem={WORK_MEMORY}")
    tuned += ("fsync=off", "max_wal_size=8GB", "max_parallel_workers_per_gather=2")
    told = [option for each in tuned for option in ("-c", each)]
    process = subprocess.Popen(
        [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *told],
        user=owner,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with _connected(folder) as connection:
            yield connection
    finally:
        process.terminate()
        process.wait()


def _connected(folder: Path) -> psycopg.Connection:
    for _ in range(100):
        try:
            return psycopg.connect(
                host=str(folder), user="bench", dbname="postgres", autocommit=True
            )
        except psycopg.OperationalError:
            time.sleep(0.2)
    sys.exit("the PostgreSQL server does not answer")


def build(connection: psycopg.Connection, world: Path) -> int:
    """Load the persons, index folded names by trigrams and the years; return the bytes of it."""
    columns = ", ".join(f"{name} text" for name in MATCHED_FIELDS)
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    connection.execute("DROP TABLE IF EXISTS people")
    connection.execute(f"CREATE UNLOGGED TABLE people (folded text, year integer, {columns})")
    people = population(world)
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY people FROM STDIN") as copy,
    ):
        while rows := people.fetchmany(_BATCH):
            for row in rows:
                year = row[4][:4]
                folded = read_name(row[1]).folded
                copy.write_row((folded, int(year) if year.isdigit() else None, *row))
    connection.execute("CREATE INDEX people_trigrams ON people USING gin (folded gin_trgm_ops)")
    connection.execute("CREATE INDEX people_years ON people (year)")
    connection.execute("VACUUM ANALYZE people")
    row = connection.execute("SELECT pg_total_relation_size('people')").fetchone()
    return int(row[0]) if row else 0


def finder(connection: psycopg.Connection) -> Find:
    """Return the search over the table that `build` made."""
    wanted = ", ".join(MATCHED_FIELDS)
    near = "AND year BETWEEN %(low)s AND %(high)s"

    def find(facts: Facts) -> list[tuple[str, ...]]:
        name, year = read_name(facts.full_name).folded, facts.birth.year
        if not name:
            return []
        return connection.execute(
            f"SELECT {wanted} FROM people WHERE folded %% %(name)s {near if year else ''}"
            f" ORDER BY similarity(folded, %(name)s) DESC LIMIT {TOP}",
            {"name": name, "low": (year or 0) - 2, "high": (year or 0) + 2},
        ).fetchall()

    return find
