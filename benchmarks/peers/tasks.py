"""What is measured, one task a process: `python -m benchmarks.peers.tasks TASK '{"option": …}'`.

Each prints its own figures as JSON on its last line.
"""

import itertools
import json
import logging
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

DAY = "2026-11-22"
"""The day of the table of names; it changes no figure."""


class Stopwatch:
    """Seconds since the last question."""

    def __init__(self) -> None:
        self.at = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds since the last lap."""
        before, self.at = self.at, time.perf_counter()
        return round(self.at - before, 3)


def processor_seconds() -> float:
    """Return the seconds that processors worked for this process and those it started.

    The system counts those that have ended; the others say themselves.
    """
    told = os.times()
    alive = sum(_worked(child.pid) for child in multiprocessing.active_children())
    return told.user + told.system + told.children_user + told.children_system + alive


def _worked(process: int | None) -> float:
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def make_world(out: str, persons: int, entries: int, seed: int) -> dict[str, float]:
    from hotich.synth.matching_world import MatchingOptions, write_matching_world

    watch = Stopwatch()
    options = MatchingOptions(persons=persons, entries=entries, seed=seed, processes=2)
    write_matching_world(options, Path(out))
    return {"seconds": watch.lap()}


def own_prepare(world: str, out: str, memory: str) -> dict[str, float]:
    from hotich.core.matching import rules
    from hotich.engines.matching import prepare

    watch = Stopwatch()
    population = Path(world) / "population.parquet"
    prepared = prepare(population, Path(out), rules=rules(), as_of=DAY, memory=memory)
    return {"seconds": watch.lap(), "persons": prepared.meta.persons}


def own_match(world: str, prepared: str, out: str, memory: str) -> dict[str, float]:
    from hotich.core.matching import rules
    from hotich.engines.matching import match, open_prepared

    shutil.rmtree(out, ignore_errors=True)
    watch = Stopwatch()
    entries = Path(world) / "entries.parquet"
    laps: list[tuple[str, float]] = [("", processor_seconds())]
    summary = match(
        open_prepared(Path(prepared)),
        entries,
        Path(out),
        rules=rules(),
        memory=memory,
        progress=lambda step: laps.append((step.code, processor_seconds())),
    )
    seconds = watch.lap()
    compared = sum(
        now - before
        for (_, before), (code, now) in itertools.pairwise(laps)
        if code == "consistency"
    )
    return {
        "total": seconds,
        "match": round(seconds - summary.consistency_seconds, 3),
        "consistency": round(summary.consistency_seconds, 3),
        "processor": round(processor_seconds() - laps[0][1] - compared, 2),
    }


def splink_prepare(world: str, out: str, memory: str) -> dict[str, float]:
    from benchmarks.peers.splink_features import make_features, make_term_tables

    Path(out).unlink(missing_ok=True)
    watch = Stopwatch()
    with _connect(memory, out) as connection:
        persons = make_features(connection, Path(world) / "population.parquet", "people")
        make_term_tables(connection, "people")
    return {"seconds": watch.lap(), "persons": persons}


def splink_train(world: str, model: str, memory: str) -> dict[str, float]:
    from benchmarks.peers.splink_features import make_features
    from benchmarks.peers.splink_model import train

    logging.disable(logging.CRITICAL)
    watch = Stopwatch()
    with _connect(memory) as connection:
        make_features(connection, Path(world) / "population.parquet", "people")
        make_features(connection, Path(world) / "entries.parquet", "entries")
        read = watch.lap()
        fresh = Path(model).with_suffix(".part")
        train(connection, "people", "entries", fresh, pairs=2e6)
    fresh.replace(model)
    return {"normalise": read, "train": watch.lap()}


def splink_match(world: str, prepared: str, model: str, out: str, memory: str) -> dict[str, float]:
    """Normalise the entries, weigh the pairs, keep the best and the second of each entry."""
    from benchmarks.peers.splink_features import TERMS, make_features
    from benchmarks.peers.splink_model import predict

    logging.disable(logging.CRITICAL)
    Path(out).mkdir(parents=True, exist_ok=True)
    watch, worked = Stopwatch(), processor_seconds()
    with _connect(memory) as connection:
        connection.execute(f"ATTACH '{prepared}' AS store (READ_ONLY)")
        for table in ("people", *(f"tf_{term}" for term in TERMS)):
            connection.execute(f"CREATE TEMP VIEW {table} AS FROM store.{table}")
        source = Path(world) / "entries.parquet"
        make_features(connection, source, "entries")
        read = watch.lap()
        counted = connection.execute("SELECT count(*) FROM people").fetchone()
        pairs = predict(connection, "people", "entries", Path(model), counted[0] if counted else 1)
        predicted = watch.lap()
        weighed = connection.execute(f"SELECT count(*) FROM {pairs}").fetchone()
        connection.execute(
            "CREATE TEMP TABLE best AS SELECT unique_id_l AS entry, list({'w': match_weight,"
            " 'p': unique_id_r} ORDER BY match_weight DESC, unique_id_r)[1:2] AS two"
            f" FROM {pairs} GROUP BY unique_id_l"
        )
        connection.execute(
            "COPY (SELECT e.entry_id, e.mention_id, e.role, if(b.entry IS NULL, 'absent', 'look')"
            " AS identity, '' AS outcome, coalesce(p.pin, '') AS pin, b.two[1].w AS weight,"
            " coalesce(s.pin, '') AS runner_up_pin, b.two[2].w AS runner_up_weight, '' AS veto"
            f" FROM read_parquet('{source}', file_row_number = true) e"
            " LEFT JOIN best b ON b.entry = e.file_row_number"
            " LEFT JOIN people p ON p.unique_id = b.two[1].p"
            " LEFT JOIN people s ON s.unique_id = b.two[2].p"
            f" ORDER BY e.file_row_number) TO '{out}/matches.parquet' (FORMAT parquet)"
        )
        kept = watch.lap()
    return {
        "normalise": read,
        "predict": predicted,
        "reduce": kept,
        "total": round(read + predicted + kept, 3),
        "processor": round(processor_seconds() - worked, 2),
        "pairs": weighed[0] if weighed else 0,
    }


def tantivy_lookup(world: str, folder: str, queries: int, seed: int) -> dict[str, float]:
    from benchmarks.peers.entries import ask, cases, frequencies
    from benchmarks.peers.tantivy_search import build, finder

    place, watch = Path(folder), Stopwatch()
    build(Path(world), place)
    built = watch.lap()
    size = sum(file.stat().st_size for file in place.rglob("*"))
    asked = cases(Path(world), queries, seed)
    found = ask(finder(place), asked, frequencies(Path(world)))
    return {**found, "build": built, "bytes": size}


def trigram_lookup(
    world: str, folder: str, programs: str, queries: int, seed: int
) -> dict[str, float]:
    from benchmarks.peers.entries import ask, cases, frequencies
    from benchmarks.peers.trigram_search import build, finder, running

    with running(Path(folder), Path(programs)) as connection:
        watch = Stopwatch()
        size = build(connection, Path(world))
        built = watch.lap()
        asked = cases(Path(world), queries, seed)
        found = ask(finder(connection), asked, frequencies(Path(world)))
    return {**found, "build": built, "bytes": size}


def _connect(memory: str, database: str = ":memory:") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(database)
    connection.execute(f"SET memory_limit = '{memory}'")
    return connection


TASKS: dict[str, Callable[..., dict[str, float]]] = {
    task.__name__: task
    for task in (
        *(make_world, own_prepare, own_match, splink_prepare, splink_train, splink_match),
        *(tantivy_lookup, trigram_lookup),
    )
}


def main() -> None:
    """Run the task of the command line."""
    options: dict[str, Any] = json.loads(sys.argv[2])
    answer = TASKS[sys.argv[1]](**options)
    print(f"\n{json.dumps(answer)}", flush=True)


if __name__ == "__main__":
    main()
