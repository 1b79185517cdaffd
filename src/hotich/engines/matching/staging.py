"""Searches stage by stage: pairs by keys, weighed, the two heaviest kept, the convincing done.

The same as `core.matching.search` for every entry; tables instead of entries.
"""

from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import Mode, PartHash, Rules, Stage, size_centibits
from hotich.engines.matching.entries import query_sql, usable_keys
from hotich.engines.matching.progress import Clock
from hotich.engines.matching.sql import fill, quoted
from hotich.engines.matching.weighing import Weigher, unpacked_row, unpacked_total

PAIR_BYTES: Final = 220
"""Memory that weighing takes for a pair, about."""
LEAST_PAIRS: Final = 100_000


class Searcher:
    """Runs the stages of one job.

    Table `proposals` (entry, best, second, stage, identity, veto) grows by what is decided;
    `open_entries` (entry, best, second) holds the others.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        rules: Rules,
        weigher: Weigher,
        *,
        hashed: PartHash,
        known: frozenset[str],
        persons: int,
        mode: Mode,
        megabytes: int,
        clock: Clock,
        pairs_folder: Path | None = None,
    ) -> None:
        self.connection = connection
        self.rules = rules
        self.weigher = weigher
        self.hashed = hashed
        self.known = known
        self.persons = persons
        self.mode = mode
        self.clock = clock
        self.pairs_folder = pairs_folder
        self.most_pairs = max(megabytes * 1_000_000 // PAIR_BYTES, LEAST_PAIRS)

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def _count(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    def begin(self) -> None:
        """Make the tables as they stand before the first stage."""
        self._do(
            "CREATE TEMP TABLE proposals (entry INTEGER, best BIGINT, second BIGINT,"
            " stage VARCHAR, identity VARCHAR, veto VARCHAR)"
        )
        self._do(
            "CREATE TEMP TABLE open_entries AS SELECT entry, NULL::BIGINT AS best,"
            " NULL::BIGINT AS second FROM entries"
        )

    def run(self, stage: Stage) -> None:
        """Run one stage for the entries that are still open."""
        with self.clock.step(f"{stage.value} keys") as count:
            count.append(self._pairs(stage))
        with self.clock.step(f"{stage.value} weighing") as count:
            pairs = self._count("SELECT count(*) FROM pairs")
            self._weigh(stage, pairs)
            count.append(pairs)
            self._do("DROP TABLE pairs")
        with self.clock.step(f"{stage.value} judging") as count:
            self._judge(stage)
            count.append(self._count("SELECT count(*) FROM open_entries"))

    def _pairs(self, stage: Stage) -> int:
        self._do("CREATE OR REPLACE TEMP TABLE pairs (entry INTEGER, row INTEGER)")
        for key in usable_keys(self.rules, stage, self.known):
            self.clock.check()
            self._do(
                "INSERT INTO pairs SELECT q.entry, k.row FROM store.key_{tag} k"
                " JOIN ({query}) q ON q.key = k.key",
                tag=key.tag,
                query=query_sql(key, self.hashed, "open_entries"),
            )
        return self._count("SELECT count(*) FROM pairs")

    def _weigh(self, stage: Stage, pairs: int) -> None:
        """Weigh all pairs, a range of the persons' rows at a time, and keep two per entry."""
        self._do(
            "CREATE OR REPLACE TEMP TABLE found AS SELECT entry, unnest([best, second]) AS packed"
            " FROM open_entries WHERE best IS NOT NULL"
        )
        parts = pairs // self.most_pairs + 1
        for part in range(parts):
            self.clock.check()
            first, after = (self.persons * at // parts for at in (part, part + 1))
            of_part = fill(
                "SELECT entry, row FROM pairs WHERE row >= {first} AND row < {after}",
                first=str(first),
                after=str(after),
            )
            self.weigher.weigh(of_part, "totals")
            self._keep_two()
            if self.pairs_folder is not None:
                self._explain(of_part, self.pairs_folder / f"pairs-{stage.value}-{part}.parquet")

    def _explain(self, pairs: str, path: Path) -> None:
        """Write the levels of a query of pairs, beside what they weigh in `totals`."""
        self.weigher.levels(f"SELECT DISTINCT entry, row FROM ({pairs})", "pair_levels")
        self._do(
            "COPY (SELECT l.*, {total} AS centibits FROM pair_levels l JOIN (SELECT DISTINCT * FROM"
            " totals) t ON t.entry = l.entry AND {row} = l.row) TO {path} (FORMAT parquet)",
            total=unpacked_total("t.packed"),
            row=unpacked_row("t.packed"),
            path=quoted(str(path)),
        )

    def _keep_two(self) -> None:
        self._do(
            "CREATE OR REPLACE TEMP TABLE bests AS SELECT entry, max(packed) AS best"
            " FROM totals GROUP BY entry"
        )
        self._do(
            "INSERT INTO found SELECT t.entry, max(t.packed) FROM totals t JOIN bests b"
            " ON b.entry = t.entry WHERE t.packed < b.best GROUP BY t.entry"
            " UNION ALL FROM bests"
        )

    def _judge(self, stage: Stage) -> None:
        """Make proposals of the open entries that convince; after the last stage, of all."""
        limits = self.rules.limits(stage, self.mode)
        self._do(
            "CREATE OR REPLACE TEMP TABLE open_entries AS WITH bests AS (SELECT entry,"
            " max(packed) AS best FROM found GROUP BY entry), seconds AS (SELECT f.entry,"
            " max(f.packed) AS second FROM found f JOIN bests b ON b.entry = f.entry"
            " WHERE f.packed < b.best GROUP BY f.entry)"
            " SELECT o.entry, b.best, s.second, {net} AS net, {lead} AS lead,"
            " e.enough FROM open_entries o JOIN entries e USING (entry)"
            " LEFT JOIN bests b USING (entry) LEFT JOIN seconds s USING (entry)",
            net=f"{unpacked_total('b.best')} - {size_centibits(self.persons)}",
            lead=f"{unpacked_total('b.best')} - {unpacked_total('s.second')}",
        )
        last = stage is list(Stage)[-1]
        links = f"net >= {limits.link} AND (lead IS NULL OR lead >= {limits.lead})"
        self._vetoes("best IS NOT NULL" if last else links)
        convincing = (
            f"v.veto = '' AND net - v.cost >= {limits.link}"
            f" AND (lead IS NULL OR lead - v.cost >= {limits.lead})"
        )
        chosen = "true" if last else convincing
        self._do(
            "INSERT INTO proposals SELECT o.entry, o.best - (coalesce(v.cost, 0)::BIGINT << 32),"
            " o.second, '{stage}', CASE WHEN {convincing} THEN 'link' WHEN enough AND (o.best IS"
            " NULL OR net < {absent} OR v.veto IN ({somebody_else}))"
            " THEN 'absent' ELSE 'look' END,"
            " coalesce(v.veto, '') FROM open_entries o LEFT JOIN vetoed v USING (entry)"
            " WHERE {chosen}",
            stage=stage.value,
            convincing=convincing,
            absent=str(self.rules.absent),
            somebody_else=", ".join(map(quoted, sorted(self.rules.absent_vetoes))) or "NULL",
            chosen=chosen,
        )
        self._do(
            "CREATE OR REPLACE TEMP TABLE open_entries AS SELECT entry, best, second"
            " FROM open_entries ANTI JOIN proposals USING (entry)"
        )

    def _vetoes(self, which: str) -> None:
        """Make `vetoed` (entry, veto, cost) for the best of the open entries of a condition."""
        self.weigher.levels(
            fill(
                "SELECT entry, {row}::INTEGER AS row FROM open_entries WHERE {which}",
                row=unpacked_row("best"),
                which=which,
            ),
            "best_levels",
            self.weigher.veto_facts(),
        )
        veto, cost = self.weigher.veto_sql("net")
        self._do(
            "CREATE OR REPLACE TEMP TABLE vetoed AS SELECT DISTINCT entry, {veto} AS veto,"
            " ({cost})::INTEGER AS cost FROM best_levels JOIN open_entries o USING (entry)",
            veto=veto,
            cost=cost,
        )
