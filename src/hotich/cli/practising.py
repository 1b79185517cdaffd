"""Make a practice installation beside the real one, and serve it on a port of its own."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import actor_of
from hotich.apps.training.actions import start_book
from hotich.cli import demo
from hotich.cli.worker import run_one

PORT = 8010
_HOTICH = (sys.executable, "-m", "hotich.cli.main")
# What a practice installation may have of the real one's environment: how it logs, nothing else.
_KEPT = frozenset({"HOTICH_LOG_LEVEL", "HOTICH_DEBUG"})
_FIRST_SEED = 2026


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder and the port; `--load` fills the installation it runs in."""
    parser.add_argument("--home", type=Path, help="folder of the practice installation")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Serve the practice installation until stopped and return its exit status."""
    if options.load:
        load()
        return 0
    home = (options.home or practice_home(settings.HOME)).resolve()
    if home == settings.HOME or home in settings.HOME.parents:
        print(
            f"{home} là hệ thống đang dùng; hãy chọn thư mục khác cho hệ thống luyện tập.\n"
            f"{home} is the installation in use; choose another folder for practice.",
            file=sys.stderr,
        )
        return 2
    environment = practice_environment(os.environ, home)
    command = [*_HOTICH, "run", "--practice", "--port", str(options.port)]
    sys.stdout.flush()
    if os.name == "posix":  # in place of this process, so that what stops it stops the server
        os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter
    return subprocess.run(command, env=environment, check=False).returncode


def practice_home(home: Path) -> Path:
    """Return where the practice installation of an installation lies: beside it."""
    return home.with_name(f"{home.name}-luyen-tap")


def practice_environment(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the environment of the practice installation.

    Every setting of the real one falls away, so that database, keys, page images and the folder
    of exchanged files are those of the practice home, and no register but its own is asked.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("HOTICH_") or name in _KEPT
    }
    return kept | {"HOTICH_HOME": str(home), "HOTICH_PRACTICE": "1"}


def load() -> None:
    """Load the invented office and people, and print a book of births for each who types.

    Raises: NotPracticeError.
    """
    demo.load()
    day = timezone.localdate()
    for place, (login, *_rest) in enumerate(demo.PEOPLE):
        by = actor_of(Officer.objects.get(login=login), day=day, workstation="hotich practice")
        if by.may(Permission.ENTRY_TYPE):
            start_book(by=by, register_type="KS", seed=_FIRST_SEED + place)
    while run_one():
        pass
