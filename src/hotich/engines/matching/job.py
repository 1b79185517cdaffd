"""Matches the entries of a file to a prepared population, and writes what it proposes."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.discrepancies import Outcome, Policy
from hotich.core.matching import LEVELS_OF, Mode, NameTable, PartHash, Rules, Stage
from hotich.engines.matching.checkpoints import Checkpoints
from hotich.engines.matching.consistency import Comparer
from hotich.engines.matching.entries import CodedEntries, EntryCoder
from hotich.engines.matching.errors import OutputExistsError
from hotich.engines.matching.progress import Clock, Report, Stop, ignore, never
from hotich.engines.matching.sql import connect, fill, megabytes, quoted
from hotich.engines.matching.staging import Searcher
from hotich.engines.matching.store import Prepared, file_digest
from hotich.engines.matching.summary import Summary
from hotich.engines.matching.weighing import Weigher, unpacked_row, unpacked_total

SUMMARY: Final = "summary.json"
MATCHES: Final = "matches"
PAIRS: Final = "pairs.parquet"
_CONSISTENCY: Final = "consistency"


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
    if out.exists() and any(out.iterdir()) and not (out / SUMMARY).is_file():
        raise OutputExistsError(str(out))
    table = names or prepared.names
    inputs = {
        "entries": file_digest(entries),
        "population": f"{prepared.meta.source} {prepared.meta.secret}",
        "rules": f"{rules.version} {rules!r}",
        "names": table.digest,
        "mode": mode.value,
        "explain": str(explain),
    }
    checkpoints = Checkpoints(out.with_name(f".{out.name}.part"), inputs)
    connection = connect(memory, checkpoints.folder / "spill")
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
        summary = job.run(
            entries,
            limit=megabytes(memory),
            processes=processes or os.cpu_count() or 1,
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


def _words(words: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"


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
        processes: int,
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
            processes,
        )
        coded = coder.code(entries, self.clock)
        self._search(coded, limit, explain=explain)
        matching = sum(step.seconds for step in self.clock.steps)
        with self.clock.step(_CONSISTENCY) as count:
            count.append(self._compare(coded, policy))
        consistency = self.clock.steps[-1].seconds
        with self.clock.step("output") as count:
            self._write(as_csv=as_csv, explain=explain)
            count.append(coded.count)
        matching += self.clock.steps[-1].seconds
        summary = Summary(
            entries=coded.count,
            persons=self.prepared.meta.persons,
            identities=self._counts("identity"),
            outcomes=self._counts("outcome"),
            stages=self._counts("stage"),
            mode=self.mode.value,
            rules_version=self.rules.version,
            name_table=self.names.digest,
            population=self.prepared.meta.source,
            entries_file=self.checkpoints.inputs["entries"],
            resumed=resumed,
            matching_seconds=matching,
            consistency_seconds=consistency,
            steps=tuple(self.clock.steps),
        )
        (self.checkpoints.folder / "out" / SUMMARY).write_text(summary.text(), "utf-8")
        return summary

    def _search(self, coded: CodedEntries, limit: int, *, explain: bool) -> None:
        weigher = Weigher(self.connection, self.rules, coded.known_facts, self.checkpoints.folder)
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

    def _compare(self, coded: CodedEntries, policy: Policy) -> int:
        columns = frozenset(coded.columns).intersection(self.prepared.meta.columns)
        comparer = Comparer(self.connection, self.checkpoints.folder, policy)
        linked = fill(
            "SELECT entry, {row} AS row FROM proposals WHERE identity = 'link'",
            row=unpacked_row("best"),
        )
        return comparer.compare(linked, columns)

    def _write(self, *, as_csv: bool, explain: bool) -> None:
        """Write the rows of the output in the order of the entries."""
        folder = self.checkpoints.folder / "out"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._do(
            "CREATE OR REPLACE TEMP TABLE numbers_of AS SELECT r.row, r.pin FROM store.raw r"
            " SEMI JOIN (SELECT {best} AS row FROM proposals UNION ALL SELECT {second}"
            " FROM proposals) w ON w.row = r.row",
            best=unpacked_row("best"),
            second=unpacked_row("second"),
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE matches AS SELECT b.entry, b.entry_id, m.identity,"
            " CASE WHEN m.identity = 'absent' THEN '{not_found}'"
            " WHEN m.identity = 'look' OR c.unknown THEN '{undecided}'"
            " WHEN c.differs THEN '{inconsistent}' ELSE '{consistent}' END AS outcome,"
            " coalesce(p.pin, '') AS pin, {weight} / 100 AS weight,"
            " coalesce(s.pin, '') AS runner_up_pin, {second_weight} / 100 AS runner_up_weight,"
            " coalesce(c.differences, '') AS differences, coalesce(c.remarks, '') AS remarks,"
            " b.mention_id, b.role, m.stage, m.veto FROM book b JOIN proposals m USING (entry)"
            " LEFT JOIN compared c USING (entry)"
            " LEFT JOIN numbers_of p ON p.row = {best} LEFT JOIN numbers_of s ON s.row = {second}",
            not_found=Outcome.NOT_FOUND.value,
            undecided=Outcome.UNDECIDED.value,
            inconsistent=Outcome.INCONSISTENT.value,
            consistent=Outcome.CONSISTENT.value,
            weight=unpacked_total("m.best"),
            second_weight=unpacked_total("m.second"),
            best=unpacked_row("m.best"),
            second=unpacked_row("m.second"),
        )
        path = folder / f"{MATCHES}.{'csv' if as_csv else 'parquet'}"
        self._do(
            "COPY (SELECT * EXCLUDE (entry) FROM matches ORDER BY entry) TO {path} ({form})",
            path=quoted(str(path)),
            form="FORMAT csv, HEADER" if as_csv else "FORMAT parquet, COMPRESSION zstd",
        )
        if explain:
            self._write_pairs(folder / PAIRS)

    def _write_pairs(self, path: Path) -> None:
        """Write every weighed pair once: entry, row and PIN of the person, levels by name, bits."""
        levels = ", ".join(
            f"{_words([level.level for level in self.rules.levels[table]])}[{fact}_level + 1]"
            f" AS {fact}_level"
            for fact, table in LEVELS_OF.items()
        )
        self._do(
            "COPY (SELECT b.entry_id, b.role, r.row, r.pin, {levels}, x.centibits::INTEGER"
            " AS centibits FROM (SELECT DISTINCT * FROM read_parquet({parts})) x"
            " JOIN book b USING (entry) JOIN store.raw r ON r.row = x.row)"
            " TO {path} (FORMAT parquet, COMPRESSION zstd)",
            levels=levels,
            parts=quoted(str(self.checkpoints.folder / "pairs-*.parquet")),
            path=quoted(str(path)),
        )

    def _counts(self, column: str) -> dict[str, int]:
        rows = self.connection.execute(
            fill("SELECT {column}, count(*) FROM matches GROUP BY 1 ORDER BY 1", column=column)
        ).fetchall()
        return dict(rows)
