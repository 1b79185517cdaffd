"""Matches the entries of a file to a prepared population, and writes what it proposes."""

import shutil
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.discrepancies import Policy
from hotich.core.matching import Mode, NameTable, PartHash, Rules, Stage
from hotich.engines.matching.checkpoints import Checkpoints
from hotich.engines.matching.entries import CodedEntries, EntryCoder
from hotich.engines.matching.finishing import SUMMARY, Finisher, refuse_other_output
from hotich.engines.matching.progress import Clock, Report, Stop, ignore, never
from hotich.engines.matching.sql import connect, fill, megabytes
from hotich.engines.matching.staging import Searcher
from hotich.engines.matching.store import Prepared, file_digest, rules_digest
from hotich.engines.matching.summary import Summary
from hotich.engines.matching.weighing import Weigher
from hotich.engines.matching.workers import Workers

_CONSISTENCY: Final = "consistency"
# One part of the memory in so many is for the processes that compare by law.
_LEFT: Final = 3


def match(
    prepared: Prepared,
    entries: Path,
    out: Path,
    *,
    rules: Rules,
    mode: Mode = Mode.UNATTENDED,
    memory: str = "2GB",
    names: NameTable | None = None,
    policy: Policy | None = None,
    explain: bool = False,
    as_csv: bool = False,
    processes: int | None = None,
    progress: Report = ignore,
    stop: Stop = never,
) -> Summary:
    """Match the entries of a file, write the folder `out`, and return what it came to.

    `out` gets `matches.parquet` (or `.csv`) with a row per entry, `summary.json`, and with
    `explain` every weighed pair in `pairs.parquet`. A job that was broken off goes on with the
    stage it had reached, if nothing it rests on has changed. `names` stands in for the prepared
    population's own table of names. Raises MissingColumnsError, OtherKeysError,
    OutputExistsError, MemoryTextError, UnknownTestError, StoppedError.
    """
    prepared.check(rules)
    refuse_other_output(out)
    table = names or prepared.names
    inputs = {
        "entries": file_digest(entries),
        "population": f"{prepared.meta.source} {prepared.meta.secret}",
        "rules": rules_digest(rules),
        "names": table.digest,
        "mode": mode.value,
        "explain": str(explain),
    }
    checkpoints = Checkpoints(out.with_name(f".{out.name}.part"), inputs)
    connection = connect(memory, checkpoints.folder / "spill", left=_LEFT)
    try:
        job = _Job(
            connection,
            prepared=prepared,
            names=table,
            rules=rules,
            mode=mode,
            checkpoints=checkpoints,
            clock=Clock(progress, stop),
        )
        with Workers(processes) as workers:
            summary = job.run(
                entries,
                limit=megabytes(memory),
                workers=workers,
                policy=policy or Policy(),
                explain=explain,
                as_csv=as_csv,
            )
    finally:
        connection.close()
    if out.exists():
        shutil.rmtree(out)
    (checkpoints.folder / "out").rename(out)
    checkpoints.clear()
    return summary


class _Job:
    """One run of a job on one connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        prepared: Prepared,
        names: NameTable,
        rules: Rules,
        mode: Mode,
        checkpoints: Checkpoints,
        clock: Clock,
    ) -> None:
        self.connection = connection
        self.prepared = prepared
        self.names = names
        self.rules = rules
        self.mode = mode
        self.checkpoints = checkpoints
        self.clock = clock

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def run(
        self,
        entries: Path,
        *,
        limit: int,
        workers: Workers,
        policy: Policy,
        explain: bool,
        as_csv: bool,
    ) -> Summary:
        """Code, search, compare, write."""
        self.prepared.attach(self.connection)
        resumed = tuple(self.checkpoints.done)
        coder = EntryCoder(
            self.connection,
            self.prepared,
            self.names,
            self.rules,
            self.checkpoints.folder,
            workers,
        )
        coded = coder.code(entries, self.clock)
        self._search(coded, limit, explain=explain)
        finisher = Finisher(self.connection, self.checkpoints.folder, self.rules, policy)
        matching = sum(step.seconds for step in self.clock.steps)
        with self.clock.step(_CONSISTENCY) as count:
            columns = frozenset(coded.columns).intersection(self.prepared.meta.columns)
            count.append(finisher.compare(columns, workers, self.clock.check))
        consistency = self.clock.steps[-1].seconds
        with self.clock.step("output") as count:
            pairs = str(self.checkpoints.folder / "pairs-*.parquet") if explain else ""
            finisher.write(as_csv=as_csv, pairs=pairs)
            count.append(coded.count)
        matching += self.clock.steps[-1].seconds
        summary = Summary(
            entries=coded.count,
            persons=self.prepared.meta.persons,
            identities=finisher.counts("identity"),
            outcomes=finisher.counts("outcome"),
            stages=finisher.counts("stage"),
            mode=self.mode.value,
            rules_version=self.rules.version,
            name_table=self.names.digest,
            population=self.prepared.meta.source,
            entries_file=self.checkpoints.inputs["entries"],
            resumed=resumed,
            anew=self.checkpoints.other_inputs,
            matching_seconds=matching,
            consistency_seconds=consistency,
            steps=tuple(self.clock.steps),
        )
        (finisher.out / SUMMARY).write_text(summary.text(), "utf-8")
        return summary

    def _search(self, coded: CodedEntries, limit: int, *, explain: bool) -> None:
        weigher = Weigher(
            self.connection, self.rules, coded.known_facts, self.names, self.checkpoints.folder
        )
        searcher = Searcher(
            self.connection,
            self.rules,
            weigher,
            hashed=PartHash(bytes.fromhex(self.prepared.meta.secret)),
            known=coded.known_facts,
            persons=self.prepared.meta.persons,
            mode=self.mode,
            megabytes=limit,
            clock=self.clock,
            pairs_folder=self.checkpoints.folder if explain else None,
        )
        if self.checkpoints.done:
            self.checkpoints.load(self.connection)
        else:
            searcher.begin()
        for stage in Stage:
            if stage.value not in self.checkpoints.done:
                searcher.run(stage)
                self.checkpoints.save(self.connection, stage.value)
