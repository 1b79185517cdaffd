"""How often does each level hold between an entry and its own person?"""

from collections import Counter
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import LEVELS_OF
from hotich.engines.calibration.sampling import Counts
from hotich.engines.evaluation.mapping import NOTHING, PartMapping, columns_of, mapped, source

_CASE: Final = ("entry_id", "role", "person_pin", "also_pins")


class CasesUnusableError(Exception):
    """The confirmed cases and the weighed pairs do not serve.

    `problem` is columns_missing (with `names`) or no_common_pair.
    """

    def __init__(self, problem: str, names: tuple[str, ...] = ()) -> None:
        super().__init__(problem, names)
        self.problem = problem
        self.names = names


def count_confirmed(
    pairs: Path, cases: Path, *, mapping: PartMapping = NOTHING
) -> tuple[Counts, Counts]:
    """Return the levels of the confirmed pairs, and of the other pairs of the same entries.

    `pairs` is what `hotich match --explain` writes; `cases` say which person an entry is about
    (`person_pin`, "" = nobody). The others share a key with the entry, so they are no chance
    pairs: they tell which facts come together, not how rare agreement is.

    Raises: CasesUnusableError, MappingFaultError.
    """
    with duckdb.connect() as db:
        present = columns_of(db, pairs)
        facts = [fact for fact in LEVELS_OF if f"{fact}_level" in present]
        missing = [each for each in ("entry_id", "pin") if each not in present]
        if missing or not facts:
            raise CasesUnusableError("columns_missing", tuple(missing or ["name_level"]))
        role = "p.role = c.role AND " if "role" in present else ""
        db.execute(f"CREATE TEMP TABLE cases AS {mapped(db, cases, _CASE, mapping)}")
        if role and not _has_roles(db):
            role = ""
        db.execute(
            "CREATE TEMP TABLE seen AS SELECT p.*, p.pin <> '' AND (p.pin = c.person_pin OR "
            "list_contains(string_split(replace(c.also_pins, ',', ';'), ';'), p.pin)) AS same "
            f"FROM {source(pairs)} p JOIN cases c ON {role}p.entry_id = c.entry_id"
        )
        counted = {same: {fact: _levels(db, fact, same=same) for fact in facts} for same in (1, 0)}
    if not any(counted[1][fact].total() for fact in facts):
        raise CasesUnusableError("no_common_pair")
    return counted[1], counted[0]


def _has_roles(db: duckdb.DuckDBPyConnection) -> bool:
    found = db.execute("SELECT bool_and(role <> '') FROM cases").fetchone()
    return bool(found and found[0])


def _levels(db: duckdb.DuckDBPyConnection, fact: str, *, same: int) -> Counter[str]:
    rows = db.execute(
        f"SELECT {fact}_level, count(*) FROM seen WHERE same = {bool(same)} GROUP BY 1"
    ).fetchall()
    return Counter({str(level): int(number) for level, number in rows})
