"""Load a population file (CSV or Parquet, docs/reference/interchange.md)."""

import argparse
import sys
from pathlib import Path

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import process
from hotich.apps.jobs.models import JobState
from hotich.apps.population.importing import enqueue_import
from hotich.apps.population.problems import FileUnreadableError
from hotich.cli.worker import run_one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file."""
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace) -> int:
    """Load the file and return 0; 1 if it is not such a file, or the job failed.

    A load that was broken off goes on with `hotich worker`, from where it stopped.
    """
    by = process("hotich import", Permission.POPULATION_IMPORT)
    try:
        job = enqueue_import(by=by, path=options.file.resolve())
    except FileUnreadableError as error:
        print(f"Not a population file: {error}", file=sys.stderr)
        return 1
    while run_one():
        pass
    job.refresh_from_db()
    print(f"{job.get_state_display()}: {job.done}")
    return 0 if job.state == JobState.DONE else 1
