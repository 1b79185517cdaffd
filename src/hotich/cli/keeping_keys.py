"""See how people are found by, and make the key table and the table of names anew."""

import argparse

from hotich.apps.audit.actor import process
from hotich.apps.jobs.models import JobState
from hotich.apps.population import rekeying
from hotich.apps.population.key_models import KeyedPerson, KeyTable
from hotich.apps.population.keys import keys_digest
from hotich.apps.population.models import NameFrequencies
from hotich.apps.population.names import make_names
from hotich.cli.worker import run_one
from hotich.core.matching import rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the act."""
    parser.add_argument(
        "act",
        choices=["status", "rebuild", "names"],
        help="status: what is in use; rebuild: make blocks of all keys, and count names;"
        " names: count names only",
    )


def run(options: argparse.Namespace) -> int:
    """Do it and print what is in use; return 1 if a job failed, or keys are of another model."""
    by = process("hotich keys")
    if options.act == "names":
        make_names(by=by)
    if options.act == "rebuild":
        job = rekeying.ask_for_keys(by=by)
        while run_one():
            pass
        job.refresh_from_db()
        print(f"{job.get_state_display()}: {job.done}")
        if job.state != JobState.DONE:
            return 1
    return 0 if _print_status() else 1


def _print_status() -> bool:
    table, names = KeyTable.objects.first(), NameFrequencies.objects.order_by("pk").last()
    beside = KeyedPerson.objects.count()
    print(f"Rules {rules().version}")
    if table is None or not table.base:
        print(f"Keys: no blocks, {beside:,} persons beside")
    else:
        print(f"Keys: blocks of {table.persons:,} persons ({table.made_at:%Y-%m-%d %H:%M} UTC), "
              f"{beside:,} persons beside")  # fmt: skip
    if names is None:
        print("Names: no table yet, the rules' own measure is used")
    else:
        print(f"Names: {names.names:,} names of {names.persons:,} persons, {names.as_of}, "
              f"{names.digest[:12]}")  # fmt: skip
    current = table is None or table.digest == keys_digest()
    if not current:
        print("The keys are those of another model or secret: nobody is looked up until they are "
              "made anew (hotich keys rebuild, or the worker does it).")  # fmt: skip
    return current
