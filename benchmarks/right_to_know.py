"""How long does "who looked at this person?" take at ten million audit rows?

    python benchmarks/right_to_know.py --rows 10000000 --database sqlite

Fills a scratch database by SQL: rows of 40 offices, two subjects each, most persons named some
forty times and a few ten thousand times. The rows are of true length; their hashes are not true.
Then the answer's first page is asked for, of ordinary and of much looked-at persons, as the page
does it. Nothing is asserted; the figures go into the docs.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent))

from audit_verify import say, start_django

OFFICES = 40
PERSONS = 500_000
FAMOUS = 20
INDEXES = ("audit_object", "audit_officer_at", "audit_subject_row")


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--home", type=Path, help="keep and use again what was made here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = args.home or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        start_django(home, postgres=args.database == "postgres")
        from hotich.apps.audit.models import AuditRow

        if not AuditRow.objects.exists():
            fill(args.rows)
        ask(args.asked, args.database)


def fill(rows: int) -> None:
    """Write the rows and their subjects."""
    from django.db import connection

    started = time.perf_counter()
    statements = _postgres(rows) if connection.vendor == "postgresql" else _sqlite(rows)
    with connection.cursor() as cursor:
        for what, statement in statements:
            begun = time.perf_counter()
            cursor.execute(statement)
            say(f"  {what}: {time.perf_counter() - begun:.0f} s")
    say(f"{rows:,} rows filled in {time.perf_counter() - started:.0f} s")


_COLUMNS = (
    "id, format, chain, sequence, at, officer, actor_name, workstation, action, object, reason,"
    " before, after, subjects_digest, previous_hash, hash"
)


def _sqlite(rows: int) -> list[tuple[str, str]]:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
    long = "'" + "0123456789abcdef" * 4 + "'"
    return [
        ("settings", "PRAGMA synchronous=OFF"),
        ("keys apart", "PRAGMA foreign_keys=OFF"),
        ("index aside", "DROP INDEX audit_object"),
        ("index aside", "DROP INDEX audit_officer_at"),
        ("index aside", "DROP INDEX audit_subject_row"),
        (
            "rows",
            (
                f"{numbers} INSERT INTO audit_auditrow ({_COLUMNS}) SELECT i, 1,"
                f" printf('%032x', 1 + i % {OFFICES}), 1 + i / {OFFICES},"
                " datetime(1767225600 + i * 3, 'unixepoch') || '.123456', printf('%032x', i % 200),"
                " 'Lê Văn Công', 'Máy số 1', 'person.viewed', printf('%032x', i),"
                f" 'nhập sổ khai sinh', '', {long}, {long}, {long}, {long} FROM n"
            ),
        ),
        (
            "subjects",
            (
                f"{numbers} INSERT INTO audit_auditsubject (row_id, subject)"
                f" SELECT i, printf('%032x', 1000 + (i * 48271) % {PERSONS}) FROM n UNION ALL"
                f" SELECT i, CASE WHEN i % 50 = 0 THEN printf('%032x', 1 + (i / 50) % {FAMOUS})"
                f" ELSE printf('%032x', 1000 + (i * 69621) % {PERSONS}) END FROM n"
            ),
        ),
        ("index", "CREATE INDEX audit_object ON audit_auditrow (object)"),
        ("index", "CREATE INDEX audit_officer_at ON audit_auditrow (officer, at)"),
        ("index", "CREATE INDEX audit_subject_row ON audit_auditsubject (subject, row_id)"),
    ]


def _postgres(rows: int) -> list[tuple[str, str]]:
    long = "repeat('0123456789abcdef', 4)"

    def name(number: str) -> str:
        return f"lpad(to_hex({number}), 32, '0')::uuid"

    return [
        ("settings", "SET synchronous_commit=off"),
        ("keys apart", "SET session_replication_role=replica"),
        *[("index aside", f"DROP INDEX {index}") for index in INDEXES],
        (
            "rows",
            (
                f"INSERT INTO audit_auditrow ({_COLUMNS})"
                f" SELECT i, 1, {name(f'1 + i % {OFFICES}')},"
                f" 1 + i / {OFFICES}, to_timestamp(1767225600 + i * 3), {name('i % 200')},"
                f" 'Lê Văn Công', 'Máy số 1', 'person.viewed', {name('i')},"
                f" 'nhập sổ khai sinh', '',"
                f" {long}, {long}, {long}, {long} FROM generate_series(1, {rows}) AS i"
            ),
        ),
        (
            "subjects",
            (
                "INSERT INTO audit_auditsubject (row_id, subject)"
                f" SELECT i, {name(f'1000 + (i::bigint * 48271) % {PERSONS}')}"
                f" FROM generate_series(1, {rows}) AS i UNION ALL"
                f" SELECT i, CASE WHEN i % 50 = 0 THEN {name(f'1 + (i / 50) % {FAMOUS}')}"
                f" ELSE {name(f'1000 + (i::bigint * 69621) % {PERSONS}')} END"
                f" FROM generate_series(1, {rows}) AS i"
            ),
        ),
        ("index", "CREATE INDEX audit_object ON audit_auditrow (object)"),
        ("index", "CREATE INDEX audit_officer_at ON audit_auditrow (officer, at)"),
        ("index", "CREATE INDEX audit_subject_row ON audit_auditsubject (subject, row_id)"),
    ]


def ask(asked: int, database: str) -> None:
    """Ask about ordinary and about much looked-at persons, and print the times."""
    from hotich.apps.audit.about import RowsAbout

    for what, first, count in (("ordinary", 1000, asked), ("famous", 1, FAMOUS)):
        took, found = [], 0
        for place in range(count):
            person = UUID(int=first + place * (2_003 if what == "ordinary" else 1) % PERSONS)
            chain = UUID(int=1 + place % OFFICES)
            begun = time.perf_counter()
            about = RowsAbout(chain, [person])
            page = about[:50]
            took.append(time.perf_counter() - begun)
            found += len(about)
            assert len(page) == min(50, len(about))
        took.sort()
        say(
            f"{database}, {what} persons: {count} asked, {found / count:.1f} rows each in one"
            f" office, median {took[len(took) // 2] * 1000:.1f} ms,"
            f" slowest {took[-1] * 1000:.0f} ms (load {os.getloadavg()[0]:.1f})"
        )


if __name__ == "__main__":
    main()
