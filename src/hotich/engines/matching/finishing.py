"""Compares what was linked and writes the output: the last steps of a job on any engine.

The connection has the tables `book` (the entries), `proposals` and `store.raw` (the persons).
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.discrepancies import Outcome, Policy
from hotich.core.matching import LEVELS_OF, Rules
from hotich.engines.matching.consistency import Comparer
from hotich.engines.matching.errors import OutputExistsError
from hotich.engines.matching.sql import fill, quoted
from hotich.engines.matching.weighing import unpacked_row, unpacked_total
from hotich.engines.matching.workers import Workers

SUMMARY: Final = "summary.json"
MATCHES: Final = "matches"
PAIRS: Final = "pairs.parquet"


def refuse_other_output(out: Path) -> None:
    """Do nothing where `out` is absent, empty, or the output of a job before.

    Raises: OutputExistsError.
    """
    if out.exists() and any(out.iterdir()) and not (out / SUMMARY).is_file():
        raise OutputExistsError(str(out))


def _words(words: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"


class Finisher:
    """Makes the tables `compared` and `matches`, and the files of the folder `out`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, folder: Path, rules: Rules, policy: Policy
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.rules = rules
        self.policy = policy
        self.out = folder / "out"

    def _do(self, statement: str, /, **parts: str) -> None:
        self.connection.execute(fill(statement, **parts))

    def compare(self, columns: frozenset[str], workers: Workers, check: Callable[[], None]) -> int:
        """Compare the linked entries, in these columns; return how many pairs of texts.

        `check` is called in between and may raise.
        """
        comparer = Comparer(self.connection, self.folder, self.policy, workers, check)
        linked = fill(
            "SELECT entry, {row} AS row FROM proposals WHERE identity = 'link'",
            row=unpacked_row("best"),
        )
        return comparer.compare(linked, columns)

    def write(self, *, as_csv: bool, pairs: str = "") -> None:
        """Write the rows in the order of the entries, and the weighed `pairs` (a file pattern)."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
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
        path = self.out / f"{MATCHES}.{'csv' if as_csv else 'parquet'}"
        self._do(
            "COPY (SELECT * EXCLUDE (entry) FROM matches ORDER BY entry) TO {path} ({form})",
            path=quoted(str(path)),
            form="FORMAT csv, HEADER" if as_csv else "FORMAT parquet, COMPRESSION zstd",
        )
        if pairs:
            self._write_pairs(pairs)

    def _write_pairs(self, pairs: str) -> None:
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
            parts=quoted(pairs),
            path=quoted(str(self.out / PAIRS)),
        )

    def counts(self, column: str) -> dict[str, int]:
        """Return how many rows of the output have each text of a column."""
        rows = self.connection.execute(
            fill("SELECT {column}, count(*) FROM matches GROUP BY 1 ORDER BY 1", column=column)
        ).fetchall()
        return dict(rows)
