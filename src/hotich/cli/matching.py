"""Match register entries to a population: one table of forms, each in a module of its own."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Final

# form -> (module, what it does). A module has add_arguments(parser) and run(options) -> int.
FORMS: Final = {
    "run": ("hotich.cli.bulk_matching", "match a file of entries to a population"),
    "prepare": ("hotich.cli.preparing_population", "prepare a population once, for many runs"),
    "evaluate": ("hotich.cli.evaluating", "evaluate the output of a job against the truth"),
    "calibrate": ("hotich.cli.calibrating", "estimate the bits of the rules, for sign-off"),
}
_DEFAULT: Final = "run"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form and its options; without a form those of `run`."""
    import_module(FORMS[_DEFAULT][0]).add_arguments(parser)
    subparsers = parser.add_subparsers(dest="form", metavar="form")
    for form, (module, words) in FORMS.items():
        subparser = subparsers.add_parser(form, help=words, description=words)
        import_module(module).add_arguments(subparser)


def run(options: argparse.Namespace) -> int:
    """Run the form that was asked for."""
    wanted: Callable[[argparse.Namespace], int]
    wanted = import_module(FORMS[options.form or _DEFAULT][0]).run
    return wanted(options)
