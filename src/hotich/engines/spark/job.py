"""Matches a file of entries to a population of any size, on Spark."""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from hotich.core.dates import PartialDate
from hotich.core.discrepancies import Policy
from hotich.core.matching import Facts, Mode, NameTable, PartHash, Rules, name_worth
from hotich.engines.matching.finishing import Finisher, refuse_other_output
from hotich.engines.matching.progress import Clock, Report, Stop, ignore, never
from hotich.engines.matching.reading import read_entries
from hotich.engines.matching.rule_sql import NAME_FACTS, enough_sql
from hotich.engines.matching.sql import connect, fill, quoted
from hotich.engines.matching.store import file_digest
from hotich.engines.matching.summary import Summary
from hotich.engines.matching.workers import Workers
from hotich.engines.spark.coding import GUESSES, guess_births
from hotich.engines.spark.describing import described_sql, variants_sql
from hotich.engines.spark.preparing import Population, Preparation, code_columns, name_columns
from hotich.engines.spark.searching import Searcher
from hotich.engines.spark.session import told
from hotich.engines.spark.tables import Tables

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_BOOK: Final = "book.parquet"
_NO_BIRTH: Final = PartialDate(None)


def match(
    spark: "SparkSession",
    extracts: Sequence[Path],
    entries: Path,
    out: Path,
    *,
    rules: Rules,
    as_of: str,
    mode: Mode = Mode.UNATTENDED,
    memory: str = "2GB",
    names: NameTable | None = None,
    policy: Policy | None = None,
    explain: bool = False,
    as_csv: bool = False,
    secret: bytes | None = None,
    progress: Report = ignore,
    stop: Stop = never,
) -> Summary:
    """Match the entries of a file, write the folder `out`, and return what it came to.

    The output is that of the engine on DuckDB. `extracts` are Parquet files, or folders of them,
    that make up the population; `as_of` is the day of the names that are counted, unless a table
    is given in `names`. `memory` is for the last steps, which this machine does alone. Working
    tables lie beside `out` and are gone at the end; a job that was broken off begins anew.
    Raises MissingColumnsError, OutputExistsError, MemoryTextError, UnknownTestError, StoppedError,
    SparkFailedError.
    """
    refuse_other_output(out)
    folder = out.with_name(f".{out.name}.spark")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with told(), connect(memory, folder / "spill") as connection:
            job = _Job(
                Tables(spark, folder.absolute()),
                connection,
                rules=rules,
                mode=mode,
                secret=secret or secrets.token_bytes(32),
                clock=Clock(progress, stop),
            )
            job.search(extracts, entries, names, as_of)
            finisher = Finisher(connection, folder, rules, policy or Policy())
            files = (_digest(extracts), file_digest(entries))
            summary = job.finish(finisher, files, as_csv=as_csv, explain=explain)
        if out.exists():
            shutil.rmtree(out)
        finisher.out.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return summary


def _files(extracts: Sequence[Path]) -> Iterator[Path]:
    for extract in extracts:
        yield from sorted(extract.rglob("*.parquet")) if extract.is_dir() else (extract,)


def _digest(extracts: Sequence[Path]) -> str:
    """Return the SHA-256 of one file, or of the digests of several."""
    digests = [file_digest(path) for path in _files(extracts)]
    return digests[0] if len(digests) == 1 else sha256(" ".join(digests).encode()).hexdigest()


class _Job:
    """One run of a job: what Spark does, and then what this machine does alone."""

    def __init__(
        self,
        tables: Tables,
        connection: duckdb.DuckDBPyConnection,
        *,
        rules: Rules,
        mode: Mode,
        secret: bytes,
        clock: Clock,
    ) -> None:
        self.tables = tables
        self.connection = connection
        self.rules = rules
        self.mode = mode
        self.secret = secret
        self.clock = clock
        self.population = Population(0, (), NameTable("", 0, {}))
        self.columns: frozenset[str] = frozenset()
        self.proposals: tuple[str, ...] = ()
        self.entries = 0

    def search(
        self, extracts: Sequence[Path], entries: Path, names: NameTable | None, as_of: str
    ) -> None:
        """Make the tables of proposals and of the persons they name."""
        with self.clock.step("entries") as count:
            filled = self._book(entries)
            self.entries = self.tables.count("entry_rows")
            count.append(self.entries)
        preparation = Preparation(self.tables, self.rules, self.secret, self.clock)
        self.population = preparation.run(extracts, names, as_of)
        self.columns = frozenset(filled).intersection(self.population.columns)
        with self.clock.step("entry names") as count:
            name_columns(self.tables, "entry", "entry", self.rules, self.secret)
            count.append(self.tables.count("entry_texts"))
        with self.clock.step("entry codes"):
            self._entries(self.population)
        searcher = Searcher(
            self.tables,
            self.rules,
            hashed=PartHash(self.secret),
            persons=self.population.persons,
            words=self.population.names.known_words,
            mode=self.mode,
            clock=self.clock,
        )
        self.proposals = searcher.run()

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def _book(self, entries: Path) -> tuple[str, ...]:
        """Number the entries in the order of their file; return the columns that have text."""
        query, columns = read_entries(self.connection, entries)
        self._do(
            "COPY (SELECT line::INTEGER AS entry, * EXCLUDE (line) FROM ({query})) TO {path}"
            " (FORMAT parquet)",
            query=query,
            path=quoted(self.tables.path(_BOOK)),
        )
        read = self.tables.spark.read.parquet(self.tables.path(_BOOK))
        read.createOrReplaceTempView("entry_rows")
        return columns

    def _entries(self, population: Population) -> None:
        """Make `entries`: the facts, what names are worth, and whether they say enough."""
        code_columns(self.tables, "entry", self.secret)
        guessing = guess_births(self.secret, self.rules.keys)
        births = "SELECT text FROM entry_births"
        self.tables.keep_mapped("entry_guesses", births, guessing, GUESSES)
        rows = []
        for folded in population.names.bearers:
            facts = Facts(folded, _NO_BIRTH, mother_name=folded)
            worth = name_worth(facts, self.rules, population.names.share)
            rows.append((folded, worth.name, worth.mother))
        schema = "text STRING, name_worth INT, parent_worth INT"
        self.tables.keep_few("worths", rows, schema)
        self.tables.view(
            "entry_names",
            "SELECT t.*, coalesce(w.name_worth, {cap}) AS name_worth, coalesce(w.parent_worth,"
            " {parent_cap}) AS parent_worth FROM entry_texts t LEFT JOIN worths w"
            " ON w.text = t.folded_text",
            cap=str(self.rules.rarity.cap),
            parent_cap=str(self.rules.rarity.parent_cap),
        )
        self.tables.view("entry_variants", variants_sql("entry", "entry", self.rules))
        worths = [
            f"n_{fact}.{'name' if fact == 'name' else 'parent'}_worth AS {fact}_worth"
            for fact in NAME_FACTS
        ]
        further = ", ".join([*worths, f"{enough_sql(self.rules, 'd.birth')} AS enough"])
        self.tables.keep("entries", described_sql("entry", "entry", self.rules, further))

    def finish(
        self, finisher: Finisher, files: tuple[str, str], *, as_csv: bool, explain: bool
    ) -> Summary:
        """Compare what was linked, write the output, and return what it came to."""
        matching = sum(step.seconds for step in self.clock.steps)
        with self.clock.step("consistency") as count:
            self._hand_over(explain=explain)
            with Workers() as workers:
                count.append(finisher.compare(self.columns, workers, self.clock.check))
        consistency = self.clock.steps[-1].seconds
        with self.clock.step("output") as count:
            pairs = self.tables.path("pairs_*/*.parquet") if explain else ""
            finisher.write(as_csv=as_csv, pairs=pairs)
            count.append(self.entries)
        return Summary(
            entries=self.entries,
            persons=self.population.persons,
            identities=finisher.counts("identity"),
            outcomes=finisher.counts("outcome"),
            stages=finisher.counts("stage"),
            mode=self.mode.value,
            rules_version=self.rules.version,
            name_table=self.population.names.digest,
            population=files[0],
            entries_file=files[1],
            resumed=(),
            anew=False,
            matching_seconds=matching + self.clock.steps[-1].seconds,
            consistency_seconds=consistency,
            steps=tuple(self.clock.steps),
        )

    def _hand_over(self, *, explain: bool) -> None:
        """Give the connection `book`, `proposals`, and in `store.raw` the persons they name."""
        all_ = " UNION ALL ".join(f"SELECT * FROM {table}" for table in self.proposals)
        self.tables.keep("proposals", all_)
        named = " UNION ".join(
            f"SELECT 4294967295 - ({column} & 4294967295) AS row FROM proposals"
            f" WHERE {column} IS NOT NULL"
            for column in ("best", "second")
        )
        if explain:
            weighed = (table.replace("proposals", "pairs") for table in self.proposals)
            named = " UNION ".join([named, *(f"SELECT row FROM {table}" for table in weighed)])
        self.tables.keep(
            "named", "SELECT r.* FROM person_rows r LEFT SEMI JOIN ({named}) n ON n.row = r.row",
            named=named,
        )  # fmt: skip
        self._do("ATTACH ':memory:' AS store")
        for table, source in (
            ("store.raw", "named/*.parquet"),
            ("book", _BOOK),
            ("proposals", "proposals/*.parquet"),
        ):
            self._do(
                "CREATE TABLE {table} AS FROM read_parquet({path})",
                table=table,
                path=quoted(self.tables.path(source)),
            )
