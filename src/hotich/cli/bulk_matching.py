"""Match a file of register entries to a population (docs/reference/matching-jobs.md)."""

import argparse
import shutil
from pathlib import Path

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hotich.cli.job_words import (
    IDENTITY_ORDER,
    OUTCOME_ORDER,
    add_job_arguments,
    read_names_file,
    read_rules_file,
    run_job,
    show_step,
    take_table,
)
from hotich.cli.spark_matching import match_on_spark
from hotich.core.discrepancies import OUTCOME_WORDS, Outcome
from hotich.core.matching import IDENTITY_WORDS, Mode, Rules
from hotich.engines.matching import (
    Prepared,
    Summary,
    file_digest,
    is_prepared,
    match,
    open_prepared,
    prepare,
)
from hotich.engines.tables import Kind

_ENGINES = ("duckdb", "spark")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the two sides, the output, and the options of every job."""
    parser.add_argument(
        "--population",
        type=Path,
        help="CSV or Parquet of the interchange schema, or a prepared population",
    )
    parser.add_argument("--entries", type=Path, help="CSV or Parquet of the interchange schema")
    parser.add_argument("--out", type=Path, help="folder that the output is put into")
    parser.add_argument("--engine", choices=_ENGINES, default=_ENGINES[0])
    parser.add_argument("--spark-master", default="", help="of a Spark cluster; else this machine")
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        default=Mode.UNATTENDED.value,
        help="whose thresholds: a clerk's at the screen, or of a job that nobody attends",
    )
    parser.add_argument("--explain", action="store_true", help="write every weighed pair too")
    parser.add_argument("--csv", action="store_true", help="write matches.csv, not Parquet")
    add_job_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Match; 0, 1 when rows were refused, 2 when nothing could be done, 130 after Ctrl-C."""
    return run_job(options, ("population", "entries", "out"), _match)


def _match(options: argparse.Namespace) -> int:
    tables: Path = options.out.with_name(f".{options.out.name}.tables")
    if options.engine == "spark":
        summary, refused = match_on_spark(options, tables)
    else:
        summary, refused = _match_on_duckdb(options, tables)
    shutil.rmtree(tables, ignore_errors=True)
    _say(summary)
    return 1 if refused else 0


def _match_on_duckdb(options: argparse.Namespace, tables: Path) -> tuple[Summary, int]:
    """Match on this machine; return what it came to and how many rows were refused."""
    out: Path = options.out
    rules = read_rules_file(options)
    prepared, refused = _population(options, rules, tables)
    taken = take_table(options.entries, Kind.ENTRIES, tables, out, options)
    summary = match(
        prepared,
        taken.parquet,
        out,
        rules=rules,
        mode=Mode(options.mode),
        memory=options.memory,
        names=read_names_file(options),
        explain=options.explain,
        as_csv=options.csv,
        progress=show_step,
    )
    return summary, refused + taken.refused


def _population(options: argparse.Namespace, rules: Rules, tables: Path) -> tuple[Prepared, int]:
    """Return the prepared population, made of the file when it is none, and the rows refused."""
    path: Path = options.population
    if path.is_dir():
        return open_prepared(path), 0
    taken = take_table(path, Kind.POPULATION, tables, options.out, options)
    folder = tables / "prepared"
    if is_prepared(folder):
        prepared = open_prepared(folder)
        if prepared.fits(rules) and prepared.meta.source == file_digest(taken.parquet):
            return prepared, taken.refused
    prepared = prepare(
        taken.parquet,
        folder,
        rules=rules,
        as_of=localdate().isoformat(),
        memory=options.memory,
        progress=show_step,
    )
    return prepared, taken.refused


def _say(summary: Summary) -> None:
    """Print what the job came to."""
    if summary.resumed:
        print(_("Đã chạy tiếp từ chỗ dừng lần trước."))
    if summary.anew:
        print(_("Dữ liệu hoặc quy tắc đã đổi từ lần bị dừng, nên đã chạy lại từ đầu."))
    print(
        _("{entries} trường hợp đăng ký, {persons} người").format(
            entries=summary.entries, persons=summary.persons
        )
    )
    for identity in IDENTITY_ORDER:
        count = summary.identities.get(identity.value, 0)
        print(f"  {_(IDENTITY_WORDS[identity])}: {count}")
    for outcome in OUTCOME_ORDER:
        count = summary.outcomes.get(outcome.value, 0)
        words = _(OUTCOME_WORDS[outcome])
        if outcome is Outcome.NOT_FOUND:
            words = _("{outcome} (đề xuất)").format(outcome=words)
        print(f"  {words}: {count}")
    print(
        _("Tra cứu {matching} giây, so sánh {consistency} giây; bộ quy tắc {rules}.").format(
            matching=round(summary.matching_seconds, 1),
            consistency=round(summary.consistency_seconds, 1),
            rules=summary.rules_version,
        )
    )
