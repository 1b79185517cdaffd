"""The `hotich` command: one table of subcommands, each in a module of its own."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

# name -> (module, what it does). A module has add_arguments(parser) and run(options) -> int.
COMMANDS = {
    "run": ("hotich.cli.serving", "serve the application, with its worker"),
    "serve": ("hotich.cli.serving_tls", "serve other computers over TLS"),
    "demo": ("hotich.cli.demo", "set up the demo commune with invented people"),
    "practice": ("hotich.cli.practising", "serve a practice installation beside the real one"),
    "migrate": ("hotich.cli.setting_up", "bring the database to this version"),
    "office": ("hotich.cli.offices", "add an office"),
    "officer": ("hotich.cli.officers", "add an officer with a personal account"),
    "synth": ("hotich.cli.synthesising", "write a synthetic population, registers and the truth"),
    "import": ("hotich.cli.importing", "load a population file"),
    "keys": ("hotich.cli.keeping_keys", "see or make anew the tables by which people are found"),
    "match": ("hotich.cli.matching", "match register entries to a population, in bulk"),
    "worker": ("hotich.cli.working", "run background work only"),
    "audit": ("hotich.cli.auditing", "verify the audit chains"),
    "open": ("hotich.cli.opening", "open a data file that was handed out to you"),
    "backup": ("hotich.cli.backing_up", "write an encrypted backup of the running database"),
    "restore": ("hotich.cli.restoring", "restore a backup into a scratch database and compare"),
}


# Commands that work without the installation's data, or make another installation.
_WITHOUT_DATA = frozenset({"practice", "synth", "match", "open", "restore"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="hotich", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    wanted = given[0] if given else ""
    run: Callable[[argparse.Namespace], int] | None = None
    if wanted == "serve":
        os.environ["HOTICH_TLS"] = "1"  # cookies bound to the host; read when settings are loaded
    for name, (module, words) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=words, description=words)
        if name == wanted:
            # Django starts only for the command that runs, so `hotich --help` is instant.
            run = _load(module, subparser)
    options = parser.parse_args(given)
    if run is None:
        parser.error(f"unknown command {wanted}")
    if wanted not in _WITHOUT_DATA and _is_of_other_kind():
        return 2
    return run(options)


def _is_of_other_kind() -> bool:
    """Say so and return True when the data are for practice and the settings not, or vice versa."""
    from hotich.cli.kind import told_other_kind

    return told_other_kind()


def _load(module: str, parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotich.config.settings")
    import django

    django.setup()
    command = import_module(module)
    command.add_arguments(parser)
    run: Callable[[argparse.Namespace], int] = command.run
    return run


if __name__ == "__main__":
    sys.exit(main())
