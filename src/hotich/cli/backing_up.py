"""Write an encrypted backup of the running installation, opened again before it counts."""

import argparse
import hashlib
import json
import sys
import tarfile
import tempfile
from pathlib import Path

import pyrage
from django.conf import settings
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.jobs.backups import record_backup
from hotich.cli import snapshots

RECIPIENT = "backup.recipient"
CONTENTS = "contents.json"
# What a restored installation cannot do without, besides the database.
KEPT = ("secret.key", "digest.key", "keys", "media", "editions")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to, and once the file for the new key."""
    parser.add_argument("--to", type=Path, help="folder; default: backups beside the database")
    parser.add_argument(
        "--new-key",
        type=Path,
        metavar="FILE",
        help="make the key pair: the private key goes to FILE (keep it off this machine)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the backup, print its name and return 0; 1 with what to do where it cannot."""
    if options.new_key is not None:
        _make_key(options.new_key)
    recipient = Path(settings.HOME) / RECIPIENT
    if not recipient.exists():
        print("No key yet. Run once: hotich backup --new-key FILE", file=sys.stderr)
        return 1
    try:
        written = write_backup(options.to or settings.BACKUPS, recipient.read_text().strip())
    except snapshots.MissingToolError as error:
        print(f"Install the PostgreSQL client: {error} is missing.", file=sys.stderr)
        return 1
    except snapshots.DamagedSnapshotError as error:
        print(f"The copy could not be opened again, so it is no backup: {error}", file=sys.stderr)
        return 1
    print(written)
    return 0


def write_backup(folder: Path, recipient: str) -> Path:
    """Write one backup encrypted to `recipient` into the folder and return its file.

    Raises: DamagedSnapshotError if the copy does not open as a database.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"hotich-{timezone.now():%Y%m%d-%H%M%S-%f}.tar.age"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        snapshot = snapshots.take(Path(scratch))
        held = snapshots.contents(snapshot)
        plain = Path(scratch) / "backup.tar"
        _pack(plain, snapshot, held)
        encrypted = Path(scratch) / name
        key = pyrage.x25519.Recipient.from_str(recipient)
        pyrage.encrypt_file(str(plain), str(encrypted), [key])
        finished = encrypted.rename(folder / name)
    rows = sum(int(count) for table, count in held.items() if not table.startswith("head "))
    record_backup(
        by=process("hotich backup"),
        file_name=name,
        sha256=_sha256(finished),
        size=finished.stat().st_size,
        rows=rows,
    )
    return finished


def _pack(target: Path, snapshot: Path, held: snapshots.Contents) -> None:
    contents = snapshot.with_name(CONTENTS)
    contents.write_text(json.dumps(held, indent=1, sort_keys=True))
    with tarfile.open(target, "w") as tar:
        tar.add(contents, CONTENTS)
        tar.add(snapshot, snapshot.name)
        for name in KEPT:
            kept = Path(settings.HOME) / name
            if kept.exists():
                tar.add(kept, name)


def _make_key(file: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    with file.open("x") as opened:
        file.chmod(0o600)
        opened.write(f"{identity}\n")
    (Path(settings.HOME) / RECIPIENT).write_text(f"{identity.to_public()}\n")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
