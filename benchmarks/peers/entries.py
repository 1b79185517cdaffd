"""The look-ups all engines are asked, and how the found are ranked and counted: by our ranker."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from hotich.apps.population.matched import MATCHED_FIELDS, facts_from
from hotich.core.matching import Facts, NameTable, Scale, name_table, rules

SHOWN = 5
"""A clerk sees so many candidates."""


@dataclass(frozen=True)
class Case:
    """An entry to look up, and the numbers that are right; none if the person is absent."""

    facts: Facts
    pins: frozenset[str]
    differs: bool


def cases(world: Path, number: int, seed: int) -> list[Case]:
    """Return entries drawn by the seed, the same ones that `benchmarks/lookup.py` draws."""
    with duckdb.connect() as db:
        found = db.execute(
            f"SELECT e.*, t.person_pin, t.also_pins, t.outcome FROM '{world}/entries.parquet' e"
            f" JOIN '{world}/truth.parquet' t USING (mention_id)"
            f" ORDER BY hash(mention_id || '{seed}') LIMIT {number}"
        )
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [_case({name: value or "" for name, value in row.items()}) for row in rows]


def _case(text: Mapping[str, str]) -> Case:
    also = text["also_pins"].replace(";", ",").split(",")
    pins = frozenset(filter(None, (text["person_pin"], *(pin.strip() for pin in also))))
    values = {name: text.get(name, "") for name in MATCHED_FIELDS}
    return Case(facts_from(values), pins, text["outcome"] == "inconsistent")


def population(world: Path) -> duckdb.DuckDBPyRelation:
    """Return the persons' values in the order of MATCHED_FIELDS, "" for none, and folded names."""
    path = world / "population.parquet"
    present = {row[0] for row in duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()}
    columns = ", ".join(
        f"coalesce({name}, '') AS {name}" if name in present else f"'' AS {name}"
        for name in MATCHED_FIELDS
    )
    return duckdb.sql(f"SELECT {columns} FROM '{path}'")


def person_facts(row: tuple[str, ...]) -> Facts:
    """Return the facts of a row of `population`."""
    return facts_from(dict(zip(MATCHED_FIELDS, row, strict=True)))


def frequencies(world: Path) -> NameTable:
    """Return the table of names of the population, for the ranker."""
    bearers = duckdb.execute(
        f"SELECT coalesce(full_name, ''), count(*) FROM '{world}/population.parquet' GROUP BY 1"
    ).fetchall()
    total = sum(count for _, count in bearers)
    return name_table(bearers, rules(), persons=total, as_of="")


@dataclass
class Tally:
    """Times of finding and of finding with ranking, in ms, and who was found."""

    finding: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    present: int = 0
    first: int = 0
    listed: int = 0
    differing: int = 0
    differing_listed: int = 0

    def add(self, case: Case, shown: list[str]) -> None:
        """Count one look-up by the numbers it shows first."""
        if not case.pins:
            return
        listed = bool(case.pins.intersection(shown[:SHOWN]))
        self.present += 1
        self.first += bool(case.pins.intersection(shown[:1]))
        self.listed += listed
        self.differing += case.differs
        self.differing_listed += case.differs and listed

    def figures(self) -> dict[str, float]:
        """Return percentiles and shares."""
        return {
            "entries": len(self.whole),
            **{f"p{at}": percentile(self.whole, at) for at in (50, 95, 99)},
            "finding_p50": percentile(self.finding, 50),
            "recall_1": round(self.first / max(1, self.present), 4),
            "recall_5": round(self.listed / max(1, self.present), 4),
            "recall_5_differing": round(self.differing_listed / max(1, self.differing), 4),
        }


def percentile(values: list[float], at: int) -> float:
    """Return the value below which so many of a hundred are."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * at // 100)], 2) if ordered else 0.0


Find = Callable[[Facts], list[tuple[str, ...]]]


def ask(find: Find, asked: list[Case], names: NameTable) -> dict[str, float]:
    """Ask an engine for every case, rank what it finds with our model, and count."""
    tally, model = Tally(), rules()
    for case in asked[:20]:
        find(case.facts)  # what is read once per process
    for case in asked:
        started = time.perf_counter()
        found = find(case.facts)
        between = time.perf_counter()
        persons = {str(place): person_facts(row) for place, row in enumerate(found)}
        heaviest = Scale(case.facts, model, names).weigh_heaviest(persons, SHOWN)
        ended = time.perf_counter()
        tally.finding.append((between - started) * 1000)
        tally.whole.append((ended - started) * 1000)
        tally.add(case, [persons[each.candidate].pin for each in heaviest])
    return tally.figures()
