"""Estimate the bits of the matching rules; a person signs off (docs/howto/calibrate.md)."""

import argparse

from django.utils.translation import gettext, override

from hotich.engines.calibration import add_calibrate_arguments, run_calibrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files, the name of the candidate and the folder of the report."""
    add_calibrate_arguments(parser, gettext)


def run(options: argparse.Namespace) -> int:
    """Write the report and a candidate rules file; 0, or 2 when it cannot be done."""
    with override(options.language):
        return run_calibrate(options, gettext)
