"""Truth and result side by side, one case for each entry, and the figures counted from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from hotich.engines.evaluation.counts import Counts
from hotich.engines.evaluation.mapping import NOTHING, PartMapping, columns_of, mapped

TRUTH: Final = (
    "entry_id",
    "mention_id",
    "role",
    "entry_type",
    "person_pin",
    "also_pins",
    "outcome",
    "defects",
)
RESULT: Final = (
    "entry_id",
    "mention_id",
    "role",
    "identity",
    "outcome",
    "pin",
    "weight",
    "runner_up_pin",
    "runner_up_weight",
    "veto",
)
CANDIDATES: Final = (
    "entry_id",
    "mention_id",
    "role",
    "pin",
    "weight",
    "bits",
    "centibits",
    "rank",
)
AT: Final = 5
"""A clerk sees so many candidates."""


class TruthMismatchError(Exception):
    """Truth and result do not speak of the same entries.

    `problem` is no_common_entry, repeated (an entry stands twice in `table`) or columns_missing.
    """

    def __init__(self, problem: str, table: str = "", names: tuple[str, ...] = ()) -> None:
        super().__init__(problem, table, names)
        self.problem = problem
        self.table = table
        self.names = names


@dataclass(frozen=True, slots=True)
class Limits:
    """The present thresholds in bits: net weight and lead for a link, net weight for absent."""

    link: float
    lead: float
    absent: float


_COUNTED: Final = """count(*), count(*) FILTER (exists_), count(*) FILTER (linked),
 count(*) FILTER (linked AND NOT right_), count(*) FILTER (linked AND NOT exists_),
 count(*) FILTER (identity = 'look'), count(*) FILTER (identity = 'absent'),
 count(*) FILTER (identity = 'absent' AND exists_), count(*) FILTER (right_)"""


class Cases:
    """The table `cases` on a connection of its own, and what is counted from it.

    An entry is keyed by `mention_id` where both files have it, else by `entry_id` (and `role`).
    """

    def __init__(
        self,
        truth: Path,
        result: Path,
        *,
        candidates: Path | None = None,
        mapping: Mapping[str, PartMapping] | None = None,
        size_bits: float = 0.0,
        limits: Limits,
    ) -> None:
        self.db = duckdb.connect()
        self.limits = limits
        self.has_candidates = candidates is not None
        parts = mapping or {}
        self._take("truth", truth, TRUTH, parts.get("truth", NOTHING))
        self._take("result", result, RESULT, parts.get("result", NOTHING))
        key = self._key("truth", "result")
        self._once("truth", key)
        self._once("result", key)
        self._join(key, size_bits)
        if candidates is not None:
            self._take("candidates", candidates, CANDIDATES, parts.get("candidates", NOTHING))
            self._rank()

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def _take(self, table: str, path: Path, wanted: tuple[str, ...], part: PartMapping) -> None:
        needed = {
            "truth": ("entry_id", "person_pin"),
            "result": ("entry_id", "identity", "pin", "weight"),
            "candidates": ("entry_id", "pin"),
        }[table]
        present = {*columns_of(self.db, path), *part.columns, *part.constants}
        missing = tuple(column for column in needed if column not in present)
        if missing:
            raise TruthMismatchError("columns_missing", table, missing)
        self.db.execute(f"CREATE TEMP TABLE {table} AS {mapped(self.db, path, wanted, part)}")

    def _filled(self, table: str, column: str) -> bool:
        found = self.db.execute(
            f"SELECT count(*) > 0 AND bool_and({column} <> '') FROM {table}"
        ).fetchone()
        return bool(found and found[0])

    def _key(self, *tables: str) -> str:
        """Return what tells the rows of these tables apart."""
        if all(self._filled(table, "mention_id") for table in tables):
            return "mention_id"
        if all(self._filled(table, "role") for table in tables):
            return "entry_id || '/' || role"
        return "entry_id"

    def _once(self, table: str, key: str) -> None:
        found = self.db.execute(
            f"SELECT {key} FROM {table} GROUP BY 1 HAVING count(*) > 1 LIMIT 3"
        ).fetchall()
        if found:
            raise TruthMismatchError("repeated", table, tuple(str(row[0]) for row in found))

    def _join(self, key: str, size_bits: float) -> None:
        offset = self.limits.link - self.limits.lead
        self.db.execute(
            "CREATE TEMP TABLE cases AS "
            f"WITH t AS (SELECT *, {key} AS key FROM truth), "
            f"r AS (SELECT *, {key} AS key FROM result), "
            "j AS (SELECT t.key, t.entry_id, t.mention_id, t.role, t.entry_type, t.person_pin, "
            "t.outcome AS true_outcome, "
            "list_filter(string_split(t.defects, ';'), lambda x: x <> '') AS defects, "
            "r.identity, r.outcome, r.pin, r.veto, t.person_pin <> '' AS exists_, "
            f"try_cast(r.weight AS DOUBLE) - {size_bits} AS net, "
            "try_cast(r.weight AS DOUBLE) - try_cast(nullif(r.runner_up_weight, '') AS DOUBLE) "
            "AS lead, r.pin <> '' AND t.person_pin <> '' AND (r.pin = t.person_pin OR "
            "list_contains(string_split(replace(replace(t.also_pins, ',', ';'), ' ', ';'), ';'), "
            "r.pin)) AS right_, t.also_pins FROM t JOIN r USING (key)) "
            "SELECT *, identity = 'link' AS linked, "
            "CASE WHEN pin <> '' AND net IS NOT NULL "
            f"THEN least(net, coalesce(lead, 1e9) + {offset}) END AS score FROM j"
        )
        if not self._one("SELECT count(*) FROM cases"):
            raise TruthMismatchError("no_common_entry")

    def _rank(self) -> None:
        """Note for each case whether its person is among the first candidates."""
        key = self._key("truth", "candidates")
        mine = key.replace("entry_id", "c.entry_id").replace("mention_id", "c.mention_id")
        mine = mine.replace("role", "c.role")
        weights = [
            f"try_cast(nullif({column}, '') AS DOUBLE)"
            for column in ("weight", "bits", "centibits")
        ]
        self.db.execute(
            f"CREATE TEMP TABLE ranked AS SELECT {key} AS key, pin, coalesce("
            "try_cast(nullif(rank, '') AS INTEGER), row_number() OVER (PARTITION BY "
            f"{key} ORDER BY coalesce({', '.join(weights)}) DESC, pin)) AS place FROM candidates"
        )
        self.db.execute(
            "CREATE TEMP TABLE near AS SELECT DISTINCT c.key FROM cases c "
            f"JOIN ranked r ON r.key = {mine} WHERE r.place <= {AT} AND c.exists_ "
            "AND (r.pin = c.person_pin OR "
            "list_contains(string_split(replace(c.also_pins, ',', ';'), ';'), r.pin))"
        )

    def _one(self, query: str) -> int:
        row = self.db.execute(query).fetchone()
        return int(row[0]) if row else 0

    def unmatched(self) -> tuple[int, int]:
        """Return how many entries of the truth have no result, and the other way round."""
        both = self._one("SELECT count(*) FROM cases")
        return (
            self._one("SELECT count(*) FROM truth") - both,
            self._one("SELECT count(*) FROM result") - both,
        )

    def counts(self, where: str = "true") -> Counts:
        """Return what became of the entries for which the condition holds."""
        return self.split("''", f"WHERE {where}").get("") or Counts(0, 0, 0, 0, 0, 0, 0, 0, 0)

    def split(self, by: str, where: str = "", source: str = "cases") -> dict[str, Counts]:
        """Return the counts of every value of an expression, in order of the value."""
        at_5 = ", count(*) FILTER (near.key IS NOT NULL)" if self.has_candidates else ""
        near = "LEFT JOIN near USING (key)" if self.has_candidates else ""
        rows = self.db.execute(
            f"SELECT {by} AS value, {_COUNTED}{at_5} FROM {source} {near} {where} "
            "GROUP BY value ORDER BY value"
        ).fetchall()
        return {str(value): Counts(*counted) for value, *counted in rows}

    def by_defect(self) -> dict[str, Counts]:
        """Return the counts by kind of defect; an entry counts under each of its own."""
        each = "(SELECT *, unnest(defects) AS defect FROM cases)"
        return self.split("defect", source=each)

    def by_side(self) -> dict[str, Counts]:
        """Return the counts by the side that a defect is on, and of entries without any."""
        side = "split_part(defect, ':', 1)"
        each = (
            f"(SELECT DISTINCT ON (key, {side}) * FROM "
            "(SELECT *, unnest(if(len(defects) = 0, ['none:'], defects)) AS defect FROM cases))"
        )
        return self.split(side, source=each)

    def confusion(self) -> dict[tuple[str, str], int]:
        """Return the number of entries by (true outcome, proposed outcome)."""
        rows = self.db.execute(
            "SELECT true_outcome, outcome, count(*) FROM cases GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return {(str(true), str(said)): int(number) for true, said, number in rows}

    def histogram(self, width: float) -> list[tuple[float, int, int, int]]:
        """Return (lower end, right, wrong, absent) of the heaviest candidates' net weights."""
        rows = self.db.execute(
            f"SELECT floor(net / {width}) * {width} AS low, count(*) FILTER (right_), "
            "count(*) FILTER (exists_ AND NOT right_), count(*) FILTER (NOT exists_) "
            "FROM cases WHERE pin <> '' AND net IS NOT NULL GROUP BY low ORDER BY low"
        ).fetchall()
        return [(float(low), int(right), int(wrong), int(gone)) for low, right, wrong, gone in rows]

    def sweep(self, *, vetoes: bool = True) -> list[tuple[float, int, int, int]]:
        """Return (threshold, links, wrong links, looks) at every threshold, the highest first.

        An entry is linked at t when its score is t or more; the score is the net weight, or what
        the lead lets it be, whichever is less. Vetoed entries are never linked, unless `vetoes` are
        left out of account; those called absent stay so.
        """
        allowed = "AND veto = ''" if vetoes else ""
        rows = self.db.execute(
            "WITH steps AS (SELECT score, count(*) AS links, count(*) FILTER (NOT right_) AS wrong "
            f"FROM cases WHERE score IS NOT NULL AND identity <> 'absent' {allowed} "
            "GROUP BY score) "
            "SELECT score, sum(links) OVER down, sum(wrong) OVER down, "
            "(SELECT count(*) FROM cases WHERE identity <> 'absent') - sum(links) OVER down "
            "FROM steps WINDOW down AS (ORDER BY score DESC) ORDER BY score DESC"
        ).fetchall()
        return [(float(t), int(links), int(wrong), int(looks)) for t, links, wrong, looks in rows]
