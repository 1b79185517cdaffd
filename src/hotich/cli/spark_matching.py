"""`hotich match --engine spark`: the same job for a population that one machine cannot hold."""

import argparse
from pathlib import Path
from typing import Final

from django.utils.timezone import localdate

from hotich.cli.job_words import read_names_file, read_rules_file, show_step, take_table
from hotich.core.matching import Mode
from hotich.engines.matching import Summary, is_prepared
from hotich.engines.spark import NoExtractsError, match, missing, start
from hotich.engines.tables import Kind

_EXTRACTS: Final = frozenset({".csv", ".parquet"})


def match_on_spark(options: argparse.Namespace, tables: Path) -> tuple[Summary, int]:
    """Match, and return what it came to and how many rows were refused.

    Every extract of the population is checked like a single file.
    """
    lacking = missing()
    if lacking is not None:
        raise lacking
    rules = read_rules_file(options)
    out: Path = options.out
    extracts, refused = [], 0
    for number, path in enumerate(_extracts(options.population)):
        beside = out.with_name(f"{out.name}-{path.stem}") if options.population.is_dir() else out
        table = take_table(path, Kind.POPULATION, tables / f"{number:04}", beside, options)
        extracts.append(table.parquet)
        refused += table.refused
    taken = take_table(options.entries, Kind.ENTRIES, tables, out, options)
    spark = start(options.memory, master=options.spark_master, scratch=tables / "scratch")
    try:
        summary = match(
            spark,
            extracts,
            taken.parquet,
            out,
            rules=rules,
            as_of=localdate().isoformat(),
            mode=Mode(options.mode),
            memory=options.memory,
            names=read_names_file(options),
            explain=options.explain,
            as_csv=options.csv,
            progress=show_step,
        )
    finally:
        spark.stop()
    return summary, refused + taken.refused


def _extracts(population: Path) -> list[Path]:
    """Return the files of a population: one, or those of a folder in the order of their paths."""
    if not population.is_dir():
        return [population]
    files = sorted(path for path in population.rglob("*") if path.suffix.lower() in _EXTRACTS)
    if not files or is_prepared(population):
        raise NoExtractsError(str(population))
    return files
