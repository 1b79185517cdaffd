"""Evaluate the output of a matching job against the truth (docs/reference/evaluation.md)."""

import argparse

from django.utils.translation import gettext, override

from hotich.engines.evaluation import add_evaluate_arguments, run_evaluate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files, the folder of the report and its language."""
    add_evaluate_arguments(parser, gettext)


def run(options: argparse.Namespace) -> int:
    """Write the report; 0, or 2 when the files do not allow it."""
    with override(options.language):
        return run_evaluate(options, gettext)
