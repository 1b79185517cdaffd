"""How many audit rows a second does a check of the chain look at, and in how much memory?

    python benchmarks/audit_verify.py --rows 1000000 --database sqlite

Writes a true chain into a scratch database (one subject in two rows, anchors every 10,000 rows),
then verifies it as `hotich audit verify` does. Nothing is asserted; the figures go into the docs.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

PART = 20_000
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill, verify, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        start_django(Path(home), postgres=args.database == "postgres")
        started = time.perf_counter()
        chain, anchors = fill(args.rows)
        say(f"{args.rows:,} rows written in {time.perf_counter() - started:.1f} s")
        from hotich.apps.audit.verify import verify_chain

        before = peak()
        started, used = time.perf_counter(), time.process_time()
        found = verify_chain(chain, anchors=anchors)
        took, used = time.perf_counter() - started, time.process_time() - used
        say(
            f"{args.database}: {found.rows:,} rows, {found.compared} anchors,"
            f" fault {found.fault or 'none'}: {took:.1f} s ({used:.1f} s of the processor),"
            f" {found.rows / took:,.0f} rows/s, {peak() - before} MB more memory"
            f" (load {os.getloadavg()[0]:.1f})"
        )


def start_django(home: Path, *, postgres: bool) -> None:
    """Set a scratch installation up in a folder."""
    os.environ["HOTICH_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
    if postgres:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        from tests.support.postgres import start_server

        os.environ["HOTICH_DATABASE_URL"] = start_server(home / "postgres")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(rows: int) -> tuple[UUID, dict[int, set[str]]]:
    """Write a true chain and return it with its anchors."""
    from django.db import transaction

    from hotich.apps.audit.hashing import digest_of
    from hotich.apps.audit.models import AuditHead, AuditRow, AuditSubject
    from hotich.apps.audit.writing import row_hash

    chain, officer, previous, at = UUID(int=7), UUID(int=8), "", BEGUN
    anchors: dict[int, set[str]] = {}
    for first in range(1, rows + 1, PART):
        made, subjects = [], []
        for number in range(first, min(first + PART, rows + 1)):
            at = BEGUN + timedelta(milliseconds=number * 11)
            row = AuditRow(
                id=number,
                chain=chain,
                sequence=number,
                at=at,
                officer=officer,
                actor_name="Lê Văn Công",
                workstation="Máy số 1",
                action="person.viewed",
                object=UUID(int=number),
                reason="nhập sổ khai sinh",
                previous_hash=previous,
            )
            if number % 2:
                subject = UUID(int=number % 100_000)
                row.subjects_digest = digest_of([str(subject)])
                subjects.append(AuditSubject(row_id=number, subject=subject))
            row.hash = previous = row_hash(row)
            if number % 10_000 == 0:
                anchors[number] = {row.hash}
            made.append(row)
        with transaction.atomic():
            AuditRow.objects.bulk_create(made, batch_size=2_000)
            AuditSubject.objects.bulk_create(subjects, batch_size=5_000)
    AuditHead.objects.create(pk=chain, sequence=rows, hash=previous, at=at)
    return chain, anchors


def peak() -> int:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
