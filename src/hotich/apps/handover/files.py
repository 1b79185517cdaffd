"""Where do the files of the handover lie? Kept here, and laid out for the office they are for.

A file is written under a name of its own, then renamed: what has its name is whole. The exchange
folder has one folder an office; a shared disk, a program or a person with a stick carries it
between two installations.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.timezone import get_current_timezone

from hotich.apps.handover.sealing import MOST_BYTES

SUFFIX = ".hotich"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,110}\.hotich")
READ, REFUSED = "da-nhan", "bi-tu-choi"


class NoSuchFileError(LookupError):
    """The inbox holds no file of that name."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in an office's inbox that nobody has read yet."""

    name: str
    size: int
    arrived_at: datetime


def keep(folder: str, name: str, content: bytes) -> None:
    """Write a file of our own and make sure that it stays, even if the power fails."""
    _write(_kept(folder, name), content)


def kept(folder: str, name: str) -> bytes:
    """Return a file kept before.

    Raises: NoSuchFileError.
    """
    try:
        return _kept(folder, name).read_bytes()
    except FileNotFoundError as missing:
        raise NoSuchFileError(name) from missing


def keep_received(content: bytes) -> str:
    """Keep a received file as it came, under its digest, and return its name."""
    name = f"{hashlib.sha256(content).hexdigest()}{SUFFIX}"
    keep("in", name, content)
    return name


def deliver(receiver: UUID, name: str) -> None:
    """Lay a kept file out for its receiver; a second time is the same as once."""
    _write(_inbox(receiver) / name, kept("out", name))


def waiting(office: UUID) -> list[Waiting]:
    """Return the files that wait in the office's inbox, oldest first."""
    folder = _inbox(office)
    if not folder.is_dir():
        return []
    zone = get_current_timezone()
    found = []
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            facts = path.stat()
            at = datetime.fromtimestamp(facts.st_mtime, zone)
            found.append(Waiting(path.name, facts.st_size, at))
    return sorted(found, key=lambda one: (one.arrived_at, one.name))


def take(office: UUID, name: str) -> bytes:
    """Return the content of a waiting file, one byte more than is allowed of a larger one.

    Raises: NoSuchFileError.
    """
    if name not in {one.name for one in waiting(office)}:
        raise NoSuchFileError(name)
    with (_inbox(office) / name).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def put_away(office: UUID, name: str, folder: str) -> None:
    """Move a waiting file out of the inbox: it was read, or refused."""
    source = _inbox(office) / name
    target = _inbox(office) / folder
    target.mkdir(mode=0o700, exist_ok=True)
    if source.exists():
        source.replace(target / name)


def _kept(folder: str, name: str) -> Path:
    return Path(settings.MEDIA) / "handover" / folder / name


def _inbox(office: UUID) -> Path:
    return Path(settings.EXCHANGE) / str(office)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
