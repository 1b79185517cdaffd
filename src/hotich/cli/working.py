"""Run background work until told to stop, or when the program that started it is gone."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hotich.cli.worker import run_worker


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(_options: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C and return 0."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    threading.Thread(target=_watch_parent, args=(os.getppid(), stop), daemon=True).start()
    run_worker(stop)
    return 0


@contextmanager
def worker_beside(*, wanted: bool) -> Iterator[None]:
    """Run background work in a process of its own meanwhile, where it is wanted."""
    if not wanted:
        yield
        return
    worker = subprocess.Popen([sys.executable, "-m", "hotich.cli.main", "worker"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=10)


def _watch_parent(parent: int, stop: threading.Event) -> None:
    # A killed web server cannot stop its worker; an orphan would hold the database.
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
