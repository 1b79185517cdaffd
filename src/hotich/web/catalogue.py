"""Which English catalogues there are, and their compilation to what gettext reads at run time."""

from pathlib import Path
from typing import NamedTuple

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")


class Room(NamedTuple):
    """A part of the program that keeps one catalogue for the strings of its folders."""

    name: str
    home: Path
    folders: tuple[Path, ...]

    @property
    def catalogue(self) -> Path:
        """Return the path of the room's English catalogue."""
        return self.home / CATALOGUE


def list_rooms(package: Path) -> tuple[Room, ...]:
    """Return every room of the package folder `src/hotich` that keeps a catalogue."""
    below_web = ("core", "engines", "synth", "documents", "web")
    web = Room("web", package / "web", tuple(package / name for name in below_web))
    config = Room("config", package / "config", (package / "config", package / "cli"))
    apps = sorted(path.parent for path in (package / "apps").glob("*/__init__.py"))
    return (web, config, *(Room(path.name, path, (path,)) for path in apps))


def compile_catalogues(package: Path) -> tuple[Path, ...]:
    """Write each `.mo` that is older than its `.po`, and return those written."""
    written = []
    for room in list_rooms(package):
        source, target = room.catalogue, room.catalogue.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale="en", charset="utf-8")
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as binary:
            write_mo(binary, catalogue)
        fresh.replace(target)
        written.append(target)
    return tuple(written)
