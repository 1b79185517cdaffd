"""Restore a backup into a scratch place, compare it with what it held, and lay it out for use."""

import argparse
import json
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

import pyrage

from hotich.cli import snapshots
from hotich.cli.backing_up import CONTENTS


class UnreadableBackupError(Exception):
    """The backup was made for another key, or was changed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the backup, the private key, and where a good one is laid out."""
    parser.add_argument("backup", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="private key of --new-key")
    parser.add_argument("--into", type=Path, help="empty folder that becomes HOTICH_HOME")


def run(options: argparse.Namespace) -> int:
    """Print what was compared and return 0; 1 if the backup is not what it was."""
    if options.into is not None and options.into.exists() and any(options.into.iterdir()):
        print(f"{options.into} is not empty; a restore never writes over data.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        try:
            unequal = restore(options.backup, options.key, Path(scratch))
        except (UnreadableBackupError, snapshots.DamagedSnapshotError) as error:
            print(f"Not restored: {error}", file=sys.stderr)
            return 1
        if unequal:
            print("Not equal to what was backed up: " + ", ".join(unequal), file=sys.stderr)
            return 1
        print("Equal: every table's rows and every audit head.")
        if options.into is not None:
            shutil.copytree(scratch, options.into, dirs_exist_ok=True)
            print(f"Laid out in {options.into}. Start with HOTICH_HOME={options.into}")
    return 0


def restore(backup: Path, key: Path, scratch: Path) -> list[str]:
    """Unpack the backup into `scratch` and return the names of what is not equal; empty if good.

    Raises: UnreadableBackupError for a wrong key or a changed file, DamagedSnapshotError for a
        database that does not open.
    """
    identity = pyrage.x25519.Identity.from_str(key.read_text().strip())
    plain = scratch / "backup.tar"
    try:
        pyrage.decrypt_file(str(backup), str(plain), [identity])
    except (pyrage.DecryptError, OSError) as error:
        raise UnreadableBackupError(str(error)) from error
    with tarfile.open(plain) as tar:
        tar.extractall(scratch, filter="data")
    plain.unlink()
    held: snapshots.Contents = json.loads((scratch / CONTENTS).read_text())
    names = (snapshots.SQLITE_NAME, snapshots.POSTGRES_NAME)
    snapshot = next(scratch / name for name in names if (scratch / name).exists())
    found = snapshots.contents(snapshot)
    return sorted(name for name in held.keys() | found.keys() if held.get(name) != found.get(name))
