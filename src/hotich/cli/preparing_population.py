"""Prepare a population for bulk matching (docs/reference/matching-jobs.md)."""

import argparse
import shutil
from pathlib import Path

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hotich.cli.job_words import (
    add_job_arguments,
    read_names_file,
    read_rules_file,
    run_job,
    show_step,
    take_table,
)
from hotich.engines.matching import prepare
from hotich.engines.tables import Kind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, the folder, and the options of every job."""
    parser.add_argument("--population", type=Path, help="CSV or Parquet of the interchange schema")
    parser.add_argument("--out", type=Path, help="folder that the prepared population is put into")
    add_job_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Prepare the population; 0, 1 when rows were refused, 2 when nothing could be done."""
    return run_job(options, ("population", "out"), _prepare)


def _prepare(options: argparse.Namespace) -> int:
    out: Path = options.out
    tables = out.with_name(f".{out.name}.tables")
    try:
        taken = take_table(options.population, Kind.POPULATION, tables, out, options)
        prepared = prepare(
            taken.parquet,
            out,
            rules=read_rules_file(options),
            as_of=localdate().isoformat(),
            names=read_names_file(options),
            memory=options.memory,
            progress=show_step,
        )
    finally:
        shutil.rmtree(tables, ignore_errors=True)
    print(_("Đã chuẩn bị {count} người.").format(count=prepared.meta.persons))
    return 1 if taken.refused else 0
